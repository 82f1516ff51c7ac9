/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-portal-private.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

#define MAX_COMPARED 30000

/* What a portal's hosts, links and words mean. */

G_DEFINE_BOXED_TYPE (EnrollPortal, enroll_portal, enroll_portal_ref, enroll_portal_unref)

/* A whole page may be compared; nobody reads on for long. */
static char *
dup_comparable (const char *text)
{
  g_autofree char *beginning = enroll_text_truncate (text, MAX_COMPARED);

  return enroll_text_normalize (beginning);
}

/* Exact texts win over patterns, long patterns over short ones. */
static int
find_meaning (const GArray *words, const char *text)
{
  g_autofree char *normalized = dup_comparable (text);
  gsize length = strlen (normalized);
  const EnrollPortalWord *best = NULL;

  if (length == 0)
    return 0;

  for (guint i = 0; i < words->len; i++)
    {
      const EnrollPortalWord *word = &g_array_index (words, EnrollPortalWord, i);

      if (word->pattern == NULL)
        {
          if (word->length == length && strcmp (word->text, normalized) == 0)
            return word->meaning;
        }
      else if ((best == NULL || word->length > best->length) &&
               g_pattern_spec_match (word->pattern, length, normalized, NULL))
        {
          best = word;
        }
    }
  return best != NULL ? best->meaning : 0;
}

EnrollPortal *
enroll_portal_ref (EnrollPortal *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_portal_unref (EnrollPortal *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->file);
  g_free (self->name);
  g_free (self->status_page);
  g_strfreev (self->hosts);
  g_strfreev (self->issuer_hosts);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_clear_pointer (&self->link_paths, g_ptr_array_unref);
  g_clear_pointer (&self->other_paths, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->buttons, g_array_unref);
  g_clear_pointer (&self->refusals, g_array_unref);
  g_clear_pointer (&self->signs, g_array_unref);
  g_free (self);
}

/**
 * enroll_portal_get_file:
 * @self: a portal description
 *
 * Returns: (transfer none) (nullable): the path of its file, if it was loaded from one
 */
const char *
enroll_portal_get_file (const EnrollPortal *self)
{
  return self->file;
}

const char *
enroll_portal_get_name (const EnrollPortal *self)
{
  return self->name;
}

const char *
enroll_portal_get_status_page (const EnrollPortal *self)
{
  return self->status_page;
}

/**
 * enroll_portal_set_status_page:
 * @self: a portal description that was just loaded
 * @status_page: https address of the page that the administrator names instead of the file's
 */
void
enroll_portal_set_status_page (EnrollPortal *self, const char *status_page)
{
  g_return_if_fail (status_page != NULL);

  g_free (self->status_page);
  self->status_page = g_strdup (status_page);
}

/**
 * enroll_portal_get_hosts:
 * @self: a portal description
 *
 * Returns: (transfer none): the allowed hosts, lower case, `host` or `host:port`
 */
const char *const *
enroll_portal_get_hosts (const EnrollPortal *self)
{
  return (const char *const *)self->hosts;
}

/**
 * enroll_portal_judge:
 * @self: a portal description
 * @address: what may be a web address
 * @error: return location
 *
 * The host policy: https only, no user, and a host and port that the portal file or the settings
 * name exactly. Whoever goes to @address goes to what comes out, never to @address itself.
 *
 * Returns: (transfer full) (nullable): the address, see enroll_web_address_parse(), if something may
 *   be sent there; else %NULL with %ENROLL_ERROR_HOST_REFUSED, whose message names the host, never
 *   the path
 */
GUri *
enroll_portal_judge (const EnrollPortal *self, const char *address, GError **error)
{
  g_autoptr (GUri) uri = enroll_web_address_parse (address, error);
  g_autofree char *host = NULL;

  if (uri == NULL)
    return NULL;

  host = enroll_text_host_of_uri (uri);
  if (!g_strv_contains (enroll_portal_get_hosts (self), host))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "%s is not an allowed host of the portal",
                   host);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/**
 * enroll_portal_allows:
 * @self: a portal description
 * @address: what may be a web address
 * @error: return location
 *
 * Returns: %TRUE if enroll_portal_judge() lets it pass
 */
