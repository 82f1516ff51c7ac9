/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "wait.h"

namespace e2e
{

/* What opens addresses of one scheme in a home, the web browser unless told otherwise: it notes what
 * it is asked to show, and shows nothing. */
class Browser
{
public:
  explicit Browser (const std::string &home, const std::string &scheme = "https");

  std::string Visits () const; /* one address a line */
  bool WaitForVisit (const std::string &prefix, int timeout_ms = kTimeoutMs) const;

private:
  std::string home;
};

}
