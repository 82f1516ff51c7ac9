/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

#include "enroll-credential.h"
#include "enroll-key.h"
#include "enroll-portal.h"

/* The day on which all certificates of these tests are looked at; nothing expires. */
constexpr gint64 kToday = 1800000000;
constexpr gint64 kDay = 86400;

/* A key with a name by which it is made once and found again. */
gnutls_x509_privkey_t TestKey (const std::string &name,
                               gnutls_pk_algorithm_t algorithm = GNUTLS_PK_RSA,
                               unsigned int bits = 2048);

/* The public half of a key as the store's own, with an exponent of choice. */
EnrollKey *NewStoreKey (gnutls_x509_privkey_t key, const std::string &exponent = "");

struct AlternativeName
{
  gnutls_x509_subject_alt_name_t type;
  std::string value;
  std::string oid = ""; /* of an otherName, in DER as its value */
};

struct Extension
{
  std::string oid;
  std::string value;
  bool is_critical;
};

/* What a certificate says; as it stands, a good one for alice@example.edu. */
struct CertificatePlan
{
  std::string common_name = "Alice Example";
  std::string subject_email = "";
  std::vector<AlternativeName> names = { { GNUTLS_SAN_RFC822NAME, "alice@example.edu" } };
  int usage = GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT; /* -1: none said */
  std::vector<std::string> purposes = { GNUTLS_KP_EMAIL_PROTECTION, GNUTLS_KP_TLS_WWW_CLIENT };
  int is_authority = 0; /* -1: not said */
  int path_length = -1;
  gint64 from = kToday - kDay;
  gint64 to = kToday + 365 * kDay;
  gnutls_digest_algorithm_t hash = GNUTLS_DIG_SHA256;
  bool is_signed_with_pss = false;
  bool has_key_ids = true;
  std::vector<Extension> extensions = {};
  std::vector<std::string> issuer_places = {};
  std::vector<AlternativeName> permitted = {};
  std::vector<AlternativeName> excluded = {};
  std::string exponent = ""; /* in place of the key's */
  std::string modulus = "";
  bool has_pss_key = false;
  std::string dsa_number = ""; /* each of the four of a DSA key, in place of the key */
};

CertificatePlan AuthorityPlan (const std::string &name);

/* A certificate and the key that it is for. */
class TestCertificate
{
public:
  TestCertificate (const CertificatePlan &plan,
                   gnutls_x509_privkey_t key,
                   const TestCertificate *issuer,
                   gnutls_x509_privkey_t signer = nullptr);

  std::string Der () const;
  std::string Pem () const;
  gnutls_x509_crt_t Get () const;
  gnutls_x509_privkey_t Key () const;

private:
  std::shared_ptr<gnutls_x509_crt_int> certificate;
  gnutls_x509_privkey_t key;
};

std::string PemOf (const std::vector<TestCertificate> &certificates);
std::string PemOfDer (const std::string &der);
std::string Pkcs7Of (const std::vector<TestCertificate> &certificates);
std::string Pkcs12Of (const std::vector<gnutls_x509_privkey_t> &keys,
                      const std::vector<TestCertificate> &certificates,
                      const std::string &password);

/* Reads and checks in one go, without looking for what is missing. */
EnrollCredential *ReadCredential (const std::string &file,
                                  EnrollKey *key,
                                  const char *password,
                                  const char *address,
                                  gint64 now,
                                  GError **error,
                                  const EnrollPortal *portal = nullptr);

/* One piece of DER. */
std::string Der (unsigned char tag, const std::string &content);
