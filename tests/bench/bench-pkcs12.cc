/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A file of the portal with key and certificate, from its last byte to the proof, beside pk12util, which
 * takes the same file into an empty store and proves nothing. */

#include "enroll-session-private.h"

#include "bench.h"
#include "enrollment.h"
#include "private-home.h"
#include "tool.h"

#include <cstdio>
#include <cstdlib>

namespace
{

constexpr int kRounds = 9;
constexpr unsigned kSeed = 5;

struct Seen
{
  EnrollSession *session;
  gint64 came = 0;
  gint64 done = 0;
  std::string file;
  std::string password;
};

/* The file has come when the session begins to look at it. */
void
Probe (EnrollProbe probe, EnrollState state, gpointer user_data)
{
  auto *seen = static_cast<Seen *> (user_data);

  if (probe != ENROLL_PROBE_ENTERED)
    return;
  if (state == ENROLL_STATE_DONE)
    seen->done = g_get_monotonic_time ();
  if (state != ENROLL_STATE_CHECKING)
    return;
  gsize size = 0;
  auto *data =
      static_cast<const char *> (g_bytes_get_data (seen->session->form->attachment, &size));

  seen->file.assign (data, size);
  if (seen->session->password != nullptr)
    seen->password = enroll_secret_peek (seen->session->password);
  seen->came = g_get_monotonic_time ();
}

Seen
Enroll (e2e::Portal &site, int i)
{
  Enrollment enrollment (site);
  std::string address = "person" + std::to_string (i) + "@example.edu";
  Seen seen = {};

  if (!enrollment.Begin (kSeed, address))
    abort ();
  seen.session = enrollment.Session ();
  enroll_session_set_probe (seen.session, Probe, &seen);
  if (!enrollment.Run () || seen.file.empty () || seen.password.empty ())
    {
      fprintf (stderr, "no file, or no password: %s\n", enrollment.Trouble ().c_str ());
      exit (1);
    }
  return seen;
}

double
Import (const Seen &seen)
{
  ToolFolder folder;
  std::string file = folder.Write ("it.p12", seen.file);
  std::string password = folder.Write ("password", seen.password);
  std::string database = "sql:" + folder.File ("");
  std::vector<std::string> import = { "pk12util", "-i",     file, "-d", database,
                                      "-w",       password, "-K", "" };

  RunTool ({ "certutil", "-N", "-d", database, "--empty-password" });
  return bench::Clock ([&] {
    bool ok = false;
    std::string output = RunTool (import, &ok);

    if (!ok)
      {
        fprintf (stderr, "%s\n", output.c_str ());
        exit (1);
      }
  });
}

}

int
main (int argc, char **argv)
{
  testing::InitGoogleTest (&argc, argv);

  e2e::Portal site (PrivateHome::Get ().Path () + "/Maildir");
  std::vector<double> proven;
  std::vector<double> imported;

  site.Knob ("accounts", "1");
  site.Knob ("csr-method", "server");
  site.Knob ("key-types", "RSA - 3072");
  if (!site.Start (kSeed))
    return 1;
  /* The root is trusted by the first. */
  Enroll (site, kRounds);
  for (int i = 0; i < kRounds; i++)
    {
      Seen seen = Enroll (site, i);

      proven.push_back (double (seen.done - seen.came) / 1000);
      imported.push_back (Import (seen));
    }
  bench::PrintRatio ("a PKCS#12 file of the portal, from its last byte to the proof",
                     bench::Middle (proven),
                     "pk12util -i of the same file",
                     bench::Middle (imported),
                     "ms",
                     1.5);
  return 0;
}
