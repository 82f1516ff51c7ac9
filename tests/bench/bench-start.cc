/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What the module costs while Evolution starts, by a real Evolution that ends as soon as it has nothing
 * left to do: see start-probe.c.
 *
 * Two starts without the module differ by more instructions than the module needs, so they are counted
 * where they belong: to opening the module, and to all that was called in it. */

#include "bench.h"
#include "profile.h"
#include "stage.h"
#include "wait.h"

#include <cstdio>
#include <cstdlib>
#include <set>
#include <unistd.h>

#include <glib.h>

namespace
{

constexpr const char *kModule = "module-smime-enrollment.so";
constexpr int kRounds = 4;
constexpr int kStartMs = 60000;
constexpr int kProfileMs = 280000;

class Start
{
public:
  Start ()
  {
    std::string modules = prefix + "/lib/evolution/modules";
    std::string link = modules + "/" + kModule;

    g_mkdir_with_parents (modules.c_str (), 0700);
    if (symlink (ENROLL_MODULE, link.c_str ()) != 0)
      abort ();
    stage.Setting ("org.gnome.desktop.interface", "toolkit-accessibility", "false");
    stage.Variable ("NO_AT_BRIDGE", "1");
    stage.Variable ("LD_PRELOAD", ENROLL_START_PROBE);
    stage.Variable ("GSETTINGS_SCHEMA_DIR", ENROLL_SCHEMAS);
  }

  bench::Memory
  Run (bool has_module, const std::vector<std::string> &program = {}, int timeout_ms = kStartMs)
  {
    std::string file = stage.Home () + "/smaps";

    stage.Variable ("EDS_EXTRA_PREFIXES", has_module ? prefix : "");
    stage.Variable ("ENROLL_PROBE_FILE", file);
    unlink (file.c_str ());
    bool has_ended = stage.RunToEnd (program, timeout_ms);
    bench::Memory memory = bench::ReadMemory (file);

    if (!has_ended || memory.dirty.empty ())
      {
        fprintf (stderr, "Evolution did not start:\n%s\n", stage.Log ().c_str ());
        exit (1);
      }
    return memory;
  }

  std::string
  File (const std::string &name) const
  {
    return stage.Home () + "/" + name;
  }

private:
  e2e::Stage stage{ e2e::StoreKind::Maildir };
  std::string prefix = stage.Home () + "/prefix";
};

std::string
BaseName (const std::string &path)
{
  return path.substr (path.rfind ('/') + 1);
}

double
Sum (const std::map<std::string, double> &parts)
{
  double sum = 0;

  for (const auto &[name, kib] : parts)
    sum += kib;
  return sum;
}

/* Libraries that only Evolution with the module has. */
std::set<std::string>
Compare (const bench::Memory &with, const bench::Memory &without)
{
  std::set<std::string> libraries;

  for (const auto &[path, kib] : with.clean)
    {
      if (path.find (".so") != std::string::npos && without.clean.count (path) == 0 &&
          BaseName (path) != kModule)
        libraries.insert (BaseName (path));
    }
  return libraries;
}

void
PrintLibraries (const std::set<std::string> &libraries)
{
  std::string names;

  for (const auto &name : libraries)
    names += (names.empty () ? "" : ", ") + name;
  bench::Print ("libraries that Evolution had not loaded without the module",
                double (libraries.size ()),
                "",
                0,
                names);
}

/* Which pages of a library are shared depends on who else runs: of clean ones only the module's count,
 * which are nobody else's. */
void
BenchMemory (Start &start)
{
  std::vector<double> dirty_with;
  std::vector<double> dirty_without;
  std::vector<double> clean;
  std::set<std::string> libraries;

  start.Run (false);
  for (int i = 0; i < kRounds; i++)
    {
      bench::Memory without = start.Run (false);
      bench::Memory with = start.Run (true);
      std::set<std::string> more = Compare (with, without);

      for (const auto &[path, kib] : with.clean)
        {
          if (BaseName (path) == kModule)
            clean.push_back (kib);
        }
      dirty_with.push_back (Sum (with.dirty));
      dirty_without.push_back (Sum (without.dirty));
      libraries.insert (more.begin (), more.end ());
    }
  if (clean.empty ())
    {
      fprintf (stderr, "the module was not loaded\n");
      exit (1);
    }
  double written = bench::Middle (dirty_with) - bench::Middle (dirty_without);
  double mapped = bench::Middle (clean);

  bench::Print ("private memory that the module adds to Evolution after its start",
                written + mapped,
                "KiB",
                400,
                "written: " + std::to_string (int (written)) +
                    " KiB, of its file: " + std::to_string (int (mapped)) + " KiB");
  PrintLibraries (libraries);
}

void
BenchInstructions (Start &start)
{
  std::string file = start.File ("callgrind.out");

  start.Run (true, { "valgrind", "--tool=callgrind", "--callgrind-out-file=" + file }, kProfileMs);
  bench::Profile profile = bench::ReadProfile (file, kModule, "enroll_probe_open");
  double added = profile.called + profile.opened;

  if (profile.called == 0 || profile.opened == 0)
    {
      fprintf (stderr, "the module is not in the profile\n");
      exit (1);
    }
  bench::PrintRatio ("Evolution’s start with the module",
                     profile.all / 1e6,
                     "without it",
                     (profile.all - added) / 1e6,
                     "million instructions",
                     1.005);
}

}

int
main ()
{
  Start start;

  BenchMemory (start);
  BenchInstructions (start);
  return 0;
}
