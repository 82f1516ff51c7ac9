/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-server.h"
#include "campus-totp.h"

#include <string.h>

/* The plain HTTP side, for tests alone. */

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "text/plain; charset=utf-8",
                                    SOUP_MEMORY_COPY,
                                    text,
                                    strlen (text));
}

static void
send_code (CampusExchange *exchange)
{
  const char *time = campus_exchange_get_query (exchange, "time");
  gint64 time_s =
      time != NULL ? g_ascii_strtoll (time, NULL, 10) : g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *code =
      campus_totp_get_code (campus_settings_get (exchange->campus->settings, "secret"), time_s);

  answer (exchange->message, SOUP_STATUS_OK, code);
}

static void
set_settings (CampusExchange *exchange)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_iter_init (&iter, exchange->fields);
  while (error == NULL && g_hash_table_iter_next (&iter, &key, &value))
    campus_settings_set (exchange->campus->settings, key, value, &error);
  if (error == NULL)
    campus_write_ready (exchange->campus, 0, &error);
  answer (exchange->message,
          error == NULL ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST,
          error == NULL ? "" : error->message);
}

static void
handle (CampusExchange *exchange)
{
  Campus *campus = exchange->campus;
  gboolean is_post = campus_exchange_is_post (exchange);
  g_autofree char *text = NULL;

  if (!is_post && g_str_equal (exchange->path, "/code"))
    {
      send_code (exchange);
    }
  else if (!is_post && g_str_equal (exchange->path, "/requests"))
    {
      text = portal_log_get_requests (campus->log);
      answer (exchange->message, SOUP_STATUS_OK, text);
    }
  else if (is_post && g_str_equal (exchange->path, "/settings"))
    {
      set_settings (exchange);
    }
  else if (is_post && g_str_equal (exchange->path, "/reset"))
    {
      g_hash_table_remove_all (campus->executions);
      g_hash_table_remove_all (campus->sessions);
      portal_log_clear (campus->log);
      answer (exchange->message, SOUP_STATUS_OK, "");
    }
  else
    {
      answer (exchange->message, SOUP_STATUS_NOT_FOUND, "");
    }
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

  campus_exchange_read (&exchange);
  handle (&exchange);
  campus_exchange_clear (&exchange);
}

void
campus_control_add_handlers (SoupServer *server, Campus *campus)
{
  soup_server_add_handler (server, NULL, request_arrived_cb, campus, NULL);
}
