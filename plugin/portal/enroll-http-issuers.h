/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-issuers.h"
#include "enroll-portal.h"

G_BEGIN_DECLS

#define ENROLL_HTTP_ISSUERS_DEADLINE_MS 20000

#define ENROLL_TYPE_HTTP_ISSUERS (enroll_http_issuers_get_type ())
G_DECLARE_FINAL_TYPE (EnrollHttpIssuers, enroll_http_issuers, ENROLL, HTTP_ISSUERS, GObject)

EnrollHttpIssuers *enroll_http_issuers_new (EnrollPortal *portal,
                                            GProxyResolver *proxy_resolver,
                                            guint deadline_ms);

G_END_DECLS
