/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-chain.h"
#include "enroll-check.h"
#include "enroll-text.h"

#include <string.h>

#define MAX_CHAIN 8
#define MAX_URIS 4
#define MAX_URI_LENGTH 1024

/* Only a signature is asked about. */
#define SIGNATURE_ONLY                                                                             \
  (GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CA_SIGN |                             \
   GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_DO_NOT_ALLOW_SAME)

/* The authorities of a certificate (RFC 5280 section 6), as far as they came with it. */

gboolean
enroll_chain_is_self_signed (gnutls_x509_crt_t certificate)
{
  return gnutls_x509_crt_check_issuer (certificate, certificate) != 0;
}

/**
 * enroll_chain_is_signed_by:
 * @certificate: a certificate
 * @issuer: another
 *
 * Returns: %TRUE if @issuer has the issuer's name and its key made the signature, and is not so large
 *   that to find out would be an attack
 */
gboolean
enroll_chain_is_signed_by (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
  unsigned int status = 0;
  int rc;

  if (gnutls_x509_crt_check_issuer (certificate, issuer) == 0 || !enroll_check_is_bearable (issuer))
    return FALSE;
  rc = gnutls_x509_crt_verify (certificate, &issuer, 1, SIGNATURE_ONLY, &status);
  return rc >= 0 && (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

static char *
dup_name_part (gnutls_x509_crt_t certificate, gboolean of_issuer, const char *oid)
{
  char text[512];
  size_t size = sizeof text;
  int rc = of_issuer ? gnutls_x509_crt_get_issuer_dn_by_oid (certificate, oid, 0, 0, text, &size)
                     : gnutls_x509_crt_get_dn_by_oid (certificate, oid, 0, 0, text, &size);

  return rc == 0 ? enroll_text_disarm (text, size) : NULL;
}

/**
 * enroll_chain_dup_name:
 * @certificate: a certificate
 * @of_issuer: whether the issuer's name is wanted
 *
 * Returns: (transfer full): a name for people, see enroll_text_disarm(): the common name, else the
 *   personal name, else the organisation; empty if there is none
 */
char *
enroll_chain_dup_name (gnutls_x509_crt_t certificate, gboolean of_issuer)
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

/* A root ends the chain, so it goes before an authority that another one vouches for; of two of the
 * same kind the one that expires last. */
static gboolean
is_better (gnutls_x509_crt_t a, gnutls_x509_crt_t b)
{
  gboolean a_is_root = enroll_chain_is_self_signed (a);

  if (b == NULL || a_is_root != enroll_chain_is_self_signed (b))
    return b == NULL || a_is_root;
  return gnutls_x509_crt_get_expiration_time (a) > gnutls_x509_crt_get_expiration_time (b);
}

static gnutls_x509_crt_t
find_issuer (GPtrArray *pool, GPtrArray *chain, gnutls_x509_crt_t certificate)
{
  gnutls_x509_crt_t best = NULL;

  for (guint i = 0; i < pool->len; i++)
    {
      gnutls_x509_crt_t candidate = g_ptr_array_index (pool, i);

      if (!g_ptr_array_find (chain, candidate, NULL) &&
          enroll_chain_is_signed_by (certificate, candidate) && is_better (candidate, best))
        best = candidate;
    }
  return best;
}

/**
 * enroll_chain_new:
 * @certificate: the end entity's certificate
 * @pool: (element-type gnutls_x509_crt_t): certificates that came with it, in any order
 *
 * Returns: (transfer container) (element-type gnutls_x509_crt_t): @certificate and those that signed
 *   it, nearest first, as far as @pool has them
 */
GPtrArray *
enroll_chain_new (gnutls_x509_crt_t certificate, GPtrArray *pool)
{
  GPtrArray *chain = g_ptr_array_new ();
  gnutls_x509_crt_t last = certificate;

  g_ptr_array_add (chain, certificate);
  while (!enroll_chain_is_self_signed (last) && chain->len < MAX_CHAIN)
    {
      last = find_issuer (pool, chain, last);
      if (last == NULL)
        break;
      g_ptr_array_add (chain, last);
    }
  return chain;
}

static gboolean
system_knows_issuer (gnutls_x509_crt_t certificate)
{
  gnutls_x509_trust_list_t roots;
  gnutls_x509_crt_t issuer = NULL;
  gboolean is_known = FALSE;

  if (gnutls_x509_trust_list_init (&roots, 0) < 0)
    return FALSE;
  if (gnutls_x509_trust_list_add_system_trust (roots, 0, 0) > 0 &&
      gnutls_x509_trust_list_get_issuer (roots, certificate, &issuer, GNUTLS_TL_GET_COPY) == 0)
    {
      is_known = enroll_chain_is_signed_by (certificate, issuer);
      gnutls_x509_crt_deinit (issuer);
    }
  gnutls_x509_trust_list_deinit (roots, 1);
  return is_known;
}

/**
 * enroll_chain_is_whole:
 * @chain: (element-type gnutls_x509_crt_t): from enroll_chain_new()
 *
 * Returns: %TRUE if it ends in a self-signed certificate, or in one whose issuer the system knows
 */
gboolean
enroll_chain_is_whole (GPtrArray *chain)
{
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);

  return enroll_chain_is_self_signed (last) || system_knows_issuer (last);
}

/**
 * enroll_chain_dup_issuer_uris:
 * @chain: (element-type gnutls_x509_crt_t): a chain that is not whole
 *
 * Returns: (transfer full) (element-type utf8): where its last certificate says that its issuer can
 *   be had: caIssuers (RFC 5280 section 4.2.2.1). Nothing has been judged about them
 */
GPtrArray *
enroll_chain_dup_issuer_uris (GPtrArray *chain)
{
  GPtrArray *uris = g_ptr_array_new_with_free_func (g_free);
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);

  for (unsigned int i = 0; i < 16 && chain->len < MAX_CHAIN && uris->len < MAX_URIS; i++)
    {
      g_auto (EnrollDatum) uri = { { NULL, 0 } };
      int rc = gnutls_x509_crt_get_authority_info_access (last,
                                                          i,
                                                          GNUTLS_IA_CAISSUERS_URI,
                                                          &uri.datum,
                                                          NULL);

      if (rc == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (rc >= 0 && uri.datum.size > 0 && uri.datum.size <= MAX_URI_LENGTH &&
          memchr (uri.datum.data, '\0', uri.datum.size) == NULL)
        g_ptr_array_add (uris, g_strndup ((const char *)uri.datum.data, uri.datum.size));
    }
  return uris;
}

static gboolean
tell_incomplete (GPtrArray *chain, GPtrArray *pool, GError **error)
{
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);
  g_autofree char *issuer = enroll_chain_dup_name (last, TRUE);

  if (chain->len >= MAX_CHAIN)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "the certificate’s chain is longer than %d",
                                MAX_CHAIN);
    }
  for (guint i = 0; i < chain->len; i++)
    {
      if (enroll_chain_is_signed_by (last, g_ptr_array_index (chain, i)))
        {
          return enroll_error_fail (error,
                                    ENROLL_ERROR_BROKEN_CHAIN,
                                    "the authorities of the certificate vouch for each other in a "
                                    "circle: “%s”",
                                    issuer);
        }
    }
  for (guint i = 0; i < pool->len; i++)
    {
      if (gnutls_x509_crt_check_issuer (last, g_ptr_array_index (pool, i)) != 0)
        {
          return enroll_error_fail (error,
                                    ENROLL_ERROR_BROKEN_CHAIN,
                                    "a signature of the certificate’s chain is not by “%s”, whose "
                                    "name it has",
                                    issuer);
        }
    }
  return enroll_error_fail (error,
                            ENROLL_ERROR_CHAIN,
                            "the certificate of the authority “%s” is missing",
                            issuer);
}

