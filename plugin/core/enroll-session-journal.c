/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-session-private.h"

/* What the journal learns of an enrollment, and when: a state that is recorded is on disk before its
 * effect begins. So an interruption at any moment finds either the state before, whose effect may
 * have happened, or this one, whose effect may not have begun; see enroll-session-resume.c. */

typedef struct
{
  EnrollSession *session;
  EnrollState state;
} Record;

static void
record_free (Record *record)
{
  g_object_unref (record->session);
  g_free (record);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

void
enroll_session_set_probe (EnrollSession *self, EnrollProbeFunc probe, gpointer user_data)
{
  self->probe = probe;
  self->probe_data = user_data;
}

void
enroll_session_probe (EnrollSession *self, EnrollProbe probe)
{
  if (self->probe != NULL)
    self->probe (probe, self->state, self->probe_data);
}

static GPtrArray *
dup_rows (const EnrollForm *list)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < list->buttons->len; i++)
    {
      const char *row = ((EnrollButton *)g_ptr_array_index (list->buttons, i))->context;

      if (row != NULL)
        g_ptr_array_add (rows, g_strdup (row));
    }
  return rows;
}

/* The button that asks for the certificate is about to be pressed; or it is in the user's hand. */
static gboolean
is_asking (EnrollSession *self)
{
  if (self->state == ENROLL_STATE_SUBMITTING)
    return self->plan->asks_certificate;
  return self->state == ENROLL_STATE_BROWSING && self->form->kind == ENROLL_FORM_REQUEST;
}

static void
add_secrets (EnrollSession *self, EnrollEntry *entry, EnrollHandover *visit)
{
  const EnrollForm *list = self->list_before;

  if (list == NULL && self->state == ENROLL_STATE_SUBMITTING && !self->has_requested &&
      self->form->kind == ENROLL_FORM_LIST)
    list = self->form;

  entry->has_secrets = TRUE;
  entry->visit = visit;
  if (self->state == ENROLL_STATE_OPENING || !self->link_is_one_use)
    entry->link = enroll_secret_ref (self->link);
  if (self->state == ENROLL_STATE_CHECKING)
    {
      entry->file = g_bytes_ref (self->form->attachment);
    }
  else if (self->kept_file != NULL)
    {
      entry->file = g_bytes_ref (self->kept_file);
    }
  if (self->password != NULL)
    entry->password = enroll_secret_ref (self->password);
  if (self->pass_phrase != NULL)
    entry->pass_phrase = enroll_secret_ref (self->pass_phrase);
  if (list != NULL)
    entry->rows = dup_rows (list);
}

static void
note_opened (EnrollSession *self, char *taken_digest)
{
  g_autofree char *digest = taken_digest;

  if (!g_ptr_array_find_with_equal_func (self->opened, digest, g_str_equal, NULL))
    g_ptr_array_add (self->opened, g_steal_pointer (&digest));
}

/* The digests of the one-use links that were opened, here or before an interruption; or NULL. */
char **
enroll_session_dup_opened (EnrollSession *self)
{
  char **copy = self->opened->len > 0 ? g_new0 (char *, self->opened->len + 1) : NULL;

  for (guint i = 0; i < self->opened->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (self->opened, i));
  return copy;
}

static EnrollEntry *
make_entry (EnrollSession *self, EnrollHandover *visit)
{
  EnrollEntry *entry = enroll_entry_new ();

  entry->id = g_strdup (self->enrollment_id);
  entry->began_at = self->began_at;
  entry->updated_at = g_get_real_time () / G_USEC_PER_SEC;
  entry->state = self->state;
  entry->identity_uid = g_strdup (self->identity->uid);
  entry->address = g_strdup (self->identity->address);
  entry->host = g_strdup (enroll_session_get_host (self));
  entry->link_digest = g_strdup (self->link_digest);
  entry->link_is_one_use = enroll_invitation_is_one_use (self->invitation);
  if (self->state == ENROLL_STATE_OPENING && self->link_is_one_use)
    note_opened (self, enroll_entry_dup_link_digest (enroll_secret_peek (self->link)));
  entry->opened_digests = enroll_session_dup_opened (self);
  entry->has_requested = self->has_requested || is_asking (self);
  entry->is_uncertain = self->is_uncertain || is_asking (self);
  entry->has_browsed = self->has_browsed;
  entry->asked_at = self->asked_at;
  entry->pass_phrase_host = g_strdup (enroll_session_get_pass_phrase_host (self));
  entry->key_bits = self->key_bits;
  entry->key_id = g_strdup (self->key_id);
  if (!enroll_flow_is_final (self->state))
    add_secrets (self, entry, visit);
  return entry;
}

/* Before the portal has been asked for a certificate, nothing is sent that the journal does not
 * know of, and no page is given to the user that asks for one. Afterwards going on loses less than
 * stopping. */
