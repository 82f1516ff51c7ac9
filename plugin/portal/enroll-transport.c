/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authorities.h"
#include "enroll-deadline.h"
#include "enroll-error.h"
#include "enroll-secret-stream.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-transport.h"
#include "enroll-visit.h"
#include "enroll-web-address.h"

#include <string.h>

#define MAX_BODY ((gsize)4 * 1024 * 1024)
#define CHUNK ((gsize)64 * 1024)

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
  guint limit_ms;
  PrivateTrust *trust;
  guint n_requests;
};

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize capacity;
  guint8 *chunk;
  gboolean was_sent;
  EnrollDeadline *deadline;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  enroll_deadline_free (exchange->deadline);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  if (exchange->body->len > 0)
    explicit_bzero (exchange->body->data, exchange->body->len);
  g_byte_array_unref (exchange->body);
  explicit_bzero (exchange->chunk, CHUNK);
  g_free (exchange->chunk);
  g_free (exchange);
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
  self->limit_ms = ENROLL_VISIT_EXCHANGE_MS;
  self->trust = private_trust_new (authorities);
  self->session = soup_session_new_with_options ("timeout",
                                                 ENROLL_VISIT_SILENCE_MS / 1000,
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

/* A copy that is ours; what the library keeps for itself is out of reach. */
static void
wipe_cookie (gpointer data)
{
  char *value = (char *)soup_cookie_get_value (data);

  explicit_bzero (value, strlen (value));
  soup_cookie_free (data);
}

/**
 * enroll_transport_hand_over:
 * @self: a transport
 * @handover: what is handed over
 *
 * Adds the cookies, as many as a portal needs, and the certificates that the private authorities had
 * to verify.
 */
void
enroll_transport_hand_over (EnrollTransport *self, EnrollHandover *handover)
{
  SoupSessionFeature *jar = soup_session_get_feature (self->session, SOUP_TYPE_COOKIE_JAR);
  /* The jar gives the newest first. */
  GSList *cookies = g_slist_reverse (soup_cookie_jar_all_cookies (SOUP_COOKIE_JAR (jar)));
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
  g_slist_free_full (cookies, wipe_cookie);
  enroll_handover_limit_cookies (handover);
  g_hash_table_iter_init (&iter, self->trust->certificates);
  while (g_hash_table_iter_next (&iter, &host, &certificate))
    g_hash_table_replace (handover->certificates, g_strdup (host), g_object_ref (certificate));
}

/**
 * enroll_transport_take_over:
 * @self: a transport
 * @handover: from enroll_transport_hand_over()
 *
 * Takes the cookies. Servers are verified anew.
 */
void
enroll_transport_take_over (EnrollTransport *self, const EnrollHandover *handover)
{
  SoupSessionFeature *jar = soup_session_get_feature (self->session, SOUP_TYPE_COOKIE_JAR);

  for (guint i = 0; i < handover->cookies->len; i++)
    {
      const EnrollCookie *cookie = g_ptr_array_index (handover->cookies, i);
      SoupCookie *soup_cookie =
          soup_cookie_new (cookie->name, cookie->value, cookie->domain, cookie->path, -1);

      soup_cookie_set_secure (soup_cookie, TRUE);
      soup_cookie_set_http_only (soup_cookie, cookie->is_http_only);
      soup_cookie_jar_add_cookie (SOUP_COOKIE_JAR (jar), soup_cookie);
    }
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !enroll_deadline_has_passed (exchange->deadline))
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }

  /* A connection that was good when the request went out, and was damaged then. */
  if (exchange->was_sent)
    {
      code = ENROLL_ERROR_UNAVAILABLE;
    }
  else if (error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF)
    {
      code = ENROLL_ERROR_INSECURE;
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
                           enroll_deadline_has_passed (exchange->deadline) ? "it took too long"
                                                                           : error->message);
}

static void read_chunk (GTask *task);

