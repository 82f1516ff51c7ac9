/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Which hosts may be talked to, which links are enrollments, and what words mean. */

#include <cstring>

#include "enroll-error.h"
#include "enroll-portal.h"
#include "glib-test.h"
#include "sample-forms.h"

namespace
{

class PortalTest : public GlibTest
{
protected:
  static EnrollPortal *
  Load (const std::string &text, GError **error)
  {
    return enroll_portal_new_from_data (text.c_str (), text.size (), nullptr, error);
  }
};

struct UriCase
{
  const char *name;
  const char *uri;
  bool is_allowed;
};

class HostPolicyTest : public GlibTest, public ::testing::WithParamInterface<UriCase>
{
};

TEST_P (HostPolicyTest, AllowsNamedHostsOnly)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();
  g_autoptr (GError) error = nullptr;

  EXPECT_EQ (enroll_portal_allows (portal, GetParam ().uri, &error), GetParam ().is_allowed);
  if (GetParam ().is_allowed)
    EXPECT_EQ (error, nullptr);
  else
    EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED));
}

TEST_P (HostPolicyTest, NeverNamesThePath)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();
  g_autoptr (GError) error = nullptr;

  enroll_portal_allows (portal, GetParam ().uri, &error);

  EXPECT_EQ (strstr (error != nullptr ? error->message : "", "t0ken"), nullptr);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, HostPolicyTest,
    ::testing::Values (
        UriCase{ "Plain", "https://cert-manager.com/t0ken", true },
        UriCase{ "NoPath", "https://cert-manager.com", true },
        UriCase{ "UpperCase", "HTTPS://CERT-Manager.COM/t0ken", true },
        UriCase{ "DefaultPort", "https://cert-manager.com:443/t0ken", true },
        UriCase{ "EmptyPort", "https://cert-manager.com:/t0ken", false },
        UriCase{ "NamedPort", "https://hard.cert-manager.com:8443/t0ken", true },
        UriCase{ "FileWithPort443", "https://eu.example.com/t0ken", true },
        UriCase{ "Http", "http://cert-manager.com/t0ken", false },
        UriCase{ "Ftp", "ftp://cert-manager.com/t0ken", false },
        UriCase{ "Javascript", "javascript://cert-manager.com/t0ken", false },
        UriCase{ "File", "file:///t0ken", false },
        UriCase{ "OtherPort", "https://cert-manager.com:8443/t0ken", false },
        UriCase{ "HttpPort", "https://cert-manager.com:80/t0ken", false },
        UriCase{ "PortZero", "https://cert-manager.com:0/t0ken", false },
        UriCase{ "PortMissing", "https://hard.cert-manager.com/t0ken", false },
        UriCase{ "PortTooLarge", "https://cert-manager.com:65979/t0ken", false },
        UriCase{ "UserName", "https://alice@cert-manager.com/t0ken", false },
        UriCase{ "Password", "https://alice:pw@cert-manager.com/t0ken", false },
        UriCase{ "EmptyUserName", "https://@cert-manager.com/t0ken", false },
        UriCase{ "HostAsUserName", "https://cert-manager.com@evil.example/t0ken", false },
        UriCase{ "HostAsUserAndPassword", "https://cert-manager.com:443@evil.example/t0ken", false },
        UriCase{ "BackslashAt", "https://evil.example\\@cert-manager.com/t0ken", false },
        UriCase{ "Backslash", "https://cert-manager.com\\.evil.example/t0ken", false },
        UriCase{ "Suffix", "https://cert-manager.com.evil.example/t0ken", false },
        UriCase{ "Prefix", "https://evilcert-manager.com/t0ken", false },
        UriCase{ "Subdomain", "https://evil.cert-manager.com/t0ken", false },
        UriCase{ "Parent", "https://com/t0ken", false },
        UriCase{ "HostInPath", "https://evil.example/cert-manager.com/t0ken", false },
        UriCase{ "HostInQuery", "https://evil.example?https://cert-manager.com/t0ken", false },
        UriCase{ "HostInFragment", "https://evil.example#@cert-manager.com/t0ken", false },
        UriCase{ "TrailingDot", "https://cert-manager.com./t0ken", false },
        UriCase{ "EscapedDot", "https://cert-manager.com%2eevil.example/t0ken", false },
        UriCase{ "EscapedSlash", "https://cert-manager.com%2fevil.example/t0ken", false },
        UriCase{ "Cyrillic", "https://\xd1\x81" "ert-manager.com/t0ken", false },
        UriCase{ "FullWidth", "https://ｃert-manager.com/t0ken", false },
        UriCase{ "IdeographicStop", "https://cert-manager。com/t0ken", false },
        UriCase{ "Punycode", "https://xn--ert-manager-xuh.com/t0ken", false },
        UriCase{ "Loopback", "https://127.0.0.1/t0ken", false },
        UriCase{ "Ipv6", "https://[::1]/t0ken", false },
        UriCase{ "NoHost", "https:///t0ken", false },
        UriCase{ "NoScheme", "//cert-manager.com/t0ken", false },
        UriCase{ "Relative", "/customer/t0ken", false },
        UriCase{ "Empty", "", false },
        UriCase{ "LineBreak", "https://cert-manager.com\n.evil.example/t0ken", false },
        UriCase{ "Space", "https://cert-manager.com .evil.example/t0ken", false },
        UriCase{ "Data", "data:text/html,t0ken", false }),
    [] (const auto &info) { return std::string (info.param.name); });

