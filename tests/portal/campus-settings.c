/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-settings.h"

#include "campus-totp.h"

/* The one person of the campus, and how the campus behaves. */
struct _CampusSettings
{
  GHashTable *values;
};

typedef struct
{
  const char *key;
  const char *initial; /* NULL: made at the start */
  const char *allowed; /* a list, NULL for any text */
} Setting;

/* clang-format off */
static const Setting known_settings[] = {
  { "affiliation", "member@example.edu;staff@example.edu", NULL },
  { "choice", "links", "links;select" },
  { "consent", "no", "yes;no" },
  { "defect", "none", "none;unsigned;foreign-key;other-audience;expired;no-mail" },
  { "email", "jane.doe@example.edu", NULL },
  { "first-name", "Jane", NULL },
  { "last-name", "Doe", NULL },
  { "password", "seven-green-lanterns", NULL },
  { "second-factor", "yes", "yes;no" },
  { "secret", NULL, NULL },
  { "user", "jdoe", NULL },
};
/* clang-format on */

CampusSettings *
campus_settings_new (void)
{
  CampusSettings *self = g_new0 (CampusSettings, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (known_settings); i++)
    g_hash_table_insert (self->values,
                         (gpointer)known_settings[i].key,
                         known_settings[i].initial != NULL ? g_strdup (known_settings[i].initial)
                                                           : campus_totp_make_secret ());
  return self;
}

void
campus_settings_free (CampusSettings *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

const char *
campus_settings_get (CampusSettings *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->values, key);

  g_assert (value != NULL);
  return value;
}

gboolean
campus_settings_is (CampusSettings *self, const char *key, const char *value)
{
  return g_str_equal (campus_settings_get (self, key), value);
}

static gboolean
is_allowed (const Setting *setting, const char *value)
{
  g_auto (GStrv) allowed = NULL;

  if (setting->allowed == NULL)
    return TRUE;
  allowed = g_strsplit (setting->allowed, ";", -1);
  return g_strv_contains ((const char *const *)allowed, value);
}

gboolean
campus_settings_set (CampusSettings *self, const char *key, const char *value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_settings); i++)
    {
      const Setting *setting = &known_settings[i];

      if (!g_str_equal (setting->key, key) || !is_allowed (setting, value))
        continue;
      g_hash_table_replace (self->values, (gpointer)setting->key, g_strdup (value));
      return TRUE;
    }
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_ARGUMENT,
               "there is no setting %s, or it cannot be “%s”",
               key,
               value);
  return FALSE;
}

gboolean
campus_settings_assign (CampusSettings *self, const char *assignment, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);

  return campus_settings_set (self,
                              parts[0] != NULL ? parts[0] : "",
                              g_strv_length (parts) == 2 ? parts[1] : "",
                              error);
}
