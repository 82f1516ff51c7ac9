/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-camel-inbox.h"
#include "enroll-entry.h"
#include "enroll-error.h"
#include "enroll-folder-watch.h"
#include "enroll-mail-folders.h"
#include "enroll-message.h"

/* After the first look at once: how soon the stores are asked again, and how often from then on. */
#define FIRST_PAUSE_S 5
#define PAUSE_S 12

/* Inbox and Junk are asked every time, of the other folders so many in turn. */
#define MAX_OTHERS 5

/* EnrollInbox by Camel: the folders of the identity's accounts. A store that tells of new mail by
 * itself is heard; every store is asked, too, because many do not. */
struct _EnrollCamelInbox
{
  GObject parent_instance;

  ESourceRegistry *registry;
  CamelSession *session;
  EnrollPortal *portal;
};

/* What is watched in one store. */
typedef struct
{
  CamelStore *store;
  GPtrArray *folders;
  guint next_other;
} StoreWatch;

/* One watch. Its jobs run in a worker thread, one at a time; the stores and their folders belong
 * to the job while one runs, all else to the main thread. Folders tell of changes in any thread. */
typedef struct
{
  GTask *task;
  EnrollPortal *portal;
  char *host;
  gint64 since;
  EnrollSecret *opened_link;
  char **opened_digests;
  char **own_uris;

  GPtrArray *stores;

  gboolean has_job;
  gboolean asks_stores;
  gboolean has_news;
  gboolean is_over;
  guint pause_source;
  GSource *cancel_source;
} Watch;

static void enroll_camel_inbox_inbox_init (EnrollInboxInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollCamelInbox,
                               enroll_camel_inbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_INBOX,
                                                      enroll_camel_inbox_inbox_init))

static void start_job (Watch *watch, gboolean asks_stores);

static void
store_watch_free (gpointer data)
{
  StoreWatch *self = data;

  /* A folder that goes tells its store, and does not keep it. */
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_object_unref (self->store);
  g_free (self);
}

static void
watch_clear (gpointer data)
{
  Watch *watch = data;

  g_clear_object (&watch->task);
  enroll_portal_unref (watch->portal);
  g_free (watch->host);
  g_clear_pointer (&watch->opened_link, enroll_secret_unref);
  g_strfreev (watch->opened_digests);
  g_strfreev (watch->own_uris);
  g_ptr_array_unref (watch->stores);
}

static void
watch_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, watch_clear);
}

static gboolean
news_cb (gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->has_job)
    {
      watch->has_news = TRUE;
    }
  else if (!watch->is_over)
    {
      start_job (watch, FALSE);
    }
  return G_SOURCE_REMOVE;
}

/* In any thread. */
static void
folder_changed_cb (CamelFolder *folder, CamelFolderChangeInfo *changes, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, news_cb, g_atomic_rc_box_acquire (user_data), watch_unref);
}

static void
closure_gone_cb (gpointer data, GClosure *closure)
{
  watch_unref (data);
}

static gboolean
was_opened (Watch *watch, const char *link)
{
  g_autofree char *digest = enroll_entry_dup_link_digest (link);

  return (watch->opened_link != NULL &&
          g_strcmp0 (enroll_secret_peek (watch->opened_link), link) == 0) ||
         (watch->opened_digests != NULL &&
          g_strv_contains ((const char *const *)watch->opened_digests, digest));
}

static gboolean
is_meant (CamelMimeMessage *message, gpointer user_data)
{
  GTask *job = user_data;
  Watch *watch = g_task_get_task_data (job);
  g_autoptr (EnrollInvitation) invitation = enroll_message_find_invitation (message, watch->portal);
  const char *link = invitation != NULL ? enroll_invitation_peek_link (invitation) : NULL;

  if (link == NULL || g_strcmp0 (enroll_invitation_get_host (invitation), watch->host) != 0 ||
      was_opened (watch, link))
    return FALSE;
  g_task_return_pointer (job, enroll_secret_new (link), (GDestroyNotify)enroll_secret_unref);
  return TRUE;
}

static void
open_store (Watch *watch, StoreWatch *self, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = NULL;

  folders = enroll_mail_folders_open (self->store,
                                      (const char *const *)watch->own_uris,
                                      cancellable,
                                      &error);
  if (folders == NULL)
    {
      g_debug ("a store could not be opened: %s", error->message);
      return;
    }
  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_folder_watch_free);
  for (guint i = 0; i < folders->len; i++)
    {
      CamelFolder *folder = g_ptr_array_index (folders, i);

      g_signal_connect_data (folder,
                             "changed",
                             G_CALLBACK (folder_changed_cb),
                             g_atomic_rc_box_acquire (watch),
                             closure_gone_cb,
                             0);
      g_ptr_array_add (self->folders, enroll_folder_watch_new (folder, watch->since));
    }
}