class LinkTest : public GlibTest, public ::testing::WithParamInterface<UriCase>
{
};

INSTANTIATE_TEST_SUITE_P (
    Table, LinkTest,
    ::testing::Values (
        UriCase{ "Enrollment", "https://cert-manager.com/customer/Example/smime/aB3?t=1", true },
        UriCase{ "OtherPort", "https://hard.cert-manager.com:8443/customer/X/smime/a", true },
        UriCase{ "OtherHost", "https://evil.example/customer/Example/smime/aB3", false },
        UriCase{ "Http", "http://cert-manager.com/customer/Example/smime/aB3", false },
        UriCase{ "ServerCertificates", "https://cert-manager.com/customer/Example/ssl/aB3", false },
        UriCase{ "Help", "https://cert-manager.com/customer/Example/smime/help", false },
        UriCase{ "EscapedHelp", "https://cert-manager.com/customer/Example/smime/%68elp", false },
        UriCase{ "Upwards", "https://cert-manager.com/customer/X/smime/../../../api/x", false },
        UriCase{ "UpwardsEscaped", "https://cert-manager.com/customer/X/smime/%2e%2e/ssl/a", false },
        UriCase{ "EscapedSlash", "https://cert-manager.com/customer/X/smime%2fa/b", false },
        UriCase{ "EscapedNul", "https://cert-manager.com/customer/X/smime/a%00", false },
        UriCase{ "PathCase", "https://cert-manager.com/Customer/Example/smime/aB3", false },
        UriCase{ "PathInQuery", "https://cert-manager.com/?/customer/Example/smime/aB3", false },
        UriCase{ "PathInFragment", "https://cert-manager.com/#/customer/Example/smime/a", false },
        UriCase{ "NoPath", "https://cert-manager.com", false }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (LinkTest, IsAnEnrollmentByHostAndPath)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();

  EXPECT_EQ (enroll_portal_is_enrollment_link (portal, GetParam ().uri), GetParam ().is_allowed);
}

TEST_F (PortalTest, ListsItsHosts)
{
  const char *more[] = { " Portal.Example.ORG:443 ", "localhost:8443", nullptr };
  g_autoptr (EnrollPortal) portal =
      enroll_portal_new_from_data (PortalText (), strlen (PortalText ()), more, nullptr);

  ASSERT_NE (portal, nullptr);
  EXPECT_EQ (Strings (enroll_portal_get_hosts (portal)),
             (std::vector<std::string>{ "cert-manager.com",
                                        "hard.cert-manager.com:8443",
                                        "eu.example.com",
                                        "portal.example.org",
                                        "localhost:8443" }));
  EXPECT_TRUE (enroll_portal_allows (portal, "https://portal.example.org/", nullptr));
  EXPECT_TRUE (enroll_portal_allows (portal, "https://localhost:8443/", nullptr));
  EXPECT_FALSE (enroll_portal_allows (portal, "https://localhost/", nullptr));
}

TEST_F (PortalTest, HasANameAndAStatusPage)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();
  g_autoptr (EnrollPortal) same = enroll_portal_ref (portal);

  EXPECT_STREQ (enroll_portal_get_name (same), "Example Certificate Manager");
  EXPECT_STREQ (enroll_portal_get_status_page (same), "https://status.example.com/");
}

