/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <memory>

#include "enrollment.h"
#include "run-plan.h"

/* The enrollment that something happens to; with a browser engine in one of the two programs. */
std::unique_ptr<Enrollment> MakeEnrollment (const Plan &plan);
