/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-vault.h"
#include "fake-calls.h"

/* Turns every byte into another one, and knows its own work by the name in front. Calls: “seal”,
 * “open”, “forget”. */
struct _FakeVault
{
  GObject parent_instance;

  FakeCalls *calls;
};

static GBytes *
turn (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *turned = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    turned[i] = data[i] ^ 0x5a;
  return g_bytes_new_take (turned, size);
}

static void
run (EnrollVault *vault,
     const char *name,
     GBytes *input,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  FakeVault *self = FAKE_VAULT (vault);
  GTask *task = fake_calls_begin (self->calls, self, NULL, callback, user_data);

  fake_calls_record (self->calls, "%s", name);
  fake_calls_end (self->calls, task, turn (input), (GDestroyNotify)g_bytes_unref);
}

static void
fake_vault_seal_async (EnrollVault *vault,
                       const char *enrollment,
                       GBytes *plain,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  run (vault, "seal", plain, callback, user_data);
}

static void
fake_vault_open_async (EnrollVault *vault,
                       const char *enrollment,
                       GBytes *sealed,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  run (vault, "open", sealed, callback, user_data);
}

static GBytes *
fake_vault_finish (EnrollVault *vault, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_vault_forget (EnrollVault *vault, const char *enrollment)
{
  fake_calls_record (FAKE_VAULT (vault)->calls, "forget");
}

static void
fake_vault_iface_init (EnrollVaultInterface *iface)
{
  iface->seal_async = fake_vault_seal_async;
  iface->open_async = fake_vault_open_async;
  iface->finish = fake_vault_finish;
  iface->forget = fake_vault_forget;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeVault,
                               fake_vault,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VAULT, fake_vault_iface_init))

static void
fake_vault_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_VAULT (object)->calls, fake_calls_free);

  G_OBJECT_CLASS (fake_vault_parent_class)->finalize (object);
}

static void
fake_vault_class_init (FakeVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_vault_finalize;
}

static void
fake_vault_init (FakeVault *self)
{
  self->calls = fake_calls_new ();
}

FakeVault *
fake_vault_new (void)
{
  return g_object_new (FAKE_TYPE_VAULT, NULL);
}

void
fake_vault_fail_next (FakeVault *self, const char *name, GError *error)
{
  fake_calls_fail_next (self->calls, name, error);
}

const GPtrArray *
fake_vault_get_history (FakeVault *self)
{
  return fake_calls_get_history (self->calls);
}
