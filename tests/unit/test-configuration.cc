/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What the administrator's settings and folders become. */

#include <algorithm>

#include "enroll-configuration.h"
#include "enroll-error.h"
#include "glib-test.h"

namespace
{

class ConfigurationTest : public GlibTest
{
protected:
  ConfigurationTest ()
  {
    Watch (configuration);
  }

  void
  TearDown () override
  {
    ResetAll ();
    g_clear_object (&configuration);
    GlibTest::TearDown ();
  }

  void
  ResetAll ()
  {
    g_autoptr (GSettingsSchema) schema = nullptr;
    g_auto (GStrv) keys = nullptr;

    g_object_get (gsettings, "settings-schema", &schema, nullptr);
    keys = g_settings_schema_list_keys (schema);
    for (guint i = 0; keys[i] != nullptr; i++)
      g_settings_reset (gsettings, keys[i]);
  }

  bool
  Set (const char *key, const char *value)
  {
    g_autoptr (GVariant) variant = g_variant_parse (nullptr, value, nullptr, nullptr, nullptr);

    return variant != nullptr && g_settings_set_value (gsettings, key, variant);
  }

  std::string
  Portal (const char *name)
  {
    g_autoptr (GError) error = nullptr;
    EnrollPortal *portal;

    Set ("portal", name);
    portal = enroll_configuration_get_portal (configuration, &error);
    return portal != nullptr ? enroll_portal_get_name (portal) : error->message;
  }

  EnrollConfiguration *configuration = enroll_configuration_new (nullptr);
  GSettings *gsettings = enroll_configuration_get_gsettings (configuration);
};

std::string
Join (char **list)
{
  return Take (g_strjoinv (",", list));
}

std::string
Text (const char *text)
{
  return text != nullptr ? text : "(null)";
}

struct KeyCase
{
  const char *key;
  const char *value;
  std::string (*read) (EnrollSettings *settings);
  const char *expected_default;
  const char *expected;
};

class KeyTest : public ConfigurationTest, public ::testing::WithParamInterface<KeyCase>
{
};

/* clang-format off */
#define TEXT(member) [] (EnrollSettings *s) { return Text (s->member); }
#define LIST(member) [] (EnrollSettings *s) { return Join (s->member); }
#define NUMBER(member) [] (EnrollSettings *s) { return std::to_string (s->member); }

const KeyCase kKeys[] = {
  { "endpoint", "' https://cert-manager.com/customer/x/smime/y '", TEXT (endpoint), "(null)", "https://cert-manager.com/customer/x/smime/y" },
  { "portal", "'other'", TEXT (portal), "sectigo", "other" },
  { "account", "'Example University'", TEXT (account), "(null)", "Example University" },
  { "access-code", "'4711'", [] (EnrollSettings *s) { return Text (s->access_code != nullptr ? enroll_secret_peek (s->access_code) : nullptr); }, "(null)", "4711" },
  { "allowed-hosts", "['a.example', ' ', 'b.example:8443']", LIST (allowed_hosts), "", "a.example,b.example:8443" },
  { "tls-ca-file", "'/etc/ca.pem'", TEXT (tls_ca_file), "(null)", "/etc/ca.pem" },
  { "certificate-profile", "'Personal'", TEXT (certificate_profile), "(null)", "Personal" },
  { "certificate-term", "'1 year'", TEXT (certificate_term), "(null)", "1 year" },
  { "key-type", "'rsa-4096'", NUMBER (key_bits), "3072", "4096" },
  { "sign-by-default", "false", NUMBER (sign_by_default), "1", "0" },
  { "encrypt-by-default", "true", NUMBER (encrypt_by_default), "0", "1" },
  { "authserv-id", "'mx.example.edu'", TEXT (authserv_id), "(null)", "mx.example.edu" },
  { "organization-name", "'Example University'", TEXT (organization), "(null)", "Example University" },
  { "allowed-domains", "['example.edu', ' *.example.edu ']", LIST (allowed_domains), "", "example.edu,*.example.edu" },
  { "server-made-keys", "false", NUMBER (server_made_keys), "1", "0" },
  { "agreed-terms", "['https://sectigo.com/eula']", LIST (agreed_terms), "", "https://sectigo.com/eula" },
  { "support-contact", "'Room 12'", TEXT (support_contact), "(null)", "Room 12" },
  { "support-name", "'IT Help Desk'", TEXT (support_name), "(null)", "IT Help Desk" },
  { "support-mail", "'help@example.edu'", TEXT (support_mail), "(null)", "help@example.edu" },
  { "support-web", "'https://help.example.edu/'", TEXT (support_web), "(null)", "https://help.example.edu/" },
  { "status-page", "'https://status.example.edu/'", TEXT (status_page), "(null)", "https://status.example.edu/" },
};
/* clang-format on */

INSTANTIATE_TEST_SUITE_P (Every, KeyTest, ::testing::ValuesIn (kKeys), [] (const auto &info) {
  std::string name = info.param.key;

  std::replace (name.begin (), name.end (), '-', '_');
  return name;
});

TEST_P (KeyTest, IsReadAndReadAgainAfterAChange)
{
  const KeyCase &key = GetParam ();

  EXPECT_EQ (key.read (enroll_configuration_get_settings (configuration)), key.expected_default);
  ASSERT_TRUE (Set (key.key, key.value));
  EXPECT_EQ (key.read (enroll_configuration_get_settings (configuration)), key.expected);
}

TEST_F (ConfigurationTest, KnowsEveryKeyOfTheSchema)
{
  const char *const switches[] = { "enabled", "show-banner", "intercept-links" };
  g_autoptr (GSettingsSchema) schema = nullptr;
  g_auto (GStrv) keys = nullptr;

  g_object_get (gsettings, "settings-schema", &schema, nullptr);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != nullptr; i++)
    {
      auto is_it = [&] (const auto &key) { return std::string (keys[i]) == key; };

      EXPECT_TRUE (std::any_of (std::begin (kKeys),
                                std::end (kKeys),
                                [&] (const KeyCase &key) { return is_it (key.key); }) ||
                   std::any_of (std::begin (switches), std::end (switches), is_it))
          << keys[i];
    }
}

