/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-configuration.h"

#include <dlfcn.h>
#include <string.h>

#define SCHEMA "org.gnome.evolution.plugin.smime-enrollment"

/* The GSettings of this module and the portal file that they name, read when first needed and
 * again after a change. One object serves all extensions. Main thread. */
struct _EnrollConfiguration
{
  GObject parent_instance;

  GSettings *gsettings;
  EnrollSettings *settings;
  EnrollPortal *portal;
};

G_DEFINE_FINAL_TYPE (EnrollConfiguration, enroll_configuration, G_TYPE_OBJECT)

/* The data folder that belongs to where this module lies: it may have been installed into a
 * user's home or another prefix. <prefix>/lib/evolution/modules/module.so -> <prefix>/share */
static char *
dup_own_data_directory (void)
{
  Dl_info info;
  g_autofree char *prefix = NULL;

  if (dladdr ((gpointer)(gsize)dup_own_data_directory, &info) == 0 || info.dli_fname == NULL)
    return NULL;

  prefix = g_path_get_dirname (info.dli_fname);
  for (guint i = 0; i < 3; i++)
    {
      char *parent = g_path_get_dirname (prefix);

      g_free (prefix);
      prefix = parent;
    }
  return g_build_filename (prefix, "share", NULL);
}

/* g_settings_new() would abort Evolution if the schema were missing. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaSource) own_source = NULL;
  g_autofree char *data = dup_own_data_directory ();
  g_autofree char *directory =
      data != NULL ? g_build_filename (data, "glib-2.0", "schemas", NULL) : NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema == NULL && directory != NULL)
    {
      own_source = g_settings_schema_source_new_from_directory (directory, source, TRUE, NULL);
      if (own_source != NULL)
        schema = g_settings_schema_source_lookup (own_source, SCHEMA, TRUE);
    }
  if (schema == NULL)
    {
      g_message ("the schema " SCHEMA " is not installed; its defaults are used");
      return NULL;
    }
  return g_settings_new_full (schema, NULL, NULL);
}

static void
settings_changed_cb (GSettings *gsettings, const char *key, gpointer user_data)
{
  EnrollConfiguration *self = user_data;

  g_clear_pointer (&self->settings, enroll_settings_unref);
  g_clear_pointer (&self->portal, enroll_portal_unref);
}

static void
enroll_configuration_dispose (GObject *object)
{
  EnrollConfiguration *self = ENROLL_CONFIGURATION (object);

  g_clear_object (&self->gsettings);
  g_clear_pointer (&self->settings, enroll_settings_unref);
  g_clear_pointer (&self->portal, enroll_portal_unref);

  G_OBJECT_CLASS (enroll_configuration_parent_class)->dispose (object);
}

static void
enroll_configuration_class_init (EnrollConfigurationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_configuration_dispose;
}

static void
enroll_configuration_init (EnrollConfiguration *self)
{
  self->gsettings = open_settings ();
  if (self->gsettings != NULL)
    g_signal_connect_object (self->gsettings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
}

/**
 * enroll_configuration_ref_shared:
 *
 * Returns: (transfer full): the configuration, shared by all who hold a reference
 */
EnrollConfiguration *
enroll_configuration_ref_shared (void)
{
  static EnrollConfiguration *shared;

  if (shared != NULL)
    return g_object_ref (shared);

  shared = g_object_new (ENROLL_TYPE_CONFIGURATION, NULL);
  g_object_add_weak_pointer (G_OBJECT (shared), (gpointer *)&shared);
  return shared;
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

static void
read_settings (EnrollSettings *settings, GSettings *gsettings)
{
  g_autofree char *key_type = g_settings_get_string (gsettings, "key-type");
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
  g_strfreev (settings->allowed_hosts);
  settings->allowed_hosts = g_settings_get_strv (gsettings, "allowed-hosts");
  settings->tls_ca_file = dup_text (gsettings, "tls-ca-file");
  settings->certificate_profile = dup_text (gsettings, "certificate-profile");
  settings->certificate_term = dup_text (gsettings, "certificate-term");
  if (strcmp (key_type, "rsa-2048") == 0)
    {
      settings->key_bits = 2048;
    }
  else if (strcmp (key_type, "rsa-4096") == 0)
    {
      settings->key_bits = 4096;
    }
  settings->sign_by_default = g_settings_get_boolean (gsettings, "sign-by-default");
  settings->encrypt_by_default = g_settings_get_boolean (gsettings, "encrypt-by-default");
  settings->support_contact = dup_text (gsettings, "support-contact");
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
 * Returns: (transfer none) (nullable): the portal that the settings name, with their allowed
 *   hosts; or %NULL with %ENROLL_ERROR_SETTINGS
 */
EnrollPortal *
enroll_configuration_get_portal (EnrollConfiguration *self, GError **error)
{
  if (self->portal == NULL)
    {
      EnrollSettings *settings = enroll_configuration_get_settings (self);
      g_autofree char *data = dup_own_data_directory ();
      g_autofree char *own =
          data != NULL ? g_build_filename (data, GETTEXT_PACKAGE, "portals", NULL) : NULL;
      const char *directories[] = { ENROLL_PORTALDIR, own, NULL };

      self->portal = enroll_portal_load (settings->portal,
                                         directories,
                                         (const char *const *)settings->allowed_hosts,
                                         error);
    }
  return self->portal;
}
