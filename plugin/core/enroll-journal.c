/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-journal-folder.h"
#include "enroll-journal.h"

/* What is on disk about enrollments. Lives in the main thread, works in others: one operation after
 * the other, in the order in which they were asked for. */
struct _EnrollJournal
{
  GObject parent_instance;

  EnrollVault *vault;
  EnrollJournalFolder *folder; /* of the operation that is under way */
  GQueue operations;           /* of GTask; the first one is under way */
};

G_DEFINE_FINAL_TYPE (EnrollJournal, enroll_journal, G_TYPE_OBJECT)

typedef enum
{
  WRITE,
  READ,
  LIST,
  RELEASE,
  REMOVE,
} Kind;

typedef struct
{
  Kind kind;
  char *id;
  EnrollEntry *entry;
  GBytes *sealed;
  GPtrArray *over; /* enrollments of which nothing is needed any more */
} Operation;

static void run_next (EnrollJournal *self);

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_free (operation->id);
  g_clear_pointer (&operation->entry, enroll_entry_free);
  g_clear_pointer (&operation->sealed, g_bytes_unref);
  g_ptr_array_unref (operation->over);
  g_free (operation);
}

static void
note_over (Operation *operation, const char *id)
{
  g_ptr_array_add (operation->over, g_strdup (id));
}

static Operation *
get_operation (GTask *task)
{
  return g_task_get_task_data (task);
}

/* Its result is on its way; the next one may begin. */
static void
end_operation (GTask *task)
{
  EnrollJournal *self = g_task_get_source_object (task);
  g_autoptr (GTask) ended = g_queue_pop_head (&self->operations);

  g_assert (ended == task);
  run_next (self);
}

static void
write_entry (EnrollJournalFolder *folder, const EnrollEntry *entry, GBytes *sealed, GError **error)
{
  g_autofree char *text = enroll_entry_to_text (entry, sealed);
  const char *link = entry->link != NULL ? enroll_secret_peek (entry->link) : NULL;

  if (entry->state == ENROLL_STATE_OPENING && link != NULL &&
      enroll_entry_is_used_link (entry, link))
    {
      enroll_journal_folder_write_opening (folder, entry->id, text, link, error);
    }
  else
    {
      enroll_journal_folder_write (folder, entry->id, text, error);
    }
}

static void
work_in_thread (GTask *work, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GTask *task = task_data;
  EnrollJournal *self = g_task_get_source_object (task);
  Operation *operation = get_operation (task);
  GError *error = NULL;

  switch (operation->kind)
    {
    case WRITE:
      {
        write_entry (self->folder, operation->entry, operation->sealed, &error);
        if (!enroll_entry_is_unfinished (operation->entry))
          {
            if (error == NULL)
              note_over (operation, operation->entry->id);
            enroll_journal_folder_release (self->folder, operation->entry->id);
          }
        break;
      }
    case READ:
      operation->entry =
          enroll_journal_folder_read (self->folder, operation->id, &operation->sealed, &error);
      break;
    case LIST:
      g_task_return_pointer (work,
                             enroll_journal_folder_list (self->folder,
                                                         g_get_real_time () / G_USEC_PER_SEC,
                                                         operation->over),
                             (GDestroyNotify)g_ptr_array_unref);
      return;
    case RELEASE:
      enroll_journal_folder_release (self->folder, operation->id);
      break;
    case REMOVE:
      if (enroll_journal_folder_remove (self->folder, operation->id))
        note_over (operation, operation->id);
      break;
    }
  if (error != NULL)
    {
      g_task_return_error (work, error);
    }
  else
    {
      g_task_return_pointer (work, NULL, NULL);
    }
}

/* An entry whose secrets are lost still says what was asked for, and with which key. One whose
 * secrets cannot be had now is left alone: going on without them would replace them. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) secrets = NULL;
  Operation *operation = get_operation (task);

  secrets = enroll_vault_finish (ENROLL_VAULT (source), result, &error);
  if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_LOCKED))
    {
      enroll_journal_release (g_task_get_source_object (task), operation->id);
      g_task_return_error (task, g_steal_pointer (&error));
      end_operation (task);
      return;
    }
  if (secrets == NULL || !enroll_entry_take_secrets (operation->entry, secrets, &error))
    g_message ("what is sealed in an entry cannot be had: %s", error->message);
  g_task_return_pointer (task,
                         g_steal_pointer (&operation->entry),
                         (GDestroyNotify)enroll_entry_free);
  end_operation (task);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollJournal *self = g_task_get_source_object (task);
  Operation *operation = get_operation (task);
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  /* Not before: what is sealed in the entry is needed as long as the entry is there. */
  for (guint i = 0; self->vault != NULL && i < operation->over->len; i++)
    enroll_vault_forget (self->vault, g_ptr_array_index (operation->over, i));
  if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else if (operation->kind == READ && operation->sealed != NULL && self->vault != NULL)
    {
      enroll_vault_open_async (self->vault,
                               operation->id,
                               operation->sealed,
                               opened_cb,
                               g_object_ref (task));
      return;
    }
  else if (operation->kind == READ)
    {
      g_task_return_pointer (task,
                             g_steal_pointer (&operation->entry),
                             (GDestroyNotify)enroll_entry_free);
    }
  else
    {
      g_task_return_pointer (task, value, (GDestroyNotify)g_ptr_array_unref);
    }
  end_operation (task);
}

