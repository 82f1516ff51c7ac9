/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean enroll_authorities_load (const char *tls_ca_file,
                                  GTlsDatabase **authorities,
                                  GError **error);
gboolean enroll_authorities_verify (GTlsDatabase *authorities,
                                    GTlsCertificate *certificate,
                                    GUri *uri);

G_END_DECLS
