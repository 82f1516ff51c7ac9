/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-flow.h"

#include "portal-enroll.h"
#include "portal-federation.h"
#include "portal-letters.h"
#include "portal-skin.h"
#include "portal-words.h"

#include <string.h>

/* Generation B: the way from a link or a login to the download. */

static void handle_page (PortalExchange *exchange, const char *page);

/* After a form the next page comes by a redirection or at once, as the seed wants it. */
static void
go_on (PortalExchange *exchange, const char *page)
{
  if (portal_exchange_pick (exchange, "redirects", 2) == 0 || g_str_equal (page, "wait"))
    {
      portal_exchange_redirect (exchange, page);
      return;
    }
  exchange->is_post = FALSE;
  g_hash_table_remove_all (exchange->fields);
  handle_page (exchange, page);
}

static PortalToken *
find_token (PortalExchange *exchange)
{
  g_auto (GStrv) segments = g_strsplit (exchange->path, "/", -1);
  PortalToken *token = NULL;
  GHashTableIter iter;
  gpointer value = NULL;

  for (guint i = 0; segments[i] != NULL && token == NULL; i++)
    token = portal_register_find_token (exchange->portal->people, segments[i]);
  if (token != NULL || exchange->query == NULL)
    return token;
  g_hash_table_iter_init (&iter, exchange->query);
  while (token == NULL && g_hash_table_iter_next (&iter, NULL, &value))
    token = portal_register_find_token (exchange->portal->people, value);
  return token;
}

/* Before the sign-in there is nothing that could end. */
gboolean
portal_flow_has_expired (PortalExchange *exchange)
{
  gint64 lifetime = portal_knobs_get_number (exchange->portal->knobs, "session-ttl");
  PortalSession *session = exchange->session;

  return lifetime > 0 && session->person != NULL && find_token (exchange) == NULL &&
         g_get_monotonic_time () >= session->began_at_us + lifetime * G_USEC_PER_SEC;
}

/* Returns: whether @token could be used; otherwise the answer is made */
gboolean
portal_flow_open_token (PortalExchange *exchange, PortalToken *token)
{
  gint64 age_us = g_get_monotonic_time () - token->made_at_us;
  gint64 lifetime = portal_knobs_get_number (exchange->portal->knobs, "link-ttl");
  guint status =
      portal_exchange_pick (exchange, "gone", 2) == 0 ? SOUP_STATUS_GONE : SOUP_STATUS_OK;
  const char *text = NULL;

  if (token->is_used)
    {
      portal_exchange_blame (exchange, "link-opened-twice", token->person->address);
      text = portal_word (exchange, "linkUsed");
    }
  else if (age_us >= lifetime * G_USEC_PER_SEC)
    {
      text = portal_word (exchange, "linkExpired");
    }
  if (text != NULL)
    {
      g_autoptr (PortalMarkup) markup = portal_page_new (exchange, "Link not valid", NULL);

      portal_markup_alert (markup, text);
      portal_page_send (exchange, markup, status);
      return FALSE;
    }
  token->is_used = TRUE;
  portal_exchange_start_session (exchange);
  exchange->session->person = token->person;
  exchange->session->token = token;
  return TRUE;
}

gboolean
portal_flow_allows_domain (PortalExchange *exchange, const char *address)
{
  const char *domain = portal_knobs_get (exchange->portal->knobs, "domain");
  const char *at = strchr (address, '@');

  return at != NULL && g_ascii_strcasecmp (at + 1, domain) == 0;
}

static void
send_confirmation (PortalExchange *exchange, const char *address)
{
  Portal *portal = exchange->portal;
  PortalPerson *person = portal_register_find_person (portal->people, address);
  PortalToken *token = NULL;
  g_autofree char *link = NULL;

  if (person == NULL)
    person = portal_register_add_person (portal->people, address);
  token = portal_register_add_token (portal->people, PORTAL_TOKEN_CONFIRMATION, person);
  link = portal_letter_make_link (portal, token);
  portal_letter_send (portal, token, link);
  portal_page_show_notice (exchange,
                           SOUP_STATUS_OK,
                           "Email sent",
                           portal_word (exchange, "mailSent"));
}

