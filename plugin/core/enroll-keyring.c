/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-keyring.h"

G_DEFINE_INTERFACE (EnrollKeyring, enroll_keyring, G_TYPE_OBJECT)

static void
enroll_keyring_default_init (EnrollKeyringInterface *iface)
{
}

void
enroll_keyring_keep_async (EnrollKeyring *self,
                           const EnrollKeepsake *keepsake,
                           EnrollSecret *pass_phrase,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_KEYRING (self));
  g_return_if_fail (keepsake != NULL);
  g_return_if_fail (pass_phrase != NULL);

  ENROLL_KEYRING_GET_IFACE (self)
      ->keep_async (self, keepsake, pass_phrase, cancellable, callback, user_data);
}

gboolean
enroll_keyring_keep_finish (EnrollKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_KEYRING (self), FALSE);

  return ENROLL_KEYRING_GET_IFACE (self)->keep_finish (self, result, error);
}
