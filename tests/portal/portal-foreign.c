/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-enroll.h"
#include "portal-flow.h"
#include "portal-seed.h"

#include <string.h>

/* The skin “foreign”: pages of another kind, in which nothing is called as anywhere else. The person
 * chooses a password, and takes a PKCS#12 file away. */

static void
send_page (PortalExchange *exchange, const char *content)
{
  g_autofree char *html = g_strdup_printf (
      "<!DOCTYPE html>\n<html lang=\"x-none\"><head><meta charset=\"utf-8\"><title>Bureau</title>"
      "</head>\n<body><h1>Bureau of Papers</h1>\n%s</body></html>\n",
      content);
  SoupServerMessage *message = exchange->message;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Cache-Control",
                                "no-store");
  soup_server_message_set_response (message,
                                    "text/html; charset=utf-8",
                                    SOUP_MEMORY_COPY,
                                    html,
                                    strlen (html));
}

static void
show_form (PortalExchange *exchange, const char *problem)
{
  g_autofree char *target = portal_exchange_get_canonical (exchange, "form");
  g_autofree char *token = portal_seed_field_name (exchange->seed, "formToken");
  g_autofree char *name = portal_seed_field_name (exchange->seed, "code");
  g_autofree char *password = portal_seed_field_name (exchange->seed, "password");
  g_autofree char *repeat = portal_seed_field_name (exchange->seed, "repeatPassword");
  g_autofree char *oath = portal_seed_field_name (exchange->seed, "terms");
  g_autofree char *content = g_strdup_printf (
      "<p>%s</p>\n<form action=\"%s\" method=\"post\">"
      "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
      "<p><label>Frobnicate <input name=\"%s\" required></label></p>\n"
      "<p><label>Xyzzy <input type=\"password\" name=\"%s\" required></label></p>\n"
      "<p><label>Plugh <input type=\"password\" name=\"%s\" required></label></p>\n"
      "<p><label><input type=\"checkbox\" name=\"%s\"> I swear by the moon</label></p>\n"
      "<button>Off we go</button> <button type=\"button\">Wander about</button></form>\n",
      problem != NULL ? problem : "Fill in all four, dear visitor.",
      target,
      token,
      exchange->session->form_token,
      name,
      password,
      repeat,
      oath);

  send_page (exchange, content);
}

static void
show_file (PortalExchange *exchange)
{
  const char *way = portal_knobs_get (exchange->portal->knobs, "download");
  g_autofree char *target = portal_exchange_get_canonical (exchange, "download");
  g_autofree char *content = NULL;

  if (g_str_equal (way, "blob"))
    content = g_strdup_printf (
        "<p>Your paper lies here.</p><button onclick=\"fetch('%s').then(r => r.blob()).then(b => {"
        "const a = document.createElement('a'); a.href = window.URL.createObjectURL(b); a.download = 'p';"
        "a.click(); })\">Carry away</button>\n",
        target);
  else
    content = g_strdup_printf ("<p>Your paper lies here.</p><a href=\"%s\"%s>Carry away</a>\n",
                               target,
                               g_str_equal (way, "window") ? " target=\"_blank\"" : "");
  send_page (exchange, content);
}

static void
take_form (PortalExchange *exchange)
{
  const char *name = portal_exchange_get_field (exchange, "code");
  const char *password = portal_exchange_get_field (exchange, "password");
  const char *repeat = portal_exchange_get_field (exchange, "repeatPassword");

  if (name == NULL || *name == '\0' || portal_exchange_get_field (exchange, "terms") == NULL ||
      password == NULL || *password == '\0' || g_strcmp0 (password, repeat) != 0)
    {
      show_form (exchange, "Dear visitor, that was not all.");
      return;
    }
  if (exchange->session->n_requested > 0)
    portal_exchange_blame (exchange, "certificate-asked-twice", exchange->session->person->address);
  portal_enroll_issue_for_code (exchange, password);
  portal_exchange_redirect (exchange, "result");
}

/* Returns: whether the page is one of this skin; then the answer is made */
gboolean
portal_foreign_handle (PortalExchange *exchange, const char *page)
{
  static const char *const pages[] = { "list", "code", "form", "wait", "result", NULL };

  if (!portal_knobs_is (exchange->portal->knobs, "skin", "foreign") ||
      !g_strv_contains (pages, page))
    return FALSE;
  if (exchange->is_post && portal_page_check_token (exchange))
    take_form (exchange);
  else if (!exchange->is_post && exchange->session->order != NULL)
    show_file (exchange);
  else if (!exchange->is_post)
    show_form (exchange, NULL);
  return TRUE;
}
