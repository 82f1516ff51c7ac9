/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-adaptive-visit.h"
#include "enroll-error.h"

/* A visit that begins without a browser engine, and goes on in one as soon as the portal's page
 * cannot be answered otherwise. From then on it stays there. */
struct _EnrollAdaptiveVisit
{
  GObject parent_instance;

  EnrollVisit *plain;
  EnrollVisit *live;
  EnrollLiveVisitFunc make_live;
  gpointer user_data;
  GDestroyNotify destroy;
  gboolean was_handed_over; /* in the last step */
};

static void enroll_adaptive_visit_visit_init (EnrollVisitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollAdaptiveVisit,
                               enroll_adaptive_visit,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT,
                                                      enroll_adaptive_visit_visit_init))

static void
return_form (GTask *task, EnrollForm *form, GError *error)
{
  if (form != NULL)
    {
      g_task_return_pointer (task, form, (GDestroyNotify)enroll_form_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
moved_cb (EnrollVisit *live, gpointer user_data)
{
  enroll_visit_emit_moved (ENROLL_VISIT (user_data));
}

/* Goes on in a browser engine. */
static void
go_live (EnrollAdaptiveVisit *self, GTask *task, EnrollHandover *handover)
{
  GError *error = NULL;

  self->live = self->make_live (self->user_data, &error);
  if (self->live == NULL)
    {
      enroll_handover_free (handover);
      g_task_return_error (task, error);
      return;
    }
  g_signal_connect_object (self->live, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_DEFAULT);
  enroll_visit_take_over_async (self->live,
                                handover,
                                g_task_get_cancellable (task),
                                stepped_cb,
                                g_object_ref (task));
}

/* FALSE if there is nothing to hand over. */
static gboolean
hand_over (EnrollAdaptiveVisit *self, GTask *task)
{
  EnrollHandover *handover = enroll_visit_hand_over (self->plain);

  if (handover == NULL)
    return FALSE;
  self->was_handed_over = TRUE;
  go_live (self, task, handover);
  return TRUE;
}

static gboolean
needs_live_page (const EnrollForm *form, const GError *error)
{
  /* A portal that sends its users elsewhere to sign in. */
  if (form == NULL)
    return g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED);
  return form->kind == ENROLL_FORM_UNKNOWN || form->needs_script;
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollAdaptiveVisit *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollForm) form = NULL;

  form = enroll_visit_step_finish (ENROLL_VISIT (source), result, &error);
  if (source == G_OBJECT (self->live))
    {
      return_form (task, g_steal_pointer (&form), g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!needs_live_page (form, error) || !hand_over (self, task))
    return_form (task, g_steal_pointer (&form), g_steal_pointer (&error));
}

/* The one that is under way. */
static EnrollVisit *
get_visit (EnrollAdaptiveVisit *self)
{
  return self->live != NULL ? self->live : self->plain;
}

static GTask *
begin_step (EnrollVisit *visit,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (visit, cancellable, callback, user_data);

  ENROLL_ADAPTIVE_VISIT (visit)->was_handed_over = FALSE;
  g_task_set_source_tag (task, begin_step);
  return task;
}

static void
enroll_adaptive_visit_open_async (EnrollVisit *visit,
                                  const char *link,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);
  GTask *task = begin_step (visit, cancellable, callback, user_data);

  enroll_visit_open_async (get_visit (self), link, cancellable, stepped_cb, task);
}

static void
enroll_adaptive_visit_submit_async (EnrollVisit *visit,
                                    EnrollForm *form,
                                    EnrollAnswers *answers,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);
  GTask *task = begin_step (visit, cancellable, callback, user_data);

  enroll_visit_submit_async (get_visit (self), form, answers, cancellable, stepped_cb, task);
}

static void
enroll_adaptive_visit_wait_async (EnrollVisit *visit,
                                  EnrollForm *form,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);
  GTask *task = begin_step (visit, cancellable, callback, user_data);

  enroll_visit_wait_async (get_visit (self), form, cancellable, stepped_cb, task);
}

/* What is known of a plain page is not known of the live one: that is read first. */
static void
enroll_adaptive_visit_watch_async (EnrollVisit *visit,
                                   EnrollForm *form,
                                   EnrollAnswers *answers,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);
  g_autoptr (GTask) task = begin_step (visit, cancellable, callback, user_data);

  if (self->live != NULL)
    {
      enroll_visit_watch_async (self->live,
                                form,
                                answers,
                                cancellable,
                                stepped_cb,
                                g_object_ref (task));
    }
  else if (!hand_over (self, task))
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_NOT_UNDERSTOOD,
                               "there is no page of %s to show",
                               form->host);
    }
}

