/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-agreement.h"
#include "enroll-error.h"
#include "enroll-policy-private.h"
#include "enroll-text.h"

#include <stdlib.h>
#include <string.h>

/* answers = policy (form, identity, settings). What no rule answers becomes a question. Names and
 * addresses that the portal filled in are never changed, terms are never accepted here. */

typedef struct
{
  const EnrollPolicyInput *input;
  EnrollPlan *plan;
  guint index;
  EnrollField *field;
} Context;

typedef gboolean (*AnswerFunc) (Context *context, GError **error);

static void
decision_free (gpointer data)
{
  EnrollDecision *decision = data;

  g_free (decision->label);
  g_free (decision->value);
  g_free (decision);
}

static void
note_decision (Context *context, const char *value)
{
  EnrollDecision *decision = g_new0 (EnrollDecision, 1);

  decision->label = g_strdup (context->field->label);
  decision->value = g_strdup (value);
  g_ptr_array_add (context->plan->decisions, decision);
}

static void
ask (Context *context)
{
  const EnrollForm *form = context->input->form;
  const char *complaint = context->field->error;

  if (complaint == NULL && context->input->was_rejected && form->notices->len > 0)
    complaint = g_ptr_array_index (form->notices, 0);
  g_ptr_array_add (context->plan->questions,
                   enroll_question_new (context->input->form, context->index, complaint));
}

static gboolean
is_filled (const EnrollField *field)
{
  return field->kind == ENROLL_FIELD_CHOICE ? field->selected >= 0 : field->value[0] != '\0';
}

static gboolean
is_real_option (Context *context, int index)
{
  const EnrollOption *option;

  if (index < 0 || (guint)index >= context->field->options->len)
    return FALSE;
  option = g_ptr_array_index (context->field->options, (guint)index);
  return !option->is_disabled && option->label[0] != '\0' &&
         !enroll_portal_says (context->input->portal, ENROLL_SIGN_PLACEHOLDER, option->label);
}

static const char *
peek_option_label (const EnrollField *field, int index)
{
  return ((EnrollOption *)g_ptr_array_index (field->options, (guint)index))->label;
}

static void
choose (Context *context, int index)
{
  if (index != context->field->selected)
    enroll_answers_set_option (context->plan->answers, context->index, index);
  note_decision (context, peek_option_label (context->field, index));
}

static int
find_option (Context *context, const char *wanted)
{
  g_autofree char *normalized_wanted = enroll_text_normalize (wanted);

  for (guint i = 0; i < context->field->options->len; i++)
    {
      EnrollOption *option = g_ptr_array_index (context->field->options, i);
      g_autofree char *label = enroll_text_normalize (option->label);

      if (!option->is_disabled && strcmp (label, normalized_wanted) == 0)
        return (int)i;
    }
  return -1;
}

static int
find_only_option (Context *context)
{
  int only = -1;

  for (int i = 0; (guint)i < context->field->options->len; i++)
    {
      if (!is_real_option (context, i))
        continue;
      if (only >= 0)
        return -1;
      only = i;
    }
  return only;
}

/* Configured, else as the portal selected, else the only one there is, else asked. */
static void
answer_choice (Context *context, const char *configured, gboolean accept_selected)
{
  int index = -1;

  if (context->field->kind != ENROLL_FIELD_CHOICE)
    {
      if (!is_filled (context->field) && configured != NULL)
        {
          enroll_answers_set_text (context->plan->answers, context->index, configured);
        }
      else if (!is_filled (context->field) && context->field->is_required)
        {
          ask (context);
        }
      return;
    }

  if (context->field->is_fixed)
    {
      if (context->field->selected >= 0)
        note_decision (context, peek_option_label (context->field, context->field->selected));
      return;
    }
  if (configured != NULL)
    index = find_option (context, configured);
  if (index < 0 && accept_selected && is_real_option (context, context->field->selected))
    index = context->field->selected;
  if (index < 0)
    index = find_only_option (context);

  if (index >= 0)
    {
      choose (context, index);
    }
  else
    {
      ask (context);
    }
}

