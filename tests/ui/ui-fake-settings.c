/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "ui-fake-settings.h"

#include "enroll-configuration.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

/* GSettings of the schema of this build, in a folder of their own, with an administrator's
 * defaults and locks. The back end is GLib's own for key files. */

#define GROUP "[org/gnome/evolution/plugin/smime-enrollment]\n"
#define PATH "/org/gnome/evolution/plugin/smime-enrollment/"

static void
write_file (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, text, -1, &error))
    g_error ("%s", error->message);
}

static void
remove_folder (gpointer data)
{
  static const char *const names[] = { "defaults", "locks", "user" };
  char *directory = data;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (directory);
  g_free (directory);
}

/**
 * ui_fake_settings_new:
 * @is_locked: whether an administrator has set and locked the bar (off) and signing (on)
 *
 * Needs GSETTINGS_SCHEMA_DIR.
 *
 * Returns: (transfer full): settings that nobody else changes
 */
GSettings *
ui_fake_settings_new (gboolean is_locked)
{
  char *directory = g_dir_make_tmp ("enroll-settings-XXXXXX", NULL);
  g_autofree char *user = g_build_filename (directory, "user", NULL);
  g_autoptr (GSettingsBackend) known = g_keyfile_settings_backend_new (user, "/", NULL);
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettings *settings;

  write_file (directory,
              "defaults",
              is_locked ? GROUP "show-banner=false\nsign-by-default=true\n" : "");
  write_file (directory, "locks", is_locked ? PATH "show-banner\n" PATH "sign-by-default\n" : "");
  write_file (directory, "user", GROUP "show-banner=true\nsign-by-default=false\n");
  backend = g_object_new (G_OBJECT_TYPE (known),
                          "filename",
                          user,
                          "root-path",
                          "/",
                          "defaults-dir",
                          directory,
                          NULL);
  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                            ENROLL_SCHEMA,
                                            TRUE);
  settings = g_settings_new_full (schema, backend, NULL);
  g_object_set_data_full (G_OBJECT (settings), "folder", directory, remove_folder);
  return settings;
}
