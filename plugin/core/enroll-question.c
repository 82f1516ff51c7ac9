/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-question.h"

#include <glib/gi18n-lib.h>

/* Something that the user must answer, in the portal's own label. The page of the wizard sets the
 * answer; “is-answered” tells whether it is one. */
struct _EnrollQuestion
{
  GObject parent_instance;

  EnrollForm *form;
  guint field;
  char *error;
  EnrollSecret *text;
  int option;
  gboolean is_checked;
  gboolean is_agreed;
};

enum
{
  PROP_0,
  PROP_IS_ANSWERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EnrollQuestion, enroll_question, G_TYPE_OBJECT)

static const EnrollField *
peek_field (EnrollQuestion *self)
{
  return g_ptr_array_index (self->form->fields, self->field);
}

static void
enroll_question_finalize (GObject *object)
{
  EnrollQuestion *self = ENROLL_QUESTION (object);

  enroll_form_unref (self->form);
  g_free (self->error);
  g_clear_pointer (&self->text, enroll_secret_unref);

  G_OBJECT_CLASS (enroll_question_parent_class)->finalize (object);
}

static void
enroll_question_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_IS_ANSWERED:
      g_value_set_boolean (value, enroll_question_is_answered (ENROLL_QUESTION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_question_class_init (EnrollQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enroll_question_finalize;
  object_class->get_property = enroll_question_get_property;

  properties[PROP_IS_ANSWERED] =
      g_param_spec_boolean ("is-answered",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enroll_question_init (EnrollQuestion *self)
{
  self->option = -1;
}

/**
 * enroll_question_new:
 * @form: a recognised form
 * @field: index of the field that is asked
 * @error: (nullable): the portal's complaint about the last answer
 *
 * Returns: (transfer full): a question without an answer
 */
EnrollQuestion *
enroll_question_new (EnrollForm *form, guint field, const char *error)
{
  EnrollQuestion *self = g_object_new (ENROLL_TYPE_QUESTION, NULL);

  self->form = enroll_form_ref (form);
  self->field = field;
  self->error = g_strdup (error);
  return self;
}

const char *
enroll_question_get_label (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  return peek_field (self)->label;
}

/**
 * enroll_question_dup_explanation:
 * @self: a question
 *
 * Returns: (transfer full) (nullable): our own help under the portal's label, translated
 */
char *
enroll_question_dup_explanation (EnrollQuestion *self)
{
  const EnrollField *field;

  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  field = peek_field (self);
  if (self->is_agreed)
    {
      return g_strdup (_ ("Your organization has agreed to these terms for its members. You accept "
                          "them by going on."));
    }
  if (field->role == ENROLL_ROLE_ACCESS_CODE)
    return g_strdup (_ ("Your IT department gave you this code, or prints it on its web page."));
  if (field->role == ENROLL_ROLE_SECRET_ID)
    return g_strdup (_ ("A word or number that your organization gave to you alone."));
  if (field->role == ENROLL_ROLE_REQUEST_CODE)
    return g_strdup (_ ("It is in the invitation mail, under the link."));
  if (field->role == ENROLL_ROLE_ACCOUNT)
    return g_strdup (_ ("Choose the organization that invited you, no other."));
  if (field->role == ENROLL_ROLE_EMAIL)
    return g_strdup (_ ("The address that the certificate will be for."));
  return field->hint != NULL && field->hint[0] != '\0' ? g_strdup (field->hint) : NULL;
}

const char *
enroll_question_get_error (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  return self->error;
}

EnrollRole
enroll_question_get_role (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), ENROLL_ROLE_NONE);

  return peek_field (self)->role;
}

EnrollFieldKind
enroll_question_get_kind (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), ENROLL_FIELD_TEXT);

  return peek_field (self)->kind;
}

/**
 * enroll_question_get_options:
 * @self: a question of kind %ENROLL_FIELD_CHOICE
 *
 * Returns: (transfer none) (element-type EnrollOption): what can be chosen
 */
const GPtrArray *
enroll_question_get_options (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  return peek_field (self)->options;
}

/**
 * enroll_question_get_document:
 * @self: a question of kind %ENROLL_FIELD_CHECK
 *
 * Returns: (transfer none) (nullable): full text of the terms that are to be accepted
 */
const char *
enroll_question_get_document (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  return peek_field (self)->document;
}

const char *
enroll_question_get_document_uri (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), NULL);

  return peek_field (self)->document_uri;
}

guint
enroll_question_get_field (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), 0);

  return self->field;
}

/**
 * enroll_question_is_agreed:
 * @self: a question of kind %ENROLL_FIELD_CHECK
 *
 * Returns: %TRUE if it is about terms that the user's organisation has agreed to
 */
gboolean
enroll_question_is_agreed (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), FALSE);

  return self->is_agreed;
}

gboolean
enroll_question_is_answered (EnrollQuestion *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION (self), FALSE);

  if (peek_field (self)->kind == ENROLL_FIELD_CHECK)
    return self->is_checked;
  if (peek_field (self)->kind == ENROLL_FIELD_CHOICE)
    return self->option >= 0;
  return self->text != NULL && enroll_secret_peek (self->text)[0] != '\0';
}

static void
notify_if_changed (EnrollQuestion *self, gboolean was_answered)
{
  if (enroll_question_is_answered (self) != was_answered)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ANSWERED]);
}

/**
 * enroll_question_set_text:
 * @self: a question
 * @text: what the user typed; kept as a secret
 */
void
enroll_question_set_text (EnrollQuestion *self, const char *text)
{
  gboolean was_answered;

  g_return_if_fail (ENROLL_IS_QUESTION (self));
  g_return_if_fail (text != NULL);

  was_answered = enroll_question_is_answered (self);
  g_clear_pointer (&self->text, enroll_secret_unref);
  self->text = enroll_secret_new (text);
  notify_if_changed (self, was_answered);
}

void
enroll_question_set_option (EnrollQuestion *self, int option)
{
  gboolean was_answered;

  g_return_if_fail (ENROLL_IS_QUESTION (self));

  was_answered = enroll_question_is_answered (self);
  self->option = option;
  notify_if_changed (self, was_answered);
}

void
enroll_question_set_checked (EnrollQuestion *self, gboolean is_checked)
{
  gboolean was_answered;

  g_return_if_fail (ENROLL_IS_QUESTION (self));

  was_answered = enroll_question_is_answered (self);
  self->is_checked = is_checked;
  notify_if_changed (self, was_answered);
}

/**
 * enroll_question_set_agreed:
 * @self: a question of kind %ENROLL_FIELD_CHECK
 *
 * The user's organisation has agreed to these terms: the box is ticked, and the user accepts them
 * by answering the form.
 */
void
enroll_question_set_agreed (EnrollQuestion *self)
{
  g_return_if_fail (ENROLL_IS_QUESTION (self));

  self->is_agreed = TRUE;
  enroll_question_set_checked (self, TRUE);
}

/**
 * enroll_question_answer:
 * @self: an answered question
 * @answers: where the answer goes
 */
void
enroll_question_answer (EnrollQuestion *self, EnrollAnswers *answers)
{
  g_return_if_fail (ENROLL_IS_QUESTION (self));
  g_return_if_fail (enroll_question_is_answered (self));

  if (peek_field (self)->kind == ENROLL_FIELD_CHECK)
    {
      enroll_answers_set_checked (answers, self->field, TRUE);
    }
  else if (peek_field (self)->kind == ENROLL_FIELD_CHOICE)
    {
      enroll_answers_set_option (answers, self->field, self->option);
    }
  else
    {
      enroll_answers_set_secret (answers, self->field, self->text);
    }
}
