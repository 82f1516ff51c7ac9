/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-html-page.h"
#include "enroll-http-visit.h"
#include "enroll-transport.h"

G_BEGIN_DECLS

/* A visit of plain HTML forms. Follows redirects itself, so that each host is checked before
 * anything is sent to it. */
struct _EnrollHttpVisit
{
  GObject parent_instance;

  EnrollPortal *portal;
  EnrollTransport *transport;
  EnrollHtmlPage *page;
  EnrollReply *reply; /* that @page was read from */
  char *foreign_uri;  /* where the portal sent us, and we did not go */
  gboolean has_sent;  /* the last step got an answer, if only a redirect */
};

/* One operation: open, submit or wait, with all requests that it takes. */
typedef struct
{
  EnrollSubmission *request;
  guint n_redirects;
  gboolean is_opening;
  gboolean is_waiting;
  gint64 began_at;
  guint n_looks;
  guint document_field;
  guint n_documents; /* that were asked for, for one page */
} EnrollHttpStep;

void enroll_http_step_send_request (GTask *task);
void enroll_http_step_schedule_look (GTask *task);
gboolean enroll_http_step_waits_out (GTask *task, const EnrollReply *reply);

G_END_DECLS
