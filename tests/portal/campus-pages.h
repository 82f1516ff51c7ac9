/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "campus-saml.h"

G_BEGIN_DECLS

void campus_page_show_institutions (CampusExchange *exchange, const char *back);
void campus_page_show_password (CampusExchange *exchange, const char *token, const char *problem);
void campus_page_show_code (CampusExchange *exchange, const char *token, const char *problem);
void campus_page_show_consent (CampusExchange *exchange, const char *token);
void campus_page_show_response (CampusExchange *exchange, const CampusResponse *response);

G_END_DECLS
