/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "ui-fake-world.h"

typedef enum
{
  OPERATION_VISIT,
  OPERATION_KEY,
  OPERATION_REQUEST,
  OPERATION_CREDENTIAL,
  OPERATION_INSTALL,
  OPERATION_BIND,
  OPERATION_PROVE,
} Operation;

struct _UiFakeWorld
{
  GObject parent_instance;

  FakeInbox *inbox;
  FakeKeyring *keyring;
  GTask *task;
  Operation operation;
  GQueue forms;
  EnrollCredential *credential;
  EnrollProof *proof;
  gboolean root_is_unknown;
  gboolean is_trusted;
  gboolean was_cancelled;
};

#define UI_FAKE_TYPE_KEY (ui_fake_key_get_type ())
G_DECLARE_FINAL_TYPE (UiFakeKey, ui_fake_key, UI_FAKE, KEY, GObject)

struct _UiFakeKey
{
  GObject parent_instance;
};

static char *
ui_fake_key_dup_id (EnrollKey *key)
{
  return g_strdup ("00");
}

static void
ui_fake_key_key_init (EnrollKeyInterface *iface)
{
  iface->dup_id = ui_fake_key_dup_id;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiFakeKey,
                               ui_fake_key,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEY, ui_fake_key_key_init))

static void
ui_fake_key_class_init (UiFakeKeyClass *klass)
{
}

static void
ui_fake_key_init (UiFakeKey *self)
{
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  UI_FAKE_WORLD (user_data)->was_cancelled = TRUE;
}

static void
begin (gpointer self,
       Operation operation,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  UiFakeWorld *world = UI_FAKE_WORLD (self);

  g_assert (world->task == NULL);
  world->task = g_task_new (world, cancellable, callback, user_data);
  world->operation = operation;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), world, 0);
}

static void
open_async (EnrollVisit *self,
            const char *link,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  begin (self, OPERATION_VISIT, cancellable, callback, user_data);
}

static void
submit_async (EnrollVisit *self,
              EnrollForm *form,
              EnrollAnswers *answers,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  begin (self, OPERATION_VISIT, cancellable, callback, user_data);
}

static void
wait_async (EnrollVisit *self,
            EnrollForm *form,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  begin (self, OPERATION_VISIT, cancellable, callback, user_data);
}

