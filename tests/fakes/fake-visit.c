/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-visit.h"
#include "fake-calls.h"

#include <string.h>

typedef struct
{
  EnrollForm *form;
  GError *error;
} Reply;

typedef struct
{
  EnrollForm *form;
  EnrollAnswers *answers;
} Submission;

/* A portal that shows what the test wrote. A step without a reply waits for one. Calls: “open
 * LINK”, “submit BUTTON”, “wait”, “watch”, “hand-over”, “take-over URI”, “take-over page of URI”. */
struct _FakeVisit
{
  GObject parent_instance;

  FakeCalls *calls;
  GQueue replies;
  GPtrArray *submissions;
  GTask *waiting;
  char *page_uri;
  GBytes *live_page;
  gboolean has_sent;
};

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_clear_pointer (&reply->form, enroll_form_unref);
  g_clear_error (&reply->error);
  g_free (reply);
}

static void
submission_free (gpointer data)
{
  Submission *submission = data;

  enroll_form_unref (submission->form);
  enroll_answers_unref (submission->answers);
  g_free (submission);
}

static void
send_reply (FakeVisit *self)
{
  g_autofree Reply *reply = NULL;

  if (self->waiting == NULL || g_queue_is_empty (&self->replies))
    return;

  reply = g_queue_pop_head (&self->replies);
  if (reply->error != NULL)
    fake_calls_end_with_error (g_steal_pointer (&self->waiting), reply->error);
  else
    fake_calls_end (self->calls,
                    g_steal_pointer (&self->waiting),
                    reply->form,
                    (GDestroyNotify)enroll_form_unref);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  FakeVisit *self = FAKE_VISIT (user_data);

  if (self->waiting != NULL && g_task_get_check_cancellable (self->waiting))
    fake_calls_end (self->calls, g_steal_pointer (&self->waiting), NULL, NULL);
}

static void
step (FakeVisit *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->waiting == NULL);

  self->waiting = fake_calls_begin (self->calls, self, cancellable, callback, user_data);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable,
                             "cancelled",
                             G_CALLBACK (cancelled_cb),
                             self,
                             G_CONNECT_DEFAULT);
  send_reply (self);
}

static void
fake_visit_open_async (EnrollVisit *visit,
                       const char *link,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  fake_calls_record (FAKE_VISIT (visit)->calls, "open %s", link);
  step (FAKE_VISIT (visit), cancellable, callback, user_data);
}

static void
fake_visit_submit_async (EnrollVisit *visit,
                         EnrollForm *form,
                         EnrollAnswers *answers,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FakeVisit *self = FAKE_VISIT (visit);
  Submission *submission = g_new0 (Submission, 1);

  submission->form = enroll_form_ref (form);
  submission->answers = enroll_answers_ref (answers);
  g_ptr_array_add (self->submissions, submission);
  fake_calls_record (self->calls, "submit %s", answers->button->label);
  step (self, cancellable, callback, user_data);
}

static void
fake_visit_wait_async (EnrollVisit *visit,
                       EnrollForm *form,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  fake_calls_record (FAKE_VISIT (visit)->calls, "wait");
  step (FAKE_VISIT (visit), cancellable, callback, user_data);
}

static EnrollHandover *
fake_visit_hand_over (EnrollVisit *visit)
{
  FakeVisit *self = FAKE_VISIT (visit);
  EnrollHandover *handover;

  fake_calls_record (self->calls, "hand-over");
  if (self->page_uri == NULL)
    return NULL;
  handover = enroll_handover_new (self->page_uri);
  handover->is_live = self->live_page != NULL;
  handover->page = self->live_page != NULL ? g_bytes_ref (self->live_page) : NULL;
  return handover;
}

static gboolean
fake_visit_has_sent (EnrollVisit *visit)
{
  return FAKE_VISIT (visit)->has_sent;
}

static void
fake_visit_take_over_async (EnrollVisit *visit,
                            EnrollHandover *handover,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  fake_calls_record (FAKE_VISIT (visit)->calls,
                     "take-over %s%s",
                     handover->page != NULL ? "page of " : "",
                     handover->uri);
  enroll_handover_free (handover);
  step (FAKE_VISIT (visit), cancellable, callback, user_data);
}

static void
fake_live_visit_watch_async (EnrollVisit *visit,
                             EnrollForm *form,
                             EnrollAnswers *answers,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  FakeVisit *self = FAKE_VISIT (visit);

  if (answers != NULL)
    {
      Submission *submission = g_new0 (Submission, 1);

      submission->form = enroll_form_ref (form);
      submission->answers = enroll_answers_ref (answers);
      g_ptr_array_add (self->submissions, submission);
    }
  fake_calls_record (self->calls, "watch");
  step (self, cancellable, callback, user_data);
}

static EnrollForm *
fake_visit_step_finish (EnrollVisit *visit, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_visit_iface_init (EnrollVisitInterface *iface)
{
  iface->open_async = fake_visit_open_async;
  iface->submit_async = fake_visit_submit_async;
  iface->wait_async = fake_visit_wait_async;
  iface->step_finish = fake_visit_step_finish;
  iface->has_sent = fake_visit_has_sent;
  iface->hand_over = fake_visit_hand_over;
  iface->take_over_async = fake_visit_take_over_async;
}

G_DEFINE_TYPE_WITH_CODE (FakeVisit,
                         fake_visit,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT, fake_visit_iface_init))

