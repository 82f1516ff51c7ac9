/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-pages.h"

#include <string.h>

/* What a person sees on the way: plain HTML that needs no script. */

typedef struct
{
  const char *name;
  const char *entity; /* NULL for the one that is there */
} Institution;

/* clang-format off */
static const Institution institutions[] = {
  { "Academy of Imaginary Arts", "https://login.arts.example/idp/shibboleth" },
  { "Example University", NULL },
  { "Example University Hospital", "https://sso.hospital.example/idp/shibboleth" },
  { "Institute of Applied Fiction", "https://idp.fiction.example/idp" },
  { "Other Institute", "https://idp.other.example/idp/shibboleth" },
  { "Sample College", "https://shibboleth.sample.example/idp/shibboleth" },
};
/* clang-format on */

static const char credential_format[] =
    "<form action=\"%s\" method=\"post\">\n"
    "<input type=\"hidden\" name=\"csrf_token\" value=\"%s\">\n"
    "<label for=\"username\">Username</label>\n"
    "<input id=\"username\" name=\"j_username\" type=\"text\" autocomplete=\"username\">\n"
    "<label for=\"password\">Password</label>\n"
    "<input id=\"password\" name=\"j_password\" type=\"password\""
    " autocomplete=\"current-password\">\n"
    "<button type=\"submit\" name=\"_eventId_proceed\">Login</button>\n"
    "</form>\n";

static const char code_format[] =
    "<p>Enter the code that the program on your telephone shows.</p>\n"
    "<form action=\"%s\" method=\"post\">\n"
    "<input type=\"hidden\" name=\"csrf_token\" value=\"%s\">\n"
    "<label for=\"tokencode\">Passcode</label>\n"
    "<input id=\"tokencode\" name=\"j_tokenNumber\" type=\"text\" inputmode=\"numeric\""
    " maxlength=\"6\" autocomplete=\"one-time-code\">\n"
    "<button type=\"submit\" name=\"_eventId_proceed\">Verify</button>\n"
    "</form>\n";

static const char consent_format[] =
    "<p>This information is given to the service that you asked for:</p>\n"
    "<table>\n"
    "<tr><th>E-mail</th><td>%s</td></tr>\n"
    "<tr><th>Given name</th><td>%s</td></tr>\n"
    "<tr><th>Surname</th><td>%s</td></tr>\n"
    "<tr><th>Affiliation</th><td>%s</td></tr>\n"
    "</table>\n"
    "<form action=\"%s\" method=\"post\">\n"
    "<input type=\"hidden\" name=\"csrf_token\" value=\"%s\">\n"
    "<button type=\"submit\" name=\"_eventId_AttributeReleaseRejected\">Reject</button>\n"
    "<button type=\"submit\" name=\"_eventId_proceed\">Accept</button>\n"
    "</form>\n";

/* The page that sends itself, as SAML Bindings, section 3.5.4, wants it. */
static const char response_format[] =
    "<noscript><p>Your browser runs no scripts. Press the button to go on.</p></noscript>\n"
    "<form action=\"%s\" method=\"post\">\n"
    "<input type=\"hidden\" name=\"RelayState\" value=\"%s\">\n"
    "<input type=\"hidden\" name=\"SAMLResponse\" value=\"%s\">\n"
    "<noscript><input type=\"submit\" value=\"Continue\"></noscript>\n"
    "</form>\n";

static gboolean
is_found (const char *name, const char *words)
{
  g_autofree char *folded_name = g_utf8_casefold (name, -1);
  g_autofree char *folded = g_utf8_casefold (words, -1);

  return strstr (folded_name, g_strstrip (folded)) != NULL;
}

static char *
dup_entity (CampusExchange *exchange, const Institution *institution)
{
  return institution->entity != NULL ? g_strdup (institution->entity)
                                     : g_strconcat (exchange->campus->idp, "/idp/shibboleth", NULL);
}

static void
add_link (GString *body,
          const char *back,
          const char *parameter,
          const char *name,
          const char *entity)
{
  g_autofree char *escaped_entity = g_uri_escape_string (entity, NULL, FALSE);
  g_autofree char *address = g_strconcat (back,
                                          strchr (back, '?') != NULL ? "&" : "?",
                                          parameter,
                                          "=",
                                          escaped_entity,
                                          NULL);
  g_autofree char *item =
      g_markup_printf_escaped ("<li><a href=\"%s\">%s</a></li>\n", address, name);

  g_string_append (body, item);
}

