/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-page-script.h"
#include "enroll-recognition.h"
#include "enroll-web-timer.h"
#include "enroll-web-visit-private.h"

/* One step of a visit in a live page. After each thing that happens to the page it waits until the
 * page has settled, reads it, and either takes it as the result of the step or waits for the next
 * thing. */

#define SETTLE_LIMIT_MS 10000
/* How long a page that is not what was expected may still become it. */
#define PATIENCE_MS 3000
#define ANSWER_PATIENCE_MS 10000
#define FIRST_LOOK_MS 5000
#define MAX_LOOK_MS 15000

/* Nothing of it happens any more. */
static void
step_stop (EnrollWebStep *step)
{
  enroll_web_timer_stop (&step->timer);
  enroll_web_timer_stop (&step->leaving);
  g_cancellable_cancel (step->cancellable);
}

static void
step_free (gpointer data)
{
  EnrollWebStep *step = data;

  step_stop (step);
  g_clear_pointer (&step->before, enroll_form_unref);
  g_free (step->text);
  g_clear_pointer (&step->behind, enroll_form_unref);
  g_free (step->behind_text);
  g_clear_pointer (&step->answers, enroll_answers_unref);
  g_clear_object (&step->cancellable);
  g_free (step);
}

EnrollWebStep *
enroll_web_step_get (EnrollWebVisit *self)
{
  return self->task != NULL ? g_task_get_task_data (self->task) : NULL;
}

/* What comes of it may be a dialog over the page. */
static void
keep_pressed (EnrollWebVisit *self, EnrollWebStep *step)
{
  if (step->text == NULL || enroll_web_view_get_n_documents (self->view) != step->n_documents)
    return;
  self->pressed = g_steal_pointer (&step->before);
  self->pressed_text = g_steal_pointer (&step->text);
}

/* Ends the step, if there is one. */
void
enroll_web_step_end (EnrollWebVisit *self, EnrollForm *form, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    {
      g_clear_pointer (&form, enroll_form_unref);
      g_clear_error (&error);
      return;
    }

  step_stop (g_task_get_task_data (task));
  if (g_task_get_cancellable (task) != NULL)
    g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), self);
  enroll_web_view_set_actor (self->view, ENROLL_WEB_ACTOR_PORTAL);
  if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_clear_pointer (&self->form, enroll_form_unref);
      self->form = enroll_form_ref (form);
      keep_pressed (self, g_task_get_task_data (task));
      g_task_return_pointer (task, form, (GDestroyNotify)enroll_form_unref);
    }
}

static void
cancelled_cb (GCancellable *cancellable, EnrollWebVisit *self)
{
  enroll_web_step_end (self,
                       NULL,
                       g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the visit was left"));
}

static gboolean
left_before_cb (gpointer user_data)
{
  cancelled_cb (NULL, user_data);
  return G_SOURCE_REMOVE;
}

EnrollWebStep *
enroll_web_step_begin (EnrollWebVisit *self,
                       EnrollWebStepKind kind,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  EnrollWebStep *step = g_new0 (EnrollWebStep, 1);

  g_assert (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, enroll_web_step_begin);
  g_task_set_check_cancellable (self->task, FALSE);
  g_task_set_task_data (self->task, step, step_free);
  step->kind = kind;
  step->behind = g_steal_pointer (&self->pressed);
  step->behind_text = g_steal_pointer (&self->pressed_text);
  step->cancellable = g_cancellable_new ();
  step->n_documents = enroll_web_view_get_n_documents (self->view);
  self->n_requests = enroll_web_traffic_get_n_requests (enroll_web_view_get_traffic (self->view));
  step->look_ms = FIRST_LOOK_MS;
  step->deadline = g_get_monotonic_time () + ENROLL_VISIT_WAIT_US;
  if (cancellable != NULL)
    g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self);
  if (g_cancellable_is_cancelled (cancellable))
    {
      step->leaving = g_idle_source_new ();
      g_source_set_priority (step->leaving, G_PRIORITY_HIGH);
      g_source_set_callback (step->leaving, left_before_cb, self, NULL);
      g_source_attach (step->leaving, g_task_get_context (self->task));
    }
  return step;
}

