/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-evolution-compat.h"
#include "enroll-folder-watch.h"

/* More than these are never read at once, the newest first. */
#define MAX_MESSAGES 20
#define MAX_SIZE (1024 * 1024)

/* How far the clock of the server may be behind, for mail that was there when the watch began. */
#define CLOCK_SLACK 120

/* What is older was not sent now but moved here, whenever it appeared. */
#define MAX_AGE 86400

/* New messages of one folder. What is new is told by the folder's summary; only a message that is
 * new is read. One thread at a time, never the main thread: all of this may wait. */
struct _EnrollFolderWatch
{
  CamelFolder *folder;
  gint64 since;
  GHashTable *known;
  gboolean was_refreshed;
  gboolean is_complete;
};

typedef struct
{
  char *uid;
  gint64 date;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->uid);
  g_free (candidate);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const Candidate *first = *(const Candidate *const *)a;
  const Candidate *second = *(const Candidate *const *)b;

  return (first->date < second->date) - (first->date > second->date);
}

/**
 * enroll_folder_watch_new:
 * @folder: a folder
 * @since: since when messages are new, seconds since 1970
 *
 * Returns: (transfer full): a watch that has not looked yet
 */
EnrollFolderWatch *
enroll_folder_watch_new (CamelFolder *folder, gint64 since)
{
  EnrollFolderWatch *self = g_new0 (EnrollFolderWatch, 1);

  self->folder = g_object_ref (folder);
  self->since = since;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
enroll_folder_watch_free (EnrollFolderWatch *self)
{
  g_hash_table_unref (self->known);
  g_object_unref (self->folder);
  g_free (self);
}

CamelFolder *
enroll_folder_watch_get_folder (EnrollFolderWatch *self)
{
  return self->folder;
}

/**
 * enroll_folder_watch_refresh:
 * @self: a watch
 * @cancellable: (nullable): a cancellable
 *
 * Asks the store what is in the folder now. Fetches no message.
 *
 * Returns: %FALSE if the store could not tell
 */
gboolean
enroll_folder_watch_refresh (EnrollFolderWatch *self, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!camel_folder_refresh_info_sync (self->folder, cancellable, &error))
    {
      g_debug ("a folder could not be refreshed: %s", error->message);
      return FALSE;
    }
  self->was_refreshed = TRUE;
  return TRUE;
}

static gint64
get_date (const CamelMessageInfo *info)
{
  gint64 received = camel_message_info_get_date_received (info);

  return received > 0 ? received : camel_message_info_get_date_sent (info);
}

/* Once the folder is known as the store has it, what appears in it is new, whatever clocks say. */
static gboolean
is_plausible (EnrollFolderWatch *self, const CamelMessageInfo *info)
{
  guint32 flags = camel_message_info_get_flags (info);

  if ((flags & (CAMEL_MESSAGE_DELETED | CAMEL_MESSAGE_DRAFT)) != 0 ||
      camel_message_info_get_size (info) > MAX_SIZE)
    return FALSE;
  return self->is_complete || get_date (info) >= self->since - CLOCK_SLACK;
}

static void
add_candidate (EnrollFolderWatch *self, const char *uid, GPtrArray *candidates)
{
  g_autoptr (CamelMessageInfo) info = NULL;

  if (g_hash_table_contains (self->known, uid))
    return;
  info = camel_folder_get_message_info (self->folder, uid);
  if (info == NULL)
    return;

  g_hash_table_add (self->known, g_strdup (uid));
  if (is_plausible (self, info))
    {
      Candidate *candidate = g_new0 (Candidate, 1);

      candidate->uid = g_strdup (uid);
      candidate->date = get_date (info);
      g_ptr_array_add (candidates, candidate);
    }
}

/* The summary is asked for days, not read through: a folder may hold a hundred thousand messages. */
static GPtrArray *
list_candidates (EnrollFolderWatch *self, GCancellable *cancellable)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autofree char *days = g_strdup_printf ("%" G_GINT64_FORMAT, self->since - MAX_AGE);
  g_autofree char *expression = g_strconcat ("(match-all (or (> (get-received-date) ",
                                             days,
                                             ") (> (get-sent-date) ",
                                             days,
                                             ")))",
                                             NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) uids =
      enroll_compat_search_folder (self->folder, expression, cancellable, &error);

  if (uids == NULL)
    {
      g_debug ("a folder could not be searched: %s", error != NULL ? error->message : "no reason");
      return candidates;
    }
  for (guint i = 0; i < uids->len; i++)
    add_candidate (self, g_ptr_array_index (uids, i), candidates);

  /* From now on the summary is what the store has, and all of it is known. */
  self->is_complete = self->was_refreshed;
  g_ptr_array_sort (candidates, compare_newest_first);
  return candidates;
}

/**
 * enroll_folder_watch_look:
 * @self: a watch
 * @is_meant: asked for each new message, until it is content
 * @user_data: for @is_meant
 * @cancellable: (nullable): a cancellable
 *
 * Reads what is new since the last look. A message that could not be read is new next time, too.
 *
 * Returns: %TRUE if @is_meant was content
 */
gboolean
enroll_folder_watch_look (EnrollFolderWatch *self,
                          EnrollMessageFunc is_meant,
                          gpointer user_data,
                          GCancellable *cancellable)
{
  g_autoptr (GPtrArray) candidates = list_candidates (self, cancellable);

  for (guint i = 0; i < candidates->len && i < MAX_MESSAGES; i++)
    {
      const Candidate *candidate = g_ptr_array_index (candidates, i);
      g_autoptr (CamelMimeMessage) message = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      message = camel_folder_get_message_sync (self->folder, candidate->uid, cancellable, NULL);
      if (message == NULL)
        {
          g_hash_table_remove (self->known, candidate->uid);
        }
      else if (is_meant (message, user_data))
        {
          return TRUE;
        }
    }
  return FALSE;
}
