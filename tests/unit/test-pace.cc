/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* How often a portal is asked, by one user and by a whole university on the same morning. */

#include <cstdio>

#include "enroll-pace.h"
#include "fleet.h"
#include "glib-test.h"

namespace
{

constexpr gint64 kSecond = 1000;

guint
Choose (gint64 waited_ms, double chance, guint n_looks = 1)
{
  const EnrollPace pace = { waited_ms, n_looks, 0, FALSE, 0, chance };

  return enroll_pace_choose_ms (&pace);
}

TEST (Pace, LooksEveryTwoSecondsAtFirst)
{
  EXPECT_EQ (Choose (0, 0.0, 0), 2000u);
  EXPECT_EQ (Choose (19 * kSecond, 1.0), 2000u);
}

TEST (Pace, GetsMorePatientWithTheTime)
{
  EXPECT_EQ (Choose (60 * kSecond, 0.0), 6000u);
  EXPECT_EQ (Choose (60 * kSecond, 1.0), 4200u);
  EXPECT_EQ (Choose (3600 * kSecond, 0.0), 30000u);
}

TEST (Pace, HonoursRetryAfter)
{
  const EnrollPace soon = { 0, 0, 7, TRUE, 1, 0.0 };
  const EnrollPace later = { 0, 0, 7, TRUE, 1, 1.0 };
  const EnrollPace never = { 0, 0, 100000, FALSE, 0, 0.0 };

  EXPECT_EQ (enroll_pace_choose_ms (&soon), 7000u);
  EXPECT_EQ (enroll_pace_choose_ms (&later), 7700u);
  EXPECT_EQ (enroll_pace_choose_ms (&never), 300000u);
}

TEST (Pace, DoesAsThePageWould)
{
  const EnrollPace at_once = { 0, 0, 0, TRUE, 0, 0.5 };
  const EnrollPace again = { 0, 1, 0, TRUE, 0, 0.0 };
  const EnrollPace slowly = { 0, 1, 0, TRUE, 5000, 0.0 };

  EXPECT_EQ (enroll_pace_choose_ms (&at_once), 0u);
  EXPECT_EQ (enroll_pace_choose_ms (&again), 1000u);
  EXPECT_EQ (enroll_pace_choose_ms (&slowly), 5000u);
}

TEST (Pace, AUniversityDoesNotComeAllAtOnceAndNobodyWaitsLonger)
{
  const Fleet fleet = SimulateFleet ();

  printf ("fleet: %d users, %.1f requests each (every two seconds: %.1f), peak %.2f x mean, "
          "longest wait %.3f x that of two seconds\n",
          kFleetUsers,
          fleet.requests / kFleetUsers,
          fleet.fixed_requests / kFleetUsers,
          fleet.peak_over_mean,
          fleet.worst_delay);
  EXPECT_LT (fleet.peak_over_mean, 1.5);
  EXPECT_LE (fleet.worst_delay, 1.1);
  EXPECT_LT (fleet.requests, 0.75 * fleet.fixed_requests);
}

} // namespace
