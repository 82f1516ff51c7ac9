/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

void enroll_page_call_async (WebKitWebView *view,
                             const char *expression,
                             GVariant *arguments,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
JSCValue *enroll_page_call_finish (WebKitWebView *view, GAsyncResult *result, GError **error);

G_END_DECLS
