/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-check.h"
#include "enroll-error.h"
#include "enroll-text.h"

#include <string.h>

#define MAX_CHAIN 8
#define MIN_RSA_BITS 2048

/* What a certificate must be before it is stored as the user's own. The subject's common name
 * plays no part: it may be missing, or name the university (S/MIME Baseline Requirements 7.1.4). */

static gboolean
refuse (GError **error, EnrollError code, const char *reason)
{
  g_set_error_literal (error, ENROLL_ERROR, (int)code, reason);
  return FALSE;
}

static gboolean
check_key (gnutls_x509_crt_t certificate, GError **error)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);
  gnutls_digest_algorithm_t hash;

  if (algorithm != GNUTLS_PK_RSA)
    {
      return refuse (error,
                     ENROLL_ERROR_UNUSABLE,
                     "the certificate’s key is not an RSA key; mail could not be encrypted to it");
    }
  if (bits < MIN_RSA_BITS)
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate’s key is shorter than 2048 bits");

  hash = gnutls_sign_get_hash_algorithm (
      (gnutls_sign_algorithm_t)gnutls_x509_crt_get_signature_algorithm (certificate));
  if (hash == GNUTLS_DIG_SHA256 || hash == GNUTLS_DIG_SHA384 || hash == GNUTLS_DIG_SHA512)
    return TRUE;
  return refuse (error,
                 ENROLL_ERROR_UNUSABLE,
                 "the certificate is signed with an algorithm that is no longer safe");
}

static gboolean
check_dates (gnutls_x509_crt_t certificate, gint64 now, GError **error)
{
  if (gnutls_x509_crt_get_activation_time (certificate) > now)
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate is not valid yet");
  if (gnutls_x509_crt_get_expiration_time (certificate) < now)
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate has expired");
  return TRUE;
}

/* Purposes are optional, but if there are any, e-mail must be one of them (RFC 8550 section
 * 4.4.4). */