TEST_F (PortalTest, RefusesHostsThatAreNone)
{
  for (const char *host : { "https://cert-manager.com",
                            "*.example.org",
                            "alice@example.org",
                            "cert-manager.com/path",
                            "münchen.example",
                            "cert-manager.com.",
                            "cert-manager.com:0443",
                            "127.1",
                            "",
                            "two hosts" })
    {
      const char *more[] = { host, nullptr };
      g_autoptr (GError) error = nullptr;
      g_autoptr (EnrollPortal) portal =
          enroll_portal_new_from_data (PortalText (), strlen (PortalText ()), more, &error);

      EXPECT_EQ (portal, nullptr) << host;
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_SETTINGS)) << host;
    }
}

TEST_F (PortalTest, AllowsNothingWithoutHosts)
{
  g_autoptr (EnrollPortal) portal = Load ("[Portal]\nName=Empty\n", nullptr);

  ASSERT_NE (portal, nullptr);
  EXPECT_EQ (enroll_portal_get_hosts (portal)[0], nullptr);
  EXPECT_FALSE (enroll_portal_allows (portal, kLink, nullptr));
  EXPECT_FALSE (enroll_portal_is_enrollment_link (portal, kLink));
}

TEST_F (PortalTest, NeedsAName)
{
  g_autoptr (GError) error = nullptr;

  EXPECT_EQ (Load ("[Portal]\nHosts=cert-manager.com\n", &error), nullptr);
  EXPECT_NE (error, nullptr);
}

TEST_F (PortalTest, NeedsAKeyFile)
{
  g_autoptr (GError) error = nullptr;

  EXPECT_EQ (Load ("<html>", &error), nullptr);
  EXPECT_NE (error, nullptr);
}

TEST_F (PortalTest, NamesTheKeyThatIsUnknown)
{
  const std::string head = "[Portal]\nName=Example\n";

  for (const char *group : { "Fields", "Buttons", "Refusals", "Signs" })
    {
      g_autoptr (GError) error = nullptr;

      EXPECT_EQ (Load (head + "[" + group + "]\nacess-code[de]=Code\n", &error), nullptr);
      ASSERT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_SETTINGS)) << group;
      EXPECT_NE (strstr (error->message, "acess-code[de]"), nullptr) << error->message;
      EXPECT_NE (strstr (error->message, group), nullptr) << error->message;
    }
}

TEST_F (PortalTest, KeepsFieldsAndButtonsApart)
{
  const std::string head = "[Portal]\nName=Example\n";

  EXPECT_EQ (Load (head + "[Fields]\nsubmit=Submit\n", nullptr), nullptr);
  EXPECT_EQ (Load (head + "[Buttons]\nemail=Email\n", nullptr), nullptr);
}

TEST_F (PortalTest, KnowsEveryNickOfRolesRefusalsAndSigns)
{
  std::string text = "[Portal]\nName=Example\n[Fields]\n";
  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollPortal) portal = nullptr;

  for (int role = ENROLL_ROLE_NONE + 1; role < ENROLL_N_ROLES; role++)
    {
      const char *nick = enroll_role_get_nick (static_cast<EnrollRole> (role));

      ASSERT_NE (nick, nullptr) << role;
      text += role == ENROLL_ROLE_SUBMIT ? "[Buttons]\n" : "";
      text += std::string (nick) + "=label of " + nick + "\n";
    }
  text += "[Refusals]\n";
  for (int refusal = ENROLL_REFUSAL_NONE + 1; refusal < ENROLL_N_REFUSALS; refusal++)
    {
      const char *nick = enroll_refusal_get_nick (static_cast<EnrollRefusal> (refusal));

      ASSERT_NE (nick, nullptr) << refusal;
      text += std::string (nick) + "=label of " + nick + "\n";
    }
  portal = Load (text, &error);

  ASSERT_NE (portal, nullptr) << error->message;
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Label of terms"), ENROLL_ROLE_TERMS);
  EXPECT_EQ (enroll_portal_find_button_role (portal, "Label of away"), ENROLL_ROLE_AWAY);
  EXPECT_EQ (enroll_portal_find_refusal (portal, "Label of authority"), ENROLL_REFUSAL_CA);
}

