/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

namespace e2e
{

/* Saves the screen as NAME.png in $ENROLL_SCREENSHOTS; does nothing without it. */
bool Screenshot (const std::string &name);

}
