/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-pbmac.h"
#include "enroll-pkcs12-outline.h"
#include "enroll-pkcs12.h"

#include <string.h>

/* About ten times what careful programs choose for the whole file; a few seconds. */
#define MAX_ROUNDS ((guint64)10 * 1000 * 1000)
#define MAX_CERTIFICATES 16
#define MAX_KEYS 16

/* Opens PKCS#12 (RFC 7292) part by part, so that what cannot be opened can be named. */
typedef struct
{
  const EnrollPkcs12Outline *outline;
  gnutls_pkcs12_t pkcs12;
  const char *password; /* NULL is none, which is not the empty one (RFC 7292 appendix B.1) */
  guint64 n_rounds;
  gboolean had_secrets; /* something was decrypted, so the password is right */
  EnrollBundle *bundle;
} Reader;

static gboolean
is_unsupported (int rc)
{
  return rc == GNUTLS_E_UNKNOWN_CIPHER_TYPE || rc == GNUTLS_E_UNKNOWN_HASH_ALGORITHM ||
         rc == GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE || rc == GNUTLS_E_UNIMPLEMENTED_FEATURE ||
         rc == GNUTLS_E_UNWANTED_ALGORITHM || rc == GNUTLS_E_UNKNOWN_ALGORITHM;
}

/* The outline counted what it saw; this counts what the library is about to do, by its own eyes. */
static gboolean
spend_rounds (Reader *self, guint64 rounds, GError **error)
{
  if (rounds <= MAX_ROUNDS)
    self->n_rounds += rounds;
  if (rounds <= MAX_ROUNDS && self->n_rounds <= MAX_ROUNDS)
    return TRUE;
  return enroll_error_fail (error,
                            ENROLL_ERROR_PROTECTION,
                            "the PKCS#12 file wants more than %" G_GUINT64_FORMAT
                            " rounds of its password’s derivation",
                            MAX_ROUNDS);
}

static gboolean
fail_to_open (Reader *self, const char *what, const char *protection, int rc, GError **error)
{
  if (is_unsupported (rc))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_PROTECTION,
                                "%s of the PKCS#12 file is protected by %s, which is not supported",
                                what,
                                protection);
    }
  if (self->outline->mac != NULL)
    {
      return enroll_error_fail (
          error,
          ENROLL_ERROR_PASSWORD,
          "%s of the PKCS#12 file was protected with another password than the file",
          what);
    }
  return enroll_error_fail (
      error,
      ENROLL_ERROR_PASSWORD,
      "%s of the PKCS#12 file does not open: another password, or damage; the file has no "
      "integrity code that would tell",
      what);
}

static gboolean
add_certificate (Reader *self, const gnutls_datum_t *data, GError **error)
{
  g_auto (gnutls_x509_crt_t) certificate = NULL;
  int rc = gnutls_x509_crt_init (&certificate);

  if (rc == 0)
    rc = gnutls_x509_crt_import (certificate, data, GNUTLS_X509_FMT_DER);
  if (rc < 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_DAMAGED,
                                "a certificate in the PKCS#12 file is damaged: %s",
                                gnutls_strerror (rc));
    }
  if (self->bundle->certificates->len == MAX_CERTIFICATES)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_DAMAGED,
                                "the PKCS#12 file holds more than %d certificates",
                                MAX_CERTIFICATES);
    }
  g_ptr_array_add (self->bundle->certificates, g_steal_pointer (&certificate));
  return TRUE;
}

/* PrivateKeyInfo: version, algorithm, key (RFC 5208 section 5). */
static char *
dup_kind_of_key (const gnutls_datum_t *data)
{
  EnrollDer place = { data->data, data->size };
  g_autofree char *oid = NULL;
  EnrollDer key;
  EnrollDer algorithm;
  guint64 version;

  if (enroll_der_read (&place, ENROLL_DER_SEQUENCE, &key) &&
      enroll_der_read_number (&key, &version) &&
      enroll_der_read (&key, ENROLL_DER_SEQUENCE, &algorithm))
    oid = enroll_der_read_oid (&algorithm);
  return g_strdup (oid != NULL ? enroll_pbe_name_of_oid (oid) : "unknown");
}

