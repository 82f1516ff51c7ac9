/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-pages.h"

#include "portal-seed.h"
#include "portal-words.h"

/* The pages around the enrollment form. */

static const char *
word (PortalExchange *exchange, const char *key)
{
  return portal_word (exchange, key);
}

static const char *
sent_or (PortalExchange *exchange, const char *key, const char *otherwise)
{
  const char *sent = exchange->is_post ? portal_exchange_get_field (exchange, key) : NULL;

  return sent != NULL ? sent : otherwise;
}

void
portal_page_show_login (PortalExchange *exchange, const char *problem)
{
  g_autoptr (PortalMarkup) markup = portal_page_new (exchange, word (exchange, "loginTitle"), NULL);
  gboolean is_beside = portal_exchange_pick (exchange, "problem-place", 2) == 1;
  PortalField address = { .key = "email",
                          .label = word (exchange, "email"),
                          .kind = PORTAL_FIELD_EMAIL,
                          .value = sent_or (exchange, "email", ""),
                          .problem = is_beside ? problem : NULL,
                          .is_required = TRUE };
  PortalField secret = { .key = "secretId",
                         .label = word (exchange, "secretId"),
                         .kind = PORTAL_FIELD_PASSWORD,
                         .is_required = TRUE };

  if (problem != NULL && !is_beside)
    portal_markup_alert (markup, problem);
  portal_page_begin_form (exchange, markup, "login", TRUE);
  portal_markup_begin_fields (markup, "Login");
  portal_markup_field (markup, &address);
  if (portal_knobs_is (exchange->portal->knobs, "way", "secret-id"))
    portal_markup_field (markup, &secret);
  portal_markup_end_fields (markup);
  portal_page_end_form (exchange, markup, "login", word (exchange, "submit"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

/* Returns: (nullable): the day of issue, where the list shows it */
static char *
make_day (PortalExchange *exchange, const PortalOrder *order)
{
  static const char *const formats[] = { "%Y-%m-%d", "%m/%d/%Y", NULL };
  const char *format =
      formats[portal_exchange_pick (exchange, "list-days", G_N_ELEMENTS (formats))];
  g_autoptr (GDateTime) issued = g_date_time_new_from_unix_utc (order->issued_at);

  return format != NULL ? g_date_time_format (issued, format) : NULL;
}

/* The actions of a row are links, or each is a form of its own. */
static void
add_row (PortalExchange *exchange, PortalMarkup *markup, const PortalOrder *order)
{
  static const char *const actions[] = { "choose", "renew", "revoke" };
  const char *const labels[] = { word (exchange, "download"), "Renew", "Revoke" };
  g_autofree char *id = g_strdup_printf ("%u", order->number);
  g_autofree char *day = make_day (exchange, order);
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  PortalRow row = { .id = id,
                    .cells = { portal_certificate_get_serial (order->certificate),
                               order->person->address,
                               order->is_revoked ? "Revoked" : "Issued",
                               day },
                    .has_forms = portal_exchange_pick (exchange, "row-actions", 2) != 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *target = portal_exchange_get_reference (exchange, actions[i]);
      char separator = g_utf8_strchr (target, -1, '?') != NULL ? '&' : '?';
      char *full = g_strdup_printf ("%s%cid=%s", target, separator, id);

      g_ptr_array_add (targets, full);
      row.links[i].target = full;
      row.links[i].label = labels[i];
    }
  portal_markup_row (markup, &row);
}

void
portal_page_show_list (PortalExchange *exchange)
{
  static const char *const titles[] = { "Serial Number", "Email", "Status", "Actions", NULL };
  static const char *const titles_with_day[] = { "Serial Number", "Email",   "Status",
                                                 "Issued",        "Actions", NULL };
  g_autoptr (PortalMarkup) markup = portal_page_new (exchange, word (exchange, "listTitle"), NULL);
  GPtrArray *orders = portal_register_get_orders (exchange->portal->people);
  gboolean newest_first = portal_exchange_pick (exchange, "list-order", 2) == 1;
  gboolean has_days = portal_exchange_pick (exchange, "list-days", 3) < 2;

  portal_page_action (exchange, markup, "code", word (exchange, "enroll"));
  portal_markup_begin_table (markup, has_days ? titles_with_day : titles);
  for (guint i = 0; i < orders->len; i++)
    {
      PortalOrder *order = orders->pdata[newest_first ? orders->len - 1 - i : i];

      if (order->person == exchange->session->person)
        add_row (exchange, markup, order);
    }
  portal_markup_end_table (markup);
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

void
portal_page_show_code (PortalExchange *exchange, const char *problem)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  gboolean has_code = portal_knobs_is (knobs, "authorisation", "access-code");
  g_auto (GStrv) accounts = portal_knobs_get_accounts (knobs);
  g_autofree char *chosen = portal_exchange_get_choice (exchange, "account", accounts);
  g_autoptr (PortalMarkup) markup =
      portal_page_new (exchange,
                       has_code ? word (exchange, "codeTitle") : "Choose Enrollment Account",
                       NULL);
  gboolean is_beside = has_code && portal_exchange_pick (exchange, "problem-place", 2) == 1;
  gboolean has_radios = portal_exchange_pick (exchange, "account-kind", 2) == 1;
  PortalField account = { .key = "account",
                          .label = word (exchange, "account"),
                          .kind = has_radios ? PORTAL_FIELD_RADIOS : PORTAL_FIELD_SELECT,
                          .value = chosen,
                          .options = accounts,
                          .is_required = TRUE };
  PortalField code = { .key = "accessCode",
                       .label = word (exchange, "accessCode"),
                       .kind = portal_exchange_pick (exchange, "code-kind", 2) == 1
                                   ? PORTAL_FIELD_PASSWORD
                                   : PORTAL_FIELD_TEXT,
                       .problem = is_beside ? problem : NULL,
                       .is_required = TRUE };

  if (problem != NULL && !is_beside)
    portal_markup_alert (markup, problem);
  portal_page_begin_form (exchange,
                          markup,
                          "code",
                          portal_exchange_pick (exchange, "code-method", 4) != 3);
  portal_markup_begin_fields (markup, "Authorization");
  if (g_strv_length (accounts) > 1)
    portal_markup_field (markup, &account);
  if (has_code)
    portal_markup_field (markup, &code);
  portal_markup_end_fields (markup);
  portal_page_end_form (exchange, markup, "code", word (exchange, "continue"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

static void
add_refresh_to_model (PortalJson *model, const char *target)
{
  portal_json_begin_object (model, NULL);
  portal_json_text (model, "type", "refresh");
  portal_json_text (model, "target", target);
  portal_json_end_object (model);
}

/* The page asks again by itself after a second, or it has a link to ask with. */
void
portal_page_show_wait (PortalExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  PortalOrder *order = exchange->session->order;
  g_autofree char *target = portal_exchange_get_reference (exchange, "wait");
  g_autofree char *escaped = g_markup_escape_text (target, -1);
  guint style = portal_exchange_pick (exchange, "wait-style", 3);
  g_autofree char *refresh = g_strdup_printf ("1; url=%s", target);
  PortalLink link = { .target = target, .label = word (exchange, "refresh") };
  g_autofree char *meta =
      g_strdup_printf ("<meta http-equiv=\"refresh\" content=\"1; url=%s\">\n", escaped);
  g_autoptr (PortalMarkup) markup =
      portal_page_new (exchange, word (exchange, "title"), style == 0 ? meta : NULL);

  order->next_poll_us = 0;
  if (portal_exchange_pick (exchange, "retry-after", 3) == 1)
    {
      soup_message_headers_replace (headers, "Retry-After", "1");
      order->next_poll_us = g_get_monotonic_time () + 750 * G_TIME_SPAN_MILLISECOND;
    }
  if (style == 1 && !exchange->is_scripted)
    soup_message_headers_replace (headers, "Refresh", refresh);
  portal_markup_text (markup, "p", word (exchange, "wait"));
  if (exchange->is_scripted)
    add_refresh_to_model (portal_markup_get_model (markup), target);
  else if (style == 2)
    portal_markup_link (markup, &link);
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

static void
show_protection (PortalExchange *exchange, const char *problem)
{
  static char *algorithms[] = { "Secure AES256-SHA256", "Compatible TripleDES-SHA1", NULL };
  gboolean is_compatible = portal_knobs_is (exchange->portal->knobs, "protection", "3des");
  gboolean has_radios = portal_exchange_pick (exchange, "protection-kind", 2) == 1;
  g_autofree char *chosen = portal_exchange_get_choice (exchange, "protection", algorithms);
  g_autoptr (PortalMarkup) markup = portal_page_new (exchange, word (exchange, "protection"), NULL);
  PortalField protection = { .key = "protection",
                             .label = word (exchange, "protection"),
                             .kind = has_radios ? PORTAL_FIELD_RADIOS : PORTAL_FIELD_SELECT,
                             .value = chosen != NULL ? chosen : algorithms[is_compatible ? 1 : 0],
                             .use = "protection",
                             .options = algorithms };
  PortalField password = { .key = "password",
                           .label = word (exchange, "password"),
                           .use = "password",
                           .kind = PORTAL_FIELD_PASSWORD,
                           .is_required = TRUE };
  PortalField repeat = { .key = "repeatPassword",
                         .label = word (exchange, "repeatPassword"),
                         .use = "repeat-password",
                         .kind = PORTAL_FIELD_PASSWORD,
                         .is_required = TRUE };

  if (problem != NULL)
    portal_markup_alert (markup, problem);
  portal_page_begin_form (exchange, markup, "download", TRUE);
  portal_markup_begin_fields (markup, "Key protection");
  portal_markup_field (markup, &protection);
  portal_markup_field (markup, &password);
  portal_markup_field (markup, &repeat);
  portal_markup_end_fields (markup);
  portal_page_end_form (exchange, markup, "download", word (exchange, "download"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

void
portal_page_show_result (PortalExchange *exchange, const char *problem)
{
  PortalOrder *order = exchange->session->order;
  g_autoptr (PortalMarkup) markup = NULL;

  if ((order->has_server_key && order->password == NULL) ||
      (order->has_page_key && portal_knobs_is (exchange->portal->knobs, "password", "after")))
    {
      show_protection (exchange, problem);
      return;
    }
  markup = portal_page_new (exchange, word (exchange, "readyTitle"), NULL);
  if (problem != NULL)
    portal_markup_alert (markup, problem);
  portal_markup_text (markup, "p", word (exchange, "ready"));
  portal_page_action (exchange, markup, "download", word (exchange, "download"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}
