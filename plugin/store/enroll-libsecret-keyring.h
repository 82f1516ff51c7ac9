/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-keyring.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_LIBSECRET_KEYRING (enroll_libsecret_keyring_get_type ())
G_DECLARE_FINAL_TYPE (EnrollLibsecretKeyring,
                      enroll_libsecret_keyring,
                      ENROLL,
                      LIBSECRET_KEYRING,
                      GObject)

EnrollLibsecretKeyring *enroll_libsecret_keyring_new (void);

G_END_DECLS
