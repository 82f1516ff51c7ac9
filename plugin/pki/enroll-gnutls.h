/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crq_t, gnutls_x509_crq_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_privkey_t, gnutls_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pubkey_t, gnutls_pubkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs12_t, gnutls_pkcs12_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs12_bag_t, gnutls_pkcs12_bag_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs7_t, gnutls_pkcs7_deinit, NULL)

/* Bytes that GnuTLS allocated. */
typedef struct
{
  gnutls_datum_t datum;
} EnrollDatum;

static inline void
enroll_datum_clear (EnrollDatum *self)
{
  gnutls_memset (self->datum.data, 0, self->datum.data != NULL ? self->datum.size : 0);
  gnutls_free (self->datum.data);
  self->datum.data = NULL;
  self->datum.size = 0;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrollDatum, enroll_datum_clear)

static inline gnutls_datum_t
enroll_datum_of_bytes (GBytes *bytes)
{
  gsize size;
  gnutls_datum_t datum;

  datum.data = (unsigned char *)g_bytes_get_data (bytes, &size);
  datum.size = (unsigned int)size;
  return datum;
}

G_END_DECLS
