/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "certificate-maker.h"

/* Whom all certificates of the corpus should be for. */
constexpr char kAlice[] = "alice@example.edu";

/* A certificate, its issuer and the root, each of which may be made differently. */
struct World
{
  CertificatePlan root_plan = AuthorityPlan ("Test Root");
  CertificatePlan issuing_plan = AuthorityPlan ("Test Issuing CA");
  CertificatePlan leaf_plan;
  gnutls_x509_privkey_t root_key = TestKey ("root");
  gnutls_x509_privkey_t issuing_key = TestKey ("issuing");
  gnutls_x509_privkey_t leaf_key = TestKey ("leaf");

  TestCertificate
  Root () const
  {
    return TestCertificate (root_plan, root_key, nullptr);
  }

  TestCertificate
  Issuing () const
  {
    TestCertificate root = Root ();

    return TestCertificate (issuing_plan, issuing_key, &root);
  }

  TestCertificate
  Leaf () const
  {
    TestCertificate issuing = Issuing ();

    return TestCertificate (leaf_plan, leaf_key, &issuing);
  }

  std::string
  All () const
  {
    TestCertificate root = Root ();
    TestCertificate issuing (issuing_plan, issuing_key, &root);
    TestCertificate leaf (leaf_plan, leaf_key, &issuing);

    return PemOf ({ leaf, issuing, root });
  }
};

using Make = std::function<std::string ()>;

/* An answer of the portal, and what is said of it; @code is -1 if it is good. */
struct Answer
{
  const char *name;
  int code;
  const char *words;
  Make make;
  const char *exponent = ""; /* of the key that was asked for */
};

const std::vector<Answer> &HostileAnswers ();
const std::vector<Answer> &GoodAnswers ();

/* Ways to make answers, for both lists. */
Make With (const std::function<void (World *)> &change);
Make Leaf (const std::function<void (CertificatePlan *)> &change);
Make Issuing (const std::function<void (CertificatePlan *)> &change);
Make Root (const std::function<void (CertificatePlan *)> &change);
Make Names (const std::vector<AlternativeName> &names);
Make Mail (const std::string &name);

/* A certificate below @n authorities and the root. */
std::string MakeLong (int n);

/* Below an authority with a key of another kind. */
std::string MakeBelow (gnutls_pk_algorithm_t algorithm,
                       unsigned bits,
                       gnutls_digest_algorithm_t hash);

/* A name of kinds that are not an address, and their numbers, in DER. */
std::string MailboxName (const std::string &name);
constexpr char kSmtpUtf8[] = "\x2b\6\1\5\5\7\x8\x9";
constexpr char kPrincipal[] = "\x2b\6\1\4\1\x82\x37\x14\2\3";

/* Adds a name constraint. */
void Restrict (CertificatePlan *plan,
               bool permits,
               gnutls_x509_subject_alt_name_t type,
               const char *name);
