/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-session-private.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_IS_WATCHING_INBOX,
  PROP_HAS_ARRIVED_LINK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EnrollSession, enroll_session, G_TYPE_OBJECT)

/**
 * enroll_session_send:
 * @self: a session
 * @event: what happened
 *
 * The only place where the state changes.
 */
void
enroll_session_send (EnrollSession *self, EnrollEvent event)
{
  EnrollState next;

  enroll_session_probe (self, ENROLL_PROBE_LEFT);
  if (!enroll_flow_step (self->state, event, &next))
    {
      g_critical ("event %d has no place in state %d", (int)event, (int)self->state);
      return;
    }

  g_debug ("state %d, event %d, state %d", (int)self->state, (int)event, (int)next);
  self->state = next;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (self->state == next)
    enroll_session_enter (self);
}

/**
 * enroll_session_fail:
 * @self: a session whose effect failed
 * @error: (transfer full): why
 */
void
enroll_session_fail (EnrollSession *self, GError *error)
{
  g_debug ("state %d failed: %s", (int)self->state, error->message);
  g_clear_error (&self->error);
  self->error = error;
  self->failed_state = self->state;
  enroll_session_send (self, ENROLL_EVENT_FAILED);
}

void
enroll_session_notify_inbox (EnrollSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WATCHING_INBOX]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ARRIVED_LINK]);
}

static void
enroll_session_dispose (GObject *object)
{
  EnrollSession *self = ENROLL_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  enroll_session_unwatch_inbox (self);
  g_clear_object (&self->inbox);
  g_clear_object (&self->keyring);
  g_clear_object (&self->journal);
  g_clear_object (&self->visit);
  g_clear_object (&self->pki);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->key);

  G_OBJECT_CLASS (enroll_session_parent_class)->dispose (object);
}

static void
enroll_session_finalize (GObject *object)
{
  EnrollSession *self = ENROLL_SESSION (object);

  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_pointer (&self->settings, enroll_settings_unref);
  g_clear_pointer (&self->invitation, enroll_invitation_unref);
  g_clear_pointer (&self->identity, enroll_identity_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->link, enroll_secret_unref);
  g_clear_pointer (&self->form, enroll_form_unref);
  g_clear_pointer (&self->list_before, enroll_form_unref);
  g_clear_pointer (&self->plan, enroll_plan_free);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->questions_form, enroll_form_unref);
  g_clear_pointer (&self->accepted_terms, g_hash_table_unref);
  g_free (self->request);
  g_clear_pointer (&self->password, enroll_secret_unref);
  g_clear_pointer (&self->pass_phrase, enroll_secret_unref);
  g_clear_pointer (&self->credential, enroll_credential_unref);
  g_clear_pointer (&self->installed, enroll_installed_free);
  g_clear_pointer (&self->proof, enroll_proof_free);
  g_free (self->enrollment_id);
  g_free (self->pass_phrase_host);
  g_free (self->link_digest);
  g_clear_pointer (&self->opened, g_ptr_array_unref);
  g_clear_pointer (&self->kept_file, g_bytes_unref);
  g_free (self->key_id);
  g_clear_pointer (&self->continued, enroll_entry_free);

  G_OBJECT_CLASS (enroll_session_parent_class)->finalize (object);
}

