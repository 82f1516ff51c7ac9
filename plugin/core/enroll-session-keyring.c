/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-session-private.h"

/* The pass-phrase that a portal wants for revoking later is kept before the portal gets it, so that
 * whatever happens then, it is not lost. Without a keyring the enrollment goes on all the same: the
 * user is shown it at the end. */

typedef struct
{
  EnrollSession *session;
  void (*go_on) (EnrollSession *);
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->session);
  g_free (keeping);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeping, keeping_free)

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Keeping) keeping = user_data;
  g_autoptr (GError) error = NULL;
  EnrollSession *self = keeping->session;

  self->pass_phrase_is_kept = enroll_keyring_keep_finish (ENROLL_KEYRING (source), result, &error);
  self->pass_phrase_is_refused = !self->pass_phrase_is_kept;
  if (self->pass_phrase_is_refused)
    g_debug ("the pass-phrase was not kept: %s", error->message);
  if (self->state == ENROLL_STATE_SUBMITTING)
    keeping->go_on (self);
}

/**
 * enroll_session_keep_pass_phrase:
 * @self: a session in state %ENROLL_STATE_SUBMITTING
 * @go_on: what is done next, unless the session has been left
 *
 * Keeps the pass-phrase in the user's keyring, if there is one.
 */
void
enroll_session_keep_pass_phrase (EnrollSession *self, void (*go_on) (EnrollSession *))
{
  EnrollKeepsake keepsake = {
    .enrollment = self->enrollment_id,
    .address = self->identity->address,
    .host = self->form->host,
  };
  Keeping *keeping;

  if (!self->pass_phrase_is_kept)
    {
      g_free (self->pass_phrase_host);
      self->pass_phrase_host = g_strdup (self->form->host);
    }
  if (self->keyring == NULL || self->pass_phrase_is_kept)
    {
      go_on (self);
      return;
    }
  keeping = g_new0 (Keeping, 1);
  keeping->session = g_object_ref (self);
  keeping->go_on = go_on;
  enroll_keyring_keep_async (self->keyring,
                             &keepsake,
                             self->pass_phrase,
                             self->cancellable,
                             kept_cb,
                             keeping);
}

/**
 * enroll_session_get_pass_phrase_host:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who was given the pass-phrase, or is about to be
 */
const char *
enroll_session_get_pass_phrase_host (EnrollSession *self)
{
  if (self->state == ENROLL_STATE_SUBMITTING && !self->pass_phrase_is_kept &&
      enroll_form_find_field (self->form, ENROLL_ROLE_PASS_PHRASE) != NULL)
    return self->form->host;
  return self->pass_phrase_host;
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enroll_keyring_keep_finish (ENROLL_KEYRING (source), result, &error))
    {
      self->pass_phrase_is_kept = TRUE;
    }
  else
    {
      g_debug ("the kept pass-phrase was not named: %s", error->message);
    }
}

/**
 * enroll_session_name_pass_phrase:
 * @self: a session with a credential
 *
 * Notes beside the kept pass-phrase which certificate it is for; after an interruption nobody knows
 * whether it is kept, so that is done, too. Nothing waits for it.
 */
void
enroll_session_name_pass_phrase (EnrollSession *self)
{
  EnrollKeepsake keepsake = {
    .enrollment = self->enrollment_id,
    .address = self->identity->address,
    .host = self->pass_phrase_host,
    .issuer = self->credential->issuer,
    .serial = self->credential->serial,
  };

  if (self->keyring == NULL || self->pass_phrase_host == NULL || self->pass_phrase_is_refused)
    return;
  enroll_keyring_keep_async (self->keyring,
                             &keepsake,
                             self->pass_phrase,
                             NULL,
                             named_cb,
                             g_object_ref (self));
}

/**
 * enroll_session_has_kept_pass_phrase:
 * @self: a session
 *
 * Returns: %TRUE if the user's keyring has the pass-phrase; see enroll_session_get_pass_phrase()
 */
gboolean
enroll_session_has_kept_pass_phrase (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  return self->pass_phrase_is_kept;
}
