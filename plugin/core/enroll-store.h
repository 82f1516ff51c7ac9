/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-credential.h"
#include "enroll-key.h"

G_BEGIN_DECLS

/**
 * EnrollInstalled:
 * @nickname: what the store calls the certificate, read back from it
 * @can_sign: the store accepts it for signing mail
 * @can_encrypt: the store accepts it for receiving encrypted mail
 * @root_is_unknown: the only thing that is missing is trust in the credential's root
 *
 * What the store says about a credential that is in it.
 */
typedef struct
{
  char *nickname;
  gboolean can_sign;
  gboolean can_encrypt;
  gboolean root_is_unknown;
} EnrollInstalled;

EnrollInstalled *enroll_installed_new (const char *nickname);
EnrollInstalled *enroll_installed_copy (const EnrollInstalled *self);
void enroll_installed_free (EnrollInstalled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollInstalled, enroll_installed_free)

#define ENROLL_TYPE_STORE (enroll_store_get_type ())
G_DECLARE_INTERFACE (EnrollStore, enroll_store, ENROLL, STORE, GObject)

/**
 * EnrollKeyWish:
 * @enrollment: whose key it is; the store notes it beside the key
 * @id: (nullable): what enroll_key_dup_id() said, if the key was made before
 * @bits: size of the key; 0: none is made
 *
 * Which key is wanted.
 */
typedef struct
{
  const char *enrollment;
  const char *id;
  guint bits;
} EnrollKeyWish;

/**
 * EnrollStoreInterface:
 * @prepare_key: (nullable): makes a key of that size in advance, if that asks the user for nothing;
 *   unless @make_key_async takes it, it is never in the store
 * @make_key_async: finds the enrollment's RSA key in the store, or makes it; it is durable when this
 *   finishes. One of at least that size that was made before is taken, since no key is thrown away
 * @install_async: puts a checked credential into the store; may be repeated
 * @trust_async: trusts the credential's root for mail, and for nothing else, by the user's word;
 *   finishes like @install_async
 *
 * Evolution's certificate store. May ask the user for the store's password.
 */
struct _EnrollStoreInterface
{
  GTypeInterface parent_interface;

  void (*prepare_key) (EnrollStore *self, guint bits);
  void (*make_key_async) (EnrollStore *self,
                          const EnrollKeyWish *wish,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  EnrollKey *(*make_key_finish) (EnrollStore *self, GAsyncResult *result, GError **error);
  void (*install_async) (EnrollStore *self,
                         EnrollCredential *credential,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  void (*trust_async) (EnrollStore *self,
                       EnrollCredential *credential,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  EnrollInstalled *(*install_finish) (EnrollStore *self, GAsyncResult *result, GError **error);
};

void enroll_store_prepare_key (EnrollStore *self, guint bits);
void enroll_store_make_key_async (EnrollStore *self,
                                  const EnrollKeyWish *wish,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
EnrollKey *enroll_store_make_key_finish (EnrollStore *self, GAsyncResult *result, GError **error);
void enroll_store_install_async (EnrollStore *self,
                                 EnrollCredential *credential,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void enroll_store_trust_async (EnrollStore *self,
                               EnrollCredential *credential,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
EnrollInstalled *enroll_store_install_finish (EnrollStore *self,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