TEST_F (PortalTest, FindsExactWords)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();

  EXPECT_EQ (enroll_portal_find_field_role (portal,
                                            " Access\xc2\xa0"
                                            "Code *:"),
             ENROLL_ROLE_ACCESS_CODE);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Code"), ENROLL_ROLE_REQUEST_CODE);
  EXPECT_EQ (enroll_portal_find_button_role (portal, "Next »"), ENROLL_ROLE_NEXT);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Codes"), ENROLL_ROLE_NONE);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Submit"), ENROLL_ROLE_NONE);
  EXPECT_EQ (enroll_portal_find_button_role (portal, "Email"), ENROLL_ROLE_NONE);
  EXPECT_EQ (enroll_portal_find_field_role (portal, ""), ENROLL_ROLE_NONE);
  EXPECT_EQ (enroll_portal_find_field_role (portal, " *: "), ENROLL_ROLE_NONE);
}

TEST_F (PortalTest, FindsWordsOfEveryLanguage)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();

  EXPECT_EQ (enroll_portal_find_field_role (portal, "E-Mail-Adresse:"), ENROLL_ROLE_EMAIL);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Email"), ENROLL_ROLE_EMAIL);
}

TEST_F (PortalTest, PrefersExactWordsToPatternsAndLongPatternsToShortOnes)
{
  g_autoptr (EnrollPortal) portal = Load ("[Portal]\nName=Example\n"
                                          "[Fields]\n"
                                          "email=*code*\n"
                                          "access-code=*access code*\n"
                                          "secret-id=My access code;*c*\n",
                                          nullptr);

  ASSERT_NE (portal, nullptr);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Your code"), ENROLL_ROLE_EMAIL);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Your access code"), ENROLL_ROLE_ACCESS_CODE);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "My access code:"), ENROLL_ROLE_SECRET_ID);
  EXPECT_EQ (enroll_portal_find_field_role (portal, "Can"), ENROLL_ROLE_SECRET_ID);
}

TEST_F (PortalTest, ReadsSigns)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();

  EXPECT_TRUE (enroll_portal_says (portal, ENROLL_SIGN_WAIT, "Please wait…"));
  EXPECT_TRUE (enroll_portal_says (portal, ENROLL_SIGN_WAIT, "It may take Up To 4 Minutes, or so"));
  EXPECT_FALSE (enroll_portal_says (portal, ENROLL_SIGN_WAIT, "Please wait for us"));
  EXPECT_TRUE (enroll_portal_says (portal, ENROLL_SIGN_PLACEHOLDER, "Select a term"));
}

TEST_F (PortalTest, IsLoadedFromTheFirstFolderThatHasIt)
{
  ScopedFolder empty;
  ScopedFolder first;
  ScopedFolder second;
  const char *folders[] = { empty.Path ().c_str (),
                            first.Path ().c_str (),
                            second.Path ().c_str (),
                            nullptr };
  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollPortal) portal = nullptr;

  first.Write ("one.portal", "[Portal]\nName=First\n");
  second.Write ("one.portal", "[Portal]\nName=Second\n");
  portal = enroll_portal_load ("one", folders, nullptr, &error);

  ASSERT_NE (portal, nullptr) << error->message;
  EXPECT_STREQ (enroll_portal_get_name (portal), "First");
}

TEST_F (PortalTest, IsNotLoadedFromElsewhere)
{
  ScopedFolder folder;
  const char *folders[] = { folder.Path ().c_str (), nullptr };
  g_autoptr (GError) missing = nullptr;
  g_autoptr (GError) outside = nullptr;
  g_autoptr (GError) broken = nullptr;

  folder.Write ("broken.portal", "[Portal]\nName=Broken\n[Signs]\nwiat=x\n");

  EXPECT_EQ (enroll_portal_load ("none", folders, nullptr, &missing), nullptr);
  EXPECT_TRUE (g_error_matches (missing, ENROLL_ERROR, ENROLL_ERROR_SETTINGS));
  EXPECT_EQ (enroll_portal_load ("../etc/one", folders, nullptr, &outside), nullptr);
  EXPECT_TRUE (g_error_matches (outside, ENROLL_ERROR, ENROLL_ERROR_SETTINGS));
  EXPECT_EQ (enroll_portal_load ("broken", folders, nullptr, &broken), nullptr);
  EXPECT_NE (strstr (broken->message, "broken.portal"), nullptr) << broken->message;
}

} // namespace
