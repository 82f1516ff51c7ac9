/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fleet.h"

#include "enroll-pace.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace
{

constexpr gint64 kSecond = 1000;
constexpr int kMorning_s = 4 * 3600;
constexpr int kOutageBegins_s = 2 * 3600;
constexpr int kOutageLasts_s = 600;

class Morning
{
public:
  Morning () : rand (g_rand_new_with_seed (17)), per_10s (kMorning_s / 10 + 200)
  {
    for (int user = 0; user < kFleetUsers; user++)
      Wait (Arrival (), Issuing ());
    g_rand_free (rand);
    fleet.peak_over_mean = PeakOverMean ();
  }

  Fleet fleet = {};

private:
  double
  PeakOverMean () const
  {
    /* Without the minutes in which the morning begins and ends. */
    auto begin = per_10s.begin () + 60;
    auto end = per_10s.begin () + kMorning_s / 10;
    double sum = 0;

    for (auto n = begin; n != end; n++)
      sum += *n;
    return *std::max_element (begin, end) / (sum / static_cast<double> (end - begin));
  }

  gint64
  Arrival ()
  {
    return g_rand_int_range (rand, 0, kMorning_s * 1000);
  }

  gint64
  Issuing ()
  {
    const double normal = g_rand_double (rand) + g_rand_double (rand) + g_rand_double (rand) - 1.5;

    return static_cast<gint64> (std::min (60 * std::exp (1.6 * normal), 240.0) * 1000);
  }

  static bool
  IsDown (gint64 now_ms)
  {
    return now_ms >= kOutageBegins_s * kSecond &&
           now_ms < (kOutageBegins_s + kOutageLasts_s) * kSecond;
  }

  void
  Wait (gint64 arrival_ms, gint64 issuing_ms)
  {
    const gint64 fixed_ms = (issuing_ms + 1999) / 2000 * 2000;
    EnrollPace pace = { 0, 0, 0, FALSE, 0, 0 };
    bool met_outage = false;

    do
      {
        pace.chance = g_rand_double (rand);
        pace.waited_ms += enroll_pace_choose_ms (&pace);
        pace.n_looks++;
        pace.retry_after_s = IsDown (arrival_ms + pace.waited_ms) ? 120 : 0;
        met_outage = met_outage || pace.retry_after_s > 0;
        per_10s[static_cast<size_t> ((arrival_ms + pace.waited_ms) / 10000)]++;
      }
    while (pace.waited_ms < issuing_ms || pace.retry_after_s > 0);

    fleet.requests += pace.n_looks;
    fleet.fixed_requests += static_cast<double> (fixed_ms) / 2000;
    if (!met_outage)
      {
        fleet.worst_delay =
            std::max (fleet.worst_delay,
                      static_cast<double> (pace.waited_ms) / static_cast<double> (fixed_ms));
      }
  }

  GRand *rand;
  std::vector<int> per_10s;
};

}

Fleet
SimulateFleet ()
{
  return Morning ().fleet;
}
