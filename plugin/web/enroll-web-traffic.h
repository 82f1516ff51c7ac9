/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-web-download.h"

G_BEGIN_DECLS

typedef struct _EnrollWebTraffic EnrollWebTraffic;

/**
 * EnrollWebTrafficFunc:
 * @user_data: given to enroll_web_traffic_new()
 *
 * Called when a request has ended.
 */
typedef void (*EnrollWebTrafficFunc) (gpointer user_data);

/**
 * EnrollWebTrafficLateFunc:
 * @view: what should have shown a document by now
 * @user_data: given to enroll_web_traffic_new()
 *
 * Called when a document has not begun to come within the time of a whole exchange.
 */
typedef void (*EnrollWebTrafficLateFunc) (WebKitWebView *view, gpointer user_data);

EnrollWebTraffic *enroll_web_traffic_new (EnrollWebTrafficFunc callback,
                                          EnrollWebTrafficLateFunc late_callback,
                                          gpointer user_data);
void enroll_web_traffic_free (EnrollWebTraffic *self);

const EnrollWebLimits *enroll_web_traffic_get_limits (EnrollWebTraffic *self);
void enroll_web_traffic_set_limits (EnrollWebTraffic *self, const EnrollWebLimits *limits);

void enroll_web_traffic_watch (EnrollWebTraffic *self, WebKitWebView *view);
void enroll_web_traffic_forget (EnrollWebTraffic *self, WebKitWebView *view);
const char *enroll_web_traffic_get_address (EnrollWebTraffic *self, WebKitWebView *view);
gboolean enroll_web_traffic_is_busy (EnrollWebTraffic *self);
guint enroll_web_traffic_get_n_requests (EnrollWebTraffic *self);
gboolean enroll_web_traffic_has_sent (EnrollWebTraffic *self, guint n_requests);

G_END_DECLS
