/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* evolution-smime-enrollment-check as an administrator runs it: with overrides, with dconf and its
 * locks, and against a portal. */

#include "check-test.h"
#include "portal.h"
#include "scripted-server.h"

namespace
{

TEST_F (CheckTest, TellsWhoSetEachValueAndWhatIsLocked)
{
  Override ("organization-name", "'Example University'");
  Override ("account", "'From the override'");
  System ("account", "'Example University'");
  System ("show-banner", "false");
  System ("sign-by-default", "true");
  System ("portal", "'sectigo'");
  User ("show-banner", "true");
  User ("sign-by-default", "false");
  User ("encrypt-by-default", "true");
  Lock ("show-banner");
  Lock ("key-type");
  Compile ();

  EXPECT_EQ (RunJson (), 0) << output;
  EXPECT_EQ (Describe ("organization-name"), "'Example University' from override");
  EXPECT_NE (strstr (json_object_get_string_member (Key ("organization-name"), "file"),
                     "/90_test.gschema.override"),
             nullptr);
  EXPECT_EQ (Describe ("account"), "'Example University' from system");
  EXPECT_EQ (Describe ("show-banner"), "false from system locked") << "the user’s word is void";
  EXPECT_EQ (Describe ("key-type"), "'rsa-3072' from default locked");
  EXPECT_EQ (Describe ("sign-by-default"), "false from user");
  EXPECT_EQ (Describe ("encrypt-by-default"), "true from user");
  EXPECT_EQ (Describe ("portal"), "'sectigo' from system") << "though it is the default’s value";
  EXPECT_EQ (Describe ("intercept-links"), "true from default");
}

TEST_F (CheckTest, NamesThePortalFile)
{
  g_autofree char *file = nullptr;
  JsonObject *portal;

  Compile ();
  EXPECT_EQ (RunJson (), 0) << output;
  portal = json_object_get_object_member (Root (), "portal");
  file = g_strdup (json_object_get_string_member (portal, "file"));
  EXPECT_TRUE (g_str_has_suffix (file, "/sectigo.portal")) << file;
  EXPECT_STREQ (json_object_get_string_member (portal, "name"), "Sectigo Certificate Manager");
  EXPECT_TRUE (json_object_get_boolean_member (Root (), "ok"));
}

TEST_F (CheckTest, NeverPrintsTheAccessCode)
{
  System ("access-code", "'golden-bears'");
  Compile ();

  EXPECT_EQ (RunJson (), 0);
  EXPECT_FALSE (Says ("golden-bears"));
  EXPECT_TRUE (json_object_get_boolean_member (Key ("access-code"), "is-set"));
  EXPECT_TRUE (json_object_get_null_member (Key ("access-code"), "value"));
  EXPECT_EQ (Run ({}), 0);
  EXPECT_FALSE (Says ("golden-bears"));
  EXPECT_TRUE (Says ("(set, not shown)"));
}

TEST_F (CheckTest, FindsAnOverrideThatNobodyCompiled)
{
  Compile ();
  folder.Write ("schemas/91_late.gschema.override",
                std::string ("[") + kSchema + "]\naccount='Example University'\n");

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("91_late.gschema.override has no effect yet: run glib-compile-schemas"))
      << output;
}

TEST_F (CheckTest, TellsThatTheSchemaIsMissing)
{
  Compile ();
  RunTool ({ "rm", folder.File ("schemas/gschemas.compiled") });

  EXPECT_EQ (RunJson (), 1);
  EXPECT_TRUE (Says ("is not installed")) << output;
}

TEST_F (CheckTest, OpensNoLinkThatItIsGiven)
{
  Compile ();

  EXPECT_EQ (Run ({ "https://cert-manager.com/customer/x/smime/y?token=t0ken" }), 1);
  EXPECT_TRUE (Says ("opens the endpoint of the settings and nothing else")) << output;
}

TEST_F (CheckTest, NamesFileLineAndReasonOfAMistakeInThePortalFile)
{
  g_mkdir_with_parents (folder.File ("data/evolution-smime-enrollment/portals").c_str (), 0700);
  folder.Write ("data/evolution-smime-enrollment/portals/campus.portal",
                "[Portal]\nName=Campus\nHosts=https://campus.example;\n");
  System ("portal", "'campus'");
  Compile ();

  EXPECT_EQ (RunJson (), 1);
  EXPECT_TRUE (Says ("campus.portal, line 3: “https://campus.example” is not a host")) << output;
}

