/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-federation.h"

#include "campus-totp.h"
#include "portal-flow.h"
#include "portal-letters.h"
#include "portal-pages.h"
#include "portal-seed.h"
#include "portal-words.h"

#include <string.h>

/* Campus login as the person meets it: the button of the login page, the way to the discovery
 * service and the institution, and the way back.
 */

static void
show_problem (PortalExchange *exchange, guint status, const char *text)
{
  portal_page_show_notice (exchange, status, "Login not possible", text);
}

static void
redirect_to (PortalExchange *exchange, const char *address)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message),
                                "Location",
                                address);
  soup_server_message_set_status (exchange->message, SOUP_STATUS_FOUND, NULL);
}

static char *
make_target (PortalExchange *exchange)
{
  g_autofree char *list = portal_exchange_get_canonical (exchange, "list");

  return g_strconcat (exchange->portal->base, list, NULL);
}

static void
go_to_discovery (PortalExchange *exchange, const char *target)
{
  PortalSaml *saml = exchange->portal->saml;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = saml != NULL ? portal_saml_begin (saml, target, &error) : NULL;

  if (address != NULL)
    {
      redirect_to (exchange, address);
      return;
    }
  g_message ("no campus login: %s", saml != NULL ? error->message : "no campus was named");
  show_problem (exchange,
                SOUP_STATUS_SERVICE_UNAVAILABLE,
                "The institution login is not available now. Please try again later.");
}

/* The button is a link to the service provider, or it sends a form to the login page. */
static void
show_button (PortalExchange *exchange)
{
  g_autoptr (PortalMarkup) markup =
      portal_page_new (exchange, portal_word (exchange, "loginTitle"), NULL);
  const char *label = portal_word (exchange, "federated");
  g_autofree char *login = portal_exchange_get_reference (exchange, "login");
  g_autofree char *escaped_login = g_markup_escape_text (login, -1);
  g_autofree char *token_name = portal_seed_field_name (exchange->seed, "formToken");
  g_autofree char *target = make_target (exchange);
  g_autofree char *escaped_target = g_uri_escape_string (target, NULL, FALSE);
  g_autofree char *address = g_strconcat (PORTAL_SAML_ROOT "/Login?target=", escaped_target, NULL);
  PortalLink link = { .target = address, .label = label, .leaves = "yes" };
  PortalButton button = { .key = "federated", .label = label };

  portal_markup_text (markup,
                      "p",
                      "To enroll for a certificate, log in with the account of your home "
                      "organization.");
  if (portal_markup_get_model (markup) != NULL ||
      portal_exchange_pick (exchange, "federated-kind", 2) == 0)
    {
      portal_markup_link (markup, &link);
    }
  else
    {
      portal_markup_raw (markup, "<form action=\"%s\" method=\"post\">\n", escaped_login);
      portal_markup_hidden (markup, token_name, exchange->session->form_token);
      portal_markup_button (markup, &button);
      portal_markup_raw (markup, "</form>\n");
    }
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

/* Returns: whether logins are a matter of the campus; then the answer is made */
gboolean
portal_federation_handle_login (PortalExchange *exchange)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  gboolean is_direct = portal_knobs_is (knobs, "way", "campus-direct");
  g_autofree char *target = NULL;

  if (!is_direct && !portal_knobs_is (knobs, "way", "campus"))
    return FALSE;
  target = make_target (exchange);
  if (is_direct)
    go_to_discovery (exchange, target);
  else if (!exchange->is_post)
    show_button (exchange);
  else if (portal_page_check_token (exchange))
    go_to_discovery (exchange, target);
  return TRUE;
}

static const char *
get_query (PortalExchange *exchange, const char *key)
{
  return exchange->query != NULL ? g_hash_table_lookup (exchange->query, key) : NULL;
}

static gboolean
is_ours (PortalExchange *exchange, const char *address)
{
  const char *base = exchange->portal->base;

  return g_str_has_prefix (address, base) && address[strlen (base)] == '/';
}

/* Called with a target to begin, and by the discovery service with the institution. */
static void
handle_initiator (PortalExchange *exchange)
{
  const char *target = get_query (exchange, "target");
  const char *institution = get_query (exchange, "entityID");
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  if (get_query (exchange, "SAMLDS") == NULL)
    {
      if (target != NULL && is_ours (exchange, target))
        go_to_discovery (exchange, target);
      else
        show_problem (exchange, SOUP_STATUS_BAD_REQUEST, "The target of the login is not valid.");
      return;
    }
  if (target == NULL || institution == NULL)
    {
      show_problem (exchange, SOUP_STATUS_OK, "No institution was selected.");
      return;
    }
  address = portal_saml_make_request (exchange->portal->saml, target, institution, &error);
  if (address != NULL)
    {
      redirect_to (exchange, address);
      return;
    }
  g_message ("no login at %s: %s", institution, error->message);
  show_problem (exchange,
                SOUP_STATUS_INTERNAL_SERVER_ERROR,
                "Unknown or Unusable Identity Provider");
}

