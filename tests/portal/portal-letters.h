/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

char *portal_letter_make_link (Portal *portal, const PortalToken *token);
void portal_letter_send (Portal *portal, const PortalToken *token, const char *link);
gboolean portal_address_is_valid (const char *address);

G_END_DECLS
