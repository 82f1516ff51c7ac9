/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-portal-file.h"

#include <string.h>

/* The text of a portal file: a key file (Desktop Entry Specification) in which every mistake is
 * told with its line. A key file by itself knows no lines, takes any group and key, and takes the
 * last of two. */
struct _EnrollPortalFile
{
  GKeyFile *keys;
  GHashTable *lines;
};

typedef struct
{
  const char *group;
  const char *keys[6];
} KnownGroup;

/* The keys of the last four are words of the vocabulary, which knows them itself. */
static const KnownGroup known_groups[] = {
  { "Portal", { "Name", "Hosts", "StatusPage", "IssuerHosts", "Issuers" } },
  { "Links", { "Paths", "OtherPaths" } },
  { "Fields", { NULL } },
  { "Buttons", { NULL } },
  { "Refusals", { NULL } },
  { "Signs", { NULL } },
};

static void
set_error (GError **error, guint line, const char *reason)
{
  g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_SETTINGS, "line %u: %s", line, reason);
}

static char *
make_place (const char *group, const char *key)
{
  return g_strconcat (group, "\n", key, NULL);
}

static guint
find_line (EnrollPortalFile *self, const char *group, const char *key)
{
  g_autofree char *place = make_place (group, key);
  g_autofree char *heading = make_place (group, NULL);
  gpointer line = g_hash_table_lookup (self->lines, place);

  if (line == NULL)
    line = g_hash_table_lookup (self->lines, heading);
  return line != NULL ? GPOINTER_TO_UINT (line) : 1;
}

static const KnownGroup *
find_group (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_groups); i++)
    {
      if (strcmp (known_groups[i].group, name) == 0)
        return &known_groups[i];
    }
  return NULL;
}

/* “[Name]” */
static const KnownGroup *
read_heading (const char *text, guint line, GError **error)
{
  const char *end = strchr (text, ']');
  g_autofree char *name = end != NULL ? g_strndup (text + 1, (gsize)(end - text - 1)) : NULL;
  g_autofree char *reason = NULL;
  const KnownGroup *group = name != NULL ? find_group (name) : NULL;

  if (end == NULL || end[1] != '\0')
    {
      set_error (error, line, "a heading is “[Group]” and nothing else");
    }
  else if (group == NULL)
    {
      reason = g_strdup_printf ("there is no group [%s] in a portal file", name);
      set_error (error, line, reason);
    }
  return group != NULL && end[1] == '\0' ? group : NULL;
}

static gboolean
check_key (const KnownGroup *group, const char *key, guint line, GError **error)
{
  g_autofree char *reason = NULL;

  if (group == NULL)
    {
      set_error (error, line, "there is no “[Group]” above this line");
      return FALSE;
    }
  if (group->keys[0] == NULL || g_strv_contains (group->keys, key))
    return TRUE;
  reason =
      g_strdup_printf ("group [%s] of the portal file has the unknown key “%s”", group->group, key);
  set_error (error, line, reason);
  return FALSE;
}

static gboolean
note_place (EnrollPortalFile *self, const char *group, const char *key, guint line, GError **error)
{
  g_autofree char *place = make_place (group, key);
  g_autofree char *reason = NULL;
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, place));

  if (first == 0)
    {
      g_hash_table_insert (self->lines, g_steal_pointer (&place), GUINT_TO_POINTER (line));
      return TRUE;
    }
  reason = g_strdup_printf ("%s%s%s is in line %u already",
                            key != NULL ? "“" : "[",
                            key != NULL ? key : group,
                            key != NULL ? "”" : "]",
                            first);
  set_error (error, line, reason);
  return FALSE;
}

