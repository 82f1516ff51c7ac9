/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-inbox.h"

G_DEFINE_INTERFACE (EnrollInbox, enroll_inbox, G_TYPE_OBJECT)

static void
enroll_inbox_default_init (EnrollInboxInterface *iface)
{
}

void
enroll_inbox_watch_async (EnrollInbox *self,
                          const EnrollInboxQuery *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_INBOX (self));
  g_return_if_fail (query != NULL);

  ENROLL_INBOX_GET_IFACE (self)->watch_async (self, query, cancellable, callback, user_data);
}

EnrollSecret *
enroll_inbox_watch_finish (EnrollInbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_INBOX (self), NULL);

  return ENROLL_INBOX_GET_IFACE (self)->watch_finish (self, result, error);
}
