/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-exchange.h"

#include "portal-seed.h"

#include <string.h>

/* Requests, cookies and the frame of the pages. They look different from those of the portal. */

#define COOKIE_NAME "shib_idp_session"

static const char page_format[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>%s</title>\n"
    "<style>body{background:#123;font-family:serif}"
    ".wrapper{background:#fff;margin:3em auto;max-width:30em;padding:2em}"
    ".form-error{color:#a00}label,button{display:block;margin-top:1em}</style>\n"
    "</head>\n<body%s>\n<div class=\"wrapper\">\n<h1>%s</h1>\n%s</div>\n</body>\n</html>\n";

void
campus_session_free (gpointer session)
{
  g_free (((CampusSession *)session)->id);
  g_free (session);
}

void
campus_exchange_read (CampusExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);

  self->fields = soup_form_decode (text);
}

void
campus_exchange_clear (CampusExchange *self)
{
  g_clear_pointer (&self->fields, g_hash_table_unref);
}

/* Queries hold requests and states, so they are left out. */
void
campus_exchange_log (CampusExchange *self)
{
  g_autofree char *line = g_strdup_printf ("%s %s %u",
                                           soup_server_message_get_method (self->message),
                                           self->path,
                                           soup_server_message_get_status (self->message));

  portal_log_add_request (self->campus->log, line);
}

const char *
campus_exchange_get_query (CampusExchange *self, const char *key)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, key) : NULL;
}

const char *
campus_exchange_get_field (CampusExchange *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->fields, key);

  return value != NULL ? value : "";
}

gboolean
campus_exchange_is_post (CampusExchange *self)
{
  return soup_server_message_get_method (self->message) == SOUP_METHOD_POST;
}

/* Returns: (nullable): the session that the cookie names */
CampusSession *
campus_exchange_get_session (CampusExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (g_str_has_prefix (cookie, COOKIE_NAME "="))
        return g_hash_table_lookup (self->campus->sessions, strchr (cookie, '=') + 1);
    }
  return NULL;
}

CampusSession *
campus_exchange_start_session (CampusExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  CampusSession *session = g_new0 (CampusSession, 1);
  g_autofree char *cookie = NULL;

  session->id = portal_random_token (32);
  g_hash_table_insert (self->campus->sessions, session->id, session);
  cookie = g_strdup_printf (COOKIE_NAME "=%s; Path=/idp; Secure; HttpOnly", session->id);
  soup_message_headers_replace (headers, "Set-Cookie", cookie);
  return session;
}

void
campus_exchange_redirect (CampusExchange *self, const char *address)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                "Location",
                                address);
  soup_server_message_set_status (self->message, SOUP_STATUS_FOUND, NULL);
}

/* @body: HTML
 * @attributes: of the element “body”, with a space before
 */
void
campus_exchange_send (CampusExchange *self,
                      guint status,
                      const char *title,
                      const char *body,
                      const char *attributes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  char *html = g_strdup_printf (page_format, escaped, attributes, escaped, body);

  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (self->message,
                                    "text/html; charset=utf-8",
                                    SOUP_MEMORY_TAKE,
                                    html,
                                    strlen (html));
}

void
campus_exchange_send_problem (CampusExchange *self, guint status, const char *text)
{
  g_autofree char *body = g_markup_printf_escaped ("<p class=\"form-error\">%s</p>\n", text);

  campus_exchange_send (self, status, "Example University - Error", body, "");
}