static gboolean
read_line (EnrollPortalFile *self, char *text, guint line, const KnownGroup **group, GError **error)
{
  char *equals;

  g_strstrip (text);
  if (text[0] == '\0' || text[0] == '#')
    return TRUE;
  if (text[0] == '[')
    {
      *group = read_heading (text, line, error);
      return *group != NULL && note_place (self, (*group)->group, NULL, line, error);
    }

  equals = strchr (text, '=');
  if (equals == NULL || equals == text)
    {
      set_error (error, line, "this is neither “key=value” nor “[Group]” nor a comment (“#”)");
      return FALSE;
    }
  *equals = '\0';
  g_strchomp (text);
  return check_key (*group, text, line, error) &&
         note_place (self, (*group)->group, text, line, error);
}

static gboolean
read_lines (EnrollPortalFile *self, const char *data, gsize length, GError **error)
{
  g_autofree char *copy = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  const KnownGroup *group = NULL;

  if (strlen (copy) != length)
    {
      set_error (error, 1, "this is not a text file");
      return FALSE;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!g_utf8_validate (lines[i], -1, NULL))
        {
          set_error (error, i + 1, "this line is not UTF-8");
          return FALSE;
        }
      if (!read_line (self, lines[i], i + 1, &group, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * enroll_portal_file_new:
 * @data: text of a portal file
 * @length: its length in bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the groups and keys of the file; or %NULL with
 *   %ENROLL_ERROR_SETTINGS, whose message begins with the line
 */
EnrollPortalFile *
enroll_portal_file_new (const char *data, gsize length, GError **error)
{
  g_autoptr (EnrollPortalFile) self = g_new0 (EnrollPortalFile, 1);
  g_autoptr (GError) local_error = NULL;

  self->keys = g_key_file_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_lines (self, data, length, error))
    return NULL;
  if (!g_key_file_load_from_data (self->keys,
                                  data,
                                  length,
                                  G_KEY_FILE_KEEP_TRANSLATIONS,
                                  &local_error))
    {
      set_error (error, 1, local_error->message);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
enroll_portal_file_free (EnrollPortalFile *self)
{
  g_clear_pointer (&self->keys, g_key_file_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_free (self);
}

/**
 * enroll_portal_file_dup_keys:
 * @self: a portal file
 * @group: one of its groups
 *
 * Returns: (transfer full) (nullable): the keys of @group, with their languages; %NULL without it
 */
char **
enroll_portal_file_dup_keys (EnrollPortalFile *self, const char *group)
{
  return g_key_file_get_keys (self->keys, group, NULL, NULL);
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND) ||
         g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND);
}

/**
 * enroll_portal_file_dup_text:
 * @self: a portal file
 * @group: a group
 * @key: a key
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the value of @key; %NULL without an error if there is none
 */
char *
enroll_portal_file_dup_text (EnrollPortalFile *self,
                             const char *group,
                             const char *key,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *text = g_key_file_get_string (self->keys, group, key, &local_error);

  if (text == NULL && !is_absent (local_error))
    enroll_portal_file_set_error (self, group, key, error, "%s", local_error->message);
  return text != NULL ? g_strchomp (text) : NULL;
}

/**
 * enroll_portal_file_dup_list:
 * @self: a portal file
 * @group: a group
 * @key: a key
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the values of @key, none if it is not there; %NULL with
 *   %ENROLL_ERROR_SETTINGS if one cannot be read
 */
char **
enroll_portal_file_dup_list (EnrollPortalFile *self,
                             const char *group,
                             const char *key,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char **list = g_key_file_get_string_list (self->keys, group, key, NULL, &local_error);

  if (list != NULL)
    return list;
  if (is_absent (local_error))
    return g_new0 (char *, 1);
  enroll_portal_file_set_error (self, group, key, error, "%s", local_error->message);
  return NULL;
}

/**
 * enroll_portal_file_set_error:
 * @self: a portal file
 * @group: where the mistake is
 * @key: (nullable): its key
 * @error: return location
 * @format: the reason
 * @...: what belongs into it
 *
 * Says that a value is wrong, with its line: %ENROLL_ERROR_SETTINGS.
 */
void
enroll_portal_file_set_error (EnrollPortalFile *self,
                              const char *group,
                              const char *key,
                              GError **error,
                              const char *format,
                              ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  set_error (error, find_line (self, group, key), reason);
}
