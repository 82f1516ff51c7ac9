/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-adaptive-visit.h"

#include "enrollment.h"

/* An enrollment that may go on in a live page, as in Evolution. Needs a display. */
class LiveEnrollment : public Enrollment
{
public:
  /* True once a browser engine was needed. */
  bool IsLive ();

protected:
  EnrollVisit *MakeVisit (EnrollVisit *plain) override;

private:
  static EnrollVisit *MakeLive (gpointer self, GError **error);

  EnrollAdaptiveVisit *adaptive = nullptr;
};
