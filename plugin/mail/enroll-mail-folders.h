/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

GPtrArray *enroll_mail_folders_find_stores (ESourceRegistry *registry,
                                            CamelSession *session,
                                            const char *identity_uid);
char **enroll_mail_folders_dup_own_uris (ESourceRegistry *registry);
GPtrArray *enroll_mail_folders_open (CamelStore *store,
                                     const char *const *own_uris,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
