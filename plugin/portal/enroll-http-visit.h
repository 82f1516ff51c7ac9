/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"
#include "enroll-visit.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_HTTP_VISIT (enroll_http_visit_get_type ())
G_DECLARE_FINAL_TYPE (EnrollHttpVisit, enroll_http_visit, ENROLL, HTTP_VISIT, GObject)

EnrollHttpVisit *enroll_http_visit_new (EnrollPortal *portal,
                                        GProxyResolver *proxy_resolver,
                                        const char *tls_ca_file,
                                        GError **error);

guint enroll_http_visit_get_n_requests (EnrollHttpVisit *self);

G_END_DECLS
