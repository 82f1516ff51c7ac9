/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-nss-install.h"
#include "enroll-nss-key.h"
#include "enroll-nss-store.h"

/* EnrollStore by the NSS database that Evolution uses. NSS may ask for the store's password
 * through Evolution's dialog, so all work is done in worker threads. */
struct _EnrollNssStore
{
  GObject parent_instance;

  /* A key that is made while the user reads, or was: see prepare_in_thread(). */
  GMutex spare_lock;
  GCond spare_made;
  gboolean is_making_spare;
  EnrollNssKey *spare;
};

static void enroll_nss_store_store_init (EnrollStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollNssStore,
                               enroll_nss_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_STORE,
                                                      enroll_nss_store_store_init))

typedef struct
{
  char *enrollment;
  char *id;
  guint bits;
} KeyWish;

static void
key_wish_free (gpointer data)
{
  KeyWish *wish = data;

  g_free (wish->enrollment);
  g_free (wish->id);
  g_free (wish);
}

/* Waits for the one that is being made: it will be there before another one would. */
static EnrollNssKey *
take_spare (EnrollNssStore *self, guint bits)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->spare_lock);

  while (self->is_making_spare)
    g_cond_wait (&self->spare_made, &self->spare_lock);
  if (self->spare == NULL || enroll_nss_key_get_bits (self->spare) != bits)
    return NULL;
  return g_steal_pointer (&self->spare);
}

static EnrollNssKey *
make_key (EnrollNssStore *self, const KeyWish *wish, GError **error)
{
  g_autoptr (EnrollNssKey) spare = take_spare (self, wish->bits);

  if (spare == NULL)
    return enroll_nss_key_new (wish->enrollment, wish->bits, error);
  return enroll_nss_key_keep (spare, wish->enrollment, error) ? g_steal_pointer (&spare) : NULL;
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  EnrollNssStore *self = source;
  g_autoptr (GError) error = NULL;
  EnrollNssKey *key = enroll_nss_opens_without_question ()
                          ? enroll_nss_key_new_spare (GPOINTER_TO_UINT (task_data), &error)
                          : NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->spare_lock);

  if (error != NULL)
    g_debug ("no key was made in advance: %s", error->message);
  g_clear_object (&self->spare);
  self->spare = key;
  self->is_making_spare = FALSE;
  g_cond_broadcast (&self->spare_made);
  g_task_return_boolean (task, TRUE);
}

static void
enroll_nss_store_prepare_key (EnrollStore *store, guint bits)
{
  EnrollNssStore *self = ENROLL_NSS_STORE (store);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->spare_lock);
  g_autoptr (GTask) task = NULL;

  if (self->is_making_spare ||
      (self->spare != NULL && enroll_nss_key_get_bits (self->spare) == bits))
    return;
  self->is_making_spare = TRUE;
  task = g_task_new (store, NULL, NULL, NULL);
  g_task_set_source_tag (task, enroll_nss_store_prepare_key);
  g_task_set_task_data (task, GUINT_TO_POINTER (bits), NULL);
  g_task_run_in_thread (task, prepare_in_thread);
}

static void
make_key_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const KeyWish *wish = task_data;
  GError *error = NULL;
  g_autoptr (EnrollNssKey) key = enroll_nss_key_find (wish->enrollment, wish->id, &error);

  if (key != NULL && enroll_nss_key_get_bits (key) < wish->bits)
    {
      g_clear_object (&key);
    }
  if (key == NULL && error == NULL && wish->bits > 0)
    key = make_key (source, wish, &error);

  if (key != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&key), g_object_unref);
    }
  else if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_STORE,
                               "the key of the request is not in the store any more");
    }
}

static void
enroll_nss_store_make_key_async (EnrollStore *store,
                                 const EnrollKeyWish *wish,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  KeyWish *copy = g_new0 (KeyWish, 1);

  copy->enrollment = g_strdup (wish->enrollment);
  copy->id = g_strdup (wish->id);
  copy->bits = wish->bits;
  g_task_set_source_tag (task, enroll_nss_store_make_key_async);
  g_task_set_task_data (task, copy, key_wish_free);
  g_task_run_in_thread (task, make_key_in_thread);
}

