/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "process.h"

#include <csignal>

#include "wait.h"

namespace e2e
{

Process::~Process ()
{
  Stop ();
}

bool
Process::Start (const std::vector<std::string> &arguments,
                const std::map<std::string, std::string> &environment,
                const std::string &log_file)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = nullptr;

  Stop ();
  for (const auto &argument : arguments)
    g_ptr_array_add (argv, const_cast<char *> (argument.c_str ()));
  g_ptr_array_add (argv, nullptr);
  for (const auto &[name, value] : environment)
    g_subprocess_launcher_setenv (launcher, name.c_str (), value.c_str (), TRUE);
  g_subprocess_launcher_set_stdout_file_path (launcher, log_file.c_str ());
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_STDERR_MERGE);

  subprocess = g_subprocess_launcher_spawnv (launcher,
                                             reinterpret_cast<const char *const *> (argv->pdata),
                                             &error);
  if (subprocess == nullptr)
    g_warning ("failed to start %s: %s", arguments[0].c_str (), error->message);
  return subprocess != nullptr;
}

void
Process::Stop (int timeout_ms)
{
  if (subprocess == nullptr)
    return;
  g_subprocess_send_signal (subprocess, SIGTERM);
  if (!WaitForExit (timeout_ms))
    {
      g_subprocess_force_exit (subprocess);
      WaitForExit (timeout_ms);
    }
  g_clear_object (&subprocess);
}

bool
Process::IsRunning () const
{
  /* The identifier is gone as soon as the child has been reaped. */
  return subprocess != nullptr && g_subprocess_get_identifier (subprocess) != nullptr;
}

int
Process::Pid () const
{
  return IsRunning () ? atoi (g_subprocess_get_identifier (subprocess)) : 0;
}

bool
Process::WaitForExit (int timeout_ms)
{
  return Eventually ([this] { return !IsRunning (); }, timeout_ms);
}

}
