/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include "process.h"

/* The desktop's service for passwords, real, on the private bus and below the private home. */
class KeyringService
{
public:
  /* Unlocked as by a login, or not. */
  bool Start (bool is_unlocked = true);
  void Stop ();

  /* What it keeps of a kind. */
  static int CountItems (const std::string &schema);
  static std::vector<std::string> Secrets (const std::string &schema);

private:
  e2e::Process process;
};
