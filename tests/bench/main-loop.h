/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/* How long the main loop was kept from running: what is between two polls of the default context. */
class MainLoop
{
public:
  static void Watch ();
  static void Forget ();

  /* Milliseconds, of what came after Forget(). */
  static double LongestBlock ();
};