TEST_F (ConfigurationTest, OffMeansThatNothingIsOffered)
{
  EXPECT_TRUE (enroll_configuration_is_enabled (configuration));
  EXPECT_TRUE (enroll_configuration_shows_banner (configuration));
  EXPECT_TRUE (enroll_configuration_intercepts_links (configuration));

  Set ("show-banner", "false");
  EXPECT_FALSE (enroll_configuration_shows_banner (configuration));
  EXPECT_TRUE (enroll_configuration_intercepts_links (configuration));
  Set ("intercept-links", "false");
  EXPECT_FALSE (enroll_configuration_intercepts_links (configuration));
  EXPECT_TRUE (enroll_configuration_is_enabled (configuration));

  Set ("show-banner", "true");
  Set ("intercept-links", "true");
  Set ("enabled", "false");
  EXPECT_FALSE (enroll_configuration_is_enabled (configuration));
  EXPECT_FALSE (enroll_configuration_shows_banner (configuration));
  EXPECT_FALSE (enroll_configuration_intercepts_links (configuration));
}

TEST_F (ConfigurationTest, OpensNoPageThatIsNotHttps)
{
  for (const char *key : { "status-page", "support-web" })
    {
      for (const char *value : { "'http://example.edu/'", "'file:///etc/passwd'", "'https://'" })
        {
          ASSERT_TRUE (Set (key, value));
          EXPECT_EQ (enroll_configuration_get_settings (configuration)->status_page, nullptr);
          EXPECT_EQ (enroll_configuration_get_settings (configuration)->support_web, nullptr);
        }
    }
}

