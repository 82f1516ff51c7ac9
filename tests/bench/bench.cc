/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "bench.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <glib.h>

namespace
{

/* Who computes for less than this of a while, for so many of them, is at rest. */
constexpr unsigned kWhileMs = 30;
constexpr double kRestMs = 2;
constexpr int kRestingWhiles = 4;

/* What this process computes, in ms; not what it waits for, be it the disk or others. */
double
Now ()
{
  struct timespec now = {};

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return double (now.tv_sec) * 1e3 + double (now.tv_nsec) / 1e6;
}

double
MeasureOnce (const bench::Work &work, unsigned repeats)
{
  double start = Now ();

  for (unsigned i = 0; i < repeats; i++)
    work ();
  return (Now () - start) / repeats;
}

const char *
Judge (double value, double most)
{
  return value <= most ? "yes" : "no";
}

gboolean
SetTrue (gpointer user_data)
{
  *static_cast<bool *> (user_data) = true;
  return G_SOURCE_REMOVE;
}

void
RunForAWhile ()
{
  bool is_over = false;

  g_timeout_add (kWhileMs, SetTrue, &is_over);
  while (!is_over)
    g_main_context_iteration (nullptr, TRUE);
}

}

namespace bench
{

double
Median (unsigned rounds, const Work &work, unsigned repeats)
{
  std::vector<double> taken;

  work ();
  for (unsigned i = 0; i < rounds; i++)
    taken.push_back (MeasureOnce (work, repeats));
  return Middle (taken);
}

double
Middle (std::vector<double> values)
{
  std::sort (values.begin (), values.end ());
  return values[values.size () / 2];
}

double
Clock (const Work &work)
{
  gint64 start = g_get_monotonic_time ();

  work ();
  return double (g_get_monotonic_time () - start) / 1000;
}

void
RunUntilAtRest ()
{
  for (int n_resting = 0; n_resting < kRestingWhiles;)
    {
      double before = Now ();

      RunForAWhile ();
      n_resting = Now () - before < kRestMs ? n_resting + 1 : 0;
    }
}

std::pair<double, double>
Medians (unsigned rounds, const Work &work, const Work &other)
{
  std::vector<double> taken;
  std::vector<double> taken_by_other;

  for (unsigned i = 0; i < rounds; i++)
    {
      taken.push_back (MeasureOnce (work, 1));
      taken_by_other.push_back (MeasureOnce (other, 1));
    }
  return { Middle (taken), Middle (taken_by_other) };
}

double
Exponent (const std::vector<std::pair<double, double>> &sizes_and_costs)
{
  double n = double (sizes_and_costs.size ());
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;

  for (const auto &[size, cost] : sizes_and_costs)
    {
      x += std::log (size);
      y += std::log (cost);
      xx += std::log (size) * std::log (size);
      xy += std::log (size) * std::log (cost);
    }
  return (n * xy - x * y) / (n * xx - x * x);
}

std::string
Number (double value)
{
  char text[32];

  snprintf (text, sizeof text, "%.3g", value);
  return text;
}

void
Print (const std::string &what,
       double value,
       const std::string &unit,
       double most,
       const std::string &note)
{
  printf ("| %s | %.4g %s | %s | | ≤ %.4g %s | %s |\n",
          what.c_str (),
          value,
          unit.c_str (),
          note.c_str (),
          most,
          unit.c_str (),
          Judge (value, most));
  fflush (stdout);
}

void
PrintRatio (const std::string &what,
            double value,
            const std::string &peer_name,
            double peer,
            const std::string &unit,
            double most)
{
  printf ("| %s | %.5g %s | %s: %.5g %s | %.5g | ≤ %.4g × | %s |\n",
          what.c_str (),
          value,
          unit.c_str (),
          peer_name.c_str (),
          peer,
          unit.c_str (),
          value / peer,
          most,
          Judge (value / peer, most));
  fflush (stdout);
}

}
