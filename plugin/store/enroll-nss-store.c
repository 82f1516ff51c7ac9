/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-nss-install.h"
#include "enroll-nss-key.h"
#include "enroll-nss-store.h"

/* EnrollStore by the NSS database that Evolution uses. NSS may ask for the store's password
 * through Evolution's dialog, so all work is done in worker threads. */
struct _EnrollNssStore
{
  GObject parent_instance;
};

static void enroll_nss_store_store_init (EnrollStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollNssStore,
                               enroll_nss_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_STORE,
                                                      enroll_nss_store_store_init))

static void
make_key_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  EnrollNssKey *key = enroll_nss_key_new (GPOINTER_TO_UINT (task_data), &error);

  if (key != NULL)
    {
      g_task_return_pointer (task, key, g_object_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
enroll_nss_store_make_key_async (EnrollStore *store,
                                 guint bits,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, enroll_nss_store_make_key_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (bits), NULL);
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
  iface->make_key_async = enroll_nss_store_make_key_async;
  iface->make_key_finish = enroll_nss_store_make_key_finish;
  iface->install_async = enroll_nss_store_install_async;
  iface->trust_async = enroll_nss_store_trust_async;
  iface->install_finish = enroll_nss_store_install_finish;
}

static void
enroll_nss_store_class_init (EnrollNssStoreClass *klass)
{
}

static void
enroll_nss_store_init (EnrollNssStore *self)
{
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
 * Looks a certificate up without logging in to anything.
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
