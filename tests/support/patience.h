/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <cstdlib>
#include <ctime>

/* How many times as long as usual is waited: a program that a sanitizer watches is slow. */
inline int
Patience ()
{
  const char *factor = std::getenv ("ENROLL_PATIENCE");

  return factor == nullptr || *factor == '\0' ? 1 : std::atoi (factor);
}

/* How long this program has had a processor. What must be little work is bounded in this, for a clock
 * on the wall counts what other programs do meanwhile. */
inline double
ProcessorSeconds ()
{
  return static_cast<double> (std::clock ()) / CLOCKS_PER_SEC;
}
