/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-pages.h"
#include "campus-server.h"

#include <string.h>

/* The discovery service: which institution is it? (Identity Provider Discovery Service Protocol,
 * section 2.4.) It remembers nothing.
 */

static void
send_choice (CampusExchange *exchange, const char *back, const char *choice)
{
  const char *parameter = campus_exchange_get_query (exchange, "returnIDParam");
  g_autofree char *escaped = g_uri_escape_string (choice, NULL, FALSE);
  g_autofree char *address = g_strdup_printf ("%s%c%s=%s",
                                              back,
                                              strchr (back, '?') != NULL ? '&' : '?',
                                              parameter != NULL ? parameter : "entityID",
                                              escaped);

  campus_exchange_redirect (exchange, address);
}

static void
handle (CampusExchange *exchange)
{
  const char *back = campus_exchange_get_query (exchange, "return");
  const char *choice = campus_exchange_get_query (exchange, "choice");

  if (back == NULL || campus_exchange_get_query (exchange, "entityID") == NULL ||
      !campus_saml_knows_return (exchange->campus, back))
    campus_exchange_send_problem (exchange,
                                  SOUP_STATUS_BAD_REQUEST,
                                  "No known service asked for your institution.");
  else if (g_str_equal (exchange->path, "/ds/choose") && choice != NULL)
    send_choice (exchange, back, choice);
  else
    campus_page_show_institutions (exchange, back);
}

static void
request_arrived_cb (SoupServer *server,
                    SoupServerMessage *message,
                    const char *path,
                    GHashTable *query,
                    gpointer user_data)
{
  CampusExchange exchange = { .campus = user_data,
                              .message = message,
                              .path = path,
                              .query = query };

  if (!g_str_equal (path, "/ds") && !g_str_equal (path, "/ds/choose"))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (soup_server_message_get_method (message) != SOUP_METHOD_GET)
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  else
    handle (&exchange);
  campus_exchange_log (&exchange);
}

void
campus_discovery_add_handlers (SoupServer *server, Campus *campus)
{
  soup_server_add_handler (server, NULL, request_arrived_cb, campus, NULL);
}
