/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-vault.h"

G_DEFINE_INTERFACE (EnrollVault, enroll_vault, G_TYPE_OBJECT)

static void
enroll_vault_default_init (EnrollVaultInterface *iface)
{
}

void
enroll_vault_seal_async (EnrollVault *self,
                         const char *enrollment,
                         GBytes *plain,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VAULT (self));

  ENROLL_VAULT_GET_IFACE (self)->seal_async (self, enrollment, plain, callback, user_data);
}

void
enroll_vault_open_async (EnrollVault *self,
                         const char *enrollment,
                         GBytes *sealed,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VAULT (self));

  ENROLL_VAULT_GET_IFACE (self)->open_async (self, enrollment, sealed, callback, user_data);
}

GBytes *
enroll_vault_finish (EnrollVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_VAULT (self), NULL);

  return ENROLL_VAULT_GET_IFACE (self)->finish (self, result, error);
}

void
enroll_vault_forget (EnrollVault *self, const char *enrollment)
{
  g_return_if_fail (ENROLL_IS_VAULT (self));

  ENROLL_VAULT_GET_IFACE (self)->forget (self, enrollment);
}
