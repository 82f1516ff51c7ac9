/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-chain.h"
#include "enroll-check.h"
#include "enroll-reading.h"

#include <string.h>

#define MAX_POOL 64

/* From the file that the portal sent to a checked credential. Nothing is changed outside, so a file
 * that was kept can be read again. */
struct _EnrollReading
{
  EnrollBundle *bundle;
  gnutls_x509_crt_t certificate; /* the bundle's */
  gnutls_x509_privkey_t own_key; /* the bundle's; NULL if the key is in the store */
  char *address;
  gint64 now;
};

static gboolean
is_same_number (const gnutls_datum_t *a, const gnutls_datum_t *b)
{
  gsize i = 0;
  gsize j = 0;

  while (i < a->size && a->data[i] == 0)
    i++;
  while (j < b->size && b->data[j] == 0)
    j++;
  return a->size - i == b->size - j && memcmp (a->data + i, b->data + j, a->size - i) == 0;
}

static gboolean
is_for_store_key (gnutls_x509_crt_t certificate, EnrollKey *key)
{
  g_auto (EnrollDatum) modulus = { { NULL, 0 } };
  g_auto (EnrollDatum) exponent = { { NULL, 0 } };
  g_autoptr (GBytes) own_modulus = enroll_key_dup_modulus (key);
  g_autoptr (GBytes) own_exponent = enroll_key_dup_exponent (key);
  gnutls_datum_t own_modulus_datum = enroll_datum_of_bytes (own_modulus);
  gnutls_datum_t own_exponent_datum = enroll_datum_of_bytes (own_exponent);

  return gnutls_x509_crt_get_pk_rsa_raw (certificate, &modulus.datum, &exponent.datum) == 0 &&
         is_same_number (&modulus.datum, &own_modulus_datum) &&
         is_same_number (&exponent.datum, &own_exponent_datum);
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

static gnutls_x509_privkey_t
find_private_key (const EnrollBundle *bundle, gnutls_x509_crt_t certificate)
{
  for (guint i = 0; i < bundle->private_keys->len; i++)
    {
      gnutls_x509_privkey_t key = g_ptr_array_index (bundle->private_keys, i);

      if (is_for_private_key (certificate, key))
        return key;
    }
  return NULL;
}

/* The name of the kind if none of the keys that came is of one that can be used; else NULL. */
static const char *
find_odd_kind (const EnrollBundle *bundle)
{
  const char *name = NULL;

  for (guint i = 0; i < bundle->private_keys->len; i++)
    {
      gnutls_x509_privkey_t key = g_ptr_array_index (bundle->private_keys, i);
      int algorithm = gnutls_x509_privkey_get_pk_algorithm (key);

      if (algorithm == GNUTLS_PK_RSA)
        return NULL;
      name = algorithm > 0 ? gnutls_pk_get_name ((gnutls_pk_algorithm_t)algorithm) : "unknown";
    }
  return name;
}

/* What is said of a file in which no certificate is for a key that is at hand. */
static gboolean
tell_no_pair (const EnrollBundle *bundle, EnrollKey *key, GError **error)
{
  if (bundle->certificates->len == 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_DAMAGED,
                                "the file holds %s, but no certificate",
                                bundle->private_keys->len > 0 ? "a key" : "no key");
    }
  if (bundle->private_keys->len == 0 && key == NULL)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_NO_KEY,
                                "the portal sent a certificate without its key");
    }
  if (find_odd_kind (bundle) != NULL)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_KEY_KIND,
                                "the key in the file is not an RSA key but %s",
                                find_odd_kind (bundle));
    }
  return enroll_error_fail (error,
                            ENROLL_ERROR_OTHER_KEY,
                            "the certificate belongs to another key");
}

static gboolean
is_later (gnutls_x509_crt_t a, gnutls_x509_crt_t b)
{
  return gnutls_x509_crt_get_activation_time (a) > gnutls_x509_crt_get_activation_time (b);
}

