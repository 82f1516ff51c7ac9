/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-gnutls.h"
#include "enroll-portal.h"

G_BEGIN_DECLS

gboolean enroll_chain_is_self_signed (gnutls_x509_crt_t certificate);
gboolean enroll_chain_is_signed_by (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer);
char *enroll_chain_dup_name (gnutls_x509_crt_t certificate, gboolean of_issuer);

GPtrArray *enroll_chain_new (gnutls_x509_crt_t certificate, GPtrArray *pool);
gboolean enroll_chain_is_whole (GPtrArray *chain);
GPtrArray *enroll_chain_dup_issuer_uris (GPtrArray *chain);
gboolean enroll_chain_check (GPtrArray *chain,
                             GPtrArray *pool,
                             const EnrollPortal *portal,
                             gint64 now,
                             GError **error);

G_END_DECLS
