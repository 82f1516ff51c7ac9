/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-answers.h"
#include "enroll-handover.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long a visit looks for a certificate that the authority makes. */
#define ENROLL_VISIT_WAIT_US ((gint64)20 * 60 * G_USEC_PER_SEC)

/* How long a portal may send nothing while it owes an answer, and how long the whole of one may take. */
#define ENROLL_VISIT_SILENCE_MS (60 * 1000)
#define ENROLL_VISIT_EXCHANGE_MS (2 * 60 * 1000)

#define ENROLL_TYPE_VISIT (enroll_visit_get_type ())
G_DECLARE_INTERFACE (EnrollVisit, enroll_visit, ENROLL, VISIT, GObject)

/**
 * EnrollPlace:
 * @host: the host of the page that is open now, with its port unless it is 443
 * @is_portal: it is the portal; else a page that the portal led to, such as a campus login
 * @is_secure: the connection is encrypted and the host's certificate was verified
 *
 * Where a visit is.
 */
typedef struct
{
  char *host;
  gboolean is_portal;
  gboolean is_secure;
} EnrollPlace;

void enroll_place_free (EnrollPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPlace, enroll_place_free)

/**
 * EnrollVisitInterface:
 * @open_async: opens a link; a one-use link must be sent once only
 * @submit_async: answers a form and presses a button of it
 * @wait_async: looks again, at a pace that the portal can bear, until the page is no longer one
 *   that says “please wait”; ends with %ENROLL_ERROR_TIMEOUT
 * @step_finish: the recognised form that came
 * @has_sent: (nullable): whether the last step had sent something before it failed; without it a
 *   host that was not reached, or not trusted, was sent nothing
 * @hand_over: (nullable): leaves the visit, as it is now, to another one
 * @snapshot_async: (nullable): the same for a visit that goes on here; without it @hand_over does it
 * @snapshot_finish: (nullable): %NULL if there is nothing that another visit could begin with
 * @take_over_async: continues a visit that was begun elsewhere, or before an interruption
 * @watch_async: (nullable): fills in what is known and leaves the page to the user; ends when a
 *   page comes that the program knows, or a file
 * @dup_place: (nullable): where the visit is
 * @set_stage: (nullable): shows the live page in a container of the user interface, or no longer
 *
 * One use of a portal, holding its cookies. One operation at a time; a snapshot is none. A visit that
 * has no live page lacks what is nullable here, but for @hand_over.
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
  gboolean (*has_sent) (EnrollVisit *self);
  EnrollHandover *(*hand_over) (EnrollVisit *self);
  void (*snapshot_async) (EnrollVisit *self, GAsyncReadyCallback callback, gpointer user_data);
  EnrollHandover *(*snapshot_finish) (EnrollVisit *self, GAsyncResult *result);
  void (*take_over_async) (EnrollVisit *self,
                           EnrollHandover *handover,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  void (*watch_async) (EnrollVisit *self,
                       EnrollForm *form,
                       EnrollAnswers *answers,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  EnrollPlace *(*dup_place) (EnrollVisit *self);
  void (*set_stage) (EnrollVisit *self, GObject *stage);
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
gboolean enroll_visit_has_sent (EnrollVisit *self);
EnrollHandover *enroll_visit_hand_over (EnrollVisit *self);
void enroll_visit_snapshot_async (EnrollVisit *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
EnrollHandover *enroll_visit_snapshot_finish (EnrollVisit *self, GAsyncResult *result);
void enroll_visit_take_over_async (EnrollVisit *self,
                                   EnrollHandover *handover,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean enroll_visit_can_watch (EnrollVisit *self);
void enroll_visit_watch_async (EnrollVisit *self,
                               EnrollForm *form,
                               EnrollAnswers *answers,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
EnrollPlace *enroll_visit_dup_place (EnrollVisit *self);
void enroll_visit_set_stage (EnrollVisit *self, GObject *stage);
void enroll_visit_emit_moved (EnrollVisit *self);

GError *enroll_visit_new_timeout (const char *host);

G_END_DECLS
