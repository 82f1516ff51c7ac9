/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <cstdlib>

/* How many times as long as usual is waited: a program that a sanitizer watches is slow. */
inline int
Patience ()
{
  const char *factor = std::getenv ("ENROLL_PATIENCE");

  return factor == nullptr || *factor == '\0' ? 1 : std::atoi (factor);
}
