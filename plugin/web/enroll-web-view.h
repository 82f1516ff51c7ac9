/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-handover.h"
#include "enroll-portal.h"
#include "enroll-web-traffic.h"

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

/**
 * EnrollWebActor:
 * @ENROLL_WEB_ACTOR_PORTAL: the page does as its author wrote
 * @ENROLL_WEB_ACTOR_PROGRAM: the program has filled a form: what it typed goes to the portal only
 * @ENROLL_WEB_ACTOR_USER: the user sees the page and uses it
 *
 * Who moves a page on.
 */
typedef enum
{
  ENROLL_WEB_ACTOR_PORTAL,
  ENROLL_WEB_ACTOR_PROGRAM,
  ENROLL_WEB_ACTOR_USER,
} EnrollWebActor;

#define ENROLL_TYPE_WEB_VIEW (enroll_web_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrollWebView, enroll_web_view, ENROLL, WEB_VIEW, GObject)

EnrollWebView *enroll_web_view_new (EnrollPortal *portal,
                                    GProxyResolver *proxy_resolver,
                                    GTlsDatabase *authorities);

void enroll_web_view_open (EnrollWebView *self, const char *uri);
void enroll_web_view_take_over (EnrollWebView *self, EnrollHandover *handover);
void enroll_web_view_set_stage (EnrollWebView *self, GtkContainer *stage);
void enroll_web_view_set_actor (EnrollWebView *self, EnrollWebActor actor);

WebKitWebView *enroll_web_view_get_page (EnrollWebView *self);
const char *enroll_web_view_get_address (EnrollWebView *self);
void enroll_web_view_add_document (EnrollWebView *self, EnrollHandover *handover);
gboolean enroll_web_view_is_busy (EnrollWebView *self);
guint enroll_web_view_get_n_documents (EnrollWebView *self);
EnrollWebTraffic *enroll_web_view_get_traffic (EnrollWebView *self);
guint enroll_web_view_get_status (EnrollWebView *self);
const GError *enroll_web_view_get_crash (EnrollWebView *self);
char *enroll_web_view_take_dialog (EnrollWebView *self);

G_END_DECLS
