/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-store.h"
#include "fake-calls.h"
#include "fake-key.h"

/* A store that keeps the last key and credential. Calls: “make-key 3072”, “install”, “trust”. */
struct _FakeStore
{
  GObject parent_instance;

  FakeCalls *calls;
  EnrollKey *key;
  EnrollCredential *credential;
  gboolean root_is_unknown;
};

static void
fake_store_make_key_async (EnrollStore *store,
                           const EnrollKeyWish *wish,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  FakeStore *self = FAKE_STORE (store);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  g_clear_object (&self->key);
  self->key = ENROLL_KEY (fake_key_new (wish->bits > 0 ? wish->bits : 3072));
  fake_calls_record (self->calls, "make-key %u", wish->bits);
  fake_calls_end (self->calls, task, g_object_ref (self->key), g_object_unref);
}

static EnrollKey *
fake_store_make_key_finish (EnrollStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
end_install (FakeStore *self, EnrollCredential *credential, GTask *task)
{
  EnrollInstalled *installed = enroll_installed_new ("alice@example.org");

  g_clear_pointer (&self->credential, enroll_credential_unref);
  self->credential = enroll_credential_ref (credential);
  installed->root_is_unknown = self->root_is_unknown;
  installed->can_sign = !self->root_is_unknown;
  installed->can_encrypt = !self->root_is_unknown;
  fake_calls_end (self->calls, task, installed, (GDestroyNotify)enroll_installed_free);
}

static void
fake_store_install_async (EnrollStore *store,
                          EnrollCredential *credential,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  FakeStore *self = FAKE_STORE (store);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  fake_calls_record (self->calls, "install");
  end_install (self, credential, task);
}

static void
fake_store_trust_async (EnrollStore *store,
                        EnrollCredential *credential,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  FakeStore *self = FAKE_STORE (store);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  fake_calls_record (self->calls, "trust");
  if (!fake_calls_will_fail (self->calls))
    self->root_is_unknown = FALSE;
  end_install (self, credential, task);
}

static EnrollInstalled *
fake_store_install_finish (EnrollStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_store_iface_init (EnrollStoreInterface *iface)
{
  iface->make_key_async = fake_store_make_key_async;
  iface->make_key_finish = fake_store_make_key_finish;
  iface->install_async = fake_store_install_async;
  iface->trust_async = fake_store_trust_async;
  iface->install_finish = fake_store_install_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeStore,
                               fake_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_STORE, fake_store_iface_init))

static void
fake_store_finalize (GObject *object)
{
  FakeStore *self = FAKE_STORE (object);

  g_clear_pointer (&self->calls, fake_calls_free);
  g_clear_object (&self->key);
  g_clear_pointer (&self->credential, enroll_credential_unref);

  G_OBJECT_CLASS (fake_store_parent_class)->finalize (object);
}

static void
fake_store_class_init (FakeStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_store_finalize;
}

static void
fake_store_init (FakeStore *self)
{
  self->calls = fake_calls_new ();
}

FakeStore *
fake_store_new (void)
{
  return g_object_new (FAKE_TYPE_STORE, NULL);
}

const GPtrArray *
fake_store_get_history (FakeStore *self)
{
  return fake_calls_get_history (self->calls);
}

/**
 * fake_store_get_key:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the key that was made last
 */
EnrollKey *
fake_store_get_key (FakeStore *self)
{
  return self->key;
}

/**
 * fake_store_get_credential:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what was to be installed last
 */
EnrollCredential *
fake_store_get_credential (FakeStore *self)
{
  return self->credential;
}

/**
 * fake_store_set_root_is_unknown:
 * @self: a store
 * @root_is_unknown: whether it lacks trust in the root, until that is granted
 */
void
fake_store_set_root_is_unknown (FakeStore *self, gboolean root_is_unknown)
{
  self->root_is_unknown = root_is_unknown;
}

void
fake_store_set_ignores_cancel (FakeStore *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}

/**
 * fake_store_fail_next:
 * @self: a store
 * @name: “make-key”, “install” or “trust”
 * @error: (transfer full): how the next such call ends
 */
void
fake_store_fail_next (FakeStore *self, const char *name, GError *error)
{
  fake_calls_fail_next (self->calls, name, error);
}
