/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* How long a whole enrollment keeps the main loop from running if the store has the certificates of ten
 * thousand correspondents. */

#include "enroll-nss-store.h"

#include "bench.h"
#include "enrollment.h"
#include "large-store.h"
#include "main-loop.h"
#include "private-home.h"

#include <cstdio>
#include <cstdlib>

namespace
{

constexpr int kCertificates = 10000;
constexpr unsigned kSeed = 5;

/* Camel looks for the recipient of the trial message among all certificates, one by one and in a thread of
 * its own, which takes a minute or more. */
constexpr int kTimes = 3;

void
Enroll (e2e::Portal &site, int i)
{
  Enrollment enrollment (site);
  std::string address = "person" + std::to_string (i) + "@example.edu";

  if (!enrollment.Begin (kSeed, address))
    abort ();
  MainLoop::Forget ();
  bool is_done = enrollment.Run ();
  for (int i = 1; i < kTimes && !is_done; i++)
    is_done = enrollment.Run ();
  if (!is_done)
    {
      fprintf (stderr, "%s\n", enrollment.Trouble ().c_str ());
      exit (1);
    }
}

}

int
main (int argc, char **argv)
{
  testing::InitGoogleTest (&argc, argv);
  MainLoop::Watch ();

  e2e::Portal site (PrivateHome::Get ().Path () + "/Maildir");

  site.Knob ("accounts", "1");
  if (!site.Start (kSeed))
    return 1;
  Enroll (site, 0);
  if (FillStore (kCertificates) < kCertificates)
    return 1;
  Enroll (site, 1);
  bench::Print (
      "longest block of the main loop in an enrollment, with 10,000 certificates in the store",
      MainLoop::LongestBlock (),
      "ms",
      50);
  return 0;
}
