/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *enroll_text_normalize (const char *text);
void enroll_text_append_collapsed (GString *collapsed,
                                   gsize start,
                                   const char *text,
                                   gboolean *is_parted);
char *enroll_text_collapse (const char *text);
char *enroll_text_truncate (const char *text, gsize n_characters);
char *enroll_text_disarm (const char *text, gsize length);
char *enroll_text_isolate (const char *text);
guint enroll_text_hash (gconstpointer text);

char *enroll_text_host_of_uri (GUri *uri);

gboolean enroll_address_equal (const char *a, const char *b);

G_END_DECLS
