/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_KEY (enroll_key_get_type ())
G_DECLARE_INTERFACE (EnrollKey, enroll_key, ENROLL, KEY, GObject)

/**
 * EnrollKeyInterface:
 * @dup_id: how the store finds the key, hexadecimal
 * @dup_modulus: big-endian, unsigned
 * @dup_exponent: big-endian, unsigned
 * @sign: RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2) over a DER DigestInfo; may block, called in a
 *   worker thread
 *
 * An RSA key that lives in the store and never leaves it.
 */
struct _EnrollKeyInterface
{
  GTypeInterface parent_interface;

  char *(*dup_id) (EnrollKey *self);
  GBytes *(*dup_modulus) (EnrollKey *self);
  GBytes *(*dup_exponent) (EnrollKey *self);
  GBytes *(*sign) (EnrollKey *self, GBytes *digest_info, GError **error);
};

char *enroll_key_dup_id (EnrollKey *self);
GBytes *enroll_key_dup_modulus (EnrollKey *self);
GBytes *enroll_key_dup_exponent (EnrollKey *self);
GBytes *enroll_key_sign (EnrollKey *self, GBytes *digest_info, GError **error);

G_END_DECLS
