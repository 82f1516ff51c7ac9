/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-keyring-vault.h"
#include "enroll-nss-seal.h"
#include "enroll-secret.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

/* EnrollVault with a key of its own for each enrollment, which is in the desktop's keyring. Where
 * none is open, the key is wrapped by the certificate store and kept with what it seals, so that it
 * is as safe as the user's private keys are. */
struct _EnrollKeyringVault
{
  GObject parent_instance;

  GHashTable *keys; /* enrollment -> Key */
};

/* The first byte of what is sealed. With a wrapped key two bytes of its length and the key follow. */
#define KEY_IN_KEYRING 1
#define KEY_WRAPPED 2
#define WRAPPED_HEADER 3

typedef struct
{
  GBytes *key;
  GBytes *wrapped; /* NULL: it is in the keyring */
} Key;

typedef struct
{
  char *enrollment;
  GBytes *input;
  gboolean is_opening;
  GBytes *key;
  GBytes *wrapped;
  gboolean is_new;
  GBytes *output;
} Work;

static const SecretSchema schema = {
  "org.gnome.evolution.plugin.smime-enrollment.journal",
  SECRET_SCHEMA_NONE,
  {
      { "enrollment", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void enroll_keyring_vault_vault_init (EnrollVaultInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollKeyringVault,
                               enroll_keyring_vault,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VAULT,
                                                      enroll_keyring_vault_vault_init))

static void
key_free (gpointer data)
{
  Key *key = data;

  g_bytes_unref (key->key);
  g_clear_pointer (&key->wrapped, g_bytes_unref);
  g_free (key);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->enrollment);
  g_clear_pointer (&work->input, g_bytes_unref);
  g_clear_pointer (&work->key, g_bytes_unref);
  g_clear_pointer (&work->wrapped, g_bytes_unref);
  g_clear_pointer (&work->output, g_bytes_unref);
  g_free (work);
}

static GBytes *
join (const Work *work, GBytes *sealed)
{
  gsize wrapped_size = work->wrapped != NULL ? g_bytes_get_size (work->wrapped) : 0;
  gsize size = g_bytes_get_size (sealed);
  GByteArray *bytes = g_byte_array_sized_new ((guint)(WRAPPED_HEADER + wrapped_size + size));
  const guint8 header[WRAPPED_HEADER] = { work->wrapped != NULL ? KEY_WRAPPED : KEY_IN_KEYRING,
                                          (guint8)(wrapped_size >> 8),
                                          (guint8)wrapped_size };

  g_byte_array_append (bytes, header, work->wrapped != NULL ? WRAPPED_HEADER : 1);
  if (work->wrapped != NULL)
    {
      g_byte_array_append (bytes,
                           g_bytes_get_data (work->wrapped, NULL),
                           (guint)g_bytes_get_size (work->wrapped));
    }
  g_byte_array_append (bytes, g_bytes_get_data (sealed, NULL), (guint)size);
  return g_byte_array_free_to_bytes (bytes);
}

/* The wrapped key belongs to what is authenticated: wrapping alone does not notice every change. */
static char *
make_name (const Work *work)
{
  gsize size = 0;
  const guchar *data = work->wrapped != NULL ? g_bytes_get_data (work->wrapped, &size) : NULL;
  g_autofree char *wrapped = size > 0 ? g_base64_encode (data, size) : g_strdup ("");

  return g_strconcat (work->enrollment, " ", wrapped, NULL);
}

/* FALSE if the input is nothing that was sealed here. */
static gboolean
split (Work *work, GBytes **sealed)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (work->input, &size);
  gsize offset = 1;

  if (size == 0 || (data[0] != KEY_IN_KEYRING && data[0] != KEY_WRAPPED))
    return FALSE;
  if (data[0] == KEY_WRAPPED)
    {
      gsize wrapped_size = size >= WRAPPED_HEADER ? (gsize)data[1] << 8 | data[2] : G_MAXSIZE;

      if (size < WRAPPED_HEADER || wrapped_size > size - WRAPPED_HEADER)
        return FALSE;
      g_clear_pointer (&work->wrapped, g_bytes_unref);
      work->wrapped = g_bytes_new_from_bytes (work->input, WRAPPED_HEADER, wrapped_size);
      offset = WRAPPED_HEADER + wrapped_size;
    }
  *sealed = g_bytes_new_from_bytes (work->input, offset, size - offset);
  return TRUE;
}

