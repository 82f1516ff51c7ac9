/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-answers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_VISIT (enroll_visit_get_type ())
G_DECLARE_INTERFACE (EnrollVisit, enroll_visit, ENROLL, VISIT, GObject)

/**
 * EnrollVisitInterface:
 * @open_async: opens a link; a one-use link must be sent once only
 * @submit_async: answers a form and presses a button of it
 * @wait_async: looks again, at a pace that the portal can bear, until the page is no longer one
 *   that says “please wait”; ends with %ENROLL_ERROR_TIMEOUT
 * @step_finish: the recognised form that came
 *
 * One use of a portal, holding its cookies. One operation at a time.
 */
struct _EnrollVisitInterface
{
  GTypeInterface parent_interface;

  void (*open_async) (EnrollVisit *self,
                      const char *link,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  void (*submit_async) (EnrollVisit *self,
                        EnrollForm *form,
                        EnrollAnswers *answers,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  void (*wait_async) (EnrollVisit *self,
                      EnrollForm *form,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  EnrollForm *(*step_finish) (EnrollVisit *self, GAsyncResult *result, GError **error);
};

void enroll_visit_open_async (EnrollVisit *self,
                              const char *link,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void enroll_visit_submit_async (EnrollVisit *self,
                                EnrollForm *form,
                                EnrollAnswers *answers,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void enroll_visit_wait_async (EnrollVisit *self,
                              EnrollForm *form,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
EnrollForm *enroll_visit_step_finish (EnrollVisit *self, GAsyncResult *result, GError **error);

G_END_DECLS
