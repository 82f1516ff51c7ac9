/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-enroll.h"
#include "portal-seed.h"
#include "portal-words.h"

/* The page “Client Certificate Enrollment”. */

typedef struct
{
  PortalExchange *exchange;
  PortalMarkup *markup;
  const PortalProblem *problem;
} Form;

static void
add (Form *form, PortalField *field)
{
  const char *sent =
      form->exchange->is_post ? portal_exchange_get_field (form->exchange, field->key) : NULL;

  if (field->label == NULL)
    field->label = portal_word (form->exchange, field->key);
  if (field->options == NULL && field->kind != PORTAL_FIELD_PASSWORD && sent != NULL)
    field->value = sent;
  if (form->problem != NULL && g_strcmp0 (form->problem->key, field->key) == 0 &&
      portal_exchange_pick (form->exchange, "problem-place", 2) == 1)
    field->problem = form->problem->text;
  portal_markup_field (form->markup, field);
}

/* A list with one entry may stand there as a text. */
static void
add_choice (Form *form, const char *key, char **options, gboolean chooses_first)
{
  PortalExchange *exchange = form->exchange;
  g_autofree char *topic = g_strconcat ("kind-", key, NULL);
  g_autofree char *chosen = portal_exchange_get_choice (exchange, key, options);
  g_autofree char *name = portal_seed_field_name (exchange->seed, key);
  gboolean is_key_type = g_str_equal (key, "keyType");
  gboolean is_read =
      is_key_type && portal_knobs_is (exchange->portal->knobs, "csr-method", "browser");
  guint kind = portal_exchange_pick (exchange, topic, 3);
  PortalField field = { .key = key,
                        .kind = kind == 2 ? PORTAL_FIELD_RADIOS : PORTAL_FIELD_SELECT,
                        .value = chosen != NULL  ? chosen
                                 : chooses_first ? options[0]
                                                 : NULL,
                        .options = options,
                        .use = is_key_type ? "key-type" : NULL,
                        .is_required = TRUE };

  if (g_strv_length (options) == 1 && portal_exchange_pick (exchange, "single", 2) == 1 && !is_read)
    {
      g_autofree char *value = portal_seed_option_value (exchange->seed, key, 0, options[0]);

      portal_markup_hidden (form->markup, name, value);
      portal_markup_fact (form->markup, portal_word (exchange, key), options[0]);
      return;
    }
  portal_markup_begin_fields (form->markup, "Certificate");
  add (form, &field);
  portal_markup_end_fields (form->markup);
}

static void
add_certificate_choices (Form *form)
{
  static char *methods[] = { "Key Generation", "CSR", NULL };
  PortalKnobs *knobs = form->exchange->portal->knobs;
  g_auto (GStrv) profiles = portal_knobs_get_list (knobs, "profiles");
  g_auto (GStrv) terms = portal_knobs_get_list (knobs, "terms");
  g_auto (GStrv) key_types = portal_knobs_get_list (knobs, "key-types");
  gboolean is_provided = portal_knobs_is (knobs, "csr-method", "provided");
  gboolean is_in_page = portal_knobs_is (knobs, "csr-method", "browser");
  PortalField csr = { .key = "csr",
                      .kind = PORTAL_FIELD_AREA,
                      .use = is_in_page ? "csr" : NULL,
                      .is_required = is_provided };

  add_choice (form, "certificateProfile", profiles, TRUE);
  add_choice (form,
              "certificateTerm",
              terms,
              portal_exchange_pick (form->exchange, "term-default", 2) == 0);
  if (portal_knobs_is (knobs, "csr-method", "choice"))
    add_choice (form, "enrollmentMethod", methods, TRUE);
  if (!is_provided || portal_exchange_pick (form->exchange, "key-type-always", 3) == 2)
    add_choice (form,
                "keyType",
                key_types,
                portal_exchange_pick (form->exchange, "key-type-default", 2) == 0);
  portal_markup_begin_fields (form->markup, "Request");
  if (!portal_knobs_is (knobs, "csr-method", "server"))
    add (form, &csr);
  portal_markup_end_fields (form->markup);
}

