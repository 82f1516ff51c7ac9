/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-account.h"
#include "enroll-flow.h"
#include "enroll-inbox.h"
#include "enroll-invitation.h"
#include "enroll-journal.h"
#include "enroll-keyring.h"
#include "enroll-pki.h"
#include "enroll-policy.h"
#include "enroll-visit.h"

G_BEGIN_DECLS

/**
 * EnrollPorts:
 * @visit: the portal's side
 * @pki: requests and certificates
 * @store: the certificate store
 * @account: the mail account's side
 * @inbox: (nullable): where the account's mail arrives; without it the user looks there alone
 * @keyring: (nullable): where the user's passwords are kept; without it they are only shown
 * @journal: (nullable): where the enrollment is recorded; without it an interruption is its end
 *
 * What a session needs of the world.
 */
typedef struct
{
  EnrollVisit *visit;
  EnrollPki *pki;
  EnrollStore *store;
  EnrollAccount *account;
  EnrollInbox *inbox;
  EnrollKeyring *keyring;
  EnrollJournal *journal;
} EnrollPorts;

#define ENROLL_TYPE_SESSION (enroll_session_get_type ())
G_DECLARE_FINAL_TYPE (EnrollSession, enroll_session, ENROLL, SESSION, GObject)

EnrollSession *enroll_session_new (const EnrollPorts *ports,
                                   EnrollPortal *portal,
                                   EnrollSettings *settings,
                                   EnrollInvitation *invitation,
                                   EnrollIdentity *identity);
EnrollSession *enroll_session_new_continued (const EnrollPorts *ports,
                                             EnrollPortal *portal,
                                             EnrollSettings *settings,
                                             EnrollInvitation *invitation,
                                             EnrollIdentity *identity,
                                             EnrollEntry *entry);

const char *enroll_session_get_id (EnrollSession *self);
gboolean enroll_session_is_kept (EnrollSession *self);
EnrollState enroll_session_get_state (EnrollSession *self);
EnrollIdentity *enroll_session_get_identity (EnrollSession *self);
EnrollInvitation *enroll_session_get_invitation (EnrollSession *self);
EnrollSettings *enroll_session_get_settings (EnrollSession *self);
EnrollPortal *enroll_session_get_portal (EnrollSession *self);
const char *enroll_session_get_host (EnrollSession *self);
GPtrArray *enroll_session_get_questions (EnrollSession *self);
GPtrArray *enroll_session_get_decisions (EnrollSession *self);
EnrollCredential *enroll_session_get_credential (EnrollSession *self);
const EnrollInstalled *enroll_session_get_installed (EnrollSession *self);
const EnrollProof *enroll_session_get_proof (EnrollSession *self);
EnrollSecret *enroll_session_get_pass_phrase (EnrollSession *self);
EnrollVisit *enroll_session_get_visit (EnrollSession *self);
const char *enroll_session_get_complaint (EnrollSession *self);
gboolean enroll_session_has_kept_pass_phrase (EnrollSession *self);
const GError *enroll_session_get_error (EnrollSession *self);
EnrollState enroll_session_get_failed_state (EnrollSession *self);
gboolean enroll_session_can_retry (EnrollSession *self);
gboolean enroll_session_has_requested (EnrollSession *self);
gboolean enroll_session_is_watching_inbox (EnrollSession *self);
gboolean enroll_session_has_arrived_link (EnrollSession *self);

void enroll_session_set_identity (EnrollSession *self, EnrollIdentity *identity);
void enroll_session_start (EnrollSession *self);
void enroll_session_answer (EnrollSession *self);
gboolean enroll_session_open_link (EnrollSession *self, const char *link, GError **error);
gboolean enroll_session_open_arrived_link (EnrollSession *self, GError **error);
void enroll_session_decide_trust (EnrollSession *self, gboolean is_granted);
void enroll_session_retry (EnrollSession *self);
void enroll_session_cancel (EnrollSession *self);

G_END_DECLS
