/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-calls.h"

#include <string.h>

typedef struct
{
  char *name;
  GError *error;
} Failure;

struct _FakeCalls
{
  GPtrArray *history;
  GQueue failures;
  gboolean ignores_cancel;
};

typedef struct
{
  GTask *task;
  gpointer result;
  GDestroyNotify free_result;
  GError *error;
} Ending;

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_free (failure->name);
  g_clear_error (&failure->error);
  g_free (failure);
}

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  if (ending->result != NULL && ending->free_result != NULL)
    ending->free_result (ending->result);
  g_clear_error (&ending->error);
  g_object_unref (ending->task);
  g_free (ending);
}

FakeCalls *
fake_calls_new (void)
{
  FakeCalls *self = g_new0 (FakeCalls, 1);

  self->history = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->failures);
  return self;
}

void
fake_calls_free (FakeCalls *self)
{
  g_ptr_array_unref (self->history);
  g_queue_clear_full (&self->failures, failure_free);
  g_free (self);
}

/**
 * fake_calls_get_history:
 * @self: the calls of a fake
 *
 * Returns: (transfer none) (element-type utf8): one line per call, oldest first
 */
const GPtrArray *
fake_calls_get_history (const FakeCalls *self)
{
  return self->history;
}

/**
 * fake_calls_fail_next:
 * @self: the calls of a fake
 * @name: name of a call
 * @error: (transfer full): how the next call with that name ends
 */
void
fake_calls_fail_next (FakeCalls *self, const char *name, GError *error)
{
  Failure *failure = g_new0 (Failure, 1);

  failure->name = g_strdup (name);
  failure->error = error;
  g_queue_push_tail (&self->failures, failure);
}

/**
 * fake_calls_set_ignores_cancel:
 * @self: the calls of a fake
 * @ignores_cancel: whether results come in spite of a cancellation, as from a thread that had
 *   finished before
 */
void
fake_calls_set_ignores_cancel (FakeCalls *self, gboolean ignores_cancel)
{
  self->ignores_cancel = ignores_cancel;
}

void
fake_calls_record (FakeCalls *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->history, g_strdup_vprintf (format, args));
  va_end (args);
}

/* The failure that was scripted for the call that was recorded last. */
static GList *
find_failure (FakeCalls *self)
{
  const char *call = g_ptr_array_index (self->history, self->history->len - 1);

  for (GList *link = self->failures.head; link != NULL; link = link->next)
    {
      const Failure *failure = link->data;

      if (g_str_has_prefix (call, failure->name) && strcspn (call, " ") == strlen (failure->name))
        return link;
    }
  return NULL;
}

static GError *
take_failure (FakeCalls *self)
{
  GList *link = find_failure (self);
  Failure *failure = link != NULL ? link->data : NULL;
  GError *error = NULL;

  if (failure == NULL)
    return NULL;
  error = g_steal_pointer (&failure->error);
  failure_free (failure);
  g_queue_delete_link (&self->failures, link);
  return error;
}

/**
 * fake_calls_will_fail:
 * @self: the calls of a fake
 *
 * Returns: %TRUE if a failure was scripted for the call that was recorded last
 */
gboolean
fake_calls_will_fail (FakeCalls *self)
{
  return find_failure (self) != NULL;
}

static gboolean
end_call (gpointer user_data)
{
  Ending *ending = user_data;

  if (g_task_get_check_cancellable (ending->task) &&
      g_task_return_error_if_cancelled (ending->task))
    return G_SOURCE_REMOVE;

  if (ending->error != NULL)
    g_task_return_error (ending->task, g_steal_pointer (&ending->error));
  else
    g_task_return_pointer (ending->task, g_steal_pointer (&ending->result), ending->free_result);
  return G_SOURCE_REMOVE;
}

static void
end_from_idle (GTask *task, gpointer result, GDestroyNotify free_result, GError *error)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->task = task;
  ending->result = result;
  ending->free_result = free_result;
  ending->error = error;
  g_idle_add_full (G_PRIORITY_DEFAULT, end_call, ending, ending_free);
}

GTask *
fake_calls_begin (FakeCalls *self,
                  gpointer source,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, !self->ignores_cancel);
  return task;
}

/**
 * fake_calls_end:
 * @self: the calls of a fake
 * @task: (transfer full): the call that was recorded last
 * @result: (transfer full) (nullable): what it returns, unless a failure was scripted
 * @free_result: (nullable): frees @result
 */
void
fake_calls_end (FakeCalls *self, GTask *task, gpointer result, GDestroyNotify free_result)
{
  end_from_idle (task, result, free_result, take_failure (self));
}

/**
 * fake_calls_end_with_error:
 * @task: (transfer full): a call
 * @error: (transfer full): how it ends
 */
void
fake_calls_end_with_error (GTask *task, GError *error)
{
  end_from_idle (task, NULL, NULL, error);
}