static void
add_person (Form *form)
{
  PortalPerson *person = form->exchange->session->person;
  PortalField first = { .key = "firstName", .value = person->first_name, .is_required = TRUE };
  PortalField middle = { .key = "middleName", .value = person->middle_name };
  PortalField last = { .key = "lastName", .value = person->last_name, .is_required = TRUE };
  PortalField common = { .key = "commonName", .value = "" };
  PortalField address = { .key = "email",
                          .kind = PORTAL_FIELD_EMAIL,
                          .value = person->address,
                          .is_fixed = TRUE };
  PortalField comments = { .key = "comments", .kind = PORTAL_FIELD_AREA, .value = "" };

  portal_markup_begin_fields (form->markup, "Person");
  add (form, &first);
  add (form, &middle);
  add (form, &last);
  if (portal_knobs_is (form->exchange->portal->knobs, "common-name", "yes"))
    add (form, &common);
  if (portal_exchange_pick (form->exchange, "address-kind", 2) == 1)
    add (form, &address);
  add (form, &comments);
  portal_markup_end_fields (form->markup);
  if (portal_exchange_pick (form->exchange, "address-kind", 2) == 1)
    return;
  if (form->exchange->is_scripted)
    {
      portal_markup_fact (form->markup,
                          portal_word_or (form->exchange, "email", "Email"),
                          person->address);
    }
  else
    {
      portal_markup_raw (form->markup,
                         "<p>%s: ",
                         portal_word_or (form->exchange, "email", "Email"));
      portal_markup_text (form->markup, "b", person->address);
      portal_markup_raw (form->markup, "</p>\n");
    }
}

static void
add_passwords (Form *form)
{
  PortalField password = { .key = "password",
                           .label = portal_word (form->exchange, "pkcs12Password"),
                           .kind = PORTAL_FIELD_PASSWORD,
                           .use = "password",
                           .is_required = TRUE };
  PortalField repeat = { .key = "repeatPassword",
                         .label = portal_word (form->exchange, "repeatPkcs12Password"),
                         .use = "repeat-password",
                         .kind = PORTAL_FIELD_PASSWORD,
                         .is_required = TRUE };

  portal_markup_begin_fields (form->markup, "Protection");
  add (form, &password);
  add (form, &repeat);
  portal_markup_end_fields (form->markup);
}

/* The key would be made by a program of another system. */
static void
show_program (PortalExchange *exchange)
{
  g_autofree char *target =
      g_strconcat ("sectigo-security:enroll?session=", exchange->session->form_token, NULL);
  PortalLink link = { .target = target, .label = "Open Sectigo Security for Windows" };
  g_autoptr (PortalMarkup) markup =
      portal_page_new (exchange, portal_word (exchange, "title"), NULL);

  portal_markup_text (markup,
                      "p",
                      "The key of this certificate is generated on your device by Sectigo Security "
                      "for Windows. Please start Sectigo Security for Windows to continue.");
  portal_markup_link (markup, &link);
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}

/* @problem: (nullable): what was wrong with the form that was sent */
void
portal_enroll_show_form (PortalExchange *exchange, const PortalProblem *problem)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  g_autoptr (PortalMarkup) markup = NULL;
  Form form = { exchange, NULL, problem };
  gboolean is_beside = portal_exchange_pick (exchange, "problem-place", 2) == 1;

  if (portal_knobs_is (knobs, "csr-method", "sectigogen"))
    {
      show_program (exchange);
      return;
    }
  markup = portal_page_new (exchange, portal_word (exchange, "title"), NULL);
  form.markup = markup;
  if (problem != NULL && (problem->key == NULL || !is_beside))
    portal_markup_alert (markup, problem->text);
  portal_page_begin_form (exchange, markup, "form", TRUE);
  add_certificate_choices (&form);
  add_person (&form);
  if (portal_knobs_is (knobs, "password", "form") &&
      !portal_knobs_is (knobs, "csr-method", "provided"))
    add_passwords (&form);
  if (problem != NULL && is_beside && g_strcmp0 (problem->key, "terms") == 0)
    portal_markup_alert (markup, problem->text);
  portal_page_add_terms (exchange, markup);
  portal_page_end_form (exchange, markup, "form", portal_word (exchange, "submit"));
  portal_page_send (exchange, markup, SOUP_STATUS_OK);
}
