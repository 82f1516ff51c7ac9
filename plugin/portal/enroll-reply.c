/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-reply.h"
#include "enroll-secret.h"
#include "enroll-web-address.h"

#include <stdlib.h>
#include <string.h>

/* What a server said besides the body. */

static guint
parse_retry_after (const char *value)
{
  return value != NULL && g_ascii_isdigit (value[0]) ? (guint)MIN (strtoul (value, NULL, 10), 3600)
                                                     : 0;
}

/**
 * enroll_reply_new:
 * @uri: where it came from
 * @status: HTTP status
 * @headers: its headers
 * @body: its whole body
 *
 * Reads the headers that this program looks at: where a redirect leads, what the body is, and when
 * to come again.
 *
 * Returns: (transfer full): the reply
 */
EnrollReply *
enroll_reply_new (GUri *uri, guint status, SoupMessageHeaders *headers, GBytes *body)
{
  EnrollReply *reply = g_new0 (EnrollReply, 1);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  const char *location = soup_message_headers_get_one (headers, "Location");
  const char *media_type = soup_message_headers_get_content_type (headers, &parameters);

  reply->uri = g_uri_ref (uri);
  reply->status = status;
  reply->body = g_bytes_ref (body);
  if (location != NULL)
    reply->location = enroll_web_address_dup_target (reply->uri, location);
  if (media_type != NULL)
    {
      reply->media_type = g_ascii_strdown (media_type, -1);
      reply->charset = g_strdup (g_hash_table_lookup (parameters, "charset"));
    }
  reply->refresh = g_strdup (soup_message_headers_get_one (headers, "Refresh"));
  reply->retry_after_s = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
  g_clear_pointer (&parameters, g_hash_table_unref);
  /* There may be parameters without a disposition. */
  if (soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
      disposition != NULL)
    reply->is_attachment = g_ascii_strcasecmp (disposition, "attachment") == 0;
  return reply;
}

void
enroll_reply_free (EnrollReply *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  enroll_wipe_string (self->location);
  g_free (self->media_type);
  g_free (self->charset);
  enroll_wipe_string (self->refresh);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static gboolean
looks_like_pem (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  return length > 0 && g_strstr_len (data, (gssize)MIN (length, 4096), "-----BEGIN ") != NULL;
}

/**
 * enroll_reply_is_file:
 * @self: a reply
 *
 * Returns: %TRUE if it is a file rather than a page
 */
gboolean
enroll_reply_is_file (const EnrollReply *self)
{
  if (self->status != 200)
    return FALSE;
  if (self->is_attachment)
    return TRUE;
  if (self->media_type == NULL || g_str_equal (self->media_type, "text/html") ||
      g_str_equal (self->media_type, "application/xhtml+xml"))
    return FALSE;
  return !g_str_equal (self->media_type, "text/plain") || looks_like_pem (self->body);
}
