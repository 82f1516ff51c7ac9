/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-session-private.h"

#include <glib/gi18n-lib.h>

/* The second half of an enrollment: from the file that came to the proof. */

/* A file that the user was given may be protected with a password that the user has chosen. */
static void
ask_password (EnrollSession *self)
{
  gboolean is_asked_again = self->questions_form == self->form;

  if (!is_asked_again)
    enroll_form_add_field (self->form, ENROLL_FIELD_PASSWORD, 0, _ ("Password of the file"));
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->questions_form, enroll_form_unref);
  self->questions = g_ptr_array_new_with_free_func (g_object_unref);
  self->questions_form = enroll_form_ref (self->form);
  g_ptr_array_add (
      self->questions,
      enroll_question_new (self->form,
                           self->form->fields->len - 1,
                           is_asked_again ? _ ("This password does not open the file.") : NULL));
  enroll_session_send (self, ENROLL_EVENT_PASSWORD_NEEDED);
}

/* The file is open. */
static void
forget_password (EnrollSession *self)
{
  g_clear_pointer (&self->password, enroll_secret_unref);
  if (self->questions_form != self->form)
    return;
  g_clear_pointer (&self->questions, g_ptr_array_unref);
}

/* The last line of defence: a form may not have told who makes the key. */
static GError *
refuse_foreign_key (EnrollSession *self)
{
  if (self->settings->server_made_keys || self->credential == NULL ||
      self->credential->private_key == NULL)
    return NULL;

  g_clear_pointer (&self->credential, enroll_credential_unref);
  return g_error_new (ENROLL_ERROR,
                      ENROLL_ERROR_SERVER_KEY,
                      "%s sent a key that it had made, and server-made-keys is off",
                      self->form->host);
}

static void
credential_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->credential = enroll_pki_read_credential_finish (ENROLL_PKI (source), result, &error);
  if (self->state == ENROLL_STATE_CHECKING && self->has_browsed &&
      g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_PASSWORD))
    {
      ask_password (self);
      return;
    }
  if (self->state == ENROLL_STATE_CHECKING && error != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      enroll_session_looks_beyond_file (self))
    return;
  if (error == NULL)
    error = refuse_foreign_key (self);
  if (enroll_session_ends_here (self, &error))
    return;
  g_clear_pointer (&self->kept_file, g_bytes_unref);
  forget_password (self);
  enroll_session_name_pass_phrase (self);
  enroll_session_send (self, ENROLL_EVENT_CREDENTIAL_GOOD);
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollInstalled) installed = NULL;

  installed = enroll_store_install_finish (ENROLL_STORE (source), result, &error);
  if (enroll_session_ends_here (self, &error))
    return;

  g_clear_pointer (&self->installed, enroll_installed_free);
  self->installed = g_steal_pointer (&installed);
  if (self->state == ENROLL_STATE_TRUSTING)
    {
      enroll_session_send (self, ENROLL_EVENT_TRUSTED);
    }
  else if (self->installed->root_is_unknown)
    {
      enroll_session_send (self, ENROLL_EVENT_ROOT_UNKNOWN);
    }
  else
    {
      enroll_session_send (self, ENROLL_EVENT_INSTALLED);
    }
}

static void
bound_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  enroll_account_bind_finish (ENROLL_ACCOUNT (source), result, &error);
  if (!enroll_session_ends_here (self, &error))
    enroll_session_send (self, ENROLL_EVENT_BOUND);
}

static void
proved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->proof = enroll_account_prove_finish (ENROLL_ACCOUNT (source), result, &error);
  if (!enroll_session_ends_here (self, &error))
    enroll_session_send (self, ENROLL_EVENT_PROVED);
}

/* The only question about a file is its password. */
static void
take_password (EnrollSession *self)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  EnrollQuestion *question = g_ptr_array_index (self->questions, 0);
  const EnrollAnswer *answer;

  enroll_question_answer (question, answers);
  answer = enroll_answers_find (answers, enroll_question_get_field (question));
  enroll_secret_unref (self->password);
  self->password = enroll_secret_ref (answer->secret);
}

static void
read_credential (EnrollSession *self)
{
  enroll_pki_read_credential_async (self->pki,
                                    self->form->attachment,
                                    self->key,
                                    self->password,
                                    self->identity->address,
                                    self->cancellable,
                                    credential_read_cb,
                                    g_object_ref (self));
}

/* After an interruption: the certificate's key is in the store. */
static void
key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->key = enroll_store_make_key_finish (ENROLL_STORE (source), result, &error);
  if (!enroll_session_ends_here (self, &error))
    read_credential (self);
}

void
enroll_session_check_credential (EnrollSession *self)
{
  const EnrollKeyWish wish = { self->enrollment_id, self->key_id, 0 };

  if (enroll_session_is_answered (self))
    take_password (self);
  if (self->key == NULL && self->key_id != NULL)
    {
      enroll_store_make_key_async (self->store,
                                   &wish,
                                   self->cancellable,
                                   key_found_cb,
                                   g_object_ref (self));
    }
  else
    {
      read_credential (self);
    }
}

void
enroll_session_install (EnrollSession *self)
{
  enroll_store_install_async (self->store,
                              self->credential,
                              self->cancellable,
                              installed_cb,
                              g_object_ref (self));
}

void
enroll_session_trust_root (EnrollSession *self)
{
  enroll_store_trust_async (self->store,
                            self->credential,
                            self->cancellable,
                            installed_cb,
                            g_object_ref (self));
}

void
enroll_session_bind_account (EnrollSession *self)
{
  enroll_account_bind_async (self->account,
                             self->identity,
                             self->installed,
                             self->settings,
                             self->cancellable,
                             bound_cb,
                             g_object_ref (self));
}

void
enroll_session_prove (EnrollSession *self)
{
  enroll_account_prove_async (self->account,
                              self->identity,
                              self->installed,
                              self->cancellable,
                              proved_cb,
                              g_object_ref (self));
}