static void
add_hidden (CampusExchange *exchange, GString *body)
{
  static const char *const keys[] = { "entityID", "return", "returnIDParam" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = campus_exchange_get_query (exchange, keys[i]);
      g_autofree char *field = NULL;

      if (value == NULL)
        continue;
      field = g_markup_printf_escaped ("<input type=\"hidden\" name=\"%s\" value=\"%s\">\n",
                                       keys[i],
                                       value);
      g_string_append (body, field);
    }
}

static void
add_institutions (CampusExchange *exchange, GString *body, const char *back, const char *words)
{
  const char *parameter = campus_exchange_get_query (exchange, "returnIDParam");
  gboolean is_select = campus_settings_is (exchange->campus->settings, "choice", "select");

  for (gsize i = 0; i < G_N_ELEMENTS (institutions); i++)
    {
      g_autofree char *entity = dup_entity (exchange, &institutions[i]);
      g_autofree char *option = g_markup_printf_escaped ("<option value=\"%s\">%s</option>\n",
                                                         entity,
                                                         institutions[i].name);

      if (!is_found (institutions[i].name, words))
        continue;
      if (is_select)
        g_string_append (body, option);
      else
        add_link (body,
                  back,
                  parameter != NULL ? parameter : "entityID",
                  institutions[i].name,
                  entity);
    }
}

/* @back: where the choice is sent to; it was checked */
void
campus_page_show_institutions (CampusExchange *exchange, const char *back)
{
  const char *words = campus_exchange_get_query (exchange, "search");
  gboolean is_select = campus_settings_is (exchange->campus->settings, "choice", "select");
  g_autoptr (GString) body = g_string_new ("<form action=\"/ds\" method=\"get\">\n");
  g_autofree char *field = NULL;

  field = g_markup_printf_escaped (
      "<label for=\"search\">Institution</label>\n"
      "<input id=\"search\" name=\"search\" type=\"search\" value=\"%s\">\n"
      "<button type=\"submit\">Search</button>\n"
      "</form>\n",
      words != NULL ? words : "");
  add_hidden (exchange, body);
  g_string_append (body, field);
  if (is_select)
    {
      g_string_append (body, "<form action=\"/ds/choose\" method=\"get\">\n");
      add_hidden (exchange, body);
    }
  g_string_append (body, is_select ? "<select name=\"choice\">\n" : "<ul>\n");
  add_institutions (exchange, body, back, words != NULL ? words : "");
  g_string_append (body,
                   is_select ? "</select>\n<button type=\"submit\">Continue</button>\n</form>\n"
                             : "</ul>\n");
  campus_exchange_send (exchange, SOUP_STATUS_OK, "Find Your Institution", body->str, "");
}

/* The page of an execution is its own action. */
static char *
get_action (CampusExchange *exchange)
{
  return g_strdup_printf ("%s?execution=%s",
                          exchange->path,
                          campus_exchange_get_query (exchange, "execution"));
}

static void
send_form (CampusExchange *exchange, const char *title, const char *form, const char *problem)
{
  g_autofree char *alert =
      problem != NULL ? g_markup_printf_escaped ("<p class=\"form-error\">%s</p>\n", problem)
                      : g_strdup ("");
  g_autofree char *body = g_strconcat (alert, form, NULL);

  campus_exchange_send (exchange, SOUP_STATUS_OK, title, body, "");
}

void
campus_page_show_password (CampusExchange *exchange, const char *token, const char *problem)
{
  g_autofree char *action = get_action (exchange);
  g_autofree char *form = g_markup_printf_escaped (credential_format, action, token);

  send_form (exchange, "Example University Login", form, problem);
}

void
campus_page_show_code (CampusExchange *exchange, const char *token, const char *problem)
{
  g_autofree char *action = get_action (exchange);
  g_autofree char *form = g_markup_printf_escaped (code_format, action, token);

  send_form (exchange, "Two-Step Login", form, problem);
}

void
campus_page_show_consent (CampusExchange *exchange, const char *token)
{
  CampusSettings *settings = exchange->campus->settings;
  g_autofree char *action = get_action (exchange);
  g_autofree char *form = g_markup_printf_escaped (consent_format,
                                                   campus_settings_get (settings, "email"),
                                                   campus_settings_get (settings, "first-name"),
                                                   campus_settings_get (settings, "last-name"),
                                                   campus_settings_get (settings, "affiliation"),
                                                   action,
                                                   token);

  send_form (exchange, "Information Release", form, NULL);
}

void
campus_page_show_response (CampusExchange *exchange, const CampusResponse *response)
{
  g_autofree char *form = g_markup_printf_escaped (response_format,
                                                   response->address,
                                                   response->state != NULL ? response->state : "",
                                                   response->message);

  campus_exchange_send (exchange,
                        SOUP_STATUS_OK,
                        "Example University",
                        form,
                        " onload=\"document.forms[0].submit()\"");
}
