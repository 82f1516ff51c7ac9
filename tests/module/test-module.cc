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

void
AddLibrariesOfModules (const std::string &modules, Names *libraries)
{
  g_autoptr (GDir) folder = g_dir_open (modules.c_str (), 0, nullptr);
  const char *name;

  while (folder != nullptr && (name = g_dir_read_name (folder)) != nullptr)
    {
      if (g_str_has_suffix (name, ".so") &&
          std::string (name).find ("smime-enrollment") == std::string::npos)
        AddLoadedLibraries (modules + "/" + name, libraries);
    }
}

TEST_F (ModuleTest, ShowsItsTwoFunctionsAndNothingElse)
{
  EXPECT_EQ (DefinedSymbols (Path ("ENROLL_MODULE")),
             (Names{ "e_module_load", "e_module_unload" }));
}

TEST_F (ModuleTest, NeedsOnlyWhatEvolutionLoadsAnyway)
{
  Names evolution;
  Names needed = NeededLibraries (Path ("ENROLL_MODULE"));

  AddLoadedLibraries (Path ("ENROLL_EVOLUTION"), &evolution);
  AddLibrariesOfModules (Path ("ENROLL_EVOLUTION_MODULES"), &evolution);
  /* GIO brings its own for TLS. */
  AddLibrariesOfModules (Path ("ENROLL_GIO_MODULES"), &evolution);
  ASSERT_FALSE (evolution.empty ());
  ASSERT_FALSE (needed.empty ());
  for (const auto &library : needed)
    {
      /* What a sanitizer adds is not for users. */
      if (library.find ("san.so") != std::string::npos)
        continue;
      printf ("%s\n", library.c_str ());
      EXPECT_TRUE (evolution.count (library) == 1) << library;
    }
}

}
