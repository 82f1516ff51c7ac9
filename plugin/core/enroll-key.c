/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-key.h"

G_DEFINE_INTERFACE (EnrollKey, enroll_key, G_TYPE_OBJECT)

static void
enroll_key_default_init (EnrollKeyInterface *iface)
{
}

char *
enroll_key_dup_id (EnrollKey *self)
{
  g_return_val_if_fail (ENROLL_IS_KEY (self), NULL);

  return ENROLL_KEY_GET_IFACE (self)->dup_id (self);
}

GBytes *
enroll_key_dup_modulus (EnrollKey *self)
{
  g_return_val_if_fail (ENROLL_IS_KEY (self), NULL);

  return ENROLL_KEY_GET_IFACE (self)->dup_modulus (self);
}

GBytes *
enroll_key_dup_exponent (EnrollKey *self)
{
  g_return_val_if_fail (ENROLL_IS_KEY (self), NULL);

  return ENROLL_KEY_GET_IFACE (self)->dup_exponent (self);
}

GBytes *
enroll_key_sign (EnrollKey *self, GBytes *digest_info, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_KEY (self), NULL);

  return ENROLL_KEY_GET_IFACE (self)->sign (self, digest_info, error);
}
