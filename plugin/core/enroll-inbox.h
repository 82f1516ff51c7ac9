/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"
#include "enroll-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollInboxQuery:
 * @identity: whose mail
 * @host: the host that the link leads to, with its port unless it is 443
 * @since: when the mail was asked for, seconds since 1970
 * @opened_link: (nullable): a link that was opened already, and is not meant
 * @opened_digests: (nullable): nor are those whose digest, see enroll_entry_dup_link_digest(), is here
 *
 * Which mail is waited for.
 */
typedef struct
{
  const EnrollIdentity *identity;
  const char *host;
  gint64 since;
  EnrollSecret *opened_link;
  const char *const *opened_digests;
} EnrollInboxQuery;

#define ENROLL_TYPE_INBOX (enroll_inbox_get_type ())
G_DECLARE_INTERFACE (EnrollInbox, enroll_inbox, ENROLL, INBOX, GObject)

/**
 * EnrollInboxInterface:
 * @watch_async: waits for the mail; copies what it needs of @query
 * @watch_finish: (transfer full) (nullable): the link in the mail, which was not opened; or %NULL
 *   when it was cancelled, or with %ENROLL_ERROR_NO_ACCOUNT if there is nothing to look into
 *
 * Where mail for the account arrives.
 */
struct _EnrollInboxInterface
{
  GTypeInterface parent_interface;

  void (*watch_async) (EnrollInbox *self,
                       const EnrollInboxQuery *query,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  EnrollSecret *(*watch_finish) (EnrollInbox *self, GAsyncResult *result, GError **error);
};

void enroll_inbox_watch_async (EnrollInbox *self,
                               const EnrollInboxQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
EnrollSecret *enroll_inbox_watch_finish (EnrollInbox *self, GAsyncResult *result, GError **error);

G_END_DECLS
