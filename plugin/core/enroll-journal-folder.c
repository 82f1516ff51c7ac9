/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-journal-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The journal's folder: a file for each entry, replaced as a whole and on disk before it counts,
 * which nobody but the user can read; and beside it a lock, held by the one program that works on
 * the entry and gone when that program is. All of it blocks: for one worker thread at a time. */

#define SUFFIX ".enrollment"
#define LOCK_SUFFIX ".lock"
#define MAX_FILE ((gsize)16 * 1024 * 1024)
#define MAX_TRIES 10
#define DAY_S ((gint64)24 * 60 * 60)
/* Certificates are valid for 825 days at most (S/MIME Baseline Requirements 6.3.2). */
#define REMEMBER_S (825 * DAY_S)
#define ABANDON_S (60 * DAY_S)

struct _EnrollJournalFolder
{
  char *path;
  GHashTable *locks; /* id -> descriptor + 1 */
};

static gboolean
fail (GError **error, const char *what, int number)
{
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_JOURNAL,
               "the journal could not be %s: %s",
               what,
               g_strerror (number));
  return FALSE;
}

static char *
make_path (EnrollJournalFolder *self, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (self->path, name, NULL);
}

EnrollJournalFolder *
enroll_journal_folder_new (const char *path)
{
  EnrollJournalFolder *self = g_new0 (EnrollJournalFolder, 1);

  self->path = g_strdup (path);
  self->locks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
enroll_journal_folder_free (EnrollJournalFolder *self)
{
  GHashTableIter iter;
  gpointer descriptor;

  g_hash_table_iter_init (&iter, self->locks);
  while (g_hash_table_iter_next (&iter, NULL, &descriptor))
    close (GPOINTER_TO_INT (descriptor) - 1);
  g_hash_table_unref (self->locks);
  g_free (self->path);
  g_free (self);
}

static int
open_lock (EnrollJournalFolder *self, const char *id, int flags)
{
  g_autofree char *path = make_path (self, id, LOCK_SUFFIX);

  return g_open (path, flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* Whoever releases a lock removes its file, perhaps while another program has it open already. */
static gboolean
is_lock_of (EnrollJournalFolder *self, const char *id, int descriptor)
{
  g_autofree char *path = make_path (self, id, LOCK_SUFFIX);
  struct stat open_one;
  struct stat named_one;

  return fstat (descriptor, &open_one) == 0 && lstat (path, &named_one) == 0 &&
         open_one.st_dev == named_one.st_dev && open_one.st_ino == named_one.st_ino;
}

/* Locks of the open file: gone with the program, and not shared within it. -1 if another program works
 * on the entry, with errno EWOULDBLOCK, or if nobody could. */
static int
lock (EnrollJournalFolder *self, const char *id)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int descriptor = open_lock (self, id, O_CREAT);

      if (descriptor < 0)
        return -1;
      if (fcntl (descriptor, F_OFD_SETLK, &all) != 0 && (errno == EAGAIN || errno == EACCES))
        {
          close (descriptor);
          break;
        }
      /* Where a home cannot be locked, there is one program at a time all the same. */
      if (is_lock_of (self, id, descriptor))
        return descriptor;
      close (descriptor);
    }
  errno = EWOULDBLOCK;
  return -1;
}

static gboolean
claim (EnrollJournalFolder *self, const char *id, GError **error)
{
  int descriptor;

  if (g_hash_table_contains (self->locks, id))
    return TRUE;
  descriptor = lock (self, id);
  if (descriptor >= 0)
    {
      g_hash_table_insert (self->locks, g_strdup (id), GINT_TO_POINTER (descriptor + 1));
      return TRUE;
    }
  if (errno != EWOULDBLOCK)
    return fail (error, "locked", errno);
  g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_BUSY, "another program works on this enrollment");
  return FALSE;
}

/**
 * enroll_journal_folder_release:
 * @self: a folder
 * @id: an enrollment
 *
 * Lets other programs have the entry.
 */
void
enroll_journal_folder_release (EnrollJournalFolder *self, const char *id)
{
  g_autofree char *path = make_path (self, id, LOCK_SUFFIX);
  gpointer descriptor = g_hash_table_lookup (self->locks, id);

  if (descriptor == NULL)
    return;
  g_unlink (path);
  close (GPOINTER_TO_INT (descriptor) - 1);
  g_hash_table_remove (self->locks, id);
}

/**
 * enroll_journal_folder_write:
 * @self: a folder
 * @id: an enrollment
 * @text: from enroll_entry_to_text()
 * @error: return location
 *
 * Replaces the entry. On disk when this returns; an interruption leaves the former one.
 *
 * Returns: %FALSE with %ENROLL_ERROR_JOURNAL, or with %ENROLL_ERROR_BUSY if another program works on
 *   it; the former entry is still there
 */
