/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-audit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The settings one by one, and the portal file that they name. */

static void
remark_free (gpointer data)
{
  EnrollRemark *remark = data;

  g_free (remark->text);
  g_free (remark);
}

static void
key_free (gpointer data)
{
  EnrollAuditKey *key = data;

  g_free (key->key);
  g_free (key->value);
  g_free (key->override_file);
  g_ptr_array_unref (key->remarks);
  g_free (key);
}

void
enroll_audit_add_remark (GPtrArray *remarks, gboolean is_problem, const char *format, ...)
{
  EnrollRemark *remark = g_new0 (EnrollRemark, 1);
  va_list arguments;

  va_start (arguments, format);
  remark->is_problem = is_problem;
  remark->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (remarks, remark);
}

static gboolean
is_set (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_get_string (value, NULL)[0] != '\0';
  return !g_variant_is_container (value) || g_variant_n_children (value) > 0;
}

static void
add_key (EnrollAudit *self, const char *name)
{
  GSettings *gsettings = enroll_configuration_get_gsettings (self->configuration);
  g_autoptr (GVariant) value = g_settings_get_value (gsettings, name);
  EnrollAuditKey *key = g_new0 (EnrollAuditKey, 1);

  key->key = g_strdup (name);
  key->is_set = is_set (value);
  /* Every user of the computer can read the code, but it belongs into no report. */
  if (strcmp (name, "access-code") != 0)
    key->value = g_variant_print (value, FALSE);
  key->is_locked = !g_settings_is_writable (gsettings, name);
  key->remarks = g_ptr_array_new_with_free_func (remark_free);
  g_ptr_array_add (self->keys, key);
  enroll_audit_find_origin (self, key);
  enroll_audit_check_key (self, key);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_keys (EnrollAudit *self)
{
  GSettings *gsettings = enroll_configuration_get_gsettings (self->configuration);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) names = NULL;

  g_object_get (gsettings, "settings-schema", &schema, NULL);
  names = g_settings_schema_list_keys (schema);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    add_key (self, names[i]);
}

static void
load_portal (EnrollAudit *self)
{
  g_autoptr (GError) error = NULL;

  self->portal = enroll_configuration_get_portal (self->configuration, &error);
  if (self->portal == NULL)
    enroll_audit_add_remark (self->remarks, TRUE, "%s", error->message);
}

/* An address like those that get certificates: nothing is ever sent in its name. */
static char *
make_address (const EnrollSettings *settings)
{
  const char *domain = settings->allowed_domains[0];

  if (domain == NULL)
    domain = "example.org";
  return g_strconcat ("someone@",
                      g_str_has_prefix (domain, "*") ? "sub" : "",
                      domain + strspn (domain, "*"),
                      NULL);
}

/**
 * enroll_audit_new:
 * @configuration: what is looked at
 * @address: (nullable): an address that the assistant could be used for
 *
 * Looks at everything that is on this computer. Sends nothing.
 *
 * Returns: (transfer full): what was found
 */
EnrollAudit *
enroll_audit_new (EnrollConfiguration *configuration, const char *address)
{
  EnrollAudit *self = g_new0 (EnrollAudit, 1);
  g_autofree char *made = NULL;

  self->configuration = g_object_ref (configuration);
  self->settings = enroll_settings_ref (enroll_configuration_get_settings (configuration));
  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  self->keys = g_ptr_array_new_with_free_func (key_free);
  self->endpoint_remarks = g_ptr_array_new_with_free_func (remark_free);
  made = address != NULL ? g_strdup (address) : make_address (self->settings);
  self->identity = enroll_identity_new ("", "", made);

  load_portal (self);
  if (enroll_configuration_get_gsettings (configuration) != NULL)
    {
      add_keys (self);
    }
  else
    {
      enroll_audit_add_remark (
          self->remarks,
          TRUE,
          _ ("the schema %s is not installed, or glib-compile-schemas was not run "
             "where it is; its defaults are used"),
          ENROLL_SCHEMA);
    }
  if (!enroll_settings_allows_address (self->settings, self->identity->address))
    {
      enroll_audit_add_remark (self->remarks,
                               TRUE,
                               _ ("%s is refused: its domain is not one of allowed-domains"),
                               self->identity->address);
    }
  return self;
}

void
enroll_audit_free (EnrollAudit *self)
{
  g_object_unref (self->configuration);
  enroll_settings_unref (self->settings);
  g_ptr_array_unref (self->remarks);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->endpoint_remarks);
  enroll_identity_unref (self->identity);
  g_clear_pointer (&self->form, enroll_form_unref);
  g_clear_pointer (&self->plan, enroll_plan_free);
  g_free (self);
}

static guint
count_problems (const GPtrArray *remarks)
{
  guint n = 0;

  for (guint i = 0; i < remarks->len; i++)
    n += ((const EnrollRemark *)g_ptr_array_index (remarks, i))->is_problem ? 1 : 0;
  return n;
}

/**
 * enroll_audit_count_problems:
 * @self: what was found
 *
 * Returns: how many remarks are about something that has to be put right
 */
guint
enroll_audit_count_problems (const EnrollAudit *self)
{
  guint n = count_problems (self->remarks) + count_problems (self->endpoint_remarks);

  for (guint i = 0; i < self->keys->len; i++)
    n += count_problems (((const EnrollAuditKey *)g_ptr_array_index (self->keys, i))->remarks);
  return n;
}