static gboolean
fail_to_read_key (Reader *self,
                  const gnutls_datum_t *data,
                  int rc,
                  gboolean is_plain,
                  GError **error)
{
  g_autofree char *kind = is_plain ? dup_kind_of_key (data) : NULL;

  /* Parameters of DSA may be left to the issuer (RFC 3279 section 2.3.2). */
  if (rc == GNUTLS_E_UNKNOWN_PK_ALGORITHM || (kind != NULL && !g_str_equal (kind, "RSA")))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_KEY_KIND,
                                "the key in the PKCS#12 file is of a kind that cannot be used: %s",
                                kind != NULL ? kind : "unknown");
    }
  return enroll_error_fail (error,
                            ENROLL_ERROR_DAMAGED,
                            "the key in the PKCS#12 file is damaged: %s",
                            gnutls_strerror (rc));
}

static gboolean
take_key (Reader *self, gnutls_x509_privkey_t key, GError **error)
{
  if (self->bundle->private_keys->len < MAX_KEYS)
    {
      g_ptr_array_add (self->bundle->private_keys, key);
      return TRUE;
    }
  gnutls_x509_privkey_deinit (key);
  return enroll_error_fail (error,
                            ENROLL_ERROR_DAMAGED,
                            "the PKCS#12 file holds more than %d keys",
                            MAX_KEYS);
}

static gboolean
add_plain_key (Reader *self, const gnutls_datum_t *data, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  int rc = gnutls_x509_privkey_init (&key);

  if (rc == 0)
    {
      rc = gnutls_x509_privkey_import_pkcs8 (key,
                                             data,
                                             GNUTLS_X509_FMT_DER,
                                             NULL,
                                             GNUTLS_PKCS_PLAIN);
    }
  if (rc < 0)
    return fail_to_read_key (self, data, rc, TRUE, error);
  return take_key (self, g_steal_pointer (&key), error);
}

/* EncryptedPrivateKeyInfo: encryptionAlgorithm, encryptedData (RFC 5208 section 6). */
static EnrollPbe *
read_protection_of_key (const gnutls_datum_t *data)
{
  EnrollDer place = { data->data, data->size };
  EnrollDer key;

  return enroll_der_read (&place, ENROLL_DER_SEQUENCE, &key) ? enroll_pbe_new (&key) : NULL;
}

static gboolean
add_encrypted_key (Reader *self, const gnutls_datum_t *data, GError **error)
{
  g_autoptr (EnrollPbe) protection = read_protection_of_key (data);
  g_auto (gnutls_x509_privkey_t) key = NULL;
  unsigned int n = 0;
  unsigned int flags = self->password == NULL ? GNUTLS_PKCS_NULL_PASSWORD : 0;
  int rc;

  if (protection == NULL)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_DAMAGED,
                                "a key in the PKCS#12 file does not say how it is encrypted");
    }
  if (protection->is_foreign)
    return fail_to_open (self, "the key", protection->name, GNUTLS_E_UNIMPLEMENTED_FEATURE, error);
  rc = gnutls_pkcs8_info (data, GNUTLS_X509_FMT_DER, NULL, NULL, NULL, NULL, &n, NULL);
  if (!spend_rounds (self, MAX (n, protection->rounds), error))
    return FALSE;
  if (rc == 0)
    rc = gnutls_x509_privkey_init (&key);
  if (rc == 0)
    {
      rc = gnutls_x509_privkey_import_pkcs8 (key, data, GNUTLS_X509_FMT_DER, self->password, flags);
    }
  if (rc == GNUTLS_E_UNKNOWN_PK_ALGORITHM)
    return fail_to_read_key (self, data, rc, FALSE, error);
  if (rc < 0)
    return fail_to_open (self, "the key", protection->name, rc, error);
  self->had_secrets = TRUE;
  return take_key (self, g_steal_pointer (&key), error);
}

