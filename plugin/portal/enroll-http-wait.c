/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-http-visit-private.h"
#include "enroll-pace.h"

/* Waiting until the authority has made the certificate, at a pace that the portal can bear. */

/* Where the next look goes: where the page says, else its own button if that leads anywhere, else
 * itself. */
static EnrollSubmission *
make_look (EnrollHttpVisit *self)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  EnrollSubmission *pressed = NULL;
  g_autofree char *uri = NULL;

  if (self->page->form->refresh_uri != NULL)
    return enroll_submission_new_get (self->page->form->refresh_uri);
  answers->button = enroll_form_find_button (self->page->form, ENROLL_ROLE_REFRESH);
  if (answers->button != NULL)
    pressed = enroll_submission_new (self->page, answers, NULL);
  if (pressed != NULL)
    return pressed;
  uri = g_uri_to_string (self->reply->uri);
  return enroll_submission_new_get (uri);
}

static gboolean
look_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  g_clear_pointer (&step->request, enroll_submission_free);
  step->request = make_look (self);
  step->n_looks++;
  step->n_redirects = 0;
  enroll_http_step_send_request (task);
  return G_SOURCE_REMOVE;
}

static guint
choose_wait (EnrollHttpVisit *self, const EnrollHttpStep *step)
{
  const EnrollPace pace = {
    .waited_ms = (g_get_monotonic_time () - step->began_at) / 1000,
    .n_looks = step->n_looks,
    .retry_after_s = self->reply->retry_after_s,
    .refreshes = self->page->form->refreshes,
    .refresh_ms = self->page->form->refresh_ms,
    .chance = g_random_double (),
  };

  return enroll_pace_choose_ms (&pace);
}

/* Looks again after a while, unless it has been looked for long enough. */
void
enroll_http_step_schedule_look (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);
  g_autoptr (GSource) timer = NULL;

  if (g_get_monotonic_time () > step->began_at + ENROLL_VISIT_WAIT_US)
    {
      g_task_return_error (task, enroll_visit_new_timeout (self->page->form->host));
      return;
    }

  timer = g_timeout_source_new (choose_wait (self, step));
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_set_callback (timer, look_again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

/**
 * enroll_http_step_waits_out:
 * @task: a step that waits
 * @reply: what came
 *
 * A portal that is too busy to say anything, and names a time, is looked at again then.
 *
 * Returns: %FALSE if @reply is something to go on with
 */
gboolean
enroll_http_step_waits_out (GTask *task, const EnrollReply *reply)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  const EnrollHttpStep *step = g_task_get_task_data (task);

  if (!step->is_waiting || reply->retry_after_s == 0 ||
      (reply->status != SOUP_STATUS_SERVICE_UNAVAILABLE && reply->status != 429))
    return FALSE;
  self->reply->retry_after_s = reply->retry_after_s;
  enroll_http_step_schedule_look (task);
  return TRUE;
}
