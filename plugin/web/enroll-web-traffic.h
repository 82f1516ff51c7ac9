/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <webkit2/webkit2.h>

G_BEGIN_DECLS

typedef struct _EnrollWebTraffic EnrollWebTraffic;

/**
 * EnrollWebTrafficFunc:
 * @user_data: given to enroll_web_traffic_new()
 *
 * Called when a request has ended.
 */
typedef void (*EnrollWebTrafficFunc) (gpointer user_data);

EnrollWebTraffic *enroll_web_traffic_new (EnrollWebTrafficFunc callback, gpointer user_data);
void enroll_web_traffic_free (EnrollWebTraffic *self);

void enroll_web_traffic_watch (EnrollWebTraffic *self, WebKitWebView *view);
gboolean enroll_web_traffic_is_busy (EnrollWebTraffic *self);
guint enroll_web_traffic_get_n_requests (EnrollWebTraffic *self);
gboolean enroll_web_traffic_has_sent (EnrollWebTraffic *self, guint n_requests);

G_END_DECLS
