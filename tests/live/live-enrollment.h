/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <memory>

#include "enroll-adaptive-visit.h"

#include "campus.h"
#include "enrollment.h"
#include "hand.h"

/* An enrollment that may go on in a live page, as in Evolution. Needs a display. */
class LiveEnrollment : public Enrollment
{
public:
  /* Does one thing on the page that is left to the user; false if there is nothing to do. */
  using Deed = std::function<bool (Hand &)>;

  ~LiveEnrollment () override;

  /* Before Begin(): logins are a matter of a campus, where @address belongs to the user. */
  e2e::Campus &WithCampus (const std::string &address);

  /* The same, if the campus and its portal run already. */
  void UseCampus (const std::string &folder);

  /* Before Run(): what the user does on pages that are left to him. */
  void OnPage (Deed deed);

  bool Begin (unsigned seed, const std::string &address, bool invite = true);

  /* True once a browser engine was needed. */
  bool IsLive () override;

  EnrollAdaptiveVisit *Adaptive ();

protected:
  EnrollVisit *MakeVisit (EnrollVisit *plain) override;
  void Browse () override;

  bool HasCampus () const;

  /* Until the page stays as it is; what it says. */
  std::string Read (Hand &hand);

private:
  static EnrollVisit *MakeLive (gpointer self, GError **error);
  bool LogIn (Hand &hand);

  EnrollAdaptiveVisit *adaptive = nullptr;
  std::unique_ptr<e2e::Campus> campus;
  Deed deed;
};
