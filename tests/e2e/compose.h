/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include "smtp-sink.h"
#include "wait.h"

namespace e2e
{

/* Writes a message in Evolution's editor without sending it; the editor stays in front. */
bool Compose (const std::string &to, const std::string &subject, const std::string &body);

/* Until Evolution's editor has been opened, by whomever. */
bool WaitForEditor ();

/* Sends what is in the editor and waits until the sink has got it. */
bool SendComposed (SmtpSink &sink, int timeout_ms = kTimeoutMs);

bool ComposeAndSend (SmtpSink &sink,
                     const std::string &to,
                     const std::string &subject,
                     const std::string &body);

}
