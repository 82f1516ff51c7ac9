/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

#include <string>

/* What a test tells a program that it runs, in a file of its folder. */
class Plan
{
public:
  explicit Plan (const std::string &folder) : file (g_key_file_new ())
  {
    g_key_file_load_from_file (file, (folder + "/plan").c_str (), G_KEY_FILE_NONE, nullptr);
  }

  ~Plan ()
  {
    g_key_file_unref (file);
  }

  std::string
  Value (const char *key) const
  {
    g_autofree char *value = g_key_file_get_string (file, "plan", key, nullptr);

    return value != nullptr ? value : "";
  }

  int
  Number (const char *key) const
  {
    return g_key_file_get_integer (file, "plan", key, nullptr);
  }

private:
  GKeyFile *file;
};
