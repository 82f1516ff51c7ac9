/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-portal.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

gboolean enroll_web_policy_is_secure (const char *uri);
const char *enroll_web_policy_find_objection (const EnrollPortal *portal,
                                              WebKitNavigationAction *action,
                                              gboolean is_by_program);
gboolean enroll_web_policy_is_unsent (const GError *error);
gboolean enroll_web_policy_is_superseded (const GError *error);
GError *enroll_web_policy_new_error (EnrollError code, const char *uri, const char *reason);
gboolean enroll_web_policy_is_download (WebKitResponsePolicyDecision *decision);
GUri *enroll_web_policy_judge_file (const EnrollPortal *portal,
                                    const char *address,
                                    const char *document,
                                    GError **error);
gboolean enroll_web_policy_trust (WebKitWebContext *context,
                                  GTlsDatabase *authorities,
                                  GTlsCertificate *certificate,
                                  const char *uri);
void enroll_web_policy_answer_dialog (const EnrollPortal *portal, WebKitScriptDialog *dialog);

G_END_DECLS