gboolean
enroll_portal_allows (const EnrollPortal *self, const char *address, GError **error)
{
  g_autoptr (GUri) uri = enroll_portal_judge (self, address, error);

  return uri != NULL;
}

static gboolean
matches_any (const GPtrArray *patterns, const char *text)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      if (g_pattern_spec_match_string (g_ptr_array_index (patterns, i), text))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_portal_judge_issuer:
 * @self: a portal description
 * @address: what may be a web address
 * @error: return location
 *
 * The host policy for the certificates of authorities: a host that the portal file names for them
 * exactly, and no user information. Not only https: what comes is public, and counts only if its key
 * made a signature that is there already (RFC 5280 section 4.2.2.1). Whoever goes to @address goes to
 * what comes out, never to @address itself.
 *
 * Returns: (transfer full) (nullable): the address, see enroll_web_address_parse_public(), if it may
 *   be fetched; else %NULL with %ENROLL_ERROR_HOST_REFUSED, whose message names the host, never the
 *   path
 */
GUri *
enroll_portal_judge_issuer (const EnrollPortal *self, const char *address, GError **error)
{
  g_autoptr (GUri) uri = enroll_web_address_parse_public (address, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "the place of an authority’s certificate is not a plain link");
      return NULL;
    }

  host = enroll_text_host_of_uri (uri);
  if (!g_strv_contains ((const char *const *)self->issuer_hosts, host))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "%s is not a host that the portal file names for certificates of authorities",
                   host);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/**
 * enroll_portal_expects_issuer:
 * @self: a portal description
 * @name: the name of an authority
 *
 * A name proves nothing; what the user can rely on is the root. It tells a mistake of the portal from
 * what was asked for.
 *
 * Returns: %TRUE if the portal file names @name, or no issuers at all
 */
gboolean
enroll_portal_expects_issuer (const EnrollPortal *self, const char *name)
{
  return self->issuers->len == 0 || matches_any (self->issuers, name);
}

/**
 * enroll_portal_is_enrollment_link:
 * @self: a portal description
 * @address: what may be a web address
 *
 * Returns: %TRUE if @address is allowed and its path, without escapes, is one of an enrollment
 */
gboolean
enroll_portal_is_enrollment_link (const EnrollPortal *self, const char *address)
{
  g_autoptr (GUri) uri = enroll_portal_judge (self, address, NULL);
  /* An escaped slash is one to some servers and none to others. */
  g_autofree char *path = uri != NULL ? g_uri_unescape_string (g_uri_get_path (uri), "/\\") : NULL;

  return path != NULL && matches_any (self->link_paths, path) &&
         !matches_any (self->other_paths, path);
}

EnrollRole
enroll_portal_find_field_role (const EnrollPortal *self, const char *label)
{
  return (EnrollRole)find_meaning (self->fields, label);
}

EnrollRole
enroll_portal_find_button_role (const EnrollPortal *self, const char *label)
{
  return (EnrollRole)find_meaning (self->buttons, label);
}

EnrollRefusal
enroll_portal_find_refusal (const EnrollPortal *self, const char *text)
{
  return (EnrollRefusal)find_meaning (self->refusals, text);
}

/**
 * enroll_portal_says:
 * @self: a portal description
 * @sign: what is looked for
 * @text: a text of the portal
 *
 * Returns: %TRUE if @text is, or contains, a text that the portal file lists for @sign
 */
gboolean
enroll_portal_says (const EnrollPortal *self, EnrollSign sign, const char *text)
{
  g_autofree char *normalized = dup_comparable (text);
  gsize length = strlen (normalized);

  for (guint i = 0; i < self->signs->len; i++)
    {
      const EnrollPortalWord *word = &g_array_index (self->signs, EnrollPortalWord, i);

      if (word->meaning != (int)sign)
        continue;
      if (word->pattern != NULL ? g_pattern_spec_match (word->pattern, length, normalized, NULL)
                                : strcmp (word->text, normalized) == 0)
        return TRUE;
    }
  return FALSE;
}
