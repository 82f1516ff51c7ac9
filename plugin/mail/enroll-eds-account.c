/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-camel-proof.h"
#include "enroll-eds-account.h"
#include "enroll-error.h"

/* EnrollAccount by evolution-data-server: the S/MIME settings of a mail identity. Sources are
 * changed in the main thread; the proof runs in a worker thread. */
struct _EnrollEdsAccount
{
  GObject parent_instance;

  ESourceRegistry *registry;
  CamelSession *session;
  GWeakRef edited_source; /* the account editor may be closed before the certificate is here */
};

typedef struct
{
  CamelSession *session;
  EnrollInstalled *installed;
  gboolean signs_by_default;
  gboolean is_saved;
} Trial;

static void enroll_eds_account_account_init (EnrollAccountInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollEdsAccount,
                               enroll_eds_account,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_ACCOUNT,
                                                      enroll_eds_account_account_init))

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_object_unref (trial->session);
  enroll_installed_free (trial->installed);
  g_free (trial);
}

/* Encryption is bound only if the store grants it: an encryption certificate that it does not
 * grant makes signing fail. What the user had before stays, unless it is this very certificate. */
static void
set_up_source (ESource *source, const EnrollInstalled *installed, const EnrollSettings *settings)
{
  ESourceSMIME *smime = e_source_get_extension (source, E_SOURCE_EXTENSION_SMIME);

  e_source_smime_set_signing_certificate (smime, installed->nickname);
  e_source_smime_set_signing_algorithm (smime, "sha256");
  if (settings->sign_by_default)
    e_source_smime_set_sign_by_default (smime, TRUE);

  if (installed->can_encrypt)
    {
      e_source_smime_set_encryption_certificate (smime, installed->nickname);
      e_source_smime_set_encrypt_to_self (smime, TRUE);
      if (settings->encrypt_by_default)
        e_source_smime_set_encrypt_by_default (smime, TRUE);
    }
  else if (g_strcmp0 (e_source_smime_get_encryption_certificate (smime), installed->nickname) == 0)
    {
      e_source_smime_set_encryption_certificate (smime, NULL);
      e_source_smime_set_encrypt_by_default (smime, FALSE);
    }
}

static gboolean
signs_by_default (ESource *source)
{
  return e_source_smime_get_sign_by_default (
      e_source_get_extension (source, E_SOURCE_EXTENSION_SMIME));
}

/* The account editor works on a copy, and saves it by itself if the user says so.
 *
 * Returns: (transfer full) (nullable): the copy of @identity, if an editor has one */
static ESource *
ref_edited_source (EnrollEdsAccount *self, const EnrollIdentity *identity)
{
  g_autoptr (ESource) edited = g_weak_ref_get (&self->edited_source);

  return edited != NULL && g_strcmp0 (e_source_get_uid (edited), identity->uid) == 0
             ? g_steal_pointer (&edited)
             : NULL;
}

static void
source_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (e_source_write_finish (E_SOURCE (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_ACCOUNT,
                               "the account could not be saved: %s",
                               error->message);
    }
}

static void
enroll_eds_account_bind_async (EnrollAccount *account,
                               EnrollIdentity *identity,
                               const EnrollInstalled *installed,
                               EnrollSettings *settings,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  EnrollEdsAccount *self = ENROLL_EDS_ACCOUNT (account);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (ESource) edited = ref_edited_source (self, identity);
  g_autoptr (ESource) source = NULL;

  g_task_set_source_tag (task, enroll_eds_account_bind_async);

  if (edited != NULL)
    {
      set_up_source (edited, installed, settings);
      g_task_return_boolean (task, TRUE);
      return;
    }

  source = e_source_registry_ref_source (self->registry, identity->uid);
  if (source == NULL || !e_source_get_writable (source))
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_ACCOUNT,
                               "the account is %s; choose the certificate “%s” by hand",
                               source == NULL ? "gone" : "read-only",
                               installed->nickname);
      return;
    }
  set_up_source (source, installed, settings);
  e_source_write (source, cancellable, source_written_cb, g_object_ref (task));
}

static gboolean
enroll_eds_account_bind_finish (EnrollAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
prove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Trial *trial = task_data;
  GError *error = NULL;
  EnrollProof *proof = enroll_camel_prove (trial->session, trial->installed, cancellable, &error);

  if (proof != NULL)
    {
      proof->signs_by_default = trial->signs_by_default;
      proof->is_saved = trial->is_saved;
      g_task_return_pointer (task, proof, (GDestroyNotify)enroll_proof_free);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
enroll_eds_account_prove_async (EnrollAccount *account,
                                EnrollIdentity *identity,
                                const EnrollInstalled *installed,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  EnrollEdsAccount *self = ENROLL_EDS_ACCOUNT (account);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (ESource) edited = ref_edited_source (self, identity);
  g_autoptr (ESource) source = edited != NULL
                                   ? g_object_ref (edited)
                                   : e_source_registry_ref_source (self->registry, identity->uid);
  Trial *trial = g_new0 (Trial, 1);

  g_task_set_source_tag (task, enroll_eds_account_prove_async);
  trial->session = g_object_ref (self->session);
  trial->signs_by_default = source != NULL && signs_by_default (source);
  trial->is_saved = edited == NULL;
  trial->installed = enroll_installed_copy (installed);
  g_task_set_task_data (task, trial, trial_free);
  g_task_run_in_thread (task, prove_in_thread);
}

static EnrollProof *
enroll_eds_account_prove_finish (EnrollAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
enroll_eds_account_account_init (EnrollAccountInterface *iface)
{
  iface->bind_async = enroll_eds_account_bind_async;
  iface->bind_finish = enroll_eds_account_bind_finish;
  iface->prove_async = enroll_eds_account_prove_async;
  iface->prove_finish = enroll_eds_account_prove_finish;
}

static void
enroll_eds_account_dispose (GObject *object)
{
  EnrollEdsAccount *self = ENROLL_EDS_ACCOUNT (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enroll_eds_account_parent_class)->dispose (object);
}

static void
enroll_eds_account_finalize (GObject *object)
{
  g_weak_ref_clear (&ENROLL_EDS_ACCOUNT (object)->edited_source);

  G_OBJECT_CLASS (enroll_eds_account_parent_class)->finalize (object);
}

static void
enroll_eds_account_class_init (EnrollEdsAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_eds_account_dispose;
  G_OBJECT_CLASS (klass)->finalize = enroll_eds_account_finalize;
}

static void
enroll_eds_account_init (EnrollEdsAccount *self)
{
  g_weak_ref_init (&self->edited_source, NULL);
}

/**
 * enroll_eds_account_new:
 * @registry: (nullable): the accounts; may be %NULL if @edited_source is the only one
 * @session: the mail program's session
 * @edited_source: (nullable): the account editor's copy of an identity, which it saves by itself; once
 *   it is gone, the account itself is changed
 *
 * Returns: (transfer full): the accounts' side of an enrollment
 */
EnrollEdsAccount *
enroll_eds_account_new (ESourceRegistry *registry, CamelSession *session, ESource *edited_source)
{
  EnrollEdsAccount *self = g_object_new (ENROLL_TYPE_EDS_ACCOUNT, NULL);

  g_set_object (&self->registry, registry);
  g_set_object (&self->session, session);
  g_weak_ref_set (&self->edited_source, edited_source);
  return self;
}
