/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-web-folder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define PREFIX "smime-enrollment-"
#define N_ATTEMPTS 5

/* A folder that lives in memory, for what must not come to a disk. Whoever made it holds a lock on it;
 * so one that nobody holds is of a program that was killed. */
struct _EnrollWebFolder
{
  char *path;
  int lock;
};

/* The last one is NULL. */
static const char *const *
get_parents (void)
{
  static const char *parents[4];

  parents[0] = g_get_user_runtime_dir ();
  parents[1] = "/dev/shm";
  parents[2] = g_get_tmp_dir ();
  return parents;
}

static gboolean
is_in_memory (const char *folder)
{
  struct statfs info;

  return statfs (folder, &info) == 0 && (info.f_type == TMPFS_MAGIC || info.f_type == RAMFS_MAGIC);
}

/* Returns: the lock, or -1 if it is somebody else's, or no folder, or gone. */
static int
take_lock (const char *path)
{
  int lock = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat info;

  if (lock < 0)
    return -1;
  if (fstat (lock, &info) == 0 && info.st_uid == geteuid () &&
      flock (lock, LOCK_EX | LOCK_NB) == 0 && fstat (lock, &info) == 0 && info.st_nlink > 0)
    return lock;
  close (lock);
  return -1;
}

/* The engine writes to a neighbour of its file first, and moves that. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static EnrollWebFolder *
make_in (const char *parent)
{
  g_autofree char *path = g_build_filename (parent, PREFIX "XXXXXX", NULL);
  EnrollWebFolder *self;
  int lock;

  if (!is_in_memory (parent) || g_mkdtemp_full (path, 0700) == NULL)
    return NULL;
  /* Somebody may have swept it away before it was locked. */
  lock = take_lock (path);
  if (lock < 0)
    return NULL;

  self = g_new0 (EnrollWebFolder, 1);
  self->path = g_steal_pointer (&path);
  self->lock = lock;
  return self;
}

/**
 * enroll_web_folder_new:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an empty folder in memory, for this user alone; or %NULL with
 *   %ENROLL_ERROR_STORE
 */
EnrollWebFolder *
enroll_web_folder_new (GError **error)
{
  for (int i = 0; i < N_ATTEMPTS; i++)
    {
      for (const char *const *parent = get_parents (); *parent != NULL; parent++)
        {
          EnrollWebFolder *self = make_in (*parent);

          if (self != NULL)
            return self;
        }
    }
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_STORE,
               "there is no folder in memory that a download could be received in");
  return NULL;
}

/**
 * enroll_web_folder_free:
 * @self: a folder; removed with all that is in it
 */
void
enroll_web_folder_free (EnrollWebFolder *self)
{
  remove_folder (self->path);
  close (self->lock);
  g_free (self->path);
  g_free (self);
}

const char *
enroll_web_folder_get_path (EnrollWebFolder *self)
{
  return self->path;
}

/**
 * enroll_web_folder_sweep:
 *
 * Removes what programs of this user have left that were killed.
 */
void
enroll_web_folder_sweep (void)
{
  for (const char *const *parent = get_parents (); *parent != NULL; parent++)
    {
      g_autoptr (GDir) entries = is_in_memory (*parent) ? g_dir_open (*parent, 0, NULL) : NULL;
      const char *name;

      while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
        {
          g_autofree char *path = NULL;
          int lock;

          if (!g_str_has_prefix (name, PREFIX))
            continue;
          path = g_build_filename (*parent, name, NULL);
          lock = take_lock (path);
          if (lock < 0)
            continue;
          remove_folder (path);
          close (lock);
        }
    }
}
