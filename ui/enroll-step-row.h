/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EnrollStepStatus:
 *
 * How far a step is; or, at the end, whether a finding is good or only to be known.
 */
typedef enum
{
  ENROLL_STEP_PENDING,
  ENROLL_STEP_CURRENT,
  ENROLL_STEP_DONE,
  ENROLL_STEP_GOOD,
  ENROLL_STEP_NOTE,
  ENROLL_N_STEP_STATUSES
} EnrollStepStatus;

#define ENROLL_TYPE_STEP_ROW (enroll_step_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrollStepRow, enroll_step_row, ENROLL, STEP_ROW, GtkBox)

GtkWidget *enroll_step_row_new (const char *text);

void enroll_step_row_set_text (EnrollStepRow *self, const char *text);
EnrollStepStatus enroll_step_row_get_status (EnrollStepRow *self);
void enroll_step_row_set_status (EnrollStepRow *self, EnrollStepStatus status);

G_END_DECLS
