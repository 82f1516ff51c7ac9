/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-portal.h"
#include "enroll-text.h"

#include <string.h>

/* A text or pattern of the vocabulary. With `*` it matches like a shell pattern. */
typedef struct
{
  int meaning;
  char *text;
  gsize length;
  GPatternSpec *pattern;
} Word;

/* The description of one authority's web site, read from a key file (data/portals/). */
struct _EnrollPortal
{
  gatomicrefcount references;
  char *name;
  char *status_page;
  char **hosts;
  GPtrArray *link_paths;
  GPtrArray *other_paths;
  GArray *fields;
  GArray *buttons;
  GArray *refusals;
  GArray *signs;
};

G_DEFINE_BOXED_TYPE (EnrollPortal, enroll_portal, enroll_portal_ref, enroll_portal_unref)

/* clang-format off */
static const char *const sign_nicks[ENROLL_N_SIGNS] = {
  [ENROLL_SIGN_WAIT] = "wait",
  [ENROLL_SIGN_MAIL_SENT] = "mail-sent",
  [ENROLL_SIGN_METHOD_REQUEST] = "method-request",
  [ENROLL_SIGN_PROTECTION_STRONG] = "protection-strong",
  [ENROLL_SIGN_PLACEHOLDER] = "placeholder",
};
/* clang-format on */

typedef const char *(*NickFunc) (int meaning);

static const char *
get_field_nick (int meaning)
{
  return enroll_role_is_button (meaning) ? NULL : enroll_role_get_nick (meaning);
}

static const char *
get_button_nick (int meaning)
{
  return enroll_role_is_button (meaning) ? enroll_role_get_nick (meaning) : NULL;
}

static const char *
get_refusal_nick (int meaning)
{
  return enroll_refusal_get_nick (meaning);
}

static const char *
get_sign_nick (int meaning)
{
  return sign_nicks[meaning];
}

static void
word_clear (gpointer data)
{
  Word *word = data;

  g_free (word->text);
  g_clear_pointer (&word->pattern, g_pattern_spec_free);
}

static void
add_word (GArray *words, int meaning, const char *text)
{
  Word word = { .meaning = meaning };

  if (strchr (text, '*') != NULL)
    {
      g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
      g_autofree char *collapsed = enroll_text_collapse (composed != NULL ? composed : "");

      word.text = g_utf8_casefold (collapsed, -1);
      word.pattern = g_pattern_spec_new (word.text);
    }
  else
    {
      word.text = enroll_text_normalize (text);
    }
  word.length = strlen (word.text);
  g_array_append_val (words, word);
}

/* Exact texts win over patterns, long patterns over short ones. */
static int
find_meaning (const GArray *words, const char *text)
{
  g_autofree char *normalized = enroll_text_normalize (text);
  gsize length = strlen (normalized);
  const Word *best = NULL;

  if (length == 0)
    return 0;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

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

/* Reads one group of the file. Keys are nicks, with any languages: `email`, `email[de]`. */
static gboolean
read_words (GKeyFile *file,
            const char *group,
            NickFunc get_nick,
            int n_meanings,
            GArray **words,
            GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  *words = g_array_new (FALSE, TRUE, sizeof (Word));
  g_array_set_clear_func (*words, word_clear);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *nick = g_strndup (keys[i], strcspn (keys[i], "["));
      g_auto (GStrv) texts = NULL;
      int meaning = 0;

      while (meaning < n_meanings && g_strcmp0 (get_nick (meaning), nick) != 0)
        meaning++;
      if (meaning == n_meanings)
        {
          g_set_error (error,
                       ENROLL_ERROR,
                       ENROLL_ERROR_SETTINGS,
                       "group [%s] of the portal file has the unknown key “%s”",
                       group,
                       keys[i]);
          return FALSE;
        }

      texts = g_key_file_get_string_list (file, group, keys[i], NULL, error);
      if (texts == NULL)
        return FALSE;
      for (guint j = 0; texts[j] != NULL; j++)
        add_word (*words, meaning, texts[j]);
    }
  return TRUE;
}

static GPtrArray *
read_patterns (GKeyFile *file, const char *group, const char *key)
{
  g_auto (GStrv) texts = g_key_file_get_string_list (file, group, key, NULL, NULL);
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_pattern_spec_free);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (patterns, g_pattern_spec_new (texts[i]));
  return patterns;
}

static gboolean
add_hosts (GPtrArray *hosts, const char *const *candidates, GError **error)
{
  for (guint i = 0; candidates != NULL && candidates[i] != NULL; i++)
    {
      g_autofree char *host = g_ascii_strdown (candidates[i], -1);

      g_strstrip (host);
      if (host[0] == '\0' || strpbrk (host, "/*@? ") != NULL || !g_str_is_ascii (host))
        {
          g_set_error (error,
                       ENROLL_ERROR,
                       ENROLL_ERROR_SETTINGS,
                       "“%s” is not a host or host:port",
                       candidates[i]);
          return FALSE;
        }
      if (g_str_has_suffix (host, ":443"))
        host[strlen (host) - strlen (":443")] = '\0';
      g_ptr_array_add (hosts, g_steal_pointer (&host));
    }
  return TRUE;
}

/**
 * enroll_portal_new_from_data:
 * @data: text of a portal file: a key file with the groups Portal, Links, Fields, Buttons,
 *   Refusals and Signs
 * @length: its length in bytes
 * @allowed_hosts: (nullable): more hosts, `host` or `host:port`; without a port 443 only
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the description, or %NULL with %ENROLL_ERROR_SETTINGS or
 *   a #GKeyFileError
 */