static gboolean
may_go_on_unrecorded (EnrollSession *self)
{
  return self->has_requested || (self->state != ENROLL_STATE_OPENING &&
                                 self->state != ENROLL_STATE_SUBMITTING && !is_asking (self));
}

static void record_leaving (EnrollSession *self);

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Record) record = user_data;
  g_autoptr (GError) error = NULL;
  EnrollSession *self = record->session;
  gboolean was_recorded = self->is_recorded;

  self->is_recorded =
      enroll_journal_write_finish (ENROLL_JOURNAL (source), result, &error) || was_recorded;
  /* It was cancelled while it was recorded for the first time. */
  if (self->state == ENROLL_STATE_CANCELLED && self->is_recorded && !was_recorded)
    record_leaving (self);
  if (self->state != record->state || self->state == ENROLL_STATE_CANCELLED)
    return;
  if (error == NULL || may_go_on_unrecorded (self))
    {
      if (error != NULL)
        g_message ("%s", error->message);
      enroll_session_probe (self, ENROLL_PROBE_RECORDED);
      enroll_session_run_effect (self);
    }
  else
    {
      enroll_session_fail (self, g_steal_pointer (&error));
    }
}

static void
write_entry (Record *record, EnrollHandover *visit)
{
  enroll_journal_write_async (record->session->journal,
                              make_entry (record->session, visit),
                              recorded_cb,
                              record);
}

static void
snapshot_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Record) record = user_data;
  g_autoptr (EnrollHandover) visit = enroll_visit_snapshot_finish (ENROLL_VISIT (source), result);

  if (record->session->state == record->state)
    write_entry (g_steal_pointer (&record), g_steal_pointer (&visit));
}

/* With the visit as it is, where there is one to go on with. */
static void
record_state (EnrollSession *self)
{
  Record *record = g_new0 (Record, 1);

  record->session = g_object_ref (self);
  record->state = self->state;
  if (self->state == ENROLL_STATE_OPENING || self->state == ENROLL_STATE_CHECKING ||
      enroll_flow_is_final (self->state))
    {
      write_entry (record, NULL);
    }
  else
    {
      enroll_visit_snapshot_async (self->visit, snapshot_made_cb, record);
    }
}

/* A link that has not been sent anywhere, or may be opened again, is no loss. Nothing is sent before it
 * is recorded. */
EnrollLeaving
enroll_session_choose_leaving (EnrollSession *self)
{
  gboolean has_failed = self->state == ENROLL_STATE_FAILED;

  if (self->has_requested)
    return ENROLL_LEAVING_KEEP;
  if (!self->is_recorded || !enroll_invitation_is_one_use (self->invitation))
    return ENROLL_LEAVING_FORGET;
  if (has_failed && self->failed_state == ENROLL_STATE_OPENING && self->is_first_page &&
      !enroll_visit_has_sent (self->visit))
    return ENROLL_LEAVING_FORGET;
  return has_failed && !enroll_session_can_retry (self) ? ENROLL_LEAVING_REMEMBER
                                                        : ENROLL_LEAVING_KEEP;
}

/**
 * enroll_session_is_kept:
 * @self: a session
 *
 * Returns: %TRUE if the enrollment can be gone on with after it was left
 */
gboolean
enroll_session_is_kept (EnrollSession *self)
{
  g_return_val_if_fail (ENROLL_IS_SESSION (self), FALSE);

  return self->is_recorded && !enroll_flow_is_final (self->state) &&
         enroll_session_choose_leaving (self) == ENROLL_LEAVING_KEEP;
}

/* What can be gone on with stays as it was recorded last. */
static void
record_leaving (EnrollSession *self)
{
  if (!self->is_recorded)
    return;
  switch (self->leaving)
    {
    case ENROLL_LEAVING_KEEP:
      enroll_journal_release (self->journal, self->enrollment_id);
      break;
    case ENROLL_LEAVING_REMEMBER:
      record_state (self);
      break;
    case ENROLL_LEAVING_FORGET:
      enroll_journal_remove (self->journal, self->enrollment_id);
      break;
    }
}

/**
 * enroll_session_enter:
 * @self: a session that has just entered its state
 *
 * Records the state if it is one to be recorded, then runs its effect.
 */
void
enroll_session_enter (EnrollSession *self)
{
  enroll_session_probe (self, ENROLL_PROBE_ENTERED);
  if (self->journal == NULL || !enroll_flow_is_recorded (self->state))
    {
      enroll_session_run_effect (self);
    }
  else if (self->state == ENROLL_STATE_CANCELLED)
    {
      record_leaving (self);
      enroll_session_run_effect (self);
    }
  else
    {
      record_state (self);
    }
}
