/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <string>

#include <glib.h>

namespace e2e
{

/* How long a thing may take that needs Evolution; a machine under load is slow. */
constexpr int kTimeoutMs = 30000;

/* Runs the main context until the predicate holds; false if it never did. With ENROLL_PATIENCE it
 * waits so many times longer. */
bool Eventually (const std::function<bool ()> &predicate, int timeout_ms = kTimeoutMs);

/* The value of an environment variable, empty if it is not set. */
std::string Environment (const char *name);

/* Writes a file, with the folders above it. */
bool WriteFile (const std::string &path, const std::string &content);

/* The content of a file, empty if it cannot be read. */
std::string ReadFile (const std::string &path);

/* A new private folder under TMPDIR; empty on failure. */
std::string MakeFolder (const std::string &prefix);

/* Removes a folder with all that is in it; symbolic links are not followed. */
void RemoveFolder (const std::string &path);

}
