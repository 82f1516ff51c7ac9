/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-store.h"

G_BEGIN_DECLS

#define FAKE_TYPE_STORE (fake_store_get_type ())
G_DECLARE_FINAL_TYPE (FakeStore, fake_store, FAKE, STORE, GObject)

FakeStore *fake_store_new (void);

const GPtrArray *fake_store_get_history (FakeStore *self);
EnrollKey *fake_store_get_key (FakeStore *self);
EnrollCredential *fake_store_get_credential (FakeStore *self);

void fake_store_set_root_is_unknown (FakeStore *self, gboolean root_is_unknown);
void fake_store_set_ignores_cancel (FakeStore *self, gboolean ignores_cancel);
void fake_store_fail_next (FakeStore *self, const char *name, GError *error);

G_END_DECLS
