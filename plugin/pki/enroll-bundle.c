/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-error.h"
#include "enroll-pkcs12-outline.h"
#include "enroll-pkcs12.h"

#include <string.h>

#define MAX_CERTIFICATES 16
#define MAX_FILE ((gsize)1024 * 1024)

/* Reads what a portal hands out: certificates in PEM or DER, PKCS#7 in PEM or DER, PKCS#12. */

static void
certificate_free (gpointer data)
{
  gnutls_x509_crt_deinit (data);
}

static void
private_key_free (gpointer data)
{
  gnutls_x509_privkey_deinit (data);
}

EnrollBundle *
enroll_bundle_new_empty (void)
{
  EnrollBundle *self = g_new0 (EnrollBundle, 1);

  self->certificates = g_ptr_array_new_with_free_func (certificate_free);
  self->private_keys = g_ptr_array_new_with_free_func (private_key_free);
  return self;
}

void
enroll_bundle_free (EnrollBundle *self)
{
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->private_keys);
  g_free (self);
}

static int
read_certificate_list (EnrollBundle *self, const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format)
{
  gnutls_x509_crt_t *list = NULL;
  unsigned int n = 0;
  int rc = gnutls_x509_crt_list_import2 (&list, &n, data, format, 0);

  if (rc < 0)
    return rc;
  for (unsigned int i = 0; i < n; i++)
    g_ptr_array_add (self->certificates, list[i]);
  gnutls_free (list);
  return 0;
}

static int
read_pkcs7 (EnrollBundle *self, const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format)
{
  g_auto (gnutls_pkcs7_t) pkcs7 = NULL;
  int rc = gnutls_pkcs7_init (&pkcs7);
  int n;

  if (rc == 0)
    rc = gnutls_pkcs7_import (pkcs7, data, format);
  if (rc < 0)
    return rc;

  n = gnutls_pkcs7_get_crt_count (pkcs7);
  for (int i = 0; i < MIN (n, MAX_CERTIFICATES + 1); i++)
    {
      g_auto (EnrollDatum) der = { { NULL, 0 } };

      rc = gnutls_pkcs7_get_crt_raw2 (pkcs7, (unsigned int)i, &der.datum);
      if (rc == 0)
        rc = read_certificate_list (self, &der.datum, GNUTLS_X509_FMT_DER);
      if (rc < 0)
        return rc;
    }
  return n > 0 ? 0 : GNUTLS_E_NO_CERTIFICATE_FOUND;
}

/**
 * enroll_bundle_new_certificates:
 * @file: the bytes of a file
 * @error: return location
 *
 * Reads certificates only: PEM, DER, or PKCS#7 in either.
 *
 * Returns: (transfer full) (nullable): 1 to 16 of them; or %NULL with %ENROLL_ERROR_DAMAGED
 */
EnrollBundle *
enroll_bundle_new_certificates (GBytes *file, GError **error)
{
  g_autoptr (EnrollBundle) self = enroll_bundle_new_empty ();
  gnutls_datum_t data = enroll_datum_of_bytes (file);
  gboolean is_pem =
      data.size > 0 && g_strstr_len ((const char *)data.data, data.size, "-----BEGIN ") != NULL;
  gnutls_x509_crt_fmt_t format = is_pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER;
  int rc = read_certificate_list (self, &data, format);

  if (rc < 0)
    rc = read_pkcs7 (self, &data, format);
  if (rc < 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the file is neither a certificate nor PKCS#7 nor PKCS#12: %s",
                   gnutls_strerror (rc));
      return NULL;
    }
  if (self->certificates->len == 0 || self->certificates->len > MAX_CERTIFICATES)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the file holds %s certificates",
                   self->certificates->len == 0 ? "no" : "too many");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * enroll_bundle_new:
 * @file: the bytes of a file
 * @password: (nullable): of a PKCS#12 file
 * @error: return location
 *
 * Tells by content, not by name or media type, what @file is, and reads it.
 *
 * Returns: (transfer full) (nullable): what is in it; or %NULL with an error of
 *   enroll_pkcs12_read() or enroll_bundle_new_certificates()
 */
EnrollBundle *
enroll_bundle_new (GBytes *file, const EnrollSecret *password, GError **error)
{
  if (g_bytes_get_size (file) > MAX_FILE)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_TOO_LARGE,
                   "the file has %" G_GSIZE_FORMAT " bytes",
                   g_bytes_get_size (file));
      return NULL;
    }
  return enroll_pkcs12_outline_fits (file) ? enroll_pkcs12_read (file, password, error)
                                           : enroll_bundle_new_certificates (file, error);
}
