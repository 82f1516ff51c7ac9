/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-gnutls.h"
#include "enroll-secret.h"

G_BEGIN_DECLS

/**
 * EnrollBundle:
 * @certificates: (element-type gnutls_x509_crt_t): in the file's order
 * @private_keys: (element-type gnutls_x509_privkey_t): keys that came with them, of any kind
 *
 * What is in a file of certificates.
 */
typedef struct
{
  GPtrArray *certificates;
  GPtrArray *private_keys;
} EnrollBundle;

EnrollBundle *enroll_bundle_new (GBytes *file, const EnrollSecret *password, GError **error);
EnrollBundle *enroll_bundle_new_certificates (GBytes *file, GError **error);
EnrollBundle *enroll_bundle_new_empty (void);
void enroll_bundle_free (EnrollBundle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollBundle, enroll_bundle_free)

G_END_DECLS
