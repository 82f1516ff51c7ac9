/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-account.h"

G_DEFINE_INTERFACE (EnrollAccount, enroll_account, G_TYPE_OBJECT)

static void
enroll_account_default_init (EnrollAccountInterface *iface)
{
}

EnrollProof *
enroll_proof_new (void)
{
  return g_new0 (EnrollProof, 1);
}

void
enroll_proof_free (EnrollProof *self)
{
  g_free (self);
}

void
enroll_account_bind_async (EnrollAccount *self,
                           EnrollIdentity *identity,
                           const EnrollInstalled *installed,
                           EnrollSettings *settings,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_ACCOUNT (self));

  ENROLL_ACCOUNT_GET_IFACE (self)
      ->bind_async (self, identity, installed, settings, cancellable, callback, user_data);
}

gboolean
enroll_account_bind_finish (EnrollAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_ACCOUNT (self), FALSE);

  return ENROLL_ACCOUNT_GET_IFACE (self)->bind_finish (self, result, error);
}

void
enroll_account_prove_async (EnrollAccount *self,
                            EnrollIdentity *identity,
                            const EnrollInstalled *installed,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_ACCOUNT (self));

  ENROLL_ACCOUNT_GET_IFACE (self)
      ->prove_async (self, identity, installed, cancellable, callback, user_data);
}

EnrollProof *
enroll_account_prove_finish (EnrollAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_ACCOUNT (self), NULL);

  return ENROLL_ACCOUNT_GET_IFACE (self)->prove_finish (self, result, error);
}
