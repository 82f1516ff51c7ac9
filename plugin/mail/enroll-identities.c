/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-identities.h"
#include "enroll-text.h"

/* The sending identities of Evolution's accounts. Main thread. */

static void
add_identity (GPtrArray *identities, ESource *source, const char *name, const char *address)
{
  if (address != NULL && address[0] != '\0')
    g_ptr_array_add (identities, enroll_identity_new (e_source_get_uid (source), name, address));
}

static void
add_source (GPtrArray *identities, ESource *source)
{
  ESourceMailIdentity *extension =
      e_source_get_extension (source, E_SOURCE_EXTENSION_MAIL_IDENTITY);
  g_autofree char *name = e_source_mail_identity_dup_name (extension);
  g_autofree char *address = e_source_mail_identity_dup_address (extension);
  g_autoptr (GHashTable) aliases = e_source_mail_identity_get_aliases_as_hash_table (extension);
  GHashTableIter iter;
  gpointer alias;
  gpointer alias_name;

  add_identity (identities, source, name, address);
  if (aliases == NULL)
    return;

  g_hash_table_iter_init (&iter, aliases);
  while (g_hash_table_iter_next (&iter, &alias, &alias_name))
    {
      if (!enroll_address_equal (alias, address))
        add_identity (identities, source, alias_name != NULL ? alias_name : name, alias);
    }
}

/**
 * enroll_identities_of_source:
 * @source: a mail identity source
 *
 * Returns: (transfer full) (element-type EnrollIdentity): one for its address, one for each alias
 */
GPtrArray *
enroll_identities_of_source (ESource *source)
{
  GPtrArray *identities = g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);

  add_source (identities, source);
  return identities;
}

/**
 * enroll_identities_find:
 * @registry: the accounts
 * @recipients: (nullable): addresses that a message was sent to
 *
 * Returns: (transfer full) (element-type EnrollIdentity): those of enabled accounts whose address
 *   or alias is a recipient, in the order of @recipients; all of them if there is none
 */
GPtrArray *
enroll_identities_find (ESourceRegistry *registry, const char *const *recipients)
{
  GList *sources = e_source_registry_list_enabled (registry, E_SOURCE_EXTENSION_MAIL_IDENTITY);
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);
  g_autoptr (GPtrArray) fitting =
      g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);

  for (GList *link = sources; link != NULL; link = link->next)
    add_source (all, link->data);
  g_list_free_full (sources, g_object_unref);

  for (guint i = 0; recipients != NULL && recipients[i] != NULL; i++)
    {
      for (guint j = 0; j < all->len; j++)
        {
          EnrollIdentity *identity = g_ptr_array_index (all, j);

          if (enroll_address_equal (identity->address, recipients[i]) &&
              !g_ptr_array_find (fitting, identity, NULL))
            g_ptr_array_add (fitting, enroll_identity_ref (identity));
        }
    }
  return fitting->len > 0 ? g_steal_pointer (&fitting) : g_steal_pointer (&all);
}

/**
 * enroll_identities_keep_allowed:
 * @identities: (element-type EnrollIdentity): identities
 * @settings: the settings
 *
 * Removes those that the organisation gets no certificates for.
 *
 * Returns: %FALSE if there were some, and none is left
 */
gboolean
enroll_identities_keep_allowed (GPtrArray *identities, const EnrollSettings *settings)
{
  guint n_before = identities->len;

  for (guint i = identities->len; i > 0; i--)
    {
      const EnrollIdentity *identity = g_ptr_array_index (identities, i - 1);

      if (!enroll_settings_allows_address (settings, identity->address))
        g_ptr_array_remove_index (identities, i - 1);
    }
  return n_before == 0 || identities->len > 0;
}
