/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-vault.h"

G_BEGIN_DECLS

#define FAKE_TYPE_VAULT (fake_vault_get_type ())
G_DECLARE_FINAL_TYPE (FakeVault, fake_vault, FAKE, VAULT, GObject)

FakeVault *fake_vault_new (void);

void fake_vault_fail_next (FakeVault *self, const char *name, GError *error);
const GPtrArray *fake_vault_get_history (FakeVault *self);

G_END_DECLS