static gboolean
is_one_of_first (EnrollFolderWatch *folder, guint index)
{
  const guint flags = camel_folder_get_flags (enroll_folder_watch_get_folder (folder));

  return index == 0 || (flags & CAMEL_FOLDER_IS_JUNK) != 0;
}

static void
ask_store (StoreWatch *self, GCancellable *cancellable)
{
  const guint n = self->folders->len;
  guint n_others = 0;

  for (guint i = 0; i < n; i++)
    {
      EnrollFolderWatch *folder = g_ptr_array_index (self->folders, i);

      if (is_one_of_first (folder, i))
        enroll_folder_watch_refresh (folder, cancellable);
    }
  for (guint i = 0; i < n && n_others < MAX_OTHERS; i++)
    {
      guint index = self->next_other++ % n;
      EnrollFolderWatch *folder = g_ptr_array_index (self->folders, index);

      if (is_one_of_first (folder, index))
        continue;
      enroll_folder_watch_refresh (folder, cancellable);
      n_others++;
    }
}

static gboolean
look_into_store (GTask *job, StoreWatch *self, GCancellable *cancellable)
{
  for (guint i = 0; i < self->folders->len; i++)
    {
      if (enroll_folder_watch_look (g_ptr_array_index (self->folders, i),
                                    is_meant,
                                    job,
                                    cancellable))
        return TRUE;
    }
  return FALSE;
}

static void
run_job_in_thread (GTask *job, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Watch *watch = task_data;

  for (guint i = 0; i < watch->stores->len; i++)
    {
      StoreWatch *self = g_ptr_array_index (watch->stores, i);

      if (g_task_return_error_if_cancelled (job))
        return;
      if (self->folders == NULL)
        open_store (watch, self, cancellable);
      if (self->folders == NULL)
        continue;
      if (watch->asks_stores)
        ask_store (self, cancellable);
      if (look_into_store (job, self, cancellable))
        return;
    }
  g_task_return_pointer (job, NULL, NULL);
}

/* The handlers hold the watch, and the watch holds the folders. */
static void
stop_listening (Watch *watch)
{
  for (guint i = 0; i < watch->stores->len; i++)
    {
      StoreWatch *self = g_ptr_array_index (watch->stores, i);

      for (guint j = 0; self->folders != NULL && j < self->folders->len; j++)
        {
          EnrollFolderWatch *folder = g_ptr_array_index (self->folders, j);

          g_signal_handlers_disconnect_by_func (enroll_folder_watch_get_folder (folder),
                                                folder_changed_cb,
                                                watch);
        }
    }
}

/* @link: (transfer full) (nullable): what was found, or %NULL if it was cancelled */
static void
end_watch (Watch *watch, EnrollSecret *link)
{
  g_autoptr (GTask) task = g_steal_pointer (&watch->task);

  watch->is_over = TRUE;
  g_clear_handle_id (&watch->pause_source, g_source_remove);
  if (watch->cancel_source != NULL)
    g_source_destroy (watch->cancel_source);
  g_clear_pointer (&watch->cancel_source, g_source_unref);
  if (!watch->has_job)
    stop_listening (watch);

  if (link != NULL)
    {
      g_task_return_pointer (task, link, (GDestroyNotify)enroll_secret_unref);
    }
  else
    {
      g_task_return_error_if_cancelled (task);
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  end_watch (user_data, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
pause_over_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->pause_source = 0;
  if (!watch->has_job)
    start_job (watch, TRUE);
  return G_SOURCE_REMOVE;
}

static void
pause_for (Watch *watch, guint seconds)
{
  watch->pause_source = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT,
                                                    seconds,
                                                    pause_over_cb,
                                                    g_atomic_rc_box_acquire (watch),
                                                    watch_unref);
}

static void
job_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = g_task_get_task_data (G_TASK (result));
  g_autoptr (EnrollSecret) link = NULL;

  link = g_task_propagate_pointer (G_TASK (result), NULL);
  watch->has_job = FALSE;
  if (watch->is_over)
    {
      stop_listening (watch);
    }
  else if (link != NULL)
    {
      end_watch (watch, g_steal_pointer (&link));
    }
  else if (watch->has_news)
    {
      start_job (watch, FALSE);
    }
  else if (watch->pause_source == 0)
    {
      pause_for (watch, PAUSE_S);
    }
}

