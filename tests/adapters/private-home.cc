/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "private-home.h"

#include <camel/camel.h>
#include <nss.h>

PrivateHome &
PrivateHome::Get ()
{
  static PrivateHome home;

  return home;
}

PrivateHome::PrivateHome ()
{
  path = e2e::Environment ("ENROLL_HOME");
  if (path.empty ())
    path = e2e::MakeFolder ("enroll-adapters");
  g_setenv ("HOME", path.c_str (), TRUE);
  g_setenv ("XDG_DATA_HOME", (path + "/.local/share").c_str (), TRUE);
  g_setenv ("XDG_CONFIG_HOME", (path + "/.config").c_str (), TRUE);
  g_setenv ("XDG_CACHE_HOME", (path + "/.cache").c_str (), TRUE);
  camel_init ((path + "/.local/share/evolution").c_str (), TRUE);
}

PrivateHome::~PrivateHome ()
{
  camel_shutdown ();
  if (e2e::Environment ("ENROLL_KEEP_HOME").empty () && e2e::Environment ("ENROLL_HOME").empty ())
    e2e::RemoveFolder (path);
}

const std::string &
PrivateHome::Path () const
{
  return path;
}

std::string
PrivateHome::Database () const
{
  std::string old_place = path + "/.pki/nssdb";

  if (g_file_test (old_place.c_str (), G_FILE_TEST_IS_DIR))
    return "sql:" + old_place;
  return "sql:" + path + "/.local/share/pki/nssdb";
}
