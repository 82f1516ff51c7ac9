/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authorities.h"
#include "enroll-error.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-transport.h"

#include <stdlib.h>
#include <string.h>

#define MAX_BODY ((gsize)4 * 1024 * 1024)
#define CHUNK ((gsize)64 * 1024)
#define TIMEOUT_S 60

/* The administrator's own TLS authorities, and what they have verified: host -> GTlsCertificate.
 * Handshakes may outlive their transport. */
typedef struct PrivateTrust
{
  GTlsDatabase *authorities;
  GHashTable *certificates;
} PrivateTrust;

/* HTTP for one visit: own cookies, no cache, no redirects followed, TLS always verified. */
struct _EnrollTransport
{
  SoupSession *session;
  PrivateTrust *trust;
  guint n_requests;
};

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gboolean was_sent;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  if (exchange->body->len > 0)
    explicit_bzero (exchange->body->data, exchange->body->len);
  g_byte_array_unref (exchange->body);
  g_free (exchange);
}

void
enroll_reply_free (EnrollReply *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->location);
  g_free (self->media_type);
  g_free (self->charset);
  g_free (self->refresh);
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

static PrivateTrust *
private_trust_new (GTlsDatabase *authorities)
{
  PrivateTrust *trust = g_rc_box_new0 (PrivateTrust);

  g_set_object (&trust->authorities, authorities);
  trust->certificates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return trust;
}

static void
private_trust_clear (gpointer data)
{
  PrivateTrust *trust = data;

  g_clear_object (&trust->authorities);
  g_clear_pointer (&trust->certificates, g_hash_table_unref);
}

static void
private_trust_unref (gpointer data)
{
  g_rc_box_release_full (data, private_trust_clear);
}

/**
 * enroll_transport_new:
 * @proxy_resolver: (nullable): Evolution's proxy settings; %NULL for the system's
 * @tls_ca_file: (nullable): PEM file of authorities that servers may also be verified with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a transport; or %NULL with %ENROLL_ERROR_SETTINGS if
 *   @tls_ca_file cannot be read
 */
EnrollTransport *
enroll_transport_new (GProxyResolver *proxy_resolver, const char *tls_ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (SoupCookieJar) jar = NULL;
  EnrollTransport *self;

  if (!enroll_authorities_load (tls_ca_file, &authorities, error))
    return NULL;

  self = g_new0 (EnrollTransport, 1);
  self->trust = private_trust_new (authorities);
  self->session = soup_session_new_with_options ("timeout",
                                                 TIMEOUT_S,
                                                 "idle-timeout",
                                                 30,
                                                 "user-agent",
                                                 "evolution-smime-enrollment/" PACKAGE_VERSION,
                                                 /* The vocabulary is English. */
                                                 "accept-language",
                                                 "en",
                                                 NULL);
  if (proxy_resolver != NULL)
    soup_session_set_proxy_resolver (self->session, proxy_resolver);
  jar = soup_cookie_jar_new ();
  soup_cookie_jar_set_accept_policy (jar, SOUP_COOKIE_JAR_ACCEPT_ALWAYS);
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (jar));
  return self;
}

void
enroll_transport_free (EnrollTransport *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  private_trust_unref (self->trust);
  g_free (self);
}

guint
enroll_transport_get_n_requests (EnrollTransport *self)
{
  return self->n_requests;
}

/**
 * enroll_transport_hand_over:
 * @self: a transport
 * @handover: what is handed over
 *
 * Adds the cookies, and the certificates that the private authorities had to verify.
 */
void
enroll_transport_hand_over (EnrollTransport *self, EnrollHandover *handover)
{
  SoupSessionFeature *jar = soup_session_get_feature (self->session, SOUP_TYPE_COOKIE_JAR);
  GSList *cookies = soup_cookie_jar_all_cookies (SOUP_COOKIE_JAR (jar));
  GHashTableIter iter;
  gpointer host;
  gpointer certificate;

  for (GSList *item = cookies; item != NULL; item = item->next)
    {
      EnrollCookie *cookie = g_new0 (EnrollCookie, 1);

      cookie->name = g_strdup (soup_cookie_get_name (item->data));
      cookie->value = g_strdup (soup_cookie_get_value (item->data));
      cookie->domain = g_strdup (soup_cookie_get_domain (item->data));
      cookie->path = g_strdup (soup_cookie_get_path (item->data));
      cookie->is_http_only = soup_cookie_get_http_only (item->data);
      g_ptr_array_add (handover->cookies, cookie);
    }
  g_slist_free_full (cookies, (GDestroyNotify)soup_cookie_free);
  g_hash_table_iter_init (&iter, self->trust->certificates);
  while (g_hash_table_iter_next (&iter, &host, &certificate))
    g_hash_table_replace (handover->certificates, g_strdup (host), g_object_ref (certificate));
}

