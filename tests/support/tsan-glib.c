/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The thread sanitizer does not see how GLib, which is not built with it, hands things from thread
 * to thread: it would take each for a race. These functions stand before GLib’s own and say so: what
 * happened before a task was given to a thread, before it returned, before a reference was dropped,
 * or before a lock was given up, happened before what comes at the other end. Linked into the tests of such a build. */

#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(function) ((__typeof__ (&function))find_real (#function))

static gpointer
find_real (const char *name)
{
  gpointer function = dlsym (RTLD_NEXT, name);

  if (function == NULL)
    g_error ("no %s in GLib", name);
  return function;
}

static void
pass_on (gpointer address)
{
  __tsan_acquire (address);
  __tsan_release (address);
}

static GQuark
thread_func_quark (void)
{
  return g_quark_from_static_string ("enroll-tsan-thread-func");
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GTaskThreadFunc func = g_object_get_qdata (G_OBJECT (task), thread_func_quark ());

  __tsan_acquire (task);
  func (task, source, task_data, cancellable);
  __tsan_release (task);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  g_object_set_qdata (G_OBJECT (task), thread_func_quark (), (gpointer)func);
  __tsan_release (task);
  REAL (g_task_run_in_thread) (task, run_in_thread);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify result_destroy)
{
  __tsan_release (task);
  REAL (g_task_return_pointer) (task, result, result_destroy);
}

void
g_task_return_error (GTask *task, GError *error)
{
  __tsan_release (task);
  REAL (g_task_return_error) (task, error);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  __tsan_release (task);
  REAL (g_task_return_boolean) (task, result);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_pointer) (task, error);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_boolean) (task, error);
}

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_rec_mutex_lock (GRecMutex *mutex)
{
  REAL (g_rec_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

void
g_rec_mutex_unlock (GRecMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_rec_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_cond_wait) (cond, mutex);
  __tsan_acquire (mutex);
}

/* Whoever drops the last reference frees what others used before they dropped theirs. */
void
g_object_unref (gpointer object)
{
  pass_on (object);
  REAL (g_object_unref) (object);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  pass_on (count);
  return REAL (g_atomic_ref_count_dec) (count);
}

void
g_atomic_rc_box_release_full (gpointer box, GDestroyNotify clear)
{
  pass_on (box);
  REAL (g_atomic_rc_box_release_full) (box, clear);
}

typedef struct
{
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Idle;

static gboolean
run_idle_cb (gpointer user_data)
{
  Idle *idle = user_data;

  __tsan_acquire (idle);
  return idle->func (idle->data);
}

static void
free_idle (gpointer user_data)
{
  Idle *idle = user_data;

  __tsan_acquire (idle);
  if (idle->notify != NULL)
    idle->notify (idle->data);
  g_free (idle);
}

guint
g_idle_add_full (gint priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  Idle *idle = g_new (Idle, 1);

  *idle = (Idle){ func, data, notify };
  __tsan_release (idle);
  return REAL (g_idle_add_full) (priority, run_idle_cb, idle, free_idle);
}
