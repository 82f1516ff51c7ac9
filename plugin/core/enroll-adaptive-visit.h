/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-visit.h"

G_BEGIN_DECLS

/**
 * EnrollLiveVisitFunc:
 * @user_data: given to enroll_adaptive_visit_new()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a visit that has a live page
 */
typedef EnrollVisit *(*EnrollLiveVisitFunc) (gpointer user_data, GError **error);

#define ENROLL_TYPE_ADAPTIVE_VISIT (enroll_adaptive_visit_get_type ())
G_DECLARE_FINAL_TYPE (EnrollAdaptiveVisit, enroll_adaptive_visit, ENROLL, ADAPTIVE_VISIT, GObject)

EnrollAdaptiveVisit *enroll_adaptive_visit_new (EnrollVisit *plain,
                                                EnrollLiveVisitFunc make_live,
                                                gpointer user_data,
                                                GDestroyNotify destroy);

gboolean enroll_adaptive_visit_is_live (EnrollAdaptiveVisit *self);

G_END_DECLS
