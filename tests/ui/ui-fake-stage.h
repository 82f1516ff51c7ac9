/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "ui-fake-world.h"

G_BEGIN_DECLS

/**
 * UiFakeSample:
 * @is_long: long names, labels and texts
 * @is_short: only a code and terms are asked
 * @is_pull: the portal proves the address by a mail first
 * @is_watched: that mail is looked out for
 * @has_arrived: and it arrives
 * @has_keyring: the pass-phrase can be kept
 * @is_rejected: the first answers come back with complaints
 * @root_is_unknown: the store does not know the authority
 * @signs_only: the certificate cannot encrypt
 * @is_administered: the organisation has a name, links to its help desk, and agreed to the terms
 *
 * What kind of enrollment is played.
 */
typedef struct
{
  gboolean is_long;
  gboolean is_short;
  gboolean is_pull;
  gboolean is_watched;
  gboolean has_arrived;
  gboolean has_keyring;
  gboolean is_rejected;
  gboolean root_is_unknown;
  gboolean signs_only;
  gboolean is_administered;
} UiFakeSample;

EnrollPortal *ui_fake_portal_new (void);
GPtrArray *ui_fake_identities_new (const UiFakeSample *sample, guint n_identities);
EnrollSession *ui_fake_session_new (UiFakeWorld *world,
                                    const UiFakeSample *sample,
                                    EnrollIdentity *identity);

void ui_fake_iterate (void);
void ui_fake_answer (EnrollSession *session);
void ui_fake_play_until (UiFakeWorld *world, EnrollSession *session, EnrollState state);

G_END_DECLS