static void
handle_login (PortalExchange *exchange)
{
  Portal *portal = exchange->portal;
  const char *address = portal_exchange_get_field (exchange, "email");
  const char *secret = portal_exchange_get_field (exchange, "secretId");
  PortalPerson *person = NULL;

  if (portal_federation_handle_login (exchange))
    return;
  if (!exchange->is_post)
    {
      portal_page_show_login (exchange, NULL);
      return;
    }
  if (!portal_page_check_token (exchange))
    return;
  if (portal_page_get_pressed (exchange) != PORTAL_PRESSED_SUBMIT)
    portal_page_show_login (exchange, NULL);
  else if (address == NULL || !portal_address_is_valid (address))
    portal_page_show_login (exchange, "-7: Email is required but missing or not valid.");
  else if (!portal_flow_allows_domain (exchange, address))
    portal_page_show_login (exchange, "Domain is not allowed");
  else if (!portal_knobs_is (portal->knobs, "way", "secret-id"))
    send_confirmation (exchange, address);
  else
    {
      person = portal_register_find_person (portal->people, address);
      if (person == NULL || secret == NULL || !portal_knobs_is (portal->knobs, "secret-id", secret))
        {
          portal_page_show_login (exchange, "-105: Person not found.");
          return;
        }
      portal_exchange_start_session (exchange);
      exchange->session->person = person;
      go_on (exchange, "list");
    }
}

static void
handle_list (PortalExchange *exchange)
{
  if (exchange->is_post)
    {
      portal_exchange_blame (exchange, "cancel-pressed", exchange->path);
      portal_exchange_redirect (exchange, "list");
    }
  else if (portal_register_count_orders (exchange->portal->people, exchange->session->person) > 0)
    portal_page_show_list (exchange);
  else
    go_on (exchange, "code");
}

/* Returns: (nullable): why the person may not enroll */
static const char *
authorise (PortalExchange *exchange)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  g_auto (GStrv) accounts = portal_knobs_get_accounts (knobs);
  g_autofree char *account = portal_exchange_get_choice (exchange, "account", accounts);
  const char *code = portal_exchange_get_field (exchange, "accessCode");

  if (g_strv_length (accounts) > 1)
    {
      if (account == NULL)
        return "Please select an enrollment account.";
      if (!portal_knobs_is (knobs, "own-account", account))
        {
          portal_exchange_blame (exchange, "other-account-used", account);
          return "-3: You are not authorized to enroll with this account.";
        }
    }
  if (portal_knobs_is (knobs, "authorisation", "access-code") &&
      (code == NULL || !portal_knobs_is (knobs, "access-code", code)))
    return portal_word (exchange, "wrongCode");
  return NULL;
}

static void
handle_code (PortalExchange *exchange)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  gboolean is_sent = portal_exchange_get_field (exchange, "formToken") != NULL;
  const char *problem = NULL;

  if (portal_knobs_is (knobs, "authorisation", "mapping") &&
      !portal_federation_is_mapped (exchange))
    {
      portal_page_show_notice (exchange,
                               SOUP_STATUS_FORBIDDEN,
                               "Not authorized",
                               "-3: You are not authorized to enroll with this account.");
      return;
    }
  if (!portal_knobs_is (knobs, "authorisation", "access-code") &&
      portal_knobs_get_number (knobs, "accounts") == 1)
    {
      exchange->session->is_authorised = TRUE;
      go_on (exchange, "form");
      return;
    }
  /* The button “Enroll Certificate” may send a form, too, but with the token alone. */
  if (!is_sent || (portal_exchange_get_field (exchange, "accessCode") == NULL &&
                   portal_exchange_get_field (exchange, "account") == NULL))
    {
      portal_page_show_code (exchange, NULL);
      return;
    }
  if (!portal_page_check_token (exchange))
    return;
  if (portal_page_get_pressed (exchange) != PORTAL_PRESSED_SUBMIT)
    {
      portal_exchange_blame (exchange, "cancel-pressed", exchange->path);
      portal_page_show_code (exchange, "Unknown action");
      return;
    }
  problem = authorise (exchange);
  if (problem != NULL)
    {
      portal_page_show_code (exchange, problem);
      return;
    }
  exchange->session->is_authorised = TRUE;
  go_on (exchange, "form");
}

static void
submit_form (PortalExchange *exchange)
{
  gboolean is_second = exchange->session->n_requested > 0 &&
                       portal_knobs_is (exchange->portal->knobs, "many-certificates", "no");
  const char *address = portal_exchange_get_field (exchange, "email");
  PortalProblem problem = { 0 };

  if (address != NULL && !g_str_equal (address, exchange->session->person->address))
    portal_exchange_blame (exchange, "address-edited", address);
  if (!portal_enroll_check_form (exchange, &problem))
    {
      portal_enroll_show_form (exchange, &problem);
    }
  else if (is_second)
    {
      portal_exchange_blame (exchange,
                             "certificate-asked-twice",
                             exchange->session->person->address);
      problem.text =
          g_strdup ("-188: The maximum number of valid certificates has been reached: 1.");
      portal_enroll_show_form (exchange, &problem);
    }
  else
    {
      problem.text = portal_enroll_take_refusal (exchange);
      if (problem.text != NULL)
        {
          portal_enroll_show_form (exchange, &problem);
        }
      else
        {
          portal_enroll_issue (exchange);
          go_on (exchange, "wait");
        }
    }
  g_free (problem.text);
}

