/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Whole enrollments in processes of their own, with all debug output: no secret of them is in what
 * they printed, in a file that they left, or in the memory that they leave behind. */

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "enrollment.h"
#include "mask.h"
#include "process.h"
#include "tool.h"
#include "wait.h"

namespace
{

/* What libsoup, GnuTLS and libxml2 free as it is: the lines of requests, and pages. */
const std::set<std::string> kKeptByLibraries = { "cookie", "form-token", "link" };

constexpr unsigned kPostingSeed = 4;

using Needles = std::multimap<std::string, std::string>;

struct Way
{
  const char *name;
  std::map<std::string, std::string> knobs;
  const char *code;
  std::set<std::string> must_be_seen;
};

void
Lines (const std::string &path, const std::function<void (const std::string &)> &line_func)
{
  std::string text = e2e::ReadFile (path);
  size_t start = 0;

  for (size_t end = text.find ('\n'); end != std::string::npos; end = text.find ('\n', start))
    {
      line_func (text.substr (start, end - start));
      start = end + 1;
    }
}

size_t
Count (const std::string &text, const std::string &needle)
{
  size_t n = 0;

  for (size_t at = text.find (needle); at != std::string::npos; at = text.find (needle, at + 1))
    n++;
  return n;
}

class Remains
{
public:
  Remains () : folder (e2e::MakeFolder ("enroll-secrets")), site (folder + "/Maildir")
  {
  }

  ~Remains ()
  {
    if (!home.empty ())
      e2e::RemoveFolder (home);
    e2e::RemoveFolder (folder);
  }

  void
  Enroll (const Way &way)
  {
    bool is_invited = way.knobs.count ("way") == 0;

    site.Knob ("accounts", "1");
    site.Knob ("delay", "1");
    for (const auto &[key, value] : way.knobs)
      site.Knob (key, value);
    /* One whose form for the code is sent by POST: libsoup does not wipe the line of a request. */
    ASSERT_TRUE (site.Start (kPostingSeed)) << site.Log ();
    ASSERT_TRUE (site.AddPerson ("alice@example.edu", "Alice", "Example"));
    std::string link = is_invited ? site.InvitationLink ("alice@example.edu", "Alice", "Example")
                                  : site.Endpoint ();
    if (is_invited)
      needles.emplace ("link", LongestWord (link));
    needles.emplace ("code", way.code);
    e2e::WriteFile (folder + "/plan",
                    "[plan]\nlink=" + Masked (link.c_str ()) + "\ncode=" + Masked (way.code) +
                        "\nhost=" + site.Host () + "\nca-file=" + site.TlsCaFile () +
                        "\none-use=" + (is_invited ? "yes" : "no") + "\n");
    Start ();
  }

  std::string
  Output ()
  {
    return e2e::ReadFile (folder + "/output");
  }

  /* What stood in the journal on the way. */
  std::string
  Journal ()
  {
    return e2e::ReadFile (folder + "/journal");
  }

  /* Its arguments and its environment. */
  std::string
  Given ()
  {
    return e2e::ReadFile (folder + "/given");
  }

  /* Where a text is in the files that the run left, their names included. */
  std::string
  FilesWith (const std::string &text)
  {
    std::string found;

    for (const auto &entry : std::filesystem::recursive_directory_iterator (home))
      {
        if (entry.is_regular_file () &&
            e2e::ReadFile (entry.path ()).find (text) != std::string::npos)
          found += entry.path ().string () + "\n";
        if (entry.path ().string ().find (text) != std::string::npos)
          found += entry.path ().string () + "\n";
      }
    return found;
  }

  /* How often a text is in memory, and in what. */
  std::map<std::string, int>
  PlacesWith (const std::string &text)
  {
    std::map<std::string, int> found;

    for (size_t at = memory.find (text); at != std::string::npos; at = memory.find (text, at + 1))
      found[std::prev (places.upper_bound (at))->second]++;
    return found;
  }

  /* While the session was there. */
  bool
  WasAlive (const std::string &text) const
  {
    return alive.find (text) != std::string::npos;
  }

  size_t
  MemorySize () const
  {
    return memory.size ();
  }

