/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-gnutls-pki.h"
#include "enroll-reading.h"
#include "enroll-request.h"

#include <string.h>

/* A chain has seven authorities at most, and each may be at more than one place. */
#define MAX_FETCHES 8

/* EnrollPki by GnuTLS. All work is done in worker threads; authorities that are missing are fetched in
 * between. */
struct _EnrollGnutlsPki
{
  GObject parent_instance;

  EnrollPortal *portal;
  EnrollIssuers *issuers;
};

typedef struct
{
  EnrollKey *key;
  char *address;
} RequestWork;

/* Of a reading: the main thread and the worker have it in turns, never at once. */
typedef struct
{
  GBytes *file;
  EnrollKey *key;
  EnrollSecret *password;
  char *address;
  EnrollPortal *portal;

  EnrollReading *reading;
  GBytes *fetched;
  GPtrArray *places; /* where the missing authority may be; the last one is next */
  GHashTable *tried;
  GString *trouble;
  EnrollCredential *credential;
} ReadWork;

static void enroll_gnutls_pki_pki_init (EnrollPkiInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollGnutlsPki,
                               enroll_gnutls_pki,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PKI, enroll_gnutls_pki_pki_init))

static void
request_work_free (gpointer data)
{
  RequestWork *work = data;

  g_clear_object (&work->key);
  g_free (work->address);
  g_free (work);
}

static void
read_work_free (gpointer data)
{
  ReadWork *work = data;

  g_clear_pointer (&work->file, g_bytes_unref);
  g_clear_object (&work->key);
  g_clear_pointer (&work->password, enroll_secret_unref);
  g_free (work->address);
  g_clear_pointer (&work->portal, enroll_portal_unref);
  g_clear_pointer (&work->reading, enroll_reading_free);
  g_clear_pointer (&work->fetched, g_bytes_unref);
  g_clear_pointer (&work->places, g_ptr_array_unref);
  g_clear_pointer (&work->tried, g_hash_table_unref);
  g_string_free (work->trouble, TRUE);
  g_clear_pointer (&work->credential, enroll_credential_unref);
  g_free (work);
}

static void
make_request_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RequestWork *work = task_data;
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
  RequestWork *work = g_new0 (RequestWork, 1);

  g_task_set_source_tag (task, enroll_gnutls_pki_make_request_async);
  work->key = g_object_ref (key);
  work->address = g_strdup (address);
  g_task_set_task_data (task, work, request_work_free);
  g_task_run_in_thread (task, make_request_in_thread);
}

static char *
enroll_gnutls_pki_make_request_finish (EnrollPki *pki, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
note_trouble (ReadWork *work, const char *message)
{
  g_string_append_printf (work->trouble, "; %s", message);
}

static gboolean
take_fetched (ReadWork *work)
{
  g_autoptr (GBytes) fetched = g_steal_pointer (&work->fetched);
  g_autoptr (GError) error = NULL;

  if (fetched == NULL || enroll_reading_add_issuer (work->reading, fetched, &error))
    return fetched != NULL;
  note_trouble (work, error->message);
  return FALSE;
}

/* Fills in the places that were not tried. */
static void
find_places (ReadWork *work)
{
  g_autoptr (GPtrArray) found = enroll_reading_dup_missing (work->reading);

  g_ptr_array_set_size (work->places, 0);
  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    {
      const char *place = g_ptr_array_index (found, i - 1);

      if (!g_hash_table_contains (work->tried, place))
        g_ptr_array_add (work->places, g_strdup (place));
    }
}

/* One piece of the work: up to the credential, or to a place where something is missing. */
static void
read_in_thread (GTask *step, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ReadWork *work = task_data;
  gboolean is_first = work->reading == NULL;
  GError *error = NULL;

  if (is_first)
    {
      work->reading = enroll_reading_new (work->file,
                                          work->key,
                                          work->password,
                                          work->address,
                                          g_get_real_time () / G_USEC_PER_SEC,
                                          &error);
    }
  if (work->reading != NULL && (is_first || take_fetched (work)))
    find_places (work);
  if (work->reading != NULL && work->places->len == 0)
    {
      work->credential = enroll_reading_finish (work->reading, work->portal, &error);
      if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_CHAIN) && work->trouble->len > 0)
        {
          g_autofree char *message = g_steal_pointer (&error->message);

          error->message = g_strconcat (message, work->trouble->str, NULL);
        }
    }
  if (error != NULL)
    {
      g_task_return_error (step, error);
      return;
    }
  g_task_return_boolean (step, TRUE);
}