static EnrollKey *
enroll_nss_store_make_key_finish (EnrollStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_installed (GTask *task, EnrollCredential *credential)
{
  GError *error = NULL;
  EnrollInstalled *installed = enroll_nss_install (credential, &error);

  if (installed != NULL)
    {
      g_task_return_pointer (task, installed, (GDestroyNotify)enroll_installed_free);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
install_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  return_installed (task, task_data);
}

static void
trust_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (enroll_nss_trust_root (task_data, &error))
    {
      return_installed (task, task_data);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
run_with_credential (EnrollStore *store,
                     EnrollCredential *credential,
                     GTaskThreadFunc func,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, run_with_credential);
  g_task_set_task_data (task,
                        enroll_credential_ref (credential),
                        (GDestroyNotify)enroll_credential_unref);
  g_task_run_in_thread (task, func);
}

static void
enroll_nss_store_install_async (EnrollStore *store,
                                EnrollCredential *credential,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  run_with_credential (store, credential, install_in_thread, cancellable, callback, user_data);
}

static void
enroll_nss_store_trust_async (EnrollStore *store,
                              EnrollCredential *credential,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  run_with_credential (store, credential, trust_in_thread, cancellable, callback, user_data);
}

static EnrollInstalled *
enroll_nss_store_install_finish (EnrollStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
enroll_nss_store_store_init (EnrollStoreInterface *iface)
{
  iface->prepare_key = enroll_nss_store_prepare_key;
  iface->make_key_async = enroll_nss_store_make_key_async;
  iface->make_key_finish = enroll_nss_store_make_key_finish;
  iface->install_async = enroll_nss_store_install_async;
  iface->trust_async = enroll_nss_store_trust_async;
  iface->install_finish = enroll_nss_store_install_finish;
}

static void
enroll_nss_store_finalize (GObject *object)
{
  EnrollNssStore *self = ENROLL_NSS_STORE (object);

  g_clear_object (&self->spare);
  g_cond_clear (&self->spare_made);
  g_mutex_clear (&self->spare_lock);

  G_OBJECT_CLASS (enroll_nss_store_parent_class)->finalize (object);
}

static void
enroll_nss_store_class_init (EnrollNssStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_nss_store_finalize;
}

static void
enroll_nss_store_init (EnrollNssStore *self)
{
  g_mutex_init (&self->spare_lock);
  g_cond_init (&self->spare_made);
}

EnrollNssStore *
enroll_nss_store_new (void)
{
  return g_object_new (ENROLL_TYPE_NSS_STORE, NULL);
}

/**
 * enroll_nss_store_find_valid_until:
 * @nickname: what an account says its certificate is called
 *
 * Looks a certificate up without logging in to anything. In a large store it takes long: it is for
 * worker threads.
 *
 * Returns: until when it is valid, seconds since 1970; 0 if there is none, or none that is valid
 */
gint64
enroll_nss_store_find_valid_until (const char *nickname)
{
  g_autoptr (CERTCertificate) certificate = NULL;
  PRTime from;
  PRTime until;

  if (!NSS_IsInitialized () || nickname == NULL || nickname[0] == '\0')
    return 0;

  certificate = CERT_FindCertByNickname (CERT_GetDefaultCertDB (), nickname);
  if (certificate == NULL ||
      CERT_CheckCertValidTimes (certificate, PR_Now (), PR_FALSE) != secCertTimeValid ||
      CERT_GetCertTimes (certificate, &from, &until) != SECSuccess)
    return 0;
  return until / PR_USEC_PER_SEC;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  gint64 *until = g_new (gint64, 1);

  *until = enroll_nss_store_find_valid_until (task_data);
  g_task_return_pointer (task, until, g_free);
}

/**
 * enroll_nss_store_find_valid_until_async:
 * @nickname: (nullable): what an account says its certificate is called
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end, without a source object
 * @user_data: for @callback
 *
 * enroll_nss_store_find_valid_until() in a thread of its own.
 */
void
enroll_nss_store_find_valid_until_async (const char *nickname,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, enroll_nss_store_find_valid_until_async);
  g_task_set_task_data (task, g_strdup (nickname), g_free);
  g_task_run_in_thread (task, find_in_thread);
}

gint64
enroll_nss_store_find_valid_until_finish (GAsyncResult *result)
{
  g_autofree gint64 *until = g_task_propagate_pointer (G_TASK (result), NULL);

  return until != NULL ? *until : 0;
}