/* What was a live page before the interruption needs an engine again. */
static void
enroll_adaptive_visit_take_over_async (EnrollVisit *visit,
                                       EnrollHandover *handover,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);
  g_autoptr (GTask) task = begin_step (visit, cancellable, callback, user_data);

  if (self->live == NULL && handover->is_live)
    {
      go_live (self, task, handover);
    }
  else
    {
      enroll_visit_take_over_async (get_visit (self),
                                    handover,
                                    cancellable,
                                    stepped_cb,
                                    g_object_ref (task));
    }
}

static void
snapshot_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollAdaptiveVisit *self = g_task_get_source_object (task);
  EnrollHandover *handover = enroll_visit_snapshot_finish (ENROLL_VISIT (source), result);

  if (handover != NULL)
    handover->is_live = source == G_OBJECT (self->live);
  g_task_return_pointer (task, handover, (GDestroyNotify)enroll_handover_free);
}

static void
enroll_adaptive_visit_snapshot_async (EnrollVisit *visit,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (visit, NULL, callback, user_data);

  g_task_set_source_tag (task, enroll_adaptive_visit_snapshot_async);
  enroll_visit_snapshot_async (get_visit (ENROLL_ADAPTIVE_VISIT (visit)), snapshot_made_cb, task);
}

static EnrollHandover *
enroll_adaptive_visit_snapshot_finish (EnrollVisit *visit, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static EnrollForm *
enroll_adaptive_visit_step_finish (EnrollVisit *visit, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A page that was handed over was sent for before. */
static gboolean
enroll_adaptive_visit_has_sent (EnrollVisit *visit)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);

  return self->was_handed_over || enroll_visit_has_sent (get_visit (self));
}

static EnrollPlace *
enroll_adaptive_visit_dup_place (EnrollVisit *visit)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);

  return self->live != NULL ? enroll_visit_dup_place (self->live) : NULL;
}

static void
enroll_adaptive_visit_set_stage (EnrollVisit *visit, GObject *stage)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (visit);

  if (self->live != NULL)
    enroll_visit_set_stage (self->live, stage);
}

static void
enroll_adaptive_visit_visit_init (EnrollVisitInterface *iface)
{
  iface->open_async = enroll_adaptive_visit_open_async;
  iface->submit_async = enroll_adaptive_visit_submit_async;
  iface->wait_async = enroll_adaptive_visit_wait_async;
  iface->watch_async = enroll_adaptive_visit_watch_async;
  iface->step_finish = enroll_adaptive_visit_step_finish;
  iface->has_sent = enroll_adaptive_visit_has_sent;
  iface->snapshot_async = enroll_adaptive_visit_snapshot_async;
  iface->snapshot_finish = enroll_adaptive_visit_snapshot_finish;
  iface->take_over_async = enroll_adaptive_visit_take_over_async;
  iface->dup_place = enroll_adaptive_visit_dup_place;
  iface->set_stage = enroll_adaptive_visit_set_stage;
}

static void
enroll_adaptive_visit_finalize (GObject *object)
{
  EnrollAdaptiveVisit *self = ENROLL_ADAPTIVE_VISIT (object);

  g_clear_object (&self->plain);
  g_clear_object (&self->live);
  if (self->destroy != NULL)
    self->destroy (self->user_data);

  G_OBJECT_CLASS (enroll_adaptive_visit_parent_class)->finalize (object);
}

static void
enroll_adaptive_visit_class_init (EnrollAdaptiveVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_adaptive_visit_finalize;
}

static void
enroll_adaptive_visit_init (EnrollAdaptiveVisit *self)
{
}

/**
 * enroll_adaptive_visit_new:
 * @plain: a visit without a browser engine that can hand over
 * @make_live: makes the visit with one; called at most once, and only if it is needed
 * @user_data: for @make_live
 * @destroy: (nullable): for @user_data
 *
 * Returns: (transfer full): a visit that nobody has to choose the kind of
 */
EnrollAdaptiveVisit *
enroll_adaptive_visit_new (EnrollVisit *plain,
                           EnrollLiveVisitFunc make_live,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  EnrollAdaptiveVisit *self;

  g_return_val_if_fail (ENROLL_IS_VISIT (plain), NULL);
  g_return_val_if_fail (make_live != NULL, NULL);

  self = g_object_new (ENROLL_TYPE_ADAPTIVE_VISIT, NULL);
  self->plain = g_object_ref (plain);
  self->make_live = make_live;
  self->user_data = user_data;
  self->destroy = destroy;
  return self;
}

/**
 * enroll_adaptive_visit_is_live:
 * @self: a visit
 *
 * Returns: %TRUE once it goes on in a browser engine
 */
gboolean
enroll_adaptive_visit_is_live (EnrollAdaptiveVisit *self)
{
  g_return_val_if_fail (ENROLL_IS_ADAPTIVE_VISIT (self), FALSE);

  return self->live != NULL;
}
