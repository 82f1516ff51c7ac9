/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-session.h"

G_BEGIN_DECLS

/**
 * EnrollProbe:
 * @ENROLL_PROBE_ENTERED: a state was entered; nobody knows of it yet
 * @ENROLL_PROBE_RECORDED: the journal knows of it; its effect has not begun
 * @ENROLL_PROBE_LEFT: its effect has ended; nothing was made of that yet
 *
 * The moments at which an enrollment can be interrupted, for tests.
 */
typedef enum
{
  ENROLL_PROBE_ENTERED,
  ENROLL_PROBE_RECORDED,
  ENROLL_PROBE_LEFT,
} EnrollProbe;

/* What becomes of the entry of an enrollment that is left. */
typedef enum
{
  ENROLL_LEAVING_KEEP,
  ENROLL_LEAVING_REMEMBER, /* that the invitation was used */
  ENROLL_LEAVING_FORGET,
} EnrollLeaving;

typedef void (*EnrollProbeFunc) (EnrollProbe probe, EnrollState state, gpointer user_data);

/* One enrollment, from invitation to proof. Runs the flow: enters a state, runs its effect
 * through the ports, and turns the result into the next event. Lives in the main thread. */
struct _EnrollSession
{
  GObject parent_instance;

  EnrollVisit *visit;
  EnrollPki *pki;
  EnrollStore *store;
  EnrollAccount *account;
  EnrollInbox *inbox;
  EnrollKeyring *keyring;
  EnrollJournal *journal;
  EnrollPortal *portal;
  EnrollSettings *settings;
  EnrollInvitation *invitation;
  EnrollIdentity *identity;
  GCancellable *cancellable;

  EnrollState state;
  EnrollState failed_state;
  GError *error;
  EnrollSecret *link;
  EnrollForm *form;
  EnrollForm *list_before;
  EnrollPlan *plan;
  GPtrArray *questions;
  EnrollForm *questions_form;
  EnrollFormKind last_submitted;
  gboolean link_is_one_use;
  gboolean has_browsed;
  GHashTable *accepted_terms;
  gboolean has_requested;
  guint key_bits;
  EnrollKey *key;
  char *request;
  EnrollSecret *password;
  EnrollSecret *pass_phrase;
  EnrollCredential *credential;
  EnrollInstalled *installed;
  EnrollProof *proof;

  gint64 asked_at;
  GCancellable *watch_cancellable;
  EnrollSecret *arrived_link;

  char *enrollment_id;
  char *pass_phrase_host; /* who was given it; NULL if nobody was */
  gboolean pass_phrase_is_kept;
  gboolean pass_phrase_is_refused; /* by the keyring, which is not asked again */

  gint64 began_at;
  char *link_digest;      /* of the invitation, not of a confirmation mail */
  GPtrArray *opened;      /* digests of the one-use links that were opened */
  GBytes *kept_file;      /* what the journal had, until it is checked */
  EnrollEntry *continued; /* what the journal said; NULL once that was taken up */
  gboolean is_uncertain;  /* nobody has seen whether the portal knows of the request */
  gboolean has_looked;    /* ... not even at the organisation's form */
  gboolean is_recorded;   /* there is an entry */
  gboolean has_new_invitation;
  gboolean is_first_page;  /* none has come yet */
  gboolean has_other_form; /* than the one that could not be sent */
  EnrollLeaving leaving;
  char *key_id;
  EnrollProbeFunc probe;
  gpointer probe_data;
};

/* enroll-session.c: events in, the next state out */
void enroll_session_send (EnrollSession *self, EnrollEvent event);
void enroll_session_fail (EnrollSession *self, GError *error);
void enroll_session_notify_inbox (EnrollSession *self);

/* enroll-session-effects.c: what belongs to a state, until the file comes */
void enroll_session_run_effect (EnrollSession *self);
void enroll_session_visit_stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data);
gboolean enroll_session_ends_here (EnrollSession *self, GError **error);
gboolean enroll_session_is_answered (EnrollSession *self);

/* enroll-session-result.c: what belongs to a state from then on */
void enroll_session_check_credential (EnrollSession *self);
void enroll_session_install (EnrollSession *self);
void enroll_session_trust_root (EnrollSession *self);
void enroll_session_bind_account (EnrollSession *self);
void enroll_session_prove (EnrollSession *self);

/* enroll-session-journal.c: a state is recorded before its effect begins */
void enroll_session_enter (EnrollSession *self);
EnrollLeaving enroll_session_choose_leaving (EnrollSession *self);
char **enroll_session_dup_opened (EnrollSession *self);
void enroll_session_set_probe (EnrollSession *self, EnrollProbeFunc probe, gpointer user_data);
void enroll_session_probe (EnrollSession *self, EnrollProbe probe);

/* enroll-session-resume.c: going on after an interruption */
void enroll_session_take_up (EnrollSession *self);
void enroll_session_resume (EnrollSession *self);
gboolean enroll_session_looks_elsewhere (EnrollSession *self);
gboolean enroll_session_looks_beyond_file (EnrollSession *self);
gboolean enroll_session_looks_for_request (EnrollSession *self);
void enroll_session_note_certainty (EnrollSession *self);

/* enroll-session-inbox.c: the mail that is waited for */
void enroll_session_watch_inbox (EnrollSession *self);
void enroll_session_unwatch_inbox (EnrollSession *self);

/* enroll-session-keyring.c: the pass-phrase for revoking */
void enroll_session_keep_pass_phrase (EnrollSession *self, void (*go_on) (EnrollSession *));
void enroll_session_name_pass_phrase (EnrollSession *self);
const char *enroll_session_get_pass_phrase_host (EnrollSession *self);

G_END_DECLS
