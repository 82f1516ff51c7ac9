/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-visit-private.h"

#include <string.h>

/**
 * enroll_web_asks_the_same:
 * @a: a form
 * @b: another one
 *
 * Returns: %TRUE if they ask the same questions, whatever they hold
 */
gboolean
enroll_web_asks_the_same (const EnrollForm *a, const EnrollForm *b)
{
  if (a->kind != b->kind || a->fields->len != b->fields->len ||
      a->buttons->len != b->buttons->len || g_strcmp0 (a->title, b->title) != 0)
    return FALSE;
  for (guint i = 0; i < a->fields->len; i++)
    {
      const EnrollField *field = g_ptr_array_index (a->fields, i);
      const EnrollField *other = g_ptr_array_index (b->fields, i);

      if (strcmp (field->label, other->label) != 0 || g_strcmp0 (field->error, other->error) != 0)
        return FALSE;
    }
  return TRUE;
}

/* It says what it said before its button was pressed, and complains of nothing. */
static gboolean
is_as_it_was (const EnrollForm *was, const char *text, const EnrollForm *form)
{
  return was != NULL && enroll_web_asks_the_same (was, form) &&
         form->notices->len <= was->notices->len &&
         g_strcmp0 (text != NULL ? text : was->text, form->text) == 0;
}

/* A dialog that was answered uncovers the page behind it: that is no answer either. */
static gboolean
is_still_the_same (const EnrollWebStep *step, const EnrollForm *form, guint n_documents)
{
  return n_documents == step->n_documents && (is_as_it_was (step->before, step->text, form) ||
                                              is_as_it_was (step->behind, step->behind_text, form));
}

static gboolean
has_known_field (const EnrollForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      if (((EnrollField *)g_ptr_array_index (form->fields, i))->role != ENROLL_ROLE_NONE)
        return TRUE;
    }
  return FALSE;
}

/* Signing in elsewhere is the user's part: there is nothing to hope for. */
static gboolean
offers_login (const EnrollForm *form)
{
  return enroll_form_find_button (form, ENROLL_ROLE_FEDERATED_LOGIN) != NULL;
}

/**
 * enroll_web_judge:
 * @step: what is under way
 * @form: the page as it is now
 * @n_documents: documents shown until now
 * @is_at_portal: the page is the portal's
 *
 * Decides whether a settled page ends a step. Pure.
 */
EnrollWebVerdict
enroll_web_judge (const EnrollWebStep *step,
                  const EnrollForm *form,
                  guint n_documents,
                  gboolean is_at_portal)
{
  gboolean is_new = step->before == NULL || n_documents != step->n_documents ||
                    !enroll_web_asks_the_same (step->before, form);

  switch (step->kind)
    {
    case ENROLL_WEB_STEP_WATCH:
      /* Another unknown page is taken too, if there is something on it to be filled in. */
      if (form->kind == ENROLL_FORM_UNKNOWN)
        is_new = n_documents != step->n_documents && has_known_field (form);
      return is_new ? ENROLL_WEB_VERDICT_TAKE : ENROLL_WEB_VERDICT_WAIT;
    case ENROLL_WEB_STEP_WAIT:
      return form->kind == ENROLL_FORM_WAIT ? ENROLL_WEB_VERDICT_WAIT : ENROLL_WEB_VERDICT_TAKE;
    case ENROLL_WEB_STEP_SUBMIT:
      if (is_still_the_same (step, form, n_documents))
        return step->is_refused ? ENROLL_WEB_VERDICT_TAKE : ENROLL_WEB_VERDICT_HOPE;
      break;
    case ENROLL_WEB_STEP_OPEN:
      break;
    }
  return form->kind == ENROLL_FORM_UNKNOWN && is_at_portal && !offers_login (form)
             ? ENROLL_WEB_VERDICT_HOPE
             : ENROLL_WEB_VERDICT_TAKE;
}
