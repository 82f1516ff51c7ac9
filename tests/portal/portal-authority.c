/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-authority.h"

#include <glib/gstdio.h>
#include <string.h>

/* The authorities of the portal: one for TLS; a root and an issuing one for S/MIME; and one that
 * nobody knows, for certificates with that defect. They stay in the directory and are used again.
 */
struct _PortalAuthority
{
  char *directory;
  PortalPair tls;
  PortalPair root;
  PortalPair issuing;
  PortalPair foreign;
};

typedef struct
{
  const char *name;
  const char *organization;
  const char *file;
  gnutls_pk_algorithm_t algorithm;
  guint bits;
  int path_length;
} AuthorityPlan;

static const AuthorityPlan tls_plan = { "Test Portal TLS Authority",
                                        "Test Trust Services",
                                        "tls-ca",
                                        GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                        0 };
/* Made anew for almost every test, so no larger than need be. */
static const AuthorityPlan root_plan = {
  "Test Public Email Protection Root", "Test Trust Services", "root", GNUTLS_PK_RSA, 2048, -1
};
static const AuthorityPlan issuing_plan = {
  "Test Public Email Protection CA", "Test Trust Services", "issuing", GNUTLS_PK_RSA, 2048, 0
};
static const AuthorityPlan foreign_plan = {
  "Unknown Email Authority", "Nobody in Particular", NULL, GNUTLS_PK_RSA, 2048, 0
};
static const AuthorityPlan signer_plan = {
  "Test Signature", "Test Trust Services", NULL, GNUTLS_PK_RSA, 2048, 0
};

void
portal_must (int code, const char *what)
{
  if (code < 0)
    g_error ("cannot %s: %s", what, gnutls_strerror (code));
}

GBytes *
portal_take_datum (gnutls_datum_t *datum)
{
  GBytes *bytes = g_bytes_new (datum->data, datum->size);

  gnutls_free (datum->data);
  datum->data = NULL;
  return bytes;
}

void
portal_set_random_serial (gnutls_x509_crt_t certificate)
{
  guint8 serial[16];

  portal_must (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), "make a serial");
  /* A positive number without a leading zero. */
  serial[0] = (serial[0] & 0x3f) | 0x40;
  portal_must (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), "set a serial");
}

void
portal_set_key_ids (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  gsize size = sizeof id;

  portal_must (gnutls_x509_crt_get_key_id (certificate, 0, id, &size), "make a key id");
  portal_must (gnutls_x509_crt_set_subject_key_id (certificate, id, size), "set a key id");
  size = sizeof id;
  portal_must (gnutls_x509_crt_get_key_id (issuer, 0, id, &size), "make a key id");
  portal_must (gnutls_x509_crt_set_authority_key_id (certificate, id, size), "set a key id");
}

static void
set_name (gnutls_x509_crt_t certificate, const char *oid, const char *text)
{
  portal_must (
      gnutls_x509_crt_set_dn_by_oid (certificate, oid, 0, text, (unsigned int)strlen (text)),
      "set a name");
}

static void
clear_pair (PortalPair *pair)
{
  g_clear_pointer (&pair->certificate, gnutls_x509_crt_deinit);
  g_clear_pointer (&pair->key, gnutls_x509_privkey_deinit);
}

/* @issuer: (nullable): NULL for a self-signed authority */
static void
make_authority (PortalPair *pair, const AuthorityPlan *plan, const PortalPair *issuer)
{
  time_t now = time (NULL);
  gnutls_x509_crt_t certificate = NULL;

  portal_must (gnutls_x509_privkey_init (&pair->key), "make a key");
  portal_must (gnutls_x509_privkey_generate (pair->key, plan->algorithm, plan->bits, 0),
               "generate a key");
  portal_must (gnutls_x509_crt_init (&pair->certificate), "make a certificate");
  certificate = pair->certificate;
  portal_must (gnutls_x509_crt_set_version (certificate, 3), "set a version");
  portal_set_random_serial (certificate);
  set_name (certificate, GNUTLS_OID_X520_COUNTRY_NAME, "US");
  set_name (certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, plan->organization);
  set_name (certificate, GNUTLS_OID_X520_COMMON_NAME, plan->name);
  portal_must (gnutls_x509_crt_set_key (certificate, pair->key), "set a key");
  portal_must (gnutls_x509_crt_set_activation_time (certificate, now - 30 * 86400), "set a time");
  portal_must (gnutls_x509_crt_set_expiration_time (certificate, now + 3650 * (time_t)86400),
               "set a time");
  portal_must (gnutls_x509_crt_set_basic_constraints (certificate, 1, plan->path_length),
               "set the constraints");
  portal_must (
      gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN),
      "set the usage");
  if (issuer == NULL)
    issuer = pair;
  portal_set_key_ids (certificate, issuer->certificate);
  portal_must (
      gnutls_x509_crt_sign2 (certificate, issuer->certificate, issuer->key, GNUTLS_DIG_SHA256, 0),
      "sign a certificate");
}

