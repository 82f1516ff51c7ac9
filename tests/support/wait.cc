/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "wait.h"

#include <filesystem>

#include "patience.h"

namespace e2e
{

namespace
{

constexpr gulong kPollIntervalUs = 50000;

}

bool
Eventually (const std::function<bool ()> &predicate, int timeout_ms)
{
  gint64 deadline = g_get_monotonic_time () + gint64 (timeout_ms) * 1000 * Patience ();

  for (;;)
    {
      if (predicate ())
        return true;
      if (g_get_monotonic_time () >= deadline)
        return false;
      while (g_main_context_iteration (nullptr, FALSE))
        ;
      g_usleep (kPollIntervalUs);
    }
}

std::string
Environment (const char *name)
{
  const char *value = g_getenv (name);

  return value != nullptr ? value : "";
}

bool
WriteFile (const std::string &path, const std::string &content)
{
  g_autofree char *folder = g_path_get_dirname (path.c_str ());
  g_autoptr (GError) error = nullptr;

  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      g_file_set_contents (path.c_str (), content.data (), gssize (content.size ()), &error))
    return true;
  g_warning ("failed to write %s: %s", path.c_str (), error != nullptr ? error->message : folder);
  return false;
}

std::string
ReadFile (const std::string &path)
{
  g_autofree char *content = nullptr;
  gsize length = 0;

  if (!g_file_get_contents (path.c_str (), &content, &length, nullptr))
    return "";
  return std::string (content, length);
}

std::string
MakeFolder (const std::string &prefix)
{
  g_autofree char *path =
      g_build_filename (g_get_tmp_dir (), (prefix + ".XXXXXX").c_str (), nullptr);

  return g_mkdtemp (path) != nullptr ? path : "";
}

void
RemoveFolder (const std::string &path)
{
  std::error_code error;

  if (!path.empty ())
    std::filesystem::remove_all (path, error);
}

}
