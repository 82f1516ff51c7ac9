/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

gboolean enroll_web_download_is_bearable (guint n_under_way, guint n_begun);

void enroll_web_download_take_async (WebKitDownload *download,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *enroll_web_download_take_finish (GAsyncResult *result, char **media_type, GError **error);

G_END_DECLS
