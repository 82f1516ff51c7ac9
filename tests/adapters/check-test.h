/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "glib-test.h"
#include "tool.h"
#include "wait.h"

constexpr char kSchema[] = "org.gnome.evolution.plugin.smime-enrollment";
constexpr char kPortals[] = "share/evolution-smime-enrollment/portals";
constexpr char kPath[] = "org/gnome/evolution/plugin/smime-enrollment";

/* evolution-smime-enrollment-check on a computer of its own: with overrides, and with dconf and its
 * locks. */
class CheckTest : public GlibTest
{
protected:
  CheckTest ()
  {
    for (const char *name : { "schemas", "system/locks", "user", "config/dconf", "data", kPortals })
      g_mkdir_with_parents (folder.File (name).c_str (), 0700);
    folder.Write ("profile", "user-db:user\nfile-db:" + folder.File ("database") + "\n");
    RunTool ({ "cp", e2e::Environment ("ENROLL_SCHEMA_FILE"), folder.File ("schemas") });
    RunTool ({ "cp", e2e::Environment ("ENROLL_PORTAL_FILE"), folder.File (kPortals) });
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
    std::vector<std::string> arguments = { e2e::Environment ("ENROLL_CHECK_PROGRAM") };
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
