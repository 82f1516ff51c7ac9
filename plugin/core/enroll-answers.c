/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-answers.h"

G_DEFINE_BOXED_TYPE (EnrollAnswers, enroll_answers, enroll_answers_ref, enroll_answers_unref)

static void
answer_free (gpointer data)
{
  EnrollAnswer *answer = data;

  enroll_wipe_string (answer->text);
  g_clear_pointer (&answer->secret, enroll_secret_unref);
  g_free (answer);
}

EnrollAnswers *
enroll_answers_new (void)
{
  EnrollAnswers *self = g_new0 (EnrollAnswers, 1);

  g_atomic_ref_count_init (&self->references);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  return self;
}

EnrollAnswers *
enroll_answers_ref (EnrollAnswers *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_answers_unref (EnrollAnswers *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->answers);
  g_free (self);
}

static EnrollAnswer *
replace_answer (EnrollAnswers *self, guint field)
{
  EnrollAnswer *answer = g_new0 (EnrollAnswer, 1);

  for (guint i = 0; i < self->answers->len; i++)
    {
      if (((EnrollAnswer *)g_ptr_array_index (self->answers, i))->field == field)
        {
          g_ptr_array_remove_index (self->answers, i);
          break;
        }
    }
  answer->field = field;
  answer->option = -1;
  g_ptr_array_add (self->answers, answer);
  return answer;
}

void
enroll_answers_set_text (EnrollAnswers *self, guint field, const char *text)
{
  replace_answer (self, field)->text = g_strdup (text);
}

void
enroll_answers_set_secret (EnrollAnswers *self, guint field, EnrollSecret *secret)
{
  replace_answer (self, field)->secret = enroll_secret_ref (secret);
}

void
enroll_answers_set_option (EnrollAnswers *self, guint field, int option)
{
  replace_answer (self, field)->option = option;
}

void
enroll_answers_set_checked (EnrollAnswers *self, guint field, gboolean is_checked)
{
  replace_answer (self, field)->is_checked = is_checked;
}

/**
 * enroll_answers_find:
 * @self: answers
 * @field: index into the form's fields
 *
 * Returns: (transfer none) (nullable): the answer for @field, if it has one
 */
const EnrollAnswer *
enroll_answers_find (const EnrollAnswers *self, guint field)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const EnrollAnswer *answer = g_ptr_array_index (self->answers, i);

      if (answer->field == field)
        return answer;
    }
  return NULL;
}
