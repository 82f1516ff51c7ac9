/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-store.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_NSS_STORE (enroll_nss_store_get_type ())
G_DECLARE_FINAL_TYPE (EnrollNssStore, enroll_nss_store, ENROLL, NSS_STORE, GObject)

EnrollNssStore *enroll_nss_store_new (void);

gint64 enroll_nss_store_find_valid_until (const char *nickname);
void enroll_nss_store_find_valid_until_async (const char *nickname,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gint64 enroll_nss_store_find_valid_until_finish (GAsyncResult *result);

G_END_DECLS
