/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-web-popup.h"
#include "enroll-web-view.h"

G_BEGIN_DECLS

#define ENROLL_WEB_MAX_ATTEMPTS 3

/* A live page in a private, ephemeral browser engine: nothing of it is kept anywhere. It is never
 * shown unless it gets a stage; until then it lives in a window off the screen, where its scripts
 * run as usual. Pop-up windows, as campus logins use them, lie on top of the page. */
struct _EnrollWebView
{
  GObject parent_instance;

  EnrollPortal *portal;
  GTlsDatabase *authorities;
  GProxyResolver *proxy_resolver;
  WebKitWebContext *context;
  WebKitUserContentManager *content_manager;
  GCancellable *cancellable;
  GtkWidget *off_screen;
  GtkWidget *stack;
  WebKitWebView *page;
  char *origin;             /* of the page; NULL if it has none */
  EnrollHandover *entrance; /* what the page began with; NULL once it has gone on */
  EnrollWebPopUp *pop_up;
  EnrollWebTraffic *traffic;
  char *dialog;
  GError *crash;           /* of the page's process; NULL once another page is on its way */
  GCancellable *preparing; /* the entrance */
  GSource *preparing_limit;
  guint n_attempts; /* to load the first document */
  guint n_downloads;
  guint n_begun_downloads;
  guint n_documents;
  guint status;
  gboolean has_strangers; /* documents of other hosts may be in the page or in a window of it */
  gboolean is_entering;   /* or has yet to begin what it was told to load */
  EnrollWebActor actor;
};

void enroll_web_view_emit_changed (EnrollWebView *self);
void enroll_web_view_note_crash (EnrollWebView *self, const char *uri);
void enroll_web_view_emit_failed (EnrollWebView *self,
                                  EnrollError code,
                                  const char *uri,
                                  const char *reason);

WebKitWebView *enroll_web_window_new (EnrollWebView *self, WebKitWebView *related);
void enroll_web_window_close_pop_up (EnrollWebView *self);

G_END_DECLS