/* The worker may hold its own task a moment longer than worked_cb() takes. So it holds nothing else:
 * the journal is finalised, and its entries are free for other programs, in the main thread. */
static void
work (GTask *task)
{
  g_autoptr (GTask) work_task = g_task_new (NULL, NULL, worked_cb, g_object_ref (task));

  g_task_set_source_tag (work_task, work);
  g_task_set_task_data (work_task, task, NULL);
  g_task_run_in_thread (work_task, work_in_thread);
}

/* Without a vault for it the entry is written all the same: an enrollment that can be gone on with
 * less comfortably is better than none. */
static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Operation *operation = get_operation (task);

  operation->sealed = enroll_vault_finish (ENROLL_VAULT (source), result, &error);
  if (operation->sealed == NULL)
    g_message ("the secrets of an enrollment are not kept: %s", error->message);
  work (task);
}

static void
run_next (EnrollJournal *self)
{
  GTask *task = g_queue_peek_head (&self->operations);
  Operation *operation = task != NULL ? get_operation (task) : NULL;

  if (task == NULL)
    return;
  if (operation->kind == WRITE && operation->entry->has_secrets && self->vault != NULL)
    {
      g_autoptr (GBytes) secrets = enroll_entry_dup_secrets (operation->entry);

      enroll_vault_seal_async (self->vault,
                               operation->entry->id,
                               secrets,
                               sealed_cb,
                               g_object_ref (task));
    }
  else
    {
      work (task);
    }
}

static void
add_operation (EnrollJournal *self,
               Kind kind,
               const char *id,
               EnrollEntry *entry,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  g_task_set_source_tag (task, add_operation);
  operation->over = g_ptr_array_new_with_free_func (g_free);
  operation->kind = kind;
  operation->id = g_strdup (id);
  operation->entry = entry;
  g_task_set_task_data (task, operation, operation_free);
  g_queue_push_tail (&self->operations, task);
  if (g_queue_get_length (&self->operations) == 1)
    run_next (self);
}

static void
enroll_journal_finalize (GObject *object)
{
  EnrollJournal *self = ENROLL_JOURNAL (object);

  g_clear_object (&self->vault);
  g_clear_pointer (&self->folder, enroll_journal_folder_free);

  G_OBJECT_CLASS (enroll_journal_parent_class)->finalize (object);
}

static void
enroll_journal_class_init (EnrollJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_journal_finalize;
}

static void
enroll_journal_init (EnrollJournal *self)
{
  g_queue_init (&self->operations);
}

/**
 * enroll_journal_new:
 * @directory: where the entries are; made when the first one is written
 * @vault: (nullable): what seals their secrets; without it they are not kept
 *
 * Returns: (transfer full): a journal
 */
EnrollJournal *
enroll_journal_new (const char *directory, EnrollVault *vault)
{
  EnrollJournal *self = g_object_new (ENROLL_TYPE_JOURNAL, NULL);

  g_set_object (&self->vault, vault);
  self->folder = enroll_journal_folder_new (directory);
  return self;
}

/**
 * enroll_journal_write_async:
 * @self: a journal
 * @entry: (transfer full): an entry
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Replaces the entry of the same enrollment. If it says that nothing is left to do, its secrets are
 * lost for good.
 */
void
enroll_journal_write_async (EnrollJournal *self,
                            EnrollEntry *entry,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_JOURNAL (self));

  add_operation (self, WRITE, entry->id, entry, callback, user_data);
}

/**
 * enroll_journal_write_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_JOURNAL, or %ENROLL_ERROR_BUSY if another program works on it
 */
gboolean
enroll_journal_write_finish (EnrollJournal *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) problem = NULL;

  g_task_propagate_pointer (G_TASK (result), &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * enroll_journal_read_async:
 * @self: a journal
 * @id: an enrollment
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Takes the entry for this program, reads it, and opens what is sealed in it.
 */
void
enroll_journal_read_async (EnrollJournal *self,
                           const char *id,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_JOURNAL (self));

  add_operation (self, READ, id, NULL, callback, user_data);
}

EnrollEntry *
enroll_journal_read_finish (EnrollJournal *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * enroll_journal_list_async:
 * @self: a journal
 * @callback: called with the result
 * @user_data: for @callback
 *
 * See enroll_journal_folder_list().
 */
void
enroll_journal_list_async (EnrollJournal *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_JOURNAL (self));

  add_operation (self, LIST, NULL, NULL, callback, user_data);
}

GPtrArray *
enroll_journal_list_finish (EnrollJournal *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * enroll_journal_release:
 * @self: a journal
 * @id: an enrollment that is left for now
 *
 * Lets other programs go on with it.
 */
void
enroll_journal_release (EnrollJournal *self, const char *id)
{
  g_return_if_fail (ENROLL_IS_JOURNAL (self));

  add_operation (self, RELEASE, id, NULL, NULL, NULL);
}

/**
 * enroll_journal_remove:
 * @self: a journal
 * @id: an enrollment
 *
 * Forgets the enrollment. Keys and certificates in the store stay.
 */
void
enroll_journal_remove (EnrollJournal *self, const char *id)
{
  g_return_if_fail (ENROLL_IS_JOURNAL (self));

  add_operation (self, REMOVE, id, NULL, NULL, NULL);
}