/* Looks for new messages; with @asks_stores, after asking the stores for them. */
static void
start_job (Watch *watch, gboolean asks_stores)
{
  GCancellable *cancellable = g_task_get_cancellable (watch->task);
  g_autoptr (GTask) job = g_task_new (NULL, cancellable, job_ended_cb, NULL);

  g_task_set_source_tag (job, start_job);
  g_task_set_task_data (job, g_atomic_rc_box_acquire (watch), watch_unref);
  watch->has_job = TRUE;
  watch->has_news = FALSE;
  watch->asks_stores = asks_stores;
  g_task_run_in_thread (job, run_job_in_thread);
}

static Watch *
make_watch (EnrollCamelInbox *self, const EnrollInboxQuery *query)
{
  Watch *watch = g_atomic_rc_box_new0 (Watch);
  g_autoptr (GPtrArray) stores = NULL;

  stores = enroll_mail_folders_find_stores (self->registry, self->session, query->identity->uid);
  watch->stores = g_ptr_array_new_with_free_func (store_watch_free);
  for (guint i = 0; i < stores->len; i++)
    {
      StoreWatch *store_watch = g_new0 (StoreWatch, 1);

      store_watch->store = g_object_ref (g_ptr_array_index (stores, i));
      g_ptr_array_add (watch->stores, store_watch);
    }
  watch->own_uris = enroll_mail_folders_dup_own_uris (self->registry);
  watch->portal = enroll_portal_ref (self->portal);
  watch->host = g_strdup (query->host);
  watch->since = query->since;
  if (query->opened_link != NULL)
    watch->opened_link = enroll_secret_ref (query->opened_link);
  watch->opened_digests = g_strdupv ((char **)query->opened_digests);
  return watch;
}

static void
enroll_camel_inbox_watch_async (EnrollInbox *inbox,
                                const EnrollInboxQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  EnrollCamelInbox *self = ENROLL_CAMEL_INBOX (inbox);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Watch *watch = make_watch (self, query);

  g_task_set_source_tag (task, enroll_camel_inbox_watch_async);
  if (watch->stores->len == 0)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_NO_ACCOUNT,
                               "there is no mailbox of the account");
      watch_unref (watch);
      return;
    }

  watch->task = g_steal_pointer (&task);
  if (cancellable != NULL)
    {
      watch->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (watch->cancel_source,
                             G_SOURCE_FUNC (cancelled_cb),
                             g_atomic_rc_box_acquire (watch),
                             watch_unref);
      g_source_attach (watch->cancel_source, NULL);
    }
  pause_for (watch, FIRST_PAUSE_S);
  start_job (watch, TRUE);
  watch_unref (watch);
}

static EnrollSecret *
enroll_camel_inbox_watch_finish (EnrollInbox *inbox, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
enroll_camel_inbox_inbox_init (EnrollInboxInterface *iface)
{
  iface->watch_async = enroll_camel_inbox_watch_async;
  iface->watch_finish = enroll_camel_inbox_watch_finish;
}

static void
enroll_camel_inbox_dispose (GObject *object)
{
  EnrollCamelInbox *self = ENROLL_CAMEL_INBOX (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enroll_camel_inbox_parent_class)->dispose (object);
}

static void
enroll_camel_inbox_finalize (GObject *object)
{
  g_clear_pointer (&ENROLL_CAMEL_INBOX (object)->portal, enroll_portal_unref);

  G_OBJECT_CLASS (enroll_camel_inbox_parent_class)->finalize (object);
}

static void
enroll_camel_inbox_class_init (EnrollCamelInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_camel_inbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = enroll_camel_inbox_finalize;
}

static void
enroll_camel_inbox_init (EnrollCamelInbox *self)
{
}

/**
 * enroll_camel_inbox_new:
 * @registry: (nullable): the accounts; without it an account is called what its identity is called
 * @session: the mail program's session
 * @portal: the portal whose links are looked for
 *
 * Returns: (transfer full): the mailboxes of an enrollment
 */
EnrollCamelInbox *
enroll_camel_inbox_new (ESourceRegistry *registry, CamelSession *session, EnrollPortal *portal)
{
  EnrollCamelInbox *self = g_object_new (ENROLL_TYPE_CAMEL_INBOX, NULL);

  g_set_object (&self->registry, registry);
  g_set_object (&self->session, session);
  self->portal = enroll_portal_ref (portal);
  return self;
}
