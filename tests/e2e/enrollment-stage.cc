/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment-stage.h"

#include <cstdio>

#include "screenshot.h"

namespace e2e
{

namespace
{

constexpr const char *kSchema = "org.gnome.evolution.plugin.smime-enrollment";

/* “MaildirCsr” of a test that is run for several cases, else the name of the test. */
std::string
TestName ()
{
  std::string name = testing::UnitTest::GetInstance ()->current_test_info ()->name ();
  size_t slash = name.find ('/');

  return slash == std::string::npos ? name : name.substr (slash + 1);
}

}

EnrollmentStage::EnrollmentStage (StoreKind kind, const std::string &alias)
    : stage (kind, alias), portal (stage.Home () + "/portal-mail")
{
  effort () = Effort ();
}

void
EnrollmentStage::TearDown ()
{
  if (HasFailure ())
    {
      Shoot ("failed");
      fprintf (stderr,
               "%s\n%s\n%s\n",
               DumpTree ().c_str (),
               stage.Log ().c_str (),
               portal.IsRunning () ? portal.Requests ().c_str () : "");
    }
  EXPECT_TRUE (stage.Stop ());
}

bool
EnrollmentStage::OpenPortal (unsigned seed)
{
  if (!portal.Start (seed))
    return false;
  Set ("allowed-hosts", "[" + Quote (portal.Host ()) + "]");
  Set ("tls-ca-file", Quote (portal.TlsCaFile ()));
  return true;
}

void
EnrollmentStage::Set (const std::string &key, const std::string &value)
{
  stage.Setting (kSchema, key, value);
}

void
EnrollmentStage::SetEndpoint ()
{
  Set ("endpoint", Quote (portal.Endpoint ()));
}

bool
EnrollmentStage::DeliverInvitation (const std::string &address)
{
  return portal.Invite (address, "Alice", "Example") && DeliverLastMail ();
}

bool
EnrollmentStage::DeliverLastMail ()
{
  return stage.Deliver (portal.LastMail ());
}

std::string
EnrollmentStage::MakeLink (const std::string &address)
{
  return portal.InvitationLink (address, "Alice", "Example");
}

bool
EnrollmentStage::HasCertificate () const
{
  return !stage.IdentityValue ("Secure MIME (S/MIME)", "SigningCertificate").empty ();
}

void
EnrollmentStage::Shoot (const std::string &what) const
{
  Screenshot (TestName () + "-" + what);
}

void
EnrollmentStage::PrintEffort () const
{
  printf ("%s: %d clicks, %d characters typed, %d keys pressed\n",
          TestName ().c_str (),
          effort ().clicks,
          effort ().typed_characters,
          effort ().key_presses);
}

std::string
EnrollmentStage::Quote (const std::string &text)
{
  return "'" + text + "'";
}

Accessible
Wizard ()
{
  for (const auto &window : Application ().Children ())
    {
      if (window.Matches ("", kWizard, Match::Exact))
        return window;
    }
  return Accessible ();
}

bool
PressInWizard (const std::string &button, int timeout_ms)
{
  return Eventually ([&] { return Wizard ().Find ("push button", button).Click (); }, timeout_ms);
}

bool
WaitInWizard (const std::string &role, const std::string &name, int timeout_ms)
{
  return Eventually ([&] { return bool (Wizard ().Find (role, name)); }, timeout_ms);
}

bool
WaitForText (const std::string &text, int timeout_ms)
{
  return Eventually ([&] { return Wizard ().AllText ().find (text) != std::string::npos; },
                     timeout_ms);
}

bool
RequestCertificate ()
{
  return Eventually ([] { return Wizard ().Find ("check box", "", Match::Contains).Click (); }) &&
         PressInWizard ("Request Certificate");
}

bool
TrustAuthority ()
{
  return PressInWizard ("Trust for E-Mail", kIssueMs);
}

bool
FinishWizard ()
{
  return PressInWizard ("Done", kIssueMs) && Eventually ([] { return !Wizard (); });
}

bool
WalkThroughWizard ()
{
  return RequestCertificate () && TrustAuthority () && FinishWizard ();
}

bool
PasteLink (const std::string &link)
{
  return Eventually ([&] { return Wizard ().Find ("text", "Link").Type (link); }) &&
         PressInWizard ("Continue");
}

bool
FocusMainWindow ()
{
  return Eventually ([] {
    Accessible tree = Application ().Find ("tree table", "Mail Folder Tree");

    return tree.Focus () && Eventually ([] { return !Wizard ().Has (ATSPI_STATE_ACTIVE); }, 1000);
  });
}

}