static gboolean
check_is_authority (gnutls_x509_crt_t authority, guint n_below, const char *whose, GError **error)
{
  unsigned int is_authority = 0;
  unsigned int usage = 0;
  int path_length = -1;
  int rc = gnutls_x509_crt_get_basic_constraints (authority, NULL, &is_authority, &path_length);

  if (rc < 0 || !is_authority)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "%s is not a certificate of an authority",
                                whose);
    }
  if (path_length >= 0 && n_below > (guint)path_length)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "%s allows only %d authorities below it",
                                whose,
                                path_length);
    }
  if (gnutls_x509_crt_get_key_usage (authority, &usage, NULL) >= 0 &&
      (usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "%s may not sign certificates",
                                whose);
    }
  return TRUE;
}

static gboolean
check_authority (gnutls_x509_crt_t authority, guint n_below, gint64 now, GError **error)
{
  g_autofree char *name = enroll_chain_dup_name (authority, FALSE);
  g_autofree char *whose = g_strdup_printf ("the authority “%s”", name);
  gboolean is_root = enroll_chain_is_self_signed (authority);

  if (!check_is_authority (authority, n_below, whose, error) ||
      !enroll_check_dates (authority, whose, now, error) ||
      !enroll_check_key_strength (authority, whose, error) ||
      !enroll_check_extensions (authority, whose, ENROLL_ERROR_BROKEN_CHAIN, error))
    return FALSE;
  /* What a root says of itself is neither signed by another nor limits it. */
  if (is_root)
    return TRUE;
  if (!enroll_check_mail_purpose (authority))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "%s may not issue certificates for e-mail",
                                whose);
    }
  return enroll_check_signature_algorithm (authority, whose, error);
}

