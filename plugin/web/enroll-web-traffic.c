/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-traffic.h"

/* Longer requests are those that a page keeps open to be told news. */
#define LONG_REQUEST_US ((gint64)8 * G_USEC_PER_SEC)

/* The requests of a page that are under way: documents, and what its scripts ask for. */
struct _EnrollWebTraffic
{
  GHashTable *requests; /* WebKitWebResource -> when it began */
  GPtrArray *views;
  EnrollWebTrafficFunc callback;
  gpointer user_data;
};

static void
request_ended (WebKitWebResource *resource, EnrollWebTraffic *self)
{
  g_signal_handlers_disconnect_by_data (resource, self);
  g_hash_table_remove (self->requests, resource);
  self->callback (self->user_data);
}

static void
request_finished_cb (WebKitWebResource *resource, EnrollWebTraffic *self)
{
  request_ended (resource, self);
}

static void
request_failed_cb (WebKitWebResource *resource, const GError *error, EnrollWebTraffic *self)
{
  request_ended (resource, self);
}

static void
request_started_cb (WebKitWebView *view,
                    WebKitWebResource *resource,
                    WebKitURIRequest *request,
                    EnrollWebTraffic *self)
{
  gint64 *began = g_new (gint64, 1);

  *began = g_get_monotonic_time ();
  g_hash_table_replace (self->requests, g_object_ref (resource), began);
  g_signal_connect (resource, "finished", G_CALLBACK (request_finished_cb), self);
  g_signal_connect (resource, "failed", G_CALLBACK (request_failed_cb), self);
}

/**
 * enroll_web_traffic_new:
 * @callback: called when a request has ended
 * @user_data: for @callback
 *
 * Returns: (transfer full): a list of requests, empty
 */
EnrollWebTraffic *
enroll_web_traffic_new (EnrollWebTrafficFunc callback, gpointer user_data)
{
  EnrollWebTraffic *self = g_new0 (EnrollWebTraffic, 1);

  self->requests = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
  self->callback = callback;
  self->user_data = user_data;
  return self;
}

void
enroll_web_traffic_free (EnrollWebTraffic *self)
{
  GHashTableIter iter;
  gpointer resource;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, &resource, NULL))
    g_signal_handlers_disconnect_by_data (resource, self);
  for (guint i = 0; i < self->views->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->views, i), self);
  g_hash_table_unref (self->requests);
  g_ptr_array_unref (self->views);
  g_free (self);
}

/**
 * enroll_web_traffic_watch:
 * @self: a list of requests
 * @view: a view whose requests count from now on
 */
void
enroll_web_traffic_watch (EnrollWebTraffic *self, WebKitWebView *view)
{
  g_ptr_array_add (self->views, g_object_ref (view));
  g_signal_connect (view, "resource-load-started", G_CALLBACK (request_started_cb), self);
}

/**
 * enroll_web_traffic_is_busy:
 * @self: a list of requests
 *
 * Returns: %TRUE while a request is under way; one that a page keeps open does not count
 */
gboolean
enroll_web_traffic_is_busy (EnrollWebTraffic *self)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer began;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, &began))
    {
      if (now - *(gint64 *)began < LONG_REQUEST_US)
        return TRUE;
    }
  return FALSE;
}
