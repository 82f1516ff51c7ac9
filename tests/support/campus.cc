/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "campus.h"

#include <vector>

#include "wait.h"

namespace e2e
{

Campus::Campus ()
{
  folder = MakeFolder ("enroll-campus");
}

Campus::Campus (const std::string &folder) : folder (folder), is_own (false)
{
}

Campus::~Campus ()
{
  Stop ();
  if (is_own && Environment ("ENROLL_KEEP_HOME").empty ())
    RemoveFolder (folder);
}

void
Campus::Setting (const std::string &key, const std::string &value)
{
  settings[key] = value;
}

bool
Campus::Start (const std::string &authority)
{
  std::vector<std::string> arguments = { Environment ("ENROLL_TEST_CAMPUS"),
                                         "--directory",
                                         folder,
                                         "--authority",
                                         authority };

  if (arguments[0].empty ())
    {
      g_warning ("ENROLL_TEST_CAMPUS does not name the test campus");
      return false;
    }
  for (const auto &[key, value] : settings)
    {
      arguments.push_back ("--set");
      arguments.push_back (key + "=" + value);
    }
  if (!process.Start (arguments, {}, folder + "/campus.log"))
    return false;
  Eventually ([this] { return !Value ("secret").empty () || !process.IsRunning (); });
  return process.IsRunning () && !Value ("control-port").empty ();
}

void
Campus::Stop ()
{
  process.Stop ();
}

bool
Campus::Set (const std::string &key, const std::string &value)
{
  bool ok = false;

  Send ("POST", "/settings", { { key, value } }, &ok);
  return ok;
}

bool
Campus::SetUser (const std::string &user, const std::string &password)
{
  bool ok = false;

  Send ("POST", "/settings", { { "user", user }, { "password", password } }, &ok);
  return ok;
}

bool
Campus::Reset ()
{
  bool ok = false;

  Send ("POST", "/reset", {}, &ok);
  return ok;
}

std::string
Campus::Code ()
{
  return Send ("GET", "/code", {}, nullptr);
}

std::string
Campus::CodeAt (gint64 time_s)
{
  return Send ("GET", "/code?time=" + std::to_string (time_s), {}, nullptr);
}

std::string
Campus::Requests ()
{
  return Send ("GET", "/requests", {}, nullptr);
}

std::string
Campus::Discovery () const
{
  return Value ("discovery");
}

std::string
Campus::Idp () const
{
  return Value ("idp");
}

std::string
Campus::User () const
{
  return Value ("user");
}

std::string
Campus::Password () const
{
  return Value ("password");
}

std::string
Campus::Secret () const
{
  return Value ("secret");
}

const std::string &
Campus::Folder () const
{
  return folder;
}

std::string
Campus::Log () const
{
  return ReadFile (folder + "/campus.log");
}

std::string
Campus::Value (const char *key) const
{
  return ReadyValue (folder, "campus", key);
}

std::string
Campus::Send (const char *method, const std::string &path, const Control::Fields &fields, bool *ok)
{
  return control.Send (Value ("control-port"), method, path, fields, ok);
}

}
