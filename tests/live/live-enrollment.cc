/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-enrollment.h"

#include "enroll-web-visit.h"

namespace
{

constexpr int kDeeds = 20;
constexpr int kPageMs = 20000;
constexpr guint kReadMs = 1500;

gboolean
SetTrue (gpointer user_data)
{
  *static_cast<bool *> (user_data) = true;
  return G_SOURCE_REMOVE;
}

}

LiveEnrollment::~LiveEnrollment ()
{
  g_clear_object (&adaptive);
}

EnrollVisit *
LiveEnrollment::MakeLive (gpointer self, GError **error)
{
  auto *enrollment = static_cast<LiveEnrollment *> (self);
  EnrollWebVisit *live = enroll_web_visit_new (enrollment->portal,
                                               enrollment->resolver,
                                               enrollment->Settings ()->tls_ca_file,
                                               error);

  return reinterpret_cast<EnrollVisit *> (live);
}

EnrollVisit *
LiveEnrollment::MakeVisit (EnrollVisit *plain)
{
  adaptive = enroll_adaptive_visit_new (plain, MakeLive, this, nullptr);
  return ENROLL_VISIT (g_object_ref (adaptive));
}

e2e::Campus &
LiveEnrollment::WithCampus (const std::string &address)
{
  campus = std::make_unique<e2e::Campus> ();
  campus->Setting ("email", address);
  campus->Setting ("first-name", "Alice");
  campus->Setting ("last-name", "Example");
  Site ().UseCampus (campus->Folder ());
  return *campus;
}

void
LiveEnrollment::UseCampus (const std::string &folder)
{
  campus = std::make_unique<e2e::Campus> (folder);
}

bool
LiveEnrollment::HasCampus () const
{
  return campus != nullptr;
}

void
LiveEnrollment::OnPage (Deed deed_)
{
  deed = std::move (deed_);
}

bool
LiveEnrollment::Begin (unsigned seed, const std::string &address, bool invite)
{
  if (!Enrollment::Begin (seed, address, invite))
    return false;
  if (campus != nullptr && !campus->Start (Site ().Folder ()))
    {
      ADD_FAILURE () << "the campus did not start: " << campus->Log ();
      return false;
    }
  return true;
}

/* From the portal's button to the response of the institution. */
bool
LiveEnrollment::LogIn (Hand &hand)
{
  if (hand.Has ("Username"))
    return hand.Type ("Username", campus->User ()) && hand.Type ("Password", campus->Password ()) &&
           hand.Press ("Login");
  if (hand.Has ("Passcode"))
    return hand.Type ("Passcode", campus->Code ()) && hand.Press ("Verify");
  for (const char *label : { "Example University",
                             "Your Institution",
                             "InCommon Federated Login",
                             "Federated Login",
                             "Institutional Login",
                             "Accept" })
    {
      if (hand.CanPress (label))
        return hand.Press (label);
    }
  return false;
}

/* A person reads before doing anything: what the program does meanwhile is not left to do. */
std::string
LiveEnrollment::Read (Hand &hand)
{
  std::string mark;

  do
    {
      bool is_read = false;

      mark = hand.Mark ();
      g_timeout_add (kReadMs, SetTrue, &is_read);
      while (!is_read)
        g_main_context_iteration (nullptr, TRUE);
    }
  while (enroll_session_get_state (Session ()) == ENROLL_STATE_BROWSING &&
         (mark.empty () || hand.Mark () != mark));
  return mark;
}

void
LiveEnrollment::Browse ()
{
  Hand hand (ENROLL_VISIT (adaptive));
  auto is_over = [this] { return enroll_session_get_state (Session ()) != ENROLL_STATE_BROWSING; };

  auto act = [&] { return (deed && deed (hand)) || (campus != nullptr && LogIn (hand)); };

  for (int i = 0; i < kDeeds && !is_over (); i++)
    {
      std::string mark;
      auto try_once = [&] {
        mark = Read (hand);
        return is_over () || act ();
      };
      auto has_changed = [&] {
        std::string now = hand.Mark ();

        return !now.empty () && now != mark;
      };

      if (!Eventually (try_once, kPageMs))
        {
          ADD_FAILURE () << "nothing to do on " << hand.Mark ();
          return;
        }

      if (!Eventually ([&] { return is_over () || has_changed (); }, kPageMs))
        {
          ADD_FAILURE () << "nothing came of it on " << mark;
          return;
        }
    }
}

bool
LiveEnrollment::IsLive ()
{
  return adaptive != nullptr && enroll_adaptive_visit_is_live (adaptive);
}

EnrollAdaptiveVisit *
LiveEnrollment::Adaptive ()
{
  return adaptive;
}