static gboolean
answer_by_user (Context *context, GError **error)
{
  if (context->field->is_fixed || (is_filled (context->field) && !context->input->was_rejected))
    return TRUE;
  ask (context);
  return TRUE;
}

static gboolean
refuse_address (Context *context, const char *shown, GError **error)
{
  g_autofree char *excerpt = enroll_text_truncate (shown, 100);

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_MISMATCH,
               "the portal's form is for %s, the account's address is %s",
               excerpt,
               context->input->identity->address);
  return FALSE;
}

static gboolean
answer_email_choice (Context *context, GError **error)
{
  const EnrollField *field = context->field;
  int only = find_only_option (context);

  for (int i = 0; (guint)i < field->options->len; i++)
    {
      if (is_real_option (context, i) && (!field->is_fixed || i == field->selected) &&
          enroll_address_equal (peek_option_label (field, i), context->input->identity->address))
        {
          choose (context, i);
          return TRUE;
        }
    }
  if (field->is_fixed && field->selected >= 0)
    only = field->selected;
  return only >= 0 ? refuse_address (context, peek_option_label (field, only), error)
                   : answer_by_user (context, error);
}

static gboolean
answer_email (Context *context, GError **error)
{
  const char *address = context->input->identity->address;
  const char *shown = context->field->value;

  if (context->field->kind == ENROLL_FIELD_CHOICE)
    return answer_email_choice (context, error);
  if (shown[0] != '\0' && !enroll_address_equal (shown, address))
    return refuse_address (context, shown, error);
  if (shown[0] == '\0' && !context->field->is_fixed)
    enroll_answers_set_text (context->plan->answers, context->index, address);
  note_decision (context, address);
  return TRUE;
}

static gboolean
answer_access_code (Context *context, GError **error)
{
  if (is_filled (context->field) && !context->input->was_rejected)
    return TRUE;
  if (context->input->settings->access_code != NULL && !context->input->was_rejected)
    {
      enroll_answers_set_secret (context->plan->answers,
                                 context->index,
                                 context->input->settings->access_code);
    }
  else
    {
      ask (context);
    }
  return TRUE;
}

/* The account of another university is never chosen by the program. */
static gboolean
answer_account (Context *context, GError **error)
{
  const char *configured = context->input->was_rejected ? NULL : context->input->settings->account;

  if (configured != NULL && context->field->kind == ENROLL_FIELD_CHOICE &&
      !context->field->is_fixed && find_option (context, configured) < 0)
    {
      ask (context);
    }
  else
    {
      answer_choice (context, configured, FALSE);
    }
  return TRUE;
}

static gboolean
answer_profile (Context *context, GError **error)
{
  answer_choice (context, context->input->settings->certificate_profile, TRUE);
  return TRUE;
}

static gboolean
answer_term (Context *context, GError **error)
{
  const EnrollField *field = context->field;
  const char *configured = context->input->settings->certificate_term;

  /* Nobody is asked for how long: the first term that is offered is the portal's usual one. */
  for (int i = 0; configured == NULL && (guint)i < field->options->len; i++)
    {
      if (field->is_fixed || is_real_option (context, field->selected))
        break;
      if (is_real_option (context, i))
        configured = peek_option_label (field, i);
    }
  answer_choice (context, configured, TRUE);
  return TRUE;
}

/* “RSA - 3072”, “3072 bit RSA”: the bits, or 0 for any other kind of key. */
static guint
parse_rsa_bits (const char *label)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);

  if (strstr (folded, "rsa") == NULL || strstr (folded, "pss") != NULL)
    return 0;
  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          unsigned long bits = strtoul (p, (char **)&p, 10);

          if (bits == 2048 || bits == 3072 || bits == 4096)
            return (guint)bits;
          if (*p == '\0')
            break;
        }
    }
  return 0;
}

