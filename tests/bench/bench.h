/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <string>
#include <vector>

namespace bench
{

using Work = std::function<void ()>;

/* What something costs, in ms of the processor: the middle one of @rounds, each of which does it @repeats times. */
double Median (unsigned rounds, const Work &work, unsigned repeats = 1);

/* The same of two things that take turns, so that what else the machine does meets both alike. */
std::pair<double, double> Medians (unsigned rounds, const Work &work, const Work &other);

/* The middle one. */
double Middle (std::vector<double> values);

/* How long it takes by the clock, in ms. */
double Clock (const Work &work);

/* Runs the main loop until the process has nothing to compute any more: what it does in other
 * threads has come to its end. */
void RunUntilAtRest ();

/* How the cost grows with the size: the slope between logarithms; 1 is linear. */
double Exponent (const std::vector<std::pair<double, double>> &sizes_and_costs);

/* A number as the table has it. */
std::string Number (double value);

/* One line of the table: what was measured, what it is compared with, and the goal, which is a
 * most. All of a line is written at once. */
void Print (const std::string &what,
            double value,
            const std::string &unit,
            double most,
            const std::string &note = "");
void PrintRatio (const std::string &what,
                 double value,
                 const std::string &peer_name,
                 double peer,
                 const std::string &unit,
                 double most);

}
