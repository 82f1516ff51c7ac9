/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a portal sees of a whole university that waits for its certificates: see tests/unit/fleet.h. */

#include "bench.h"
#include "fleet.h"

int
main ()
{
  const Fleet fleet = SimulateFleet ();

  bench::Print ("100,000 users on one morning: most requests at a time, in relation to the mean",
                fleet.peak_over_mean,
                "×",
                1.5);
  bench::Print (
      "the longest wait of those who did not meet the outage, in relation to looking every "
      "two seconds",
      fleet.worst_delay,
      "×",
      1.1);
  bench::PrintRatio ("requests of each user while waiting",
                     fleet.requests / kFleetUsers,
                     "looking every two seconds",
                     fleet.fixed_requests / kFleetUsers,
                     "",
                     1);
  return 0;
}
