/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-keyring.h"

G_BEGIN_DECLS

#define FAKE_TYPE_KEYRING (fake_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FakeKeyring, fake_keyring, FAKE, KEYRING, GObject)

FakeKeyring *fake_keyring_new (void);

const GPtrArray *fake_keyring_get_history (FakeKeyring *self);
EnrollSecret *fake_keyring_get_pass_phrase (FakeKeyring *self);
const char *fake_keyring_get_enrollment (FakeKeyring *self);

void fake_keyring_set_ignores_cancel (FakeKeyring *self, gboolean ignores_cancel);
void fake_keyring_fail_next (FakeKeyring *self, GError *error);

G_END_DECLS