/* As a GByteArray grows, but nothing of what it held is left behind. */
static void
append_chunk (Exchange *exchange, gsize n)
{
  gsize length = exchange->body->len;

  if (length + n > exchange->capacity)
    {
      GByteArray *larger;

      exchange->capacity = MAX (exchange->capacity * 2, length + n);
      larger = g_byte_array_sized_new ((guint)exchange->capacity);
      g_byte_array_append (larger, exchange->body->data, (guint)length);
      explicit_bzero (exchange->body->data, length);
      g_byte_array_unref (exchange->body);
      exchange->body = larger;
    }
  g_byte_array_append (exchange->body, exchange->chunk, (guint)n);
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      return_transport_error (task, g_steal_pointer (&error));
      return;
    }

  if (n == 0)
    {
      g_autoptr (GBytes) body = enroll_secret_bytes_new (exchange->body->data, exchange->body->len);
      EnrollReply *reply = enroll_reply_new (soup_message_get_uri (exchange->message),
                                             soup_message_get_status (exchange->message),
                                             soup_message_get_response_headers (exchange->message),
                                             body);

      g_task_return_pointer (task, reply, (GDestroyNotify)enroll_reply_free);
      return;
    }

  if (exchange->body->len + (gsize)n > MAX_BODY)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_TOO_LARGE,
                               "%s sent more than %" G_GSIZE_FORMAT " bytes",
                               g_uri_get_host (soup_message_get_uri (exchange->message)),
                               MAX_BODY);
      return;
    }
  append_chunk (exchange, (gsize)n);
  read_chunk (task);
}

static void
read_chunk (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  /* Into memory that is wiped. */
  g_input_stream_read_async (exchange->stream,
                             exchange->chunk,
                             CHUNK,
                             G_PRIORITY_DEFAULT,
                             enroll_deadline_get_cancellable (exchange->deadline),
                             chunk_read_cb,
                             g_object_ref (task));
}

/* An answer to nothing is that of a proxy that made no tunnel: RFC 9110 section 9.3.6. */
static void
return_proxys_answer (GTask *task)
{
  const Exchange *exchange = g_task_get_task_data (task);

  g_task_return_new_error (task,
                           ENROLL_ERROR,
                           ENROLL_ERROR_UNREACHABLE,
                           "%s was not reached: the proxy answered with status %u",
                           g_uri_get_host (soup_message_get_uri (exchange->message)),
                           soup_message_get_status (exchange->message));
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
  if (!exchange->was_sent)
    {
      return_proxys_answer (task);
      return;
    }
  read_chunk (task);
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
 * enroll_transport_set_limit:
 * @self: a transport
 * @limit_ms: how long one exchange may take as a whole; %ENROLL_VISIT_EXCHANGE_MS unless set
 */
void
enroll_transport_set_limit (EnrollTransport *self, guint limit_ms)
{
  self->limit_ms = limit_ms;
}

/**
 * enroll_transport_send_async:
 * @self: a transport
 * @submission: a request to an allowed host: that was checked before
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Sends one request and reads the whole answer, up to 4 MiB and %ENROLL_VISIT_EXCHANGE_MS. Errors:
 * %ENROLL_ERROR_UNREACHABLE if nothing was sent, %ENROLL_ERROR_UNAVAILABLE if the connection broke
 * afterwards, %ENROLL_ERROR_INSECURE, %ENROLL_ERROR_TOO_LARGE.
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
  exchange->capacity = 2 * CHUNK;
  exchange->body = g_byte_array_sized_new ((guint)exchange->capacity);
  exchange->chunk = g_malloc (CHUNK);
  exchange->deadline = enroll_deadline_new (self->limit_ms, cancellable);
  g_task_set_task_data (task, exchange, exchange_free);

  uri = enroll_web_address_parse (submission->uri, NULL);
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
      g_autoptr (EnrollSecretStream) body = enroll_secret_stream_new (submission->body);

      soup_message_set_request_body (exchange->message,
                                     submission->content_type,
                                     G_INPUT_STREAM (body),
                                     (gssize)g_bytes_get_size (submission->body));
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
                           enroll_deadline_get_cancellable (exchange->deadline),
                           answered_cb,
                           g_object_ref (task));
}

EnrollReply *
enroll_transport_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
