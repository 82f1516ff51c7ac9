/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-check.h"
#include "enroll-text.h"

#include <string.h>

#define MIN_RSA_BITS 2048
#define MAX_RSA_BITS 16384
#define MIN_EC_BITS 256
#define MAX_EXPONENT_BYTES 8
#define MAX_DSA_BITS 3072
#define MAX_DSA_ORDER_BYTES 32
#define MAX_NAMES 64
#define MAX_EXTENSIONS 64
#define OID_SMTP_UTF8_MAILBOX "1.3.6.1.5.5.7.8.9"

/* What a certificate must be before it is stored as the user's own. The subject's common name
 * plays no part: it may be missing, or name the university (S/MIME Baseline Requirements 7.1.4). */

static gboolean
is_within (const gnutls_datum_t *number, gsize n_bytes)
{
  /* A number may begin with a byte of zeros. */
  return number->size <= n_bytes + 1;
}

static gboolean
is_bearable_rsa (gnutls_x509_crt_t certificate)
{
  g_auto (EnrollDatum) modulus = { { NULL, 0 } };
  g_auto (EnrollDatum) exponent = { { NULL, 0 } };

  return gnutls_x509_crt_get_pk_rsa_raw (certificate, &modulus.datum, &exponent.datum) >= 0 &&
         is_within (&modulus.datum, MAX_RSA_BITS / 8) &&
         is_within (&exponent.datum, MAX_EXPONENT_BYTES);
}

static gboolean
is_bearable_dsa (gnutls_x509_crt_t certificate)
{
  g_auto (EnrollDatum) p = { { NULL, 0 } };
  g_auto (EnrollDatum) q = { { NULL, 0 } };
  g_auto (EnrollDatum) g = { { NULL, 0 } };
  g_auto (EnrollDatum) y = { { NULL, 0 } };

  return gnutls_x509_crt_get_pk_dsa_raw (certificate, &p.datum, &q.datum, &g.datum, &y.datum) >=
             0 &&
         is_within (&p.datum, MAX_DSA_BITS / 8) && is_within (&q.datum, MAX_DSA_ORDER_BYTES) &&
         is_within (&g.datum, MAX_DSA_BITS / 8) && is_within (&y.datum, MAX_DSA_BITS / 8);
}

/**
 * enroll_check_is_bearable:
 * @certificate: any certificate
 *
 * A key may be so large that to verify one signature takes minutes. This says nothing of what such a
 * signature is worth: see enroll_check_key_strength().
 *
 * Returns: %FALSE for an RSA key that is larger than NSS takes, or has a larger exponent; for one of
 *   DSA that is larger than any standard has it (FIPS 186-4 section 4.2); for one whose numbers
 *   cannot be read. The other kinds have one size each
 */
gboolean
enroll_check_is_bearable (gnutls_x509_crt_t certificate)
{
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, NULL);

  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    return is_bearable_rsa (certificate);
  return algorithm != GNUTLS_PK_DSA || is_bearable_dsa (certificate);
}

static gboolean
is_odd_and_large (const gnutls_datum_t *exponent)
{
  gsize i = 0;

  while (i < exponent->size && exponent->data[i] == 0)
    i++;
  if (i == exponent->size || exponent->size - i > MAX_EXPONENT_BYTES)
    return FALSE;
  return (exponent->data[exponent->size - 1] & 1) == 1 &&
         (exponent->size - i > 1 || exponent->data[i] >= 3);
}

static gboolean
check_rsa (gnutls_x509_crt_t certificate, unsigned int bits, const char *whose, GError **error)
{
  g_auto (EnrollDatum) modulus = { { NULL, 0 } };
  g_auto (EnrollDatum) exponent = { { NULL, 0 } };

  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_WEAK,
                                "the key of %s has %u bits, not %d to %d",
                                whose,
                                bits,
                                MIN_RSA_BITS,
                                MAX_RSA_BITS);
    }
  if (gnutls_x509_crt_get_pk_rsa_raw (certificate, &modulus.datum, &exponent.datum) < 0 ||
      !is_odd_and_large (&exponent.datum))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_WEAK,
                                "the public exponent of the key of %s is even, 1, or too large",
                                whose);
    }
  if (modulus.datum.size == 0 || (modulus.datum.data[modulus.datum.size - 1] & 1) == 0)
    return enroll_error_fail (error, ENROLL_ERROR_WEAK, "the key of %s is even", whose);
  return TRUE;
}

