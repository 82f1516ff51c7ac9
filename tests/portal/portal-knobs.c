/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-knobs.h"

#include "portal-seed.h"
#include "portal-web.h"
#include "portal-words.h"

#include <gio/gio.h>

/* The knobs say how the portal behaves. They keep their values over a reset. */
struct _PortalKnobs
{
  GHashTable *values;
};

typedef struct
{
  const char *key;
  const char *initial;
  const char *allowed; /* a list, "#" for a number, NULL for any text */
} Knob;

/* clang-format off */
static const Knob known_knobs[] = {
  { "access-code", "golden-bears", NULL },
  { "accounts", "1", "1;2;3" },
  { "authorisation", "none", "none;access-code;mapping" },
  { "chain", "full", "full;no-root;leaf;elsewhere" },
  { "collect", "result", "result;list" },
  { "common-name", "yes", "yes;no" },
  { "csr-method", "provided", "provided;server;choice;browser;sectigogen" },
  { "defect", "none", "none;wrong-key;wrong-address;expired;not-yet-valid;no-email-usage;"
                      "no-key-usage;weak;foreign-issuer;sha1" },
  { "delay", "0", NULL },
  { "domain", "example.edu", NULL },
  { "download", "attachment", "attachment;form-post;blob;data;window;text" },
  { "error", "", NULL },
  { "format", "", ";pem;pemchain;p7b;p7b-der;der" },
  { "generation", "b", "a;b" },
  { "keep-alive", "yes", "yes;no" },
  { "key-types", "RSA - 2048;RSA - 3072;RSA - 4096", NULL },
  { "latency", "0", "#" },
  { "link-ttl", "86400", "#" },
  { "many-certificates", "no", "yes;no" },
  { "mapping", "member@example.edu", NULL },
  { "own-account", "Example University", NULL },
  { "password", "after", "after;form" },
  { "profiles", "Public Sponsor-Validated Multipurpose", NULL },
  { "protection", "aes", "aes;3des" },
  { "redownload", "yes", "yes;no" },
  { "secret-id", "blue-heron", NULL },
  { "seed", "0", "#" },
  { "session-ttl", "0", "#" },
  { "skin", "html", "html;native;aria;kit;foreign" },
  { "subject", "sv", "sv;ov;mv" },
  { "terms", "1 year;2 years", NULL },
  { "unavailable", "no", NULL },
  { "way", "invitation", "invitation;confirmation;secret-id;campus;campus-direct" },
  { "wording", "", NULL },
};
/* clang-format on */

PortalKnobs *
portal_knobs_new (void)
{
  PortalKnobs *self = g_new0 (PortalKnobs, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (known_knobs); i++)
    g_hash_table_insert (self->values,
                         g_strdup (known_knobs[i].key),
                         g_strdup (known_knobs[i].initial));
  return self;
}

void
portal_knobs_free (PortalKnobs *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

const char *
portal_knobs_get (PortalKnobs *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->values, key);

  g_assert (value != NULL);
  return value;
}

gboolean
portal_knobs_is (PortalKnobs *self, const char *key, const char *value)
{
  return g_str_equal (portal_knobs_get (self, key), value);
}

guint
portal_knobs_get_number (PortalKnobs *self, const char *key)
{
  return (guint)g_ascii_strtoull (portal_knobs_get (self, key), NULL, 10);
}

char **
portal_knobs_get_list (PortalKnobs *self, const char *key)
{
  g_auto (GStrv) items = g_strsplit (portal_knobs_get (self, key), ";", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  char **list = NULL;

  for (guint i = 0; items[i] != NULL; i++)
    if (*g_strstrip (items[i]) != '\0')
      g_strv_builder_add (builder, items[i]);
  list = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return list;
}

/* The account of the person's own university stands at a place that depends on the seed. */
char **
portal_knobs_get_accounts (PortalKnobs *self)
{
  static const char *const names[] = { "Example University", "Sample College", "Other Institute" };
  guint n_accounts = portal_knobs_get_number (self, "accounts");
  guint own_place = portal_seed_pick (portal_knobs_get_number (self, "seed"), "own", n_accounts);
  const char *own = portal_knobs_get (self, "own-account");
  char **accounts = g_new0 (char *, n_accounts + 1);
  guint next = 0;

  for (guint i = 0; i < n_accounts; i++)
    {
      if (i == own_place)
        {
          accounts[i] = g_strdup (own);
          continue;
        }
      if (g_str_equal (names[next], own))
        next++;
      accounts[i] = g_strdup (names[next++]);
    }
  return accounts;
}

static gboolean
is_allowed (const Knob *knob, const char *value)
{
  g_auto (GStrv) allowed = NULL;

  if (knob->allowed == NULL)
    return TRUE;
  if (g_str_equal (knob->allowed, "#"))
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, NULL, NULL);
  allowed = g_strsplit (knob->allowed, ";", -1);
  return g_strv_contains ((const char *const *)allowed, value);
}

gboolean
portal_knobs_set (PortalKnobs *self, const char *key, const char *value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_knobs); i++)
    {
      if (!g_str_equal (known_knobs[i].key, key))
        continue;
      if (!is_allowed (&known_knobs[i], value))
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       "knob %s cannot be “%s”",
                       key,
                       value);
          return FALSE;
        }
      if (g_str_equal (key, "wording") && !portal_words_check (value, error))
        return FALSE;
      g_hash_table_replace (self->values, g_strdup (key), g_strdup (value));
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no knob is called “%s”", key);
  return FALSE;
}

/* Returns: whether the values go together; what does not is put back as it was at first. */
gboolean
portal_knobs_check (PortalKnobs *self, GError **error)
{
  const char *skin = portal_knobs_get (self, "skin");

  if (!portal_web_has_skin (skin))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   "the skin “%s” was not built",
                   skin);
      portal_knobs_set (self, "skin", "html", NULL);
      return FALSE;
    }
  if (g_str_equal (skin, "html") && portal_knobs_is (self, "csr-method", "browser"))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   "the skin “html” cannot make a key in the page");
      portal_knobs_set (self, "csr-method", "provided", NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
portal_knobs_assign (PortalKnobs *self, const char *assignment, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);

  if (g_strv_length (parts) != 2)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   "a knob is given as key=value, not as “%s”",
                   assignment);
      return FALSE;
    }
  return portal_knobs_set (self, parts[0], parts[1], error);
}
