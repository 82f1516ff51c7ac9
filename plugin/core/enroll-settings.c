/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-settings.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (EnrollSettings, enroll_settings, enroll_settings_ref, enroll_settings_unref)

/**
 * enroll_settings_new:
 *
 * Returns: (transfer full): the settings of a program without a schema: the `sectigo` portal,
 *   RSA keys of 3072 bits, signing on, all addresses
 */
EnrollSettings *
enroll_settings_new (void)
{
  EnrollSettings *self = g_new0 (EnrollSettings, 1);

  g_atomic_ref_count_init (&self->references);
  self->portal = g_strdup ("sectigo");
  self->allowed_hosts = g_new0 (char *, 1);
  self->key_bits = 3072;
  self->sign_by_default = TRUE;
  self->allowed_domains = g_new0 (char *, 1);
  self->server_made_keys = TRUE;
  self->agreed_terms = g_new0 (char *, 1);
  return self;
}

EnrollSettings *
enroll_settings_ref (EnrollSettings *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_settings_unref (EnrollSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->endpoint);
  g_free (self->portal);
  g_free (self->account);
  g_clear_pointer (&self->access_code, enroll_secret_unref);
  g_strfreev (self->allowed_hosts);
  g_free (self->tls_ca_file);
  g_free (self->certificate_profile);
  g_free (self->certificate_term);
  g_free (self->authserv_id);
  g_free (self->organization);
  g_strfreev (self->allowed_domains);
  g_strfreev (self->agreed_terms);
  g_free (self->support_contact);
  g_free (self->support_name);
  g_free (self->support_mail);
  g_free (self->support_web);
  g_free (self->status_page);
  g_free (self);
}

static gboolean
domain_fits (const char *domain, const char *allowed)
{
  gboolean is_below = g_str_has_prefix (allowed, "*.");
  g_autofree char *ascii_domain = g_hostname_to_ascii (domain);
  g_autofree char *ascii_allowed = g_hostname_to_ascii (is_below ? allowed + 2 : allowed);
  gsize length;
  gsize length_allowed;

  if (ascii_domain == NULL || ascii_allowed == NULL || ascii_allowed[0] == '\0')
    return FALSE;
  if (!is_below)
    return g_ascii_strcasecmp (ascii_domain, ascii_allowed) == 0;

  length = strlen (ascii_domain);
  length_allowed = strlen (ascii_allowed);
  return length > length_allowed + 1 && ascii_domain[length - length_allowed - 1] == '.' &&
         g_ascii_strcasecmp (ascii_domain + length - length_allowed, ascii_allowed) == 0;
}

/**
 * enroll_settings_allows_address:
 * @self: settings
 * @address: a mailbox address
 *
 * Domains are compared without regard to case (RFC 5321 section 2.4), internationalised ones in
 * their ASCII form (RFC 5890).
 *
 * Returns: %TRUE if a certificate may be asked for @address: its domain is one that the
 *   administrator named, or none was named
 */
gboolean
enroll_settings_allows_address (const EnrollSettings *self, const char *address)
{
  const char *at = strrchr (address, '@');

  if (self->allowed_domains[0] == NULL)
    return TRUE;
  for (guint i = 0; at != NULL && self->allowed_domains[i] != NULL; i++)
    {
      if (domain_fits (at + 1, self->allowed_domains[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_settings_dup_support:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): all that is set about whom to ask, in one line
 */
char *
enroll_settings_dup_support (const EnrollSettings *self)
{
  const char *parts[] = { self->support_contact,
                          self->support_name,
                          self->support_mail,
                          self->support_web };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL)
        continue;
      if (line->len > 0)
        g_string_append (line, ", ");
      g_string_append (line, parts[i]);
    }
  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}