static gboolean
add_element (Reader *self, gnutls_pkcs12_bag_t bag, unsigned int i, GError **error)
{
  gnutls_datum_t data = { NULL, 0 }; /* the bag's own */
  int type = gnutls_pkcs12_bag_get_type (bag, i);

  if (type != GNUTLS_BAG_CERTIFICATE && type != GNUTLS_BAG_PKCS8_KEY &&
      type != GNUTLS_BAG_PKCS8_ENCRYPTED_KEY)
    return TRUE;
  if (gnutls_pkcs12_bag_get_data (bag, i, &data) < 0)
    return enroll_error_fail (error, ENROLL_ERROR_DAMAGED, "a part of the PKCS#12 file is empty");
  if (type == GNUTLS_BAG_CERTIFICATE)
    return add_certificate (self, &data, error);
  return type == GNUTLS_BAG_PKCS8_KEY ? add_plain_key (self, &data, error)
                                      : add_encrypted_key (self, &data, error);
}

static gboolean
decrypt_part (Reader *self, gnutls_pkcs12_bag_t bag, unsigned int part, GError **error)
{
  const char *protection = g_ptr_array_index (self->outline->parts, part);
  g_autofree char *what = g_strdup_printf ("part %u", part + 1);
  unsigned int n = 0;
  int rc = gnutls_pkcs12_bag_enc_info (bag, NULL, NULL, NULL, NULL, &n, NULL);

  if (!spend_rounds (self, n, error))
    return FALSE;
  if (rc == 0)
    rc = gnutls_pkcs12_bag_decrypt (bag, self->password);
  if (rc < 0)
    return fail_to_open (self, what, protection, rc, error);
  self->had_secrets = TRUE;
  return TRUE;
}

