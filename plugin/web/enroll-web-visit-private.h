/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-web-view.h"
#include "enroll-web-visit.h"

G_BEGIN_DECLS

/* A visit in a live page. After each thing that happens to the page it waits until the page has
 * settled, reads it, and either takes it as the result of the step or waits for the next thing. */
struct _EnrollWebVisit
{
  GObject parent_instance;

  EnrollPortal *portal;
  EnrollWebView *view;
  EnrollForm *form; /* that was read last */
  EnrollForm *file; /* that came between two steps */
  /* The page whose button the last step pressed, and what it said then; while its document is there. */
  EnrollForm *pressed;
  char *pressed_text;
  guint n_requests; /* when the last step began */
  GTask *task;
};

typedef enum
{
  ENROLL_WEB_STEP_OPEN,
  ENROLL_WEB_STEP_SUBMIT,
  ENROLL_WEB_STEP_WAIT,
  ENROLL_WEB_STEP_WATCH,
} EnrollWebStepKind;

/* One operation.
 * @before: the page at its beginning
 * @button: the one of @before to press
 * @text: what the page said when that was pressed; %NULL before
 * @behind: (nullable): what the step before pressed, if a dialog came of it
 * @behind_text: what it said then
 * @n_documents: documents shown until then
 * @leaving: ends a step that was cancelled before it began
 * @is_looking: the page is being settled or read
 * @has_news: something happened meanwhile */
typedef struct
{
  EnrollWebStepKind kind;
  EnrollForm *before;
  EnrollAnswers *answers;
  const EnrollButton *button;
  char *text;
  EnrollForm *behind;
  char *behind_text;
  guint n_documents;
  GCancellable *cancellable;
  GSource *leaving;
  GSource *timer;
  gboolean is_looking;
  gboolean is_awaiting;
  gboolean has_news;
  gboolean is_out_of_patience;
  gboolean is_refused;
  gboolean was_touched;
  guint look_ms;
  gint64 deadline;
} EnrollWebStep;

/**
 * EnrollWebVerdict:
 * @ENROLL_WEB_VERDICT_TAKE: the page is the result of the step
 * @ENROLL_WEB_VERDICT_HOPE: it is, if nothing happens for a while
 * @ENROLL_WEB_VERDICT_WAIT: it is not
 */
typedef enum
{
  ENROLL_WEB_VERDICT_TAKE,
  ENROLL_WEB_VERDICT_HOPE,
  ENROLL_WEB_VERDICT_WAIT,
} EnrollWebVerdict;

gboolean enroll_web_asks_the_same (const EnrollForm *a, const EnrollForm *b);
EnrollWebVerdict enroll_web_judge (const EnrollWebStep *step,
                                   const EnrollForm *form,
                                   guint n_documents,
                                   gboolean is_at_portal);

EnrollWebStep *enroll_web_step_get (EnrollWebVisit *self);
EnrollWebStep *enroll_web_step_begin (EnrollWebVisit *self,
                                      EnrollWebStepKind kind,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void enroll_web_step_end (EnrollWebVisit *self, EnrollForm *form, GError *error);
void enroll_web_step_fill (EnrollWebVisit *self, EnrollForm *form, EnrollAnswers *answers);
void enroll_web_step_look (EnrollWebVisit *self);
gboolean enroll_web_step_is_at_portal (EnrollWebVisit *self);

G_END_DECLS
