/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-letters.h"

#include "portal-seed.h"

#include <string.h>

/* The links that the portal hands out, and the letters around them. */

static char *
make_legacy_link (Portal *portal, const PortalToken *token)
{
  g_autofree char *address = g_uri_escape_string (token->person->address, NULL, FALSE);
  g_auto (GStrv) parts = g_strsplit (address, ".", -1);
  g_autofree char *escaped = g_strjoinv ("%2e", parts);

  return g_strdup_printf ("%s" PORTAL_ROOT "?action=invite&requestCode=%s&email=%s",
                          portal->base,
                          token->text,
                          escaped);
}

char *
portal_letter_make_link (Portal *portal, const PortalToken *token)
{
  guint seed = portal_knobs_get_number (portal->knobs, "seed");
  g_autofree char *start = g_strconcat (portal->base, PORTAL_ROOT "/", portal->extension, NULL);
  g_autofree char *address = g_uri_escape_string (token->person->address, NULL, FALSE);
  g_autofree char *word = portal_seed_word (seed, "link-word", 5);

  if (token->kind == PORTAL_TOKEN_VALIDATION || portal_knobs_is (portal->knobs, "generation", "a"))
    return make_legacy_link (portal, token);
  switch (portal_seed_pick (seed, "link-shape", 4))
    {
    case 0:
      return g_strconcat (start,
                          token->kind == PORTAL_TOKEN_INVITATION ? "/invite/" : "/confirm/",
                          token->text,
                          NULL);
    case 1:
      return g_strconcat (start, "?token=", token->text, NULL);
    case 2:
      return g_strconcat (start, "/verify?t=", token->text, "&e=", address, NULL);
    default:
      return g_strconcat (start, "/", word, "/", token->text, "/open?", word, "=1", NULL);
    }
}

void
portal_letter_send (Portal *portal, const PortalToken *token, const char *link)
{
  const PortalPerson *person = token->person;
  gboolean is_legacy = strstr (link, "requestCode=") != NULL;
  g_autofree char *name = g_strjoin (" ", person->first_name, person->last_name, NULL);
  PortalLetter letter = { .to = person->address,
                          .name = g_strstrip (name),
                          .sender = "Sectigo Certificate Manager",
                          .link = link };

  if (*letter.name == '\0')
    letter.name = "user";
  if (is_legacy)
    {
      letter.sender = "Certificate Services Manager";
      letter.subject = token->kind == PORTAL_TOKEN_VALIDATION
                           ? "Email Validation"
                           : "Invitation Email - You have requested email certificate validation";
      letter.text = "You now need to complete the following steps: Click the following link to "
                    "validate your email.";
    }
  else if (token->kind == PORTAL_TOKEN_INVITATION)
    {
      letter.subject = "Certificate Enrollment Invitation";
      letter.text = "You have been invited to enroll for a client certificate. Please verify your "
                    "email address to continue.";
      letter.button = "Verify Email Address";
    }
  else
    {
      letter.subject = "Your Email Confirmation Request";
      letter.text = "Please confirm that you have asked to log in with this email address.";
      letter.button = "Confirm Authentication Request";
    }
  portal_mail_send (portal->mail, portal_knobs_get_number (portal->knobs, "seed"), &letter);
}

gboolean
portal_address_is_valid (const char *address)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || at[1] == '\0' || strlen (address) > 128)
    return FALSE;
  for (const char *byte = address; *byte != '\0'; byte++)
    if (!g_ascii_isgraph (*byte) || strchr ("<>\",;:\\&", *byte) != NULL)
      return FALSE;
  return strchr (at + 1, '@') == NULL;
}
