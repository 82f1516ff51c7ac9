/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint portal_seed_pick (guint seed, const char *topic, guint n_choices);
char *portal_seed_word (guint seed, const char *topic, guint length);
char *portal_seed_field_name (guint seed, const char *key);
char *portal_seed_option_value (guint seed, const char *key, guint index, const char *text);
char *portal_random_token (guint length);

G_END_DECLS
