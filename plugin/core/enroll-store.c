/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-store.h"

G_DEFINE_INTERFACE (EnrollStore, enroll_store, G_TYPE_OBJECT)

static void
enroll_store_default_init (EnrollStoreInterface *iface)
{
}

EnrollInstalled *
enroll_installed_new (const char *nickname)
{
  EnrollInstalled *self = g_new0 (EnrollInstalled, 1);

  self->nickname = g_strdup (nickname);
  return self;
}

EnrollInstalled *
enroll_installed_copy (const EnrollInstalled *self)
{
  EnrollInstalled *copy = g_new0 (EnrollInstalled, 1);

  *copy = *self;
  copy->nickname = g_strdup (self->nickname);
  return copy;
}

void
enroll_installed_free (EnrollInstalled *self)
{
  g_free (self->nickname);
  g_free (self);
}

void
enroll_store_prepare_key (EnrollStore *self, guint bits)
{
  g_return_if_fail (ENROLL_IS_STORE (self));

  if (ENROLL_STORE_GET_IFACE (self)->prepare_key != NULL)
    ENROLL_STORE_GET_IFACE (self)->prepare_key (self, bits);
}

void
enroll_store_make_key_async (EnrollStore *self,
                             const EnrollKeyWish *wish,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_STORE (self));

  ENROLL_STORE_GET_IFACE (self)->make_key_async (self, wish, cancellable, callback, user_data);
}

EnrollKey *
enroll_store_make_key_finish (EnrollStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_STORE (self), NULL);

  return ENROLL_STORE_GET_IFACE (self)->make_key_finish (self, result, error);
}

void
enroll_store_install_async (EnrollStore *self,
                            EnrollCredential *credential,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_STORE (self));

  ENROLL_STORE_GET_IFACE (self)->install_async (self, credential, cancellable, callback, user_data);
}

void
enroll_store_trust_async (EnrollStore *self,
                          EnrollCredential *credential,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_STORE (self));

  ENROLL_STORE_GET_IFACE (self)->trust_async (self, credential, cancellable, callback, user_data);
}

EnrollInstalled *
enroll_store_install_finish (EnrollStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_STORE (self), NULL);

  return ENROLL_STORE_GET_IFACE (self)->install_finish (self, result, error);
}
