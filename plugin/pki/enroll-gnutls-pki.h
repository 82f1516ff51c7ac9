/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-pki.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_GNUTLS_PKI (enroll_gnutls_pki_get_type ())
G_DECLARE_FINAL_TYPE (EnrollGnutlsPki, enroll_gnutls_pki, ENROLL, GNUTLS_PKI, GObject)

EnrollGnutlsPki *enroll_gnutls_pki_new (void);

EnrollCredential *enroll_credential_read (GBytes *file,
                                          EnrollKey *key,
                                          const EnrollSecret *password,
                                          const char *address,
                                          gint64 now,
                                          GError **error);

G_END_DECLS
