/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-vault.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_KEYRING_VAULT (enroll_keyring_vault_get_type ())
G_DECLARE_FINAL_TYPE (EnrollKeyringVault, enroll_keyring_vault, ENROLL, KEYRING_VAULT, GObject)

EnrollKeyringVault *enroll_keyring_vault_new (void);

G_END_DECLS
