/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-certificate.h"

#include <stdlib.h>
#include <string.h>

/* One issued certificate, with its key if the server made it. Borrows the certificates of the
 * authorities.
 */
struct _PortalCertificate
{
  char *serial;
  char *friendly_name;
  gnutls_x509_crt_t leaf;
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t issuers[2];
  guint n_issuers;
};

#define OID_ORGANIZATION_IDENTIFIER "2.5.4.97"
#define OID_EMAIL_ADDRESS "1.2.840.113549.1.9.1"

static gnutls_x509_crq_t
import_csr (const char *csr, const char **refusal)
{
  g_autofree char *body = g_strdup (csr);
  g_autofree guchar *der = NULL;
  g_auto (gnutls_x509_crq_t) request = NULL;
  gnutls_datum_t datum = { 0 };
  char *start = strstr (body, "-----BEGIN");
  char *end = NULL;
  gsize size = 0;

  start = start != NULL ? strstr (start + 10, "-----") : NULL;
  start = start != NULL ? start + 5 : body;
  end = strstr (start, "-----END");
  if (end != NULL)
    *end = '\0';
  if (strspn (start, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \r\n\t") !=
      strlen (start))
    {
      *refusal = "-9: The CSR is not valid Base-64 data!";
      return NULL;
    }
  der = g_base64_decode (start, &size);
  datum.data = der;
  datum.size = (unsigned int)size;
  portal_must (gnutls_x509_crq_init (&request), "make a request");
  if (size == 0 || gnutls_x509_crq_import (request, &datum, GNUTLS_X509_FMT_DER) < 0)
    {
      *refusal = "-10: The CSR cannot be decoded!";
      return NULL;
    }
  return g_steal_pointer (&request);
}

const char *
portal_check_csr (const char *csr, gboolean ec_allowed)
{
  const char *refusal = NULL;
  g_auto (gnutls_x509_crq_t) request = NULL;
  unsigned int bits = 0;
  int algorithm = 0;

  if (strlen (csr) > 32767)
    return "-138: The CSR is invalid!";
  request = import_csr (csr, &refusal);
  if (request == NULL)
    return refusal;
  algorithm = gnutls_x509_crq_get_pk_algorithm (request, &bits);
  if (algorithm == GNUTLS_PK_ECDSA && !ec_allowed)
    return "-170: ECC CSRs are not allowed.";
  if (algorithm != GNUTLS_PK_RSA && algorithm != GNUTLS_PK_ECDSA)
    return "-11: The CSR uses an unsupported algorithm!";
  if (algorithm == GNUTLS_PK_RSA && bits < 2048)
    return "-141: The public key size should be 2048 bits minimum.";
  if (gnutls_x509_crq_verify (request, 0) < 0)
    return "-138: The CSR is invalid!";
  return NULL;
}

static void
generate_key (gnutls_x509_privkey_t *key, const char *key_type)
{
  gnutls_pk_algorithm_t algorithm = GNUTLS_PK_RSA;
  guint bits = 2048;
  const char *size = strstr (key_type, " - ");

  if (g_str_has_prefix (key_type, "EC"))
    {
      algorithm = GNUTLS_PK_ECDSA;
      bits = strstr (key_type, "384") != NULL ? GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1)
                                              : GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1);
    }
  else if (size != NULL)
    bits = (guint)CLAMP (atoi (size + 3), 1024, 8192);
  portal_must (gnutls_x509_privkey_init (key), "make a key");
  portal_must (gnutls_x509_privkey_generate (*key, algorithm, bits, 0), "generate a key");
}

static void
set_name (gnutls_x509_crt_t leaf, const char *oid, const char *text)
{
  if (*text != '\0')
    portal_must (gnutls_x509_crt_set_dn_by_oid (leaf, oid, 0, text, (unsigned int)strlen (text)),
                 "set a name");
}

