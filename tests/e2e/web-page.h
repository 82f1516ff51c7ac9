/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "accessible.h"

namespace e2e
{

/* The page of a web site that the wizard shows, which the engine publishes itself; or nothing. */
Accessible WebPage ();

/* Waits for a heading of the page. */
bool WaitForWebPage (const std::string &heading, int timeout_ms = kTimeoutMs);

/* Puts the focus into the field with this label, as a click does, and types into it. */
bool TypeOnWebPage (const std::string &label, const std::string &text);

/* Presses the link or button as soon as it is there. */
bool PressOnWebPage (const std::string &label, int timeout_ms = kTimeoutMs);

}
