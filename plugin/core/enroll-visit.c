/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-visit.h"

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EnrollVisit, enroll_visit, G_TYPE_OBJECT)

static void
enroll_visit_default_init (EnrollVisitInterface *iface)
{
  /* The live page is another one now: see enroll_visit_dup_place(). */
  signals[SIGNAL_MOVED] = g_signal_new ("moved",
                                        ENROLL_TYPE_VISIT,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        0);
}

void
enroll_place_free (EnrollPlace *self)
{
  g_free (self->host);
  g_free (self);
}

void
enroll_visit_open_async (EnrollVisit *self,
                         const char *link,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)->open_async (self, link, cancellable, callback, user_data);
}

void
enroll_visit_submit_async (EnrollVisit *self,
                           EnrollForm *form,
                           EnrollAnswers *answers,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)
      ->submit_async (self, form, answers, cancellable, callback, user_data);
}

void
enroll_visit_wait_async (EnrollVisit *self,
                         EnrollForm *form,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)->wait_async (self, form, cancellable, callback, user_data);
}

EnrollForm *
enroll_visit_step_finish (EnrollVisit *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), NULL);

  return ENROLL_VISIT_GET_IFACE (self)->step_finish (self, result, error);
}

/**
 * enroll_visit_has_sent:
 * @self: a visit whose last step has failed
 *
 * Returns: %TRUE if that step had reached the portal before, so that running it again would send
 *   something a second time
 */
gboolean
enroll_visit_has_sent (EnrollVisit *self)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), TRUE);

  return ENROLL_VISIT_GET_IFACE (self)->has_sent != NULL &&
         ENROLL_VISIT_GET_IFACE (self)->has_sent (self);
}

/**
 * enroll_visit_hand_over:
 * @self: a visit whose last step has ended
 *
 * Returns: (transfer full) (nullable): what another visit needs to go on from here; %NULL if there
 *   is nothing that could be handed over
 */
EnrollHandover *
enroll_visit_hand_over (EnrollVisit *self)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), NULL);

  return ENROLL_VISIT_GET_IFACE (self)->hand_over != NULL
             ? ENROLL_VISIT_GET_IFACE (self)->hand_over (self)
             : NULL;
}

/**
 * enroll_visit_snapshot_async:
 * @self: a visit that is under way
 * @callback: called with the result
 * @user_data: for @callback
 *
 * What another visit would need to go on from here, while this one goes on.
 */
void
enroll_visit_snapshot_async (EnrollVisit *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ENROLL_IS_VISIT (self));

  if (ENROLL_VISIT_GET_IFACE (self)->snapshot_async != NULL)
    {
      ENROLL_VISIT_GET_IFACE (self)->snapshot_async (self, callback, user_data);
      return;
    }
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, enroll_visit_snapshot_async);
  g_task_return_pointer (task, enroll_visit_hand_over (self), (GDestroyNotify)enroll_handover_free);
}

/**
 * enroll_visit_snapshot_finish:
 * @self: a visit
 * @result: the result
 *
 * Returns: (transfer full) (nullable): what another visit needs to go on; %NULL if there is nothing
 *   that one could begin with
 */
EnrollHandover *
enroll_visit_snapshot_finish (EnrollVisit *self, GAsyncResult *result)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), NULL);

  if (g_async_result_is_tagged (result, enroll_visit_snapshot_async))
    return g_task_propagate_pointer (G_TASK (result), NULL);
  return ENROLL_VISIT_GET_IFACE (self)->snapshot_finish (self, result);
}

/**
 * enroll_visit_take_over_async:
 * @self: a visit that has sent nothing
 * @handover: (transfer full): what another visit left
 * @cancellable: (nullable): a cancellable
 * @callback: called when the form was read; see enroll_visit_step_finish()
 * @user_data: for @callback
 *
 * A page that the other visit has received is not requested again.
 */
void
enroll_visit_take_over_async (EnrollVisit *self,
                              EnrollHandover *handover,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  ENROLL_VISIT_GET_IFACE (self)->take_over_async (self, handover, cancellable, callback, user_data);
}

/**
 * enroll_visit_can_watch:
 * @self: a visit
 *
 * Returns: %TRUE if a page can be left to the user
 */
gboolean
enroll_visit_can_watch (EnrollVisit *self)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), FALSE);

  return ENROLL_VISIT_GET_IFACE (self)->watch_async != NULL;
}

void
enroll_visit_watch_async (EnrollVisit *self,
                          EnrollForm *form,
                          EnrollAnswers *answers,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (enroll_visit_can_watch (self));

  ENROLL_VISIT_GET_IFACE (self)
      ->watch_async (self, form, answers, cancellable, callback, user_data);
}

/**
 * enroll_visit_dup_place:
 * @self: a visit
 *
 * Returns: (transfer full) (nullable): where the live page is; %NULL if there is none
 */
EnrollPlace *
enroll_visit_dup_place (EnrollVisit *self)
{
  g_return_val_if_fail (ENROLL_IS_VISIT (self), NULL);

  return ENROLL_VISIT_GET_IFACE (self)->dup_place != NULL
             ? ENROLL_VISIT_GET_IFACE (self)->dup_place (self)
             : NULL;
}

/**
 * enroll_visit_set_stage:
 * @self: a visit
 * @stage: (nullable): a container of the user interface; %NULL to take the page away again
 *
 * Shows the live page, if there is one.
 */
void
enroll_visit_set_stage (EnrollVisit *self, GObject *stage)
{
  g_return_if_fail (ENROLL_IS_VISIT (self));

  if (ENROLL_VISIT_GET_IFACE (self)->set_stage != NULL)
    ENROLL_VISIT_GET_IFACE (self)->set_stage (self, stage);
}

void
enroll_visit_emit_moved (EnrollVisit *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

/**
 * enroll_visit_new_timeout:
 * @host: the portal
 *
 * Returns: (transfer full): the error of a visit that has waited for %ENROLL_VISIT_WAIT_US
 */
GError *
enroll_visit_new_timeout (const char *host)
{
  return g_error_new (ENROLL_ERROR,
                      ENROLL_ERROR_TIMEOUT,
                      "%s did not issue the certificate within %d minutes",
                      host,
                      (int)(ENROLL_VISIT_WAIT_US / G_USEC_PER_SEC / 60));
}
