/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-agreement.h"
#include "enroll-audit.h"
#include "enroll-error.h"
#include "enroll-http-visit.h"
#include "enroll-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the endpoint shows, and what the assistant would make of it. The address is asked for once,
 * by GET; nothing is filled in and no button is pressed. */

static void
check_option (EnrollAudit *self, EnrollRole role, const char *key, const char *wanted)
{
  const EnrollField *field = enroll_form_find_field (self->form, role);
  g_autofree char *normalized = NULL;
  g_autoptr (GString) offered = g_string_new (NULL);

  if (wanted == NULL || field == NULL || field->kind != ENROLL_FIELD_CHOICE)
    return;
  normalized = enroll_text_normalize (wanted);
  for (guint i = 0; i < field->options->len; i++)
    {
      const EnrollOption *option = g_ptr_array_index (field->options, i);
      g_autofree char *label = enroll_text_normalize (option->label);

      if (option->is_disabled || enroll_portal_says (self->portal, ENROLL_SIGN_PLACEHOLDER, label))
        continue;
      if (strcmp (label, normalized) == 0)
        return;
      if (offered->len > 0)
        g_string_append (offered, ", ");
      /* Translators: one of the options of a form, in a list of them. */
      g_string_append_printf (offered, _ ("“%s”"), option->label);
    }
  enroll_audit_add_remark (self->endpoint_remarks,
                           TRUE,
                           /* Translators: a key of the settings, what it is set to, and a list. */
                           _ ("%s: the form does not offer “%s”; it offers %s"),
                           key,
                           wanted,
                           offered->str);
}

static void
note_terms (EnrollAudit *self)
{
  for (guint i = 0; i < self->form->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (self->form->fields, i);
      g_auto (GStrv) entries = NULL;
      g_autofree char *list = NULL;

      if (field->role != ENROLL_ROLE_TERMS)
        continue;
      entries = enroll_agreement_dup_entries (field);
      list = g_strjoinv ("', '", entries);
      if (entries[0] == NULL)
        {
          enroll_audit_add_remark (
              self->endpoint_remarks,
              FALSE,
              _ ("the form has terms but neither shows nor links to their text; "
                 "agreed-terms cannot name them"));
        }
      else if (!enroll_agreement_covers ((const char *const *)self->settings->agreed_terms, field))
        {
          enroll_audit_add_remark (
              self->endpoint_remarks,
              FALSE,
              _ ("to say that the organization has agreed to the terms of this "
                 "form: agreed-terms=['%s']"),
              list);
        }
    }
}

static void
plan_answers (EnrollAudit *self)
{
  g_autoptr (EnrollSecret) password = enroll_secret_new_password ();
  g_autoptr (GError) error = NULL;
  const EnrollPolicyInput input = {
    .form = self->form,
    .portal = self->portal,
    .identity = self->identity,
    .settings = self->settings,
    .password = password,
    .pass_phrase = password,
  };

  self->plan = enroll_policy_plan (&input, &error);
  if (self->plan == NULL)
    {
      g_autofree char *what_happened = NULL;
      g_autofree char *what_next = NULL;

      enroll_error_dup_user_text (error, FALSE, &what_happened, &what_next);
      enroll_audit_add_remark (
          self->endpoint_remarks,
          TRUE,
          /* Translators: what the assistant would say, and the message of the error. */
          _ ("every user would be told: “%s” (%s)"),
          what_happened,
          error->message);
    }
}

static void
examine_form (EnrollAudit *self)
{
  const EnrollForm *form = self->form;

  if (form->kind == ENROLL_FORM_REFUSED)
    {
      const char *text =
          form->notices->len > 0 ? g_ptr_array_index (form->notices, 0) : form->title;
      g_autofree char *excerpt = enroll_text_truncate (text, 300);

      enroll_audit_add_remark (self->endpoint_remarks,
                               TRUE, /* Translators: a host, and the text of its page. */
                               _ ("%s says: “%s”"),
                               form->host,
                               excerpt);
      return;
    }
  if (form->kind == ENROLL_FORM_DOWNLOAD)
    {
      enroll_audit_add_remark (self->endpoint_remarks, TRUE, _ ("this is a file, not a form"));
      return;
    }
  if (form->kind == ENROLL_FORM_UNKNOWN || form->needs_script)
    {
      enroll_audit_add_remark (
          self->endpoint_remarks,
          FALSE,
          _ ("the page is made by a script or not known: the assistant shows it "
             "live and reads it there, which this program does not"));
      return;
    }
  check_option (self, ENROLL_ROLE_ACCOUNT, "account", self->settings->account);
  check_option (self,
                ENROLL_ROLE_PROFILE,
                "certificate-profile",
                self->settings->certificate_profile);
  check_option (self, ENROLL_ROLE_TERM, "certificate-term", self->settings->certificate_term);
  note_terms (self);
  plan_answers (self);
}

static void
explain_error (EnrollAudit *self, const GError *error)
{
  g_autofree char *what_happened = NULL;
  g_autofree char *what_next = NULL;

  if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED))
    {
      enroll_audit_add_remark (
          self->endpoint_remarks,
          FALSE,
          /* Translators: %s is the message of the error, which names the site. */
          _ ("it leads to another site (%s): the assistant shows that live, as it "
             "does with the login of a campus; nothing is filled in there"),
          error->message);
      return;
    }
  enroll_error_dup_user_text (error, FALSE, &what_happened, &what_next);
  enroll_audit_add_remark (self->endpoint_remarks,
                           TRUE,
                           "%s %s (%s)",
                           what_happened,
                           what_next,
                           error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollAudit *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->form = enroll_visit_step_finish (ENROLL_VISIT (source), result, &error);
  self->n_requests = enroll_http_visit_get_n_requests (ENROLL_HTTP_VISIT (source));
  if (self->form != NULL)
    {
      examine_form (self);
    }
  else
    {
      explain_error (self, error);
    }
  g_task_return_boolean (task, TRUE);
}

/* Nothing is opened that the assistant would refuse, or that may work once only. */
static gboolean
may_be_opened (EnrollAudit *self)
{
  const char *endpoint = self->settings->endpoint;

  return endpoint != NULL && self->portal != NULL && !enroll_audit_is_personal_link (endpoint) &&
         enroll_portal_allows (self->portal, endpoint, NULL);
}

/**
 * enroll_audit_visit_async:
 * @self: what was found so far
 * @callback: called when the endpoint has answered
 * @user_data: for @callback
 *
 * Asks for the endpoint once, and looks at what it shows. An address that may be a personal
 * invitation is not opened.
 */
void
enroll_audit_visit_async (EnrollAudit *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (EnrollHttpVisit) visit = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_task_data (task, self, NULL);
  if (may_be_opened (self))
    visit = enroll_http_visit_new (self->portal, NULL, self->settings->tls_ca_file, &error);
  /* A wrong tls-ca-file was told of already. */
  if (visit == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  enroll_visit_open_async (ENROLL_VISIT (visit), self->settings->endpoint, NULL, opened_cb, task);
}

void
enroll_audit_visit_finish (EnrollAudit *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
