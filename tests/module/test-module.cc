/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The module as a file: what it shows to Evolution, and what it needs that Evolution has not
 * loaded anyway. */

#include <cstdio>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "glib-test.h"

namespace
{

using Names = std::set<std::string>;

class ModuleTest : public GlibTest
{
protected:
  static std::string
  Path (const char *variable)
  {
    const char *path = g_getenv (variable);

    return path != nullptr ? path : "";
  }
};

/* What a program prints, line by line; a file that it has no words for is no failure. */
std::vector<std::string>
Lines (const std::vector<std::string> &arguments)
{
  std::vector<char *> argv;
  g_autofree char *output = nullptr;
  g_autoptr (GError) error = nullptr;
  std::vector<std::string> lines;

  for (const auto &argument : arguments)
    argv.push_back (const_cast<char *> (argument.c_str ()));
  argv.push_back (nullptr);
  if (!g_spawn_sync (nullptr,
                     argv.data (),
                     nullptr,
                     GSpawnFlags (G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL),
                     nullptr,
                     nullptr,
                     &output,
                     nullptr,
                     nullptr,
                     &error))
    {
      ADD_FAILURE () << error->message;
      return lines;
    }

  std::istringstream text (output);
  for (std::string line; std::getline (text, line);)
    lines.push_back (line);
  return lines;
}

/* “0000000000001234 T name@@VERSION” */
Names
DefinedSymbols (const std::string &path)
{
  Names symbols;

  for (const auto &line : Lines ({ "nm", "-D", "--defined-only", path }))
    symbols.insert (line.substr (line.rfind (' ') + 1));
  return symbols;
}

/* “  NEEDED               libname.so.1” */
Names
NeededLibraries (const std::string &path)
{
  Names libraries;

  for (const auto &line : Lines ({ "objdump", "-p", path }))
    {
      if (line.find (" NEEDED ") != std::string::npos)
        libraries.insert (line.substr (line.rfind (' ') + 1));
    }
  return libraries;
}

/* “	libname.so.1 => /path/libname.so.1 (0x1234)” */
void
AddLoadedLibraries (const std::string &path, Names *libraries)
{
  for (const auto &line : Lines ({ "ldd", path }))
    {
      std::istringstream words (line);
      std::string name;

      if (words >> name)
        libraries->insert (name);
    }
}

Names
LibrariesOfEvolution (const std::string &program, const std::string &modules)
{
  g_autoptr (GDir) folder = g_dir_open (modules.c_str (), 0, nullptr);
  Names libraries;
  const char *name;

  AddLoadedLibraries (program, &libraries);
  while (folder != nullptr && (name = g_dir_read_name (folder)) != nullptr)
    {
      if (g_str_has_suffix (name, ".so") &&
          std::string (name).find ("smime-enrollment") == std::string::npos)
        AddLoadedLibraries (modules + "/" + name, &libraries);
    }
  return libraries;
}

TEST_F (ModuleTest, ShowsItsTwoFunctionsAndNothingElse)
{
  EXPECT_EQ (DefinedSymbols (Path ("ENROLL_MODULE")),
             (Names{ "e_module_load", "e_module_unload" }));
}

TEST_F (ModuleTest, NeedsOnlyWhatEvolutionLoadsAnyway)
{
  Names evolution =
      LibrariesOfEvolution (Path ("ENROLL_EVOLUTION"), Path ("ENROLL_EVOLUTION_MODULES"));
  Names needed = NeededLibraries (Path ("ENROLL_MODULE"));

  ASSERT_FALSE (evolution.empty ());
  ASSERT_FALSE (needed.empty ());
  for (const auto &library : needed)
    {
      printf ("%s\n", library.c_str ());
      EXPECT_TRUE (evolution.count (library) == 1) << library;
    }
}

}
