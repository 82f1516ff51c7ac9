/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_NSS_SEAL_KEY_SIZE 32

GBytes *enroll_nss_seal_new_key (GError **error);
GBytes *enroll_nss_seal_wrap_key (GBytes *key, GError **error);
GBytes *enroll_nss_seal_unwrap_key (GBytes *wrapped, GError **error);
GBytes *enroll_nss_seal_encrypt (GBytes *key, const char *name, GBytes *plain, GError **error);
GBytes *enroll_nss_seal_decrypt (GBytes *key, const char *name, GBytes *sealed, GError **error);

G_END_DECLS
