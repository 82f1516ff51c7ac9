/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

void portal_flow_handle (PortalExchange *exchange);
void portal_legacy_handle (PortalExchange *exchange);
gboolean portal_foreign_handle (PortalExchange *exchange, const char *page);

gboolean portal_flow_allows_domain (PortalExchange *exchange, const char *address);
gboolean portal_flow_open_token (PortalExchange *exchange, PortalToken *token);
void portal_flow_wait (PortalExchange *exchange);
void portal_flow_download (PortalExchange *exchange);

gboolean portal_flow_has_expired (PortalExchange *exchange);

G_END_DECLS