static void
open_in_thread (Work *work, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;

  if (!split (work, &sealed))
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL, "the sealed part is damaged");
      return;
    }
  if (work->key == NULL && work->wrapped != NULL)
    work->key = enroll_nss_seal_unwrap_key (work->wrapped, error);
  if (work->key != NULL)
    {
      g_autofree char *name = make_name (work);

      work->output = enroll_nss_seal_decrypt (work->key, name, sealed, error);
    }
}

static void
seal_in_thread (Work *work, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *name = NULL;

  if (work->is_new && work->wrapped == NULL)
    work->wrapped = enroll_nss_seal_wrap_key (work->key, error);
  if (work->is_new && work->wrapped == NULL)
    return;
  name = make_name (work);
  sealed = enroll_nss_seal_encrypt (work->key, name, work->input, error);
  if (sealed != NULL)
    work->output = join (work, sealed);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = g_task_get_task_data (task_data);
  GError *error = NULL;

  if (work->is_opening)
    {
      open_in_thread (work, &error);
    }
  else
    {
      seal_in_thread (work, &error);
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

static void
remember_key (EnrollKeyringVault *self, const Work *work)
{
  Key *key = g_new0 (Key, 1);

  key->key = g_bytes_ref (work->key);
  key->wrapped = work->wrapped != NULL ? g_bytes_ref (work->wrapped) : NULL;
  g_hash_table_replace (self->keys, g_strdup (work->enrollment), key);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  remember_key (ENROLL_KEYRING_VAULT (source), work);
  g_task_return_pointer (task, g_steal_pointer (&work->output), (GDestroyNotify)g_bytes_unref);
}

static void
start_thread (GTask *task)
{
  g_autoptr (GTask) thread_task =
      g_task_new (g_task_get_source_object (task), NULL, worked_cb, g_object_ref (task));

  g_task_set_source_tag (thread_task, start_thread);
  g_task_set_task_data (thread_task, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (thread_task, work_in_thread);
}

/* Without a keyring the store wraps the key. */
static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);

  work->is_new = !secret_password_store_finish (result, &error);
  if (work->is_new)
    g_debug ("no keyring: %s", error != NULL ? error->message : "it stayed locked");
  start_thread (task);
}

static void
keep_in_keyring (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  char *text = g_base64_encode (g_bytes_get_data (work->key, NULL), g_bytes_get_size (work->key));

  secret_password_store (&schema,
                         SECRET_COLLECTION_DEFAULT,
                         /* Translators: what a password manager shows. */
                         _ ("Key of an unfinished certificate request"),
                         text,
                         NULL,
                         key_kept_cb,
                         g_object_ref (task),
                         "enrollment",
                         work->enrollment,
                         NULL);
  enroll_wipe_string (text);
}

/* The user is not asked for a keyring's password only because something may be interrupted. */
static void
keyring_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) keyring = secret_collection_for_alias_finish (result, &error);
  Work *work = g_task_get_task_data (task);

  if (keyring != NULL && !secret_collection_get_locked (keyring))
    {
      keep_in_keyring (task);
      return;
    }
  g_debug ("no open keyring%s%s", error != NULL ? ": " : "", error != NULL ? error->message : "");
  work->is_new = TRUE;
  start_thread (task);
}

static void
keep_new_key (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->key = enroll_nss_seal_new_key (&error);
  if (work->key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  secret_collection_for_alias (NULL,
                               SECRET_COLLECTION_DEFAULT,
                               SECRET_COLLECTION_NONE,
                               NULL,
                               keyring_found_cb,
                               g_object_ref (task));
}

static void
return_no_key (GTask *task, EnrollError code, const GError *error)
{
  g_task_return_new_error (task,
                           ENROLL_ERROR,
                           (int)code,
                           "the keyring does not give the key: %s",
                           error != NULL ? error->message : "it is not there");
}

/* A keyring that stayed locked tells all the same that it has the key. */
static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  return_no_key (task,
                 items != NULL || error != NULL ? ENROLL_ERROR_LOCKED : ENROLL_ERROR_JOURNAL,
                 error);
  g_list_free_full (items, g_object_unref);
}

