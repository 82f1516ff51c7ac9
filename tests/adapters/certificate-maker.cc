/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "certificate-maker.h"

#include "enroll-reading.h"

#include <map>

#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gtest/gtest.h>

namespace
{

struct StoreKey
{
  GObject parent;
  GBytes *modulus;
  GBytes *exponent;
};

struct StoreKeyClass
{
  GObjectClass parent;
};

void StoreKeyInterfaceInit (EnrollKeyInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StoreKey,
                         store_key,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEY, StoreKeyInterfaceInit))

void
StoreKeyInterfaceInit (EnrollKeyInterface *iface)
{
  iface->dup_modulus = [] (EnrollKey *key) {
    return g_bytes_ref (reinterpret_cast<StoreKey *> (key)->modulus);
  };
  iface->dup_exponent = [] (EnrollKey *key) {
    return g_bytes_ref (reinterpret_cast<StoreKey *> (key)->exponent);
  };
}

void
store_key_class_init (StoreKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = [] (GObject *object) {
    g_bytes_unref (reinterpret_cast<StoreKey *> (object)->modulus);
    g_bytes_unref (reinterpret_cast<StoreKey *> (object)->exponent);
    G_OBJECT_CLASS (store_key_parent_class)->finalize (object);
  };
}

void
store_key_init (StoreKey *)
{
}

std::string
Take (gnutls_datum_t *datum)
{
  std::string text (reinterpret_cast<char *> (datum->data), datum->size);

  gnutls_free (datum->data);
  datum->data = nullptr;
  return text;
}

gnutls_datum_t
DatumOf (const std::string &text)
{
  return { reinterpret_cast<unsigned char *> (const_cast<char *> (text.data ())),
           static_cast<unsigned int> (text.size ()) };
}

void
Good (int rc, const char *what)
{
  EXPECT_GE (rc, 0) << what << ": " << gnutls_strerror (rc);
}

std::string
PublicPart (gnutls_x509_privkey_t key, bool wants_modulus)
{
  gnutls_datum_t parts[6] = {};

  Good (gnutls_x509_privkey_export_rsa_raw (key,
                                            &parts[0],
                                            &parts[1],
                                            &parts[2],
                                            &parts[3],
                                            &parts[4],
                                            &parts[5]),
        "public part");
  std::string modulus = Take (&parts[0]);
  std::string exponent = Take (&parts[1]);

  for (int i = 2; i < 6; i++)
    Take (&parts[i]);
  return wants_modulus ? modulus : exponent;
}

/* Written by hand: the library mends names, or cuts them off. */
void
SetNames (gnutls_x509_crt_t certificate, const CertificatePlan &plan)
{
  std::string names;

  for (const auto &name : plan.names)
    {
      unsigned char tag = name.type == GNUTLS_SAN_RFC822NAME ? 0x81
                          : name.type == GNUTLS_SAN_DNSNAME  ? 0x82
                          : name.type == GNUTLS_SAN_URI      ? 0x86
                                                             : 0xa0;

      names +=
          Der (tag, name.oid.empty () ? name.value : Der (6, name.oid) + Der (0xa0, name.value));
    }
  if (names.empty ())
    return;
  names = Der (0x30, names);
  Good (gnutls_x509_crt_set_extension_by_oid (certificate,
                                              GNUTLS_X509EXT_OID_SAN,
                                              names.data (),
                                              names.size (),
                                              0),
        "alternative names");
}

void
SetConstraints (gnutls_x509_crt_t certificate, const CertificatePlan &plan)
{
  gnutls_x509_name_constraints_t constraints = nullptr;

  if (plan.permitted.empty () && plan.excluded.empty ())
    return;
  Good (gnutls_x509_name_constraints_init (&constraints), "constraints");
  for (const auto &name : plan.permitted)
    {
      gnutls_datum_t value = DatumOf (name.value);

      Good (gnutls_x509_name_constraints_add_permitted (constraints, name.type, &value), "permit");
    }
  for (const auto &name : plan.excluded)
    {
      gnutls_datum_t value = DatumOf (name.value);

      Good (gnutls_x509_name_constraints_add_excluded (constraints, name.type, &value), "exclude");
    }
  Good (gnutls_x509_crt_set_name_constraints (certificate, constraints, 1), "set constraints");
  gnutls_x509_name_constraints_deinit (constraints);
}

