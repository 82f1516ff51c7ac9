/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>
#include <vector>

#include <gio/gio.h>

namespace e2e
{

/* A child process, whose output goes into a file; it is ended with its object. */
class Process
{
public:
  Process () = default;
  ~Process ();
  Process (const Process &) = delete;
  Process &operator= (const Process &) = delete;

  bool Start (const std::vector<std::string> &arguments,
              const std::map<std::string, std::string> &environment,
              const std::string &log_file);

  /* SIGTERM, and SIGKILL when that did not help in time. */
  void Stop (int timeout_ms = 5000);

  bool IsRunning () const;
  int Pid () const; /* 0 if it is not running */
  bool WaitForExit (int timeout_ms);

private:
  GSubprocess *subprocess = nullptr;
};

}
