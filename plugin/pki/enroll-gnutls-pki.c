/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-gnutls-pki.h"
#include "enroll-request.h"

/* EnrollPki by GnuTLS. All work is done in worker threads. */
struct _EnrollGnutlsPki
{
  GObject parent_instance;
};

typedef struct
{
  GBytes *file;
  EnrollKey *key;
  EnrollSecret *password;
  char *address;
} Work;

static void enroll_gnutls_pki_pki_init (EnrollPkiInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollGnutlsPki,
                               enroll_gnutls_pki,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PKI, enroll_gnutls_pki_pki_init))

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->file, g_bytes_unref);
  g_clear_object (&work->key);
  g_clear_pointer (&work->password, enroll_secret_unref);
  g_free (work->address);
  g_free (work);
}

static void
make_request_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  char *request = enroll_request_new (work->key, work->address, &error);

  if (request != NULL)
    {
      g_task_return_pointer (task, request, g_free);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
enroll_gnutls_pki_make_request_async (EnrollPki *pki,
                                      EnrollKey *key,
                                      const char *address,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (pki, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, enroll_gnutls_pki_make_request_async);
  work->key = g_object_ref (key);
  work->address = g_strdup (address);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, make_request_in_thread);
}

static char *
enroll_gnutls_pki_make_request_finish (EnrollPki *pki, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_credential_in_thread (GTask *task,
                           gpointer source,
                           gpointer task_data,
                           GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  EnrollCredential *credential = enroll_credential_read (work->file,
                                                         work->key,
                                                         work->password,
                                                         work->address,
                                                         g_get_real_time () / G_USEC_PER_SEC,
                                                         &error);

  if (credential != NULL)
    {
      g_task_return_pointer (task, credential, (GDestroyNotify)enroll_credential_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
enroll_gnutls_pki_read_credential_async (EnrollPki *pki,
                                         GBytes *file,
                                         EnrollKey *key,
                                         EnrollSecret *password,
                                         const char *address,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (pki, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, enroll_gnutls_pki_read_credential_async);
  work->file = g_bytes_ref (file);
  work->key = key != NULL ? g_object_ref (key) : NULL;
  work->password = password != NULL ? enroll_secret_ref (password) : NULL;
  work->address = g_strdup (address);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, read_credential_in_thread);
}

static EnrollCredential *
enroll_gnutls_pki_read_credential_finish (EnrollPki *pki, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
enroll_gnutls_pki_pki_init (EnrollPkiInterface *iface)
{
  iface->make_request_async = enroll_gnutls_pki_make_request_async;
  iface->make_request_finish = enroll_gnutls_pki_make_request_finish;
  iface->read_credential_async = enroll_gnutls_pki_read_credential_async;
  iface->read_credential_finish = enroll_gnutls_pki_read_credential_finish;
}

static void
enroll_gnutls_pki_class_init (EnrollGnutlsPkiClass *klass)
{
}

static void
enroll_gnutls_pki_init (EnrollGnutlsPki *self)
{
}

EnrollGnutlsPki *
enroll_gnutls_pki_new (void)
{
  return g_object_new (ENROLL_TYPE_GNUTLS_PKI, NULL);
}
