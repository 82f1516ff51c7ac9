/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* evolution-smime-enrollment-check as an administrator runs it: with overrides, with dconf and its
 * locks, and against a portal. */

#include <algorithm>
#include <json-glib/json-glib.h>

#include "glib-test.h"
#include "portal.h"
#include "scripted-server.h"
#include "tool.h"

namespace
{

constexpr char kSchema[] = "org.gnome.evolution.plugin.smime-enrollment";
constexpr char kPortals[] = "share/evolution-smime-enrollment/portals";
constexpr char kPath[] = "org/gnome/evolution/plugin/smime-enrollment";

std::string
Variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != nullptr ? value : "";
}

class CheckTest : public GlibTest
{
protected:
  CheckTest ()
  {
    for (const char *name : { "schemas", "system/locks", "user", "config/dconf", "data", kPortals })
      g_mkdir_with_parents (folder.File (name).c_str (), 0700);
    folder.Write ("profile", "user-db:user\nfile-db:" + folder.File ("database") + "\n");
    RunTool ({ "cp", Variable ("ENROLL_SCHEMA_FILE"), folder.File ("schemas") });
    RunTool ({ "cp", Variable ("ENROLL_PORTAL_FILE"), folder.File (kPortals) });
  }

  void
  TearDown () override
  {
    g_clear_object (&parser);
    GlibTest::TearDown ();
  }

  void
  System (const std::string &key, const std::string &value)
  {
    system += key + "=" + value + "\n";
  }

  void
  User (const std::string &key, const std::string &value)
  {
    user += key + "=" + value + "\n";
  }

  void
  Lock (const std::string &key)
  {
    locks += std::string ("/") + kPath + "/" + key + "\n";
  }

  void
  Override (const std::string &key, const std::string &value)
  {
    override_text += key + "=" + value + "\n";
  }

  /* What an administrator does after writing the files. */
  void
  Compile ()
  {
    const std::string group = std::string ("[") + kPath + "]\n";

    folder.Write ("system/values", group + system);
    folder.Write ("system/locks/values", locks);
    folder.Write ("user/values", group + user);
    RunTool ({ "dconf", "compile", folder.File ("database"), folder.File ("system") });
    RunTool ({ "dconf", "compile", folder.File ("config/dconf/user"), folder.File ("user") });
    if (!override_text.empty ())
      folder.Write ("schemas/90_test.gschema.override",
                    std::string ("[") + kSchema + "]\n" + override_text);
    RunTool ({ "glib-compile-schemas", "--strict", folder.File ("schemas") });
  }