/* A certificate that the system does not trust is good if the private authorities verify it. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  PrivateTrust *trust = user_data;
  GUri *uri = soup_message_get_uri (message);

  if (!enroll_authorities_verify (trust->authorities, certificate, uri))
    return FALSE;

  g_hash_table_replace (trust->certificates,
                        g_strdup (g_uri_get_host (uri)),
                        g_object_ref (certificate));
  return TRUE;
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  ((Exchange *)user_data)->was_sent = TRUE;
}

static void
return_transport_error (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  const char *host = g_uri_get_host (soup_message_get_uri (exchange->message));
  g_autoptr (GError) owned = error;
  EnrollError code;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }

  if (error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF)
    {
      code = ENROLL_ERROR_INSECURE;
    }
  else if (exchange->was_sent)
    {
      code = ENROLL_ERROR_UNAVAILABLE;
    }
  else
    {
      code = ENROLL_ERROR_UNREACHABLE;
    }
  g_task_return_new_error (task,
                           ENROLL_ERROR,
                           (int)code,
                           "%s %s: %s",
                           host,
                           exchange->was_sent ? "broke off" : "was not reached",
                           error->message);
}

static guint
parse_retry_after (const char *value)
{
  return value != NULL && g_ascii_isdigit (value[0]) ? (guint)MIN (strtoul (value, NULL, 10), 3600)
                                                     : 0;
}

static void
read_headers (EnrollReply *reply, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  g_autofree char *type = NULL;
  const char *location = soup_message_headers_get_one (headers, "Location");
  const char *media_type = soup_message_headers_get_content_type (headers, &parameters);

  reply->uri = g_uri_ref (soup_message_get_uri (message));
  reply->status = soup_message_get_status (message);
  if (location != NULL)
    {
      g_autoptr (GUri) target =
          g_uri_parse_relative (reply->uri,
                                location,
                                G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                NULL);

      reply->location = target != NULL ? g_uri_to_string (target) : NULL;
    }
  if (media_type != NULL)
    {
      reply->media_type = g_ascii_strdown (media_type, -1);
      reply->charset = g_strdup (g_hash_table_lookup (parameters, "charset"));
    }
  reply->refresh = g_strdup (soup_message_headers_get_one (headers, "Refresh"));
  reply->retry_after_s = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
  g_clear_pointer (&parameters, g_hash_table_unref);
  if (soup_message_headers_get_content_disposition (headers, &disposition, &parameters))
    reply->is_attachment = g_ascii_strcasecmp (disposition, "attachment") == 0;
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = NULL;
  Exchange *exchange = g_task_get_task_data (task);

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      return_transport_error (task, g_steal_pointer (&error));
      return;
    }

  if (g_bytes_get_size (chunk) == 0)
    {
      EnrollReply *reply = g_new0 (EnrollReply, 1);

      read_headers (reply, exchange->message);
      reply->body = enroll_secret_bytes_new (exchange->body->data, exchange->body->len);
      g_task_return_pointer (task, reply, (GDestroyNotify)enroll_reply_free);
      return;
    }

  if (exchange->body->len + g_bytes_get_size (chunk) > MAX_BODY)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_TOO_LARGE,
                               "%s sent more than %" G_GSIZE_FORMAT " bytes",
                               g_uri_get_host (soup_message_get_uri (exchange->message)),
                               MAX_BODY);
      return;
    }
  g_byte_array_append (exchange->body,
                       g_bytes_get_data (chunk, NULL),
                       (guint)g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source),
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task),
                                   chunk_read_cb,
                                   g_object_ref (task));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      return_transport_error (task, g_steal_pointer (&error));
      return;
    }
  g_input_stream_read_bytes_async (exchange->stream,
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task),
                                   chunk_read_cb,
                                   g_object_ref (task));
}

/* As a browser does; some portals refuse a form that was not sent from their own page. */
static void
add_origin (SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  g_autofree char *host = enroll_text_host_of_uri (uri);
  g_autofree char *origin = g_strconcat ("https://", host, NULL);

  soup_message_headers_append (soup_message_get_request_headers (message), "Origin", origin);
}

/**
 * enroll_transport_send_async:
 * @self: a transport
 * @submission: a request to an allowed host: that was checked before
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Sends one request and reads the whole answer, up to 4 MiB. Errors: %ENROLL_ERROR_UNREACHABLE if
 * nothing was sent, %ENROLL_ERROR_UNAVAILABLE if the connection broke afterwards,
 * %ENROLL_ERROR_INSECURE, %ENROLL_ERROR_TOO_LARGE.
 */
void
enroll_transport_send_async (EnrollTransport *self,
                             const EnrollSubmission *submission,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self->session, cancellable, callback, user_data);
  g_autoptr (GUri) uri = NULL;
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, enroll_transport_send_async);
  exchange->body = g_byte_array_new ();
  g_task_set_task_data (task, exchange, exchange_free);

  uri = g_uri_parse (submission->uri, SOUP_HTTP_URI_FLAGS, NULL);
  exchange->message = uri != NULL ? soup_message_new_from_uri (submission->method, uri) : NULL;
  if (exchange->message == NULL)
    {
      g_task_return_new_error (task, ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD, "bad link");
      return;
    }

  /* On a kept connection that broke the library would send a request a second time; a one-use link
   * or an answer must not be. */
  soup_message_add_flags (exchange->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (submission->body != NULL)
    {
      soup_message_set_request_body_from_bytes (exchange->message,
                                                submission->content_type,
                                                submission->body);
      add_origin (exchange->message);
    }
  if (self->trust->authorities != NULL)
    {
      g_signal_connect_data (exchange->message,
                             "accept-certificate",
                             G_CALLBACK (accept_certificate_cb),
                             g_rc_box_acquire (self->trust),
                             (GClosureNotify)(void (*) (void))private_trust_unref,
                             0);
    }
  g_signal_connect (exchange->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
  self->n_requests++;
  soup_session_send_async (self->session,
                           exchange->message,
                           G_PRIORITY_DEFAULT,
                           cancellable,
                           answered_cb,
                           g_object_ref (task));
}

EnrollReply *
enroll_transport_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