/* An authority that issued a new certificate to itself does not count (RFC 5280 section 6.1.4 l). */
static gboolean
is_self_issued (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t subject = { NULL, 0 };
  gnutls_datum_t issuer = { NULL, 0 };
  gboolean is_same = FALSE;

  if (gnutls_x509_crt_get_raw_dn (certificate, &subject) == 0 &&
      gnutls_x509_crt_get_raw_issuer_dn (certificate, &issuer) == 0)
    is_same = subject.size == issuer.size && memcmp (subject.data, issuer.data, subject.size) == 0;
  gnutls_free (subject.data);
  gnutls_free (issuer.data);
  return is_same;
}

static gboolean
check_authorities (GPtrArray *chain, gint64 now, GError **error)
{
  guint n_below = 0;

  for (guint i = 1; i < chain->len; i++)
    {
      gnutls_x509_crt_t authority = g_ptr_array_index (chain, i);

      if (!check_authority (authority, n_below, now, error))
        return FALSE;
      if (!is_self_issued (authority))
        n_below++;
    }
  return TRUE;
}

static gboolean
check_issuer_name (gnutls_x509_crt_t certificate, const EnrollPortal *portal, GError **error)
{
  g_autofree char *name = enroll_chain_dup_name (certificate, TRUE);

  if (portal == NULL || enroll_portal_expects_issuer (portal, name))
    return TRUE;
  return enroll_error_fail (
      error,
      ENROLL_ERROR_ISSUER,
      "the certificate was issued by “%s”, which the portal file does not name",
      name);
}

static gboolean
refuse_path (GError **error, unsigned int status)
{
  g_auto (EnrollDatum) text = { { NULL, 0 } };

  gnutls_certificate_verification_status_print (status, GNUTLS_CRT_X509, &text.datum, 0);
  return enroll_error_fail (error,
                            ENROLL_ERROR_BROKEN_CHAIN,
                            "the certificate’s chain is not valid: %s",
                            text.datum.data != NULL ? (const char *)text.datum.data : "");
}

/* Signatures and name constraints, by the library. It would ask its own clock for the dates. */
static gboolean
check_path (GPtrArray *chain, GError **error)
{
  gnutls_x509_crt_t last = g_ptr_array_index (chain, chain->len - 1);
  gboolean has_root = enroll_chain_is_self_signed (last);
  gnutls_x509_trust_list_t roots;
  unsigned int status = 0;
  int rc = gnutls_x509_trust_list_init (&roots, 0);

  if (rc < 0)
    return enroll_error_fail (error, ENROLL_ERROR_BROKEN_CHAIN, "%s", gnutls_strerror (rc));
  rc = has_root ? gnutls_x509_trust_list_add_cas (roots, &last, 1, 0)
                : gnutls_x509_trust_list_add_system_trust (roots, 0, 0);
  if (rc >= 0)
    {
      rc = gnutls_x509_trust_list_verify_crt (roots,
                                              (gnutls_x509_crt_t *)chain->pdata,
                                              chain->len,
                                              GNUTLS_VERIFY_DISABLE_TIME_CHECKS |
                                                  GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS,
                                              &status,
                                              NULL);
    }
  /* Only what the system gave belongs to the list; a root of the chain belongs to the chain. */
  gnutls_x509_trust_list_deinit (roots, has_root ? 0 : 1);
  if (rc < 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "the certificate’s chain cannot be verified: %s",
                                gnutls_strerror (rc));
    }
  return status == 0 || refuse_path (error, status);
}

/**
 * enroll_chain_check:
 * @chain: (element-type gnutls_x509_crt_t): from enroll_chain_new()
 * @pool: (element-type gnutls_x509_crt_t): what it was made of
 * @portal: (nullable): the portal, if it may name the issuers
 * @now: seconds since 1970
 * @error: return location
 *
 * Verifies every signature, date and constraint of the chain (RFC 5280 section 6). It must be whole,
 * see enroll_chain_is_whole(). Whether the root is to be trusted is not asked here.
 *
 * Returns: %FALSE with %ENROLL_ERROR_CHAIN if an authority is missing, %ENROLL_ERROR_BROKEN_CHAIN,
 *   %ENROLL_ERROR_WEAK, %ENROLL_ERROR_DATES or %ENROLL_ERROR_ISSUER
 */
gboolean
enroll_chain_check (GPtrArray *chain,
                    GPtrArray *pool,
                    const EnrollPortal *portal,
                    gint64 now,
                    GError **error)
{
  gnutls_x509_crt_t certificate = g_ptr_array_index (chain, 0);

  if (enroll_chain_is_self_signed (certificate))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_BROKEN_CHAIN,
                                "the certificate is signed by itself, not by an authority");
    }
  return enroll_check_signature_algorithm (certificate, "the certificate", error) &&
         check_issuer_name (certificate, portal, error) &&
         (enroll_chain_is_whole (chain) || tell_incomplete (chain, pool, error)) &&
         check_authorities (chain, now, error) && check_path (chain, error);
}
