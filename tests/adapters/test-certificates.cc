/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"

#include "certificate-corpus.h"
#include "glib-test.h"

namespace
{

class Certificates : public GlibTest
{
protected:
  /* The code, or -1. */
  int
  Judge (const Answer &answer, std::string *message)
  {
    g_autoptr (GError) error = nullptr;
    std::string file = answer.make ();
    bool is_pkcs12 = file.compare (0, 2, "\x30\x82") == 0 && file.compare (4, 3, "\2\1\3") == 0;
    g_autoptr (EnrollKey) key =
        is_pkcs12 ? nullptr : NewStoreKey (TestKey ("leaf"), answer.exponent);
    g_autoptr (EnrollCredential) credential =
        ReadCredential (file, key, "", kAlice, kToday, &error);

    *message = error != nullptr ? error->message : "";
    EXPECT_TRUE ((credential == nullptr) == (error != nullptr)) << answer.name;
    EXPECT_TRUE (error == nullptr || error->domain == ENROLL_ERROR) << *message;
    return error != nullptr ? error->code : -1;
  }

  static EnrollPortal *
  PortalWithIssuers (const char *issuers)
  {
    std::string text = std::string ("[Portal]\nName=Test\nIssuers=") + issuers + "\n";
    g_autoptr (GError) error = nullptr;
    EnrollPortal *portal =
        enroll_portal_new_from_data (text.c_str (), text.size (), nullptr, &error);

    EXPECT_NE (portal, nullptr) << (error != nullptr ? error->message : "");
    return portal;
  }
};

}

TEST_F (Certificates, OfAllWrongKindsAreRefusedByName)
{
  int n_accepted = 0;
  int n_misnamed = 0;

  for (const auto &answer : HostileAnswers ())
    {
      std::string message;
      int code = Judge (answer, &message);
      bool is_named = code == answer.code && message.find (answer.words) != std::string::npos;

      n_accepted += code == -1 ? 1 : 0;
      n_misnamed += is_named ? 0 : 1;
      EXPECT_TRUE (is_named) << answer.name << ": " << code << " " << message;
    }
  std::cout << "certificates: tried " << HostileAnswers ().size () << ", refused "
            << HostileAnswers ().size () - static_cast<size_t> (n_accepted) << " (by another name "
            << n_misnamed << "), wrongly accepted = " << n_accepted << std::endl;
  EXPECT_GE (HostileAnswers ().size (), 60u);
  EXPECT_EQ (n_accepted, 0);
}

TEST_F (Certificates, OfAllGoodKindsAreTaken)
{
  int n_refused = 0;

  for (const auto &answer : GoodAnswers ())
    {
      std::string message;
      int code = Judge (answer, &message);

      n_refused += code == -1 ? 0 : 1;
      EXPECT_EQ (code, -1) << answer.name << ": " << message;
    }
  std::cout << "good certificates: tried " << GoodAnswers ().size ()
            << ", wrongly refused = " << n_refused << std::endl;
}

TEST_F (Certificates, OfAuthoritiesThatThePortalFileDoesNotNameAreRefused)
{
  for (const auto &[issuers, is_expected] : std::vector<std::pair<const char *, bool>>{
           { "Test*;", true },
           { "Sectigo*;Test Issuing CA;", true },
           { "Sectigo*;InCommon*;", false },
           { "test issuing ca;", false },
           { "Test Root;", false },
       })
    {
      g_autoptr (EnrollPortal) portal = PortalWithIssuers (issuers);
      g_autoptr (EnrollKey) key = NewStoreKey (TestKey ("leaf"));
      g_autoptr (GError) error = nullptr;
      g_autoptr (EnrollCredential) credential =
          ReadCredential (World ().All (), key, nullptr, kAlice, kToday, &error, portal);

      EXPECT_EQ (credential != nullptr, is_expected) << issuers;
      EXPECT_EQ (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_ISSUER), !is_expected)
          << issuers;
    }
}

/* What is read after a crash is the same. */
TEST_F (Certificates, AreReadAgainWithTheSameResult)
{
  g_autoptr (EnrollKey) key = NewStoreKey (TestKey ("leaf"));
  std::string file = World ().All ();
  g_autoptr (EnrollCredential) first = ReadCredential (file, key, nullptr, kAlice, kToday, nullptr);
  g_autoptr (EnrollCredential) second =
      ReadCredential (file, key, nullptr, kAlice, kToday, nullptr);

  ASSERT_NE (first, nullptr);
  ASSERT_NE (second, nullptr);
  EXPECT_STREQ (first->fingerprint, second->fingerprint);
  EXPECT_TRUE (g_bytes_equal (first->root, second->root));
  EXPECT_EQ (first->authorities->len, second->authorities->len);
}