  /* Runs the program while the main loop serves whoever it asks; its exit status. */
  int
  Run (const std::vector<std::string> &options)
  {
    g_autoptr (GSubprocessLauncher) launcher =
        g_subprocess_launcher_new (static_cast<GSubprocessFlags> (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                  G_SUBPROCESS_FLAGS_STDERR_MERGE));
    std::vector<std::string> arguments = { Variable ("ENROLL_CHECK_PROGRAM") };
    std::vector<const char *> argv;
    g_autoptr (GSubprocess) process = nullptr;
    g_autofree char *text = nullptr;
    AsyncResult result;

    arguments.insert (arguments.end (), options.begin (), options.end ());
    for (const auto &argument : arguments)
      argv.push_back (argument.c_str ());
    argv.push_back (nullptr);
    for (const auto &[name, value] : std::vector<std::pair<std::string, std::string>>{
             { "GSETTINGS_BACKEND", "dconf" },
             { "GSETTINGS_SCHEMA_DIR", folder.File ("schemas") },
             { "DCONF_PROFILE", folder.File ("profile") },
             { "XDG_CONFIG_HOME", folder.File ("config") },
             { "XDG_DATA_HOME", folder.File ("data") },
             { "XDG_DATA_DIRS", folder.File ("share") + ":/usr/share" } })
      g_subprocess_launcher_setenv (launcher, name.c_str (), value.c_str (), TRUE);

    process = g_subprocess_launcher_spawnv (launcher, argv.data (), nullptr);
    EXPECT_NE (process, nullptr);
    g_subprocess_communicate_utf8_async (process, nullptr, nullptr, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    g_subprocess_communicate_utf8_finish (process, result.Get (), &text, nullptr, nullptr);
    output = text != nullptr ? text : "";
    return g_subprocess_get_exit_status (process);
  }

  int
  RunJson (std::vector<std::string> options = {})
  {
    g_autoptr (GError) error = nullptr;
    int status;

    options.push_back ("--json");
    status = Run (options);
    g_clear_object (&parser);
    parser = json_parser_new ();
    EXPECT_TRUE (json_parser_load_from_data (parser, output.c_str (), -1, &error)) << output;
    return status;
  }

  JsonObject *
  Root ()
  {
    return json_node_get_object (json_parser_get_root (parser));
  }

  JsonObject *
  Assistant ()
  {
    return json_object_get_object_member (Root (), "assistant");
  }

  JsonObject *
  Key (const std::string &name)
  {
    JsonArray *keys = json_object_get_array_member (Root (), "settings");

    for (guint i = 0; i < json_array_get_length (keys); i++)
      {
        JsonObject *key = json_array_get_object_element (keys, i);

        if (name == json_object_get_string_member (key, "key"))
          return key;
      }
    ADD_FAILURE () << name;
    return nullptr;
  }

  /* “value from origin”, with “locked”. */
  std::string
  Describe (const std::string &name)
  {
    JsonObject *key = Key (name);

    return std::string (json_object_get_string_member (key, "value")) + " from " +
           json_object_get_string_member (key, "origin") +
           (json_object_get_boolean_member (key, "locked") ? " locked" : "");
  }

  /* Of what nobody reads there is nothing but the ends of lines. */
  void
  ExpectHarmless ()
  {
    for (const char *p = output.c_str (); *p != '\0'; p = g_utf8_next_char (p))
      {
        GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

        EXPECT_TRUE (*p == '\n' || (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT))
            << "character " << g_utf8_get_char (p) << " in " << output;
      }
  }

  bool
  Says (const std::string &text)
  {
    return output.find (text) != std::string::npos;
  }

  /* Names the portal of a test. */
  void
  Name (const std::string &endpoint, const std::string &host, const std::string &authority)
  {
    System ("endpoint", "'" + endpoint + "'");
    System ("allowed-hosts", "['" + host + "']");
    System ("tls-ca-file", "'" + authority + "'");
  }

  ToolFolder folder;
  std::string system;
  std::string user;
  std::string locks;
  std::string override_text;
  std::string output;
  JsonParser *parser = nullptr;
};

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
    RunTool ({ "cp", Variable ("ENROLL_EXAMPLES") + "/" + name, folder.File ("schemas") });
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
  RunTool (
      { "cp", Variable ("ENROLL_EXAMPLES") + "/dconf-values", folder.File ("system/example") });
  RunTool ({ "cp",
             Variable ("ENROLL_EXAMPLES") + "/dconf-locks",
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
  RunTool ({ "cp", Variable ("ENROLL_EXAMPLES") + "/private-authority.portal", portals });

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

/* An enrollment form that is open to everybody. */
class OpenFormTest : public CheckTest
{
protected:
  void
  Open (const std::string &fields)
  {
    server.Reply ("/customer/x/smime/y",
                  200,
                  "<html><body><h1>Client Certificate Enrollment</h1><form method='post'>" +
                      fields +
                      "<label>Certificate Profile <select name='a'><option>Staff</option>"
                      "<option>Student</option></select></label>"
                      "<label>Email <input name='b'></label>"
                      "<label>First Name <input name='c'></label>"
                      "<label><input type='checkbox' name='d'> I have read and agree to the terms "
                      "of the <a href='https://ca.example/eula'>EULA</a></label>"
                      "<button>Submit</button></form></body></html>");
    Name (server.Uri ("/customer/x/smime/y"), server.Host (), authority.RootFile ());
  }

  Authority authority{ "Check" };
  std::unique_ptr<GTlsCertificate, decltype (&g_object_unref)> certificate{ authority.MakeServer (
                                                                                "localhost"),
                                                                            g_object_unref };
  ScriptedServer server{ certificate.get () };
};

TEST_F (OpenFormTest, IsPlannedButNotSent)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("certificate-profile", "'Student'");
  System ("server-made-keys", "false");
  Compile ();

  EXPECT_EQ (RunJson (), 0) << output;
  EXPECT_STREQ (json_object_get_string_member (Assistant (), "form"), "request");
  EXPECT_TRUE (Says ("\"value\" : \"Student\"")) << output;
  EXPECT_TRUE (Says ("agreed-terms=['https://ca.example/eula']")) << output;
  EXPECT_EQ (server.Requests ().size (), 1u);
  EXPECT_EQ (server.Requests ()[0].method, "GET");
}

TEST_F (OpenFormTest, ShowsTermsThatWereAgreedTo)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("agreed-terms", "['https://ca.example/eula']");
  Compile ();

  EXPECT_EQ (Run ({}), 0) << output;
  EXPECT_TRUE (Says ("(agreed by the organization)")) << output;
  EXPECT_FALSE (Says ("agreed-terms=[")) << output;
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

TEST_F (OpenFormTest, ThatLacksTheProfileIsAProblem)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("certificate-profile", "'Faculty'");
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("the form does not offer “Faculty”; it offers “Staff”, “Student”")) << output;
}

/* What a terminal obeys: C0 and C1 controls, and marks that change the direction. */
TEST_F (OpenFormTest, SaysNothingToTheTerminal)
{
  const std::string evil = "\x1b]0;owned\x07\xc2\x9b"
                           "2J\xe2\x80\xae\x7f";

  Open ("<label>CSR <textarea name='e'></textarea></label><label>Shoe" + evil +
        " size <input name='s' required></label>"
        "<label>Certificate Term <select name='t'><option label='1" +
        evil + " \r\n year' selected></option></select></label>");
  System ("certificate-profile", "'Faculty'");
  System ("certificate-term", "'2 years'");
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("“1\xef\xbf\xbd]0;owned")) << output;
  EXPECT_TRUE (Says (" year”")) << output;
  ExpectHarmless ();
  EXPECT_EQ (RunJson (), 1);
  ExpectHarmless ();
  EXPECT_TRUE (Says ("\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u007f")) << output;
}

TEST_F (OpenFormTest, WhoseKeyIsMadeByTheServiceIsAProblemIfThatIsNotAllowed)
{
  Open ("");
  Compile ();
  EXPECT_EQ (Run ({}), 0) << output;

  System ("server-made-keys", "false");
  Compile ();
  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("wants to make the key itself")) << output;
}

TEST_F (OpenFormTest, ThatIsAPageOfScriptIsLeftToTheAssistant)
{
  server.Reply ("/customer/x/smime/y",
                200,
                "<html><body><div id='app'></div><script src='/app.js'></script></body></html>");
  Name (server.Uri ("/customer/x/smime/y"), server.Host (), authority.RootFile ());
  Compile ();

  EXPECT_EQ (Run ({}), 0) << output;
  EXPECT_TRUE (Says ("the assistant shows it live")) << output;
  EXPECT_EQ (server.Requests ().size (), 1u);
}

}
