/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Requests of an enrollment, beside the least that the portal’s pages allow: see
 * tests/adapters/economy.h. Redirects are the portal’s own doing. */

#include "bench.h"
#include "economy.h"

#include <cstdio>
#include <cstdlib>

int
main (int argc, char **argv)
{
  testing::InitGoogleTest (&argc, argv);
  for (const Way &way : kWays)
    {
      Enrollment enrollment;

      if (!EnrollInWay (enrollment, way, 5, "alice@example.edu"))
        {
          fprintf (stderr, "%s\n", enrollment.Trouble ().c_str ());
          return 1;
        }
      const Requests requests = CountRequests (enrollment);
      std::string name = way.name;

      bench::PrintRatio ("requests of an enrollment by way of “" + name + "”",
                         double (requests.all),
                         "the portal’s least",
                         double (way.pages + requests.terms_by_link + requests.redirects),
                         "",
                         1);
    }
  return 0;
}
