/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

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

EnrollReply *enroll_reply_new (GUri *uri, guint status, SoupMessageHeaders *headers, GBytes *body);
void enroll_reply_free (EnrollReply *self);
gboolean enroll_reply_is_file (const EnrollReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollReply, enroll_reply_free)

G_END_DECLS
