/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <filesystem>
#include <string>

/* What can befall the newest mail of a Maildir. */
class FaultMail
{
public:
  explicit FaultMail (const std::string &path) : path (path)
  {
  }

  /* It is still on its way. */
  void
  Withhold ()
  {
    std::filesystem::path newest = FindNewest ();

    if (!newest.empty ())
      std::filesystem::rename (newest, Held ());
  }

  void
  Deliver () const
  {
    std::filesystem::rename (Held (), path + "/new/late.mail");
  }

  void
  Repeat () const
  {
    std::filesystem::copy_file (FindNewest (), path + "/new/again.mail");
  }

private:
  std::string
  Held () const
  {
    return path + "/held";
  }

  std::filesystem::path
  FindNewest () const
  {
    std::filesystem::path newest;

    for (const char *place : { "/new", "/cur" })
      {
        for (const auto &file : std::filesystem::directory_iterator (path + place))
          {
            if (newest.empty () || file.last_write_time () > last_write_time (newest))
              newest = file.path ();
          }
      }
    return newest;
  }

  std::string path;
};
