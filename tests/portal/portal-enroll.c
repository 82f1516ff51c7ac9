/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-enroll.h"

#include "portal-seed.h"

#include <stdlib.h>
#include <string.h>

/* What happens to the form “Client Certificate Enrollment”: checks, refusals and the issuance. */

/* clang-format off */
static const struct
{
  const char *code;
  const char *text;
} refusals[] = {
  { "-3", "-3: You are not authorized to perform this operation!" },
  { "-37", "-37: Access denied." },
  { "-62", "-62: Missing mandatory custom field." },
  { "-105", "-105: Person not found." },
  { "-107", "-107: DCV is incomplete or expired for the domain %s." },
  { "-129", "-129: Connection error. Please try again later." },
  { "-141", "-141: The public key size should be 2048 bits minimum." },
  { "-170", "-170: ECC CSRs are not allowed." },
  { "-188", "-188: The maximum number of valid certificates has been reached: 5." },
  { "-195", "-195: The CA is not available now. Please try again later." },
  { "-1010", "-1010: Domain is not allowed: %s." },
  { "-1400", "-1400: The request is being processed by Sectigo." },
  { "ca-denied", "Access to CA is denied" },
  { "not-high", "The Person does not have a High Validation status" },
};
/* clang-format on */

static gboolean
fail (PortalProblem *problem, const char *key, const char *text)
{
  problem->key = key;
  problem->text = g_strdup (text);
  return FALSE;
}

static const char *
get (PortalExchange *exchange, const char *key)
{
  const char *sent = portal_exchange_get_field (exchange, key);

  return sent != NULL ? sent : "";
}

static gboolean
uses_csr (PortalExchange *exchange)
{
  static char *methods[] = { "Key Generation", "CSR", NULL };
  PortalKnobs *knobs = exchange->portal->knobs;
  g_autofree char *method = NULL;

  if (!portal_knobs_is (knobs, "csr-method", "choice"))
    return !portal_knobs_is (knobs, "csr-method", "server");
  method = portal_exchange_get_choice (exchange, "enrollmentMethod", methods);
  return g_strcmp0 (method, "CSR") == 0;
}

static char *
get_listed (PortalExchange *exchange, const char *key, const char *knob)
{
  g_auto (GStrv) options = portal_knobs_get_list (exchange->portal->knobs, knob);

  return portal_exchange_get_choice (exchange, key, options);
}

gboolean
portal_enroll_check_passwords (PortalExchange *exchange,
                               const char *key,
                               const char *repeat_key,
                               PortalProblem *problem)
{
  if (*get (exchange, key) == '\0')
    return fail (problem, key, "-7: Password is required but missing.");
  if (!g_str_equal (get (exchange, key), get (exchange, repeat_key)))
    return fail (problem, repeat_key, "The passwords do not match.");
  return TRUE;
}

static gboolean
check_key (PortalExchange *exchange, PortalProblem *problem)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  g_autofree char *key_type = get_listed (exchange, "keyType", "key-types");
  gboolean ec_allowed = strstr (portal_knobs_get (knobs, "key-types"), "EC") != NULL;
  const char *refusal = NULL;

  if (key_type == NULL &&
      (!uses_csr (exchange) || portal_knobs_is (knobs, "csr-method", "browser")))
    return fail (problem, "keyType", "-7: Key Type is required but missing.");
  if (!uses_csr (exchange))
    {
      if (portal_knobs_is (knobs, "password", "form"))
        return portal_enroll_check_passwords (exchange, "password", "repeatPassword", problem);
      return TRUE;
    }
  if (*get (exchange, "csr") == '\0')
    return fail (problem, "csr", "-7: CSR is required but missing.");
  refusal = portal_check_csr (get (exchange, "csr"), ec_allowed);
  return refusal == NULL ? TRUE : fail (problem, "csr", refusal);
}

static gboolean
check_names (PortalExchange *exchange, PortalProblem *problem)
{
  static const char *const keys[] = { "firstName", "middleName", "lastName", "commonName" };
  glong total = 0;

  if (*get (exchange, "firstName") == '\0')
    return fail (problem, "firstName", "-7: First Name is required but missing.");
  if (*get (exchange, "lastName") == '\0')
    return fail (problem, "lastName", "-7: Last Name is required but missing.");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      glong length = g_utf8_strlen (get (exchange, keys[i]), -1);

      total += i < 3 ? length : 0;
      if (length > 64 || total > 62)
        return fail (problem, keys[i], "The name is longer than 64 characters.");
    }
  if (g_utf8_strlen (get (exchange, "comments"), -1) > 1024)
    return fail (problem, "comments", "The comments are longer than 1024 characters.");
  return TRUE;
}

/* Returns: FALSE with the text of @problem set if the form cannot be accepted */
gboolean
portal_enroll_check_form (PortalExchange *exchange, PortalProblem *problem)
{
  g_autofree char *profile = get_listed (exchange, "certificateProfile", "profiles");
  g_autofree char *term = get_listed (exchange, "certificateTerm", "terms");

  if (profile == NULL)
    return fail (problem, "certificateProfile", "-39: Certificate Profile is invalid.");
  if (term == NULL)
    return fail (problem, "certificateTerm", "-36: Certificate Term is invalid.");
  if (!check_key (exchange, problem) || !check_names (exchange, problem))
    return FALSE;
  if (*get (exchange, "terms") == '\0')
    return fail (problem, "terms", "You must accept the terms of the EULA.");
  return TRUE;
}

