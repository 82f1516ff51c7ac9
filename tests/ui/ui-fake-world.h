/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-session.h"
#include "fake-inbox.h"
#include "fake-keyring.h"

G_BEGIN_DECLS

#define UI_FAKE_TYPE_WORLD (ui_fake_world_get_type ())
G_DECLARE_FINAL_TYPE (UiFakeWorld, ui_fake_world, UI_FAKE, WORLD, GObject)

/* The ports of a session in one object; inbox and keyring are the usual fakes. An operation stays open until the test finishes it,
 * so that a session can be held in any state. */
UiFakeWorld *ui_fake_world_new (void);

void ui_fake_world_add_form (UiFakeWorld *self, EnrollForm *form);
void ui_fake_world_set_credential (UiFakeWorld *self, EnrollCredential *credential);
void ui_fake_world_set_root_is_unknown (UiFakeWorld *self, gboolean root_is_unknown);
void ui_fake_world_set_proof (UiFakeWorld *self, gboolean is_trusted, gboolean was_encrypted);

FakeInbox *ui_fake_world_get_inbox (UiFakeWorld *self);
FakeKeyring *ui_fake_world_get_keyring (UiFakeWorld *self);
gboolean ui_fake_world_is_busy (UiFakeWorld *self);
gboolean ui_fake_world_was_cancelled (UiFakeWorld *self);
void ui_fake_world_finish (UiFakeWorld *self);
void ui_fake_world_fail (UiFakeWorld *self, EnrollError code, const char *message);

G_END_DECLS
