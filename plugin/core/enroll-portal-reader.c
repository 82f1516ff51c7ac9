/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-portal-file.h"
#include "enroll-portal-private.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

/* Makes a portal of a portal file. */

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
  EnrollPortalWord *word = data;

  g_free (word->text);
  g_clear_pointer (&word->pattern, g_pattern_spec_free);
}

static void
add_word (GArray *words, int meaning, const char *text)
{
  EnrollPortalWord word = { .meaning = meaning };

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

/* A word without any text in it would mean everything. */
static gboolean
is_word (const char *text)
{
  return text[strspn (text, "* \t")] != '\0';
}

/* Reads one group of the file. Keys are nicks, with any languages: `email`, `email[de]`. */
static gboolean
read_words (EnrollPortalFile *file,
            const char *group,
            NickFunc get_nick,
            int n_meanings,
            GArray **words,
            GError **error)
{
  g_auto (GStrv) keys = enroll_portal_file_dup_keys (file, group);

  *words = g_array_new (FALSE, TRUE, sizeof (EnrollPortalWord));
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
          enroll_portal_file_set_error (file,
                                        group,
                                        keys[i],
                                        error,
                                        "group [%s] of the portal file has the unknown key “%s”",
                                        group,
                                        keys[i]);
          return FALSE;
        }

      texts = enroll_portal_file_dup_list (file, group, keys[i], error);
      for (guint j = 0; texts != NULL && texts[j] != NULL; j++)
        {
          if (!is_word (texts[j]))
            {
              enroll_portal_file_set_error (
                  file,
                  group,
                  keys[i],
                  error,
                  "“%s” has the text “%s”, which fits everything or nothing",
                  keys[i],
                  texts[j]);
              return FALSE;
            }
          add_word (*words, meaning, texts[j]);
        }
      if (texts == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_patterns (EnrollPortalFile *file,
               const char *group,
               const char *key,
               GPtrArray **patterns,
               GError **error)
{
  g_auto (GStrv) texts = enroll_portal_file_dup_list (file, group, key, error);

  *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_pattern_spec_free);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (*patterns, g_pattern_spec_new (texts[i]));
  return texts != NULL;
}

static char *
dup_host (const char *candidate)
{
  g_autofree char *host = g_strstrip (g_strdup (candidate));
  g_autofree char *text = g_strconcat ("https://", host, NULL);
  g_autoptr (GUri) uri =
      strpbrk (host, "/?#") == NULL ? enroll_web_address_parse (text, NULL) : NULL;

  return uri != NULL ? enroll_text_host_of_uri (uri) : NULL;
}

static gboolean
add_setting_hosts (GPtrArray *hosts, const char *const *candidates, GError **error)
{
  for (guint i = 0; candidates != NULL && candidates[i] != NULL; i++)
    {
      char *host = dup_host (candidates[i]);

      if (host == NULL)
        {
          g_set_error (error,
                       ENROLL_ERROR,
                       ENROLL_ERROR_SETTINGS,
                       "allowed-hosts: “%s” is not a host or host:port",
                       candidates[i]);
          return FALSE;
        }
      g_ptr_array_add (hosts, host);
    }
  return TRUE;
}

static gboolean
read_hosts (EnrollPortalFile *file,
            const char *key,
            const char *const *more_hosts,
            char ***list,
            GError **error)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) own_hosts = enroll_portal_file_dup_list (file, "Portal", key, error);

  for (guint i = 0; own_hosts != NULL && own_hosts[i] != NULL; i++)
    {
      char *host = dup_host (own_hosts[i]);

      if (host == NULL)
        {
          enroll_portal_file_set_error (file,
                                        "Portal",
                                        key,
                                        error,
                                        "“%s” is not a host or host:port",
                                        own_hosts[i]);
          return FALSE;
        }
      g_ptr_array_add (hosts, host);
    }
  if (own_hosts == NULL || !add_setting_hosts (hosts, more_hosts, error))
    return FALSE;

  g_ptr_array_add (hosts, NULL);
  *list = (char **)g_ptr_array_steal (hosts, NULL);
  return TRUE;
}

static gboolean
read_about (EnrollPortal *self, EnrollPortalFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->name = enroll_portal_file_dup_text (file, "Portal", "Name", &local_error);
  if (local_error == NULL)
    self->status_page = enroll_portal_file_dup_text (file, "Portal", "StatusPage", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->name == NULL || self->name[0] == '\0')
    {
      enroll_portal_file_set_error (file, "Portal", "Name", error, "group [Portal] needs a Name");
      return FALSE;
    }
  if (self->status_page != NULL && !enroll_web_address_is_one (self->status_page))
    {
      enroll_portal_file_set_error (file,
                                    "Portal",
                                    "StatusPage",
                                    error,
                                    "“%s” is not an https address",
                                    self->status_page);
      return FALSE;
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
 * Returns: (transfer full) (nullable): the description, or %NULL with %ENROLL_ERROR_SETTINGS, whose
 *   message begins with the line if it is about the file
 */
EnrollPortal *
enroll_portal_new_from_data (const char *data,
                             gsize length,
                             const char *const *allowed_hosts,
                             GError **error)
{
  g_autoptr (EnrollPortal) self = NULL;
  g_autoptr (EnrollPortalFile) file = enroll_portal_file_new (data, length, error);

  if (file == NULL)
    return NULL;

  self = g_new0 (EnrollPortal, 1);
  g_atomic_ref_count_init (&self->references);
  if (!read_about (self, file, error) ||
      !read_hosts (file, "Hosts", allowed_hosts, &self->hosts, error) ||
      !read_hosts (file, "IssuerHosts", NULL, &self->issuer_hosts, error) ||
      !read_patterns (file, "Portal", "Issuers", &self->issuers, error) ||
      !read_patterns (file, "Links", "Paths", &self->link_paths, error) ||
      !read_patterns (file, "Links", "OtherPaths", &self->other_paths, error) ||
      !read_words (file, "Fields", get_field_nick, ENROLL_N_ROLES, &self->fields, error) ||
      !read_words (file, "Buttons", get_button_nick, ENROLL_N_ROLES, &self->buttons, error) ||
      !read_words (file, "Refusals", get_refusal_nick, ENROLL_N_REFUSALS, &self->refusals, error) ||
      !read_words (file, "Signs", get_sign_nick, ENROLL_N_SIGNS, &self->signs, error))
    return NULL;
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
      g_autoptr (GError) local_error = NULL;
      EnrollPortal *self = NULL;
      gsize length;

      if (g_file_get_contents (path, &data, &length, &local_error))
        {
          self = enroll_portal_new_from_data (data, length, allowed_hosts, error);
          if (self != NULL)
            {
              self->file = g_steal_pointer (&path);
              return self;
            }
          g_prefix_error (error, "%s, ", path);
          return NULL;
        }
      /* A file that is there but cannot be read is not silently replaced by another one. */
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
          !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        {
          g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_SETTINGS, "%s", local_error->message);
          return NULL;
        }
    }

  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_SETTINGS,
               "there is no portal file “%s.portal”",
               id);
  return NULL;
}