/* A visit with a page that can be left to the user. */
typedef struct
{
  FakeVisit parent_instance;
} FakeLiveVisit;

typedef struct
{
  FakeVisitClass parent_class;
} FakeLiveVisitClass;

static GType fake_live_visit_get_type (void);

static void
fake_live_visit_iface_init (EnrollVisitInterface *iface)
{
  fake_visit_iface_init (iface);
  iface->hand_over = NULL;
  iface->watch_async = fake_live_visit_watch_async;
}

G_DEFINE_TYPE_WITH_CODE (FakeLiveVisit,
                         fake_live_visit,
                         FAKE_TYPE_VISIT,
                         G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT, fake_live_visit_iface_init))

static void
fake_live_visit_class_init (FakeLiveVisitClass *klass)
{
}

static void
fake_live_visit_init (FakeLiveVisit *self)
{
}

static void
fake_visit_finalize (GObject *object)
{
  FakeVisit *self = FAKE_VISIT (object);

  g_clear_pointer (&self->calls, fake_calls_free);
  g_queue_clear_full (&self->replies, reply_free);
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  g_free (self->page_uri);
  g_clear_pointer (&self->live_page, g_bytes_unref);

  G_OBJECT_CLASS (fake_visit_parent_class)->finalize (object);
}

static void
fake_visit_class_init (FakeVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_visit_finalize;
}

static void
fake_visit_init (FakeVisit *self)
{
  self->calls = fake_calls_new ();
  g_queue_init (&self->replies);
  self->submissions = g_ptr_array_new_with_free_func (submission_free);
}

FakeVisit *
fake_visit_new (void)
{
  return g_object_new (FAKE_TYPE_VISIT, NULL);
}

FakeVisit *
fake_visit_new_live (void)
{
  return g_object_new (fake_live_visit_get_type (), NULL);
}

static void
add_reply (FakeVisit *self, EnrollForm *form, GError *error)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->form = form;
  reply->error = error;
  g_queue_push_tail (&self->replies, reply);
  send_reply (self);
}

/**
 * fake_visit_add_form:
 * @self: a visit
 * @form: (transfer full): a recognised form: what the next step without a reply yields
 */
void
fake_visit_add_form (FakeVisit *self, EnrollForm *form)
{
  add_reply (self, form, NULL);
}

/**
 * fake_visit_add_error:
 * @self: a visit
 * @error: (transfer full): how the next step without a reply ends
 */
void
fake_visit_add_error (FakeVisit *self, GError *error)
{
  add_reply (self, NULL, error);
}

void
fake_visit_set_ignores_cancel (FakeVisit *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}

/**
 * fake_visit_set_page_uri:
 * @self: a visit without a live page
 * @uri: (nullable): what it hands over; %NULL if there is nothing to hand over
 */
void
fake_visit_set_page_uri (FakeVisit *self, const char *uri)
{
  g_free (self->page_uri);
  self->page_uri = g_strdup (uri);
}

/**
 * fake_visit_set_live_page:
 * @self: a visit
 * @page: what its page, which is a live one, began with
 */
void
fake_visit_set_live_page (FakeVisit *self, const char *page)
{
  g_clear_pointer (&self->live_page, g_bytes_unref);
  self->live_page = g_bytes_new (page, strlen (page));
}

/**
 * fake_visit_set_has_sent:
 * @self: a visit
 * @has_sent: whether steps that fail have sent something before
 */
void
fake_visit_set_has_sent (FakeVisit *self, gboolean has_sent)
{
  self->has_sent = has_sent;
}

const GPtrArray *
fake_visit_get_history (FakeVisit *self)
{
  return fake_calls_get_history (self->calls);
}

guint
fake_visit_get_n_submissions (FakeVisit *self)
{
  return self->submissions->len;
}

static Submission *
peek_submission (FakeVisit *self, guint submission)
{
  g_return_val_if_fail (submission < self->submissions->len, NULL);

  return g_ptr_array_index (self->submissions, submission);
}

EnrollForm *
fake_visit_get_form (FakeVisit *self, guint submission)
{
  return peek_submission (self, submission)->form;
}

EnrollAnswers *
fake_visit_get_answers (FakeVisit *self, guint submission)
{
  return peek_submission (self, submission)->answers;
}

static char *
format_answer (const EnrollField *field, const EnrollAnswer *answer)
{
  if (field->kind == ENROLL_FIELD_CHECK)
    return g_strdup (answer->is_checked ? "checked" : "unchecked");
  if (answer->secret != NULL)
    return g_strdup (enroll_secret_peek (answer->secret));
  if (answer->text != NULL)
    return g_strdup (answer->text);
  return g_strdup (
      ((EnrollOption *)g_ptr_array_index (field->options, (guint)answer->option))->label);
}

/**
 * fake_visit_dup_answer:
 * @self: a visit
 * @submission: which submission, from 0
 * @label: label of a field
 *
 * Returns: (transfer full) (nullable): how the first field with @label was answered: the text, the
 *   label of the option, or “checked”; %NULL if it was left as the portal filled it
 */
char *
fake_visit_dup_answer (FakeVisit *self, guint submission, const char *label)
{
  Submission *sent = peek_submission (self, submission);

  for (guint i = 0; sent != NULL && i < sent->form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (sent->form->fields, i);
      const EnrollAnswer *answer = enroll_answers_find (sent->answers, i);

      if (strcmp (field->label, label) == 0)
        return answer != NULL ? format_answer (field, answer) : NULL;
    }
  return NULL;
}
