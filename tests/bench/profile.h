/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

namespace bench
{

/* Instructions of a program, as callgrind wrote them down. */
struct Profile
{
  double all = 0;
  double called = 0; /* by all that others called in the object that was asked for */
  double opened = 0; /* by the function that was asked for, with all that it called */
};

Profile ReadProfile (const std::string &path,
                     const std::string &object,
                     const std::string &function);

/* What the kernel says of the memory of a process, its “smaps”: KiB that it shares with nobody, by
 * file; what has no file is under "". */
struct Memory
{
  std::map<std::string, double> clean; /* as it is in the file */
  std::map<std::string, double> dirty;
};

Memory ReadMemory (const std::string &path);

}
