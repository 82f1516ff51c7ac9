/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean enroll_html_guard_is_charset (const char *charset);
gboolean enroll_html_guard_declares_well (const char *data, gsize length);
gsize enroll_html_guard_measure (const char *data, gsize length);

G_END_DECLS
