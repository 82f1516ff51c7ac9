/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-pki.h"

G_DEFINE_INTERFACE (EnrollPki, enroll_pki, G_TYPE_OBJECT)

static void
enroll_pki_default_init (EnrollPkiInterface *iface)
{
}

void
enroll_pki_make_request_async (EnrollPki *self,
                               EnrollKey *key,
                               const char *address,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_PKI (self));

  ENROLL_PKI_GET_IFACE (self)
      ->make_request_async (self, key, address, cancellable, callback, user_data);
}

char *
enroll_pki_make_request_finish (EnrollPki *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_PKI (self), NULL);

  return ENROLL_PKI_GET_IFACE (self)->make_request_finish (self, result, error);
}

void
enroll_pki_read_credential_async (EnrollPki *self,
                                  GBytes *file,
                                  EnrollKey *key,
                                  EnrollSecret *password,
                                  const char *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_PKI (self));

  ENROLL_PKI_GET_IFACE (self)->read_credential_async (self,
                                                      file,
                                                      key,
                                                      password,
                                                      address,
                                                      cancellable,
                                                      callback,
                                                      user_data);
}

EnrollCredential *
enroll_pki_read_credential_finish (EnrollPki *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_PKI (self), NULL);

  return ENROLL_PKI_GET_IFACE (self)->read_credential_finish (self, result, error);
}
