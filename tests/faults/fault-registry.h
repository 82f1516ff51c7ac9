/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "process.h"

/* The service that has the user's accounts, real, on a bus of its own that starts it when it is asked
 * for; and one account, whose file is below the user's home. */
class FaultRegistry
{
public:
  static constexpr char kName[] = "org.gnome.evolution.dataserver.Sources5";

  /* What the account's identity is called. */
  static constexpr char kUid[] = "identity";

  bool Start (const std::string &folder, const std::string &home, const std::string &mail_address);
  void Stop ();
  std::string Address () const;

  /* The account as it is on disk. */
  std::string Account () const;

  /* In a program that has the bus as its own. */
  static void Kill ();

private:
  std::string folder;
  std::string file;
  e2e::Process bus;
};
