/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"
#include "enroll-settings.h"
#include "enroll-store.h"

G_BEGIN_DECLS

/**
 * EnrollProof:
 * @was_signed: a message was signed, and the signature verified
 * @is_trusted: the verification also trusts the certificate's authority
 * @was_encrypted: a message was encrypted to the certificate and decrypted again
 * @signs_by_default: new mail of the account is signed unless the user says otherwise
 * @is_saved: the account has it; else it is in the account editor, which has yet to save it
 *
 * What Evolution's own S/MIME code did with the new certificate, and what it does from now on.
 */
typedef struct
{
  gboolean was_signed;
  gboolean is_trusted;
  gboolean was_encrypted;
  gboolean signs_by_default;
  gboolean is_saved;
} EnrollProof;

EnrollProof *enroll_proof_new (void);
void enroll_proof_free (EnrollProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollProof, enroll_proof_free)

#define ENROLL_TYPE_ACCOUNT (enroll_account_get_type ())
G_DECLARE_INTERFACE (EnrollAccount, enroll_account, ENROLL, ACCOUNT, GObject)

/**
 * EnrollAccountInterface:
 * @bind_async: sets the certificate on the identity and saves it
 * @prove_async: signs, verifies and, where the certificate allows it, encrypts and decrypts
 *
 * The mail account's side.
 */
struct _EnrollAccountInterface
{
  GTypeInterface parent_interface;

  void (*bind_async) (EnrollAccount *self,
                      EnrollIdentity *identity,
                      const EnrollInstalled *installed,
                      EnrollSettings *settings,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*bind_finish) (EnrollAccount *self, GAsyncResult *result, GError **error);
  void (*prove_async) (EnrollAccount *self,
                       EnrollIdentity *identity,
                       const EnrollInstalled *installed,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  EnrollProof *(*prove_finish) (EnrollAccount *self, GAsyncResult *result, GError **error);
};

void enroll_account_bind_async (EnrollAccount *self,
                                EnrollIdentity *identity,
                                const EnrollInstalled *installed,
                                EnrollSettings *settings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean enroll_account_bind_finish (EnrollAccount *self, GAsyncResult *result, GError **error);
void enroll_account_prove_async (EnrollAccount *self,
                                 EnrollIdentity *identity,
                                 const EnrollInstalled *installed,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
EnrollProof *enroll_account_prove_finish (EnrollAccount *self,
                                          GAsyncResult *result,
                                          GError **error);

G_END_DECLS