static void
start_timer (EnrollWebVisit *self, guint ms, GSourceFunc callback)
{
  EnrollWebStep *step = enroll_web_step_get (self);

  g_return_if_fail (step != NULL);

  enroll_web_timer_stop (&step->timer);
  step->timer = g_timeout_source_new (ms);
  g_source_set_callback (step->timer, callback, self, NULL);
  g_source_attach (step->timer, g_task_get_context (self->task));
}

gboolean
enroll_web_step_is_at_portal (EnrollWebVisit *self)
{
  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (ENROLL_VISIT (self));

  return place != NULL && place->is_portal;
}

static GError *
make_status_error (EnrollWebVisit *self, const EnrollForm *form)
{
  guint status = enroll_web_view_get_status (self->view);

  if (status < 500 && status != 429)
    return NULL;
  return g_error_new (ENROLL_ERROR,
                      ENROLL_ERROR_UNAVAILABLE,
                      "%s answered with status %u",
                      form->host,
                      status);
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  EnrollWebVisit *self = user_data;
  EnrollWebStep *step = enroll_web_step_get (self);

  g_return_val_if_fail (step != NULL, G_SOURCE_REMOVE);

  g_clear_pointer (&step->timer, g_source_unref);
  step->is_out_of_patience = TRUE;
  enroll_web_step_look (self);
  return G_SOURCE_REMOVE;
}

static void
pressed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebVisit) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      enroll_page_script_press_finish (WEBKIT_WEB_VIEW (source), result, &error);
  EnrollWebStep *step = enroll_web_step_get (self);

  if (step == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_free (step->text);
  step->text = g_steal_pointer (&text);
  enroll_web_step_look (self);
}

/* A page that only says “wait” and does nothing is asked again by its own button, if it has one. */
static gboolean
look_again_cb (gpointer user_data)
{
  EnrollWebVisit *self = user_data;
  EnrollWebStep *step = enroll_web_step_get (self);
  const EnrollButton *button = enroll_form_find_button (self->form, ENROLL_ROLE_REFRESH);

  g_return_val_if_fail (step != NULL, G_SOURCE_REMOVE);

  g_clear_pointer (&step->timer, g_source_unref);
  if (g_get_monotonic_time () > step->deadline)
    {
      enroll_web_step_end (self, NULL, enroll_visit_new_timeout (self->form->host));
    }
  else if (button != NULL)
    {
      enroll_page_script_press_async (enroll_web_view_get_page (self->view),
                                      self->form,
                                      button,
                                      step->cancellable,
                                      pressed_cb,
                                      g_object_ref (self));
    }
  else
    {
      enroll_web_step_look (self);
    }
  return G_SOURCE_REMOVE;
}

static void
changed_in_page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebVisit) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrollWebStep *step = enroll_web_step_get (self);

  enroll_page_script_settle_finish (WEBKIT_WEB_VIEW (source), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || step == NULL)
    return;
  step->is_awaiting = FALSE;
  if (error == NULL)
    enroll_web_step_look (self);
}

static void
wait_for_news (EnrollWebVisit *self, EnrollWebVerdict verdict)
{
  EnrollWebStep *step = enroll_web_step_get (self);

  if (verdict == ENROLL_WEB_VERDICT_HOPE)
    {
      start_timer (self,
                   step->kind == ENROLL_WEB_STEP_SUBMIT ? ANSWER_PATIENCE_MS : PATIENCE_MS,
                   patience_ended_cb);
    }
  else if (step->kind == ENROLL_WEB_STEP_WAIT)
    {
      start_timer (self, step->look_ms, look_again_cb);
      step->look_ms = MIN (step->look_ms * 3 / 2, MAX_LOOK_MS);
    }

  if (!step->is_awaiting && enroll_web_step_is_at_portal (self))
    {
      step->is_awaiting = TRUE;
      enroll_page_script_await_change_async (enroll_web_view_get_page (self->view),
                                             step->cancellable,
                                             changed_in_page_cb,
                                             g_object_ref (self));
    }
}

