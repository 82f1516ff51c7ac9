/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-enroll.h"
#include "portal-flow.h"
#include "portal-letters.h"
#include "portal-seed.h"
#include "portal-words.h"

/* Generation A: forms behind ?action=, a code from a mail, one download. */

static const char *
get (PortalExchange *exchange, const char *key)
{
  const char *sent = exchange->is_post ? portal_exchange_get_field (exchange, key) : NULL;

  return sent != NULL ? sent : "";
}

static void
add (PortalExchange *exchange,
     PortalMarkup *markup,
     const char *key,
     const char *label,
     const char *value)
{
  static const char *const secrets[] = { "pin",
                                         "repeatPin",
                                         "passphrase",
                                         "repeatPassphrase",
                                         NULL };
  gboolean is_secret = g_strv_contains (secrets, key);
  PortalField field = { .key = key,
                        .label = portal_word_or (exchange, key, label),
                        .kind = is_secret ? PORTAL_FIELD_PASSWORD : PORTAL_FIELD_TEXT,
                        .value = is_secret ? "" : value,
                        .is_required = TRUE };

  portal_markup_field (markup, &field);
}

static void
add_seeded (PortalExchange *exchange, PortalMarkup *markup, const char *key, const char *value)
{
  add (exchange, markup, key, portal_word (exchange, key), value);
}

static void
add_license (PortalExchange *exchange, PortalMarkup *markup)
{
  PortalField field = { .key = "terms",
                        .label =
                            portal_word_or (exchange, "eula", "I accept the terms and conditions"),
                        .kind = PORTAL_FIELD_CHECK,
                        .is_required = TRUE };

  portal_markup_field (markup, &field);
}

