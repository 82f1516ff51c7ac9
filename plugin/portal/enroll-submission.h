/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-answers.h"
#include "enroll-html-page.h"

G_BEGIN_DECLS

/**
 * EnrollSubmission:
 * @uri: where it goes
 * @method: "GET" or "POST"
 * @body: (nullable): what is sent, wiped when freed
 * @content_type: (nullable): of @body
 *
 * One HTTP request that answers a form.
 */
typedef struct
{
  char *uri;
  char *method;
  GBytes *body;
  char *content_type;
} EnrollSubmission;

EnrollSubmission *enroll_submission_new (const EnrollHtmlPage *page,
                                         const EnrollAnswers *answers,
                                         GError **error);
EnrollSubmission *enroll_submission_new_get (const char *uri);
void enroll_submission_free (EnrollSubmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollSubmission, enroll_submission_free)

G_END_DECLS