static gboolean
open_part (Reader *self, unsigned int part, GError **error)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  int rc = gnutls_pkcs12_bag_init (&bag);
  int n;

  if (rc == 0)
    rc = gnutls_pkcs12_get_bag (self->pkcs12, (int)part, bag);
  if (rc < 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_DAMAGED,
                                "part %u of the PKCS#12 file cannot be read: %s",
                                part + 1,
                                gnutls_strerror (rc));
    }
  if (gnutls_pkcs12_bag_get_type (bag, 0) == GNUTLS_BAG_ENCRYPTED &&
      !decrypt_part (self, bag, part, error))
    return FALSE;

  n = gnutls_pkcs12_bag_get_count (bag);
  for (int i = 0; i < n; i++)
    {
      if (!add_element (self, bag, (unsigned int)i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_parts (Reader *self, const char *password, GError **error)
{
  self->password = password;
  g_ptr_array_set_size (self->bundle->certificates, 0);
  g_ptr_array_set_size (self->bundle->private_keys, 0);
  for (unsigned int i = 0; i < self->outline->parts->len; i++)
    {
      if (!open_part (self, i, error))
        return FALSE;
    }
  return TRUE;
}

/* 1: it is right; 0: it is not; less: a GnuTLS error. */
static int
check_mac (Reader *self, const char *password, GError **error)
{
  char *oid = NULL; /* not asked for, the library loses one that it does not know */
  unsigned int n = 0;
  int rc;

  if (self->outline->pbmac != NULL)
    {
      if (!spend_rounds (self, self->outline->pbmac->rounds, error))
        return GNUTLS_E_INTERNAL_ERROR;
      return enroll_pbmac_check (self->outline->pbmac,
                                 self->outline->content,
                                 self->outline->mac_value,
                                 password);
    }

  rc = gnutls_pkcs12_mac_info (self->pkcs12, NULL, NULL, NULL, &n, &oid);
  gnutls_free (oid);
  if (!spend_rounds (self, n, error))
    return GNUTLS_E_INTERNAL_ERROR;
  if (rc == 0)
    rc = gnutls_pkcs12_verify_mac (self->pkcs12, password);
  return rc == 0 ? 1 : rc == GNUTLS_E_MAC_VERIFY_FAILED ? 0 : rc;
}

/* If the parts open all the same, it is not the password that is wrong. */
static gboolean
tell_wrong_mac (Reader *self, const char *password, GError **error)
{
  if (open_parts (self, password, NULL) && self->had_secrets)
    {
      return enroll_error_fail (
          error,
          ENROLL_ERROR_DAMAGED,
          "the PKCS#12 file opens, but was changed or damaged since it was made: its "
          "integrity code (%s) is wrong",
          self->outline->mac);
    }
  return enroll_error_fail (error,
                            ENROLL_ERROR_PASSWORD,
                            "the PKCS#12 file was protected with another password");
}

static gboolean
open_with_mac (Reader *self, const char *const *candidates, guint n_candidates, GError **error)
{
  for (guint i = 0; i < n_candidates; i++)
    {
      g_autoptr (GError) local_error = NULL;
      int rc;

      self->n_rounds = 0;
      rc = check_mac (self, candidates[i], &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (rc > 0)
        return open_parts (self, candidates[i], error);
      if (is_unsupported (rc))
        {
          return enroll_error_fail (
              error,
              ENROLL_ERROR_PROTECTION,
              "the PKCS#12 file’s integrity is protected by %s, which is not supported",
              self->outline->mac);
        }
      if (rc < 0)
        {
          return enroll_error_fail (error,
                                    ENROLL_ERROR_DAMAGED,
                                    "the PKCS#12 file’s integrity cannot be checked: %s",
                                    gnutls_strerror (rc));
        }
    }
  return tell_wrong_mac (self, candidates[0], error);
}

/* Nothing says that the file is whole, but the key has to match a certificate that an authority
 * signed, and each is useless without the other: that is checked by whoever reads the bundle. */
static gboolean
open_without_mac (Reader *self, const char *const *candidates, guint n_candidates, GError **error)
{
  for (guint i = 0; i + 1 < n_candidates; i++)
    {
      self->n_rounds = 0;
      if (open_parts (self, candidates[i], NULL))
        return TRUE;
    }
  self->n_rounds = 0;
  return open_parts (self, candidates[n_candidates - 1], error);
}

/**
 * enroll_pkcs12_read:
 * @file: the bytes of a PKCS#12 file
 * @password: (nullable): its password; without one, none and the empty one are tried
 * @error: return location
 *
 * Opens a PKCS#12 file of the password kinds (RFC 7292 section 3.1), with or without an integrity
 * code, by all algorithms that GnuTLS knows, and PBMAC1 (RFC 9879). What it would cost is judged
 * before anything is derived. Reading changes nothing and can be repeated.
 *
 * Returns: (transfer full) (nullable): all keys and certificates in it, of any kind; or %NULL with
 *   %ENROLL_ERROR_PASSWORD, %ENROLL_ERROR_PROTECTION, %ENROLL_ERROR_KEY_KIND or
 *   %ENROLL_ERROR_DAMAGED, whose message names the part and the algorithm
 */
EnrollBundle *
enroll_pkcs12_read (GBytes *file, const EnrollSecret *password, GError **error)
{
  g_autoptr (EnrollPkcs12Outline) outline = enroll_pkcs12_outline_new (file, error);
  g_autoptr (EnrollBundle) bundle = NULL;
  g_auto (gnutls_pkcs12_t) pkcs12 = NULL;
  gnutls_datum_t data = enroll_datum_of_bytes (file);
  const char *text = password != NULL ? enroll_secret_peek (password) : "";
  const char *candidates[] = { text, NULL };
  guint n_candidates = text[0] == '\0' ? 2 : 1;
  Reader reader = { outline, NULL };
  int rc;

  if (outline == NULL || !spend_rounds (&reader, outline->rounds, error))
    return NULL;

  rc = gnutls_pkcs12_init (&pkcs12);
  if (rc == 0)
    rc = gnutls_pkcs12_import (pkcs12, &data, GNUTLS_X509_FMT_DER, 0);
  if (rc < 0)
    {
      enroll_error_fail (error,
                         ENROLL_ERROR_DAMAGED,
                         "the PKCS#12 file is damaged: %s",
                         gnutls_strerror (rc));
      return NULL;
    }

  bundle = enroll_bundle_new_empty ();
  reader.pkcs12 = pkcs12;
  reader.bundle = bundle;
  if (outline->mac != NULL ? !open_with_mac (&reader, candidates, n_candidates, error)
                           : !open_without_mac (&reader, candidates, n_candidates, error))
    return NULL;
  return g_steal_pointer (&bundle);
}