static void
set_subject (gnutls_x509_crt_t leaf, const PortalSubject *subject)
{
  /* A UTF8String, for GnuTLS does not know this attribute. */
  static const char identifier[] = "\x0c\x0fNTRUS+CA-123456";
  const char *policy = "2.23.140.1.5.3.2";
  struct gnutls_x509_policy_st info = { 0 };

  if (g_str_equal (subject->subject, "mv"))
    {
      policy = "2.23.140.1.5.1.2";
      set_name (leaf, OID_EMAIL_ADDRESS, subject->address);
    }
  else
    {
      set_name (leaf, GNUTLS_OID_X520_COUNTRY_NAME, "US");
      portal_must (gnutls_x509_crt_set_dn_by_oid (leaf,
                                                  OID_ORGANIZATION_IDENTIFIER,
                                                  1,
                                                  identifier,
                                                  sizeof identifier - 1),
                   "set an identifier");
      set_name (leaf, GNUTLS_OID_X520_ORGANIZATION_NAME, subject->organization);
    }
  if (g_str_equal (subject->subject, "ov"))
    {
      policy = "2.23.140.1.5.2.2";
      set_name (leaf, GNUTLS_OID_X520_COMMON_NAME, subject->organization);
    }
  if (g_str_equal (subject->subject, "sv"))
    {
      set_name (leaf, GNUTLS_OID_X520_GIVEN_NAME, subject->first_name);
      set_name (leaf, GNUTLS_OID_X520_SURNAME, subject->last_name);
      set_name (leaf, GNUTLS_OID_X520_COMMON_NAME, subject->common_name);
    }
  info.oid = (char *)policy;
  portal_must (gnutls_x509_crt_set_policy (leaf, &info, 0), "set a policy");
}

static void
set_usage (gnutls_x509_crt_t leaf, gboolean is_ec, const char *defect)
{
  guint usage = GNUTLS_KEY_DIGITAL_SIGNATURE;

  usage |= is_ec ? GNUTLS_KEY_KEY_AGREEMENT : GNUTLS_KEY_KEY_ENCIPHERMENT;
  /* Neither for signing nor for encryption. */
  if (g_str_equal (defect, "no-key-usage"))
    usage = GNUTLS_KEY_DECIPHER_ONLY | GNUTLS_KEY_KEY_AGREEMENT;
  portal_must (gnutls_x509_crt_set_basic_constraints (leaf, 0, -1), "set the constraints");
  portal_must (gnutls_x509_crt_set_key_usage (leaf, usage), "set the usage");
  if (!g_str_equal (defect, "no-email-usage"))
    portal_must (gnutls_x509_crt_set_key_purpose_oid (leaf, GNUTLS_KP_EMAIL_PROTECTION, 0),
                 "set a purpose");
  portal_must (gnutls_x509_crt_set_key_purpose_oid (leaf, GNUTLS_KP_TLS_WWW_CLIENT, 0),
               "set a purpose");
}

/* caIssuers (RFC 5280 section 4.2.2.1). */
static void
set_issuer_place (gnutls_x509_crt_t leaf, const char *place)
{
  gnutls_datum_t datum = { (unsigned char *)place,
                           place != NULL ? (unsigned int)strlen (place) : 0 };

  if (place != NULL)
    portal_must (gnutls_x509_crt_set_authority_info_access (leaf, GNUTLS_IA_CAISSUERS_URI, &datum),
                 "set a place");
}

static void
set_times (gnutls_x509_crt_t leaf, const PortalSubject *subject)
{
  time_t day = 86400;
  time_t start = time (NULL) - 300 - subject->age_days * day;

  if (g_str_equal (subject->defect, "expired"))
    start -= (subject->days + 30) * day;
  if (g_str_equal (subject->defect, "not-yet-valid"))
    start += 30 * day;
  portal_must (gnutls_x509_crt_set_activation_time (leaf, start), "set a time");
  portal_must (gnutls_x509_crt_set_expiration_time (leaf, start + subject->days * day),
               "set a time");
}

static void
set_public_key (PortalCertificate *self, const PortalSubject *subject, const char *csr)
{
  const char *refusal = NULL;
  g_auto (gnutls_x509_privkey_t) other = NULL;
  gboolean weak = g_str_equal (subject->defect, "weak");

  if (csr == NULL)
    generate_key (&self->key, weak ? "RSA - 1024" : subject->key_type);
  if (g_str_equal (subject->defect, "wrong-key") || (weak && csr != NULL))
    {
      generate_key (&other, weak ? "RSA - 1024" : "RSA - 2048");
      portal_must (gnutls_x509_crt_set_key (self->leaf, other), "set a key");
    }
  else if (csr != NULL)
    {
      g_auto (gnutls_x509_crq_t) request = import_csr (csr, &refusal);
      g_auto (gnutls_pubkey_t) public_key = NULL;

      portal_must (gnutls_pubkey_init (&public_key), "make a key");
      portal_must (gnutls_pubkey_import_x509_crq (public_key, request, 0), "read a key");
      portal_must (gnutls_x509_crt_set_pubkey (self->leaf, public_key), "set a key");
    }
  else
    {
      portal_must (gnutls_x509_crt_set_key (self->leaf, self->key), "set a key");
    }
}

