/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-deadline.h"
#include "enroll-error.h"
#include "enroll-http-issuers.h"
#include "enroll-web-address.h"

#include <libsoup/soup.h>

/* An authority's certificate has some 2 KiB; a PKCS#7 of cross-signed ones a few more. */
#define MAX_BODY ((gsize)64 * 1024)
#define CHUNK ((gsize)16 * 1024)
#define MAX_REDIRECTS 3
#define TIMEOUT_S 10

/* Gets certificates of authorities over HTTP, from the hosts that the portal file names for that. No
 * cookies, nothing kept, one request at a time and none for more than the deadline. */
struct _EnrollHttpIssuers
{
  GObject parent_instance;

  EnrollPortal *portal;
  SoupSession *session;
  guint deadline_ms;
};

typedef struct
{
  EnrollHttpIssuers *issuers;
  EnrollDeadline *deadline;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  guint n_redirects;
} Fetch;

static void enroll_http_issuers_issuers_init (EnrollIssuersInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollHttpIssuers,
                               enroll_http_issuers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_ISSUERS,
                                                      enroll_http_issuers_issuers_init))

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->deadline, enroll_deadline_free);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->body);
  g_object_unref (fetch->issuers);
  g_free (fetch);
}

/* Every end goes through here: nothing may be called afterwards. */
static void
end (GTask *task, GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_clear_pointer (&fetch->deadline, enroll_deadline_free);
  if (error == NULL)
    {
      g_task_return_pointer (task,
                             g_byte_array_free_to_bytes (g_byte_array_ref (fetch->body)),
                             (GDestroyNotify)g_bytes_unref);
      return;
    }
  g_task_return_error (task, error);
}

static void
fail (GTask *task, EnrollError code, const char *what)
{
  Fetch *fetch = g_task_get_task_data (task);

  end (task,
       g_error_new (ENROLL_ERROR,
                    (int)code,
                    "%s %s",
                    g_uri_get_host (soup_message_get_uri (fetch->message)),
                    what));
}

static void
fail_of_library (GTask *task, GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) owned = error;
  g_autofree char *what = NULL;

  if (enroll_deadline_has_passed (fetch->deadline))
    {
      fail (task, ENROLL_ERROR_UNREACHABLE, "did not send the authority’s certificate in time");
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      end (task, g_steal_pointer (&owned));
      return;
    }
  what = g_strdup_printf ("did not send the authority’s certificate: %s", owned->message);
  fail (task,
        owned->domain == G_TLS_ERROR ? ENROLL_ERROR_INSECURE : ENROLL_ERROR_UNREACHABLE,
        what);
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) chunk = NULL;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  gsize size;
  const void *data;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      fail_of_library (task, error);
      return;
    }
  data = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      end (task, NULL);
      return;
    }
  if (fetch->body->len + size > MAX_BODY)
    {
      fail (task, ENROLL_ERROR_TOO_LARGE, "sent more than a certificate can be");
      return;
    }
  g_byte_array_append (fetch->body, data, (guint)size);
  g_input_stream_read_bytes_async (fetch->stream,
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   enroll_deadline_get_cancellable (fetch->deadline),
                                   chunk_read_cb,
                                   g_object_ref (task));
}

static void request (GTask *task, const char *address);

static void
follow (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "Location");
  g_autoptr (GUri) uri = NULL;
  g_autofree char *target = NULL;

  if (location != NULL)
    uri = enroll_web_address_resolve_public (soup_message_get_uri (fetch->message), location);
  if (location == NULL || ++fetch->n_redirects > MAX_REDIRECTS)
    {
      fail (task, ENROLL_ERROR_CHAIN, "leads elsewhere for the authority’s certificate, and on");
      return;
    }
  g_clear_object (&fetch->stream);
  target = uri != NULL ? g_uri_to_string (uri) : g_strdup (location);
  request (task, target);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      fail_of_library (task, error);
      return;
    }

  status = soup_message_get_status (fetch->message);
  if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      follow (task);
      return;
    }
  if (status != SOUP_STATUS_OK)
    {
      g_autofree char *what =
          g_strdup_printf ("does not have the authority’s certificate (HTTP %u)", status);

      fail (task, ENROLL_ERROR_CHAIN, what);
      return;
    }
  g_input_stream_read_bytes_async (fetch->stream,
                                   CHUNK,
                                   G_PRIORITY_DEFAULT,
                                   enroll_deadline_get_cancellable (fetch->deadline),
                                   chunk_read_cb,
                                   g_object_ref (task));
}

static void
request (GTask *task, const char *address)
{
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) uri = enroll_portal_judge_issuer (fetch->issuers->portal, address, &error);

  if (uri == NULL)
    {
      end (task, error);
      return;
    }
  g_clear_object (&fetch->message);
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (fetch->issuers->session,
                           fetch->message,
                           G_PRIORITY_DEFAULT,
                           enroll_deadline_get_cancellable (fetch->deadline),
                           answered_cb,
                           g_object_ref (task));
}

static void
enroll_http_issuers_fetch_async (EnrollIssuers *issuers,
                                 const char *uri,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  EnrollHttpIssuers *self = ENROLL_HTTP_ISSUERS (issuers);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, enroll_http_issuers_fetch_async);
  fetch->issuers = g_object_ref (self);
  fetch->body = g_byte_array_new ();
  fetch->deadline = enroll_deadline_new (self->deadline_ms, cancellable);
  g_task_set_task_data (task, fetch, fetch_free);
  request (task, uri);
}

static GBytes *
enroll_http_issuers_fetch_finish (EnrollIssuers *issuers, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
enroll_http_issuers_issuers_init (EnrollIssuersInterface *iface)
{
  iface->fetch_async = enroll_http_issuers_fetch_async;
  iface->fetch_finish = enroll_http_issuers_fetch_finish;
}

static void
enroll_http_issuers_dispose (GObject *object)
{
  EnrollHttpIssuers *self = ENROLL_HTTP_ISSUERS (object);

  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enroll_http_issuers_parent_class)->dispose (object);
}

static void
enroll_http_issuers_class_init (EnrollHttpIssuersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_http_issuers_dispose;
}

static void
enroll_http_issuers_init (EnrollHttpIssuers *self)
{
}

/**
 * enroll_http_issuers_new:
 * @portal: the portal, which names the hosts: see enroll_portal_judge_issuer()
 * @proxy_resolver: (nullable): Evolution's proxy settings; %NULL for the system's
 * @deadline_ms: how long one certificate may take, with all redirects
 *
 * Returns: (transfer full): a place where certificates of authorities are had
 */
EnrollHttpIssuers *
enroll_http_issuers_new (EnrollPortal *portal, GProxyResolver *proxy_resolver, guint deadline_ms)
{
  EnrollHttpIssuers *self = g_object_new (ENROLL_TYPE_HTTP_ISSUERS, NULL);

  self->portal = enroll_portal_ref (portal);
  self->deadline_ms = deadline_ms;
  self->session = soup_session_new_with_options ("timeout",
                                                 TIMEOUT_S,
                                                 "user-agent",
                                                 "evolution-smime-enrollment/" PACKAGE_VERSION,
                                                 NULL);
  if (proxy_resolver != NULL)
    soup_session_set_proxy_resolver (self->session, proxy_resolver);
  return self;
}
