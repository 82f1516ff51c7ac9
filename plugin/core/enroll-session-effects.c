/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-recognition.h"
#include "enroll-session-private.h"
#include "enroll-text.h"

/* What the session does on entering a state, and the events that come of it. Each callback owns
 * the reference that was taken where the call was made. */

/* TRUE if the result of an effect is none: it was cancelled, or it failed and that was dealt
 * with. */
gboolean
enroll_session_ends_here (EnrollSession *self, GError **error)
{
  if (enroll_flow_is_final (self->state) || self->state == ENROLL_STATE_FAILED)
    return TRUE;
  if (*error == NULL)
    return FALSE;
  if (!g_cancellable_is_cancelled (self->cancellable))
    enroll_session_fail (self, g_steal_pointer (error));
  return TRUE;
}

/* In the portal's own words. */
static GError *
quote (const EnrollForm *form, EnrollError code, const char *text)
{
  g_autofree char *excerpt = enroll_text_truncate (text, 300);

  return g_error_new (ENROLL_ERROR, (int)code, "%s says: “%s”", form->host, excerpt);
}

static GError *
make_refusal_error (EnrollForm *form)
{
  static const EnrollError codes[ENROLL_N_REFUSALS] = {
    [ENROLL_REFUSAL_NONE] = ENROLL_ERROR_REFUSED,
    [ENROLL_REFUSAL_INVITATION_USED] = ENROLL_ERROR_INVITATION_USED,
    [ENROLL_REFUSAL_SESSION_EXPIRED] = ENROLL_ERROR_SESSION_EXPIRED,
    [ENROLL_REFUSAL_CODE] = ENROLL_ERROR_CODE,
    [ENROLL_REFUSAL_LIMIT] = ENROLL_ERROR_LIMIT,
    [ENROLL_REFUSAL_DOMAIN] = ENROLL_ERROR_DOMAIN,
    [ENROLL_REFUSAL_PERSON] = ENROLL_ERROR_NOT_ELIGIBLE,
    [ENROLL_REFUSAL_CA] = ENROLL_ERROR_AUTHORITY,
    [ENROLL_REFUSAL_REQUEST] = ENROLL_ERROR_REFUSED,
    [ENROLL_REFUSAL_ANSWER] = ENROLL_ERROR_REFUSED,
    [ENROLL_REFUSAL_PENDING] = ENROLL_ERROR_PENDING,
    [ENROLL_REFUSAL_UNAVAILABLE] = ENROLL_ERROR_UNAVAILABLE,
    [ENROLL_REFUSAL_FOREIGN_PROGRAM] = ENROLL_ERROR_FOREIGN_PROGRAM,
  };
  const char *text = form->notices->len > 0 ? g_ptr_array_index (form->notices, 0) : form->title;

  return quote (form, codes[form->refusal], text);
}

/* A refusal that ends the visit leaves its reason behind. */
static void
note_trouble_of_form (EnrollSession *self)
{
  g_clear_error (&self->error);
  if (self->form->kind != ENROLL_FORM_REFUSED)
    return;
  self->error = make_refusal_error (self->form);
  self->failed_state =
      self->state == ENROLL_STATE_OPENING ? ENROLL_STATE_OPENING : ENROLL_STATE_SUBMITTING;
}

/* The user may have pressed the button that asks for the certificate. Where that leads back to the
 * list, it is better to look for a certificate in vain than to ask for a second one. */
static void
note_what_the_user_did (EnrollSession *self, EnrollFormKind previous)
{
  EnrollFormKind kind = self->form->kind;

  if (self->state != ENROLL_STATE_BROWSING)
    return;
  if (kind == ENROLL_FORM_WAIT || kind == ENROLL_FORM_PROTECT || kind == ENROLL_FORM_DOWNLOAD ||
      (kind == ENROLL_FORM_LIST && (previous == ENROLL_FORM_REQUEST || self->list_before != NULL)))
    self->has_requested = TRUE;
}

/* “Not reached” is said of a portal that was sent nothing. */
static void
tell_what_was_sent (EnrollSession *self, GError *error)
{
  if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE) &&
      enroll_visit_has_sent (self->visit))
    error->code = ENROLL_ERROR_UNAVAILABLE;
}

/* A page that lives on says itself that its service was not reached. It is still there, or the one
 * before it is, so it can be answered again.
 * Returns: FALSE if that is not so */