static void
handle_form (PortalExchange *exchange)
{
  PortalProblem unknown = { NULL, (char *)"Unknown action" };

  if (!exchange->session->is_authorised)
    {
      portal_exchange_redirect (exchange, "code");
      return;
    }
  if (!exchange->is_post)
    {
      portal_enroll_show_form (exchange, NULL);
      return;
    }
  if (!portal_page_check_token (exchange))
    return;
  switch (portal_page_get_pressed (exchange))
    {
    case PORTAL_PRESSED_SUBMIT:
      submit_form (exchange);
      break;
    case PORTAL_PRESSED_OTHER:
      portal_exchange_blame (exchange, "cancel-pressed", exchange->path);
      portal_exchange_redirect (exchange, "list");
      break;
    case PORTAL_PRESSED_NOTHING:
      portal_exchange_blame (exchange, "button-missing", exchange->path);
      portal_enroll_show_form (exchange, &unknown);
      break;
    }
}

static gboolean
is_ready (const PortalOrder *order)
{
  return order->polls_left == 0 && g_get_monotonic_time () >= order->ready_at_us;
}

void
portal_flow_wait (PortalExchange *exchange)
{
  PortalOrder *order = exchange->session->order;

  if (order == NULL)
    {
      portal_exchange_redirect (exchange, "list");
      return;
    }
  if (g_get_monotonic_time () < order->next_poll_us)
    portal_exchange_blame (exchange, "polled-too-early", order->person->address);
  else if (is_ready (order))
    {
      if (exchange->is_legacy)
        portal_exchange_redirect (exchange, "result");
      else
        go_on (exchange, portal_knobs_get (exchange->portal->knobs, "collect"));
      return;
    }
  else if (order->polls_left > 0)
    order->polls_left--;
  portal_page_show_wait (exchange);
}

static void
send_certificate (PortalExchange *exchange, PortalOrder *order)
{
  static const char *const seeded[] = { "pemchain", "p7b", "p7b-der", "pemchain" };
  PortalKnobs *knobs = exchange->portal->knobs;
  const char *format = portal_knobs_get (knobs, "format");
  g_autoptr (GBytes) content = NULL;
  gboolean is_pem = FALSE;

  if (order->has_page_key)
    format = "pemchain";
  else if (*format == '\0')
    format = seeded[portal_exchange_pick (exchange, "format", G_N_ELEMENTS (seeded))];
  content =
      portal_certificate_export (order->certificate, format, portal_knobs_get (knobs, "chain"));
  is_pem = g_str_has_prefix (format, "pem");
  portal_exchange_send_file (exchange,
                             is_pem                        ? "application/x-pem-file"
                             : g_str_equal (format, "der") ? "application/pkix-cert"
                                                           : "application/x-pkcs7-certificates",
                             is_pem                        ? "certs.pem"
                             : g_str_equal (format, "der") ? "certs.cer"
                                                           : "certs.p7b",
                             content);
}

static void
send_keystore (PortalExchange *exchange, PortalOrder *order)
{
  static char *algorithms[] = { "Secure AES256-SHA256", "Compatible TripleDES-SHA1", NULL };
  PortalKnobs *knobs = exchange->portal->knobs;
  g_autofree char *protection = portal_exchange_get_choice (exchange, "protection", algorithms);
  gboolean is_compatible = portal_knobs_is (knobs, "protection", "3des");
  const char *password = order->password;
  g_autoptr (GBytes) content = NULL;

  if (password == NULL)
    {
      password = portal_exchange_get_field (exchange, "password");
      is_compatible = g_strcmp0 (protection, algorithms[1]) == 0;
    }
  content = portal_certificate_export_keystore (order->certificate,
                                                portal_knobs_get (knobs, "chain"),
                                                password,
                                                is_compatible);
  portal_exchange_send_file (exchange, "application/x-pkcs12", "certs.p12", content);
}

