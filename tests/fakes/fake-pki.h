/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-pki.h"

G_BEGIN_DECLS

#define FAKE_TYPE_PKI (fake_pki_get_type ())
G_DECLARE_FINAL_TYPE (FakePki, fake_pki, FAKE, PKI, GObject)

#define FAKE_PKI_REQUEST                                                                           \
  "-----BEGIN CERTIFICATE REQUEST-----\nZmFrZQ==\n-----END CERTIFICATE REQUEST-----\n"

FakePki *fake_pki_new (void);

const GPtrArray *fake_pki_get_history (FakePki *self);
EnrollKey *fake_pki_get_key (FakePki *self);
EnrollSecret *fake_pki_get_password (FakePki *self);

void fake_pki_set_ignores_cancel (FakePki *self, gboolean ignores_cancel);
void fake_pki_fail_next (FakePki *self, const char *name, GError *error);

G_END_DECLS