/* Certificates are matched by public key, never by their place in the file or by a name. If there are
 * several for one key, the newest is meant; of several keys, the one whose certificate is good. */
static gboolean
choose_certificate (EnrollReading *self, EnrollKey *key, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  gboolean trouble_is_near = FALSE;

  for (guint i = 0; i < self->bundle->certificates->len; i++)
    {
      gnutls_x509_crt_t candidate = g_ptr_array_index (self->bundle->certificates, i);
      gnutls_x509_privkey_t own_key = find_private_key (self->bundle, candidate);
      g_autoptr (GError) local_error = NULL;

      if (own_key == NULL && (key == NULL || !is_for_store_key (candidate, key)))
        continue;
      if (!enroll_check_certificate (candidate, self->address, self->now, &local_error))
        {
          gboolean is_near = local_error->code != ENROLL_ERROR_MISMATCH;

          if (trouble == NULL || (is_near && !trouble_is_near))
            {
              g_clear_error (&trouble);
              trouble = g_steal_pointer (&local_error);
              trouble_is_near = is_near;
            }
          continue;
        }
      if (self->certificate != NULL && own_key != self->own_key)
        {
          return enroll_error_fail (error,
                                    ENROLL_ERROR_AMBIGUOUS,
                                    "the file holds several keys with good certificates for %s",
                                    self->address);
        }
      if (self->certificate == NULL || is_later (candidate, self->certificate))
        self->certificate = candidate;
      self->own_key = own_key;
    }
  if (self->certificate != NULL)
    return TRUE;
  if (trouble == NULL)
    return tell_no_pair (self->bundle, key, error);
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}

