/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-session.h"

G_BEGIN_DECLS

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
  gboolean used_pass_phrase;
  EnrollCredential *credential;
  EnrollInstalled *installed;
  EnrollProof *proof;

  gint64 asked_at;
  GCancellable *watch_cancellable;
  EnrollSecret *arrived_link;

  char *enrollment_id;
  char *pass_phrase_host;
  gboolean pass_phrase_is_kept;
};

void enroll_session_send (EnrollSession *self, EnrollEvent event);
void enroll_session_fail (EnrollSession *self, GError *error);
void enroll_session_run_effect (EnrollSession *self);
gboolean enroll_session_ends_here (EnrollSession *self, GError **error);
void enroll_session_check_credential (EnrollSession *self);
void enroll_session_install (EnrollSession *self);
void enroll_session_trust_root (EnrollSession *self);
void enroll_session_bind_account (EnrollSession *self);
void enroll_session_prove (EnrollSession *self);
gboolean enroll_session_is_answered (EnrollSession *self);

void enroll_session_watch_inbox (EnrollSession *self);
void enroll_session_unwatch_inbox (EnrollSession *self);
void enroll_session_notify_inbox (EnrollSession *self);

void enroll_session_keep_pass_phrase (EnrollSession *self, void (*go_on) (EnrollSession *));
void enroll_session_name_pass_phrase (EnrollSession *self);

G_END_DECLS
