/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include <gio/gio.h>

/* A session bus for this program alone, below the private home. It starts those of the system's
 * services that are named, and no others. One for each test program, static: the connection to it
 * lasts as long. */
class PrivateBus
{
public:
  explicit PrivateBus (const std::vector<std::string> &services = {});
  ~PrivateBus ();
  PrivateBus (const PrivateBus &) = delete;
  PrivateBus &operator= (const PrivateBus &) = delete;

  std::string Address () const;

private:
  GTestDBus *bus;
};

/* Asks the bus that this program has as its own about a name; the answer, or NULL. */
GVariant *AskBus (const char *method, const char *name, const char *type);
