/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment-stage.h"

#include <cstdio>

#include "compose.h"
#include "mail-tools.h"
#include "screenshot.h"

namespace e2e
{

namespace
{

constexpr int kMaxTabs = 20;
constexpr int kFocusMs = 400;
constexpr int kMaxRequests = 3;

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
  if (portal.IsRunning ())
    {
      EXPECT_EQ (portal.WrongDoings (), "");
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

void
EnrollmentStage::RememberTraces (const std::vector<std::string> &hosts)
{
  std::vector<std::string> all = hosts;

  all.push_back (portal.Host ());
  traces = std::make_unique<WebTraces> (stage.Pid (), stage.Home (), all);
}

void
EnrollmentStage::ExpectNoTraces ()
{
  EXPECT_TRUE (Eventually ([this] { return traces->Processes ().empty (); }))
      << traces->Processes ();
  EXPECT_TRUE (Eventually ([this] { return traces->DownloadFolders ().empty (); }))
      << traces->DownloadFolders ();
  EXPECT_EQ (traces->Files (), "");
}

void
EnrollmentStage::EnrollFromBanner (PageKind kind)
{
  RememberTraces ();
  effort () = Effort ();
  ASSERT_TRUE (Find ("push button", kGetCertificate));
  EXPECT_TRUE (Eventually ([] {
    return Application ().Find ("label", "invites you", Match::Contains).ShowsAllText ();
  })) << "the bar cuts its text";
  Shoot ("1-banner");
  EXPECT_EQ (portal.Requests (), "") << "showing a message opens nothing";
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (
      Eventually ([] { return bool (Wizard ().Find ("check box", "", Match::Contains)); }));
  Shoot ("2-start");
  EXPECT_EQ (traces->Processes ().empty (), kind == PageKind::Plain) << traces->Processes ();
  int n_agreements = RequestUntilTrust ();
  ASSERT_GT (n_agreements, 0);
  Shoot ("3-trust");
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  Shoot ("4-done");
  if (kind == PageKind::Plain)
    {
      EXPECT_EQ (traces->Processes (), "") << "no engine for plain pages";
    }
  ASSERT_TRUE (FinishWizard ());

  PrintEffort ();
  printf ("%s: agreed to %d texts\n", TestName ().c_str (), n_agreements);
  EXPECT_LE (effort ().clicks, kMaxClicks + 2 * (n_agreements - 1));
  ExpectNoTraces ();
  EXPECT_EQ (effort ().typed_characters, 0);
  EXPECT_TRUE (HasCertificate ());
  EXPECT_EQ (stage.IdentityValue ("Secure MIME (S/MIME)", "SignByDefault"), "true");
}

void
EnrollmentStage::SendSigned ()
{
  ASSERT_TRUE (ComposeAndSend (stage.Sink (), "bob@example.org", "Signed", "Really from me."));

  auto messages = stage.Sink ().Messages ();
  ASSERT_EQ (messages.size (), 1u);
  Verified verified = VerifySigned (messages[0].text, portal.RootFile ());
  EXPECT_TRUE (verified.ok) << verified.error;
  EXPECT_NE (verified.signer.find (kAlice), std::string::npos) << verified.signer;
  EXPECT_NE (verified.content.find ("Really from me."), std::string::npos);
  printf ("%s: openssl verified the signature of %s\n",
          TestName ().c_str (),
          verified.signer.c_str ());
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

/* A page that the wizard shows may have a box and a button, too. */
bool
RequestCertificate ()
{
  return WaitInWizard ("push button", "Request Certificate") &&
         Eventually ([] { return Wizard ().Find ("check box", "", Match::Contains).Click (); }) &&
         PressInWizard ("Request Certificate");
}

int
RequestUntilTrust ()
{
  int n_requests = 0;
  bool has_come = Eventually (
      [&] {
        bool is_asked = bool (Wizard ().Find ("push button", "Request Certificate"));
        bool has_agreed = Wizard ().Find ("check box", "", Match::Contains).IsChecked ();

        if (n_requests < kMaxRequests && is_asked && !has_agreed && RequestCertificate ())
          n_requests++;
        return bool (Wizard ().Find ("push button", "Trust for E-Mail"));
      },
      kIssueMs);

  return has_come ? n_requests : 0;
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

/* The preview claims to have the focus all the time, so the widget itself is asked. */
bool
TabTo (const std::string &role, const std::string &name, Match match)
{
  for (int i = 0; i < kMaxTabs; i++)
    {
      if (Eventually ([&] { return Application ().Find (role, name, match).IsFocused (); },
                      kFocusMs))
        return true;
      PressKey ("Tab");
    }
  return false;
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