void
portal_flow_download (PortalExchange *exchange)
{
  PortalOrder *order = exchange->session->order;
  PortalProblem problem = { 0 };
  gboolean is_once = portal_knobs_is (exchange->portal->knobs, "redownload", "no");

  if (order == NULL || !is_ready (order))
    {
      portal_exchange_redirect (exchange, "wait");
      return;
    }
  if (exchange->is_post && !portal_page_check_token (exchange))
    return;
  if ((is_once || order->is_single) && order->n_downloads > 0)
    {
      portal_page_show_notice (exchange,
                               SOUP_STATUS_GONE,
                               "Not available",
                               "The certificate was already downloaded.");
      return;
    }
  if (order->has_server_key && order->password == NULL)
    {
      if (!exchange->is_post || portal_page_get_pressed (exchange) != PORTAL_PRESSED_SUBMIT)
        portal_page_show_result (exchange, NULL);
      else if (!portal_enroll_check_passwords (exchange, "password", "repeatPassword", &problem))
        portal_page_show_result (exchange, problem.text);
      g_free (problem.text);
      if (soup_server_message_get_status (exchange->message) != 0)
        return;
    }
  order->n_downloads++;
  if (order->has_server_key)
    send_keystore (exchange, order);
  else
    send_certificate (exchange, order);
}

static void
handle_result (PortalExchange *exchange)
{
  PortalOrder *order = exchange->session->order;

  if (order == NULL || !is_ready (order))
    portal_exchange_redirect (exchange, "wait");
  else
    portal_page_show_result (exchange, NULL);
}

/* Actions on a row of the list. */
static void
handle_row (PortalExchange *exchange, const char *page)
{
  const char *id = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "id") : NULL;
  PortalOrder *order =
      portal_register_find_order (exchange->portal->people,
                                  (guint)g_ascii_strtoull (id != NULL ? id : "", NULL, 10));

  if (order == NULL || order->person != exchange->session->person)
    {
      portal_page_show_notice (exchange,
                               SOUP_STATUS_NOT_FOUND,
                               "Not found",
                               "Unknown certificate.");
    }
  else if (g_str_equal (page, "choose"))
    {
      if (exchange->session->n_requested > 0 &&
          order != portal_register_find_newest (exchange->portal->people, order->person))
        portal_exchange_blame (exchange,
                               "other-certificate-taken",
                               portal_certificate_get_serial (order->certificate));
      exchange->session->order = order;
      go_on (exchange, "result");
    }
  else if (g_str_equal (page, "renew"))
    {
      go_on (exchange, "code");
    }
  else
    {
      order->is_revoked = TRUE;
      portal_exchange_blame (exchange,
                             "certificate-revoked",
                             portal_certificate_get_serial (order->certificate));
      go_on (exchange, "list");
    }
}

static void
handle_other (PortalExchange *exchange, const char *page)
{
  if (g_str_equal (page, "data") && exchange->wants_data && exchange->session->page_data != NULL)
    {
      portal_skin_send (exchange, SOUP_STATUS_OK, exchange->session->page_data);
    }
  else if (g_str_equal (page, "eula"))
    {
      portal_page_show_eula (exchange);
    }
  else if (g_str_equal (page, "logout"))
    {
      portal_exchange_blame (exchange, "logged-out", exchange->path);
      portal_register_remove_session (exchange->portal->people, exchange->session);
      portal_exchange_start_session (exchange);
      portal_page_show_notice (exchange, SOUP_STATUS_OK, "Logged out", "You are logged out.");
    }
  else if (g_str_equal (page, "search") || g_str_equal (page, "language"))
    {
      portal_exchange_blame (exchange, "unrelated-form-sent", page);
      portal_page_show_notice (exchange, SOUP_STATUS_OK, "Search", "Nothing was found.");
    }
  else
    {
      portal_page_show_notice (exchange, SOUP_STATUS_NOT_FOUND, "Not found", "No such page.");
    }
}

static void
handle_page (PortalExchange *exchange, const char *page)
{
  static const struct
  {
    const char *page;
    void (*handle) (PortalExchange *exchange);
  } steps[] = {
    { "list", handle_list },      { "code", handle_code },     { "form", handle_form },
    { "wait", portal_flow_wait }, { "result", handle_result }, { "download", portal_flow_download },
  };

  if (g_str_equal (page, "login"))
    {
      handle_login (exchange);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!g_str_equal (steps[i].page, page))
        continue;
      if (exchange->session->person == NULL)
        portal_exchange_redirect (exchange, "login");
      else if (!portal_foreign_handle (exchange, page))
        steps[i].handle (exchange);
      return;
    }
  if (g_str_equal (page, "choose") || g_str_equal (page, "renew") || g_str_equal (page, "revoke"))
    handle_row (exchange, page);
  else
    handle_other (exchange, page);
}

void
portal_flow_handle (PortalExchange *exchange)
{
  PortalToken *token = find_token (exchange);
  g_autofree char *page = NULL;

  if (token != NULL)
    {
      if (portal_flow_open_token (exchange, token))
        go_on (exchange, "list");
      return;
    }
  page = portal_exchange_get_page (exchange);
  if (page != NULL)
    handle_page (exchange, page);
  else if (exchange->session->person == NULL)
    handle_page (exchange, "login");
  else
    handle_page (exchange, "list");
}
