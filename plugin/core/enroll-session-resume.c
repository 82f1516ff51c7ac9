/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-recognition.h"
#include "enroll-session-private.h"

/* Goes on with an enrollment that was interrupted, from what the journal says of it. Three rules: a
 * one-use link is not opened again; the page that the portal showed is not asked for again if it is
 * here; and a request that may have arrived is not sent again, but looked for. */

static gboolean
may_open_endpoint (EnrollSession *self)
{
  return self->settings->endpoint != NULL &&
         enroll_portal_allows (self->portal, self->settings->endpoint, NULL);
}

static void
set_link (EnrollSession *self, const char *link, gboolean is_one_use)
{
  enroll_secret_unref (self->link);
  self->link = enroll_secret_new (link);
  self->link_is_one_use = is_one_use;
}

/* The organisation's own form shows what there is of a person, too. */
static void
open_endpoint (EnrollSession *self, EnrollEvent event)
{
  self->has_looked = TRUE;
  set_link (self, self->settings->endpoint, FALSE);
  enroll_session_send (self, event);
}

/* A page that was answered has to be asked for again, and so has one that lives in a browser engine:
 * what it began with tells less than the portal does now. But where that is not to be had again, its
 * script asks the portal for the rest. */
static gboolean
needs_request (const EnrollEntry *entry)
{
  if (entry->visit->page == NULL)
    return TRUE;
  if (entry->visit->is_live)
    return !enroll_entry_is_used_link (entry, entry->visit->uri);
  return entry->is_uncertain;
}

static gboolean
can_take_up_visit (const EnrollEntry *entry)
{
  return entry->visit != NULL && entry->state != ENROLL_STATE_OPENING &&
         !(needs_request (entry) && enroll_entry_is_used_link (entry, entry->visit->uri));
}

static void
take_up_file (EnrollSession *self, EnrollEntry *entry)
{
  g_clear_pointer (&self->form, enroll_form_unref);
  self->form = enroll_form_new (entry->host);
  self->form->attachment = g_bytes_ref (entry->file);
  self->kept_file = g_bytes_ref (entry->file);
  enroll_form_recognize (self->form, self->portal);
  g_clear_pointer (&self->continued, enroll_entry_free);
  enroll_session_send (self, ENROLL_EVENT_RESUME_CHECK);
}

/**
 * enroll_session_take_up:
 * @self: a session that goes on with an entry of the journal, in state %ENROLL_STATE_READY
 *
 * Begins where the interruption was.
 */
void
enroll_session_take_up (EnrollSession *self)
{
  EnrollEntry *entry = self->continued;

  if (entry->file != NULL)
    {
      take_up_file (self, entry);
    }
  else if (self->has_new_invitation)
    {
      g_clear_pointer (&self->continued, enroll_entry_free);
      enroll_session_send (self, ENROLL_EVENT_START);
    }
  else if (!can_take_up_visit (entry) && entry->link != NULL &&
           !enroll_entry_is_used_link (entry, enroll_secret_peek (entry->link)))
    {
      set_link (self, enroll_secret_peek (entry->link), FALSE);
      g_clear_pointer (&self->continued, enroll_entry_free);
      enroll_session_send (self, ENROLL_EVENT_START);
    }
  else if (!can_take_up_visit (entry) && may_open_endpoint (self))
    {
      g_clear_pointer (&self->continued, enroll_entry_free);
      open_endpoint (self, ENROLL_EVENT_START);
    }
  else
    {
      enroll_session_send (self, ENROLL_EVENT_RESUME_VISIT);
    }
}

/**
 * enroll_session_resume:
 * @self: a session in state %ENROLL_STATE_RESUMING
 *
 * Takes up the visit, if there is a way.
 */
