/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-visit.h"
#include "enroll-web-policy.h"
#include "enroll-web-timer.h"
#include "enroll-web-traffic.h"

/* Longer requests are those that a page keeps open to be told news. */
#define LONG_REQUEST_US ((gint64)8 * G_USEC_PER_SEC)

/* The requests of a page that are under way: documents, and what its scripts ask for. A document that
 * is there but never ends, for it waits for a picture that does not come, is no longer waited for. */
struct _EnrollWebTraffic
{
  GHashTable *requests; /* WebKitWebResource -> Request */
  GHashTable *views;    /* WebKitWebView -> Document */
  guint n_requests;
  guint last_sent; /* number of the newest request that is over and was sent, or may have been */
  EnrollWebLimits limits;
  EnrollWebTrafficFunc callback;
  EnrollWebTrafficLateFunc late_callback;
  gpointer user_data;
};

/* What a view shows, or will. */
typedef struct
{
  EnrollWebTraffic *traffic;
  WebKitWebView *view;
  char *address;  /* of what is shown, whatever is awaited */
  gint64 came;    /* 0 while it is awaited */
  GSource *limit; /* while it is awaited */
} Document;

typedef struct
{
  WebKitWebView *view;
  gint64 began;
  guint number;
  gboolean was_answered; /* if only by where to go on */
  gboolean is_unsent;    /* it has failed, of which the resource may tell later than its page */
} Request;

static void
note_sent (EnrollWebTraffic *self, guint number)
{
  self->last_sent = MAX (self->last_sent, number);
}

static void
request_ended (WebKitWebResource *resource, gboolean was_sent, EnrollWebTraffic *self)
{
  const Request *request = g_hash_table_lookup (self->requests, resource);

  if (was_sent || request->was_answered)
    note_sent (self, request->number);
  g_signal_handlers_disconnect_by_data (resource, self);
  g_hash_table_remove (self->requests, resource);
  self->callback (self->user_data);
}

static void
request_redirected_cb (WebKitWebResource *resource,
                       WebKitURIRequest *uri_request,
                       WebKitURIResponse *redirect,
                       EnrollWebTraffic *self)
{
  Request *request = g_hash_table_lookup (self->requests, resource);

  if (redirect != NULL)
    request->was_answered = TRUE;
}

static void
request_finished_cb (WebKitWebResource *resource, EnrollWebTraffic *self)
{
  request_ended (resource, TRUE, self);
}

static void
request_failed_cb (WebKitWebResource *resource, const GError *error, EnrollWebTraffic *self)
{
  request_ended (resource, !enroll_web_policy_is_unsent (error), self);
}

/* There was no connection that anything could have been sent over. */
static void
request_insecure_cb (WebKitWebResource *resource,
                     GTlsCertificate *certificate,
                     GTlsCertificateFlags errors,
                     EnrollWebTraffic *self)
{
  request_ended (resource, FALSE, self);
}

static void
request_started_cb (WebKitWebView *view,
                    WebKitWebResource *resource,
                    WebKitURIRequest *uri_request,
                    EnrollWebTraffic *self)
{
  Request *request = g_new0 (Request, 1);

  request->view = view;
  request->began = g_get_monotonic_time ();
  request->number = ++self->n_requests;
  g_hash_table_replace (self->requests, g_object_ref (resource), request);
  g_signal_connect (resource, "finished", G_CALLBACK (request_finished_cb), self);
  g_signal_connect (resource, "failed", G_CALLBACK (request_failed_cb), self);
  g_signal_connect (resource, "failed-with-tls-errors", G_CALLBACK (request_insecure_cb), self);
  g_signal_connect (resource, "sent-request", G_CALLBACK (request_redirected_cb), self);
}

static void
note_unsent (EnrollWebTraffic *self, WebKitWebView *view, const char *uri)
{
  GHashTableIter iter;
  gpointer resource;
  gpointer value;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &resource, &value))
    {
      Request *request = value;

      if (request->view == view && g_strcmp0 (webkit_web_resource_get_uri (resource), uri) == 0)
        request->is_unsent = !request->was_answered;
    }
}

