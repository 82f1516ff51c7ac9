/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"
#include "enroll-visit.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_WEB_VISIT (enroll_web_visit_get_type ())
G_DECLARE_FINAL_TYPE (EnrollWebVisit, enroll_web_visit, ENROLL, WEB_VISIT, GObject)

EnrollWebVisit *enroll_web_visit_new (EnrollPortal *portal,
                                      GProxyResolver *proxy_resolver,
                                      const char *tls_ca_file,
                                      GError **error);

G_END_DECLS