/* The wanted size, else the next larger one, else the largest that is offered. */
static gboolean
answer_key_type (Context *context, GError **error)
{
  guint wanted = context->input->settings->key_bits;
  guint best_bits = 0;
  int best = -1;

  if (context->field->kind != ENROLL_FIELD_CHOICE)
    return TRUE;

  for (int i = 0; (guint)i < context->field->options->len; i++)
    {
      guint bits =
          is_real_option (context, i) ? parse_rsa_bits (peek_option_label (context->field, i)) : 0;

      if (bits == 0 || (context->field->is_fixed && i != context->field->selected))
        continue;
      if (best < 0 || (best_bits < wanted && bits > best_bits) ||
          (bits >= wanted && bits < best_bits))
        {
          best = i;
          best_bits = bits;
        }
    }
  if (best < 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_UNUSABLE,
                   "the portal offers no RSA key of 2048, 3072 or 4096 bits");
      return FALSE;
    }

  context->plan->key_bits = best_bits;
  choose (context, best);
  return TRUE;
}

static gboolean
answer_key_method (Context *context, GError **error)
{
  for (int i = 0; (guint)i < context->field->options->len; i++)
    {
      if (is_real_option (context, i) && enroll_portal_says (context->input->portal,
                                                             ENROLL_SIGN_METHOD_REQUEST,
                                                             peek_option_label (context->field, i)))
        {
          choose (context, i);
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
answer_request (Context *context, GError **error)
{
  if (context->input->request != NULL)
    {
      enroll_answers_set_text (context->plan->answers, context->index, context->input->request);
    }
  else
    {
      context->plan->needs_request = TRUE;
    }
  return TRUE;
}

/* Changing a name on the portal's form revokes the person's certificates: names stay. */
static gboolean
answer_name (Context *context, GError **error)
{
  if (is_filled (context->field))
    {
      note_decision (context, context->field->value);
    }
  else if (context->field->is_required && !context->field->is_fixed)
    {
      ask (context);
    }
  return TRUE;
}

/* A certificate names a person by first and last name: an empty one has to be given. */
static gboolean
answer_main_name (Context *context, GError **error)
{
  if (is_filled (context->field) || context->field->is_fixed)
    return answer_name (context, error);
  ask (context);
  return TRUE;
}

static gboolean
answer_password (Context *context, GError **error)
{
  enroll_answers_set_secret (context->plan->answers, context->index, context->input->password);
  return TRUE;
}

static gboolean
answer_pass_phrase (Context *context, GError **error)
{
  enroll_answers_set_secret (context->plan->answers, context->index, context->input->pass_phrase);
  return TRUE;
}

static gboolean
answer_protection (Context *context, GError **error)
{
  for (int i = 0; (guint)i < context->field->options->len; i++)
    {
      if (is_real_option (context, i) && enroll_portal_says (context->input->portal,
                                                             ENROLL_SIGN_PROTECTION_STRONG,
                                                             peek_option_label (context->field, i)))
        {
          choose (context, i);
          return TRUE;
        }
    }
  return TRUE;
}

/**
 * enroll_policy_dup_terms:
 * @field: a field with role %ENROLL_ROLE_TERMS
 *
 * Returns: (transfer full): all that a user accepts with it
 */
char *
enroll_policy_dup_terms (const EnrollField *field)
{
  return g_strjoin ("\n",
                    field->label,
                    field->document != NULL ? field->document : "",
                    field->document_uri != NULL ? field->document_uri : "",
                    NULL);
}

static gboolean
answer_terms (Context *context, GError **error)
{
  g_autofree char *text = enroll_policy_dup_terms (context->field);

  /* A tick that the portal set is not the user's word; a word that was given for the same text
   * counts. */
  if (context->input->accepted_terms != NULL &&
      g_hash_table_contains (context->input->accepted_terms, text))
    {
      enroll_answers_set_checked (context->plan->answers, context->index, TRUE);
    }
  else
    {
      ask (context);
      if (enroll_agreement_covers ((const char *const *)context->input->settings->agreed_terms,
                                   context->field))
        {
          GPtrArray *questions = context->plan->questions;

          enroll_question_set_agreed (g_ptr_array_index (questions, questions->len - 1));
        }
    }
  return TRUE;
}

static gboolean
is_answered (Context *context)
{
  return context->field->kind == ENROLL_FIELD_CHOICE
             ? is_real_option (context, context->field->selected)
             : is_filled (context->field);
}

static gboolean
answer_unknown (Context *context, GError **error)
{
  const EnrollField *field = context->field;

  if (field->kind == ENROLL_FIELD_HIDDEN || field->is_fixed)
    return TRUE;
  if (!field->is_required && (field->error == NULL || !context->input->was_rejected))
    return TRUE;
  if (field->kind == ENROLL_FIELD_CHECK ? !field->is_checked : !is_answered (context))
    ask (context);
  return TRUE;
}

/* clang-format off */
static const AnswerFunc answer_funcs[ENROLL_N_ROLES] = {
  [ENROLL_ROLE_NONE] = answer_unknown,
  [ENROLL_ROLE_EMAIL] = answer_email,
  [ENROLL_ROLE_ACCESS_CODE] = answer_access_code,
  [ENROLL_ROLE_SECRET_ID] = answer_by_user,
  [ENROLL_ROLE_REQUEST_CODE] = answer_by_user,
  [ENROLL_ROLE_ACCOUNT] = answer_account,
  [ENROLL_ROLE_PROFILE] = answer_profile,
  [ENROLL_ROLE_TERM] = answer_term,
  [ENROLL_ROLE_KEY_TYPE] = answer_key_type,
  [ENROLL_ROLE_KEY_METHOD] = answer_key_method,
  [ENROLL_ROLE_CSR] = answer_request,
  [ENROLL_ROLE_FIRST_NAME] = answer_main_name,
  [ENROLL_ROLE_MIDDLE_NAME] = answer_name,
  [ENROLL_ROLE_LAST_NAME] = answer_main_name,
  [ENROLL_ROLE_FULL_NAME] = answer_name,
  [ENROLL_ROLE_COMMENTS] = answer_unknown,
  [ENROLL_ROLE_PASSWORD] = answer_password,
  [ENROLL_ROLE_PASSWORD_REPEAT] = answer_password,
  [ENROLL_ROLE_PASS_PHRASE] = answer_pass_phrase,
  [ENROLL_ROLE_PASS_PHRASE_REPEAT] = answer_pass_phrase,
  [ENROLL_ROLE_PROTECTION] = answer_protection,
  [ENROLL_ROLE_TERMS] = answer_terms,
};
/* clang-format on */

/**
 * enroll_policy_plan:
 * @input: all that the answers depend on
 * @error: return location
 *
 * Decides how a form of the portal is answered. Pure: asks and sends nothing.
 *
 * Returns: (transfer full) (nullable): the plan, whose answers have no button if none is known to go
 *   on; or %NULL with %ENROLL_ERROR_MISMATCH if the form is for another address,
 *   %ENROLL_ERROR_SERVER_KEY if the portal may not make the key but does, or
 *   %ENROLL_ERROR_UNUSABLE if it offers no usable key
 */
EnrollPlan *
enroll_policy_plan (const EnrollPolicyInput *input, GError **error)
{
  g_autoptr (EnrollPlan) plan = g_new0 (EnrollPlan, 1);
  Context context = { .input = input, .plan = plan };

  if (!enroll_policy_check_key_maker (input, error))
    return NULL;

  plan->answers = enroll_answers_new ();
  plan->questions = g_ptr_array_new_with_free_func (g_object_unref);
  plan->decisions = g_ptr_array_new_with_free_func (decision_free);
  plan->key_bits = input->settings->key_bits;

  for (guint i = 0; i < input->form->fields->len; i++)
    {
      context.index = i;
      context.field = g_ptr_array_index (input->form->fields, i);
      if (context.field->group != input->form->group)
        continue;
      if (!answer_funcs[context.field->role](&context, error))
        return NULL;
    }

  plan->answers->button = enroll_policy_choose_button (input);
  plan->asks_certificate = input->form->kind == ENROLL_FORM_REQUEST;
  return g_steal_pointer (&plan);
}

void
enroll_plan_free (EnrollPlan *self)
{
  g_clear_pointer (&self->answers, enroll_answers_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_free (self);
}
