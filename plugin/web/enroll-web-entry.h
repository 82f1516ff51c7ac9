/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-handover.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

void enroll_web_entry_prepare_async (WebKitWebContext *context,
                                     GProxyResolver *proxy_resolver,
                                     EnrollHandover *handover,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
EnrollHandover *enroll_web_entry_prepare_finish (GAsyncResult *result, GError **error);

G_END_DECLS
