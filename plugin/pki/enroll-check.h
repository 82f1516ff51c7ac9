/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-gnutls.h"

G_BEGIN_DECLS

gboolean enroll_check_certificate (gnutls_x509_crt_t certificate,
                                   const char *address,
                                   gint64 now,
                                   GError **error);
gboolean enroll_check_chain (GPtrArray *chain, gint64 now, GError **error);
GPtrArray *enroll_check_order_chain (gnutls_x509_crt_t certificate, GPtrArray *pool);

G_END_DECLS
