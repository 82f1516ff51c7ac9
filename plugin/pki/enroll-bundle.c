/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-error.h"

#include <string.h>

#define MAX_CERTIFICATES 16

/* Reads what a portal hands out: certificates in PEM or DER, PKCS#7 in PEM or DER, PKCS#12. */

static void
certificate_free (gpointer data)
{
  gnutls_x509_crt_deinit (data);
}

void
enroll_bundle_free (EnrollBundle *self)
{
  g_ptr_array_unref (self->certificates);
  if (self->private_key != NULL)
    gnutls_x509_privkey_deinit (self->private_key);
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
  for (int i = 0; i < MIN (n, MAX_CERTIFICATES); i++)
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

static void
take_list (EnrollBundle *self, gnutls_x509_crt_t *list, unsigned int n)
{
  for (unsigned int i = 0; i < n; i++)
    g_ptr_array_add (self->certificates, list[i]);
  gnutls_free (list);
}

static gboolean
read_pkcs12 (EnrollBundle *self,
             gnutls_pkcs12_t pkcs12,
             const EnrollSecret *password,
             GError **error)
{
  const char *text = password != NULL ? enroll_secret_peek (password) : "";
  gnutls_x509_crt_t *chain = NULL;
  gnutls_x509_crt_t *extra = NULL;
  unsigned int n_chain = 0;
  unsigned int n_extra = 0;
  int rc = gnutls_pkcs12_verify_mac (pkcs12, text);

  if (rc == GNUTLS_E_MAC_VERIFY_FAILED)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_PASSWORD,
                   "the PKCS#12 file was protected with another password");
      return FALSE;
    }
  if (rc < 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the PKCS#12 file’s integrity cannot be checked: %s",
                   gnutls_strerror (rc));
      return FALSE;
    }

  rc = gnutls_pkcs12_simple_parse (pkcs12,
                                   text,
                                   &self->private_key,
                                   &chain,
                                   &n_chain,
                                   &extra,
                                   &n_extra,
                                   NULL,
                                   GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED);
  if (rc < 0)
    {
      /* GnuTLS looks for the certificate of the key, and says so when there is none. */
      gboolean is_unpaired = rc == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

      g_set_error (error,
                   ENROLL_ERROR,
                   is_unpaired ? ENROLL_ERROR_MISMATCH : ENROLL_ERROR_DAMAGED,
                   "the PKCS#12 file cannot be opened: %s",
                   is_unpaired ? "it has no certificate for its key" : gnutls_strerror (rc));
      return FALSE;
    }
  take_list (self, chain, n_chain);
  take_list (self, extra, n_extra);
  return TRUE;
}

/* TRUE if @data is a PKCS#12 at all; what is wrong with it is then told by read_pkcs12(). */
static gboolean
import_pkcs12 (gnutls_pkcs12_t *pkcs12, const gnutls_datum_t *data)
{
  return gnutls_pkcs12_init (pkcs12) == 0 &&
         gnutls_pkcs12_import (*pkcs12, data, GNUTLS_X509_FMT_DER, 0) == 0;
}

static int
read_certificates (EnrollBundle *self, const gnutls_datum_t *data, gboolean is_pem)
{
  gnutls_x509_crt_fmt_t format = is_pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER;
  int rc = read_certificate_list (self, data, format);

  return rc < 0 ? read_pkcs7 (self, data, format) : rc;
}

/**
 * enroll_bundle_new:
 * @file: the bytes of a file
 * @password: (nullable): of a PKCS#12 file
 * @error: return location
 *
 * Tells by content, not by name or media type, what @file is, and reads it.
 *
 * Returns: (transfer full) (nullable): what is in it, at least one certificate; or %NULL with
 *   %ENROLL_ERROR_PASSWORD or %ENROLL_ERROR_DAMAGED
 */
EnrollBundle *
enroll_bundle_new (GBytes *file, const EnrollSecret *password, GError **error)
{
  g_autoptr (EnrollBundle) self = g_new0 (EnrollBundle, 1);
  g_auto (gnutls_pkcs12_t) pkcs12 = NULL;
  gnutls_datum_t data = enroll_datum_of_bytes (file);
  gboolean is_pem =
      data.size > 0 && g_strstr_len ((const char *)data.data, data.size, "-----BEGIN ") != NULL;

  self->certificates = g_ptr_array_new_with_free_func (certificate_free);
  if (!is_pem && import_pkcs12 (&pkcs12, &data))
    {
      if (!read_pkcs12 (self, pkcs12, password, error))
        return NULL;
    }
  else
    {
      int rc = read_certificates (self, &data, is_pem);

      if (rc < 0)
        {
          g_set_error (error,
                       ENROLL_ERROR,
                       ENROLL_ERROR_DAMAGED,
                       "the file is neither a certificate nor PKCS#7 nor PKCS#12: %s",
                       gnutls_strerror (rc));
          return NULL;
        }
    }

  if (self->certificates->len == 0 || self->certificates->len > MAX_CERTIFICATES)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the file holds %u certificates",
                   self->certificates->len);
      return NULL;
    }
  return g_steal_pointer (&self);
}
