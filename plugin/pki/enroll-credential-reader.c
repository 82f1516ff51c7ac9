/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-check.h"
#include "enroll-error.h"
#include "enroll-gnutls-pki.h"

#include <string.h>

/* From the file that the portal sent to a checked credential. */

static gsize
skip_zeros (const gnutls_datum_t *number)
{
  gsize i = 0;

  while (i < number->size && number->data[i] == 0)
    i++;
  return i;
}

static gboolean
is_modulus_of_key (const gnutls_datum_t *modulus, EnrollKey *key)
{
  g_autoptr (GBytes) own = enroll_key_dup_modulus (key);
  gnutls_datum_t own_datum = enroll_datum_of_bytes (own);
  gsize a = skip_zeros (modulus);
  gsize b = skip_zeros (&own_datum);

  return modulus->size - a == own_datum.size - b &&
         memcmp (modulus->data + a, own_datum.data + b, modulus->size - a) == 0;
}

static gboolean
is_for_store_key (gnutls_x509_crt_t certificate, EnrollKey *key)
{
  g_auto (EnrollDatum) modulus = { { NULL, 0 } };
  g_auto (EnrollDatum) exponent = { { NULL, 0 } };

  return gnutls_x509_crt_get_pk_rsa_raw (certificate, &modulus.datum, &exponent.datum) == 0 &&
         is_modulus_of_key (&modulus.datum, key);
}

static gboolean
is_for_private_key (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t private_key)
{
  unsigned char a[64];
  unsigned char b[64];
  size_t a_size = sizeof a;
  size_t b_size = sizeof b;

  return gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, a, &a_size) == 0 &&
         gnutls_x509_privkey_get_key_id (private_key, GNUTLS_KEYID_USE_SHA256, b, &b_size) == 0 &&
         a_size == b_size && memcmp (a, b, a_size) == 0;
}

/* The certificate is matched by public key, never by its place in the file or by a name. */
static gnutls_x509_crt_t
find_certificate (const EnrollBundle *bundle, EnrollKey *key, GError **error)
{
  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      gnutls_x509_crt_t certificate = g_ptr_array_index (bundle->certificates, i);

      if (bundle->private_key != NULL ? is_for_private_key (certificate, bundle->private_key)
                                      : key != NULL && is_for_store_key (certificate, key))
        return certificate;
    }

  if (bundle->private_key == NULL && key == NULL)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the portal sent a certificate without its key");
    }
  else
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_MISMATCH,
                   "the certificate belongs to another key");
    }
  return NULL;
}

static GBytes *
dup_der (gnutls_x509_crt_t certificate)
{
  g_auto (EnrollDatum) der = { { NULL, 0 } };

  if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &der.datum) < 0)
    return NULL;
  return g_bytes_new (der.datum.data, der.datum.size);
}