static void
sign (PortalCertificate *self, PortalAuthority *authority, const char *defect)
{
  gboolean is_foreign = g_str_equal (defect, "foreign-issuer");
  const PortalPair *issuer = is_foreign ? portal_authority_get_foreign (authority)
                                        : portal_authority_get_issuing (authority);
  gnutls_digest_algorithm_t digest =
      g_str_equal (defect, "sha1") ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256;

  self->issuers[self->n_issuers++] = issuer->certificate;
  if (!is_foreign)
    self->issuers[self->n_issuers++] = portal_authority_get_root (authority)->certificate;
  portal_set_key_ids (self->leaf, issuer->certificate);
  portal_must (gnutls_x509_crt_sign2 (self->leaf, issuer->certificate, issuer->key, digest, 0),
               "sign a certificate");
}

/* @csr: (nullable): a request that was checked, or NULL for a key of the server */
PortalCertificate *
portal_certificate_issue (PortalAuthority *authority, const PortalSubject *subject, const char *csr)
{
  PortalCertificate *self = g_new0 (PortalCertificate, 1);
  gboolean is_wrong = g_str_equal (subject->defect, "wrong-address");
  const char *address = is_wrong ? "somebody.else@example.edu" : subject->address;
  guint8 serial[64];
  gsize size = sizeof serial;
  GString *text = g_string_new (NULL);

  portal_must (gnutls_x509_crt_init (&self->leaf), "make a certificate");
  set_public_key (self, subject, csr);
  portal_must (gnutls_x509_crt_set_version (self->leaf, 3), "set a version");
  portal_set_random_serial (self->leaf);
  set_subject (self->leaf, subject);
  set_times (self->leaf, subject);
  set_issuer_place (self->leaf, subject->issuer_place);
  set_usage (self->leaf,
             gnutls_x509_crt_get_pk_algorithm (self->leaf, NULL) == GNUTLS_PK_ECDSA,
             subject->defect);
  portal_must (gnutls_x509_crt_set_subject_alt_name (self->leaf,
                                                     GNUTLS_SAN_RFC822NAME,
                                                     address,
                                                     (unsigned int)strlen (address),
                                                     GNUTLS_FSAN_SET),
               "set the address");
  sign (self, authority, subject->defect);

  portal_must (gnutls_x509_crt_get_serial (self->leaf, serial, &size), "read the serial");
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02X", serial[i]);
  self->serial = g_string_free (text, FALSE);
  self->friendly_name = g_strdup (address);
  return self;
}

void
portal_certificate_free (PortalCertificate *self)
{
  gnutls_x509_crt_deinit (self->leaf);
  g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
  g_free (self->friendly_name);
  g_free (self->serial);
  g_free (self);
}

const char *
portal_certificate_get_serial (PortalCertificate *self)
{
  return self->serial;
}

static guint
count_issuers (PortalCertificate *self, const char *chain)
{
  if (g_str_equal (chain, "leaf") || g_str_equal (chain, "elsewhere"))
    return 0;
  return g_str_equal (chain, "no-root") ? MIN (self->n_issuers, 1) : self->n_issuers;
}

static GBytes *
export_pkcs7 (PortalCertificate *self, guint n_issuers, gnutls_x509_crt_fmt_t format)
{
  g_auto (gnutls_pkcs7_t) bundle = NULL;
  gnutls_datum_t datum = { 0 };

  portal_must (gnutls_pkcs7_init (&bundle), "make a bundle");
  portal_must (gnutls_pkcs7_set_crt (bundle, self->leaf), "fill a bundle");
  for (guint i = 0; i < n_issuers; i++)
    portal_must (gnutls_pkcs7_set_crt (bundle, self->issuers[i]), "fill a bundle");
  portal_must (gnutls_pkcs7_export2 (bundle, format, &datum), "export");
  return portal_take_datum (&datum);
}