static void
add_dialog (EnrollWebVisit *self, EnrollForm *form)
{
  g_autofree char *text = enroll_web_view_take_dialog (self->view);

  if (text != NULL && text[0] != '\0')
    g_ptr_array_add (form->notices, g_steal_pointer (&text));
}

/* What the page asks, without what it holds. */
static void
log_form (const EnrollForm *form)
{
  g_debug ("page of kind %d with %u fields", (int)form->kind, form->fields->len);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (form->fields, i);

      g_debug ("field of kind %d, role %d, group %u: %s",
               (int)field->kind,
               (int)field->role,
               field->group,
               field->label);
    }
  for (guint i = 0; i < form->buttons->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (form->buttons, i);

      g_debug ("button of role %d, group %u: %s", (int)button->role, button->group, button->label);
    }
}

static void
take_form (EnrollWebVisit *self, EnrollForm *form)
{
  g_autoptr (EnrollForm) owned = form;
  EnrollWebStep *step = enroll_web_step_get (self);
  gboolean is_at_portal = enroll_web_step_is_at_portal (self);
  GError *error;
  EnrollWebVerdict verdict;

  if (is_at_portal)
    {
      add_dialog (self, form);
      enroll_form_recognize (form, self->portal);
    }
  log_form (form);
  verdict =
      enroll_web_judge (step, form, enroll_web_view_get_n_documents (self->view), is_at_portal);
  if (verdict == ENROLL_WEB_VERDICT_HOPE && step->is_out_of_patience)
    verdict = ENROLL_WEB_VERDICT_TAKE;
  if (verdict != ENROLL_WEB_VERDICT_TAKE)
    {
      g_clear_pointer (&self->form, enroll_form_unref);
      self->form = g_steal_pointer (&owned);
      wait_for_news (self, verdict);
      return;
    }

  /* What the user sees is read without touching it, but is answered by the program. */
  if (step->kind == ENROLL_WEB_STEP_WATCH && !step->was_touched && form->attachment == NULL)
    {
      step->was_touched = TRUE;
      enroll_web_step_look (self);
      return;
    }
  /* An answer that the page would not take is the user's to give. */
  if (step->is_refused && enroll_web_asks_the_same (step->before, form))
    form->kind = ENROLL_FORM_UNKNOWN;
  error = form->kind == ENROLL_FORM_UNKNOWN ? make_status_error (self, form) : NULL;
  enroll_web_step_end (self, error == NULL ? g_steal_pointer (&owned) : NULL, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebVisit) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrollForm *form = enroll_page_script_read_finish (WEBKIT_WEB_VIEW (source), result, &error);
  EnrollWebStep *step = enroll_web_step_get (self);

  if (step == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&form, enroll_form_unref);
      return;
    }

  step->is_looking = FALSE;
  if (form == NULL || step->has_news || enroll_web_view_is_busy (self->view))
    {
      g_clear_pointer (&form, enroll_form_unref);
      if (step->has_news || !enroll_web_view_is_busy (self->view))
        enroll_web_step_look (self);
      return;
    }
  take_form (self, form);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebVisit) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrollWebStep *step = enroll_web_step_get (self);

  enroll_page_script_settle_finish (WEBKIT_WEB_VIEW (source), result, NULL, &error);
  if (step == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL || enroll_web_view_is_busy (self->view))
    {
      step->is_looking = FALSE;
      /* News of the view come when it is no longer busy. */
      if (!enroll_web_view_is_busy (self->view))
        enroll_web_step_look (self);
      return;
    }
  step->has_news = FALSE;
  enroll_page_script_read_async (enroll_web_view_get_page (self->view),
                                 step->kind != ENROLL_WEB_STEP_WATCH || step->was_touched,
                                 step->cancellable,
                                 read_cb,
                                 g_object_ref (self));
}

/* A page of somebody else is shown, not read: what stands there is between them and the user. */
static void
take_foreign_page (EnrollWebVisit *self)
{
  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (ENROLL_VISIT (self));
  EnrollForm *form = enroll_form_new (place != NULL ? place->host : "");

  form->title = g_strdup (webkit_web_view_get_title (enroll_web_view_get_page (self->view)));
  take_form (self, form);
}

