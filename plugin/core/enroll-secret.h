/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_SECRET (enroll_secret_get_type ())

typedef struct _EnrollSecret EnrollSecret;

GType enroll_secret_get_type (void);

EnrollSecret *enroll_secret_new (const char *text);
EnrollSecret *enroll_secret_new_password (void);
EnrollSecret *enroll_secret_ref (EnrollSecret *self);
void enroll_secret_unref (EnrollSecret *self);

const char *enroll_secret_peek (const EnrollSecret *self);

void enroll_wipe_string (char *text);
GBytes *enroll_secret_bytes_new (const void *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollSecret, enroll_secret_unref)

G_END_DECLS
