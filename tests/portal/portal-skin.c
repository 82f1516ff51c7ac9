/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-skin.h"

#include "portal-seed.h"
#include "portal-web.h"

#include <string.h>

/* Pages that are built by script: a shell without any form, which holds the page as data or fetches
 * it from an address of the session; and the scripts.
 */

/* Returns: where the script @name is; the address changes with seed and skin */
static char *
make_script_path (guint seed, const char *name)
{
  g_autofree char *topic = g_strconcat ("script-", name, NULL);
  g_autofree char *folder = portal_seed_word (seed, "script-folder", 8);
  g_autofree char *word = portal_seed_word (seed, topic, 12);

  return g_strconcat ("/", folder, "/", word, ".js", NULL);
}

/* Returns: the data of the shell, which also names the script that makes keys */
static char *
make_start (PortalExchange *exchange, const char *data)
{
  gboolean is_fetched = portal_exchange_pick (exchange, "data-place", 2) == 1;
  g_autofree char *keys = make_script_path (exchange->seed, "keys");
  g_autofree char *target = NULL;

  if (!is_fetched)
    return g_strdup_printf ("{\"keys\":\"%s\",\"page\":%s}", keys, data);
  exchange->is_legacy = FALSE;
  target = portal_exchange_get_canonical (exchange, "data");
  g_free (exchange->session->page_data);
  exchange->session->page_data = g_strdup (data);
  return g_strdup_printf ("{\"keys\":\"%s\",\"from\":\"%s\"}", keys, target);
}

/* By half of the seeds nothing is run that does not come from the portal. */
static void
set_policy (PortalExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (portal_exchange_pick (exchange, "policy", 2) == 1)
    soup_message_headers_replace (headers,
                                  "Content-Security-Policy",
                                  "default-src 'self'; style-src 'self' 'unsafe-inline'; "
                                  "img-src 'self' data:; form-action 'self'");
}

static void
send_shell (PortalExchange *exchange, guint status, const char *data)
{
  const char *skin = portal_knobs_get (exchange->portal->knobs, "skin");
  g_autofree char *script = make_script_path (exchange->seed, skin);
  g_autofree char *start = make_start (exchange, data);
  g_autofree char *id = portal_seed_word (exchange->seed, "root-id", 6);
  g_autofree char *html =
      g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n"
                       "<title>Sectigo Certificate Manager</title>\n"
                       "<script type=\"module\" src=\"%s\"></script>\n</head>\n<body>\n"
                       "<noscript>You need to enable JavaScript to run this app.</noscript>\n"
                       "<div id=\"%s\"></div>\n<script type=\"application/json\">%s</script>\n"
                       "</body>\n</html>\n",
                       script,
                       exchange->seed == 0 ? "root" : id,
                       start);

  set_policy (exchange);
  portal_exchange_send (exchange, status, html);
}

/* @data: the page as data */
void
portal_skin_send (PortalExchange *exchange, guint status, const char *data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  soup_message_headers_replace (headers, "Vary", "Accept");
  if (!exchange->wants_data)
    {
      send_shell (exchange, status, data);
      return;
    }
  soup_server_message_set_status (exchange->message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (exchange->message,
                                    "application/json",
                                    SOUP_MEMORY_COPY,
                                    data,
                                    strlen (data));
}

/* Returns: whether @path is the one of a script */
gboolean
portal_skin_send_script (Portal *portal, SoupServerMessage *message, const char *path)
{
  guint seed = portal_knobs_get_number (portal->knobs, "seed");
  const char *names[] = { portal_knobs_get (portal->knobs, "skin"), "keys" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *script_path = make_script_path (seed, names[i]);
      g_autoptr (GBytes) script = portal_web_get_script (names[i]);
      gsize size = 0;
      const char *text = NULL;

      if (script == NULL || !g_str_equal (path, script_path))
        continue;
      text = g_bytes_get_data (script, &size);
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Cache-Control",
                                    "max-age=3600");
      soup_server_message_set_response (message,
                                        "text/javascript; charset=utf-8",
                                        SOUP_MEMORY_COPY,
                                        text,
                                        size);
      return TRUE;
    }
  return FALSE;
}