static gboolean
write_file (const char *path, GBytes *content, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (content, &size);

  return g_file_set_contents_full (path,
                                   data,
                                   (gssize)size,
                                   G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600,
                                   error);
}

static gboolean
save_pair (PortalAuthority *self, const PortalPair *pair, const char *file, GError **error)
{
  g_autofree char *name = g_strconcat (file, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (file, "-key.pem", NULL);
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *key_path = g_build_filename (self->directory, key_name, NULL);
  g_autoptr (GBytes) certificate = NULL;
  g_autoptr (GBytes) key = NULL;
  gnutls_datum_t datum = { 0 };

  portal_must (gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_PEM, &datum), "export");
  certificate = portal_take_datum (&datum);
  portal_must (gnutls_x509_privkey_export2_pkcs8 (pair->key,
                                                  GNUTLS_X509_FMT_PEM,
                                                  NULL,
                                                  GNUTLS_PKCS_PLAIN,
                                                  &datum),
               "export");
  key = portal_take_datum (&datum);
  return write_file (key_path, key, error) && write_file (path, certificate, error);
}

static gboolean
load_pair (PortalAuthority *self, PortalPair *pair, const char *file)
{
  g_autofree char *name = g_strconcat (file, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (file, "-key.pem", NULL);
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *key_path = g_build_filename (self->directory, key_name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *key_text = NULL;
  gnutls_datum_t datum = { 0 };
  gnutls_datum_t key_datum = { 0 };

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      !g_file_get_contents (key_path, &key_text, NULL, NULL))
    return FALSE;
  datum.data = (unsigned char *)text;
  datum.size = (unsigned int)strlen (text);
  key_datum.data = (unsigned char *)key_text;
  key_datum.size = (unsigned int)strlen (key_text);
  portal_must (gnutls_x509_crt_init (&pair->certificate), "make a certificate");
  portal_must (gnutls_x509_privkey_init (&pair->key), "make a key");
  if (gnutls_x509_crt_import (pair->certificate, &datum, GNUTLS_X509_FMT_PEM) >= 0 &&
      gnutls_x509_privkey_import (pair->key, &key_datum, GNUTLS_X509_FMT_PEM) >= 0)
    return TRUE;
  clear_pair (pair);
  return FALSE;
}

static gboolean
write_chain (PortalAuthority *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "chain.pem", NULL);
  g_autofree char *issuing_path = g_build_filename (self->directory, "issuing.pem", NULL);
  g_autofree char *root_path = g_build_filename (self->directory, "root.pem", NULL);
  g_autofree char *issuing = NULL;
  g_autofree char *root = NULL;
  g_autofree char *chain = NULL;

  if (!g_file_get_contents (issuing_path, &issuing, NULL, error) ||
      !g_file_get_contents (root_path, &root, NULL, error))
    return FALSE;
  chain = g_strconcat (issuing, root, NULL);
  return g_file_set_contents (path, chain, -1, error);
}

