/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Whole enrollments without the time that a person needs: how long they take, beside the same work
 * done with openssl, curl and pk12util, and how long they keep the main loop from running. */

#include "bench.h"
#include "enrollment.h"
#include "main-loop.h"
#include "tool.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace
{

constexpr int kRounds = 7;
constexpr guint kKeyBits = 3072;

/* Milliseconds of one enrollment, and the number of its requests. */
double
Enroll (int round, int *n_requests, double *block_ms)
{
  Enrollment enrollment;

  enrollment.Settings ()->key_bits = kKeyBits;
  if (!enrollment.Begin (5, "person" + std::to_string (round) + "@example.edu"))
    abort ();
  MainLoop::Forget ();
  gint64 start = g_get_monotonic_time ();
  bool is_done = enrollment.Run ();
  gint64 end = g_get_monotonic_time ();
  std::string requests = enrollment.Site ().Requests ();

  if (!is_done)
    {
      fprintf (stderr, "%s\n", enrollment.Trouble ().c_str ());
      exit (1);
    }
  *block_ms = MainLoop::LongestBlock ();
  *n_requests = int (std::count (requests.begin (), requests.end (), '\n'));
  return double (end - start) / 1000;
}

/* The same by hand: key and request, as many requests over TLS, each by a process of its own as in
 * a script, a certificate, and the import into a store. */
double
DoByScript (e2e::Portal &site, int n_requests)
{
  ToolFolder folder;
  std::string base = folder.File ("");
  std::string script =
      "set -e; cd '" + base + "'; mkdir db; certutil -N -d sql:db --empty-password\n";
  std::string timed = "set -e; cd '" + base +
                      "'; openssl req -newkey rsa:" + std::to_string (kKeyBits) +
                      " -nodes -keyout key.pem -out csr.pem -subj /CN=Alice >/dev/null 2>&1\n";

  for (int i = 0; i < n_requests; i++)
    timed += "curl -s -o answer --cacert '" + site.TlsCaFile () + "' '" + site.Base () + "/'\n";
  timed += "openssl x509 -req -in csr.pem -signkey key.pem -out cert.pem >/dev/null 2>&1\n"
           "openssl pkcs12 -export -inkey key.pem -in cert.pem -passout pass:x -out it.p12\n"
           "pk12util -i it.p12 -d sql:db -W x -K '' >/dev/null\n";
  RunTool ({ "sh", "-c", script });
  gint64 start = g_get_monotonic_time ();
  bool ok = false;
  std::string output = RunTool ({ "sh", "-c", timed }, &ok);

  if (!ok)
    {
      fprintf (stderr, "%s\n", output.c_str ());
      exit (1);
    }
  return double (g_get_monotonic_time () - start) / 1000;
}

}

int
main (int argc, char **argv)
{
  std::vector<double> enrolled;
  std::vector<double> by_script;
  std::vector<double> blocks;
  Enrollment other;

  testing::InitGoogleTest (&argc, argv);
  MainLoop::Watch ();
  if (!other.Begin (5, "other@example.edu"))
    return 1;
  for (int i = 0; i < kRounds; i++)
    {
      int n_requests = 0;
      double block_ms = 0;

      enrolled.push_back (Enroll (i, &n_requests, &block_ms));
      blocks.push_back (block_ms);
      by_script.push_back (DoByScript (other.Site (), n_requests));
    }
  bench::PrintRatio ("enrollment by request, RSA 3072, without the user’s time",
                     bench::Middle (enrolled),
                     "openssl, curl and pk12util",
                     bench::Middle (by_script),
                     "ms",
                     0.5);
  bench::Print ("longest block of the main loop in one, with import and a small store, median of " +
                    std::to_string (blocks.size ()),
                bench::Middle (blocks),
                "ms",
                50);
  return 0;
}
