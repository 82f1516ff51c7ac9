/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "control.h"
#include "process.h"

namespace e2e
{

/* The campus as a process of its own: discovery service and identity provider of the test portal. */
class Campus
{
public:
  Campus ();

  /* One that another program has started, by its folder. */
  explicit Campus (const std::string &folder);
  ~Campus ();
  Campus (const Campus &) = delete;
  Campus &operator= (const Campus &) = delete;

  /* Before Start(): how the campus is from its first request on. */
  void Setting (const std::string &key, const std::string &value);

  /* @authority: the folder of the portal, which was started with UseCampus (Folder ()) */
  bool Start (const std::string &authority);
  void Stop ();

  bool Set (const std::string &key, const std::string &value);
  bool SetUser (const std::string &user, const std::string &password);

  /* Forgets sessions and logins, but no settings. */
  bool Reset ();

  /* The one-time code of now, or of a time in seconds. */
  std::string Code ();
  std::string CodeAt (gint64 time_s);
  std::string Requests ();

  std::string Discovery () const; /* the address of its page */
  std::string Idp () const;       /* scheme, host and port */
  std::string User () const;
  std::string Password () const;
  std::string Secret () const;

  const std::string &Folder () const;
  std::string Log () const;

private:
  std::string Value (const char *key) const;
  std::string Send (const char *method,
                    const std::string &path,
                    const Control::Fields &fields,
                    bool *ok);

  std::string folder;
  bool is_own = true;
  Control::Fields settings;
  Process process;
  Control control;
};

}
