/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "web-traces.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>

#include "wait.h"

namespace e2e
{

namespace
{

namespace fs = std::filesystem;

constexpr const char *kEnginePrograms[] = { "WebKitWebProcess", "WebKitNetworkProcess" };

/* As they are called by WebKit and libsoup, in small letters. */
constexpr const char *kEngineFiles[] = { "webkit",    "cookie",      "localstorage",  "indexeddb",
                                         "hsts",      "storage",     "serviceworker", "favicon",
                                         "databases", "resourcelog", "deviceidhash",  "history" };

/* The journal names the portal, and holds nothing of the engine. */
constexpr const char *kJournal = "/evolution/smime-enrollment/";

constexpr const char *kDownloadFolder = "smime-enrollment-";

/* The parent is the second field after the name, which stands in brackets and may hold anything. */
int
ParentOf (const std::string &stat)
{
  size_t end = stat.rfind (')');
  size_t state = end != std::string::npos ? end + 2 : std::string::npos;

  return state < stat.size () ? atoi (stat.c_str () + state + 1) : 0;
}

bool
IsEngine (const std::string &command)
{
  std::string program = fs::path (command.substr (0, command.find ('\0'))).filename ();

  return std::find (std::begin (kEnginePrograms), std::end (kEnginePrograms), program) !=
         std::end (kEnginePrograms);
}

std::set<std::string>
AllFiles (const std::string &folder)
{
  std::set<std::string> files;
  std::error_code error;
  auto options = fs::directory_options::skip_permission_denied;

  for (auto entry = fs::recursive_directory_iterator (folder, options, error);
       !error && entry != fs::recursive_directory_iterator ();
       entry.increment (error))
    {
      if (entry->path ().string ().find (kJournal) == std::string::npos)
        files.insert (entry->path ());
    }
  return files;
}

bool
IsOfEngine (const std::string &path)
{
  g_autofree char *lower = g_ascii_strdown (path.c_str (), -1);

  return std::any_of (std::begin (kEngineFiles), std::end (kEngineFiles), [&] (const char *word) {
    return strstr (lower, word) != nullptr;
  });
}

std::set<std::string>
FindDownloadFolders ()
{
  std::set<std::string> found;

  for (const std::string &parent : { Environment ("XDG_RUNTIME_DIR"),
                                     std::string ("/dev/shm"),
                                     std::string (g_get_tmp_dir ()) })
    {
      std::error_code error;

      for (auto entry = fs::directory_iterator (parent, error);
           !error && entry != fs::directory_iterator ();
           entry.increment (error))
        {
          if (entry->path ().filename ().string ().rfind (kDownloadFolder, 0) == 0)
            found.insert (entry->path ());
        }
    }
  return found;
}

std::set<std::string>
Texts (const std::set<int> &numbers)
{
  std::set<std::string> texts;

  for (int number : numbers)
    texts.insert (std::to_string (number));
  return texts;
}

/* What is in the second set only. */
std::string
Added (const std::set<std::string> &before, const std::set<std::string> &after)
{
  std::string added;

  for (const auto &text : after)
    {
      if (before.count (text) == 0)
        added += text + "\n";
    }
  return added;
}

}

std::set<int>
WebProcesses (int ancestor)
{
  std::map<int, int> parents;
  std::set<int> engines;
  std::error_code error;

  for (auto entry = fs::directory_iterator ("/proc", error);
       !error && entry != fs::directory_iterator ();
       entry.increment (error))
    {
      int pid = atoi (entry->path ().filename ().c_str ());

      if (pid == 0)
        continue;
      parents[pid] = ParentOf (ReadFile (entry->path () / "stat"));
      if (IsEngine (ReadFile (entry->path () / "cmdline")))
        engines.insert (pid);
    }
  for (auto engine = engines.begin (); engine != engines.end ();)
    {
      int pid = *engine;

      while (pid != 0 && pid != ancestor)
        pid = parents[pid];
      engine = pid == ancestor ? std::next (engine) : engines.erase (engine);
    }
  return engines;
}

WebTraces::WebTraces (int application,
                      const std::string &home,
                      const std::vector<std::string> &hosts)
    : application (application), home (home), hosts (hosts),
      processes_before (Texts (WebProcesses (application))), files_before (FindFiles ()),
      folders_before (FindDownloadFolders ())
{
}

std::string
WebTraces::Processes () const
{
  return Added (processes_before, Texts (WebProcesses (application)));
}

std::string
WebTraces::Files () const
{
  return Added (files_before, FindFiles ());
}

std::string
WebTraces::DownloadFolders () const
{
  return Added (folders_before, FindDownloadFolders ());
}

/* Engines keep hosts without their ports. */
std::set<std::string>
WebTraces::FindFiles () const
{
  std::set<std::string> found;

  for (const auto &file : AllFiles (home))
    {
      bool is_of_engine = IsOfEngine (file.substr (home.size ()));
      std::error_code error;
      std::string content = fs::is_regular_file (file, error) ? ReadFile (file) : "";

      if (is_of_engine)
        found.insert (file);
      for (const auto &host : hosts)
        {
          if (content.find (host) != std::string::npos)
            found.insert (file + " with " + host);
          if (is_of_engine && content.find (host.substr (0, host.find (':'))) != std::string::npos)
            found.insert (file + " with the name of " + host);
        }
    }
  return found;
}

}
