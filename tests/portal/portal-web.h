/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The scripts that were built from web/, if they were. */
gboolean portal_web_has_skin (const char *skin);
GBytes *portal_web_get_script (const char *name);

G_END_DECLS
