/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-enrollment.h"

std::unique_ptr<Enrollment>
MakeEnrollment (const std::string &)
{
  return std::make_unique<Enrollment> ();
}