static gboolean
busy_for_long_cb (gpointer user_data)
{
  EnrollWebVisit *self = user_data;
  EnrollWebStep *step = enroll_web_step_get (self);

  g_return_val_if_fail (step != NULL, G_SOURCE_REMOVE);

  g_clear_pointer (&step->timer, g_source_unref);
  enroll_web_step_look (self);
  return G_SOURCE_REMOVE;
}

/* Between two attempts to load it, which take long on a computer that is busy; or it never comes. */
static void
expect_document (EnrollWebVisit *self, const EnrollWebStep *step)
{
  if (!step->is_out_of_patience)
    {
      start_timer (self, ANSWER_PATIENCE_MS, patience_ended_cb);
      return;
    }
  enroll_web_step_end (
      self,
      NULL,
      g_error_new (ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE, "the certificate service sent no page"));
}

void
enroll_web_step_look (EnrollWebVisit *self)
{
  EnrollWebStep *step = enroll_web_step_get (self);

  if (step == NULL)
    return;
  step->has_news = TRUE;
  if (step->is_looking)
    return;
  if (enroll_web_view_is_busy (self->view))
    {
      /* A request that a page keeps open ends being one that is waited for, without a word. */
      if (step->timer == NULL)
        start_timer (self, SETTLE_LIMIT_MS, busy_for_long_cb);
      return;
    }

  enroll_web_timer_stop (&step->timer);
  if (step->kind == ENROLL_WEB_STEP_OPEN &&
      enroll_web_view_get_n_documents (self->view) == step->n_documents)
    {
      expect_document (self, step);
      return;
    }
  if (!enroll_web_step_is_at_portal (self))
    {
      take_foreign_page (self);
      return;
    }
  step->is_looking = TRUE;
  enroll_page_script_settle_async (enroll_web_view_get_page (self->view),
                                   SETTLE_LIMIT_MS,
                                   step->cancellable,
                                   settled_cb,
                                   g_object_ref (self));
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebVisit) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrollWebStep *step = enroll_web_step_get (self);
  gboolean is_filled = enroll_page_script_fill_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (step == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!is_filled)
    g_debug ("not filled: %s", error->message);
  if (step->kind == ENROLL_WEB_STEP_WATCH)
    {
      enroll_web_view_set_actor (self->view, ENROLL_WEB_ACTOR_USER);
      enroll_web_step_look (self);
    }
  else if (!is_filled)
    {
      /* A box that opened, perhaps; else it is the user who can do it. */
      step->is_refused = TRUE;
      enroll_web_step_look (self);
    }
  else
    {
      enroll_page_script_press_async (WEBKIT_WEB_VIEW (source),
                                      step->before,
                                      step->button,
                                      step->cancellable,
                                      pressed_cb,
                                      g_object_ref (self));
    }
}

/* The page as it was read last: only by that are its fields found again. What was to be answered may
 * have been read before, when an attempt to send it failed. */
static void
note_what_to_fill (EnrollWebVisit *self, EnrollForm *form, const EnrollButton *button)
{
  EnrollWebStep *step = enroll_web_step_get (self);
  guint index;

  if (self->form == NULL || self->form == form ||
      !enroll_form_has_same_controls (form, self->form) ||
      !g_ptr_array_find (form->buttons, button, &index))
    {
      step->before = enroll_form_ref (form);
      step->button = button;
    }
  else
    {
      step->before = enroll_form_ref (self->form);
      step->button = g_ptr_array_index (self->form->buttons, index);
    }
}

void
enroll_web_step_fill (EnrollWebVisit *self, EnrollForm *form, EnrollAnswers *answers)
{
  EnrollWebStep *step = enroll_web_step_get (self);

  g_return_if_fail (step != NULL);

  note_what_to_fill (self, form, answers->button);
  step->answers = enroll_answers_ref (answers);
  enroll_web_view_set_actor (self->view, ENROLL_WEB_ACTOR_PROGRAM);
  enroll_page_script_fill_async (enroll_web_view_get_page (self->view),
                                 step->before,
                                 answers,
                                 step->cancellable,
                                 filled_cb,
                                 g_object_ref (self));
}