/**
 * enroll_check_key_strength:
 * @certificate: any certificate
 * @whose: names it in the message
 * @error: return location
 *
 * RSA of 2048 bits and more (S/MIME Baseline Requirements 6.1.5) with an odd exponent of 3 and more
 * (6.1.6), and no more than NSS takes: 16384 bits, an exponent of 64 bits. Elliptic curves from 256
 * bits.
 *
 * Returns: %FALSE with %ENROLL_ERROR_WEAK
 */
gboolean
enroll_check_key_strength (gnutls_x509_crt_t certificate, const char *whose, GError **error)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);

  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    return check_rsa (certificate, bits, whose, error);
  if (algorithm == GNUTLS_PK_ECDSA && bits >= MIN_EC_BITS)
    return TRUE;
  return enroll_error_fail (error,
                            ENROLL_ERROR_WEAK,
                            "the key of %s, %s with %u bits, is not safe or not known",
                            whose,
                            algorithm >= 0 ? gnutls_pk_get_name ((gnutls_pk_algorithm_t)algorithm)
                                           : "unknown",
                            bits);
}

/* README: RSA only. Mail cannot be encrypted to the other kinds, and NSS knows few of them. */
static gboolean
check_key_kind (gnutls_x509_crt_t certificate, GError **error)
{
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, NULL);
  const char *name =
      algorithm > 0 ? gnutls_pk_get_name ((gnutls_pk_algorithm_t)algorithm) : "unknown";

  if (algorithm == GNUTLS_PK_RSA)
    return TRUE;
  return enroll_error_fail (error,
                            ENROLL_ERROR_KEY_KIND,
                            "the certificate’s key is not an RSA key but %s; mail could not be "
                            "encrypted to it",
                            name);
}

/**
 * enroll_check_signature_algorithm:
 * @certificate: a certificate that somebody else signed
 * @whose: names it in the message
 * @error: return location
 *
 * Only RSA, RSA-PSS and ECDSA with SHA-256, SHA-384 or SHA-512 (S/MIME Baseline Requirements
 * 7.1.3.2).
 *
 * Returns: %FALSE with %ENROLL_ERROR_WEAK
 */
gboolean
enroll_check_signature_algorithm (gnutls_x509_crt_t certificate, const char *whose, GError **error)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (certificate);
  const char *name = NULL;

  if (algorithm > 0)
    {
      gnutls_sign_algorithm_t sign = (gnutls_sign_algorithm_t)algorithm;
      gnutls_digest_algorithm_t hash = gnutls_sign_get_hash_algorithm (sign);
      gnutls_pk_algorithm_t key = gnutls_sign_get_pk_algorithm (sign);

      name = gnutls_sign_get_name (sign);
      if ((hash == GNUTLS_DIG_SHA256 || hash == GNUTLS_DIG_SHA384 || hash == GNUTLS_DIG_SHA512) &&
          (key == GNUTLS_PK_RSA || key == GNUTLS_PK_RSA_PSS || key == GNUTLS_PK_ECDSA))
        return TRUE;
    }
  return enroll_error_fail (error,
                            ENROLL_ERROR_WEAK,
                            "%s is signed with an algorithm that is not safe or not known: %s",
                            whose,
                            name != NULL ? name : "unknown");
}

static char *
format_time (time_t time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((gint64)time);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M UTC") : g_strdup ("never");
}

/**
 * enroll_check_dates:
 * @certificate: any certificate
 * @whose: names it in the message
 * @now: seconds since 1970
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_DATES
 */
gboolean
enroll_check_dates (gnutls_x509_crt_t certificate, const char *whose, gint64 now, GError **error)
{
  time_t start = gnutls_x509_crt_get_activation_time (certificate);
  time_t end = gnutls_x509_crt_get_expiration_time (certificate);

  if (start == (time_t)-1 || end == (time_t)-1)
    return enroll_error_fail (error, ENROLL_ERROR_DATES, "%s has no dates", whose);
  if (start > now)
    {
      g_autofree char *text = format_time (start);

      return enroll_error_fail (error,
                                ENROLL_ERROR_DATES,
                                "%s is not valid yet, but from %s",
                                whose,
                                text);
    }
  if (end < now)
    {
      g_autofree char *text = format_time (end);

      return enroll_error_fail (error, ENROLL_ERROR_DATES, "%s has expired at %s", whose, text);
    }
  return TRUE;
}