/* @format: pem and der hold the certificate alone, the others also @chain */
GBytes *
portal_certificate_export (PortalCertificate *self, const char *format, const char *chain)
{
  guint n_issuers = count_issuers (self, chain);
  gnutls_datum_t datum = { 0 };
  GByteArray *all = NULL;

  if (g_str_equal (format, "p7b"))
    return export_pkcs7 (self, n_issuers, GNUTLS_X509_FMT_PEM);
  if (g_str_equal (format, "p7b-der"))
    return export_pkcs7 (self, n_issuers, GNUTLS_X509_FMT_DER);
  portal_must (gnutls_x509_crt_export2 (self->leaf,
                                        g_str_equal (format, "der") ? GNUTLS_X509_FMT_DER
                                                                    : GNUTLS_X509_FMT_PEM,
                                        &datum),
               "export");
  if (!g_str_equal (format, "pemchain"))
    return portal_take_datum (&datum);
  all = g_byte_array_new ();
  g_byte_array_append (all, datum.data, datum.size);
  gnutls_free (datum.data);
  for (guint i = 0; i < n_issuers; i++)
    {
      portal_must (gnutls_x509_crt_export2 (self->issuers[i], GNUTLS_X509_FMT_PEM, &datum),
                   "export");
      g_byte_array_append (all, datum.data, datum.size);
      gnutls_free (datum.data);
    }
  return g_byte_array_free_to_bytes (all);
}

static void
add_key_bag (PortalCertificate *self, gnutls_pkcs12_t store, const char *password, guint flags)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  gnutls_datum_t datum = { 0 };
  guint8 id[64];
  gnutls_datum_t key_id = { id, sizeof id };
  gsize size = sizeof id;

  portal_must (gnutls_x509_privkey_get_key_id (self->key, 0, id, &size), "make a key id");
  key_id.size = (unsigned int)size;
  portal_must (
      gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_DER, password, flags, &datum),
      "export a key");
  portal_must (gnutls_pkcs12_bag_init (&bag), "make a bag");
  portal_must (gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &datum), "fill");
  portal_must (gnutls_pkcs12_bag_set_key_id (bag, 0, &key_id), "set a key id");
  portal_must (gnutls_pkcs12_bag_set_friendly_name (bag, 0, self->friendly_name), "set a name");
  portal_must (gnutls_pkcs12_set_bag (store, bag), "add a bag");
  gnutls_free (datum.data);
}

static void
add_certificate_bag (PortalCertificate *self,
                     gnutls_pkcs12_t store,
                     guint n_issuers,
                     const char *password,
                     guint flags)
{
  g_auto (gnutls_pkcs12_bag_t) bag = NULL;
  guint8 id[64];
  gnutls_datum_t key_id = { id, sizeof id };
  gsize size = sizeof id;

  portal_must (gnutls_x509_privkey_get_key_id (self->key, 0, id, &size), "make a key id");
  key_id.size = (unsigned int)size;
  portal_must (gnutls_pkcs12_bag_init (&bag), "make a bag");
  portal_must (gnutls_pkcs12_bag_set_crt (bag, self->leaf), "fill a bag");
  portal_must (gnutls_pkcs12_bag_set_key_id (bag, 0, &key_id), "set a key id");
  portal_must (gnutls_pkcs12_bag_set_friendly_name (bag, 0, self->friendly_name), "set a name");
  for (guint i = 0; i < n_issuers; i++)
    portal_must (gnutls_pkcs12_bag_set_crt (bag, self->issuers[i]), "fill a bag");
  portal_must (gnutls_pkcs12_bag_encrypt (bag, password, flags), "encrypt a bag");
  portal_must (gnutls_pkcs12_set_bag (store, bag), "add a bag");
}

GBytes *
portal_certificate_export_keystore (PortalCertificate *self,
                                    const char *chain,
                                    const char *password,
                                    gboolean compatible)
{
  g_auto (gnutls_pkcs12_t) store = NULL;
  guint flags = compatible ? GNUTLS_PKCS_PKCS12_3DES : GNUTLS_PKCS_PBES2_AES_256;
  gnutls_datum_t datum = { 0 };

  portal_must (gnutls_pkcs12_init (&store), "make a keystore");
  add_certificate_bag (self, store, count_issuers (self, chain), password, flags);
  add_key_bag (self, store, password, flags);
  portal_must (gnutls_pkcs12_generate_mac2 (store,
                                            compatible ? GNUTLS_MAC_SHA1 : GNUTLS_MAC_SHA256,
                                            password),
               "protect a keystore");
  portal_must (gnutls_pkcs12_export2 (store, GNUTLS_X509_FMT_DER, &datum), "export a keystore");
  return portal_take_datum (&datum);
}
