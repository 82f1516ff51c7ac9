/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GUri *enroll_web_address_parse (const char *text, GError **error);
GUri *enroll_web_address_parse_public (const char *text, GError **error);
gboolean enroll_web_address_is_one (const char *text);
GUri *enroll_web_address_resolve (GUri *base, const char *reference);
GUri *enroll_web_address_resolve_public (GUri *base, const char *reference);
char *enroll_web_address_dup_target (GUri *base, const char *reference);
gboolean enroll_web_address_same_origin (GUri *a, GUri *b);

G_END_DECLS