/* What NSS evaluates itself; RFC 5280 section 4.2: a critical extension that is not known means that
 * the certificate must be refused. */
static gboolean
is_known_extension (const char *oid)
{
  static const char *const known[] = {
    GNUTLS_X509EXT_OID_SUBJECT_KEY_ID,
    GNUTLS_X509EXT_OID_KEY_USAGE,
    GNUTLS_X509EXT_OID_SAN,
    GNUTLS_X509EXT_OID_IAN,
    GNUTLS_X509EXT_OID_BASIC_CONSTRAINTS,
    GNUTLS_X509EXT_OID_NAME_CONSTRAINTS,
    GNUTLS_X509EXT_OID_CRL_DIST_POINTS,
    GNUTLS_X509EXT_OID_CRT_POLICY,
    "2.5.29.33", /* policy mappings */
    GNUTLS_X509EXT_OID_AUTHORITY_KEY_ID,
    "2.5.29.36", /* policy constraints */
    GNUTLS_X509EXT_OID_EXTENDED_KEY_USAGE,
    "2.5.29.54", /* inhibit any policy; GnuTLS has another number for it */
    GNUTLS_X509EXT_OID_AUTHORITY_INFO_ACCESS,
    NULL,
  };

  return g_strv_contains (known, oid);
}

/**
 * enroll_check_extensions:
 * @certificate: any certificate
 * @whose: names it in the message
 * @code: the error if there is one
 * @error: return location
 *
 * Returns: %FALSE if it has a critical extension that is not known here, none that can be read, or
 *   two of a kind (RFC 5280 section 4.2)
 */
gboolean
enroll_check_extensions (gnutls_x509_crt_t certificate,
                         const char *whose,
                         EnrollError code,
                         GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i <= MAX_EXTENSIONS; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      unsigned int is_critical = 0;
      int rc = gnutls_x509_crt_get_extension_info (certificate, i, oid, &size, &is_critical);

      if (rc == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return TRUE;
      if (rc < 0)
        return enroll_error_fail (error, code, "%s has an extension that cannot be read", whose);
      if (is_critical && !is_known_extension (oid))
        {
          return enroll_error_fail (error,
                                    code,
                                    "%s has a critical extension that is not known: %s",
                                    whose,
                                    oid);
        }
      if (!g_hash_table_add (seen, g_strdup (oid)))
        {
          return enroll_error_fail (error, code, "%s has the extension %s twice", whose, oid);
        }
    }
  return enroll_error_fail (error, code, "%s has too many extensions", whose);
}

/**
 * enroll_check_mail_purpose:
 * @certificate: any certificate
 *
 * Returns: %FALSE if it has purposes and e-mail is none of them (RFC 8550 section 4.4.4)
 */
gboolean
enroll_check_mail_purpose (gnutls_x509_crt_t certificate)
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

  if (gnutls_x509_crt_get_ca_status (certificate, NULL) > 0 ||
      (rc >= 0 && (usage & GNUTLS_KEY_KEY_CERT_SIGN) != 0))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_UNUSABLE,
                                "the certificate is one of an authority, not of a person");
    }
  if (!enroll_check_mail_purpose (certificate))
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_UNUSABLE,
                                "the certificate is not meant for e-mail");
    }
  if (rc < 0 && rc != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_UNUSABLE,
                                "the certificate’s key usage cannot be read");
    }
  if (rc >= 0 && (usage & (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_NON_REPUDIATION)) == 0)
    {
      return enroll_error_fail (error,
                                ENROLL_ERROR_UNUSABLE,
                                "the certificate is not meant for signing");
    }
  return TRUE;
}

static gboolean
is_plain_text (const char *name, size_t size)
{
  g_autofree char *disarmed = enroll_text_disarm (name, size);

  return strlen (disarmed) == size && memcmp (disarmed, name, size) == 0;
}