static char *
dup_fingerprint (GBytes *der)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i += 2)
    {
      g_string_append_printf (text,
                              "%s%c%c",
                              i == 0 ? "" : ":",
                              g_ascii_toupper (hex[i]),
                              g_ascii_toupper (hex[i + 1]));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_name_part (gnutls_x509_crt_t certificate, gboolean of_issuer, const char *oid)
{
  char text[512];
  size_t size = sizeof text;
  int rc = of_issuer ? gnutls_x509_crt_get_issuer_dn_by_oid (certificate, oid, 0, 0, text, &size)
                     : gnutls_x509_crt_get_dn_by_oid (certificate, oid, 0, 0, text, &size);

  return rc == 0 ? g_utf8_make_valid (text, (gssize)size) : NULL;
}

/* A name for people: the common name, else the personal name, else the organisation. */
static char *
dup_name (gnutls_x509_crt_t certificate, gboolean of_issuer)
{
  char *name = dup_name_part (certificate, of_issuer, GNUTLS_OID_X520_COMMON_NAME);

  if (name == NULL)
    {
      g_autofree char *given = dup_name_part (certificate, of_issuer, GNUTLS_OID_X520_GIVEN_NAME);
      g_autofree char *family = dup_name_part (certificate, of_issuer, GNUTLS_OID_X520_SURNAME);

      if (given != NULL && family != NULL)
        name = g_strdup_printf ("%s %s", given, family);
    }
  if (name == NULL)
    name = dup_name_part (certificate, of_issuer, GNUTLS_OID_X520_ORGANIZATION_NAME);
  return name != NULL ? name : g_strdup ("");
}

static char *
dup_serial (gnutls_x509_crt_t certificate)
{
  unsigned char bytes[64];
  size_t size = sizeof bytes;
  GString *text = g_string_new (NULL);

  if (gnutls_x509_crt_get_serial (certificate, bytes, &size) == 0)
    {
      for (size_t i = 0; i < size; i++)
        g_string_append_printf (text, "%02X", bytes[i]);
    }
  return g_string_free (text, FALSE);
}

static void
describe (EnrollCredential *credential, gnutls_x509_crt_t certificate)
{
  unsigned int usage = 0;
  int rc = gnutls_x509_crt_get_key_usage (certificate, &usage, NULL);

  credential->name = dup_name (certificate, FALSE);
  credential->issuer = dup_name (certificate, TRUE);
  credential->serial = dup_serial (certificate);
  credential->fingerprint = dup_fingerprint (credential->certificate);
  credential->not_before = (gint64)gnutls_x509_crt_get_activation_time (certificate);
  credential->not_after = (gint64)gnutls_x509_crt_get_expiration_time (certificate);
  credential->can_encrypt = rc < 0 || (usage & GNUTLS_KEY_KEY_ENCIPHERMENT) != 0;
}

static void
add_authorities (EnrollCredential *credential, GPtrArray *chain)
{
  for (guint i = 1; i < chain->len; i++)
    {
      gnutls_x509_crt_t authority = g_ptr_array_index (chain, i);
      g_autoptr (GBytes) der = dup_der (authority);

      if (gnutls_x509_crt_check_issuer (authority, authority) == 0)
        {
          g_ptr_array_add (credential->authorities, g_steal_pointer (&der));
          continue;
        }
      credential->root_name = dup_name (authority, FALSE);
      credential->root_fingerprint = dup_fingerprint (der);
      credential->root = g_steal_pointer (&der);
    }
}

static GBytes *
dup_private_key (gnutls_x509_privkey_t private_key, GError **error)
{
  g_auto (EnrollDatum) der = { { NULL, 0 } };
  int rc = gnutls_x509_privkey_export2_pkcs8 (private_key,
                                              GNUTLS_X509_FMT_DER,
                                              NULL,
                                              GNUTLS_PKCS_PLAIN,
                                              &der.datum);

  if (rc < 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_DAMAGED,
                   "the key cannot be read: %s",
                   gnutls_strerror (rc));
      return NULL;
    }
  return enroll_secret_bytes_new (der.datum.data, der.datum.size);
}

/**
 * enroll_credential_read:
 * @file: what the portal sent
 * @key: (nullable): the key that the certificate was requested for
 * @password: (nullable): of a PKCS#12 file
 * @address: the account's address
 * @now: seconds since 1970
 * @error: return location
 *
 * Reads @file and checks all that must hold before anything is stored: the certificate is for
 * @key, or for the key that came with it; see enroll_check_certificate() and
 * enroll_check_chain().
 *
 * Returns: (transfer full) (nullable): the credential; or %NULL with %ENROLL_ERROR_DAMAGED,
 *   %ENROLL_ERROR_PASSWORD, %ENROLL_ERROR_MISMATCH, %ENROLL_ERROR_UNUSABLE or
 *   %ENROLL_ERROR_CHAIN
 */
EnrollCredential *
enroll_credential_read (GBytes *file,
                        EnrollKey *key,
                        const EnrollSecret *password,
                        const char *address,
                        gint64 now,
                        GError **error)
{
  g_autoptr (EnrollBundle) bundle = enroll_bundle_new (file, password, error);
  g_autoptr (EnrollCredential) credential = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  gnutls_x509_crt_t certificate;

  if (bundle == NULL)
    return NULL;
  certificate = find_certificate (bundle, key, error);
  if (certificate == NULL || !enroll_check_certificate (certificate, address, now, error))
    return NULL;
  chain = enroll_check_order_chain (certificate, bundle->certificates);
  if (!enroll_check_chain (chain, now, error))
    return NULL;

  credential = enroll_credential_new ();
  credential->certificate = dup_der (certificate);
  credential->address = g_strdup (address);
  if (bundle->private_key != NULL)
    {
      credential->private_key = dup_private_key (bundle->private_key, error);
      if (credential->private_key == NULL)
        return NULL;
    }
  describe (credential, certificate);
  add_authorities (credential, chain);
  return g_steal_pointer (&credential);
}
