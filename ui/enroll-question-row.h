/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"
#include "enroll-question.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_QUESTION_ROW (enroll_question_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrollQuestionRow, enroll_question_row, ENROLL, QUESTION_ROW, GtkBox)

GtkWidget *enroll_question_row_new (EnrollQuestion *question, EnrollPortal *portal);

GtkWidget *enroll_question_row_get_control (EnrollQuestionRow *self);

G_END_DECLS