struct WrongCase
{
  const char *name;
  const char *key;
  const char *value;
  const char *expected;
};

class WrongTest : public CheckTest, public ::testing::WithParamInterface<WrongCase>
{
};

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, WrongTest,
    ::testing::Values (
        WrongCase{ "EndpointHost", "endpoint", "'https://evil.example/customer/x/smime/y'", "evil.example is not an allowed host" },
        WrongCase{ "EndpointHttp", "endpoint", "'http://cert-manager.com/customer/x/smime/y'", "is not a plain https link" },
        WrongCase{ "EndpointToken", "endpoint", "'https://cert-manager.com/customer/x/smime/y/invite?token=t0ken'", "looks like the invitation of one person" },
        WrongCase{ "EndpointLongPath", "endpoint", "'https://cert-manager.com/customer/x/smime/0123456789abcdef0123456789'", "looks like the invitation of one person" },
        WrongCase{ "EndpointAddress", "endpoint", "'https://cert-manager.com/customer/x/smime?a=alice%40example.edu'", "looks like the invitation of one person" },
        WrongCase{ "Portal", "portal", "'nowhere'", "there is no portal file “nowhere.portal”" },
        WrongCase{ "PortalPath", "portal", "'../etc/passwd'", "there is no portal file" },
        WrongCase{ "AllowedHosts", "allowed-hosts", "['https://a.example']", "allowed-hosts: “https://a.example”" },
        WrongCase{ "TlsCaFile", "tls-ca-file", "'/nowhere/ca.pem'", "tls-ca-file cannot be read" },
        WrongCase{ "Domain", "allowed-domains", "['@example.edu']", "“@example.edu” is not “example.edu”" },
        WrongCase{ "DomainStar", "allowed-domains", "['*.edu*']", "“*.edu*” is not “example.edu”" },
        WrongCase{ "Terms", "agreed-terms", "['yes']", "“yes” is neither an https address" },
        WrongCase{ "StatusPage", "status-page", "'status.example.edu'", "this is not an https address" },
        WrongCase{ "SupportWeb", "support-web", "'http://help.example.edu'", "this is not an https address" },
        WrongCase{ "SupportMail", "support-mail", "'help desk'", "this is not a mail address" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (WrongTest, IsToldAndEndsWithOne)
{
  System (GetParam ().key, GetParam ().value);
  Compile ();

  EXPECT_EQ (RunJson ({ "--offline" }), 1);
  EXPECT_FALSE (json_object_get_boolean_member (Root (), "ok"));
  EXPECT_EQ (Run ({ "--offline" }), 1);
  EXPECT_TRUE (Says (std::string ("WRONG: "))) << output;
  EXPECT_TRUE (Says (GetParam ().expected)) << output;
  EXPECT_FALSE (Says ("t0ken")) << "a link that may be a secret is not printed";
}

TEST_F (CheckTest, TellsThatAnAddressIsRefused)
{
  System ("allowed-domains", "['example.edu']");
  Compile ();

  EXPECT_EQ (Run ({ "--offline", "--address", "alice@example.edu" }), 0) << output;
  EXPECT_EQ (Run ({ "--offline", "--address", "alice@example.org" }), 1);
  EXPECT_TRUE (Says ("alice@example.org is refused")) << output;
}

/* The examples that are installed for administrators, as the guide says to use them. */
class ExampleTest : public CheckTest
{
protected:
  void
  UseOverride (const char *name)
  {
    RunTool ({ "cp", e2e::Environment ("ENROLL_EXAMPLES") + "/" + name, folder.File ("schemas") });
    RunTool ({ "glib-compile-schemas", "--strict", folder.File ("schemas") });
  }
};

TEST_F (ExampleTest, ForInCommonIsGoodAsItIs)
{
  Compile ();
  UseOverride ("90_incommon.gschema.override");

  EXPECT_EQ (RunJson ({ "--offline" }), 0) << output;
  EXPECT_EQ (Describe ("organization-name"), "'Example University' from override");
  EXPECT_EQ (Describe ("key-type"), "'rsa-3072' from override");
}

TEST_F (ExampleTest, WithDconfIsLocked)
{
  RunTool ({ "cp",
             e2e::Environment ("ENROLL_EXAMPLES") + "/dconf-values",
             folder.File ("system/example") });
  RunTool ({ "cp",
             e2e::Environment ("ENROLL_EXAMPLES") + "/dconf-locks",
             folder.File ("system/locks/example") });
  User ("endpoint", "'https://evil.example/customer/x/smime/y'");
  User ("allowed-hosts", "['evil.example']");
  Compile ();

  EXPECT_EQ (RunJson ({ "--offline" }), 0) << output;
  EXPECT_EQ (Describe ("endpoint"),
             "'https://cert-manager.com/customer/InCommon/smime/example' from system locked");
  EXPECT_EQ (Describe ("allowed-hosts"), "[] from system locked");
  EXPECT_EQ (Describe ("authserv-id"), "'' from default locked");
  EXPECT_FALSE (Says ("evil.example"));
}

TEST_F (ExampleTest, ForAPrivateAuthorityLacksOnlyItsAuthority)
{
  const std::string portals = folder.File ("data/evolution-smime-enrollment/portals");

  Compile ();
  UseOverride ("90_private-authority.gschema.override");
  g_mkdir_with_parents (portals.c_str (), 0700);
  RunTool ({ "cp", e2e::Environment ("ENROLL_EXAMPLES") + "/private-authority.portal", portals });

  EXPECT_EQ (RunJson ({ "--offline" }), 1);
  EXPECT_EQ (json_object_get_int_member (Root (), "problems"), 1) << output;
  EXPECT_TRUE (Says ("tls-ca-file cannot be read")) << output;
  EXPECT_TRUE (Says ("Example Certificate Service")) << output;
}

/* The test portal, whose endpoint begins with a login. */
TEST_F (CheckTest, SaysWhatTheAssistantShowsAndSendsNothingElse)
{
  e2e::Portal site (folder.File ("maildir"));

  site.Knob ("way", "secret-id");
  ASSERT_TRUE (site.Start ());
  Name (site.Endpoint (), site.Host (), site.TlsCaFile ());
  Compile ();

  EXPECT_EQ (RunJson ({ "--address", "alice@example.edu" }), 0) << output;
  EXPECT_STREQ (json_object_get_string_member (Assistant (), "form"), "login");
  EXPECT_STREQ (json_object_get_string_member (Assistant (), "host"), site.Host ().c_str ());
  EXPECT_TRUE (Says ("\"value\" : \"alice@example.edu\"")) << "the address is not asked for";
  EXPECT_EQ (json_array_get_length (json_object_get_array_member (Assistant (), "questions")), 1u);
  EXPECT_EQ (site.Requests ().find ("POST"), std::string::npos) << site.Requests ();
  EXPECT_EQ (site.WrongDoings (), "");

  EXPECT_EQ (Run ({}), 0);
  EXPECT_TRUE (Says ("kind “login”")) << output;
  EXPECT_TRUE (Says ("All is well.")) << output;
}

TEST_F (CheckTest, TellsThatTheServiceIsDown)
{
  e2e::Portal site (folder.File ("maildir"));

  site.Knob ("unavailable", "yes");
  ASSERT_TRUE (site.Start ());
  Name (site.Endpoint (), site.Host (), site.TlsCaFile ());
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("The service is not available now.")) << output;
}

TEST_F (CheckTest, TellsThatTheConnectionIsNotTrusted)
{
  e2e::Portal site (folder.File ("maildir"));

  ASSERT_TRUE (site.Start ());
  Name (site.Endpoint (), site.Host (), site.TlsCaFile ());
  system.erase (system.find ("tls-ca-file"));
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("not secure")) << output;
}

TEST_F (CheckTest, NamesTermsThatStandInAFile)
{
  const std::string option = "--terms=" + folder.File ("terms");

  folder.Write ("terms", "One  two\nthree\n");
  EXPECT_EQ (Run ({ option }), 0) << output;
  /* printf 'One two three' | sha256sum */
  EXPECT_EQ (output,
             "agreed-terms=['sha256:"
             "c2fb532c2ff8d20685c68c3309bff0c158308a1d014a6308b6da945c1f841731']\n");

  for (const char *nothing : { " \n", "\xff\xfe" })
    {
      folder.Write ("terms", nothing);
      EXPECT_EQ (Run ({ option }), 1);
      EXPECT_TRUE (Says ("has no text in UTF-8")) << output;
    }
  EXPECT_EQ (Run ({ "--terms=/nonexistent" }), 1);
}

}
