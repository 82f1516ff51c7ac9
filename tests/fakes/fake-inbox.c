/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-inbox.h"
#include "fake-calls.h"

#include "enroll-entry.h"

/* An inbox that stays empty until a test delivers something. Calls: “watch UID HOST OPENED-LINK”. */
struct _FakeInbox
{
  GObject parent_instance;

  FakeCalls *calls;
  GTask *waiting;
  gint64 since;
  char **opened_digests;
};

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  FakeInbox *self = FAKE_INBOX (user_data);

  if (self->waiting != NULL && g_task_get_cancellable (self->waiting) == cancellable &&
      g_task_get_check_cancellable (self->waiting))
    fake_calls_end (self->calls, g_steal_pointer (&self->waiting), NULL, NULL);
}

static void
fake_inbox_watch_async (EnrollInbox *inbox,
                        const EnrollInboxQuery *query,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  FakeInbox *self = FAKE_INBOX (inbox);

  g_return_if_fail (self->waiting == NULL);

  self->since = query->since;
  g_strfreev (self->opened_digests);
  self->opened_digests = g_strdupv ((char **)query->opened_digests);
  self->waiting = fake_calls_begin (self->calls, self, cancellable, callback, user_data);
  fake_calls_record (self->calls,
                     "watch %s %s %s",
                     query->identity->uid,
                     query->host,
                     query->opened_link != NULL ? enroll_secret_peek (query->opened_link) : "-");
  g_signal_connect_object (cancellable,
                           "cancelled",
                           G_CALLBACK (cancelled_cb),
                           self,
                           G_CONNECT_DEFAULT);
}

static EnrollSecret *
fake_inbox_watch_finish (EnrollInbox *inbox, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_inbox_iface_init (EnrollInboxInterface *iface)
{
  iface->watch_async = fake_inbox_watch_async;
  iface->watch_finish = fake_inbox_watch_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeInbox,
                               fake_inbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_INBOX, fake_inbox_iface_init))

static void
fake_inbox_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_INBOX (object)->calls, fake_calls_free);
  g_strfreev (FAKE_INBOX (object)->opened_digests);

  G_OBJECT_CLASS (fake_inbox_parent_class)->finalize (object);
}

static void
fake_inbox_class_init (FakeInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_inbox_finalize;
}

static void
fake_inbox_init (FakeInbox *self)
{
  self->calls = fake_calls_new ();
}

FakeInbox *
fake_inbox_new (void)
{
  return g_object_new (FAKE_TYPE_INBOX, NULL);
}

const GPtrArray *
fake_inbox_get_history (FakeInbox *self)
{
  return fake_calls_get_history (self->calls);
}

gboolean
fake_inbox_is_watched (FakeInbox *self)
{
  return self->waiting != NULL;
}

gint64
fake_inbox_get_since (FakeInbox *self)
{
  return self->since;
}

/**
 * fake_inbox_leaves_alone:
 * @self: an inbox that was watched
 * @link: a link
 *
 * Returns: %TRUE if the last watch was told that @link was opened before
 */
gboolean
fake_inbox_leaves_alone (FakeInbox *self, const char *link)
{
  g_autofree char *digest = enroll_entry_dup_link_digest (link);

  return self->opened_digests != NULL &&
         g_strv_contains ((const char *const *)self->opened_digests, digest);
}

/**
 * fake_inbox_deliver:
 * @self: a watched inbox
 * @link: the link in the mail that arrives
 */
void
fake_inbox_deliver (FakeInbox *self, const char *link)
{
  g_return_if_fail (self->waiting != NULL);

  fake_calls_end (self->calls,
                  g_steal_pointer (&self->waiting),
                  enroll_secret_new (link),
                  (GDestroyNotify)enroll_secret_unref);
}

/**
 * fake_inbox_give_up:
 * @self: a watched inbox
 * @error: (transfer full): why it looks no longer
 */
void
fake_inbox_give_up (FakeInbox *self, GError *error)
{
  g_return_if_fail (self->waiting != NULL);

  fake_calls_end_with_error (g_steal_pointer (&self->waiting), error);
}

void
fake_inbox_set_ignores_cancel (FakeInbox *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}
