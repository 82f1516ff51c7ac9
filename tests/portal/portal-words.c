/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-words.h"

#include "portal-seed.h"

/* What a person reads on the pages. */

typedef struct
{
  const char *key;
  const char *texts[4];
} Wording;

/* clang-format off */
/* Labels first, then what pages say besides. */
static const Wording wordings[] = {
  { "accessCode", { "Access Code" } },
  { "account", { "Enrollment Account", "Account" } },
  { "certificateProfile", { "Certificate Profile" } },
  { "certificateTerm", { "Certificate Term", "Term" } },
  { "code", { "Code" } },
  { "comments", { "Comments" } },
  { "commonName", { "Common Name" } },
  { "continue", { "Next", "Continue" } },
  { "csr", { "CSR" } },
  { "download", { "Download" } },
  { "email", { "Email", "E-mail", "Email Address", "E-Mail" } },
  { "enroll", { "Enroll Certificate" } },
  { "enrollmentMethod", { "Enrollment Method" } },
  { "eula", { "I have read and agree to the terms of the Sectigo Client Certificate EULA",
              "I have read and agree to the terms of the EULA" } },
  { "federated", { "Your Institution", "InCommon Federated Login", "Institutional Login" } },
  { "firstName", { "First Name" } },
  { "keyType", { "Key Type" } },
  { "lastName", { "Last Name" } },
  { "middleName", { "Middle Name" } },
  { "passphrase", { "Pass-phrase" } },
  { "password", { "Password" } },
  { "pin", { "PIN", "Password" } },
  { "pkcs12Password", { "PKCS#12 Password", "Password" } },
  { "protection", { "Choose key protection algorithm" } },
  { "repeatPassphrase", { "Re-type Pass-phrase", "Confirm Pass-phrase" } },
  { "repeatPassword", { "Repeat Password", "Confirm Password", "Re-type Password" } },
  { "repeatPin", { "Re-type PIN", "Re-type Password" } },
  { "repeatPkcs12Password", { "Repeat PKCS#12 Password", "Confirm Password",
                              "Re-type Password" } },
  { "secretId", { "Secret ID" } },
  { "submit", { "Submit" } },

  { "accept", { "Accept" } },
  { "back", { "Back" } },
  { "cancel", { "Cancel" } },
  { "codeTitle", { "Enroll with Access Code" } },
  { "decline", { "Decline" } },
  { "linkExpired", { "This link has expired. Please ask for a new invitation." } },
  { "linkUsed", { "This link was already used. Please ask for a new invitation." } },
  { "listTitle", { "Certificates" } },
  { "loginTitle", { "Client Certificate Enrollment - Login" } },
  { "mailSent", { "A confirmation email has been sent to your address. Please follow the link in "
                  "it to continue." } },
  { "next", { "Next" } },
  { "previous", { "Previous" } },
  { "ready", { "The certificate was issued and can be downloaded now." } },
  { "readyTitle", { "Your certificate is ready" } },
  { "refresh", { "Refresh" } },
  { "select", { "-- Please select --" } },
  { "title", { "Client Certificate Enrollment" } },
  { "wait", { "Your certificate is being issued. This can take up to 4 minutes. Please do not "
              "close this window." } },
  { "wrongCode", { "The access code is not valid." } },
};
/* clang-format on */

static const Wording *
find_wording (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (g_str_equal (wordings[i].key, key))
      return &wordings[i];
  return NULL;
}

/* @list: “key=Text;key=Text”, as the knob has it */
gboolean
portal_words_check (const char *list, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (list, ";", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (entries[i], "=", 2);

      if (*entries[i] == '\0')
        continue;
      if (g_strv_length (parts) != 2 || *parts[1] == '\0' || find_wording (parts[0]) == NULL)
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       "“%s” words nothing that the portal says",
                       entries[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
find_in_knob (PortalExchange *exchange, const char *key)
{
  g_auto (GStrv) entries = portal_knobs_get_list (exchange->portal->knobs, "wording");

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (entries[i], "=", 2);

      if (g_str_equal (parts[0], key))
        return g_intern_string (parts[1]);
    }
  return NULL;
}

static const char *
pick_by_seed (guint seed, const Wording *wording)
{
  const char *key = wording->key;
  /* Both PIN labels follow one choice, and so do both labels of the keystore password. */
  const char *topic = g_str_has_suffix (key, "in") || g_str_has_suffix (key, "Pin") ? "pin" : key;
  guint n_texts = 0;

  while (n_texts < G_N_ELEMENTS (wording->texts) && wording->texts[n_texts] != NULL)
    n_texts++;
  if (g_str_has_suffix (key, "kcs12Password"))
    return wording->texts[portal_seed_pick (seed, "pkcs12", 2) * (n_texts - 1)];
  return wording->texts[portal_seed_pick (seed, topic, n_texts)];
}

const char *
portal_word (PortalExchange *exchange, const char *key)
{
  const Wording *wording = find_wording (key);
  const char *changed = find_in_knob (exchange, key);

  g_assert (wording != NULL);
  return changed != NULL ? changed : pick_by_seed (exchange->seed, wording);
}

const char *
portal_word_or (PortalExchange *exchange, const char *key, const char *text)
{
  const char *changed = find_in_knob (exchange, key);

  g_assert (find_wording (key) != NULL);
  return changed != NULL ? changed : text;
}

char **
portal_words_for_script (PortalExchange *exchange)
{
  static const char *const keys[] = { "accept", "decline", "next", "previous", "select" };
  GStrvBuilder *builder = g_strv_builder_new ();
  char **words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *changed = find_in_knob (exchange, keys[i]);

      if (changed != NULL)
        g_strv_builder_add_many (builder, keys[i], changed, NULL);
    }
  words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}