void
enroll_session_resume (EnrollSession *self)
{
  const EnrollEntry *entry = self->continued;
  EnrollHandover *visit;

  if (!can_take_up_visit (entry))
    {
      enroll_session_fail (self,
                           g_error_new (ENROLL_ERROR,
                                        ENROLL_ERROR_INTERRUPTED,
                                        "%s",
                                        entry->state == ENROLL_STATE_OPENING
                                            ? "the one-use link may have been opened"
                                            : "the page can only be had by a link that was used"));
      return;
    }

  visit = enroll_handover_copy (entry->visit);
  if (needs_request (entry))
    {
      g_clear_pointer (&visit->page, g_bytes_unref);
    }
  enroll_visit_take_over_async (self->visit,
                                visit,
                                self->cancellable,
                                enroll_session_visit_stepped_cb,
                                g_object_ref (self));
}

/**
 * enroll_session_note_certainty:
 * @self: a session to which a page has come
 *
 * A portal that is at work, or has a file to hand out, knows of the request.
 */
void
enroll_session_note_certainty (EnrollSession *self)
{
  EnrollFormKind kind = self->form->kind;

  g_clear_pointer (&self->continued, enroll_entry_free);
  if (kind == ENROLL_FORM_WAIT || kind == ENROLL_FORM_PROTECT || kind == ENROLL_FORM_DOWNLOAD)
    self->is_uncertain = FALSE;
}

/* TRUE if the list has a certificate that was not there before. */
static gboolean
lists_news (EnrollSession *self)
{
  EnrollPolicyInput input = {
    .form = self->form,
    .portal = self->portal,
    .identity = self->identity,
    .settings = self->settings,
    .password = self->password,
    .pass_phrase = self->pass_phrase,
    .list_before = self->list_before,
    .has_requested = TRUE,
  };
  g_autoptr (EnrollPlan) plan = enroll_policy_plan (&input, NULL);

  return plan != NULL && plan->answers->button != NULL;
}

/**
 * enroll_session_looks_for_request:
 * @self: a session in state %ENROLL_STATE_DECIDING
 *
 * Where the portal offers to ask for a certificate although that may have been done, nothing is
 * asked for before it was looked for; and then only by the user’s word.
 *
 * Returns: %TRUE if the form is not to be answered now
 */
gboolean
enroll_session_looks_for_request (EnrollSession *self)
{
  switch (self->is_uncertain ? self->form->kind : ENROLL_FORM_UNKNOWN)
    {
    case ENROLL_FORM_LIST:
      if (lists_news (self))
        return FALSE;
      break;
    case ENROLL_FORM_ACCESS_CODE:
    case ENROLL_FORM_REQUEST:
    case ENROLL_FORM_TERMS:
      break;
    case ENROLL_FORM_UNKNOWN:
    case ENROLL_FORM_LOGIN:
    case ENROLL_FORM_MAIL_SENT:
    case ENROLL_FORM_WAIT:
    case ENROLL_FORM_PROTECT:
    case ENROLL_FORM_DOWNLOAD:
    case ENROLL_FORM_REFUSED:
    case ENROLL_N_FORM_KINDS:
      return FALSE;
    }

  if (!self->has_looked && may_open_endpoint (self))
    {
      open_endpoint (self, ENROLL_EVENT_LIST_WANTED);
      return TRUE;
    }
  enroll_session_fail (self,
                       g_error_new (ENROLL_ERROR,
                                    ENROLL_ERROR_UNCERTAIN,
                                    "%s shows no sign of the request of the interrupted enrollment",
                                    self->form->host));
  return TRUE;
}

/**
 * enroll_session_looks_elsewhere:
 * @self: a session to which a page has come
 *
 * A portal that has ended the session still has the certificate that was asked for.
 *
 * Returns: %TRUE if the page is none to go on with, and the organisation's form is opened instead
 */
gboolean
enroll_session_looks_elsewhere (EnrollSession *self)
{
  if ((self->state != ENROLL_STATE_RESUMING && self->state != ENROLL_STATE_WAITING) ||
      self->form->kind != ENROLL_FORM_REFUSED ||
      (self->form->refusal != ENROLL_REFUSAL_SESSION_EXPIRED &&
       self->form->refusal != ENROLL_REFUSAL_INVITATION_USED) ||
      self->has_looked || !may_open_endpoint (self))
    return FALSE;

  open_endpoint (self, ENROLL_EVENT_LIST_WANTED);
  return TRUE;
}

