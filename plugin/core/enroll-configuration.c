/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"
#include "directories.h"

#include "enroll-configuration.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

#define N_LEVELS 6

/* The GSettings and the portal file that they name, read when first needed and again after a
 * change. Main thread. */
struct _EnrollConfiguration
{
  GObject parent_instance;

  char *data_directory;
  GSettings *gsettings;
  EnrollSettings *settings;
  EnrollPortal *portal;
  GError *portal_error;
};

G_DEFINE_FINAL_TYPE (EnrollConfiguration, enroll_configuration, G_TYPE_OBJECT)

/* The data folder that belongs to where a program or module lies: it may have been installed into
 * a user's home or another prefix. <prefix>/lib/evolution/modules/module.so -> <prefix>/share */
static char *
find_data_directory (const char *program_file)
{
  g_autofree char *prefix = g_path_get_dirname (program_file);

  for (guint i = 0; i < N_LEVELS; i++)
    {
      g_autofree char *data = g_build_filename (prefix, "share", NULL);
      g_autofree char *own = g_build_filename (data, GETTEXT_PACKAGE, NULL);
      char *parent;

      if (g_file_test (own, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&data);
      parent = g_path_get_dirname (prefix);
      g_free (prefix);
      prefix = parent;
    }
  return NULL;
}

/* g_settings_new() would abort Evolution if the schema were missing. */
static GSettings *
open_settings (const char *data_directory)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaSource) own_source = NULL;
  g_autofree char *directory = data_directory != NULL
                                   ? g_build_filename (data_directory, "glib-2.0", "schemas", NULL)
                                   : NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, ENROLL_SCHEMA, TRUE);
  if (schema == NULL && directory != NULL)
    {
      own_source = g_settings_schema_source_new_from_directory (directory, source, TRUE, NULL);
      if (own_source != NULL)
        schema = g_settings_schema_source_lookup (own_source, ENROLL_SCHEMA, TRUE);
    }
  if (schema == NULL)
    {
      g_message ("the schema " ENROLL_SCHEMA " is not installed; its defaults are used");
      return NULL;
    }
  return g_settings_new_full (schema, NULL, NULL);
}

static void
forget (EnrollConfiguration *self)
{
  g_clear_pointer (&self->settings, enroll_settings_unref);
  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_error (&self->portal_error);
}

static void
settings_changed_cb (GSettings *gsettings, const char *key, gpointer user_data)
{
  forget (user_data);
}

static void
enroll_configuration_dispose (GObject *object)
{
  EnrollConfiguration *self = ENROLL_CONFIGURATION (object);

  g_clear_object (&self->gsettings);
  forget (self);

  G_OBJECT_CLASS (enroll_configuration_parent_class)->dispose (object);
}

static void
enroll_configuration_finalize (GObject *object)
{
  g_free (ENROLL_CONFIGURATION (object)->data_directory);

  G_OBJECT_CLASS (enroll_configuration_parent_class)->finalize (object);
}

static void
enroll_configuration_class_init (EnrollConfigurationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = enroll_configuration_dispose;
  object_class->finalize = enroll_configuration_finalize;
}

static void
enroll_configuration_init (EnrollConfiguration *self)
{
}

/**
 * enroll_configuration_new:
 * @program_file: (nullable): path of the program or module, which may lie in another prefix than
 *   the one that it was built for
 *
 * Returns: (transfer full): the configuration of this user on this computer
 */
