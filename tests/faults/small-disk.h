/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/mount.h>

/* A file system of its own in a folder, which is made; where it is not there, nobody may mount one. */
class SmallDisk
{
public:
  SmallDisk (const std::string &path_, const std::string &size) : path (path_)
  {
    std::string options = "mode=0700,size=" + size;

    std::filesystem::create_directories (path);
    is_there = mount ("tmpfs", path.c_str (), "tmpfs", 0, options.c_str ()) == 0;
  }

  ~SmallDisk ()
  {
    if (is_there)
      umount (path.c_str ());
  }

  SmallDisk (const SmallDisk &) = delete;
  SmallDisk &operator= (const SmallDisk &) = delete;

  bool
  IsThere () const
  {
    return is_there;
  }

  void
  Fill () const
  {
    Fill (path);
  }

  static void
  Fill (const std::string &path)
  {
    std::ofstream file (path + "/full", std::ios::binary);

    while (file.put ('x').flush ())
      ;
  }

  void
  MakeRoom () const
  {
    std::filesystem::remove (path + "/full");
  }

  bool
  SetReadOnly (bool is_read_only) const
  {
    return mount (nullptr,
                  path.c_str (),
                  nullptr,
                  MS_REMOUNT | (is_read_only ? MS_RDONLY : 0),
                  nullptr) == 0;
  }

private:
  std::string path;
  bool is_there;
};
