/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-credential.h"
#include "enroll-key.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PKI (enroll_pki_get_type ())
G_DECLARE_INTERFACE (EnrollPki, enroll_pki, ENROLL, PKI, GObject)

/**
 * EnrollPkiInterface:
 * @make_request_async: writes a PKCS#10 request (RFC 2986) for @key and @address, PEM
 * @read_credential_async: reads what the portal sent (PEM, DER, PKCS#7 or PKCS#12) and checks
 *   that it is for @key (or brings its own), for @address, usable and complete
 *
 * Reads and writes certificates, requests and PKCS#12. Knows no store.
 */
struct _EnrollPkiInterface
{
  GTypeInterface parent_interface;

  void (*make_request_async) (EnrollPki *self,
                              EnrollKey *key,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
  char *(*make_request_finish) (EnrollPki *self, GAsyncResult *result, GError **error);
  void (*read_credential_async) (EnrollPki *self,
                                 GBytes *file,
                                 EnrollKey *key,
                                 EnrollSecret *password,
                                 const char *address,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
  EnrollCredential *(*read_credential_finish) (EnrollPki *self,
                                               GAsyncResult *result,
                                               GError **error);
};

void enroll_pki_make_request_async (EnrollPki *self,
                                    EnrollKey *key,
                                    const char *address,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *enroll_pki_make_request_finish (EnrollPki *self, GAsyncResult *result, GError **error);
void enroll_pki_read_credential_async (EnrollPki *self,
                                       GBytes *file,
                                       EnrollKey *key,
                                       EnrollSecret *password,
                                       const char *address,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
EnrollCredential *enroll_pki_read_credential_finish (EnrollPki *self,
                                                     GAsyncResult *result,
                                                     GError **error);

G_END_DECLS
