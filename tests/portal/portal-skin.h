/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

void portal_skin_send (PortalExchange *exchange, guint status, const char *data);
gboolean portal_skin_send_script (Portal *portal, SoupServerMessage *message, const char *path);

G_END_DECLS