/* The public half may be right and the private half damaged. */
static gboolean
check_own_key (EnrollReading *self, GError **error)
{
  static const gnutls_datum_t sample = { (unsigned char *)"sample", 6 };
  g_auto (gnutls_privkey_t) private_key = NULL;
  g_auto (gnutls_pubkey_t) public_key = NULL;
  g_auto (EnrollDatum) signature = { { NULL, 0 } };
  int rc = gnutls_privkey_init (&private_key);

  if (rc == 0)
    rc = gnutls_privkey_import_x509 (private_key, self->own_key, 0);
  if (rc == 0)
    rc = gnutls_privkey_sign_data (private_key, GNUTLS_DIG_SHA256, 0, &sample, &signature.datum);
  if (rc == 0)
    rc = gnutls_pubkey_init (&public_key);
  if (rc == 0)
    rc = gnutls_pubkey_import_x509 (public_key, self->certificate, 0);
  if (rc == 0)
    {
      rc = gnutls_pubkey_verify_data2 (public_key,
                                       GNUTLS_SIGN_RSA_SHA256,
                                       0,
                                       &sample,
                                       &signature.datum);
    }
  if (rc >= 0)
    return TRUE;
  return enroll_error_fail (error,
                            ENROLL_ERROR_DAMAGED,
                            "the key that came with the certificate is damaged: %s",
                            gnutls_strerror (rc));
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

  credential->name = enroll_chain_dup_name (certificate, FALSE);
  credential->issuer = enroll_chain_dup_name (certificate, TRUE);
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

      if (!enroll_chain_is_self_signed (authority))
        {
          g_ptr_array_add (credential->authorities, g_steal_pointer (&der));
          continue;
        }
      credential->root_name = enroll_chain_dup_name (authority, FALSE);
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
 * enroll_reading_new:
 * @file: what the portal sent
 * @key: (nullable): the key that the certificate was requested for
 * @password: (nullable): of a PKCS#12 file
 * @address: the account's address
 * @now: seconds since 1970
 * @error: return location
 *
 * Opens @file, finds the certificate that is for @key or for a key that came with it, and checks all
 * that can be checked of it alone: see enroll_check_certificate().
 *
 * Returns: (transfer full) (nullable): a reading; or %NULL with an error of enroll_bundle_new() or
 *   enroll_check_certificate(), or with %ENROLL_ERROR_OTHER_KEY, %ENROLL_ERROR_NO_KEY or
 *   %ENROLL_ERROR_AMBIGUOUS
 */
EnrollReading *
enroll_reading_new (GBytes *file,
                    EnrollKey *key,
                    const EnrollSecret *password,
                    const char *address,
                    gint64 now,
                    GError **error)
{
  g_autoptr (EnrollReading) self = g_new0 (EnrollReading, 1);

  self->address = g_strdup (address);
  self->now = now;
  self->bundle = enroll_bundle_new (file, password, error);
  if (self->bundle == NULL || !choose_certificate (self, key, error) ||
      (self->own_key != NULL && !check_own_key (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
enroll_reading_free (EnrollReading *self)
{
  g_clear_pointer (&self->bundle, enroll_bundle_free);
  g_free (self->address);
  g_free (self);
}

/**
 * enroll_reading_dup_missing:
 * @self: a reading
 *
 * Returns: (transfer full) (nullable) (element-type utf8): where the next missing authority may be
 *   had, see enroll_chain_dup_issuer_uris(); %NULL if none is missing
 */
GPtrArray *
enroll_reading_dup_missing (EnrollReading *self)
{
  g_autoptr (GPtrArray) chain = enroll_chain_new (self->certificate, self->bundle->certificates);

  return enroll_chain_is_whole (chain) ? NULL : enroll_chain_dup_issuer_uris (chain);
}

/**
 * enroll_reading_add_issuer:
 * @self: a reading
 * @file: what came from one of enroll_reading_dup_missing(): certificates in PEM, DER or PKCS#7
 * @error: return location
 *
 * It does not matter where @file is from: what counts is that it signed what is there already.
 *
 * Returns: %FALSE with %ENROLL_ERROR_DAMAGED or %ENROLL_ERROR_CHAIN if that is not the missing one
 */
gboolean
enroll_reading_add_issuer (EnrollReading *self, GBytes *file, GError **error)
{
  GPtrArray *pool = self->bundle->certificates;
  g_autoptr (GPtrArray) chain = enroll_chain_new (self->certificate, pool);
  g_autoptr (EnrollBundle) found = enroll_bundle_new_certificates (file, error);
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);
  gboolean is_issuer = FALSE;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->certificates->len && !is_issuer; i++)
    is_issuer = enroll_chain_is_signed_by (last, g_ptr_array_index (found->certificates, i));
  if (!is_issuer)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_CHAIN,
                                "what was found is not the authority that is missing");
    }
  while (found->certificates->len > 0 && pool->len < MAX_POOL)
    g_ptr_array_add (pool, g_ptr_array_steal_index (found->certificates, 0));
  return TRUE;
}

/**
 * enroll_reading_finish:
 * @self: a reading
 * @portal: (nullable): the portal, if it may name the issuers
 * @error: return location
 *
 * Checks the chain, see enroll_chain_check(): then all holds that must hold before anything is
 * stored.
 *
 * Returns: (transfer full) (nullable): the credential; or %NULL with an error of
 *   enroll_chain_check()
 */
EnrollCredential *
enroll_reading_finish (EnrollReading *self, const EnrollPortal *portal, GError **error)
{
  GPtrArray *pool = self->bundle->certificates;
  g_autoptr (GPtrArray) chain = enroll_chain_new (self->certificate, pool);
  g_autoptr (EnrollCredential) credential = NULL;

  if (!enroll_chain_check (chain, pool, portal, self->now, error))
    return NULL;

  credential = enroll_credential_new ();
  credential->certificate = dup_der (self->certificate);
  credential->address = g_strdup (self->address);
  if (self->own_key != NULL)
    {
      credential->private_key = dup_private_key (self->own_key, error);
      if (credential->private_key == NULL)
        return NULL;
    }
  describe (credential, self->certificate);
  add_authorities (credential, chain);
  return g_steal_pointer (&credential);
}
