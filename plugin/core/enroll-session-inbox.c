/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-session-private.h"

/* In state CONFIRMING: looks out for the mail with the link. What was found opens nothing; the user
 * does. A watch that ends without a link is no failure: the user still has the mail. */

typedef struct
{
  EnrollSession *session;
  GCancellable *cancellable;
} Watch;

static void
watch_free (Watch *watch)
{
  g_object_unref (watch->session);
  g_object_unref (watch->cancellable);
  g_free (watch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watch, watch_free)

static void
watch_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Watch) watch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollSecret) link = NULL;
  EnrollSession *self = watch->session;

  link = enroll_inbox_watch_finish (ENROLL_INBOX (source), result, &error);
  if (self->watch_cancellable != watch->cancellable)
    return;

  if (link == NULL)
    g_debug ("the mail was not watched: %s", error->message);
  g_clear_object (&self->watch_cancellable);
  self->arrived_link = g_steal_pointer (&link);
  enroll_session_notify_inbox (self);
}

/**
 * enroll_session_watch_inbox:
 * @self: a session in state %ENROLL_STATE_CONFIRMING
 *
 * Starts to look out for the mail, if there is somebody who can.
 */
void
enroll_session_watch_inbox (EnrollSession *self)
{
  g_auto (GStrv) opened_digests = enroll_session_dup_opened (self);
  EnrollInboxQuery query = {
    .identity = self->identity,
    .host = enroll_session_get_host (self),
    .since = self->asked_at,
    .opened_link = self->link,
    .opened_digests = (const char *const *)opened_digests,
  };
  Watch *watch;

  enroll_session_unwatch_inbox (self);
  if (self->inbox == NULL)
    return;

  self->watch_cancellable = g_cancellable_new ();
  watch = g_new0 (Watch, 1);
  watch->session = g_object_ref (self);
  watch->cancellable = g_object_ref (self->watch_cancellable);
  enroll_inbox_watch_async (self->inbox, &query, self->watch_cancellable, watch_ended_cb, watch);
  enroll_session_notify_inbox (self);
}

/**
 * enroll_session_unwatch_inbox:
 * @self: a session
 *
 * Ends looking out, and forgets what was found.
 */
void
enroll_session_unwatch_inbox (EnrollSession *self)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->watch_cancellable);
  g_autoptr (EnrollSecret) link = g_steal_pointer (&self->arrived_link);

  g_cancellable_cancel (cancellable);
  if (cancellable != NULL || link != NULL)
    enroll_session_notify_inbox (self);
}

/**
 * enroll_session_is_watching_inbox:
 * @self: a session
 *
 * Returns: %TRUE while somebody looks out for the mail in state %ENROLL_STATE_CONFIRMING
 */
gboolean
enroll_session_is_watching_inbox (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  return self->watch_cancellable != NULL;
}

/**
 * enroll_session_has_arrived_link:
 * @self: a session
 *
 * Returns: %TRUE if the mail is there, in state %ENROLL_STATE_CONFIRMING; its link was not opened
 */
gboolean
enroll_session_has_arrived_link (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  return self->arrived_link != NULL;
}

/**
 * enroll_session_open_arrived_link:
 * @self: a session for which enroll_session_has_arrived_link() holds
 * @error: return location
 *
 * Opens the link of the mail: only by the user's word.
 *
 * Returns: see enroll_session_open_link()
 */
gboolean
enroll_session_open_arrived_link (EnrollSession *self, GError **error)
{
  g_autoptr (EnrollSecret) link = NULL;

  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->arrived_link != NULL, FALSE);

  link = enroll_secret_ref (self->arrived_link);
  return enroll_session_open_link (self, enroll_secret_peek (link), error);
}