static void go_on (GTask *task);

static void
issuer_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  ReadWork *work = g_task_get_task_data (task);

  work->fetched = enroll_issuers_fetch_finish (ENROLL_ISSUERS (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (error != NULL)
    note_trouble (work, error->message);
  go_on (task);
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollGnutlsPki *self = g_task_get_source_object (task);
  ReadWork *work = g_task_get_task_data (task);
  g_autofree char *place = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (work->credential != NULL)
    {
      g_task_return_pointer (task,
                             g_steal_pointer (&work->credential),
                             (GDestroyNotify)enroll_credential_unref);
      return;
    }

  place = g_ptr_array_steal_index (work->places, work->places->len - 1);
  if (self->issuers == NULL || g_hash_table_size (work->tried) == MAX_FETCHES)
    {
      g_ptr_array_set_size (work->places, 0);
      go_on (task);
      return;
    }
  g_hash_table_add (work->tried, g_strdup (place));
  enroll_issuers_fetch_async (self->issuers,
                              place,
                              g_task_get_cancellable (task),
                              issuer_fetched_cb,
                              g_object_ref (task));
}

static void
go_on (GTask *task)
{
  g_autoptr (GTask) step =
      g_task_new (NULL, g_task_get_cancellable (task), step_done_cb, g_object_ref (task));

  g_task_set_source_tag (step, go_on);
  /* The task behind the step owns it. */
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, read_in_thread);
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
  EnrollGnutlsPki *self = ENROLL_GNUTLS_PKI (pki);
  g_autoptr (GTask) task = g_task_new (pki, cancellable, callback, user_data);
  ReadWork *work = g_new0 (ReadWork, 1);

  g_task_set_source_tag (task, enroll_gnutls_pki_read_credential_async);
  work->file = g_bytes_ref (file);
  work->key = key != NULL ? g_object_ref (key) : NULL;
  work->password = password != NULL ? enroll_secret_ref (password) : NULL;
  work->address = g_strdup (address);
  work->portal = self->portal != NULL ? enroll_portal_ref (self->portal) : NULL;
  work->places = g_ptr_array_new_with_free_func (g_free);
  work->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work->trouble = g_string_new (NULL);
  g_task_set_task_data (task, work, read_work_free);
  go_on (task);
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
enroll_gnutls_pki_dispose (GObject *object)
{
  EnrollGnutlsPki *self = ENROLL_GNUTLS_PKI (object);

  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_object (&self->issuers);

  G_OBJECT_CLASS (enroll_gnutls_pki_parent_class)->dispose (object);
}

static void
enroll_gnutls_pki_class_init (EnrollGnutlsPkiClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_gnutls_pki_dispose;
}

static void
enroll_gnutls_pki_init (EnrollGnutlsPki *self)
{
}

/**
 * enroll_gnutls_pki_new:
 * @portal: (nullable): the portal, if it may name the authorities that issue
 * @issuers: (nullable): where authorities are had that did not come with a certificate
 *
 * Returns: (transfer full): a reader and writer of certificates
 */
EnrollGnutlsPki *
enroll_gnutls_pki_new (EnrollPortal *portal, EnrollIssuers *issuers)
{
  EnrollGnutlsPki *self = g_object_new (ENROLL_TYPE_GNUTLS_PKI, NULL);

  self->portal = portal != NULL ? enroll_portal_ref (portal) : NULL;
  g_set_object (&self->issuers, issuers);
  return self;
}