static gboolean
fail_unsent (EnrollSession *self, EnrollForm *form)
{
  GError *error;

  if (self->state != ENROLL_STATE_SUBMITTING || form->kind != ENROLL_FORM_REFUSED ||
      form->refusal != ENROLL_REFUSAL_UNAVAILABLE || enroll_visit_has_sent (self->visit))
    return FALSE;

  error = make_refusal_error (form);
  error->code = ENROLL_ERROR_UNREACHABLE;
  if (!enroll_form_has_same_controls (self->form, form))
    {
      if (!enroll_form_forgive (form))
        {
          g_error_free (error);
          return FALSE;
        }
      g_clear_pointer (&self->form, enroll_form_unref);
      self->form = enroll_form_ref (form);
      self->has_other_form = TRUE;
    }
  enroll_session_fail (self, error);
  return TRUE;
}

void
enroll_session_visit_stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollForm) form = NULL;
  EnrollFormKind previous = self->form != NULL ? self->form->kind : ENROLL_FORM_UNKNOWN;

  form = enroll_visit_step_finish (ENROLL_VISIT (source), result, &error);
  if (error != NULL)
    tell_what_was_sent (self, error);
  if (enroll_session_ends_here (self, &error))
    return;

  if (fail_unsent (self, form))
    return;
  if (self->form != NULL && form->kind == self->form->kind && form->kind == self->last_submitted)
    enroll_form_note_news (form, self->form, self->portal);
  g_clear_pointer (&self->form, enroll_form_unref);
  self->form = g_steal_pointer (&form);
  note_trouble_of_form (self);
  note_what_the_user_did (self, previous);
  enroll_session_note_certainty (self);
  if (enroll_session_looks_elsewhere (self))
    return;
  self->is_first_page = FALSE;
  enroll_session_send (self, enroll_flow_event_of_form ((int)self->form->kind));
}

/**
 * enroll_session_is_answered:
 * @self: a session
 *
 * Returns: %TRUE if all questions about the current form have an answer
 */
gboolean
enroll_session_is_answered (EnrollSession *self)
{
  if (self->questions == NULL || self->questions_form != self->form)
    return FALSE;
  for (guint i = 0; i < self->questions->len; i++)
    {
      if (!enroll_question_is_answered (g_ptr_array_index (self->questions, i)))
        return FALSE;
    }
  return TRUE;
}

/* Why a form cannot be answered by the program, though it knows what the form is; or NULL. */
static GError *
find_obstacle (EnrollSession *self, const EnrollPlan *plan, gboolean was_rejected)
{
  const EnrollForm *form = self->form;
  const char *text = form->notices->len > 0 ? g_ptr_array_index (form->notices, 0) : NULL;
  g_autofree char *complaint = enroll_text_truncate (text, 300);
  g_autofree char *title = enroll_text_truncate (form->title, 80);

  if (was_rejected && plan->questions->len == 0)
    {
      return g_error_new (ENROLL_ERROR,
                          text != NULL ? ENROLL_ERROR_REFUSED : ENROLL_ERROR_NOT_UNDERSTOOD,
                          "%s shows the same form again: “%s”",
                          form->host,
                          complaint);
    }
  if (plan->answers->button == NULL)
    {
      return g_error_new (ENROLL_ERROR,
                          ENROLL_ERROR_NOT_UNDERSTOOD,
                          "the page “%s” has no button that is known to go on",
                          title);
    }
  return NULL;
}

/* Nothing is asked for that the portal has already said it will not give. */
static gboolean
check_limit (EnrollSession *self, GError **error)
{
  g_autofree char *text = NULL;

  if (self->has_requested ||
      (self->form->kind != ENROLL_FORM_LIST && self->form->kind != ENROLL_FORM_REQUEST))
    return TRUE;
  text = enroll_form_dup_limit (self->form, self->portal);
  if (text == NULL)
    return TRUE;

  g_propagate_error (error, quote (self->form, ENROLL_ERROR_LIMIT, text));
  return FALSE;
}