static gboolean
load_failed_cb (WebKitWebView *view,
                WebKitLoadEvent event,
                const char *uri,
                const GError *error,
                EnrollWebTraffic *self)
{
  if (enroll_web_policy_is_unsent (error))
    note_unsent (self, view, uri);
  return FALSE;
}

static gboolean
load_insecure_cb (WebKitWebView *view,
                  const char *uri,
                  GTlsCertificate *certificate,
                  GTlsCertificateFlags errors,
                  EnrollWebTraffic *self)
{
  note_unsent (self, view, uri);
  return FALSE;
}

static void
document_free (gpointer data)
{
  Document *document = data;

  enroll_web_timer_stop (&document->limit);
  g_object_unref (document->view);
  g_free (document->address);
  g_free (document);
}

static gboolean
limit_reached_cb (gpointer user_data)
{
  Document *document = user_data;
  g_autoptr (WebKitWebView) view = g_object_ref (document->view);

  enroll_web_timer_stop (&document->limit);
  if (document->came == 0 && webkit_web_view_is_loading (view))
    document->traffic->late_callback (view, document->traffic->user_data);
  return G_SOURCE_REMOVE;
}

/* What has come of a document the engine tells when its first part is there, not before: so it has
 * the time of a whole exchange. */
static void
start_limit (Document *document)
{
  enroll_web_timer_stop (&document->limit);
  document->limit = g_timeout_source_new (document->traffic->limits.exchange_ms);
  g_source_set_callback (document->limit, limit_reached_cb, document, NULL);
  g_source_attach (document->limit, g_main_context_get_thread_default ());
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, EnrollWebTraffic *self)
{
  Document *document = g_hash_table_lookup (self->views, view);

  if (event == WEBKIT_LOAD_STARTED)
    document->came = 0;
  if (event == WEBKIT_LOAD_STARTED || event == WEBKIT_LOAD_REDIRECTED)
    start_limit (document);
  if (event == WEBKIT_LOAD_REDIRECTED)
    note_sent (self, self->n_requests);
  if (event == WEBKIT_LOAD_COMMITTED)
    {
      enroll_web_timer_stop (&document->limit);
      document->came = g_get_monotonic_time ();
      g_free (document->address);
      document->address = g_strdup (webkit_web_view_get_uri (view));
    }
}

static gboolean
forget_view_cb (gpointer view)
{
  g_object_unref (view);
  return G_SOURCE_REMOVE;
}

static void
view_destroyed_cb (WebKitWebView *view, EnrollWebTraffic *self)
{
  enroll_web_traffic_forget (self, view);
}

/**
 * enroll_web_traffic_new:
 * @callback: called when a request has ended
 * @late_callback: called when a document did not come
 * @user_data: for both
 *
 * Returns: (transfer full): a list of requests, empty
 */
EnrollWebTraffic *
enroll_web_traffic_new (EnrollWebTrafficFunc callback,
                        EnrollWebTrafficLateFunc late_callback,
                        gpointer user_data)
{
  EnrollWebTraffic *self = g_new0 (EnrollWebTraffic, 1);

  self->requests = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->views = g_hash_table_new_full (NULL, NULL, NULL, document_free);
  self->limits.silence_ms = ENROLL_VISIT_SILENCE_MS;
  self->limits.exchange_ms = ENROLL_VISIT_EXCHANGE_MS;
  self->callback = callback;
  self->late_callback = late_callback;
  self->user_data = user_data;
  return self;
}

void
enroll_web_traffic_free (EnrollWebTraffic *self)
{
  GHashTableIter iter;
  gpointer source;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &source, NULL))
    g_signal_handlers_disconnect_by_data (source, self);
  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, &source, NULL))
    g_signal_handlers_disconnect_by_data (source, self);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->views);
  g_free (self);
}

