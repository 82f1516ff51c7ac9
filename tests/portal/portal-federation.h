/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

gboolean portal_federation_handle_login (PortalExchange *exchange);
void portal_federation_handle (PortalExchange *exchange);
gboolean portal_federation_is_mapped (PortalExchange *exchange);
void portal_federation_watch (PortalExchange *exchange);

G_END_DECLS