static EnrollPlan *
make_plan (EnrollSession *self, GError **error)
{
  EnrollPolicyInput input = {
    .form = self->form,
    .portal = self->portal,
    .identity = self->identity,
    .settings = self->settings,
    .request = self->request,
    .password = self->password,
    .pass_phrase = self->pass_phrase,
    .list_before = self->list_before,
    .has_requested = self->has_requested,
    .accepted_terms = self->accepted_terms,
    .was_rejected = self->form->kind == self->last_submitted,
  };
  g_autoptr (EnrollPlan) plan = enroll_policy_plan (&input, error);
  g_autoptr (GError) obstacle = NULL;

  if (plan == NULL || self->form->kind == ENROLL_FORM_UNKNOWN)
    return g_steal_pointer (&plan);

  obstacle = find_obstacle (self, plan, input.was_rejected);
  if (obstacle == NULL)
    return g_steal_pointer (&plan);
  if (!enroll_visit_can_watch (self->visit))
    {
      g_propagate_error (error, g_steal_pointer (&obstacle));
      return NULL;
    }
  plan->needs_hand = TRUE;
  return g_steal_pointer (&plan);
}

static void
add_user_answers (EnrollSession *self)
{
  for (guint i = 0; i < self->plan->questions->len; i++)
    {
      EnrollQuestion *question = g_ptr_array_index (self->questions, i);

      enroll_question_answer (question, self->plan->answers);
      if (enroll_question_get_role (question) == ENROLL_ROLE_TERMS)
        {
          g_hash_table_add (
              self->accepted_terms,
              enroll_policy_dup_terms (
                  g_ptr_array_index (self->form->fields, enroll_question_get_field (question))));
        }
    }
}

static void
decide (EnrollSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollPlan) plan = NULL;

  if (enroll_session_looks_for_request (self))
    return;
  if (check_limit (self, &error))
    plan = make_plan (self, &error);
  if (plan == NULL)
    {
      enroll_session_fail (self, g_steal_pointer (&error));
      return;
    }

  g_clear_pointer (&self->plan, enroll_plan_free);
  self->plan = g_steal_pointer (&plan);
  self->key_bits = self->plan->key_bits;

  if (self->plan->questions->len > 0 && !enroll_session_is_answered (self))
    {
      g_clear_pointer (&self->questions, g_ptr_array_unref);
      g_clear_pointer (&self->questions_form, enroll_form_unref);
      self->questions = g_ptr_array_ref (self->plan->questions);
      self->questions_form = enroll_form_ref (self->form);
      if (self->plan->needs_request && self->key == NULL && self->key_id == NULL)
        enroll_store_prepare_key (self->store, self->key_bits);
      enroll_session_send (self, ENROLL_EVENT_ANSWERS_MISSING);
      return;
    }
  if (self->plan->needs_request)
    {
      enroll_session_send (self, ENROLL_EVENT_REQUEST_NEEDED);
      return;
    }

  add_user_answers (self);
  enroll_session_send (self,
                       self->plan->needs_hand ? ENROLL_EVENT_HAND_NEEDED
                                              : ENROLL_EVENT_ANSWERS_COMPLETE);
}

static void
request_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->request = enroll_pki_make_request_finish (ENROLL_PKI (source), result, &error);
  if (!enroll_session_ends_here (self, &error))
    enroll_session_send (self, ENROLL_EVENT_REQUEST_READY);
}

static void
make_request (EnrollSession *self)
{
  enroll_pki_make_request_async (self->pki,
                                 self->key,
                                 self->identity->address,
                                 self->cancellable,
                                 request_made_cb,
                                 g_object_ref (self));
}

static void
key_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->key = enroll_store_make_key_finish (ENROLL_STORE (source), result, &error);
  if (enroll_session_ends_here (self, &error))
    return;
  g_free (self->key_id);
  self->key_id = enroll_key_dup_id (self->key);
  make_request (self);
}

static void
make_key_and_request (EnrollSession *self)
{
  if (self->key != NULL)
    {
      make_request (self);
    }
  else
    {
      const EnrollKeyWish wish = { self->enrollment_id, self->key_id, self->key_bits };

      enroll_store_make_key_async (self->store,
                                   &wish,
                                   self->cancellable,
                                   key_made_cb,
                                   g_object_ref (self));
    }
}

static void
send_form (EnrollSession *self)
{
  self->asked_at = g_get_real_time () / G_USEC_PER_SEC;
  self->last_submitted = self->form->kind;
  if (self->form->kind == ENROLL_FORM_LIST && !self->has_requested)
    {
      g_clear_pointer (&self->list_before, enroll_form_unref);
      self->list_before = enroll_form_ref (self->form);
    }
  if (self->plan->asks_certificate)
    self->has_requested = TRUE;

  enroll_visit_submit_async (self->visit,
                             self->form,
                             self->plan->answers,
                             self->cancellable,
                             enroll_session_visit_stepped_cb,
                             g_object_ref (self));
}

