/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-account.h"

G_BEGIN_DECLS

#define FAKE_TYPE_ACCOUNT (fake_account_get_type ())
G_DECLARE_FINAL_TYPE (FakeAccount, fake_account, FAKE, ACCOUNT, GObject)

FakeAccount *fake_account_new (void);

const GPtrArray *fake_account_get_history (FakeAccount *self);

void fake_account_set_ignores_cancel (FakeAccount *self, gboolean ignores_cancel);
void fake_account_fail_next (FakeAccount *self, const char *name, GError *error);

G_END_DECLS
