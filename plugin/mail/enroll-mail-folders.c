/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-mail-folders.h"

/* Which folders new mail may arrive in: the Inbox, Junk, and those that the account's settings have
 * Evolution check for new mail. Never those that the user's own mail is in. */

#define MAX_FOLDERS 40

/* What Evolution calls the store of “On This Computer”. */
#define LOCAL_STORE_UID "local"

static gboolean
holds_mail (CamelStore *store)
{
  CamelProvider *provider = camel_service_get_provider (CAMEL_SERVICE (store));

  return provider != NULL && (provider->flags & CAMEL_PROVIDER_IS_STORAGE) != 0;
}

static void
add_store (GPtrArray *stores, CamelSession *session, const char *uid)
{
  g_autoptr (CamelService) service = camel_session_ref_service (session, uid);

  if (CAMEL_IS_STORE (service) && holds_mail (CAMEL_STORE (service)) &&
      !g_ptr_array_find (stores, service, NULL))
    g_ptr_array_add (stores, g_steal_pointer (&service));
}

/**
 * enroll_mail_folders_find_stores:
 * @registry: (nullable): the accounts; without it an account is called what its identity is called
 * @session: the mail program's session
 * @identity_uid: a mail identity
 *
 * Main thread.
 *
 * Returns: (transfer full) (element-type CamelStore): where mail for the identity is: the stores of
 *   its accounts, and the one on this computer, which mail fetched by POP or moved by a filter
 *   goes to
 */
GPtrArray *
enroll_mail_folders_find_stores (ESourceRegistry *registry,
                                 CamelSession *session,
                                 const char *identity_uid)
{
  GPtrArray *stores = g_ptr_array_new_with_free_func (g_object_unref);
  GList *sources = NULL;

  if (registry != NULL)
    sources = e_source_registry_list_enabled (registry, E_SOURCE_EXTENSION_MAIL_ACCOUNT);
  for (GList *item = sources; item != NULL; item = item->next)
    {
      ESourceMailAccount *account =
          e_source_get_extension (item->data, E_SOURCE_EXTENSION_MAIL_ACCOUNT);
      g_autofree char *uid = e_source_mail_account_dup_identity_uid (account);

      if (g_strcmp0 (uid, identity_uid) == 0)
        add_store (stores, session, e_source_get_uid (item->data));
    }
  g_list_free_full (sources, g_object_unref);
  if (registry == NULL)
    add_store (stores, session, identity_uid);
  add_store (stores, session, LOCAL_STORE_UID);
  return stores;
}

static void
take_uri (GPtrArray *uris, char *uri)
{
  if (uri != NULL)
    g_ptr_array_add (uris, uri);
}

/**
 * enroll_mail_folders_dup_own_uris:
 * @registry: (nullable): the accounts
 *
 * Main thread.
 *
 * Returns: (transfer full): the folders that the accounts keep the user's own mail in
 */
char **
enroll_mail_folders_dup_own_uris (ESourceRegistry *registry)
{
  g_autoptr (GPtrArray) uris = g_ptr_array_new ();
  GList *sources = NULL;

  if (registry != NULL)
    sources = e_source_registry_list_sources (registry, E_SOURCE_EXTENSION_MAIL_IDENTITY);
  for (GList *item = sources; item != NULL; item = item->next)
    {
      if (e_source_has_extension (item->data, E_SOURCE_EXTENSION_MAIL_SUBMISSION))
        {
          take_uri (uris,
                    e_source_mail_submission_dup_sent_folder (
                        e_source_get_extension (item->data, E_SOURCE_EXTENSION_MAIL_SUBMISSION)));
        }
      if (e_source_has_extension (item->data, E_SOURCE_EXTENSION_MAIL_COMPOSITION))
        {
          ESourceMailComposition *composition =
              e_source_get_extension (item->data, E_SOURCE_EXTENSION_MAIL_COMPOSITION);

          take_uri (uris, e_source_mail_composition_dup_drafts_folder (composition));
          take_uri (uris, e_source_mail_composition_dup_templates_folder (composition));
        }
    }
  g_list_free_full (sources, g_object_unref);
  g_ptr_array_add (uris, NULL);
  return (char **)g_ptr_array_steal (uris, NULL);
}

