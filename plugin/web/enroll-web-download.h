/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

/**
 * EnrollWebLimits:
 * @silence_ms: how long nothing may come of what is under way
 * @exchange_ms: how long all of it may take
 */
typedef struct
{
  guint silence_ms;
  guint exchange_ms;
} EnrollWebLimits;

gboolean enroll_web_download_is_bearable (guint n_under_way, guint n_begun);

void enroll_web_download_take_async (WebKitDownload *download,
                                     EnrollPortal *portal,
                                     const char *document,
                                     const EnrollWebLimits *limits,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *enroll_web_download_take_finish (GAsyncResult *result,
                                         char **host,
                                         char **media_type,
                                         GError **error);

G_END_DECLS