gboolean
enroll_journal_folder_write (EnrollJournalFolder *self,
                             const char *id,
                             const char *text,
                             GError **error)
{
  g_autofree char *path = make_path (self, id, SUFFIX);
  g_autoptr (GError) problem = NULL;

  if (g_mkdir_with_parents (self->path, 0700) != 0)
    return fail (error, "made", errno);
  if (!claim (self, id, error))
    return FALSE;
  if (g_file_set_contents_full (path,
                                text,
                                (gssize)strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &problem))
    return TRUE;
  /* Nothing is there that anybody could work on. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    enroll_journal_folder_release (self, id);
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_JOURNAL,
               "the journal could not be written: %s",
               problem->message);
  return FALSE;
}

static EnrollEntry *
read_file (const char *path, GBytes **sealed, GError **error)
{
  struct stat status;
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  if (lstat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size < 0 ||
      (gsize)status.st_size > MAX_FILE || !g_file_get_contents (path, &text, &length, &problem))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_JOURNAL,
                   "an entry cannot be read: %s",
                   problem != NULL ? problem->message : "it is no file of this program");
      return NULL;
    }
  return enroll_entry_from_text (text, length, sealed, error);
}

/**
 * enroll_journal_folder_read:
 * @self: a folder
 * @id: an enrollment
 * @sealed: (out) (nullable): what is sealed in it
 * @error: return location
 *
 * Takes the entry for this program and reads it.
 *
 * Returns: (transfer full) (nullable): the entry without its secrets; or %NULL with
 *   %ENROLL_ERROR_JOURNAL or %ENROLL_ERROR_BUSY
 */
EnrollEntry *
enroll_journal_folder_read (EnrollJournalFolder *self,
                            const char *id,
                            GBytes **sealed,
                            GError **error)
{
  g_autofree char *path = make_path (self, id, SUFFIX);
  EnrollEntry *entry;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      fail (error, "read", ENOENT);
      return NULL;
    }
  if (g_hash_table_contains (self->locks, id))
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_BUSY, "this program works on it already");
      return NULL;
    }
  if (!claim (self, id, error))
    return NULL;
  entry = read_file (path, sealed, error);
  if (entry == NULL)
    enroll_journal_folder_release (self, id);
  return entry;
}

/* TRUE if another enrollment than @id has opened the link. */
static gboolean
is_link_used_elsewhere (EnrollJournalFolder *self, const char *id, const char *link)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);
      g_autoptr (EnrollEntry) entry =
          g_str_has_suffix (name, SUFFIX) ? read_file (path, NULL, NULL) : NULL;

      if (entry != NULL && strcmp (entry->id, id) != 0 && enroll_entry_is_used_link (entry, link))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_journal_folder_write_opening:
 * @self: a folder
 * @id: an enrollment
 * @text: from enroll_entry_to_text()
 * @link: a one-use link that it is about to open
 * @error: return location
 *
 * As enroll_journal_folder_write(), but only if no other enrollment has opened @link, or is about to,
 * in whatever program.
 *
 * Returns: %FALSE with %ENROLL_ERROR_JOURNAL, or with %ENROLL_ERROR_BUSY
 */
gboolean
enroll_journal_folder_write_opening (EnrollJournalFolder *self,
                                     const char *id,
                                     const char *text,
                                     const char *link,
                                     GError **error)
{
  g_autofree char *digest = enroll_entry_dup_link_digest (link);
  gboolean is_written = FALSE;

  if (g_mkdir_with_parents (self->path, 0700) != 0)
    return fail (error, "made", errno);
  if (!claim (self, digest, error))
    return FALSE;
  if (is_link_used_elsewhere (self, id, link))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_BUSY,
                   "another enrollment has opened the link");
    }
  else
    {
      is_written = enroll_journal_folder_write (self, id, text, error);
    }
  enroll_journal_folder_release (self, digest);
  return is_written;
}

/* What was asked for is kept until it is used, whatever the clock says. */
static gboolean
is_of_no_use (const EnrollEntry *entry, gint64 now)
{
  if (!enroll_entry_is_unfinished (entry))
    return now - entry->updated_at > REMEMBER_S;
  return !entry->has_requested && now - entry->updated_at > ABANDON_S;
}

static gboolean
is_locked_by_others (EnrollJournalFolder *self, const char *id)
{
  struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  gboolean is_locked;
  int descriptor;

  if (g_hash_table_contains (self->locks, id))
    return FALSE;
  descriptor = open_lock (self, id, 0);
  if (descriptor < 0)
    return FALSE;
  is_locked = fcntl (descriptor, F_OFD_GETLK, &all) == 0 && all.l_type != F_UNLCK;
  close (descriptor);
  return is_locked;
}

/**
 * enroll_journal_folder_list:
 * @self: a folder
 * @now: seconds since 1970
 * @removed: (element-type utf8): gets the enrollments that were removed
 *
 * Leaves out what cannot be read; that stays as it is. Removes what has not been of use for a long
 * time.
 *
 * Returns: (transfer full) (element-type EnrollEntry): all other entries, without their secrets
 */
GPtrArray *
enroll_journal_folder_list (EnrollJournalFolder *self, gint64 now, GPtrArray *removed)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_entry_free);
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);
      g_autofree char *id = NULL;
      g_autoptr (EnrollEntry) entry = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, SUFFIX))
        continue;
      id = g_strndup (name, strlen (name) - strlen (SUFFIX));
      entry = read_file (path, NULL, &error);
      if (entry == NULL || strcmp (entry->id, id) != 0)
        {
          g_message ("%s: %s", name, error != NULL ? error->message : "the name is wrong");
          continue;
        }
      entry->is_elsewhere = is_locked_by_others (self, id);
      if (!entry->is_elsewhere && is_of_no_use (entry, now))
        {
          if (enroll_journal_folder_remove (self, id))
            g_ptr_array_add (removed, g_steal_pointer (&id));
          continue;
        }
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  return entries;
}

/**
 * enroll_journal_folder_remove:
 * @self: a folder
 * @id: an enrollment
 *
 * Returns: %FALSE if another program works on it
 */
gboolean
enroll_journal_folder_remove (EnrollJournalFolder *self, const char *id)
{
  g_autofree char *path = make_path (self, id, SUFFIX);

  if (!claim (self, id, NULL))
    return FALSE;
  g_unlink (path);
  enroll_journal_folder_release (self, id);
  return TRUE;
}