static EnrollForm *
step_finish (EnrollVisit *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ui_fake_world_visit_init (EnrollVisitInterface *iface)
{
  iface->open_async = open_async;
  iface->submit_async = submit_async;
  iface->wait_async = wait_async;
  iface->step_finish = step_finish;
}

static void
make_request_async (EnrollPki *self,
                    EnrollKey *key,
                    const char *address,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  begin (self, OPERATION_REQUEST, cancellable, callback, user_data);
}

static char *
make_request_finish (EnrollPki *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_credential_async (EnrollPki *self,
                       GBytes *file,
                       EnrollKey *key,
                       EnrollSecret *password,
                       const char *address,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  begin (self, OPERATION_CREDENTIAL, cancellable, callback, user_data);
}

static EnrollCredential *
read_credential_finish (EnrollPki *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ui_fake_world_pki_init (EnrollPkiInterface *iface)
{
  iface->make_request_async = make_request_async;
  iface->make_request_finish = make_request_finish;
  iface->read_credential_async = read_credential_async;
  iface->read_credential_finish = read_credential_finish;
}

static void
make_key_async (EnrollStore *self,
                const EnrollKeyWish *wish,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  begin (self, OPERATION_KEY, cancellable, callback, user_data);
}

static EnrollKey *
make_key_finish (EnrollStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
install_async (EnrollStore *self,
               EnrollCredential *credential,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  begin (self, OPERATION_INSTALL, cancellable, callback, user_data);
}

static void
trust_async (EnrollStore *self,
             EnrollCredential *credential,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  UI_FAKE_WORLD (self)->is_trusted = TRUE;
  begin (self, OPERATION_INSTALL, cancellable, callback, user_data);
}

static EnrollInstalled *
install_finish (EnrollStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ui_fake_world_store_init (EnrollStoreInterface *iface)
{
  iface->make_key_async = make_key_async;
  iface->make_key_finish = make_key_finish;
  iface->install_async = install_async;
  iface->trust_async = trust_async;
  iface->install_finish = install_finish;
}

static void
bind_async (EnrollAccount *self,
            EnrollIdentity *identity,
            const EnrollInstalled *installed,
            EnrollSettings *settings,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  begin (self, OPERATION_BIND, cancellable, callback, user_data);
}

static gboolean
bind_finish (EnrollAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
prove_async (EnrollAccount *self,
             EnrollIdentity *identity,
             const EnrollInstalled *installed,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  begin (self, OPERATION_PROVE, cancellable, callback, user_data);
}

static EnrollProof *
prove_finish (EnrollAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ui_fake_world_account_init (EnrollAccountInterface *iface)
{
  iface->bind_async = bind_async;
  iface->bind_finish = bind_finish;
  iface->prove_async = prove_async;
  iface->prove_finish = prove_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiFakeWorld,
                               ui_fake_world,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT, ui_fake_world_visit_init)
                                   G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PKI, ui_fake_world_pki_init)
                                       G_IMPLEMENT_INTERFACE (ENROLL_TYPE_STORE,
                                                              ui_fake_world_store_init)
                                           G_IMPLEMENT_INTERFACE (ENROLL_TYPE_ACCOUNT,
                                                                  ui_fake_world_account_init))

static void
ui_fake_world_dispose (GObject *object)
{
  UiFakeWorld *self = UI_FAKE_WORLD (object);

  g_clear_object (&self->inbox);
  g_clear_object (&self->keyring);
  g_queue_clear_full (&self->forms, (GDestroyNotify)enroll_form_unref);
  g_clear_pointer (&self->credential, enroll_credential_unref);
  g_clear_pointer (&self->proof, enroll_proof_free);

  G_OBJECT_CLASS (ui_fake_world_parent_class)->dispose (object);
}

static void
ui_fake_world_class_init (UiFakeWorldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_fake_world_dispose;
}

static void
ui_fake_world_init (UiFakeWorld *self)
{
  self->inbox = fake_inbox_new ();
  self->keyring = fake_keyring_new ();
  g_queue_init (&self->forms);
}

UiFakeWorld *
ui_fake_world_new (void)
{
  return g_object_new (UI_FAKE_TYPE_WORLD, NULL);
}

/* @form: (transfer full): what the portal shows next */
void
ui_fake_world_add_form (UiFakeWorld *self, EnrollForm *form)
{
  g_queue_push_tail (&self->forms, form);
}

/* @credential: (transfer full) */
void
ui_fake_world_set_credential (UiFakeWorld *self, EnrollCredential *credential)
{
  g_clear_pointer (&self->credential, enroll_credential_unref);
  self->credential = credential;
}

void
ui_fake_world_set_root_is_unknown (UiFakeWorld *self, gboolean root_is_unknown)
{
  self->root_is_unknown = root_is_unknown;
}

void
ui_fake_world_set_proof (UiFakeWorld *self, gboolean is_trusted, gboolean was_encrypted)
{
  g_clear_pointer (&self->proof, enroll_proof_free);
  self->proof = enroll_proof_new ();
  self->proof->was_signed = TRUE;
  self->proof->is_trusted = is_trusted;
  self->proof->was_encrypted = was_encrypted;
  self->proof->signs_by_default = TRUE;
  self->proof->is_saved = TRUE;
}

FakeInbox *
ui_fake_world_get_inbox (UiFakeWorld *self)
{
  return self->inbox;
}

FakeKeyring *
ui_fake_world_get_keyring (UiFakeWorld *self)
{
  return self->keyring;
}

gboolean
ui_fake_world_is_busy (UiFakeWorld *self)
{
  return self->task != NULL;
}

gboolean
ui_fake_world_was_cancelled (UiFakeWorld *self)
{
  return self->was_cancelled;
}

static void
return_installed (UiFakeWorld *self, GTask *task)
{
  EnrollInstalled *installed = enroll_installed_new ("Alice Example’s ID");

  installed->can_sign = TRUE;
  installed->can_encrypt = self->credential->can_encrypt;
  installed->root_is_unknown = self->root_is_unknown && !self->is_trusted;
  g_task_return_pointer (task, installed, (GDestroyNotify)enroll_installed_free);
}

/* The open operation succeeds. */
void
ui_fake_world_finish (UiFakeWorld *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_assert (task != NULL);
  switch (self->operation)
    {
    case OPERATION_VISIT:
      g_assert (!g_queue_is_empty (&self->forms));
      g_task_return_pointer (task,
                             g_queue_pop_head (&self->forms),
                             (GDestroyNotify)enroll_form_unref);
      break;
    case OPERATION_KEY:
      g_task_return_pointer (task, g_object_new (UI_FAKE_TYPE_KEY, NULL), g_object_unref);
      break;
    case OPERATION_REQUEST:
      g_task_return_pointer (task, g_strdup ("request"), g_free);
      break;
    case OPERATION_CREDENTIAL:
      g_task_return_pointer (task,
                             enroll_credential_ref (self->credential),
                             (GDestroyNotify)enroll_credential_unref);
      break;
    case OPERATION_INSTALL:
      return_installed (self, task);
      break;
    case OPERATION_BIND:
      g_task_return_boolean (task, TRUE);
      break;
    case OPERATION_PROVE:
      g_task_return_pointer (task,
                             g_steal_pointer (&self->proof),
                             (GDestroyNotify)enroll_proof_free);
      break;
    }
}

/* The open operation fails. */
void
ui_fake_world_fail (UiFakeWorld *self, EnrollError code, const char *message)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_assert (task != NULL);
  g_task_return_new_error (task, ENROLL_ERROR, (int)code, "%s", message);
}
