/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <camel/camel.h>

G_BEGIN_DECLS

typedef struct _EnrollFolderWatch EnrollFolderWatch;

/**
 * EnrollMessageFunc:
 * @message: a message that has just arrived
 * @user_data: the caller's
 *
 * Returns: %TRUE if this is the one
 */
typedef gboolean (*EnrollMessageFunc) (CamelMimeMessage *message, gpointer user_data);

EnrollFolderWatch *enroll_folder_watch_new (CamelFolder *folder, gint64 since);
void enroll_folder_watch_free (EnrollFolderWatch *self);

CamelFolder *enroll_folder_watch_get_folder (EnrollFolderWatch *self);

gboolean enroll_folder_watch_refresh (EnrollFolderWatch *self, GCancellable *cancellable);
gboolean enroll_folder_watch_look (EnrollFolderWatch *self,
                                   EnrollMessageFunc is_meant,
                                   gpointer user_data,
                                   GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollFolderWatch, enroll_folder_watch_free)

G_END_DECLS
