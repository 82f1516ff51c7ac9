/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-enrollment.h"

#include "enroll-web-visit.h"

EnrollVisit *
LiveEnrollment::MakeLive (gpointer self, GError **error)
{
  auto *enrollment = static_cast<LiveEnrollment *> (self);
  EnrollWebVisit *live = enroll_web_visit_new (enrollment->portal,
                                               nullptr,
                                               enrollment->Settings ()->tls_ca_file,
                                               error);

  return reinterpret_cast<EnrollVisit *> (live);
}

EnrollVisit *
LiveEnrollment::MakeVisit (EnrollVisit *plain)
{
  adaptive = enroll_adaptive_visit_new (plain, MakeLive, this, nullptr);
  g_object_add_weak_pointer (G_OBJECT (adaptive), reinterpret_cast<gpointer *> (&adaptive));
  return ENROLL_VISIT (adaptive);
}

bool
LiveEnrollment::IsLive ()
{
  return adaptive != nullptr && enroll_adaptive_visit_is_live (adaptive);
}
