/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

gboolean enroll_web_policy_is_secure (const char *uri);
gboolean enroll_web_policy_is_download (WebKitResponsePolicyDecision *decision);
gboolean enroll_web_policy_verify (GTlsDatabase *authorities,
                                   GTlsCertificate *certificate,
                                   const char *uri);

G_END_DECLS