  Needles needles;

private:
  void
  Start ()
  {
    ASSERT_TRUE (process.Start ({ e2e::Environment ("ENROLL_SECRETS_RUN"), folder },
                                { { "G_MESSAGES_DEBUG", "all" },
                                  { "ENROLL_KEEP_HOME", "1" },
                                  /* No keyring. */
                                  { "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent" },
                                  /* GLib is not to tidy up for us. */
                                  { "G_DEBUG", "" },
                                  { "G_SLICE", "" } },
                                folder + "/output"));
    ASSERT_TRUE (process.WaitForExit (120000));
    Lines (folder + "/needles", [this] (const std::string &line) {
      size_t equals = line.find ('=');

      needles.emplace (line.substr (0, equals), Unmasked (line.substr (equals + 1)));
    });
    Lines (folder + "/places", [this] (const std::string &line) {
      places[std::stoul (line)] = line.substr (line.find (' ') + 1);
    });
    home = e2e::ReadFile (folder + "/home-is");
    memory = e2e::ReadFile (folder + "/memory");
    alive = e2e::ReadFile (folder + "/alive-memory");
    ASSERT_FALSE (home.empty ()) << Output ();
  }

  std::string folder;
  e2e::Portal site;
  e2e::Process process;
  std::string home;
  std::string memory;
  std::string alive;
  std::map<size_t, std::string> places;
};

class Secrets : public GlibTest, public ::testing::WithParamInterface<Way>
{
};

}

TEST_P (Secrets, AreNowhereWhenAnEnrollmentIsDone)
{
  Remains run;

  run.Enroll (GetParam ());
  ASSERT_FALSE (HasFatalFailure ());
  for (const std::string &name : GetParam ().must_be_seen)
    EXPECT_GT (run.needles.count (name), 0u) << "the run did not note its " << name;
  /* Debug output there is, else it is no wonder. */
  EXPECT_NE (run.Output ().find ("enroll-core-DEBUG"), std::string::npos);

  EXPECT_NE (run.Journal ().find ("[Sealed]"), std::string::npos);

  EXPECT_NE (run.Given ().find ("G_MESSAGES_DEBUG"), std::string::npos);
  for (const char *state : { "submitting", "waiting", "checking" })
    EXPECT_NE (run.Journal ().find (std::string ("State=") + state), std::string::npos) << state;

  for (const auto &[name, secret] : run.needles)
    {
      g_autofree char *escaped =
          g_uri_escape_bytes (reinterpret_cast<const guint8 *> (secret.data ()),
                              secret.size (),
                              nullptr);

      ASSERT_GE (secret.size (), 8u) << name;
      ASSERT_GE (strlen (escaped), 8u) << name;
      EXPECT_EQ (Count (run.Given (), secret), 0u) << name << " can be seen by others";
      EXPECT_EQ (Count (run.Output (), secret), 0u) << name << " is printed";
      EXPECT_EQ (Count (run.Output (), escaped), 0u) << name << " is printed";
      EXPECT_EQ (Count (run.Journal (), secret), 0u) << name << " is in the journal";
      EXPECT_EQ (run.FilesWith (secret), "") << name << " is in a file";
      EXPECT_EQ (run.FilesWith (escaped), "") << name << " is in a file";
      for (const auto &[place, n] : run.PlacesWith (secret))
        {
          printf ("%s: %d in %s\n", name.c_str (), n, place.c_str ());
          EXPECT_EQ (kKeptByLibraries.count (name), 1u) << name << " is left in " << place;
        }
    }
  /* That there is something to find. */
  EXPECT_TRUE (KeepsFreedMemory () || run.WasAlive (run.needles.find ("cookie")->second));
  printf ("%zu bytes of memory, %zu secrets\n", run.MemorySize (), run.needles.size ());
}

INSTANTIATE_TEST_SUITE_P (
    Ways,
    Secrets,
    ::testing::Values (Way{ "OwnKey",
                            { { "authorisation", "access-code" },
                              { "access-code", "seven-golden-bears" },
                              { "csr-method", "provided" } },
                            "seven-golden-bears",
                            { "link", "access-code", "cookie", "form-token", "file" } },
                       Way{ "ServerKey",
                            { { "authorisation", "access-code" },
                              { "access-code", "seven-golden-bears" },
                              { "csr-method", "server" } },
                            "seven-golden-bears",
                            { "link", "access-code", "password", "cookie", "form-token", "file" } },
                       Way{ "SecretId",
                            { { "way", "secret-id" },
                              { "secret-id", "rosebud-on-a-sledge" },
                              { "csr-method", "server" },
                              { "password", "form" } },
                            "rosebud-on-a-sledge",
                            { "secret-id", "password", "cookie", "form-token", "file" } }),
    [] (const auto &info) { return std::string (info.param.name); });