EnrollConfiguration *
enroll_configuration_new (const char *program_file)
{
  EnrollConfiguration *self = g_object_new (ENROLL_TYPE_CONFIGURATION, NULL);

  if (program_file != NULL)
    self->data_directory = find_data_directory (program_file);
  self->gsettings = open_settings (self->data_directory);
  if (self->gsettings != NULL)
    g_signal_connect_object (self->gsettings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  return self;
}

/**
 * enroll_configuration_get_gsettings:
 * @self: the configuration
 *
 * Returns: (transfer none) (nullable): where the settings are read from; %NULL if the schema is not
 *   installed
 */
GSettings *
enroll_configuration_get_gsettings (EnrollConfiguration *self)
{
  g_return_val_if_fail (ENROLL_IS_CONFIGURATION (self), NULL);

  return self->gsettings;
}

/**
 * enroll_configuration_get_data_directory:
 * @self: the configuration
 *
 * Returns: (transfer none) (nullable): the data folder beside the program, if it has files of ours
 */
const char *
enroll_configuration_get_data_directory (EnrollConfiguration *self)
{
  g_return_val_if_fail (ENROLL_IS_CONFIGURATION (self), NULL);

  return self->data_directory;
}

/**
 * enroll_configuration_dup_portal_directories:
 * @self: the configuration
 *
 * The administrator's folder comes first and the user's last, so that no user's file hides one of
 * the administrator or of the package.
 *
 * Returns: (transfer full): where portal files are looked for; the first one that has it wins
 */
char **
enroll_configuration_dup_portal_directories (EnrollConfiguration *self)
{
  const char *const *system = g_get_system_data_dirs ();
  GPtrArray *directories = g_ptr_array_new ();

  g_ptr_array_add (directories, g_strdup (ENROLL_ADMIN_PORTALDIR));
  for (guint i = 0; system[i] != NULL; i++)
    g_ptr_array_add (directories, g_build_filename (system[i], GETTEXT_PACKAGE, "portals", NULL));
  g_ptr_array_add (directories, g_strdup (ENROLL_PORTALDIR));
  if (self->data_directory != NULL)
    {
      g_ptr_array_add (directories,
                       g_build_filename (self->data_directory, GETTEXT_PACKAGE, "portals", NULL));
    }
  g_ptr_array_add (directories,
                   g_build_filename (g_get_user_data_dir (), GETTEXT_PACKAGE, "portals", NULL));
  g_ptr_array_add (directories, NULL);
  return (char **)g_ptr_array_free (directories, FALSE);
}

static gboolean
get_switch (EnrollConfiguration *self, const char *key)
{
  return self->gsettings == NULL || g_settings_get_boolean (self->gsettings, key);
}

gboolean
enroll_configuration_is_enabled (EnrollConfiguration *self)
{
  return get_switch (self, "enabled");
}

gboolean
enroll_configuration_shows_banner (EnrollConfiguration *self)
{
  return get_switch (self, "enabled") && get_switch (self, "show-banner");
}

gboolean
enroll_configuration_intercepts_links (EnrollConfiguration *self)
{
  return get_switch (self, "enabled") && get_switch (self, "intercept-links");
}

static char *
dup_text (GSettings *gsettings, const char *key)
{
  g_autofree char *text = g_strstrip (g_settings_get_string (gsettings, key));

  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/* What is opened from here is https; anything else is told by the check program. */
static char *
dup_link (GSettings *gsettings, const char *key)
{
  g_autofree char *link = dup_text (gsettings, key);

  return link != NULL && enroll_web_address_is_one (link) ? g_steal_pointer (&link) : NULL;
}

static char **
dup_list (GSettings *gsettings, const char *key)
{
  g_auto (GStrv) items = g_settings_get_strv (gsettings, key);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; items[i] != NULL; i++)
    {
      if (g_strstrip (items[i])[0] != '\0')
        g_ptr_array_add (list, g_strdup (items[i]));
    }
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

static void
replace_list (char ***list, GSettings *gsettings, const char *key)
{
  g_strfreev (*list);
  *list = dup_list (gsettings, key);
}

static guint
read_key_bits (GSettings *gsettings)
{
  g_autofree char *key_type = g_settings_get_string (gsettings, "key-type");

  if (strcmp (key_type, "rsa-2048") == 0)
    return 2048;
  return strcmp (key_type, "rsa-4096") == 0 ? 4096 : 3072;
}

static void
read_settings (EnrollSettings *settings, GSettings *gsettings)
{
  char *access_code = dup_text (gsettings, "access-code");
  char *portal = dup_text (gsettings, "portal");

  settings->endpoint = dup_text (gsettings, "endpoint");
  if (portal != NULL)
    {
      g_free (settings->portal);
      settings->portal = portal;
    }
  settings->account = dup_text (gsettings, "account");
  if (access_code != NULL)
    settings->access_code = enroll_secret_new (access_code);
  enroll_wipe_string (access_code);
  replace_list (&settings->allowed_hosts, gsettings, "allowed-hosts");
  replace_list (&settings->allowed_domains, gsettings, "allowed-domains");
  replace_list (&settings->agreed_terms, gsettings, "agreed-terms");
  settings->tls_ca_file = dup_text (gsettings, "tls-ca-file");
  settings->certificate_profile = dup_text (gsettings, "certificate-profile");
  settings->certificate_term = dup_text (gsettings, "certificate-term");
  settings->key_bits = read_key_bits (gsettings);
  settings->server_made_keys = g_settings_get_boolean (gsettings, "server-made-keys");
  settings->sign_by_default = g_settings_get_boolean (gsettings, "sign-by-default");
  settings->encrypt_by_default = g_settings_get_boolean (gsettings, "encrypt-by-default");
  settings->authserv_id = dup_text (gsettings, "authserv-id");
  settings->organization = dup_text (gsettings, "organization-name");
  settings->support_contact = dup_text (gsettings, "support-contact");
  settings->support_name = dup_text (gsettings, "support-name");
  settings->support_mail = dup_text (gsettings, "support-mail");
  settings->support_web = dup_link (gsettings, "support-web");
  settings->status_page = dup_link (gsettings, "status-page");
}

/**
 * enroll_configuration_get_settings:
 * @self: the configuration
 *
 * Returns: (transfer none): the settings as they are now, or the defaults without a schema
 */
EnrollSettings *
enroll_configuration_get_settings (EnrollConfiguration *self)
{
  if (self->settings == NULL)
    {
      self->settings = enroll_settings_new ();
      if (self->gsettings != NULL)
        read_settings (self->settings, self->gsettings);
    }
  return self->settings;
}

/**
 * enroll_configuration_get_portal:
 * @self: the configuration
 * @error: return location
 *
 * A file that cannot be read is told once in the log, and is not read again before a setting
 * changes.
 *
 * Returns: (transfer none) (nullable): the portal that the settings name, with their allowed
 *   hosts; or %NULL with %ENROLL_ERROR_SETTINGS
 */
EnrollPortal *
enroll_configuration_get_portal (EnrollConfiguration *self, GError **error)
{
  EnrollSettings *settings = enroll_configuration_get_settings (self);
  g_auto (GStrv) directories = NULL;

  if (self->portal == NULL && self->portal_error == NULL)
    {
      directories = enroll_configuration_dup_portal_directories (self);
      self->portal = enroll_portal_load (settings->portal,
                                         (const char *const *)directories,
                                         (const char *const *)settings->allowed_hosts,
                                         &self->portal_error);
      if (self->portal == NULL)
        {
          g_message ("%s", self->portal_error->message);
        }
      else if (settings->status_page != NULL)
        {
          enroll_portal_set_status_page (self->portal, settings->status_page);
        }
    }
  if (self->portal == NULL && error != NULL)
    *error = g_error_copy (self->portal_error);
  return self->portal;
}
