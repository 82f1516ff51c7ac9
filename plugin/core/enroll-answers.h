/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"
#include "enroll-secret.h"

G_BEGIN_DECLS

/**
 * EnrollAnswer:
 * @field: index into the form's fields
 * @text: (nullable): for a text field
 * @secret: (nullable): for a text field, instead of @text
 * @option: for a choice, index of the option, or -1
 * @is_checked: for a check box
 *
 * What one field is to hold. Fields without an answer are sent as the portal filled them.
 */
typedef struct
{
  guint field;
  char *text;
  EnrollSecret *secret;
  int option;
  gboolean is_checked;
} EnrollAnswer;

#define ENROLL_TYPE_ANSWERS (enroll_answers_get_type ())

typedef struct _EnrollAnswers EnrollAnswers;

/**
 * EnrollAnswers:
 * @answers: (element-type EnrollAnswer)
 * @button: (nullable): the button to press, owned by the form
 *
 * How one form is answered.
 */
struct _EnrollAnswers
{
  gatomicrefcount references;
  GPtrArray *answers;
  const EnrollButton *button;
};

GType enroll_answers_get_type (void);

EnrollAnswers *enroll_answers_new (void);
EnrollAnswers *enroll_answers_ref (EnrollAnswers *self);
void enroll_answers_unref (EnrollAnswers *self);

void enroll_answers_set_text (EnrollAnswers *self, guint field, const char *text);
void enroll_answers_set_secret (EnrollAnswers *self, guint field, EnrollSecret *secret);
void enroll_answers_set_option (EnrollAnswers *self, guint field, int option);
void enroll_answers_set_checked (EnrollAnswers *self, guint field, gboolean is_checked);
const EnrollAnswer *enroll_answers_find (const EnrollAnswers *self, guint field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollAnswers, enroll_answers_unref)

G_END_DECLS
