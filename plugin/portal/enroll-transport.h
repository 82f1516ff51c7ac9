/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-handover.h"
#include "enroll-reply.h"
#include "enroll-submission.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EnrollTransport EnrollTransport;

EnrollTransport *enroll_transport_new (GProxyResolver *proxy_resolver,
                                       const char *tls_ca_file,
                                       GError **error);
void enroll_transport_free (EnrollTransport *self);

void enroll_transport_hand_over (EnrollTransport *self, EnrollHandover *handover);
void enroll_transport_take_over (EnrollTransport *self, const EnrollHandover *handover);
void enroll_transport_set_limit (EnrollTransport *self, guint limit_ms);
guint enroll_transport_get_n_requests (EnrollTransport *self);
void enroll_transport_send_async (EnrollTransport *self,
                                  const EnrollSubmission *submission,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
EnrollReply *enroll_transport_send_finish (GAsyncResult *result, GError **error);

G_END_DECLS