void
SetUse (gnutls_x509_crt_t certificate, const CertificatePlan &plan)
{
  if (plan.usage >= 0)
    Good (gnutls_x509_crt_set_key_usage (certificate, static_cast<unsigned> (plan.usage)), "usage");
  for (const auto &purpose : plan.purposes)
    Good (gnutls_x509_crt_set_key_purpose_oid (certificate, purpose.c_str (), 0), "purpose");
  if (plan.is_authority >= 0)
    {
      Good (gnutls_x509_crt_set_basic_constraints (certificate,
                                                   static_cast<unsigned> (plan.is_authority),
                                                   plan.path_length),
            "basic constraints");
    }
  for (const auto &extension : plan.extensions)
    {
      Good (gnutls_x509_crt_set_extension_by_oid (certificate,
                                                  extension.oid.c_str (),
                                                  extension.value.data (),
                                                  extension.value.size (),
                                                  extension.is_critical ? 1 : 0),
            "extension");
    }
  for (const auto &place : plan.issuer_places)
    {
      gnutls_datum_t value = DatumOf (place);

      Good (
          gnutls_x509_crt_set_authority_info_access (certificate, GNUTLS_IA_CAISSUERS_URI, &value),
          "place");
    }
}

void
ImportNumbers (gnutls_pubkey_t pubkey, const CertificatePlan &plan, gnutls_x509_privkey_t key)
{
  if (!plan.dsa_number.empty ())
    {
      gnutls_datum_t n = DatumOf (plan.dsa_number);

      Good (gnutls_pubkey_import_dsa_raw (pubkey, &n, &n, &n, &n), "public numbers of DSA");
      return;
    }
  std::string modulus = plan.modulus.empty () ? PublicPart (key, true) : plan.modulus;
  std::string exponent = plan.exponent.empty () ? PublicPart (key, false) : plan.exponent;
  gnutls_datum_t m = DatumOf (modulus);
  gnutls_datum_t e = DatumOf (exponent);

  Good (gnutls_pubkey_import_rsa_raw (pubkey, &m, &e), "public numbers");
}

void
MakePss (gnutls_pubkey_t pubkey)
{
  gnutls_x509_spki_t spki = nullptr;

  Good (gnutls_x509_spki_init (&spki), "kind of key");
  gnutls_x509_spki_set_rsa_pss_params (spki, GNUTLS_DIG_SHA256, 32);
  Good (gnutls_pubkey_set_spki (pubkey, spki, 0), "set kind of key");
  gnutls_x509_spki_deinit (spki);
}

/* The key's own public half, or one with other numbers. */
void
SetKey (gnutls_x509_crt_t certificate, const CertificatePlan &plan, gnutls_x509_privkey_t key)
{
  if (plan.exponent.empty () && plan.modulus.empty () && plan.dsa_number.empty ())
    {
      Good (gnutls_x509_crt_set_key (certificate, key), "key");
      return;
    }

  gnutls_pubkey_t pubkey = nullptr;

  Good (gnutls_pubkey_init (&pubkey), "public key");
  ImportNumbers (pubkey, plan, key);
  if (plan.has_pss_key)
    MakePss (pubkey);
  Good (gnutls_x509_crt_set_pubkey (certificate, pubkey), "set public key");
  gnutls_pubkey_deinit (pubkey);
}

void
SetKeyIds (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
  unsigned char id[64];
  size_t size = sizeof id;

  if (gnutls_x509_crt_get_key_id (certificate, 0, id, &size) >= 0)
    Good (gnutls_x509_crt_set_subject_key_id (certificate, id, size), "key id");
  size = sizeof id;
  if (issuer != nullptr && gnutls_x509_crt_get_subject_key_id (issuer, id, &size, nullptr) >= 0)
    Good (gnutls_x509_crt_set_authority_key_id (certificate, id, size), "authority key id");
}

}

