/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-handover.h"
#include "enroll-submission.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _EnrollTransport EnrollTransport;

/**
 * EnrollReply:
 * @uri: where it came from
 * @status: HTTP status
 * @location: (nullable): where a redirect leads, absolute
 * @media_type: (nullable): without parameters, lower case
 * @charset: (nullable): of the media type
 * @refresh: (nullable): value of a Refresh header
 * @retry_after_s: value of Retry-After, or 0
 * @is_attachment: the server says that it is to be saved
 * @body: the whole body
 *
 * One HTTP response.
 */
typedef struct
{
  GUri *uri;
  guint status;
  char *location;
  char *media_type;
  char *charset;
  char *refresh;
  guint retry_after_s;
  gboolean is_attachment;
  GBytes *body;
} EnrollReply;

void enroll_reply_free (EnrollReply *self);
gboolean enroll_reply_is_file (const EnrollReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollReply, enroll_reply_free)

EnrollTransport *enroll_transport_new (GProxyResolver *proxy_resolver,
                                       const char *tls_ca_file,
                                       GError **error);
void enroll_transport_free (EnrollTransport *self);

void enroll_transport_hand_over (EnrollTransport *self, EnrollHandover *handover);
guint enroll_transport_get_n_requests (EnrollTransport *self);
void enroll_transport_send_async (EnrollTransport *self,
                                  const EnrollSubmission *submission,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
EnrollReply *enroll_transport_send_finish (GAsyncResult *result, GError **error);

G_END_DECLS
