/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-visit.h"

G_BEGIN_DECLS

#define FAKE_TYPE_VISIT (fake_visit_get_type ())
G_DECLARE_FINAL_TYPE (FakeVisit, fake_visit, FAKE, VISIT, GObject)

FakeVisit *fake_visit_new (void);
FakeVisit *fake_visit_new_live (void);

void fake_visit_add_form (FakeVisit *self, EnrollForm *form);
void fake_visit_add_error (FakeVisit *self, GError *error);
void fake_visit_set_ignores_cancel (FakeVisit *self, gboolean ignores_cancel);
void fake_visit_set_page_uri (FakeVisit *self, const char *uri);
void fake_visit_set_live_page (FakeVisit *self, const char *page);
void fake_visit_set_has_sent (FakeVisit *self, gboolean has_sent);

const GPtrArray *fake_visit_get_history (FakeVisit *self);
guint fake_visit_get_n_submissions (FakeVisit *self);
EnrollForm *fake_visit_get_form (FakeVisit *self, guint submission);
EnrollAnswers *fake_visit_get_answers (FakeVisit *self, guint submission);
char *fake_visit_dup_answer (FakeVisit *self, guint submission, const char *label);

G_END_DECLS
