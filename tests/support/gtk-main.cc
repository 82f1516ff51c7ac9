/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <gtest/gtest.h>
#include <gtk/gtk.h>

/* Where there can be no sandbox, as in some containers, WebKit ends the program. */
static void
AllowForNoSandbox ()
{
  const char *command = "bwrap --ro-bind / / --proc /proc --dev /dev --unshare-all true";
  g_autofree char *output = nullptr;
  g_autofree char *complaint = nullptr;
  int status = 1;

  if (!g_spawn_command_line_sync (command, &output, &complaint, &status, nullptr) || status != 0)
    g_setenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1", TRUE);
}

int
main (int argc, char **argv)
{
  AllowForNoSandbox ();
  gtk_init (&argc, &argv);
  ::testing::InitGoogleTest (&argc, argv);
  return RUN_ALL_TESTS ();
}
