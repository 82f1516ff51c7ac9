/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-key.h"

G_BEGIN_DECLS

#define FAKE_TYPE_KEY (fake_key_get_type ())
G_DECLARE_FINAL_TYPE (FakeKey, fake_key, FAKE, KEY, GObject)

FakeKey *fake_key_new (guint bits);

guint fake_key_get_bits (FakeKey *self);
guint fake_key_get_n_signatures (FakeKey *self);
void fake_key_fail_next (FakeKey *self, GError *error);

G_END_DECLS