/**
 * enroll_session_looks_beyond_file:
 * @self: a session in state %ENROLL_STATE_CHECKING whose file is none that can be used
 *
 * What the journal has may have been damaged before it came here. It is kept, and the portal is asked
 * for what it has, once.
 *
 * Returns: %TRUE if that is under way
 */
gboolean
enroll_session_looks_beyond_file (EnrollSession *self)
{
  if (self->kept_file == NULL || self->form->attachment != self->kept_file)
    return FALSE;
  if (!self->has_new_invitation && (self->has_looked || !may_open_endpoint (self)))
    return FALSE;

  self->is_uncertain = TRUE;
  if (self->has_new_invitation)
    {
      enroll_session_send (self, ENROLL_EVENT_LIST_WANTED);
    }
  else
    {
      open_endpoint (self, ENROLL_EVENT_LIST_WANTED);
    }
  return TRUE;
}

static EnrollForm *
make_list (const EnrollEntry *entry)
{
  EnrollForm *list;

  if (entry->rows == NULL)
    return NULL;
  list = enroll_form_new (entry->host);
  list->kind = ENROLL_FORM_LIST;
  for (guint i = 0; i < entry->rows->len; i++)
    {
      enroll_form_add_button (list, 0, "")->context = g_strdup (g_ptr_array_index (entry->rows, i));
    }
  return list;
}

static void
take_secret (EnrollSecret **own, EnrollSecret *secret)
{
  if (secret == NULL)
    return;
  g_clear_pointer (own, enroll_secret_unref);
  *own = enroll_secret_ref (secret);
}

/**
 * enroll_session_new_continued:
 * @ports: what the session needs of the world; referenced
 * @portal: the portal's description
 * @settings: the administrator's settings
 * @invitation: (nullable): a new invitation to the same portal, for the same address
 * @identity: whom the certificate is for
 * @entry: (transfer full): from enroll_journal_read_finish()
 *
 * Goes on with an enrollment that was interrupted. Its key is used again, and a certificate that was
 * asked for is fetched.
 *
 * Returns: (transfer full): a session in state %ENROLL_STATE_READY
 */
EnrollSession *
enroll_session_new_continued (const EnrollPorts *ports,
                              EnrollPortal *portal,
                              EnrollSettings *settings,
                              EnrollInvitation *invitation,
                              EnrollIdentity *identity,
                              EnrollEntry *entry)
{
  g_autofree char *place = g_strdup_printf ("https://%s/", entry->host);
  g_autoptr (EnrollInvitation) former = enroll_invitation_new (place, entry->link_is_one_use);
  EnrollSession *self;

  g_return_val_if_fail (invitation != NULL || former != NULL, NULL);

  self = enroll_session_new (ports,
                             portal,
                             settings,
                             invitation != NULL ? invitation : former,
                             identity);
  if (invitation == NULL)
    {
      g_free (self->link_digest);
      self->link_digest = g_strdup (entry->link_digest);
    }
  else if (entry->link_is_one_use)
    {
      g_ptr_array_add (self->opened, g_strdup (entry->link_digest));
    }
  for (char **digest = entry->opened_digests; digest != NULL && *digest != NULL; digest++)
    g_ptr_array_add (self->opened, g_strdup (*digest));
  g_free (self->enrollment_id);
  self->enrollment_id = g_strdup (entry->id);
  self->began_at = entry->began_at;
  self->asked_at = entry->asked_at;
  self->has_browsed = entry->has_browsed;
  self->has_requested = entry->has_requested;
  self->is_uncertain =
      entry->is_uncertain || (invitation != NULL && entry->has_requested && entry->file == NULL);
  self->key_bits = entry->key_bits;
  self->key_id = g_strdup (entry->key_id);
  self->list_before = make_list (entry);
  take_secret (&self->password, entry->password);
  take_secret (&self->pass_phrase, entry->pass_phrase);
  if (entry->pass_phrase != NULL)
    self->pass_phrase_host = g_strdup (entry->pass_phrase_host);
  self->has_new_invitation = invitation != NULL;
  self->is_recorded = TRUE;
  self->continued = entry;
  return self;
}