EnrollPortal *
enroll_portal_new_from_data (const char *data,
                             gsize length,
                             const char *const *allowed_hosts,
                             GError **error)
{
  g_autoptr (EnrollPortal) self = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) own_hosts = NULL;

  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return NULL;

  self = g_new0 (EnrollPortal, 1);
  g_atomic_ref_count_init (&self->references);
  self->name = g_key_file_get_string (file, "Portal", "Name", error);
  if (self->name == NULL)
    return NULL;
  self->status_page = g_key_file_get_string (file, "Portal", "StatusPage", NULL);
  own_hosts = g_key_file_get_string_list (file, "Portal", "Hosts", NULL, NULL);
  self->link_paths = read_patterns (file, "Links", "Paths");
  self->other_paths = read_patterns (file, "Links", "OtherPaths");

  if (!add_hosts (hosts, (const char *const *)own_hosts, error) ||
      !add_hosts (hosts, allowed_hosts, error) ||
      !read_words (file, "Fields", get_field_nick, ENROLL_N_ROLES, &self->fields, error) ||
      !read_words (file, "Buttons", get_button_nick, ENROLL_N_ROLES, &self->buttons, error) ||
      !read_words (file, "Refusals", get_refusal_nick, ENROLL_N_REFUSALS, &self->refusals, error) ||
      !read_words (file, "Signs", get_sign_nick, ENROLL_N_SIGNS, &self->signs, error))
    return NULL;

  g_ptr_array_add (hosts, NULL);
  self->hosts = (char **)g_ptr_array_steal (hosts, NULL);
  return g_steal_pointer (&self);
}

/**
 * enroll_portal_load:
 * @id: id of the portal, the base name of its file
 * @directories: where to look, first match wins
 * @allowed_hosts: (nullable): see enroll_portal_new_from_data()
 * @error: return location
 *
 * Reads a small local file.
 *
 * Returns: (transfer full) (nullable): the description
 */
EnrollPortal *
enroll_portal_load (const char *id,
                    const char *const *directories,
                    const char *const *allowed_hosts,
                    GError **error)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; strchr (id, '/') == NULL && directories[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (id, ".portal", NULL);
      g_autofree char *path = g_build_filename (directories[i], name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      if (g_file_get_contents (path, &data, &length, NULL))
        {
          EnrollPortal *self = enroll_portal_new_from_data (data, length, allowed_hosts, error);

          if (self == NULL)
            g_prefix_error (error, "failed to read %s: ", path);
          return self;
        }
    }

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_SETTINGS,
               "there is no portal file “%s.portal”",
               id);
  return NULL;
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

  g_free (self->name);
  g_free (self->status_page);
  g_strfreev (self->hosts);
  g_clear_pointer (&self->link_paths, g_ptr_array_unref);
  g_clear_pointer (&self->other_paths, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->buttons, g_array_unref);
  g_clear_pointer (&self->refusals, g_array_unref);
  g_clear_pointer (&self->signs, g_array_unref);
  g_free (self);
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
 * enroll_portal_allows:
 * @self: a portal description
 * @uri: an absolute URI
 * @error: return location
 *
 * The host policy: https only, no user information, and a host and port that the portal file or
 * the settings name exactly. A host with other than ASCII characters is never allowed.
 *
 * Returns: %TRUE if something may be sent to @uri; else %FALSE with %ENROLL_ERROR_HOST_REFUSED,
 *   whose message names the host, never the path
 */
gboolean
enroll_portal_allows (const EnrollPortal *self, const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *host = NULL;
  g_autofree char *named = NULL;
  g_autofree char *host_and_port = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  /* The parser would map look-alike characters to ASCII. */
  if (g_str_is_ascii (uri))
    parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || g_uri_get_host (parsed)[0] == '\0')
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED, "a link is not an address");
      return FALSE;
    }

  host = g_ascii_strdown (g_uri_get_host (parsed), -1);
  if (g_strcmp0 (g_uri_get_scheme (parsed), "https") != 0 || g_uri_get_userinfo (parsed) != NULL)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "a link to %s is not a plain https link",
                   host);
      return FALSE;
    }

  named = enroll_text_host_of_uri (parsed);
  host_and_port = g_ascii_strdown (named, -1);
  if (!g_strv_contains (enroll_portal_get_hosts (self), host_and_port))
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "%s is not an allowed host of the portal",
                   host_and_port);
      return FALSE;
    }
  return TRUE;
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
 * enroll_portal_is_enrollment_link:
 * @self: a portal description
 * @uri: an absolute URI
 *
 * Returns: %TRUE if @uri is allowed and its path is one of an enrollment
 */
gboolean
enroll_portal_is_enrollment_link (const EnrollPortal *self, const char *uri)
{
  g_autoptr (GUri) parsed = NULL;
  const char *path;

  if (!enroll_portal_allows (self, uri, NULL))
    return FALSE;

  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  path = g_uri_get_path (parsed);
  return matches_any (self->link_paths, path) && !matches_any (self->other_paths, path);
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
  g_autofree char *normalized = enroll_text_normalize (text);
  gsize length = strlen (normalized);

  for (guint i = 0; i < self->signs->len; i++)
    {
      const Word *word = &g_array_index (self->signs, Word, i);

      if (word->meaning != (int)sign)
        continue;
      if (word->pattern != NULL ? g_pattern_spec_match (word->pattern, length, normalized, NULL)
                                : strcmp (word->text, normalized) == 0)
        return TRUE;
    }
  return FALSE;
}