gnutls_x509_privkey_t
TestKey (const std::string &name, gnutls_pk_algorithm_t algorithm, unsigned int bits)
{
  static std::map<std::string, std::shared_ptr<gnutls_x509_privkey_int>> keys;
  gnutls_x509_privkey_t key = nullptr;

  if (keys.count (name) != 0)
    return keys[name].get ();
  Good (gnutls_x509_privkey_init (&key), "key");
  Good (gnutls_x509_privkey_generate (key, algorithm, bits, 0), name.c_str ());
  keys[name] = std::shared_ptr<gnutls_x509_privkey_int> (key, gnutls_x509_privkey_deinit);
  return key;
}

EnrollKey *
NewStoreKey (gnutls_x509_privkey_t key, const std::string &exponent)
{
  auto *self = reinterpret_cast<StoreKey *> (g_object_new (store_key_get_type (), nullptr));
  std::string modulus = PublicPart (key, true);
  std::string own = exponent.empty () ? PublicPart (key, false) : exponent;

  self->modulus = g_bytes_new (modulus.data (), modulus.size ());
  self->exponent = g_bytes_new (own.data (), own.size ());
  return reinterpret_cast<EnrollKey *> (self);
}

CertificatePlan
AuthorityPlan (const std::string &name)
{
  CertificatePlan plan;

  plan.common_name = name;
  plan.names.clear ();
  plan.purposes.clear ();
  plan.usage = GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN;
  plan.is_authority = 1;
  plan.to = kToday + 3650 * kDay;
  return plan;
}

TestCertificate::TestCertificate (const CertificatePlan &plan,
                                  gnutls_x509_privkey_t own_key,
                                  const TestCertificate *issuer,
                                  gnutls_x509_privkey_t signer)
    : key (own_key)
{
  static unsigned char serial;
  gnutls_x509_crt_t made = nullptr;
  const unsigned char number[] = { 1, serial++ };

  Good (gnutls_x509_crt_init (&made), "certificate");
  certificate = std::shared_ptr<gnutls_x509_crt_int> (made, gnutls_x509_crt_deinit);
  Good (gnutls_x509_crt_set_version (made, 3), "version");
  Good (gnutls_x509_crt_set_serial (made, number, sizeof number), "serial");
  Good (gnutls_x509_crt_set_activation_time (made, plan.from), "from");
  Good (gnutls_x509_crt_set_expiration_time (made, plan.to), "to");
  Good (gnutls_x509_crt_set_dn_by_oid (made,
                                       GNUTLS_OID_X520_COMMON_NAME,
                                       0,
                                       plan.common_name.data (),
                                       static_cast<unsigned> (plan.common_name.size ())),
        "name");
  if (!plan.subject_email.empty ())
    {
      Good (gnutls_x509_crt_set_dn_by_oid (made,
                                           GNUTLS_OID_PKCS9_EMAIL,
                                           0,
                                           plan.subject_email.data (),
                                           static_cast<unsigned> (plan.subject_email.size ())),
            "subject address");
    }
  SetKey (made, plan, own_key);
  SetNames (made, plan);
  SetUse (made, plan);
  SetConstraints (made, plan);
  if (plan.has_key_ids)
    SetKeyIds (made, issuer != nullptr ? issuer->Get () : made);

  gnutls_privkey_t signing = nullptr;
  gnutls_x509_privkey_t by = signer != nullptr ? signer : issuer != nullptr ? issuer->Key () : key;

  Good (gnutls_privkey_init (&signing), "signer");
  Good (gnutls_privkey_import_x509 (signing, by, 0), "import signer");
  Good (
      gnutls_x509_crt_privkey_sign (made,
                                    issuer != nullptr ? issuer->Get () : made,
                                    signing,
                                    plan.hash,
                                    plan.is_signed_with_pss ? GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS : 0),
      "sign");
  gnutls_privkey_deinit (signing);
}

std::string
TestCertificate::Der () const
{
  gnutls_datum_t datum = { nullptr, 0 };

  Good (gnutls_x509_crt_export2 (certificate.get (), GNUTLS_X509_FMT_DER, &datum), "DER");
  return Take (&datum);
}

std::string
TestCertificate::Pem () const
{
  return PemOfDer (Der ());
}

