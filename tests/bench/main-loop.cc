/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "main-loop.h"

#include <algorithm>

#include <glib.h>

namespace
{

gint64 left_poll = 0;
gint64 longest_block = 0;

gint
PollAndWatch (GPollFD *files, guint n_files, gint timeout)
{
  if (left_poll != 0)
    longest_block = std::max (longest_block, g_get_monotonic_time () - left_poll);
  gint result = g_poll (files, n_files, timeout);
  left_poll = g_get_monotonic_time ();
  return result;
}

}

void
MainLoop::Watch ()
{
  g_main_context_set_poll_func (nullptr, PollAndWatch);
}

void
MainLoop::Forget ()
{
  longest_block = left_poll = 0;
}

double
MainLoop::LongestBlock ()
{
  return double (longest_block) / 1000;
}
