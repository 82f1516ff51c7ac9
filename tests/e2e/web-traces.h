/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <set>
#include <string>
#include <vector>

namespace e2e
{

/* The processes of browser engines that this process started, or its children did. */
std::set<int> WebProcesses (int ancestor);

/* What a visit in a browser engine may leave behind, compared with what was there before. */
class WebTraces
{
public:
  /* From now on. The hosts are those that will be visited, as host:port. */
  WebTraces (int application, const std::string &home, const std::vector<std::string> &hosts);

  /* Each returns one a line; empty is good. Processes are those that run now. Files are whatever
   * an engine keeps by its name (cookies, caches, storage…), and all files that name a host.
   * Folders are those that downloads were received in. */
  std::string Processes () const;
  std::string Files () const;
  std::string DownloadFolders () const;

private:
  std::set<std::string> FindFiles () const;

  int application;
  std::string home;
  std::vector<std::string> hosts;
  std::set<std::string> processes_before;
  std::set<std::string> files_before;
  std::set<std::string> folders_before;
};

}
