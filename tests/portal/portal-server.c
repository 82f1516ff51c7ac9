/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-server.h"

#include "portal-federation.h"
#include "portal-flow.h"
#include "portal-pages.h"
#include "portal-skin.h"

/* The HTTPS side: one exchange for each request. */

static void
log_request (Portal *portal, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *line = g_strdup_printf ("%s %s%s%s %u",
                                           soup_server_message_get_method (message),
                                           g_uri_get_path (uri),
                                           query != NULL ? "?" : "",
                                           query != NULL ? query : "",
                                           soup_server_message_get_status (message));
  g_autofree char *masked = portal_register_mask_tokens (portal->people, line);

  portal_log_add_request (portal->log, masked);
}

/* The knob holds “no”, “yes”, or how many requests will still fail. */
static gboolean
take_outage (Portal *portal)
{
  guint n_requests = portal_knobs_get_number (portal->knobs, "unavailable");
  g_autofree char *rest = NULL;

  if (n_requests > 0)
    {
      rest = g_strdup_printf ("%u", n_requests - 1);
      portal_knobs_set (portal->knobs, "unavailable", rest, NULL);
      return TRUE;
    }
  return portal_knobs_is (portal->knobs, "unavailable", "yes");
}

typedef struct
{
  SoupServerMessage *message;
  guint timeout;
} Delay;

static gboolean
delay_over_cb (gpointer user_data)
{
  Delay *delay = user_data;

  delay->timeout = 0;
  soup_server_message_unpause (delay->message);
  return G_SOURCE_REMOVE;
}

/* Also when the client went away before. */
static void
message_finished_cb (SoupServerMessage *message, gpointer user_data)
{
  Delay *delay = user_data;

  g_clear_handle_id (&delay->timeout, g_source_remove);
}

static void
free_delay (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
end_connection (Portal *portal, SoupServerMessage *message)
{
  if (portal_knobs_is (portal->knobs, "keep-alive", "no"))
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Connection",
                                  "close");
}

/* A slow network: the answer waits, other requests do not. */
static void
delay_answer (Portal *portal, SoupServerMessage *message)
{
  guint latency = portal_knobs_get_number (portal->knobs, "latency");
  Delay *delay = NULL;

  if (latency == 0)
    return;
  delay = g_new0 (Delay, 1);
  delay->message = message;
  delay->timeout = g_timeout_add (latency, delay_over_cb, delay);
  g_signal_connect_data (message,
                         "finished",
                         G_CALLBACK (message_finished_cb),
                         delay,
                         free_delay,
                         0);
  soup_server_message_pause (message);
}

static void
request_arrived_cb (SoupServer *server,
                    SoupServerMessage *message,
                    const char *path,
                    GHashTable *query,
                    gpointer user_data)
{
  Portal *portal = user_data;
  PortalExchange exchange = { .portal = portal,
                              .message = message,
                              .path = path,
                              .query = query,
                              .seed = portal_knobs_get_number (portal->knobs, "seed") };
  const char *method = soup_server_message_get_method (message);

  portal_exchange_read (&exchange);
  portal_federation_watch (&exchange);
  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD && method != SOUP_METHOD_POST)
    {
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  else if (take_outage (portal))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After",
                                    "1");
      portal_page_show_notice (&exchange,
                               SOUP_STATUS_SERVICE_UNAVAILABLE,
                               "Maintenance",
                               "The service is not available now. Please try again later.");
    }
  else if (portal_flow_has_expired (&exchange))
    {
      portal_page_show_notice (&exchange,
                               SOUP_STATUS_FORBIDDEN,
                               "Session expired",
                               "Your session has expired. Please open the link again.");
    }
  else if (g_str_has_prefix (path, PORTAL_SAML_ROOT))
    {
      portal_federation_handle (&exchange);
    }
  else if (g_str_equal (path, PORTAL_ROOT))
    {
      portal_legacy_handle (&exchange);
    }
  else
    {
      portal_flow_handle (&exchange);
    }
  portal_exchange_clear (&exchange);
  end_connection (portal, message);
  log_request (portal, message);
  delay_answer (portal, message);
}

static void
stray_request_arrived_cb (SoupServer *server,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query,
                          gpointer user_data)
{
  Portal *portal = user_data;

  if (!portal_skin_send_script (portal, message, path))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  end_connection (portal, message);
  log_request (portal, message);
  delay_answer (portal, message);
}

void
portal_server_add_handlers (SoupServer *server, Portal *portal)
{
  soup_server_add_handler (server, NULL, stray_request_arrived_cb, portal, NULL);
  soup_server_add_handler (server, PORTAL_ROOT, request_arrived_cb, portal, NULL);
  soup_server_add_handler (server, PORTAL_SAML_ROOT, request_arrived_cb, portal, NULL);
}