static void
key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);
  char *text = secret_password_lookup_nonpageable_finish (result, &error);
  gsize size = 0;
  guchar *key = text != NULL && *text != '\0' ? g_base64_decode_inplace (text, &size) : NULL;

  if (size == ENROLL_NSS_SEAL_KEY_SIZE)
    work->key = enroll_secret_bytes_new (key, size);
  secret_password_wipe (text);
  secret_password_free (text);
  if (work->key != NULL)
    {
      start_thread (task);
    }
  else if (error != NULL)
    {
      return_no_key (task, ENROLL_ERROR_LOCKED, error);
    }
  else
    {
      secret_password_search (&schema,
                              SECRET_SEARCH_NONE,
                              NULL,
                              searched_cb,
                              g_object_ref (task),
                              "enrollment",
                              work->enrollment,
                              NULL);
    }
}

static GTask *
make_task (EnrollVault *vault,
           const char *enrollment,
           GBytes *input,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (vault, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);
  const Key *key = g_hash_table_lookup (ENROLL_KEYRING_VAULT (vault)->keys, enrollment);

  work->enrollment = g_strdup (enrollment);
  work->input = g_bytes_ref (input);
  if (key != NULL)
    {
      work->key = g_bytes_ref (key->key);
      work->wrapped = key->wrapped != NULL ? g_bytes_ref (key->wrapped) : NULL;
    }
  g_task_set_source_tag (task, make_task);
  g_task_set_task_data (task, work, work_free);
  return task;
}

static void
enroll_keyring_vault_seal_async (EnrollVault *vault,
                                 const char *enrollment,
                                 GBytes *plain,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = make_task (vault, enrollment, plain, callback, user_data);
  Work *work = g_task_get_task_data (task);

  if (work->key != NULL)
    {
      start_thread (task);
    }
  else
    {
      keep_new_key (task);
    }
}

static void
enroll_keyring_vault_open_async (EnrollVault *vault,
                                 const char *enrollment,
                                 GBytes *sealed,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = make_task (vault, enrollment, sealed, callback, user_data);
  Work *work = g_task_get_task_data (task);
  const guint8 *data = g_bytes_get_data (sealed, NULL);

  work->is_opening = TRUE;
  if (work->key == NULL && g_bytes_get_size (sealed) > 0 && data[0] == KEY_IN_KEYRING)
    {
      secret_password_lookup (&schema,
                              NULL,
                              key_found_cb,
                              g_object_ref (task),
                              "enrollment",
                              enrollment,
                              NULL);
    }
  else
    {
      start_thread (task);
    }
}

static GBytes *
enroll_keyring_vault_finish (EnrollVault *vault, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("a key stays in the keyring: %s", error->message);
}

static void
enroll_keyring_vault_forget (EnrollVault *vault, const char *enrollment)
{
  EnrollKeyringVault *self = ENROLL_KEYRING_VAULT (vault);
  const Key *key = g_hash_table_lookup (self->keys, enrollment);
  gboolean may_be_in_keyring = key == NULL || key->wrapped == NULL;

  g_hash_table_remove (self->keys, enrollment);
  if (may_be_in_keyring)
    secret_password_clear (&schema, NULL, cleared_cb, NULL, "enrollment", enrollment, NULL);
}

static void
enroll_keyring_vault_vault_init (EnrollVaultInterface *iface)
{
  iface->seal_async = enroll_keyring_vault_seal_async;
  iface->open_async = enroll_keyring_vault_open_async;
  iface->finish = enroll_keyring_vault_finish;
  iface->forget = enroll_keyring_vault_forget;
}

static void
enroll_keyring_vault_finalize (GObject *object)
{
  EnrollKeyringVault *self = ENROLL_KEYRING_VAULT (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);

  G_OBJECT_CLASS (enroll_keyring_vault_parent_class)->finalize (object);
}

static void
enroll_keyring_vault_class_init (EnrollKeyringVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_keyring_vault_finalize;
}

static void
enroll_keyring_vault_init (EnrollKeyringVault *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
}

EnrollKeyringVault *
enroll_keyring_vault_new (void)
{
  return g_object_new (ENROLL_TYPE_KEYRING_VAULT, NULL);
}
