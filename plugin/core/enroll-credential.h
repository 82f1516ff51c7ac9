/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-secret.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_CREDENTIAL (enroll_credential_get_type ())

typedef struct _EnrollCredential EnrollCredential;

/**
 * EnrollCredential:
 * @certificate: DER of the user's certificate
 * @authorities: (element-type GBytes): DER of its issuers, nearest first
 * @root: (nullable): DER of the self-signed one among @authorities, not in that array
 * @private_key: (nullable): DER of an unencrypted PKCS#8 key made by the portal, wiped when freed
 * @name: whom the certificate names, for people
 * @issuer: who issued it, for people
 * @address: the address that it is for
 * @serial: serial number, hexadecimal
 * @fingerprint: SHA-256 of @certificate, hexadecimal with colons
 * @root_name: (nullable): name of @root, for people
 * @root_fingerprint: (nullable): SHA-256 of @root
 * @not_before: seconds since 1970, UTC
 * @not_after: seconds since 1970, UTC
 * @can_encrypt: an RSA key with keyEncipherment
 *
 * What came back from the portal, after it was checked. Never changed once made.
 */
struct _EnrollCredential
{
  gatomicrefcount references;
  GBytes *certificate;
  GPtrArray *authorities;
  GBytes *root;
  GBytes *private_key;
  char *name;
  char *issuer;
  char *address;
  char *serial;
  char *fingerprint;
  char *root_name;
  char *root_fingerprint;
  gint64 not_before;
  gint64 not_after;
  gboolean can_encrypt;
};

GType enroll_credential_get_type (void);

EnrollCredential *enroll_credential_new (void);
EnrollCredential *enroll_credential_ref (EnrollCredential *self);
void enroll_credential_unref (EnrollCredential *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollCredential, enroll_credential_unref)

G_END_DECLS
