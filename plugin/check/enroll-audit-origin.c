/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-audit.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Who has set a value. The settings themselves tell only the value. */

/**
 * enroll_origin_get_nick:
 * @origin: an origin
 *
 * Returns: a word for it
 */
const char *
enroll_origin_get_nick (EnrollOrigin origin)
{
  static const char *const nicks[ENROLL_N_ORIGINS] = {
    [ENROLL_ORIGIN_DEFAULT] = "default",
    [ENROLL_ORIGIN_OVERRIDE] = "override",
    [ENROLL_ORIGIN_SYSTEM] = "system",
    [ENROLL_ORIGIN_USER] = "user",
  };

  return nicks[origin];
}

/* The default that the administrator gave the back end, such as a system database of dconf. */
static gboolean
has_system_default (GSettings *gsettings, GSettingsSchema *schema, const char *key)
{
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (schema, key);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *path = g_strconcat (g_settings_schema_get_path (schema), key, NULL);

  g_object_get (gsettings, "backend", &backend, NULL);
  if (backend == NULL)
    return FALSE;
  value = G_SETTINGS_BACKEND_GET_CLASS (backend)
              ->read (backend, path, g_settings_schema_key_get_value_type (schema_key), TRUE);
  return value != NULL;
}

static gboolean
has_schema (const char *directory)
{
  g_autoptr (GSettingsSchemaSource) source =
      g_settings_schema_source_new_from_directory (directory, NULL, FALSE, NULL);
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, ENROLL_SCHEMA, FALSE) : NULL;

  return schema != NULL;
}

/* The folder whose compiled schema is the one that counts; in the order of GSettings. */
static char *
find_schema_directory (EnrollConfiguration *configuration)
{
  const char *variable = g_getenv ("GSETTINGS_SCHEMA_DIR");
  const char *own = enroll_configuration_get_data_directory (configuration);
  const char *const *system = g_get_system_data_dirs ();
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) extra =
      g_strsplit (variable != NULL ? variable : "", G_SEARCHPATH_SEPARATOR_S, -1);

  for (guint i = 0; extra[i] != NULL; i++)
    g_ptr_array_add (candidates, g_strdup (extra[i]));
  g_ptr_array_add (candidates,
                   g_build_filename (g_get_user_data_dir (), "glib-2.0", "schemas", NULL));
  for (guint i = 0; system[i] != NULL; i++)
    g_ptr_array_add (candidates, g_build_filename (system[i], "glib-2.0", "schemas", NULL));
  if (own != NULL)
    g_ptr_array_add (candidates, g_build_filename (own, "glib-2.0", "schemas", NULL));

  for (guint i = 0; i < candidates->len; i++)
    {
      const char *directory = g_ptr_array_index (candidates, i);

      if (directory[0] != '\0' && has_schema (directory))
        return g_strdup (directory);
    }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The override files of a folder, in the order in which they count: the last one wins. */
static GPtrArray *
list_overrides (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".gschema.override"))
        g_ptr_array_add (paths, g_build_filename (directory, name, NULL));
    }
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/* The group for all desktops, or the one for the desktop that runs. */
static char *
find_override (const char *path, const char *key)
{
  const char *desktops = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) names = g_strsplit (desktops != NULL ? desktops : "", ":", -1);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *group = g_strconcat (ENROLL_SCHEMA ":", names[i], NULL);
      char *value = g_key_file_get_value (file, group, key, NULL);

      if (value != NULL)
        return value;
    }
  return g_key_file_get_value (file, ENROLL_SCHEMA, key, NULL);
}

/* An override that nobody compiled has no effect. */
static void
check_compiled (EnrollAuditKey *key, GSettings *gsettings, const char *directory, const char *text)
{
  g_autoptr (GVariant) compiled = g_settings_get_default_value (gsettings, key->key);
  g_autoptr (GVariant) wanted =
      g_variant_parse (g_variant_get_type (compiled), text, NULL, NULL, NULL);

  if (wanted == NULL)
    {
      enroll_audit_add_remark (key->remarks,
                               TRUE,
                               /* Translators: a file, and a type of GVariant such as “as”. */
                               _ ("%s sets this to something that is not of type “%s”"),
                               key->override_file,
                               g_variant_get_type_string (compiled));
    }
  else if (!g_variant_equal (compiled, wanted) && key->origin == ENROLL_ORIGIN_OVERRIDE)
    {
      enroll_audit_add_remark (
          key->remarks,
          TRUE,
          /* Translators: a file, and its folder; the rest is the name of a program. */
          _ ("%s has no effect yet: run glib-compile-schemas %s"),
          key->override_file,
          directory);
    }
}

static void
find_override_file (EnrollAudit *self, EnrollAuditKey *key, GSettings *gsettings)
{
  g_autofree char *directory = find_schema_directory (self->configuration);
  g_autoptr (GPtrArray) overrides = NULL;
  g_autofree char *text = NULL;

  if (directory == NULL)
    return;
  overrides = list_overrides (directory);
  for (guint i = 0; i < overrides->len; i++)
    {
      char *found = find_override (g_ptr_array_index (overrides, i), key->key);

      if (found == NULL)
        continue;
      g_free (text);
      text = found;
      g_free (key->override_file);
      key->override_file = g_strdup (g_ptr_array_index (overrides, i));
    }
  if (text == NULL)
    return;
  key->origin = ENROLL_ORIGIN_OVERRIDE;
  check_compiled (key, gsettings, directory, text);
}

/**
 * enroll_audit_find_origin:
 * @self: the audit
 * @key: a key whose lock is known
 *
 * Finds out who has set @key.
 */
void
enroll_audit_find_origin (EnrollAudit *self, EnrollAuditKey *key)
{
  GSettings *gsettings = enroll_configuration_get_gsettings (self->configuration);
  g_autoptr (GVariant) user_value = g_settings_get_user_value (gsettings, key->key);
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (gsettings, "settings-schema", &schema, NULL);
  if (user_value != NULL && !key->is_locked)
    {
      key->origin = ENROLL_ORIGIN_USER;
    }
  else if (has_system_default (gsettings, schema, key->key))
    {
      key->origin = ENROLL_ORIGIN_SYSTEM;
    }
  else
    {
      find_override_file (self, key, gsettings);
    }
}
