/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean portal_program_listen (SoupServer *server,
                                const char *host,
                                int port,
                                SoupServerListenOptions how,
                                GError **error);
guint portal_program_get_port (SoupServer *server);
void portal_program_say_ready (int ready_fd);
void portal_program_wait_for_end (gboolean until_eof);

G_END_DECLS