PortalAuthority *
portal_authority_new (const char *directory, GError **error)
{
  g_autoptr (PortalAuthority) self = g_new0 (PortalAuthority, 1);

  self->directory = g_strdup (directory);
  if (!load_pair (self, &self->tls, tls_plan.file))
    {
      make_authority (&self->tls, &tls_plan, NULL);
      if (!save_pair (self, &self->tls, tls_plan.file, error))
        return NULL;
    }
  if (!load_pair (self, &self->root, root_plan.file) ||
      !load_pair (self, &self->issuing, issuing_plan.file))
    {
      clear_pair (&self->root);
      make_authority (&self->root, &root_plan, NULL);
      make_authority (&self->issuing, &issuing_plan, &self->root);
      if (!save_pair (self, &self->root, root_plan.file, error) ||
          !save_pair (self, &self->issuing, issuing_plan.file, error))
        return NULL;
    }
  if (!write_chain (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
portal_authority_free (PortalAuthority *self)
{
  clear_pair (&self->tls);
  clear_pair (&self->root);
  clear_pair (&self->issuing);
  clear_pair (&self->foreign);
  g_free (self->directory);
  g_free (self);
}

/* Makes @file.pem and @file-key.pem in @directory if they are not there: a key that signs messages,
 * with a certificate that it signed itself.
 */
gboolean
portal_authority_make_signer (const char *directory, const char *file, GError **error)
{
  PortalAuthority place = { .directory = (char *)directory };
  PortalPair pair = { 0 };
  gboolean success = TRUE;

  if (!load_pair (&place, &pair, file))
    {
      make_authority (&pair, &signer_plan, NULL);
      success = save_pair (&place, &pair, file, error);
    }
  clear_pair (&pair);
  return success;
}

static void
make_server_pair (PortalPair *pair, const PortalPair *issuer, const char *address)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_from_string (address);
  time_t now = time (NULL);

  portal_must (gnutls_x509_privkey_init (&pair->key), "make a key");
  portal_must (gnutls_x509_privkey_generate (pair->key, tls_plan.algorithm, tls_plan.bits, 0),
               "generate a key");
  portal_must (gnutls_x509_crt_init (&pair->certificate), "make a certificate");
  portal_must (gnutls_x509_crt_set_version (pair->certificate, 3), "set a version");
  portal_set_random_serial (pair->certificate);
  set_name (pair->certificate, GNUTLS_OID_X520_COMMON_NAME, "localhost");
  portal_must (gnutls_x509_crt_set_key (pair->certificate, pair->key), "set a key");
  portal_must (gnutls_x509_crt_set_activation_time (pair->certificate, now - 86400), "set a time");
  portal_must (gnutls_x509_crt_set_expiration_time (pair->certificate, now + 90 * 86400),
               "set a time");
  portal_must (gnutls_x509_crt_set_basic_constraints (pair->certificate, 0, -1), "set constraints");
  portal_must (gnutls_x509_crt_set_subject_alt_name (pair->certificate,
                                                     GNUTLS_SAN_DNSNAME,
                                                     "localhost",
                                                     9,
                                                     GNUTLS_FSAN_APPEND),
               "set a host name");
  portal_must (
      gnutls_x509_crt_set_subject_alt_name (pair->certificate,
                                            GNUTLS_SAN_IPADDRESS,
                                            g_inet_address_to_bytes (host),
                                            (unsigned int)g_inet_address_get_native_size (host),
                                            GNUTLS_FSAN_APPEND),
      "set a host address");
  portal_must (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_DIGITAL_SIGNATURE),
               "set the usage");
  portal_must (gnutls_x509_crt_set_key_purpose_oid (pair->certificate, GNUTLS_KP_TLS_WWW_SERVER, 0),
               "set a purpose");
  portal_set_key_ids (pair->certificate, issuer->certificate);
  portal_must (gnutls_x509_crt_sign2 (pair->certificate,
                                      issuer->certificate,
                                      issuer->key,
                                      GNUTLS_DIG_SHA256,
                                      0),
               "sign a certificate");
}

/* @address: the IP address that the server listens on; “localhost” is always a name of it */
GTlsCertificate *
portal_authority_make_server_certificate (PortalAuthority *self,
                                          const char *address,
                                          GError **error)
{
  PortalPair pair = { 0 };
  gnutls_datum_t certificate = { 0 };
  gnutls_datum_t key = { 0 };
  g_autofree char *pem = NULL;

  make_server_pair (&pair, &self->tls, address);
  portal_must (gnutls_x509_crt_export2 (pair.certificate, GNUTLS_X509_FMT_PEM, &certificate),
               "export");
  portal_must (gnutls_x509_privkey_export2_pkcs8 (pair.key,
                                                  GNUTLS_X509_FMT_PEM,
                                                  NULL,
                                                  GNUTLS_PKCS_PLAIN,
                                                  &key),
               "export");
  pem = g_strdup_printf ("%.*s%.*s",
                         (int)certificate.size,
                         certificate.data,
                         (int)key.size,
                         key.data);
  gnutls_free (certificate.data);
  gnutls_free (key.data);
  clear_pair (&pair);
  return g_tls_certificate_new_from_pem (pem, -1, error);
}

/* As authorities hand out what is above a certificate. */
GBytes *
portal_authority_export_chain (PortalAuthority *self)
{
  g_auto (gnutls_pkcs7_t) bundle = NULL;
  gnutls_datum_t datum = { 0 };

  portal_must (gnutls_pkcs7_init (&bundle), "make a bundle");
  portal_must (gnutls_pkcs7_set_crt (bundle, self->issuing.certificate), "fill a bundle");
  portal_must (gnutls_pkcs7_set_crt (bundle, self->root.certificate), "fill a bundle");
  portal_must (gnutls_pkcs7_export2 (bundle, GNUTLS_X509_FMT_DER, &datum), "export");
  return portal_take_datum (&datum);
}

const PortalPair *
portal_authority_get_root (PortalAuthority *self)
{
  return &self->root;
}

const PortalPair *
portal_authority_get_issuing (PortalAuthority *self)
{
  return &self->issuing;
}

const PortalPair *
portal_authority_get_foreign (PortalAuthority *self)
{
  if (self->foreign.key == NULL)
    make_authority (&self->foreign, &foreign_plan, NULL);
  return &self->foreign;
}
