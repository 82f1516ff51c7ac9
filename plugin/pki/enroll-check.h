/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-gnutls.h"

G_BEGIN_DECLS

gboolean enroll_check_certificate (gnutls_x509_crt_t certificate,
                                   const char *address,
                                   gint64 now,
                                   GError **error);
gboolean enroll_check_address (gnutls_x509_crt_t certificate, const char *address, GError **error);

/* What holds for the certificates of authorities too; @whose names them in the message. */
gboolean enroll_check_dates (gnutls_x509_crt_t certificate,
                             const char *whose,
                             gint64 now,
                             GError **error);
gboolean enroll_check_key_strength (gnutls_x509_crt_t certificate,
                                    const char *whose,
                                    GError **error);
gboolean enroll_check_is_bearable (gnutls_x509_crt_t certificate);
gboolean enroll_check_signature_algorithm (gnutls_x509_crt_t certificate,
                                           const char *whose,
                                           GError **error);
gboolean enroll_check_extensions (gnutls_x509_crt_t certificate,
                                  const char *whose,
                                  EnrollError code,
                                  GError **error);
gboolean enroll_check_mail_purpose (gnutls_x509_crt_t certificate);

G_END_DECLS
