/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-agreement.h"
#include "enroll-audit.h"
#include "enroll-authorities.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What can be wrong with a setting by itself. */

typedef void (*CheckFunc) (EnrollAudit *audit, EnrollAuditKey *key);

typedef struct
{
  const char *key;
  CheckFunc check;
} KeyCheck;

static char *
dup_value (EnrollAudit *audit, EnrollAuditKey *key)
{
  GSettings *gsettings = enroll_configuration_get_gsettings (audit->configuration);

  return g_strstrip (g_settings_get_string (gsettings, key->key));
}

static void
check_switch (EnrollAudit *audit, EnrollAuditKey *key)
{
  GSettings *gsettings = enroll_configuration_get_gsettings (audit->configuration);

  if (!g_settings_get_boolean (gsettings, key->key))
    enroll_audit_add_remark (key->remarks, FALSE, _ ("nothing is offered to users"));
}

/**
 * enroll_audit_is_personal_link:
 * @link: an https address
 *
 * An invitation belongs to one person and may work once only. It shows by what stands in it: a
 * query or fragment of more than plain words, an address, or a long part with digits in its path.
 *
 * Returns: %TRUE if @link may be an invitation; it is not to be opened then
 */
gboolean
enroll_audit_is_personal_link (const char *link)
{
  static const char words[] = "abcdefghijklmnopqrstuvwxyz";
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);
  g_auto (GStrv) parts = NULL;
  const char *query;

  if (uri == NULL || g_uri_get_fragment (uri) != NULL || strchr (link, '@') != NULL ||
      strstr (link, "%40") != NULL)
    return TRUE;

  query = g_uri_get_query (uri);
  parts = g_strsplit_set (query != NULL ? query : "", "&=", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strlen (parts[i]) > 16 || parts[i][strspn (parts[i], words)] != '\0')
        return TRUE;
    }
  g_strfreev (parts);
  parts = g_strsplit (g_uri_get_path (uri), "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strlen (parts[i]) > 24 && strpbrk (parts[i], "0123456789") != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
check_endpoint (EnrollAudit *audit, EnrollAuditKey *key)
{
  const char *endpoint = audit->settings->endpoint;
  g_autoptr (GError) error = NULL;

  if (endpoint == NULL)
    {
      enroll_audit_add_remark (
          key->remarks,
          FALSE,
          _ ("without it, users need an invitation or are asked for its link"));
      return;
    }
  if (enroll_audit_is_personal_link (endpoint))
    {
      enroll_audit_add_remark (
          key->remarks,
          TRUE,
          _ ("this looks like the invitation of one person, which may work once "
             "only; it is not opened. Set the address of the form for everybody"));
      g_free (key->value);
      key->value = NULL;
    }
  else if (audit->portal != NULL && !enroll_portal_allows (audit->portal, endpoint, &error))
    {
      enroll_audit_add_remark (key->remarks,
                               TRUE,
                               /* Translators: %s is the message of an error. */
                               _ ("%s; hosts are named by the portal file and by allowed-hosts"),
                               error->message);
    }
  else if (audit->portal != NULL && !enroll_portal_is_enrollment_link (audit->portal, endpoint))
    {
      enroll_audit_add_remark (key->remarks,
                               FALSE,
                               /* Translators: “[Links] Paths” is what stands in the file. */
                               _ ("its path is not one of [Links] Paths of the portal file"));
    }
}

static void
check_tls_ca_file (EnrollAudit *audit, EnrollAuditKey *key)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GList *certificates = NULL;

  if (!enroll_authorities_load (audit->settings->tls_ca_file, &authorities, &error))
    {
      enroll_audit_add_remark (key->remarks, TRUE, "%s", error->message);
      return;
    }
  if (audit->settings->tls_ca_file != NULL)
    certificates = g_tls_certificate_list_new_from_file (audit->settings->tls_ca_file, NULL);
  for (GList *item = certificates; item != NULL; item = item->next)
    {
      g_autofree char *subject = g_tls_certificate_get_subject_name (item->data);
      g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (item->data);

      if (end != NULL && g_date_time_compare (end, now) < 0)
        enroll_audit_add_remark (key->remarks, TRUE, _ ("the authority “%s” has expired"), subject);
    }
  g_list_free_full (certificates, g_object_unref);
}

static void
check_domains (EnrollAudit *audit, EnrollAuditKey *key)
{
  for (guint i = 0; audit->settings->allowed_domains[i] != NULL; i++)
    {
      const char *entry = audit->settings->allowed_domains[i];
      const char *domain = g_str_has_prefix (entry, "*.") ? entry + 2 : entry;
      g_autofree char *ascii = g_hostname_to_ascii (domain);

      if (ascii == NULL || strchr (domain, '.') == NULL || strpbrk (domain, "*@/: ") != NULL ||
          domain[0] == '.' || g_str_has_suffix (domain, "."))
        {
          enroll_audit_add_remark (
              key->remarks,
              TRUE,
              _ ("“%s” is not “example.edu” or “*.example.edu”, and fits no address"),
              entry);
        }
    }
}

static void
check_terms (EnrollAudit *audit, EnrollAuditKey *key)
{
  for (guint i = 0; audit->settings->agreed_terms[i] != NULL; i++)
    {
      if (!enroll_agreement_is_entry (audit->settings->agreed_terms[i]))
        {
          enroll_audit_add_remark (
              key->remarks,
              TRUE,
              _ ("“%s” is neither an https address nor “sha256:” and 64 digits"),
              audit->settings->agreed_terms[i]);
        }
    }
}

static void
check_web_page (EnrollAudit *audit, EnrollAuditKey *key)
{
  g_autofree char *page = dup_value (audit, key);

  if (page[0] != '\0' && !enroll_web_address_is_one (page))
    {
      enroll_audit_add_remark (key->remarks,
                               TRUE,
                               _ ("this is not an https address, and is not shown"));
    }
}

static void
check_mail_address (EnrollAudit *audit, EnrollAuditKey *key)
{
  g_autofree char *address = dup_value (audit, key);
  const char *at = strrchr (address, '@');

  if (address[0] != '\0' &&
      (at == NULL || at == address || strchr (at, '.') == NULL || strpbrk (address, " <>") != NULL))
    {
      enroll_audit_add_remark (key->remarks,
                               TRUE,
                               _ ("this is not a mail address like help@example.edu"));
    }
}

static void
check_access_code (EnrollAudit *audit, EnrollAuditKey *key)
{
  if (key->is_set)
    enroll_audit_add_remark (key->remarks, FALSE, _ ("every user of the computer can read it"));
}

/**
 * enroll_audit_check_key:
 * @self: the audit, with the portal if there is one
 * @key: a key with its value
 *
 * Adds what is to be said about @key by itself.
 */
void
enroll_audit_check_key (EnrollAudit *self, EnrollAuditKey *key)
{
  static const KeyCheck checks[] = {
    { "enabled", check_switch },          { "endpoint", check_endpoint },
    { "tls-ca-file", check_tls_ca_file }, { "allowed-domains", check_domains },
    { "agreed-terms", check_terms },      { "status-page", check_web_page },
    { "support-web", check_web_page },    { "support-mail", check_mail_address },
    { "access-code", check_access_code },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (strcmp (checks[i].key, key->key) == 0)
        checks[i].check (self, key);
    }
}