static void
enroll_session_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int)ENROLL_SESSION (object)->state);
      break;
    case PROP_IS_WATCHING_INBOX:
      g_value_set_boolean (value, enroll_session_is_watching_inbox (ENROLL_SESSION (object)));
      break;
    case PROP_HAS_ARRIVED_LINK:
      g_value_set_boolean (value, enroll_session_has_arrived_link (ENROLL_SESSION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_session_class_init (EnrollSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = enroll_session_dispose;
  object_class->finalize = enroll_session_finalize;
  object_class->get_property = enroll_session_get_property;

  properties[PROP_STATE] =
      g_param_spec_enum ("state",
                         NULL,
                         NULL,
                         ENROLL_TYPE_STATE,
                         (int)ENROLL_STATE_READY,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_WATCHING_INBOX] =
      g_param_spec_boolean ("is-watching-inbox",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_ARRIVED_LINK] =
      g_param_spec_boolean ("has-arrived-link",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enroll_session_init (EnrollSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->last_submitted = ENROLL_N_FORM_KINDS;
  self->accepted_terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->password = enroll_secret_new_password ();
  self->pass_phrase = enroll_secret_new_password ();
  self->enrollment_id = g_uuid_string_random ();
  self->opened = g_ptr_array_new_with_free_func (g_free);
  self->is_first_page = TRUE;
  self->began_at = g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * enroll_session_new:
 * @ports: what the session needs of the world; referenced
 * @portal: the portal's description
 * @settings: the administrator's settings
 * @invitation: the invitation, or one made of the endpoint
 * @identity: whom the certificate is for
 *
 * Sends nothing: see enroll_session_start().
 *
 * Returns: (transfer full): a session in state %ENROLL_STATE_READY
 */
EnrollSession *
enroll_session_new (const EnrollPorts *ports,
                    EnrollPortal *portal,
                    EnrollSettings *settings,
                    EnrollInvitation *invitation,
                    EnrollIdentity *identity)
{
  EnrollSession *self;

  g_return_val_if_fail (ports != NULL, NULL);
  g_return_val_if_fail (invitation != NULL, NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  self = g_object_new (ENROLL_TYPE_SESSION, NULL);
  self->visit = g_object_ref (ports->visit);
  self->pki = g_object_ref (ports->pki);
  self->store = g_object_ref (ports->store);
  self->account = g_object_ref (ports->account);
  g_set_object (&self->inbox, ports->inbox);
  g_set_object (&self->keyring, ports->keyring);
  g_set_object (&self->journal, ports->journal);
  self->portal = enroll_portal_ref (portal);
  self->settings = enroll_settings_ref (settings);
  self->invitation = enroll_invitation_ref (invitation);
  self->identity = enroll_identity_ref (identity);
  self->link = enroll_secret_new (enroll_invitation_peek_link (invitation));
  self->link_is_one_use = enroll_invitation_is_one_use (invitation);
  self->link_digest = enroll_entry_dup_link_digest (enroll_secret_peek (self->link));
  return self;
}

/**
 * enroll_session_get_id:
 * @self: a session
 *
 * Returns: (transfer none): what the journal calls the enrollment
 */
const char *
enroll_session_get_id (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->enrollment_id;
}

EnrollState
enroll_session_get_state (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), ENROLL_STATE_CANCELLED);

  return self->state;
}

EnrollIdentity *
enroll_session_get_identity (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->identity;
}

EnrollInvitation *
enroll_session_get_invitation (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->invitation;
}

EnrollSettings *
enroll_session_get_settings (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->settings;
}

EnrollPortal *
enroll_session_get_portal (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->portal;
}

/**
 * enroll_session_get_host:
 * @self: a session
 *
 * Returns: (transfer none): the host that answers go to, with its port unless it is 443
 */
const char *
enroll_session_get_host (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  /* A file of a live page may have come without a page. */
  return self->form != NULL && self->form->host[0] != '\0'
             ? self->form->host
             : enroll_invitation_get_host (self->invitation);
}

/**
 * enroll_session_get_questions:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type EnrollQuestion): what the user is asked in
 *   state %ENROLL_STATE_ASKING
 */
GPtrArray *
enroll_session_get_questions (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->questions;
}

/**
 * enroll_session_get_decisions:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type EnrollDecision): what the current form holds
 *   without the user
 */
GPtrArray *
enroll_session_get_decisions (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->plan != NULL ? self->plan->decisions : NULL;
}

/**
 * enroll_session_get_credential:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the checked credential, once there is one
 */
EnrollCredential *
enroll_session_get_credential (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->credential;
}

const EnrollInstalled *
enroll_session_get_installed (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->installed;
}

const EnrollProof *
enroll_session_get_proof (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->proof;
}

/**
 * enroll_session_get_pass_phrase:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the pass-phrase for later revocation, if the portal wanted one
 */
EnrollSecret *
enroll_session_get_pass_phrase (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->pass_phrase_host != NULL ? self->pass_phrase : NULL;
}

/**
 * enroll_session_get_visit:
 * @self: a session
 *
 * Returns: (transfer none): its visit, for showing the live page in state %ENROLL_STATE_BROWSING
 */
EnrollVisit *
enroll_session_get_visit (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->visit;
}

/**
 * enroll_session_get_complaint:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the portal's page complains of, in its own words
 */
const char *
enroll_session_get_complaint (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->form != NULL && self->form->notices->len > 0
             ? g_ptr_array_index (self->form->notices, 0)
             : NULL;
}

/**
 * enroll_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the trouble in state %ENROLL_STATE_FAILED
 */
const GError *
enroll_session_get_error (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * enroll_session_get_failed_state:
 * @self: a session
 *
 * Returns: the state whose effect failed
 */
EnrollState
enroll_session_get_failed_state (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), ENROLL_STATE_CANCELLED);

  return self->failed_state;
}

/**
 * enroll_session_has_requested:
 * @self: a session
 *
 * Returns: %TRUE once the certificate was asked for: from then on cancelling loses something
 */
gboolean
enroll_session_has_requested (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  return self->has_requested;
}

/**
 * enroll_session_set_identity:
 * @self: a session that was not started
 * @identity: the identity that the user chose
 */
void
enroll_session_set_identity (EnrollSession *self, EnrollIdentity *identity)
{
  g_return_if_fail (ENROLL_IS_SESSION (self));
  g_return_if_fail (self->state == ENROLL_STATE_READY);

  enroll_identity_ref (identity);
  enroll_identity_unref (self->identity);
  self->identity = identity;
}

/**
 * enroll_session_start:
 * @self: a session that was not started
 *
 * Opens the invitation's link: only by the user's word.
 */
void
enroll_session_start (EnrollSession *self)
{
  g_return_if_fail (ENROLL_IS_SESSION (self));

  if (self->continued != NULL)
    {
      enroll_session_take_up (self);
    }
  else
    {
      enroll_session_send (self, ENROLL_EVENT_START);
    }
}

/**
 * enroll_session_answer:
 * @self: a session in state %ENROLL_STATE_ASKING
 *
 * Goes on with the answers of its questions. Does nothing while one has none.
 */
void
enroll_session_answer (EnrollSession *self)
{
  g_return_if_fail (ENROLL_IS_SESSION (self));

  if (enroll_session_is_answered (self))
    enroll_session_send (self, ENROLL_EVENT_USER_ANSWERED);
}

/**
 * enroll_session_open_link:
 * @self: a session in state %ENROLL_STATE_CONFIRMING
 * @link: the link of the confirmation mail
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_HOST_REFUSED if the link does not lead to the portal; nothing
 *   is changed then
 */
gboolean
enroll_session_open_link (EnrollSession *self, const char *link, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (self->state == ENROLL_STATE_CONFIRMING, FALSE);

  if (!enroll_portal_allows (self->portal, link, error))
    return FALSE;

  enroll_secret_unref (self->link);
  self->link = enroll_secret_new (link);
  self->link_is_one_use = TRUE;
  enroll_session_unwatch_inbox (self);
  enroll_session_send (self, ENROLL_EVENT_LINK_ARRIVED);
  return TRUE;
}

/**
 * enroll_session_decide_trust:
 * @self: a session in state %ENROLL_STATE_ASKING_TRUST
 * @is_granted: the user's word
 */
void
enroll_session_decide_trust (EnrollSession *self, gboolean is_granted)
{
  g_return_if_fail (ENROLL_IS_SESSION (self));

  enroll_session_send (self, is_granted ? ENROLL_EVENT_TRUST_GRANTED : ENROLL_EVENT_TRUST_REFUSED);
}

/**
 * enroll_session_cancel:
 * @self: a session
 *
 * Ends the enrollment here, unless it has ended. Keys and certificates that exist stay, and if it
 * can be gone on with later, the journal keeps it: see enroll_session_is_kept().
 */
void
enroll_session_cancel (EnrollSession *self)
{
  g_return_if_fail (ENROLL_IS_SESSION (self));

  if (enroll_flow_is_final (self->state))
    return;
  self->leaving = enroll_session_choose_leaving (self);
  enroll_session_send (self, ENROLL_EVENT_CANCEL);
}
