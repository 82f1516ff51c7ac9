/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

WebKitWebContext *enroll_web_engine_new_context (void);
WebKitWebView *enroll_web_engine_new_view (WebKitWebContext *context,
                                           WebKitUserContentManager *content_manager,
                                           WebKitWebView *related);

G_END_DECLS
