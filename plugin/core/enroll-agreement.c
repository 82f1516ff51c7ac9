/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-agreement.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

/* Terms that an organisation has agreed to for its members. They are named by what cannot be
 * mistaken: the address that the portal links to, or the digest of the text that it shows. The
 * user is not asked to tick their box, but still sees it, and accepts them by going on. */

#define DIGEST "sha256:"

/**
 * enroll_agreement_is_entry:
 * @entry: an item of the setting
 *
 * Returns: %TRUE if @entry is an https address, or `sha256:` and 64 hexadecimal digits
 */
gboolean
enroll_agreement_is_entry (const char *entry)
{
  if (g_str_has_prefix (entry, DIGEST))
    {
      const char *digits = entry + strlen (DIGEST);

      return strlen (digits) == 64 && strspn (digits, "0123456789abcdefABCDEF") == 64;
    }
  return enroll_web_address_is_one (entry);
}

/**
 * enroll_agreement_dup_digest:
 * @document: text of terms
 *
 * Returns: (transfer full): the entry for exactly this text, however its lines are broken
 */
char *
enroll_agreement_dup_digest (const char *document)
{
  g_autofree char *collapsed = enroll_text_collapse (document);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, collapsed, -1);

  return g_strconcat (DIGEST, digest, NULL);
}

/**
 * enroll_agreement_dup_entries:
 * @field: a field with role %ENROLL_ROLE_TERMS
 *
 * Returns: (transfer full): the entries that name all that is accepted with it; none if the portal
 *   neither shows nor links to a text
 */
char **
enroll_agreement_dup_entries (const EnrollField *field)
{
  GPtrArray *entries = g_ptr_array_new ();

  if (field->document != NULL && field->document[0] != '\0')
    g_ptr_array_add (entries, enroll_agreement_dup_digest (field->document));
  if (field->document_uri != NULL && field->document_uri[0] != '\0')
    g_ptr_array_add (entries, g_strdup (field->document_uri));
  g_ptr_array_add (entries, NULL);
  return (char **)g_ptr_array_free (entries, FALSE);
}

static gboolean
names (const char *const *agreed_terms, const char *entry)
{
  for (guint i = 0; agreed_terms[i] != NULL; i++)
    {
      gboolean is_same = g_str_has_prefix (entry, DIGEST)
                             ? g_ascii_strcasecmp (agreed_terms[i], entry) == 0
                             : strcmp (agreed_terms[i], entry) == 0;

      if (is_same && enroll_agreement_is_entry (entry))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_agreement_covers:
 * @agreed_terms: the organisation's entries, see enroll_agreement_is_entry()
 * @field: a field with role %ENROLL_ROLE_TERMS
 *
 * Returns: %TRUE if the portal shows or links to a text, and all of it was agreed to
 */
gboolean
enroll_agreement_covers (const char *const *agreed_terms, const EnrollField *field)
{
  g_auto (GStrv) entries = enroll_agreement_dup_entries (field);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      if (!names (agreed_terms, entries[i]))
        return FALSE;
    }
  return entries[0] != NULL;
}