static void
show_registration (PortalExchange *exchange, const char *problem)
{
  PortalToken *token = exchange->session->token;
  gboolean is_validation = token != NULL && token->kind == PORTAL_TOKEN_VALIDATION;
  g_autoptr (PortalMarkup) markup =
      portal_page_new (exchange, is_validation ? "Account Validation" : "User Registration", NULL);

  if (problem != NULL)
    portal_markup_alert (markup, problem);
  portal_page_begin_form (exchange, markup, "invite", TRUE);
  portal_markup_begin_fields (markup, "Account");
  add_seeded (exchange, markup, "code", token != NULL ? token->text : get (exchange, "code"));
  add_seeded (exchange,
              markup,
              "email",
              token != NULL ? token->person->address : get (exchange, "email"));
  add_seeded (exchange, markup, "pin", "");
  add_seeded (exchange, markup, "repeatPin", "");
  if (!is_validation)
    {
      add_seeded (exchange, markup, "passphrase", "");
      add_seeded (exchange, markup, "repeatPassphrase", "");
    }
  add_license (exchange, markup);
  portal_markup_end_fields (markup);
  portal_page_end_form (exchange, markup, "invite", portal_word (exchange, "submit"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

static void
order_keystore (PortalExchange *exchange, const char *password)
{
  PortalOrder *order = portal_enroll_issue_for_code (exchange, password);

  order->pass_phrase = g_strdup (get (exchange, "passphrase"));
  portal_exchange_redirect (exchange, "wait");
}

static const char *
find_registration_problem (PortalExchange *exchange, const PortalToken *token)
{
  PortalProblem problem = { 0 };
  gboolean is_right = FALSE;

  if (token == NULL || g_ascii_strcasecmp (get (exchange, "email"), token->person->address) != 0)
    return "The code or the e-mail address is not valid.";
  is_right = portal_enroll_check_passwords (exchange, "pin", "repeatPin", &problem);
  if (is_right && token->kind == PORTAL_TOKEN_INVITATION)
    is_right = portal_enroll_check_passwords (exchange, "passphrase", "repeatPassphrase", &problem);
  g_free (problem.text);
  if (!is_right)
    return "PIN and pass-phrase are required, and both entries must be equal.";
  if (*get (exchange, "terms") == '\0')
    return "You must accept the terms and conditions.";
  return NULL;
}

static void
register_person (PortalExchange *exchange)
{
  PortalToken *token =
      portal_register_find_token (exchange->portal->people, get (exchange, "code"));
  const char *problem = find_registration_problem (exchange, token);
  g_autofree char *refusal = NULL;

  if (problem != NULL)
    {
      show_registration (exchange, problem);
      return;
    }
  /* The code was typed into the empty form. */
  if (exchange->session->token != token && !portal_flow_open_token (exchange, token))
    return;
  if (exchange->session->n_requested > 0)
    {
      portal_exchange_blame (exchange, "certificate-asked-twice", token->person->address);
      show_registration (exchange, "This code was already used.");
      return;
    }
  refusal = portal_enroll_take_refusal (exchange);
  if (refusal != NULL)
    show_registration (exchange, refusal);
  else
    order_keystore (exchange, get (exchange, "pin"));
}

static void
handle_invite (PortalExchange *exchange)
{
  const char *code =
      exchange->query != NULL ? g_hash_table_lookup (exchange->query, "requestCode") : NULL;
  PortalToken *token =
      code != NULL ? portal_register_find_token (exchange->portal->people, code) : NULL;

  if (exchange->is_post)
    {
      if (portal_page_check_token (exchange))
        register_person (exchange);
    }
  else if (code != NULL && token == NULL)
    {
      portal_page_show_notice (exchange,
                               SOUP_STATUS_NOT_FOUND,
                               "Link not valid",
                               "The request code is not known.");
    }
  else if (token == NULL || portal_flow_open_token (exchange, token))
    {
      show_registration (exchange, NULL);
    }
}

static void
show_enroll (PortalExchange *exchange, gboolean is_secret, const char *problem)
{
  g_autoptr (PortalMarkup) markup = portal_page_new (exchange, "Self Enrollment", NULL);
  const char *page = is_secret ? "enroll&swt=si" : "enroll&swt=ac";

  if (problem != NULL)
    portal_markup_alert (markup, problem);
  portal_page_begin_form (exchange, markup, page, TRUE);
  portal_markup_begin_fields (markup, "Enrollment");
  if (is_secret)
    {
      add (exchange, markup, "email", "Email Address", get (exchange, "email"));
      add (exchange, markup, "secretId", "Secret identifier", get (exchange, "secretId"));
      add (exchange, markup, "passphrase", "Annual Renewal Pass-Phrase", "");
      add (exchange, markup, "pin", "Password", "");
    }
  else
    {
      add_seeded (exchange, markup, "accessCode", get (exchange, "accessCode"));
      add_seeded (exchange, markup, "firstName", get (exchange, "firstName"));
      add_seeded (exchange, markup, "lastName", get (exchange, "lastName"));
      add (exchange, markup, "email", "E-Mail", get (exchange, "email"));
      add (exchange, markup, "passphrase", "Pass-phrase", "");
      add_license (exchange, markup);
    }
  portal_markup_end_fields (markup);
  portal_page_end_form (exchange, markup, page, portal_word (exchange, "submit"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

static void
enroll_by_secret (PortalExchange *exchange)
{
  Portal *portal = exchange->portal;
  PortalPerson *person = portal_register_find_person (portal->people, get (exchange, "email"));

  if (person == NULL || !portal_knobs_is (portal->knobs, "secret-id", get (exchange, "secretId")))
    show_enroll (exchange, TRUE, "-105: Person not found.");
  else if (*get (exchange, "passphrase") == '\0' || *get (exchange, "pin") == '\0')
    show_enroll (exchange, TRUE, "All fields are required.");
  else
    {
      exchange->session->person = person;
      order_keystore (exchange, get (exchange, "pin"));
    }
}

static void
enroll_by_code (PortalExchange *exchange)
{
  Portal *portal = exchange->portal;
  const char *address = get (exchange, "email");
  g_autofree char *ending = g_strconcat ("@", portal_knobs_get (portal->knobs, "domain"), NULL);
  PortalPerson *person = NULL;
  PortalToken *token = NULL;
  g_autofree char *link = NULL;

  if (!portal_knobs_is (portal->knobs, "access-code", get (exchange, "accessCode")))
    show_enroll (exchange, FALSE, portal_word (exchange, "wrongCode"));
  else if (!portal_address_is_valid (address) || !g_str_has_suffix (address, ending))
    show_enroll (exchange, FALSE, "Domain is not allowed");
  else if (*get (exchange, "firstName") == '\0' || *get (exchange, "lastName") == '\0' ||
           *get (exchange, "passphrase") == '\0' || *get (exchange, "terms") == '\0')
    show_enroll (exchange, FALSE, "All fields are required, and so are the terms.");
  else
    {
      person = portal_register_find_person (portal->people, address);
      if (person == NULL)
        person = portal_register_add_person (portal->people, address);
      g_free (person->first_name);
      person->first_name = g_strdup (get (exchange, "firstName"));
      g_free (person->last_name);
      person->last_name = g_strdup (get (exchange, "lastName"));
      token = portal_register_add_token (portal->people, PORTAL_TOKEN_VALIDATION, person);
      link = portal_letter_make_link (portal, token);
      portal_letter_send (portal, token, link);
      portal_page_show_notice (exchange,
                               SOUP_STATUS_OK,
                               "Email sent",
                               "A validation email has been sent to your address.");
    }
}

static void
handle_enroll (PortalExchange *exchange)
{
  gboolean is_secret = g_strcmp0 (g_hash_table_lookup (exchange->query, "swt"), "si") == 0;

  if (!exchange->is_post)
    show_enroll (exchange, is_secret, NULL);
  else if (!portal_page_check_token (exchange))
    return;
  else if (is_secret)
    enroll_by_secret (exchange);
  else
    enroll_by_code (exchange);
}

void
portal_legacy_handle (PortalExchange *exchange)
{
  const char *action =
      exchange->query != NULL ? g_hash_table_lookup (exchange->query, "action") : NULL;

  exchange->is_legacy = TRUE;
  if (g_strcmp0 (action, "invite") == 0)
    handle_invite (exchange);
  else if (g_strcmp0 (action, "enroll") == 0)
    handle_enroll (exchange);
  else if (g_strcmp0 (action, "wait") == 0 && exchange->session->person != NULL)
    portal_flow_wait (exchange);
  else if (g_strcmp0 (action, "result") == 0 && exchange->session->order != NULL)
    portal_page_show_result (exchange, NULL);
  else if (g_strcmp0 (action, "download") == 0 && exchange->session->order != NULL)
    portal_flow_download (exchange);
  else
    portal_page_show_notice (exchange, SOUP_STATUS_NOT_FOUND, "Not found", "No such page.");
}
