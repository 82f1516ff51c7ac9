/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "certificate-corpus.h"

#include "enroll-error.h"

namespace
{

/* Authorities that vouch for each other. */
std::string
MakeCircle (int n)
{
  World world;
  std::vector<TestCertificate> circle;
  auto key = [] (int i) { return TestKey ("circle" + std::to_string (i)); };
  auto plan = [] (int i) { return AuthorityPlan ("Circle " + std::to_string (i)); };
  TestCertificate beginning (plan (0), key (0), nullptr);

  for (int i = 0; i < n; i++)
    {
      TestCertificate above = i == 0 ? TestCertificate (plan (n - 1), key (n - 1), nullptr)
                                     : TestCertificate (plan (i - 1), key (i - 1), nullptr);

      circle.emplace_back (plan (i), key (i), &above);
    }
  TestCertificate leaf (world.leaf_plan, world.leaf_key, &beginning);
  circle.insert (circle.begin (), leaf);
  return PemOf (circle);
}

std::string
MakeWithout (bool has_issuing)
{
  World world;

  return has_issuing ? PemOf ({ world.Leaf (), world.Issuing () })
                     : PemOf ({ world.Leaf (), world.Root () });
}

/* The issuer's name, but somebody else's signature. */
std::string
MakeForged (bool has_key_ids)
{
  World world;

  world.issuing_plan.has_key_ids = has_key_ids;
  world.leaf_plan.has_key_ids = has_key_ids;
  TestCertificate issuing = world.Issuing ();
  TestCertificate leaf (world.leaf_plan, world.leaf_key, &issuing, TestKey ("other"));

  return PemOf ({ leaf, issuing, world.Root () });
}

std::string
MakeTampered (int from_end)
{
  World world;
  std::string der = world.Leaf ().Der ();

  der[der.size () - static_cast<size_t> (from_end)] ^= 1;
  return PemOfDer (der) + PemOf ({ world.Issuing (), world.Root () });
}

/* Signed in earnest by a key of DSA or RSA-PSS, but what its authority shows as its key takes minutes
 * to verify with. */
std::string
MakeSlow (gnutls_pk_algorithm_t algorithm, const std::function<void (CertificatePlan *)> &change)
{
  World world;

  change (&world.issuing_plan);
  world.issuing_plan.has_key_ids = world.leaf_plan.has_key_ids = false;
  TestCertificate issuing = world.Issuing ();
  TestCertificate leaf (world.leaf_plan,
                        world.leaf_key,
                        &issuing,
                        TestKey ("slow" + std::to_string (algorithm), algorithm, 2048));

  return PemOf ({ leaf, issuing, world.Root () });
}

/* One person's certificate used to make another's. */
std::string
MakeByPerson (int is_authority)
{
  World world;
  CertificatePlan person;

  person.is_authority = is_authority;
  person.names = { { GNUTLS_SAN_RFC822NAME, "mallory@example.edu" } };
  TestCertificate issuing = world.Issuing ();
  TestCertificate mallory (person, TestKey ("other"), &issuing);
  TestCertificate leaf (world.leaf_plan, world.leaf_key, &mallory);

  return PemOf ({ leaf, mallory, issuing, world.Root () });
}

std::string
MakeOwnKey (gnutls_pk_algorithm_t algorithm, unsigned bits)
{
  World world;

  world.leaf_key = TestKey ("own" + std::to_string (algorithm), algorithm, bits);
  world.leaf_plan.usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
  return Pkcs12Of ({ world.leaf_key }, { world.Leaf (), world.Issuing (), world.Root () }, "");
}

std::string
MakeMany (int n)
{
  std::string text = World ().All ();

  for (int i = 3; i < n; i++)
    text += World ().Issuing ().Pem ();
  return text;
}

const std::vector<Answer> hostile_answers = {
  /* The key. */
  { "another key", ENROLL_ERROR_OTHER_KEY, "belongs to another key", With ([] (World *world) {
      world->leaf_key = TestKey ("other");
    }) },
  { "our modulus, another exponent",
    ENROLL_ERROR_OTHER_KEY,
    "belongs to another key",
    Leaf ([] (CertificatePlan *plan) { plan->exponent = "\3"; }) },
  { "authorities only",
    ENROLL_ERROR_OTHER_KEY,
    "belongs to another key",
    [] {
      return PemOf ({ World ().Issuing (), World ().Root () });
    } },
  { "a key on a curve",
    ENROLL_ERROR_KEY_KIND,
    "EC/ECDSA",
    [] {
      return MakeOwnKey (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1));
    } },
  { "a key of Ed25519",
    ENROLL_ERROR_KEY_KIND,
    "EdDSA",
    [] { return MakeOwnKey (GNUTLS_PK_EDDSA_ED25519, 256); } },
  { "a key of RSA-PSS",
    ENROLL_ERROR_KEY_KIND,
    "RSA-PSS",
    [] { return MakeOwnKey (GNUTLS_PK_RSA_PSS, 2048); } },
  { "1024 bits",
    ENROLL_ERROR_WEAK,
    "has 1024 bits",
    [] {
      World world;

      world.leaf_key = TestKey ("short", GNUTLS_PK_RSA, 1024);
      return Pkcs12Of ({ world.leaf_key }, { world.Leaf (), world.Issuing (), world.Root () }, "");
    } },
  { "exponent 1",
    ENROLL_ERROR_WEAK,
    "public exponent",
    Leaf ([] (CertificatePlan *plan) { plan->exponent = "\1"; }),
    "\1" },
  { "exponent 2",
    ENROLL_ERROR_WEAK,
    "public exponent",
    Leaf ([] (CertificatePlan *plan) { plan->exponent = "\2"; }),
    "\2" },
  { "an even exponent",
    ENROLL_ERROR_WEAK,
    "public exponent",
    Leaf ([] (CertificatePlan *plan) { plan->exponent = "\1\1\2"; }),
    "\1\1\2" },
  { "an exponent of 80 bits",
    ENROLL_ERROR_WEAK,
    "public exponent",
    Leaf ([] (CertificatePlan *plan) { plan->exponent = "\1\1\1\1\1\1\1\1\1\1"; }),
    "\1\1\1\1\1\1\1\1\1\1" },
  /* The address. */
  { "another address", ENROLL_ERROR_MISMATCH, "is for bob@example.edu", Mail ("bob@example.edu") },
  { "another domain", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice@example.com") },
  { "a domain below", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice@mail.example.edu") },
  { "a domain behind", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice@example.edu.evil.test") },
  { "a sub-address", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice+x@example.edu") },
  { "two addresses in one", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice@example.edu,b@x.test") },
  { "in brackets", ENROLL_ERROR_MISMATCH, "is for", Mail ("<alice@example.edu>") },
  { "a space before", ENROLL_ERROR_MISMATCH, "is for", Mail (" alice@example.edu") },
  { "a space behind", ENROLL_ERROR_MISMATCH, "is for", Mail ("alice@example.edu ") },
  { "a NUL and more",
    ENROLL_ERROR_MISMATCH,
    "forbidden characters",
    Mail (std::string ("alice@example.edu\0.evil.test", 29)) },
  { "a NUL at the end",
    ENROLL_ERROR_MISMATCH,
    "forbidden characters",
    Mail (std::string ("alice@example.edu\0", 18)) },
  { "a line break",
    ENROLL_ERROR_MISMATCH,
    "forbidden characters",
    Mail ("alice@example.edu\nbob@example.edu") },
  { "no domain", ENROLL_ERROR_MISMATCH, "is for alice", Mail ("alice") },
  { "a domain only", ENROLL_ERROR_MISMATCH, "is for", Mail ("example.edu") },
  { "a very long one",
    ENROLL_ERROR_MISMATCH,
    "very long",
    Mail (std::string (300, 'a') + "@example.edu") },
  { "longer than can be", ENROLL_ERROR_MISMATCH, "", Mail (std::string (2000, 'a') + "@x.test") },
  { "a name of a host", ENROLL_ERROR_MISMATCH, "", Names ({ { GNUTLS_SAN_DNSNAME, kAlice } }) },
  { "a link",
    ENROLL_ERROR_MISMATCH,
    "",
    Names ({ { GNUTLS_SAN_URI, "mailto:alice@example.edu" } }) },
  { "a mailbox in UTF-8, of ASCII (RFC 9598)",
    ENROLL_ERROR_MISMATCH,
    "internationalized",
    Names ({ { GNUTLS_SAN_OTHERNAME, MailboxName (kAlice), kSmtpUtf8 } }) },
  { "a mailbox in UTF-8",
    ENROLL_ERROR_MISMATCH,
    "internationalized",
    Names ({ { GNUTLS_SAN_OTHERNAME, MailboxName ("älice@example.edu"), kSmtpUtf8 } }) },
  { "a name of a login",
    ENROLL_ERROR_MISMATCH,
    "",
    Names ({ { GNUTLS_SAN_OTHERNAME, MailboxName (kAlice), kPrincipal } }) },
  { "only the common name",
    ENROLL_ERROR_MISMATCH,
    "the subject does not count",
    Leaf ([] (CertificatePlan *plan) {
      plan->names.clear ();
      plan->common_name = kAlice;
    }) },
  { "only the subject",
    ENROLL_ERROR_MISMATCH,
    "the subject does not count",
    Leaf ([] (CertificatePlan *plan) {
      plan->names.clear ();
      plan->subject_email = kAlice;
    }) },
  { "names that cannot be read", ENROLL_ERROR_DAMAGED, "neither", Leaf ([] (CertificatePlan *plan) {
      plan->names.clear ();
      plan->extensions = { { GNUTLS_X509EXT_OID_SAN, "\x30\x7f", false } };
    }) },
  /* Dates. */
  { "expired", ENROLL_ERROR_DATES, "has expired at 2027-01-15", Leaf ([] (CertificatePlan *plan) {
      plan->to = kToday - 1;
    }) },
  { "not valid yet",
    ENROLL_ERROR_DATES,
    "is not valid yet, but from 2027-01-15",
    Leaf ([] (CertificatePlan *plan) { plan->from = kToday + 1; }) },
  { "ends before it begins", ENROLL_ERROR_DATES, "", Leaf ([] (CertificatePlan *plan) {
      plan->to = plan->from - kDay;
    }) },
  { "an authority that has expired",
    ENROLL_ERROR_DATES,
    "“Test Issuing CA” has expired",
    Issuing ([] (CertificatePlan *plan) { plan->to = kToday - 1; }) },
  { "an authority that is not valid yet",
    ENROLL_ERROR_DATES,
    "“Test Issuing CA” is not valid yet",
    Issuing ([] (CertificatePlan *plan) { plan->from = kToday + 1; }) },
  { "a root that has expired",
    ENROLL_ERROR_DATES,
    "“Test Root” has expired",
    Root ([] (CertificatePlan *plan) { plan->to = kToday - 1; }) },
  /* What it is for. */
  { "for servers only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for e-mail",
    Leaf ([] (CertificatePlan *plan) { plan->purposes = { GNUTLS_KP_TLS_WWW_SERVER }; }) },
  { "for logging in only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for e-mail",
    Leaf ([] (CertificatePlan *plan) { plan->purposes = { GNUTLS_KP_TLS_WWW_CLIENT }; }) },
  { "for programs only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for e-mail",
    Leaf ([] (CertificatePlan *plan) { plan->purposes = { GNUTLS_KP_CODE_SIGNING }; }) },
  { "for encrypting only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for signing",
    Leaf ([] (CertificatePlan *plan) { plan->usage = GNUTLS_KEY_KEY_ENCIPHERMENT; }) },
  { "for agreeing on keys only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for signing",
    Leaf ([] (CertificatePlan *plan) { plan->usage = GNUTLS_KEY_KEY_AGREEMENT; }) },
  { "for lists of revoked ones only",
    ENROLL_ERROR_UNUSABLE,
    "not meant for signing",
    Leaf ([] (CertificatePlan *plan) { plan->usage = GNUTLS_KEY_CRL_SIGN; }) },
  { "an authority", ENROLL_ERROR_UNUSABLE, "of an authority", Leaf ([] (CertificatePlan *plan) {
      plan->is_authority = 1;
    }) },
  { "may sign certificates",
    ENROLL_ERROR_UNUSABLE,
    "of an authority",
    Leaf ([] (CertificatePlan *plan) { plan->usage |= GNUTLS_KEY_KEY_CERT_SIGN; }) },
  { "something critical that nobody knows",
    ENROLL_ERROR_UNUSABLE,
    "critical extension that is not known: 1.2.3.4",
    Leaf ([] (CertificatePlan *plan) {
      plan->extensions = { { "1.2.3.4", std::string ("\5\0", 2), true } };
    }) },
  { "a certificate before its time (RFC 6962)",
    ENROLL_ERROR_UNUSABLE,
    "critical extension",
    Leaf ([] (CertificatePlan *plan) {
      plan->extensions = { { "1.3.6.1.4.1.11129.2.4.3", std::string ("\5\0", 2), true } };
    }) },
  /* Signatures. */
  { "signed with SHA-1",
    ENROLL_ERROR_WEAK,
    "the certificate is signed with an algorithm that is not safe or not known: RSA-SHA1",
    Leaf ([] (CertificatePlan *plan) { plan->hash = GNUTLS_DIG_SHA1; }) },
  { "signed with MD5", ENROLL_ERROR_WEAK, "RSA-MD5", Leaf ([] (CertificatePlan *plan) {
      plan->hash = GNUTLS_DIG_MD5;
    }) },
  { "signed with SHA-224", ENROLL_ERROR_WEAK, "RSA-SHA224", Leaf ([] (CertificatePlan *plan) {
      plan->hash = GNUTLS_DIG_SHA224;
    }) },
  { "an authority signed with SHA-1",
    ENROLL_ERROR_WEAK,
    "“Test Issuing CA” is signed with",
    Issuing ([] (CertificatePlan *plan) { plan->hash = GNUTLS_DIG_SHA1; }) },
  { "an authority signed with MD5",
    ENROLL_ERROR_WEAK,
    "“Test Issuing CA” is signed with",
    Issuing ([] (CertificatePlan *plan) { plan->hash = GNUTLS_DIG_MD5; }) },
  { "signed with Ed25519",
    ENROLL_ERROR_WEAK,
    "EdDSA-Ed25519",
    [] { return MakeBelow (GNUTLS_PK_EDDSA_ED25519, 256, GNUTLS_DIG_SHA512); } },
  { "an authority with 1024 bits",
    ENROLL_ERROR_WEAK,
    "key of the authority “Test Issuing CA” has 1024 bits",
    With ([] (World *world) { world->issuing_key = TestKey ("short", GNUTLS_PK_RSA, 1024); }) },
  { "a root with 1024 bits",
    ENROLL_ERROR_WEAK,
    "key of the authority “Test Root” has 1024 bits",
    With ([] (World *world) { world->root_key = TestKey ("short", GNUTLS_PK_RSA, 1024); }) },
  { "an authority on a short curve",
    ENROLL_ERROR_WEAK,
    "“Test Issuing CA”",
    [] {
      return MakeBelow (GNUTLS_PK_ECDSA,
                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP192R1),
                        GNUTLS_DIG_SHA256);
    } },
  /* The chain. */
  { "signed by itself",
    ENROLL_ERROR_BROKEN_CHAIN,
    "signed by itself",
    [] { return TestCertificate (CertificatePlan (), TestKey ("leaf"), nullptr).Pem (); } },
  { "alone",
    ENROLL_ERROR_CHAIN,
    "“Test Issuing CA” is missing",
    [] { return World ().Leaf ().Pem (); } },
  { "without the issuer",
    ENROLL_ERROR_CHAIN,
    "“Test Issuing CA” is missing",
    [] { return MakeWithout (false); } },
  { "without the root",
    ENROLL_ERROR_CHAIN,
    "“Test Root” is missing",
    [] { return MakeWithout (true); } },
  { "signed by somebody else",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by “Test Issuing CA”",
    [] { return MakeForged (true); } },
  { "signed by somebody else, without key identifiers",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by “Test Issuing CA”",
    [] { return MakeForged (false); } },
  { "a changed signature",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by",
    [] { return MakeTampered (1); } },
  { "an authority with a modulus of 100000 bits",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by “Test Issuing CA”",
    Issuing ([] (CertificatePlan *plan) {
      plan->modulus = std::string (12500, '\x7d');
      plan->exponent = std::string (12500, '\x7b');
    }) },
  { "an authority with a very large exponent",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by “Test Issuing CA”",
    Issuing ([] (CertificatePlan *plan) { plan->exponent = std::string (256, '\x7b'); }) },
  { "an authority of DSA with 200000 bits",
    ENROLL_ERROR_WEAK,
    "DSA-SHA256",
    [] {
      return MakeSlow (GNUTLS_PK_DSA, [] (CertificatePlan *plan) {
        plan->dsa_number = std::string (25000, '\x7b');
      });
    } },
  { "an authority of RSA-PSS with a very large exponent",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not by “Test Issuing CA”",
    [] {
      return MakeSlow (GNUTLS_PK_RSA_PSS, [] (CertificatePlan *plan) {
        plan->has_pss_key = true;
        plan->modulus = std::string (12500, '\x7d');
        plan->exponent = std::string (12500, '\x7b');
      });
    } },
  { "an authority of DSA",
    ENROLL_ERROR_WEAK,
    "DSA-SHA256",
    [] { return MakeBelow (GNUTLS_PK_DSA, 2048, GNUTLS_DIG_SHA256); } },
  { "a circle of one above", ENROLL_ERROR_BROKEN_CHAIN, "circle", [] { return MakeCircle (2); } },
  { "a circle of three", ENROLL_ERROR_BROKEN_CHAIN, "circle", [] { return MakeCircle (3); } },
  { "too long", ENROLL_ERROR_BROKEN_CHAIN, "longer than 8", [] { return MakeLong (7); } },
  { "far too long", ENROLL_ERROR_BROKEN_CHAIN, "longer than 8", [] { return MakeLong (12); } },
  { "issued by a person",
    ENROLL_ERROR_BROKEN_CHAIN,
    "not a certificate of an authority",
    [] { return MakeByPerson (0); } },
  { "issued by a person of no kind",
    ENROLL_ERROR_BROKEN_CHAIN,
    "not a certificate of an authority",
    [] { return MakeByPerson (-1); } },
  { "an authority that may not sign",
    ENROLL_ERROR_BROKEN_CHAIN,
    "may not sign certificates",
    Issuing ([] (CertificatePlan *plan) { plan->usage = GNUTLS_KEY_CRL_SIGN; }) },
  { "an authority for servers",
    ENROLL_ERROR_BROKEN_CHAIN,
    "may not issue certificates for e-mail",
    Issuing ([] (CertificatePlan *plan) { plan->purposes = { GNUTLS_KP_TLS_WWW_SERVER }; }) },
  { "a root that allows no authority below",
    ENROLL_ERROR_BROKEN_CHAIN,
    "allows only 0 authorities below it",
    Root ([] (CertificatePlan *plan) { plan->path_length = 0; }) },
  { "an authority with something critical that nobody knows",
    ENROLL_ERROR_BROKEN_CHAIN,
    "critical extension",
    Issuing ([] (CertificatePlan *plan) {
      plan->extensions = { { "1.2.3.4", std::string ("\5\0", 2), true } };
    }) },
  { "an authority for another domain",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not valid",
    Issuing ([] (CertificatePlan *plan) {
      Restrict (plan, true, GNUTLS_SAN_RFC822NAME, "example.com");
    }) },
  { "an authority for hosts below only",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not valid",
    Issuing ([] (CertificatePlan *plan) {
      Restrict (plan, true, GNUTLS_SAN_RFC822NAME, ".example.edu");
    }) },
  { "an authority for another mailbox",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not valid",
    Issuing ([] (CertificatePlan *plan) {
      Restrict (plan, true, GNUTLS_SAN_RFC822NAME, "bob@example.edu");
    }) },
  { "an authority not for this domain",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not valid",
    Issuing ([] (CertificatePlan *plan) {
      Restrict (plan, false, GNUTLS_SAN_RFC822NAME, "example.edu");
    }) },
  { "a root for another domain",
    ENROLL_ERROR_BROKEN_CHAIN,
    "is not valid",
    Root ([] (CertificatePlan *plan) {
      Restrict (plan, true, GNUTLS_SAN_RFC822NAME, "example.com");
    }) },
  /* The file. */
  { "nothing", ENROLL_ERROR_DAMAGED, "neither", [] { return std::string (); } },
  { "a page",
    ENROLL_ERROR_DAMAGED,
    "neither",
    [] { return std::string ("<html><body>Your certificate</body></html>"); } },
  { "half a certificate",
    ENROLL_ERROR_DAMAGED,
    "neither",
    [] { return World ().Leaf ().Der ().substr (0, 300); } },
  { "a certificate and more behind it",
    ENROLL_ERROR_DAMAGED,
    "neither",
    [] { return World ().Leaf ().Der () + "and more"; } },
  { "half a PEM", ENROLL_ERROR_DAMAGED, "neither", [] { return World ().All ().substr (0, 400); } },
  { "PEM of something else",
    ENROLL_ERROR_DAMAGED,
    "neither",
    [] { return std::string ("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n"); } },
  { "PKCS#7 without a certificate",
    ENROLL_ERROR_DAMAGED,
    "",
    [] {
      return Der (0x30,
                  Der (6, "\x2a\x86\x48\x86\xf7\xd\1\7\2") +
                      Der (0xa0,
                           Der (0x30,
                                Der (2, "\1") + Der (0x31, "") +
                                    Der (0x30, Der (6, "\x2a\x86\x48\x86\xf7\xd\1\7\1")) +
                                    Der (0x31, ""))));
    } },
  { "very many certificates", ENROLL_ERROR_DAMAGED, "too many", [] { return MakeMany (17); } },
  { "a very large file",
    ENROLL_ERROR_TOO_LARGE,
    "bytes",
    [] { return World ().All () + std::string (1100000, '\n'); } },
};

}

const std::vector<Answer> &
HostileAnswers ()
{
  return hostile_answers;
}
