/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-keyring.h"
#include "fake-calls.h"

/* Keeps the last pass-phrase. Calls: “keep ADDRESS HOST SERIAL”. */
struct _FakeKeyring
{
  GObject parent_instance;

  FakeCalls *calls;
  EnrollSecret *pass_phrase;
  char *enrollment;
};

static void
fake_keyring_keep_async (EnrollKeyring *keyring,
                         const EnrollKeepsake *keepsake,
                         EnrollSecret *pass_phrase,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FakeKeyring *self = FAKE_KEYRING (keyring);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  g_clear_pointer (&self->pass_phrase, enroll_secret_unref);
  self->pass_phrase = enroll_secret_ref (pass_phrase);
  g_free (self->enrollment);
  self->enrollment = g_strdup (keepsake->enrollment);
  fake_calls_record (self->calls,
                     "keep %s %s %s",
                     keepsake->address,
                     keepsake->host,
                     keepsake->serial != NULL ? keepsake->serial : "-");
  fake_calls_end (self->calls, task, g_object_ref (self), g_object_unref);
}

static gboolean
fake_keyring_keep_finish (EnrollKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) kept = g_task_propagate_pointer (G_TASK (result), error);

  return kept != NULL;
}

static void
fake_keyring_iface_init (EnrollKeyringInterface *iface)
{
  iface->keep_async = fake_keyring_keep_async;
  iface->keep_finish = fake_keyring_keep_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeKeyring,
                               fake_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEYRING, fake_keyring_iface_init))

static void
fake_keyring_finalize (GObject *object)
{
  FakeKeyring *self = FAKE_KEYRING (object);

  g_clear_pointer (&self->calls, fake_calls_free);
  g_clear_pointer (&self->pass_phrase, enroll_secret_unref);
  g_free (self->enrollment);

  G_OBJECT_CLASS (fake_keyring_parent_class)->finalize (object);
}

static void
fake_keyring_class_init (FakeKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_keyring_finalize;
}

static void
fake_keyring_init (FakeKeyring *self)
{
  self->calls = fake_calls_new ();
}

FakeKeyring *
fake_keyring_new (void)
{
  return g_object_new (FAKE_TYPE_KEYRING, NULL);
}

const GPtrArray *
fake_keyring_get_history (FakeKeyring *self)
{
  return fake_calls_get_history (self->calls);
}

/**
 * fake_keyring_get_pass_phrase:
 * @self: a keyring
 *
 * Returns: (transfer none) (nullable): what was to be kept last
 */
EnrollSecret *
fake_keyring_get_pass_phrase (FakeKeyring *self)
{
  return self->pass_phrase;
}

const char *
fake_keyring_get_enrollment (FakeKeyring *self)
{
  return self->enrollment;
}

void
fake_keyring_set_ignores_cancel (FakeKeyring *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}

/**
 * fake_keyring_fail_next:
 * @self: a keyring
 * @error: (transfer full): how the next attempt to keep something ends
 */
void
fake_keyring_fail_next (FakeKeyring *self, GError *error)
{
  fake_calls_fail_next (self->calls, "keep", error);
}
