/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "campus-exchange.h"

G_BEGIN_DECLS

void campus_discovery_add_handlers (SoupServer *server, Campus *campus);
void campus_idp_add_handlers (SoupServer *server, Campus *campus);
void campus_control_add_handlers (SoupServer *server, Campus *campus);

void campus_execution_free (gpointer execution);
gboolean campus_write_ready (Campus *campus, guint control_port, GError **error);

G_END_DECLS
