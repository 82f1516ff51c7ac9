/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-account.h"
#include "fake-calls.h"

/* Calls: “bind UID NICKNAME”, “prove UID NICKNAME”. */
struct _FakeAccount
{
  GObject parent_instance;

  FakeCalls *calls;
};

static void
fake_account_bind_async (EnrollAccount *account,
                         EnrollIdentity *identity,
                         const EnrollInstalled *installed,
                         EnrollSettings *settings,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FakeAccount *self = FAKE_ACCOUNT (account);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);

  fake_calls_record (self->calls, "bind %s %s", identity->uid, installed->nickname);
  fake_calls_end (self->calls, task, g_object_ref (self), g_object_unref);
}

static gboolean
fake_account_bind_finish (EnrollAccount *account, GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) bound = g_task_propagate_pointer (G_TASK (result), error);

  return bound != NULL;
}

static void
fake_account_prove_async (EnrollAccount *account,
                          EnrollIdentity *identity,
                          const EnrollInstalled *installed,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  FakeAccount *self = FAKE_ACCOUNT (account);
  GTask *task = fake_calls_begin (self->calls, self, cancellable, callback, user_data);
  EnrollProof *proof = enroll_proof_new ();

  proof->was_signed = TRUE;
  proof->is_trusted = installed->can_sign;
  proof->was_encrypted = installed->can_encrypt;
  proof->is_saved = TRUE;
  fake_calls_record (self->calls, "prove %s %s", identity->uid, installed->nickname);
  fake_calls_end (self->calls, task, proof, (GDestroyNotify)enroll_proof_free);
}

static EnrollProof *
fake_account_prove_finish (EnrollAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_account_iface_init (EnrollAccountInterface *iface)
{
  iface->bind_async = fake_account_bind_async;
  iface->bind_finish = fake_account_bind_finish;
  iface->prove_async = fake_account_prove_async;
  iface->prove_finish = fake_account_prove_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeAccount,
                               fake_account,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_ACCOUNT, fake_account_iface_init))

static void
fake_account_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_ACCOUNT (object)->calls, fake_calls_free);

  G_OBJECT_CLASS (fake_account_parent_class)->finalize (object);
}

static void
fake_account_class_init (FakeAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_account_finalize;
}

static void
fake_account_init (FakeAccount *self)
{
  self->calls = fake_calls_new ();
}

FakeAccount *
fake_account_new (void)
{
  return g_object_new (FAKE_TYPE_ACCOUNT, NULL);
}

const GPtrArray *
fake_account_get_history (FakeAccount *self)
{
  return fake_calls_get_history (self->calls);
}

void
fake_account_set_ignores_cancel (FakeAccount *self, gboolean ignores_cancel)
{
  fake_calls_set_ignores_cancel (self->calls, ignores_cancel);
}

/**
 * fake_account_fail_next:
 * @self: an account
 * @name: “bind” or “prove”
 * @error: (transfer full): how the next such call ends
 */
void
fake_account_fail_next (FakeAccount *self, const char *name, GError *error)
{
  fake_calls_fail_next (self->calls, name, error);
}
