/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-key.h"
#include "enroll-nss.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_NSS_KEY (enroll_nss_key_get_type ())
G_DECLARE_FINAL_TYPE (EnrollNssKey, enroll_nss_key, ENROLL, NSS_KEY, GObject)

EnrollNssKey *enroll_nss_key_find (const char *enrollment, const char *id, GError **error);
EnrollNssKey *enroll_nss_key_new_spare (guint bits, GError **error);
gboolean enroll_nss_key_keep (EnrollNssKey *self, const char *enrollment, GError **error);
EnrollNssKey *enroll_nss_key_new (const char *enrollment, guint bits, GError **error);
guint enroll_nss_key_get_bits (EnrollNssKey *self);

G_END_DECLS
