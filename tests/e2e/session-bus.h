/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

namespace e2e
{

/* What services that the session bus starts from now on find in their environment. */
bool SetActivationEnvironment (const std::map<std::string, std::string> &environment);

/* Ends Evolution’s services on this session bus, and waits until their names are free, so that
 * the next stage gets new ones with its own home. */
void StopDataServers ();

}