gnutls_x509_crt_t
TestCertificate::Get () const
{
  return certificate.get ();
}

gnutls_x509_privkey_t
TestCertificate::Key () const
{
  return key;
}

std::string
PemOfDer (const std::string &der)
{
  gnutls_datum_t data = DatumOf (der);
  gnutls_datum_t pem = { nullptr, 0 };

  Good (gnutls_pem_base64_encode2 ("CERTIFICATE", &data, &pem), "PEM");
  return Take (&pem);
}

std::string
PemOf (const std::vector<TestCertificate> &certificates)
{
  std::string text;

  for (const auto &certificate : certificates)
    text += certificate.Pem ();
  return text;
}

std::string
Pkcs7Of (const std::vector<TestCertificate> &certificates)
{
  gnutls_pkcs7_t pkcs7 = nullptr;
  gnutls_datum_t data = { nullptr, 0 };

  Good (gnutls_pkcs7_init (&pkcs7), "PKCS#7");
  for (const auto &certificate : certificates)
    Good (gnutls_pkcs7_set_crt (pkcs7, certificate.Get ()), "add");
  Good (gnutls_pkcs7_export2 (pkcs7, GNUTLS_X509_FMT_DER, &data), "export");
  gnutls_pkcs7_deinit (pkcs7);
  return Take (&data);
}

std::string
Pkcs12Of (const std::vector<gnutls_x509_privkey_t> &keys,
          const std::vector<TestCertificate> &certificates,
          const std::string &password)
{
  gnutls_pkcs12_t pkcs12 = nullptr;
  gnutls_pkcs12_bag_t bag = nullptr;
  gnutls_datum_t data = { nullptr, 0 };

  Good (gnutls_pkcs12_init (&pkcs12), "PKCS#12");
  for (auto key : keys)
    {
      gnutls_datum_t shrouded = { nullptr, 0 };

      Good (gnutls_x509_privkey_export2_pkcs8 (key,
                                               GNUTLS_X509_FMT_DER,
                                               password.c_str (),
                                               GNUTLS_PKCS_PBES2_AES_256,
                                               &shrouded),
            "export key");
      Good (gnutls_pkcs12_bag_init (&bag), "bag");
      Good (gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &shrouded), "add key");
      Good (gnutls_pkcs12_set_bag (pkcs12, bag), "add bag");
      gnutls_pkcs12_bag_deinit (bag);
      gnutls_free (shrouded.data);
    }
  Good (gnutls_pkcs12_bag_init (&bag), "bag");
  for (const auto &certificate : certificates)
    Good (gnutls_pkcs12_bag_set_crt (bag, certificate.Get ()), "add certificate");
  Good (gnutls_pkcs12_set_bag (pkcs12, bag), "add bag");
  gnutls_pkcs12_bag_deinit (bag);
  Good (gnutls_pkcs12_generate_mac2 (pkcs12, GNUTLS_MAC_SHA256, password.c_str ()), "MAC");
  Good (gnutls_pkcs12_export2 (pkcs12, GNUTLS_X509_FMT_DER, &data), "export");
  gnutls_pkcs12_deinit (pkcs12);
  return Take (&data);
}

EnrollCredential *
ReadCredential (const std::string &file,
                EnrollKey *key,
                const char *password,
                const char *address,
                gint64 now,
                GError **error,
                const EnrollPortal *portal)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
  g_autoptr (EnrollSecret) secret = password != nullptr ? enroll_secret_new (password) : nullptr;
  g_autoptr (EnrollReading) reading = enroll_reading_new (bytes, key, secret, address, now, error);

  return reading != nullptr ? enroll_reading_finish (reading, portal, error) : nullptr;
}

std::string
Der (unsigned char tag, const std::string &content)
{
  std::string text (1, static_cast<char> (tag));
  size_t size = content.size ();

  int n_bytes = size < 0x80 ? 0 : size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;

  if (n_bytes > 0)
    text += static_cast<char> (0x80 | n_bytes);
  for (int i = n_bytes > 0 ? n_bytes - 1 : 0; i >= 0; i--)
    text += static_cast<char> (size >> (8 * i) & 0xff);
  return text + content;
}