static gboolean
has_mail_purpose (gnutls_x509_crt_t certificate)
{
  for (unsigned int i = 0; i < 32; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      int rc = gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &size, NULL);

      if (rc == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return i == 0;
      if (rc < 0)
        return FALSE;
      if (strcmp (oid, GNUTLS_KP_EMAIL_PROTECTION) == 0 || strcmp (oid, GNUTLS_KP_ANY) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_usage (gnutls_x509_crt_t certificate, GError **error)
{
  unsigned int usage = 0;
  int rc = gnutls_x509_crt_get_key_usage (certificate, &usage, NULL);

  if (!has_mail_purpose (certificate))
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate is not meant for e-mail");
  if (rc >= 0 && (usage & (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_NON_REPUDIATION)) == 0)
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate is not meant for signing");
  if (gnutls_x509_crt_get_ca_status (certificate, NULL) > 0)
    return refuse (error, ENROLL_ERROR_UNUSABLE, "the certificate is one of an authority");
  return TRUE;
}

static gboolean
check_address (gnutls_x509_crt_t certificate, const char *address, GError **error)
{
  for (unsigned int i = 0; i < 64; i++)
    {
      char name[512];
      size_t size = sizeof name - 1;
      int type = gnutls_x509_crt_get_subject_alt_name (certificate, i, name, &size, NULL);

      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (type != GNUTLS_SAN_RFC822NAME)
        continue;
      name[MIN (size, sizeof name - 1)] = '\0';
      if (strlen (name) == size && enroll_address_equal (name, address))
        return TRUE;
    }

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_MISMATCH,
               "the certificate is not for the address %s",
               address);
  return FALSE;
}

/**
 * enroll_check_certificate:
 * @certificate: an end entity's certificate
 * @address: the account's address
 * @now: seconds since 1970
 * @error: return location
 *
 * Checks the key and the signature algorithm, the dates, the purposes (RFC 8550 section 4.4) and
 * that a subjectAltName of type rfc822Name is @address (see enroll_address_equal()).
 *
 * Returns: %FALSE with %ENROLL_ERROR_UNUSABLE or %ENROLL_ERROR_MISMATCH
 */
gboolean
enroll_check_certificate (gnutls_x509_crt_t certificate,
                          const char *address,
                          gint64 now,
                          GError **error)
{
  return check_address (certificate, address, error) && check_key (certificate, error) &&
         check_dates (certificate, now, error) && check_usage (certificate, error);
}

static gboolean
is_self_signed (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_check_issuer (certificate, certificate) != 0;
}

/**
 * enroll_check_order_chain:
 * @certificate: the end entity's certificate
 * @pool: (element-type gnutls_x509_crt_t): certificates that came with it, in any order
 *
 * Returns: (transfer container) (element-type gnutls_x509_crt_t): @certificate and its issuers,
 *   nearest first, as far as @pool has them
 */
GPtrArray *
enroll_check_order_chain (gnutls_x509_crt_t certificate, GPtrArray *pool)
{
  GPtrArray *chain = g_ptr_array_new ();
  gnutls_x509_crt_t last = certificate;

  g_ptr_array_add (chain, certificate);
  while (!is_self_signed (last) && chain->len < MAX_CHAIN)
    {
      gnutls_x509_crt_t issuer = NULL;

      for (guint i = 0; i < pool->len && issuer == NULL; i++)
        {
          gnutls_x509_crt_t candidate = g_ptr_array_index (pool, i);

          if (!g_ptr_array_find (chain, candidate, NULL) &&
              gnutls_x509_crt_check_issuer (last, candidate) != 0)
            issuer = candidate;
        }
      if (issuer == NULL)
        break;
      g_ptr_array_add (chain, issuer);
      last = issuer;
    }
  return chain;
}

static gboolean
refuse_chain (GError **error, unsigned int status)
{
  g_auto (EnrollDatum) text = { { NULL, 0 } };

  gnutls_certificate_verification_status_print (status, GNUTLS_CRT_X509, &text.datum, 0);
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_CHAIN,
               "the certificate’s chain is not complete and valid: %s",
               text.datum.data != NULL ? (const char *)text.datum.data : "");
  return FALSE;
}

/**
 * enroll_check_chain:
 * @chain: (element-type gnutls_x509_crt_t): from enroll_check_order_chain()
 * @now: seconds since 1970
 * @error: return location
 *
 * Verifies every signature, date and constraint of the chain (RFC 5280 section 6). It must end in
 * a self-signed certificate, or in one whose issuer the system knows. Whether the root is to be
 * trusted is not asked here.
 *
 * Returns: %FALSE with %ENROLL_ERROR_CHAIN
 */
gboolean
enroll_check_chain (GPtrArray *chain, gint64 now, GError **error)
{
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);
  gnutls_x509_trust_list_t roots;
  unsigned int status = 0;
  gnutls_typed_vdata_st purpose = { GNUTLS_DT_KEY_PURPOSE_OID,
                                    (unsigned char *)GNUTLS_KP_EMAIL_PROTECTION,
                                    0 };
  int rc = gnutls_x509_trust_list_init (&roots, 0);

  if (rc == 0 && is_self_signed (last))
    {
      rc = gnutls_x509_trust_list_add_cas (roots, &last, 1, 0);
    }
  else if (rc == 0)
    {
      rc = gnutls_x509_trust_list_add_system_trust (roots, 0, 0);
    }
  if (rc >= 0)
    {
      rc = gnutls_x509_trust_list_verify_crt2 (roots,
                                               (gnutls_x509_crt_t *)chain->pdata,
                                               chain->len,
                                               &purpose,
                                               1,
                                               0,
                                               &status,
                                               NULL);
    }
  /* Only what the system gave belongs to the list; a root of the chain belongs to the chain. */
  gnutls_x509_trust_list_deinit (roots, is_self_signed (last) ? 0 : 1);
  if (rc < 0)
    return refuse (error, ENROLL_ERROR_CHAIN, gnutls_strerror (rc));
  return status == 0 || refuse_chain (error, status);
}
