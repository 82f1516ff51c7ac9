/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-enrollment.h"

#include "live-enrollment.h"
#include "private-home.h"

namespace
{

/* A user who presses the button again on a page that did not do what it was to; and who has nothing to
 * press on a page that did not come, and leaves. */
class Impatient : public LiveEnrollment
{
protected:
  void
  Browse () override
  {
    if (HasCampus ())
      {
        LiveEnrollment::Browse ();
        return;
      }

    Hand hand (SessionVisit ());

    Read (hand);
    if (hand.Press ("Download"))
      Eventually (
          [this] { return enroll_session_get_state (Session ()) != ENROLL_STATE_BROWSING; });
  }
};

}

/* GLib asks once where the home is, so it is made first. */
std::unique_ptr<Enrollment>
MakeEnrollment (const Plan &plan)
{
  PrivateHome::Get ();
  EXPECT_TRUE (gtk_init_check (nullptr, nullptr)) << "there is no display";

  auto enrollment = std::make_unique<Impatient> ();
  if (!plan.Value ("campus").empty ())
    enrollment->UseCampus (plan.Value ("campus"));
  return enrollment;
}
