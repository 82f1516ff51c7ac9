/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-gnutls.h"
#include "enroll-request.h"

#include <string.h>

/* PKCS#10 (RFC 2986) for a key that never leaves its store. */

static int
sign_hash_cb (gnutls_privkey_t private_key,
              gnutls_sign_algorithm_t algorithm,
              void *user_data,
              unsigned int flags,
              const gnutls_datum_t *hash,
              gnutls_datum_t *signature)
{
  g_autoptr (GBytes) digest_info = NULL;
  g_autoptr (GBytes) signed_bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const void *data;

  /* GnuTLS has made the DigestInfo; what is left is the bare RSA operation. */
  if (algorithm != GNUTLS_SIGN_RSA_RAW)
    return GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM;

  digest_info = g_bytes_new (hash->data, hash->size);
  signed_bytes = enroll_key_sign (user_data, digest_info, &error);
  if (signed_bytes == NULL)
    {
      g_debug ("the store did not sign: %s", error->message);
      return GNUTLS_E_PK_SIGN_FAILED;
    }

  data = g_bytes_get_data (signed_bytes, &size);
  signature->data = gnutls_malloc (size);
  if (signature->data == NULL)
    return GNUTLS_E_MEMORY_ERROR;
  memcpy (signature->data, data, size);
  signature->size = (unsigned int)size;
  return 0;
}

static int
info_cb (gnutls_privkey_t private_key, unsigned int flags, void *user_data)
{
  g_autoptr (GBytes) modulus = NULL;

  if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
    return GNUTLS_PK_RSA;
  if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS) != 0)
    {
      modulus = enroll_key_dup_modulus (user_data);
      return (int)g_bytes_get_size (modulus) * 8;
    }
  if ((flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0)
    {
      return GNUTLS_FLAGS_TO_SIGN_ALGO (flags) == GNUTLS_SIGN_RSA_SHA256 ||
             GNUTLS_FLAGS_TO_SIGN_ALGO (flags) == GNUTLS_SIGN_RSA_RAW;
    }
  return -1;
}

static int
set_public_key (gnutls_x509_crq_t request, EnrollKey *key)
{
  g_auto (gnutls_pubkey_t) public_key = NULL;
  g_autoptr (GBytes) modulus = enroll_key_dup_modulus (key);
  g_autoptr (GBytes) exponent = enroll_key_dup_exponent (key);
  gnutls_datum_t m = enroll_datum_of_bytes (modulus);
  gnutls_datum_t e = enroll_datum_of_bytes (exponent);
  int rc = gnutls_pubkey_init (&public_key);

  if (rc == 0)
    rc = gnutls_pubkey_import_rsa_raw (public_key, &m, &e);
  return rc == 0 ? gnutls_x509_crq_set_pubkey (request, public_key) : rc;
}

/* The authority takes names from its own records; the address is what identifies the request.
 * rfc822Name is ASCII only (RFC 5280 section 4.2.1.6). */
static int
set_names (gnutls_x509_crq_t request, const char *address)
{
  unsigned int length = (unsigned int)strlen (address);
  int rc = gnutls_x509_crq_set_dn_by_oid (request, GNUTLS_OID_X520_COMMON_NAME, 0, address, length);

  if (rc == 0 && g_str_is_ascii (address))
    rc = gnutls_x509_crq_set_subject_alt_name (request, GNUTLS_SAN_RFC822NAME, address, length, 0);
  return rc;
}

static int
sign_request (gnutls_x509_crq_t request, EnrollKey *key)
{
  g_auto (gnutls_privkey_t) private_key = NULL;
  int rc = gnutls_privkey_init (&private_key);

  if (rc == 0)
    rc = gnutls_privkey_import_ext4 (private_key, key, NULL, sign_hash_cb, NULL, NULL, info_cb, 0);
  return rc == 0 ? gnutls_x509_crq_privkey_sign (request, private_key, GNUTLS_DIG_SHA256, 0) : rc;
}

/**
 * enroll_request_new:
 * @key: an RSA key in the store
 * @address: the mailbox address that the certificate is for
 * @error: return location
 *
 * Writes a request signed with SHA-256. Blocks while the store signs: for worker threads.
 *
 * Returns: (transfer full) (nullable): PEM; or %NULL with %ENROLL_ERROR_STORE
 */
char *
enroll_request_new (EnrollKey *key, const char *address, GError **error)
{
  g_auto (gnutls_x509_crq_t) request = NULL;
  g_auto (EnrollDatum) pem = { { NULL, 0 } };
  int rc;

  g_return_val_if_fail (ENROLL_IS_KEY (key), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  rc = gnutls_x509_crq_init (&request);
  if (rc == 0)
    rc = gnutls_x509_crq_set_version (request, 1);
  if (rc == 0)
    rc = set_names (request, address);
  if (rc == 0)
    rc = set_public_key (request, key);
  if (rc == 0)
    rc = sign_request (request, key);
  if (rc == 0)
    rc = gnutls_x509_crq_export2 (request, GNUTLS_X509_FMT_PEM, &pem.datum);
  if (rc < 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_STORE,
                   "the request could not be signed: %s",
                   gnutls_strerror (rc));
      return NULL;
    }
  return g_strndup ((const char *)pem.datum.data, pem.datum.size);
}
