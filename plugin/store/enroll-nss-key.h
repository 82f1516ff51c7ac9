/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-key.h"
#include "enroll-nss.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_NSS_KEY (enroll_nss_key_get_type ())
G_DECLARE_FINAL_TYPE (EnrollNssKey, enroll_nss_key, ENROLL, NSS_KEY, GObject)

EnrollNssKey *enroll_nss_key_new (guint bits, GError **error);

G_END_DECLS
