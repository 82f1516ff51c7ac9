/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *campus_totp_make_secret (void);
char *campus_totp_get_code (const char *secret, gint64 time_s);
gboolean campus_totp_is_code (const char *secret, gint64 time_s, const char *code);

G_END_DECLS
