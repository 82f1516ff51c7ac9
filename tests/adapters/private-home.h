/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "wait.h"

/* A private HOME with an NSS database of its own, opened the way Evolution opens it: by Camel. One
 * for each test program, because NSS is one for each process. */
class PrivateHome
{
public:
  static PrivateHome &Get ();

  const std::string &Path () const;

  /* The folder of the database, for certutil and pk12util. */
  std::string Database () const;

private:
  PrivateHome ();
  ~PrivateHome ();

  std::string path;
};