static void
take_names (PortalPerson *person, PortalAssertion *assertion)
{
  if (*person->first_name != '\0' || *person->last_name != '\0')
    return;
  g_free (person->first_name);
  g_free (person->last_name);
  person->first_name = g_strdup (assertion->first_name != NULL ? assertion->first_name : "");
  person->last_name = g_strdup (assertion->last_name != NULL ? assertion->last_name : "");
}

/* The session is a new one, whatever cookie came along. */
static void
log_in (PortalExchange *exchange, PortalAssertion *assertion)
{
  PortalRegister *people = exchange->portal->people;
  PortalPerson *person = NULL;

  if (assertion->address == NULL || !portal_address_is_valid (assertion->address))
    {
      show_problem (exchange,
                    SOUP_STATUS_FORBIDDEN,
                    "Your institution did not release the required attribute: mail");
      return;
    }
  if (!portal_flow_allows_domain (exchange, assertion->address))
    {
      show_problem (exchange, SOUP_STATUS_FORBIDDEN, "Domain is not allowed");
      return;
    }
  person = portal_register_find_person (people, assertion->address);
  if (person == NULL)
    person = portal_register_add_person (people, assertion->address);
  take_names (person, assertion);
  portal_exchange_start_session (exchange);
  exchange->session->person = person;
  exchange->session->affiliations = g_steal_pointer (&assertion->affiliations);
  redirect_to (exchange, assertion->target);
}

static void
handle_response (PortalExchange *exchange)
{
  const char *response = g_hash_table_lookup (exchange->fields, "SAMLResponse");
  const char *state = g_hash_table_lookup (exchange->fields, "RelayState");
  g_auto (PortalAssertion) assertion = { 0 };
  g_autoptr (GError) error = NULL;

  if (!exchange->is_post || response == NULL)
    {
      show_problem (exchange, SOUP_STATUS_BAD_REQUEST, "There is no response of an institution.");
      return;
    }
  if (portal_saml_accept (exchange->portal->saml, response, state, &assertion, &error))
    {
      log_in (exchange, &assertion);
      return;
    }
  g_message ("a response was refused: %s", error->message);
  if (g_error_matches (error, PORTAL_SAML_ERROR, PORTAL_SAML_ERROR_REPEATED))
    portal_exchange_blame (exchange, "response-posted-twice", exchange->path);
  if (g_error_matches (error, PORTAL_SAML_ERROR, PORTAL_SAML_ERROR_MIXED_UP))
    portal_exchange_blame (exchange, "relay-state-changed", exchange->path);
  show_problem (exchange,
                SOUP_STATUS_FORBIDDEN,
                g_error_matches (error, PORTAL_SAML_ERROR, PORTAL_SAML_ERROR_DENIED)
                    ? "Your institution did not complete the login."
                    : "The response of your institution could not be accepted.");
}

/* Everything below PORTAL_SAML_ROOT. */
void
portal_federation_handle (PortalExchange *exchange)
{
  const char *page = exchange->path + strlen (PORTAL_SAML_ROOT);

  if (exchange->portal->saml != NULL && g_str_equal (page, "/Login"))
    handle_initiator (exchange);
  else if (exchange->portal->saml != NULL && g_str_equal (page, "/SAML2/POST"))
    handle_response (exchange);
  else
    portal_page_show_notice (exchange, SOUP_STATUS_NOT_FOUND, "Not found", "No such page.");
}

/* Returns: whether the campus asserted an affiliation that the knob “mapping” names */
gboolean
portal_federation_is_mapped (PortalExchange *exchange)
{
  const char *const *affiliations = (const char *const *)exchange->session->affiliations;
  g_auto (GStrv) wanted = portal_knobs_get_list (exchange->portal->knobs, "mapping");

  for (guint i = 0; affiliations != NULL && wanted[i] != NULL; i++)
    if (g_strv_contains (affiliations, wanted[i]))
      return TRUE;
  return FALSE;
}

/* Notes it if the portal was sent what belongs to the institution alone. */
void
portal_federation_watch (PortalExchange *exchange)
{
  PortalSaml *saml = exchange->portal->saml;
  g_autofree char *password = saml != NULL ? portal_saml_get_campus_value (saml, "password") : NULL;
  g_autofree char *secret = saml != NULL ? portal_saml_get_campus_value (saml, "secret") : NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  GHashTableIter iter;
  gpointer value = NULL;

  if (password == NULL || secret == NULL)
    return;
  g_hash_table_iter_init (&iter, exchange->fields);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (value, password))
      portal_exchange_blame (exchange, "campus-password-sent", exchange->path);
    else if (campus_totp_is_code (secret, now_s, value))
      portal_exchange_blame (exchange, "campus-code-sent", exchange->path);
}
