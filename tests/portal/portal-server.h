/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-exchange.h"

G_BEGIN_DECLS

void portal_server_add_handlers (SoupServer *server, Portal *portal);
void portal_control_add_handlers (SoupServer *server, Portal *portal);

G_END_DECLS
