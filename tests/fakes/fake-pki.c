/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-pki.h"
#include "fake-calls.h"

/* Believes every file. Calls: “make-request ADDRESS”, “read-credential ADDRESS SIZE”. */
struct _FakePki
{
  GObject parent_instance;

  FakeCalls *calls;
  EnrollKey *key;
  EnrollSecret *password;
};

static void
fake_pki_make_request_async (EnrollPki *pki,
                             EnrollKey *key,
                             const char *address,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  FakePki *self = FAKE_PKI (pki);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  g_set_object (&self->key, key);
  fake_calls_record (self->calls, "make-request %s", address);
  fake_calls_end (self->calls, task, g_strdup (FAKE_PKI_REQUEST), g_free);
}

static char *
fake_pki_make_request_finish (EnrollPki *pki, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EnrollCredential *
make_credential (GBytes *file, EnrollKey *key, const char *address)
{
  EnrollCredential *credential = enroll_credential_new ();

  credential->certificate = g_bytes_ref (file);
  credential->private_key = key == NULL ? enroll_secret_bytes_new ("key", 3) : NULL;
  credential->name = g_strdup ("Alice Example");
  credential->issuer = g_strdup ("Example Personal CA");
  credential->address = g_strdup (address);
  credential->serial = g_strdup ("01");
  credential->fingerprint = g_strdup ("00:01");
  credential->root_name = g_strdup ("Example Root");
  credential->root_fingerprint = g_strdup ("00:02");
  credential->not_after = G_MAXINT32;
  credential->can_encrypt = TRUE;
  return credential;
}

static void
fake_pki_read_credential_async (EnrollPki *pki,
                                GBytes *file,
                                EnrollKey *key,
                                EnrollSecret *password,
                                const char *address,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  FakePki *self = FAKE_PKI (pki);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  g_set_object (&self->key, key);
  g_clear_pointer (&self->password, enroll_secret_unref);
  /* A copy: what becomes of the original is the session's affair. */
  self->password = password != NULL ? enroll_secret_new (enroll_secret_peek (password)) : NULL;
  fake_calls_record (self->calls,
                     "read-credential %s %" G_GSIZE_FORMAT,
                     address,
                     g_bytes_get_size (file));
  fake_calls_end (self->calls,
                  task,
                  make_credential (file, key, address),
                  (GDestroyNotify)enroll_credential_unref);
}

static EnrollCredential *
fake_pki_read_credential_finish (EnrollPki *pki, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_pki_iface_init (EnrollPkiInterface *iface)
{
  iface->make_request_async = fake_pki_make_request_async;
  iface->make_request_finish = fake_pki_make_request_finish;
  iface->read_credential_async = fake_pki_read_credential_async;
  iface->read_credential_finish = fake_pki_read_credential_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakePki,
                               fake_pki,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PKI, fake_pki_iface_init))

static void
fake_pki_finalize (GObject *object)
{
  FakePki *self = FAKE_PKI (object);

  g_clear_pointer (&self->calls, fake_calls_free);
  g_clear_object (&self->key);
  g_clear_pointer (&self->password, enroll_secret_unref);

  G_OBJECT_CLASS (fake_pki_parent_class)->finalize (object);
}

static void
fake_pki_class_init (FakePkiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_pki_finalize;
}

static void
fake_pki_init (FakePki *self)
{
  self->calls = fake_calls_new ();
}

FakePki *
fake_pki_new (void)
{
  return g_object_new (FAKE_TYPE_PKI, NULL);
}

const GPtrArray *
fake_pki_get_history (FakePki *self)
{
  return fake_calls_get_history (self->calls);
}

/**
 * fake_pki_get_key:
 * @self: a double
 *
 * Returns: (transfer none) (nullable): the key of the last call
 */
EnrollKey *
fake_pki_get_key (FakePki *self)
{
  return self->key;
}

/**
 * fake_pki_get_password:
 * @self: a double
 *
 * Returns: (transfer none) (nullable): the password that the last credential was read with
 */
EnrollSecret *
fake_pki_get_password (FakePki *self)
{
  return self->password;
}

void
fake_pki_set_ignores_cancel (FakePki *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}

/**
 * fake_pki_fail_next:
 * @self: a double
 * @name: “make-request” or “read-credential”
 * @error: (transfer full): how the next such call ends
 */
void
fake_pki_fail_next (FakePki *self, const char *name, GError *error)
{
  fake_calls_fail_next (self->calls, name, error);
}