TEST_F (ConfigurationTest, TakesOnlyKeyTypesThatItKnows)
{
  GVariant *wrong = g_variant_ref_sink (g_variant_new_string ("dsa-512"));
  g_autoptr (GSettingsSchema) schema = nullptr;
  g_autoptr (GSettingsSchemaKey) key = nullptr;

  g_object_get (gsettings, "settings-schema", &schema, nullptr);
  key = g_settings_schema_get_key (schema, "key-type");
  EXPECT_FALSE (g_settings_schema_key_range_check (key, wrong));
  g_variant_unref (wrong);
}

/* Main folders of this test program, set by the build: a system's data folder and a user's. */
class PortalFileTest : public ConfigurationTest
{
protected:
  static void
  Write (const char *folder, const char *name, const std::string &text)
  {
    g_autofree char *directory =
        g_build_filename (folder, "evolution-smime-enrollment", "portals", nullptr);
    g_autofree char *path = g_build_filename (directory, name, nullptr);

    g_mkdir_with_parents (directory, 0700);
    ASSERT_TRUE (g_file_set_contents (path, text.c_str (), -1, nullptr));
  }

  static void
  WriteForSystem (const char *name, const std::string &text)
  {
    Write (g_get_system_data_dirs ()[0], name, text);
  }

  static void
  WriteForUser (const char *name, const std::string &text)
  {
    Write (g_get_user_data_dir (), name, text);
  }
};

TEST_F (PortalFileTest, OfTheUserIsFound)
{
  WriteForUser ("mine.portal", "[Portal]\nName=The user’s\n");

  EXPECT_EQ (Portal ("'mine'"), "The user’s");
}

TEST_F (PortalFileTest, OfTheUserDoesNotHideTheAdministrators)
{
  WriteForUser ("campus.portal", "[Portal]\nName=The user’s\n");
  WriteForSystem ("campus.portal", "[Portal]\nName=The administrator’s\n");

  EXPECT_EQ (Portal ("'campus'"), "The administrator’s");
}

TEST_F (PortalFileTest, IsLookedForInTheAdministratorsFolderFirstAndInTheUsersLast)
{
  g_auto (GStrv) directories = enroll_configuration_dup_portal_directories (configuration);
  std::vector<std::string> folders = Strings ((const char *const *)directories);

  ASSERT_GE (folders.size (), 4u);
  EXPECT_NE (folders.front ().find ("/etc/evolution-smime-enrollment/portals"), std::string::npos);
  EXPECT_EQ (folders.back (),
             std::string (g_get_user_data_dir ()) + "/evolution-smime-enrollment/portals");
}

TEST_F (PortalFileTest, ThatIsWrongIsToldOnceAndReadAgainAfterAChange)
{
  WriteForUser ("wrong.portal", "[Portal]\nName=Wrong\nHosts=https://example.edu/;\n");

  ExpectMessage (G_LOG_LEVEL_MESSAGE, "*wrong.portal*https://example.edu/*");
  EXPECT_NE (Portal ("'wrong'").find ("https://example.edu/"), std::string::npos);
  EXPECT_EQ (enroll_configuration_get_portal (configuration, nullptr), nullptr);

  WriteForUser ("wrong.portal", "[Portal]\nName=Right\nHosts=example.edu;\n");
  Set ("account", "'changed'");
  EXPECT_EQ (Portal ("'wrong'"), "Right");
}

TEST_F (PortalFileTest, GivesWayToTheSettingsStatusPage)
{
  WriteForUser ("page.portal", "[Portal]\nName=P\nStatusPage=https://old.example/\n");
  EXPECT_EQ (Portal ("'page'"), "P");
  EXPECT_STREQ (
      enroll_portal_get_status_page (enroll_configuration_get_portal (configuration, nullptr)),
      "https://old.example/");

  Set ("status-page", "'https://new.example/'");
  EXPECT_STREQ (
      enroll_portal_get_status_page (enroll_configuration_get_portal (configuration, nullptr)),
      "https://new.example/");
}

}
