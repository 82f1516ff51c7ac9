/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-answers.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_QUESTION (enroll_question_get_type ())
G_DECLARE_FINAL_TYPE (EnrollQuestion, enroll_question, ENROLL, QUESTION, GObject)

EnrollQuestion *enroll_question_new (EnrollForm *form, guint field, const char *error);

const char *enroll_question_get_label (EnrollQuestion *self);
char *enroll_question_dup_explanation (EnrollQuestion *self);
const char *enroll_question_get_error (EnrollQuestion *self);
EnrollRole enroll_question_get_role (EnrollQuestion *self);
EnrollFieldKind enroll_question_get_kind (EnrollQuestion *self);
const GPtrArray *enroll_question_get_options (EnrollQuestion *self);
const char *enroll_question_get_document (EnrollQuestion *self);
const char *enroll_question_get_document_uri (EnrollQuestion *self);
guint enroll_question_get_field (EnrollQuestion *self);
gboolean enroll_question_is_agreed (EnrollQuestion *self);

gboolean enroll_question_is_answered (EnrollQuestion *self);
void enroll_question_set_text (EnrollQuestion *self, const char *text);
void enroll_question_set_option (EnrollQuestion *self, int option);
void enroll_question_set_checked (EnrollQuestion *self, gboolean is_checked);
void enroll_question_set_agreed (EnrollQuestion *self);

void enroll_question_answer (EnrollQuestion *self, EnrollAnswers *answers);

G_END_DECLS