/* Why a name does not count; empty if there is nothing to say about it. */
static char *
judge_name (int type, const char *name, size_t size)
{
  if (type == GNUTLS_SAN_OTHERNAME && strcmp (name, OID_SMTP_UTF8_MAILBOX) == 0)
    {
      return g_strdup (
          "; it has an internationalized mailbox name, which Evolution does not look for");
    }
  if (type != GNUTLS_SAN_RFC822NAME)
    return g_strdup ("");
  if (!is_plain_text (name, size))
    return g_strdup ("; it has an address with forbidden characters in it");
  return size <= 100 ? g_strdup_printf ("; it is for %.*s", (int)size, name)
                     : g_strdup ("; it is for a very long address");
}

/* Of an otherName, its OID. */
static int
get_name (gnutls_x509_crt_t certificate, unsigned int i, char *name, size_t *size)
{
  size_t n = *size;
  int type = gnutls_x509_crt_get_subject_alt_name (certificate, i, name, size, NULL);

  if (type != GNUTLS_SAN_OTHERNAME)
    return type;
  *size = n;
  type = gnutls_x509_crt_get_subject_alt_othername_oid (certificate, i, name, size);
  *size = strnlen (name, n);
  return type < 0 ? type : GNUTLS_SAN_OTHERNAME;
}

/**
 * enroll_check_address:
 * @certificate: an end entity's certificate
 * @address: the account's address
 * @error: return location
 *
 * Whether a subjectAltName of type rfc822Name is @address, see enroll_address_equal(). A name of the
 * type SmtpUTF8Mailbox (RFC 9598) does not count: it may not hold an ASCII address (section 3), and
 * NSS, by which Evolution looks for certificates, does not know it.
 *
 * Returns: %FALSE with %ENROLL_ERROR_MISMATCH, whose message says what the certificate is for
 */
gboolean
enroll_check_address (gnutls_x509_crt_t certificate, const char *address, GError **error)
{
  g_autoptr (GString) remarks = g_string_new (NULL);
  gboolean has_names = FALSE;

  for (unsigned int i = 0; i < MAX_NAMES; i++)
    {
      char name[512];
      size_t size = sizeof name - 1;
      int type = get_name (certificate, i, name, &size);
      g_autofree char *remark = NULL;

      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      has_names = TRUE;
      if (type < 0)
        continue;
      size = MIN (size, sizeof name - 1);
      name[size] = '\0';
      if (type == GNUTLS_SAN_RFC822NAME && strlen (name) == size && g_str_is_ascii (name) &&
          enroll_address_equal (name, address))
        return TRUE;
      remark = judge_name (type, name, size);
      if (remarks->len < 300)
        g_string_append (remarks, remark);
    }
  if (!has_names)
    g_string_append (remarks, "; it has no alternative name, and the subject does not count");
  return enroll_error_fail (error,
                            ENROLL_ERROR_MISMATCH,
                            "the certificate is not for the address %s%s",
                            address,
                            remarks->str);
}

/**
 * enroll_check_certificate:
 * @certificate: an end entity's certificate
 * @address: the account's address
 * @now: seconds since 1970
 * @error: return location
 *
 * Checks the address, kind and strength of the key, the dates, the extensions and the purposes (RFC
 * 8550 section 4.4). Who signed it, and how, is a matter of the chain.
 *
 * Returns: %FALSE with %ENROLL_ERROR_MISMATCH, %ENROLL_ERROR_KEY_KIND, %ENROLL_ERROR_WEAK,
 *   %ENROLL_ERROR_DATES or %ENROLL_ERROR_UNUSABLE
 */
gboolean
enroll_check_certificate (gnutls_x509_crt_t certificate,
                          const char *address,
                          gint64 now,
                          GError **error)
{
  const char *whose = "the certificate";

  return enroll_check_address (certificate, address, error) &&
         check_key_kind (certificate, error) &&
         enroll_check_key_strength (certificate, whose, error) &&
         enroll_check_dates (certificate, whose, now, error) &&
         enroll_check_extensions (certificate, whose, ENROLL_ERROR_UNUSABLE, error) &&
         check_usage (certificate, error);
}
