/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "screenshot.h"

#include <gio/gio.h>

#include "wait.h"

namespace e2e
{

bool
Screenshot (const std::string &name)
{
  std::string folder = Environment ("ENROLL_SCREENSHOTS");
  std::string file = folder + "/" + name + ".png";
  g_autoptr (GSubprocess) import = nullptr;
  g_autoptr (GError) error = nullptr;

  if (folder.empty ())
    return true;
  g_mkdir_with_parents (folder.c_str (), 0755);
  import = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             &error,
                             "import",
                             "-window",
                             "root",
                             file.c_str (),
                             nullptr);
  if (import != nullptr && g_subprocess_wait_check (import, nullptr, &error))
    return true;
  g_message ("no screenshot %s: %s", file.c_str (), error->message);
  return false;
}

}
