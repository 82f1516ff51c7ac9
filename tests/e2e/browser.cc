/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "browser.h"

#include <glib/gstdio.h>

namespace e2e
{

Browser::Browser (const std::string &home, const std::string &scheme) : home (home)
{
  std::string program = home + "/browser";

  WriteFile (program, "#!/bin/sh\necho \"$1\" >>\"" + home + "/visits\"\n");
  g_chmod (program.c_str (), 0700);
  WriteFile (home + "/.local/share/applications/browser.desktop",
             "[Desktop Entry]\nType=Application\nName=Browser\nExec=" + program +
                 " %u\nMimeType=x-scheme-handler/" + scheme + ";\n");
  WriteFile (home + "/.config/mimeapps.list",
             "[Default Applications]\nx-scheme-handler/" + scheme + "=browser.desktop\n");
}

std::string
Browser::Visits () const
{
  return ReadFile (home + "/visits");
}

bool
Browser::WaitForVisit (const std::string &prefix, int timeout_ms) const
{
  return Eventually ([&] { return Visits ().compare (0, prefix.size (), prefix) == 0; },
                     timeout_ms);
}

}
