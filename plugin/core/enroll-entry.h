/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-flow.h"
#include "enroll-handover.h"
#include "enroll-identity.h"
#include "enroll-invitation.h"
#include "enroll-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollEntry:
 * @id: tells the enrollment from all others; also the name of its key in the store
 * @began_at: seconds since 1970
 * @updated_at: when it was last written, seconds since 1970
 * @state: where the enrollment is; its effect may have happened, or not
 * @identity_uid: the account's identity
 * @address: whom the certificate is for
 * @host: the portal, with its port unless it is 443
 * @link_digest: tells the invitation's link from others without telling it
 * @link_is_one_use: the link may be opened only once
 * @opened_digests: (nullable): the same of the other one-use links that were opened, or are about to
 *   be: those of former invitations and of confirmation mails
 * @has_requested: the certificate was asked for, or that was about to happen
 * @is_uncertain: and nobody has seen yet whether the portal knows of it
 * @has_browsed: a page was left to the user, who may have chosen the password of a file there
 * @asked_at: when the last page was sent, seconds since 1970
 * @pass_phrase_host: (nullable): who was given the pass-phrase, or is about to be
 * @key_bits: size of the key
 * @key_id: (nullable): how the store finds the key
 * @is_elsewhere: not written: another program works on it
 * @has_secrets: what follows was written, too, and could be read; without it the visit cannot go on
 * @link: (nullable): the link that is opened in state %ENROLL_STATE_OPENING; later one that may be
 *   opened again
 * @visit: (nullable): where the visit is
 * @password: (nullable): of the PKCS#12 file
 * @pass_phrase: (nullable): for revoking later, if the portal wants one
 * @file: (nullable): what the portal handed out, as it came
 * @rows: (nullable) (element-type utf8): the certificates that the portal listed before
 *
 * One enrollment as the journal has it.
 */
typedef struct
{
  char *id;
  gint64 began_at;
  gint64 updated_at;
  EnrollState state;
  char *identity_uid;
  char *address;
  char *host;
  char *link_digest;
  gboolean link_is_one_use;
  char **opened_digests;
  gboolean has_requested;
  gboolean is_uncertain;
  gboolean has_browsed;
  gint64 asked_at;
  char *pass_phrase_host;
  guint key_bits;
  char *key_id;

  gboolean is_elsewhere;
  gboolean has_secrets;
  EnrollSecret *link;
  EnrollHandover *visit;
  EnrollSecret *password;
  EnrollSecret *pass_phrase;
  GBytes *file;
  GPtrArray *rows;
} EnrollEntry;

EnrollEntry *enroll_entry_new (void);
void enroll_entry_free (EnrollEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollEntry, enroll_entry_free)

gboolean enroll_entry_is_unfinished (const EnrollEntry *self);
char *enroll_entry_dup_link_digest (const char *link);
gboolean enroll_entry_is_used_link (const EnrollEntry *self, const char *link);
const EnrollEntry *enroll_entry_find (GPtrArray *entries,
                                      EnrollInvitation *invitation,
                                      GPtrArray *identities);

char *enroll_entry_to_text (const EnrollEntry *self, GBytes *sealed);
EnrollEntry *enroll_entry_from_text (const char *text,
                                     gsize length,
                                     GBytes **sealed,
                                     GError **error);

GBytes *enroll_entry_dup_secrets (const EnrollEntry *self);
gboolean enroll_entry_take_secrets (EnrollEntry *self, GBytes *secrets, GError **error);

G_END_DECLS