/* Returns: (nullable): the refusal that a knob asks for; it happens once */
char *
portal_enroll_take_refusal (PortalExchange *exchange)
{
  PortalKnobs *knobs = exchange->portal->knobs;
  g_autofree char *code = g_strdup (portal_knobs_get (knobs, "error"));
  const char *domain = portal_knobs_get (knobs, "domain");

  if (*code == '\0')
    return NULL;
  portal_knobs_set (knobs, "error", "", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GString) text = g_string_new (refusals[i].text);

      if (!g_str_equal (refusals[i].code, code))
        continue;
      g_string_replace (text, "%s", domain, 0);
      return g_strdup (text->str);
    }
  return g_strdup (code);
}

static void
note_edited_names (PortalExchange *exchange)
{
  PortalPerson *person = exchange->session->person;
  char **names[] = { &person->first_name, &person->middle_name, &person->last_name };
  static const char *const keys[] = { "firstName", "middleName", "lastName" };
  gboolean was_empty = *person->first_name == '\0' && *person->last_name == '\0';

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *sent = get (exchange, keys[i]);

      if (g_str_equal (sent, *names[i]))
        continue;
      if (!was_empty)
        portal_exchange_blame (exchange, "names-edited", keys[i]);
      g_free (*names[i]);
      *names[i] = g_strdup (sent);
    }
}

guint
portal_term_get_days (const char *term)
{
  int number = MAX (1, atoi (term));

  return (guint)(strstr (term, "day") != NULL ? number : number * 365);
}

static void
set_delay (PortalOrder *order, const char *delay)
{
  gint64 number = CLAMP (g_ascii_strtoll (delay, NULL, 10), 0, 3600);

  if (g_str_has_suffix (delay, "s"))
    order->ready_at_us = g_get_monotonic_time () + number * G_USEC_PER_SEC;
  else
    order->polls_left = (guint)number;
}

static PortalOrder *
issue_to (Portal *portal, PortalPerson *person, PortalSubject *subject, const char *csr)
{
  PortalOrder *order = portal_register_add_order (portal->people, person);
  g_autofree char *full_name = g_strjoin (" ", person->first_name, person->last_name, NULL);

  subject->address = person->address;
  subject->first_name = person->first_name;
  subject->middle_name = person->middle_name;
  subject->last_name = person->last_name;
  if (subject->common_name == NULL || *subject->common_name == '\0')
    subject->common_name = full_name;
  if (portal_knobs_is (portal->knobs, "common-name", "no"))
    subject->common_name = "";
  subject->organization = portal_knobs_get (portal->knobs, "own-account");
  subject->subject = portal_knobs_get (portal->knobs, "subject");
  subject->defect = portal_knobs_get (portal->knobs, "defect");
  if (portal_knobs_is (portal->knobs, "chain", "elsewhere"))
    subject->issuer_place = portal->issuer_place;
  order->certificate = portal_certificate_issue (portal->authority, subject, csr);
  order->has_server_key = csr == NULL;
  return order;
}

static PortalOrder *
issue (PortalExchange *exchange, PortalSubject *subject, const char *csr)
{
  PortalOrder *order = issue_to (exchange->portal, exchange->session->person, subject, csr);

  set_delay (order, portal_knobs_get (exchange->portal->knobs, "delay"));
  exchange->session->order = order;
  exchange->session->n_requested++;
  return order;
}

/* Before: the form was checked. */
PortalOrder *
portal_enroll_issue (PortalExchange *exchange)
{
  g_autofree char *term = get_listed (exchange, "certificateTerm", "terms");
  g_autofree char *key_type = get_listed (exchange, "keyType", "key-types");
  gboolean has_csr = uses_csr (exchange);
  PortalSubject subject = { .common_name = get (exchange, "commonName"),
                            .key_type = key_type,
                            .days = portal_term_get_days (term) };
  PortalOrder *order = NULL;

  note_edited_names (exchange);
  order = issue (exchange, &subject, has_csr ? get (exchange, "csr") : NULL);
  order->profile = get_listed (exchange, "certificateProfile", "profiles");
  order->has_page_key = portal_knobs_is (exchange->portal->knobs, "csr-method", "browser");
  if (!has_csr && portal_knobs_is (exchange->portal->knobs, "password", "form"))
    order->password = g_strdup (get (exchange, "password"));
  return order;
}

/* Generation A: the server makes the key, and there is one download. */
PortalOrder *
portal_enroll_issue_for_code (PortalExchange *exchange, const char *password)
{
  PortalSubject subject = { .key_type = "RSA - 2048", .days = 365 };
  PortalOrder *order = issue (exchange, &subject, NULL);

  order->password = g_strdup (password);
  order->is_single = TRUE;
  return order;
}

/* What @person has from the years before, the oldest first. */
void
portal_enroll_issue_earlier (Portal *portal, PortalPerson *person, guint n_certificates)
{
  for (guint age = n_certificates; age > 0; age--)
    {
      PortalSubject subject = { .key_type = "RSA - 2048", .days = 730, .age_days = age * 200 };
      PortalOrder *order = issue_to (portal, person, &subject, NULL);

      order->issued_at -= (gint64)subject.age_days * 86400;
    }
}
