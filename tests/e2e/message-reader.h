/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include "wait.h"

namespace e2e
{

/* Waits for the message in the list of the open folder, selects it, and waits until the
 * preview shows it. */
bool SelectMessage (const std::string &subject, int timeout_ms = kTimeoutMs);

/* The subjects (and all other texts) in the message list. */
std::vector<std::string> MessageList ();

/* The header and the body that the preview shows. */
std::string PreviewText ();

bool WaitForPreview (const std::string &text, int timeout_ms = kTimeoutMs);

/* Opens a folder of the account with this name and waits until it is open. */
bool OpenFolder (const std::string &account,
                 const std::string &folder,
                 int timeout_ms = kTimeoutMs);
bool OpenInbox (const std::string &account, int timeout_ms = kTimeoutMs);

/* Asks Evolution to look for new mail now: in all accounts, and in the open folder, which is
 * what a Maildir needs. The main window must be in front. */
bool SendReceive ();

}
