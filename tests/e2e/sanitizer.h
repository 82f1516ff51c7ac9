/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

namespace e2e
{

/* What Evolution needs to have its module watched, added to @environment. A module that was built
 * with the address sanitizer needs the sanitizer’s library from the start: ENROLL_PRELOAD names it.
 * Without that there is nothing to do, here and below. */
std::map<std::string, std::string> SanitizerEnvironment (
    const std::map<std::string, std::string> &environment,
    const std::string &folder);

/* The same for an Evolution that only tells the other one something: it loads the module, too. */
std::map<std::string, std::string> ErrorsOnly (
    const std::map<std::string, std::string> &environment);

/* What the sanitizers have found in an Evolution that has ended: every error, wherever it was, and
 * each leak with a function of the plugin in its stack. The leaks of Evolution and its libraries
 * are not in it, but are counted in the output of the test. */
std::string SanitizerFindings (const std::string &folder);

}
