/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "certificate-corpus.h"

Make
With (const std::function<void (World *)> &change)
{
  return [change] {
    World world;

    change (&world);
    return world.All ();
  };
}

Make
Leaf (const std::function<void (CertificatePlan *)> &change)
{
  return With ([change] (World *world) { change (&world->leaf_plan); });
}

Make
Issuing (const std::function<void (CertificatePlan *)> &change)
{
  return With ([change] (World *world) { change (&world->issuing_plan); });
}

Make
Root (const std::function<void (CertificatePlan *)> &change)
{
  return With ([change] (World *world) { change (&world->root_plan); });
}

Make
Names (const std::vector<AlternativeName> &names)
{
  return Leaf ([names] (CertificatePlan *plan) { plan->names = names; });
}

Make
Mail (const std::string &name)
{
  return Names ({ { GNUTLS_SAN_RFC822NAME, name } });
}

/* A certificate below @n authorities and the root. */
std::string
MakeLong (int n)
{
  World world;
  std::vector<TestCertificate> chain = { world.Root () };

  for (int i = 0; i < n; i++)
    {
      TestCertificate above = chain.front ();

      chain.insert (chain.begin (),
                    TestCertificate (AuthorityPlan ("Level " + std::to_string (i)),
                                     TestKey ("level"),
                                     &above));
    }
  TestCertificate above = chain.front ();
  chain.insert (chain.begin (), TestCertificate (world.leaf_plan, world.leaf_key, &above));
  return PemOf (chain);
}

std::string
MakeBelow (gnutls_pk_algorithm_t algorithm, unsigned bits, gnutls_digest_algorithm_t hash)
{
  World world;

  world.issuing_key =
      TestKey ("issuing" + std::to_string (algorithm) + std::to_string (bits), algorithm, bits);
  world.leaf_plan.hash = hash;
  return world.All ();
}

std::string
MailboxName (const std::string &name)
{
  return Der (0x0c, name);
}

void
Restrict (CertificatePlan *plan,
          bool permits,
          gnutls_x509_subject_alt_name_t type,
          const char *name)
{
  (permits ? plan->permitted : plan->excluded).push_back ({ type, name });
}

const std::vector<Answer> good_answers = {
  { "as it should be", -1, "", [] { return World ().All (); } },
  { "in another order",
    -1,
    "",
    [] {
      return PemOf ({ World ().Root (), World ().Leaf (), World ().Issuing () });
    } },
  { "everything twice", -1, "", [] { return World ().All () + World ().All (); } },
  { "as PKCS#7",
    -1,
    "",
    [] {
      return Pkcs7Of ({ World ().Leaf (), World ().Issuing (), World ().Root () });
    } },
  { "as PKCS#12",
    -1,
    "",
    [] {
      return Pkcs12Of ({ TestKey ("leaf") },
                       { World ().Leaf (), World ().Issuing (), World ().Root () },
                       "");
    } },
  { "two addresses",
    -1,
    "",
    Names ({ { GNUTLS_SAN_RFC822NAME, "al@example.edu" }, { GNUTLS_SAN_RFC822NAME, kAlice } }) },
  { "an address among other names",
    -1,
    "",
    Names ({ { GNUTLS_SAN_URI, "https://example.edu/" },
             { GNUTLS_SAN_OTHERNAME, MailboxName ("älice@example.edu"), kSmtpUtf8 },
             { GNUTLS_SAN_RFC822NAME, kAlice } }) },
  { "in capitals", -1, "", Mail ("Alice@EXAMPLE.edu") },
  { "without purposes", -1, "", Leaf ([] (CertificatePlan *plan) { plan->purposes.clear (); }) },
  { "for any purpose", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->purposes = { GNUTLS_KP_ANY };
    }) },
  { "without usage", -1, "", Leaf ([] (CertificatePlan *plan) { plan->usage = -1; }) },
  { "for signing only", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
    }) },
  { "not said to be no authority", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->is_authority = -1;
    }) },
  { "named for the university", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->common_name = "Example University";
    }) },
  { "something that nobody knows, but not critical", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->extensions = { { "1.2.3.4", std::string ("\5\0", 2), false } };
    }) },
  { "on its first second", -1, "", Leaf ([] (CertificatePlan *plan) { plan->from = kToday; }) },
  { "on its last second", -1, "", Leaf ([] (CertificatePlan *plan) { plan->to = kToday; }) },
  { "signed with SHA-384", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->hash = GNUTLS_DIG_SHA384;
    }) },
  { "signed with RSA-PSS", -1, "", Leaf ([] (CertificatePlan *plan) {
      plan->is_signed_with_pss = true;
    }) },
  { "a root signed with SHA-1", -1, "", Root ([] (CertificatePlan *plan) {
      plan->hash = GNUTLS_DIG_SHA1;
    }) },
  { "an authority on a curve",
    -1,
    "",
    [] {
      return MakeBelow (GNUTLS_PK_ECDSA,
                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1),
                        GNUTLS_DIG_SHA384);
    } },
  { "an authority for this domain", -1, "", Issuing ([] (CertificatePlan *plan) {
      Restrict (plan, true, GNUTLS_SAN_RFC822NAME, "example.edu");
    }) },
  { "an authority for mail", -1, "", Issuing ([] (CertificatePlan *plan) {
      plan->purposes = { GNUTLS_KP_EMAIL_PROTECTION };
    }) },
  { "a root that allows one authority", -1, "", Root ([] (CertificatePlan *plan) {
      plan->path_length = 1;
    }) },
  { "as long as it may be", -1, "", [] { return MakeLong (6); } },
  { "a false issuer before the true one",
    -1,
    "",
    [] {
      World world;
      World other;

      world.issuing_plan.has_key_ids = other.issuing_plan.has_key_ids = false;
      world.leaf_plan.has_key_ids = false;
      other.issuing_key = TestKey ("other");
      return PemOf ({ other.Issuing (), world.Leaf (), world.Issuing (), world.Root () });
    } },
  { "a root that another root stands for, too",
    -1,
    "",
    [] {
      World world;
      TestCertificate older (AuthorityPlan ("Older Root"), TestKey ("other"), nullptr);
      TestCertificate cross (world.root_plan, world.root_key, &older);

      return PemOf ({ world.Leaf (), world.Issuing (), cross, world.Root () });
    } },
  { "an expired certificate of the same key beside it",
    -1,
    "",
    [] {
      World old;

      old.leaf_plan.to = kToday - 1;
      return old.Leaf ().Pem () + World ().All ();
    } },
};

const std::vector<Answer> &
GoodAnswers ()
{
  return good_answers;
}