/* An unknown page is filled as far as it is known; what is wrong with it is the user's to see. */
static void
watch (EnrollSession *self)
{
  self->has_browsed = TRUE;
  self->last_submitted = self->form->kind;
  if (self->form->kind == ENROLL_FORM_UNKNOWN)
    {
      g_clear_pointer (&self->plan, enroll_plan_free);
      self->plan = make_plan (self, NULL);
    }
  if (!enroll_visit_can_watch (self->visit))
    {
      g_autofree char *title = enroll_text_truncate (self->form->title, 80);

      enroll_session_fail (self,
                           g_error_new (ENROLL_ERROR,
                                        ENROLL_ERROR_NOT_UNDERSTOOD,
                                        "%s showed the page “%s”, which has no known form",
                                        self->form->host,
                                        title));
      return;
    }
  enroll_visit_watch_async (self->visit,
                            self->form,
                            self->plan != NULL ? self->plan->answers : NULL,
                            self->cancellable,
                            enroll_session_visit_stepped_cb,
                            g_object_ref (self));
}

static void
submit (EnrollSession *self)
{
  if (enroll_form_find_field (self->form, ENROLL_ROLE_PASS_PHRASE) != NULL)
    {
      enroll_session_keep_pass_phrase (self, send_form);
    }
  else
    {
      send_form (self);
    }
}

static void
open_link (EnrollSession *self)
{
  if (!enroll_settings_allows_address (self->settings, self->identity->address))
    {
      enroll_session_fail (self,
                           g_error_new (ENROLL_ERROR,
                                        ENROLL_ERROR_ADDRESS,
                                        "the domain of %s is not one of allowed-domains",
                                        self->identity->address));
      return;
    }

  /* What a link shows is no answer to the form that was sent before it came. */
  self->last_submitted = ENROLL_N_FORM_KINDS;
  self->asked_at = g_get_real_time () / G_USEC_PER_SEC;
  enroll_visit_open_async (self->visit,
                           enroll_secret_peek (self->link),
                           self->cancellable,
                           enroll_session_visit_stepped_cb,
                           g_object_ref (self));
}

static void
wait_for_authority (EnrollSession *self)
{
  enroll_visit_wait_async (self->visit,
                           self->form,
                           self->cancellable,
                           enroll_session_visit_stepped_cb,
                           g_object_ref (self));
}

static void
stop (EnrollSession *self)
{
  g_cancellable_cancel (self->cancellable);
  enroll_session_unwatch_inbox (self);
}

/**
 * enroll_session_run_effect:
 * @self: a session that has just entered its state
 *
 * Starts what the flow says is to be done in this state.
 */
void
enroll_session_run_effect (EnrollSession *self)
{
  static void (*const effects[ENROLL_N_EFFECTS]) (EnrollSession *) = {
    [ENROLL_EFFECT_NONE] = NULL,
    [ENROLL_EFFECT_RESUME] = enroll_session_resume,
    [ENROLL_EFFECT_OPEN] = open_link,
    [ENROLL_EFFECT_DECIDE] = decide,
    [ENROLL_EFFECT_MAKE_REQUEST] = make_key_and_request,
    [ENROLL_EFFECT_SUBMIT] = submit,
    [ENROLL_EFFECT_WATCH] = watch,
    [ENROLL_EFFECT_WATCH_INBOX] = enroll_session_watch_inbox,
    [ENROLL_EFFECT_WAIT] = wait_for_authority,
    [ENROLL_EFFECT_CHECK] = enroll_session_check_credential,
    [ENROLL_EFFECT_INSTALL] = enroll_session_install,
    [ENROLL_EFFECT_TRUST] = enroll_session_trust_root,
    [ENROLL_EFFECT_BIND] = enroll_session_bind_account,
    [ENROLL_EFFECT_PROVE] = enroll_session_prove,
    [ENROLL_EFFECT_STOP] = stop,
  };
  EnrollEffect effect = enroll_flow_get_effect (self->state);

  if (effects[effect] != NULL)
    effects[effect](self);
}