/* As Evolution writes the address of a folder into an account. */
static gboolean
is_own (CamelStore *store, const CamelFolderInfo *info, const char *const *own_uris)
{
  g_autofree char *uid = camel_url_encode (camel_service_get_uid (CAMEL_SERVICE (store)), ":;@/");
  g_autofree char *name = camel_url_encode (info->full_name, ":;@?#");
  g_autofree char *uri = g_strconcat ("folder://", uid, "/", name, NULL);

  return own_uris != NULL && g_strv_contains (own_uris, uri);
}

/* Servers that do not say which folder is the one for junk. */
static gboolean
is_called_junk (const CamelFolderInfo *info)
{
  static const char *const names[] = { "junk", "spam", "junk e-mail", "junk email", "bulk mail" };
  g_autofree char *name = g_utf8_casefold (info->display_name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (name, names[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_on_this_computer (CamelStore *store)
{
  return g_strcmp0 (camel_service_get_uid (CAMEL_SERVICE (store)), LOCAL_STORE_UID) == 0;
}

static gboolean
may_get_mail (CamelStore *store, CamelFolderInfo *info, const char *const *own_uris)
{
  CamelFolderInfoFlags type = info->flags & CAMEL_FOLDER_TYPE_MASK;

  if ((info->flags & (CAMEL_FOLDER_NOSELECT | CAMEL_FOLDER_VIRTUAL | CAMEL_FOLDER_VTRASH)) != 0 ||
      is_own (store, info, own_uris))
    return FALSE;
  if (type == CAMEL_FOLDER_TYPE_INBOX || type == CAMEL_FOLDER_TYPE_JUNK || is_called_junk (info))
    return TRUE;
  return type == CAMEL_FOLDER_TYPE_NORMAL && !is_on_this_computer (store) &&
         camel_store_can_refresh_folder (store, info, NULL);
}

static void
add_names (CamelStore *store,
           CamelFolderInfo *info,
           const char *const *own_uris,
           GPtrArray *first_names,
           GPtrArray *names)
{
  for (; info != NULL; info = info->next)
    {
      gboolean is_normal = (info->flags & CAMEL_FOLDER_TYPE_MASK) == CAMEL_FOLDER_TYPE_NORMAL;

      if (may_get_mail (store, info, own_uris))
        {
          g_ptr_array_add (is_normal && !is_called_junk (info) ? names : first_names,
                           g_strdup (info->full_name));
        }
      add_names (store, info->child, own_uris, first_names, names);
    }
}

/**
 * enroll_mail_folders_open:
 * @store: a store
 * @own_uris: see enroll_mail_folders_dup_own_uris()
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Opens the folders of @store that new mail may arrive in. Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable) (element-type CamelFolder): Inbox and Junk first; never empty
 */
GPtrArray *
enroll_mail_folders_open (CamelStore *store,
                          const char *const *own_uris,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) other_names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CamelFolderInfo) info = NULL;
  CamelFolder *inbox;

  info = camel_store_get_folder_info_sync (
      store,
      NULL,
      CAMEL_STORE_FOLDER_INFO_FAST | CAMEL_STORE_FOLDER_INFO_RECURSIVE |
          CAMEL_STORE_FOLDER_INFO_SUBSCRIBED | CAMEL_STORE_FOLDER_INFO_NO_VIRTUAL,
      cancellable,
      NULL);
  add_names (store, info, own_uris, names, other_names);
  g_ptr_array_extend_and_steal (names, g_steal_pointer (&other_names));

  /* Without a list there is the Inbox. */
  inbox = camel_store_get_inbox_folder_sync (store, cancellable, error);
  if (inbox == NULL)
    return NULL;
  g_ptr_array_add (folders, inbox);
  for (guint i = 0; i < names->len && folders->len < MAX_FOLDERS; i++)
    {
      CamelFolder *folder = camel_store_get_folder_sync (store,
                                                         g_ptr_array_index (names, i),
                                                         CAMEL_STORE_FOLDER_NONE,
                                                         cancellable,
                                                         NULL);

      if (folder != NULL && folder != inbox)
        {
          g_ptr_array_add (folders, folder);
        }
      else
        {
          g_clear_object (&folder);
        }
    }
  return g_steal_pointer (&folders);
}
