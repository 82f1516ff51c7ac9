/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-deadline.h"

struct _EnrollDeadline
{
  GCancellable *cancellable;
  GCancellable *caller;
  gulong caller_handler;
  GSource *timer;
  gboolean has_passed;
};

static gboolean
limit_reached_cb (gpointer user_data)
{
  EnrollDeadline *self = user_data;

  self->has_passed = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/**
 * enroll_deadline_new:
 * @limit_ms: how long it may take from now on
 * @caller: (nullable): whose cancelling ends it before
 *
 * Returns: (transfer full): a deadline that runs in the thread's default context
 */
EnrollDeadline *
enroll_deadline_new (guint limit_ms, GCancellable *caller)
{
  EnrollDeadline *self = g_new0 (EnrollDeadline, 1);

  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_source_new (limit_ms);
  g_source_set_callback (self->timer, limit_reached_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  if (caller != NULL)
    {
      self->caller = g_object_ref (caller);
      self->caller_handler = g_cancellable_connect (caller,
                                                    G_CALLBACK (caller_cancelled_cb),
                                                    g_object_ref (self->cancellable),
                                                    g_object_unref);
    }
  return self;
}

void
enroll_deadline_free (EnrollDeadline *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  if (self->caller != NULL)
    g_cancellable_disconnect (self->caller, self->caller_handler);
  g_clear_object (&self->caller);
  g_object_unref (self->cancellable);
  g_free (self);
}

/**
 * enroll_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): for all that has to be done by then: cancelled with the caller's, or when
 *   the time is over
 */
GCancellable *
enroll_deadline_get_cancellable (EnrollDeadline *self)
{
  return self->cancellable;
}

gboolean
enroll_deadline_has_passed (EnrollDeadline *self)
{
  return self->has_passed;
}
