/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-handover.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

void enroll_web_snapshot_async (WebKitWebView *page,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
EnrollHandover *enroll_web_snapshot_finish (GAsyncResult *result);

G_END_DECLS