const EnrollWebLimits *
enroll_web_traffic_get_limits (EnrollWebTraffic *self)
{
  return &self->limits;
}

/**
 * enroll_web_traffic_set_limits:
 * @self: a list of requests
 * @limits: for documents and downloads that begin from now on; those of every visit unless set
 */
void
enroll_web_traffic_set_limits (EnrollWebTraffic *self, const EnrollWebLimits *limits)
{
  self->limits = *limits;
}

/**
 * enroll_web_traffic_watch:
 * @self: a list of requests
 * @view: a view whose requests count from now on; nobody else may listen to it yet, for whoever
 *   handles a failure keeps it from others
 */
void
enroll_web_traffic_watch (EnrollWebTraffic *self, WebKitWebView *view)
{
  Document *document = g_new0 (Document, 1);

  document->traffic = self;
  document->view = g_object_ref (view);
  g_hash_table_insert (self->views, view, document);
  g_signal_connect (view, "resource-load-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (view, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect (view, "load-failed-with-tls-errors", G_CALLBACK (load_insecure_cb), self);
  g_signal_connect (view, "destroy", G_CALLBACK (view_destroyed_cb), self);
}

/**
 * enroll_web_traffic_forget:
 * @self: a list of requests
 * @view: a view that is closed
 *
 * Nobody tells how its requests end. The engine may still be busy with what led to its end, so it is
 * let go a little later.
 */
void
enroll_web_traffic_forget (EnrollWebTraffic *self, WebKitWebView *view)
{
  GHashTableIter iter;
  gpointer resource;
  gpointer request;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &resource, &request))
    {
      if (((Request *)request)->view != view)
        continue;
      note_sent (self, ((Request *)request)->number);
      g_signal_handlers_disconnect_by_data (resource, self);
      g_hash_table_iter_remove (&iter);
    }
  g_signal_handlers_disconnect_by_data (view, self);
  g_idle_add (forget_view_cb, g_object_ref (view));
  g_hash_table_remove (self->views, view);
}

/**
 * enroll_web_traffic_get_address:
 * @self: a list of requests
 * @view: a view that is watched
 *
 * The engine itself names the address that it is on its way to as soon as it sets out.
 *
 * Returns: (transfer none) (nullable): the address that the document which is shown came from
 */
const char *
enroll_web_traffic_get_address (EnrollWebTraffic *self, WebKitWebView *view)
{
  const Document *document = g_hash_table_lookup (self->views, view);

  return document != NULL ? document->address : NULL;
}

static gboolean
is_long_ago (gint64 time)
{
  return g_get_monotonic_time () - time >= LONG_REQUEST_US;
}

/**
 * enroll_web_traffic_is_busy:
 * @self: a list of requests
 *
 * Returns: %TRUE while a document or a request is under way; one that a page keeps open does not
 *   count
 */
gboolean
enroll_web_traffic_is_busy (EnrollWebTraffic *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gint64 came = ((Document *)value)->came;

      if (webkit_web_view_is_loading (key) && (came == 0 || !is_long_ago (came)))
        return TRUE;
    }
  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (!is_long_ago (((Request *)value)->began))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_web_traffic_get_n_requests:
 * @self: a list of requests
 *
 * Returns: how many requests were begun until now
 */
guint
enroll_web_traffic_get_n_requests (EnrollWebTraffic *self)
{
  return self->n_requests;
}

/**
 * enroll_web_traffic_has_sent:
 * @self: a list of requests
 * @n_requests: what enroll_web_traffic_get_n_requests() said some time ago
 *
 * Returns: %TRUE if something was sent since, or may have been: a request is sent when it was
 *   answered, and as well when it is under way or broke off, unless there was no connection
 */
gboolean
enroll_web_traffic_has_sent (EnrollWebTraffic *self, guint n_requests)
{
  GHashTableIter iter;
  gpointer request;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, &request))
    {
      if (((Request *)request)->number > n_requests && !((Request *)request)->is_unsent)
        return TRUE;
    }
  return self->last_sent > n_requests;
}
