/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-credential.h"
#include "enroll-key.h"
#include "enroll-portal.h"

G_BEGIN_DECLS

typedef struct _EnrollReading EnrollReading;

EnrollReading *enroll_reading_new (GBytes *file,
                                   EnrollKey *key,
                                   const EnrollSecret *password,
                                   const char *address,
                                   gint64 now,
                                   GError **error);
void enroll_reading_free (EnrollReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollReading, enroll_reading_free)

GPtrArray *enroll_reading_dup_missing (EnrollReading *self);
gboolean enroll_reading_add_issuer (EnrollReading *self, GBytes *file, GError **error);
EnrollCredential *enroll_reading_finish (EnrollReading *self,
                                         const EnrollPortal *portal,
                                         GError **error);

G_END_DECLS
