/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The wizard in Evolution: by keyboard alone, in trouble, and left in the middle. */

#include <algorithm>
#include <csignal>

#include <gtest/gtest.h>

#include "browser.h"
#include "enrollment-stage.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

constexpr const char *kAccessCode = "golden-bears";
constexpr const char *kOtherMail = "From: Bob <bob@example.org>\r\n"
                                   "To: Alice <alice@example.edu>\r\n"
                                   "Subject: Lunch\r\n"
                                   "\r\n"
                                   "At noon?\r\n";
constexpr const char *kCanBeClosed =
    "You can close this window. Evolution goes on and tells you when it is done.";

class WizardTest : public EnrollmentStage
{
protected:
  void OpenWithLink ();
  void ExpectClosed ();
  void RequestAndLeaveWaiting (const char *delay);
  void ExpectToGoOnToTheEnd ();
  int IssuedCount ();
};

bool
WaitForFocus (const std::string &role, const std::string &name, int timeout_ms = kTimeoutMs)
{
  return Eventually ([&] { return Wizard ().Find (role, name, Match::Contains).IsFocused (); },
                     timeout_ms);
}

bool
SaysInBar (const std::string &text)
{
  return bool (Find ("label", text, kTimeoutMs, Match::Contains));
}

bool
SetInWizard (const std::string &field, const std::string &text)
{
  return Eventually ([&] { return Wizard ().Find ("text", field, Match::Contains).Type (text); });
}

void
WizardTest::OpenWithLink ()
{
  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (PasteLink (MakeLink ()));
}

void
WizardTest::ExpectClosed ()
{
  EXPECT_TRUE (Eventually ([] { return !Wizard (); }));
  EXPECT_TRUE (stage.IsRunning ());
  EXPECT_TRUE (Application ().Find ("tree table", "Messages"));
}

/* The request has been sent, and the certificate is not there yet. */
void
WizardTest::RequestAndLeaveWaiting (const char *delay)
{
  portal.Knob ("delay", delay);
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (
      Eventually ([this] { return portal.Requests ().find ("POST") != std::string::npos; }));
}

/* From what Evolution offers at its start. */
void
WizardTest::ExpectToGoOnToTheEnd ()
{
  ASSERT_TRUE (ClickOn ("push button", "Continue"));
  ASSERT_TRUE (WaitInWizard ("push button", "Trust for E-Mail", kIssueMs));
  ASSERT_TRUE (PressInWizard ("Trust for E-Mail"));
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  EXPECT_TRUE (HasCertificate ());
  EXPECT_EQ (IssuedCount (), 1);
}

int
WizardTest::IssuedCount ()
{
  const std::string issued = portal.Issued ();

  return static_cast<int> (std::count (issued.begin (), issued.end (), '\n'));
}

TEST_F (WizardTest, WorksByKeyboardAlone)
{
  portal.Knob ("authorisation", "access-code");
  portal.Knob ("access-code", kAccessCode);
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (Find ("push button", kGetCertificate));

  effort () = Effort ();
  ASSERT_TRUE (TabTo ("push button", kGetCertificate));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
  ASSERT_TRUE (WaitForFocus ("text", "Access Code"));
  Shoot ("1-start");
  ASSERT_TRUE (TypeText ("silver-wolves"));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (WaitForText ("The access code is not valid."));
  Shoot ("2-refused");
  ASSERT_TRUE (WaitForFocus ("text", "Access Code"));
  ASSERT_TRUE (TypeText (kAccessCode));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (
      Eventually ([] { return bool (Wizard ().Find ("check box", "", Match::Contains)); }));
  ASSERT_TRUE (TabTo ("check box", "", Match::Contains));
  ASSERT_TRUE (PressKey ("Space"));
  ASSERT_TRUE (PressKey ("Alt+r"));
  ASSERT_TRUE (WaitForFocus ("push button", "Trust for E-Mail", kIssueMs));
  ASSERT_TRUE (PressKey ("Return"));
  ASSERT_TRUE (WaitForFocus ("push button", "Done", kIssueMs));
  ASSERT_TRUE (PressKey ("Return"));
  ExpectClosed ();

  PrintEffort ();
  EXPECT_EQ (effort ().clicks, 0);
  EXPECT_TRUE (HasCertificate ());
}

/* Roles, names, actions and values are enough: nothing is typed, and no pointer is moved. */
TEST_F (WizardTest, WorksByAssistiveTechnologyAlone)
{
  portal.Knob ("authorisation", "access-code");
  portal.Knob ("access-code", kAccessCode);
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  effort () = Effort ();
  ASSERT_TRUE (SelectMessage (kInvitation));

  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (SetInWizard ("Access Code", "silver-wolves"));
  ASSERT_TRUE (PressInWizard ("Request Certificate"));
  ASSERT_TRUE (WaitForText ("The access code is not valid."));
  EXPECT_NE (Wizard ().Find ("text", "Access Code").Description ().find ("is not valid"),
             std::string::npos)
      << "the field says itself what is wrong";
  ASSERT_TRUE (SetInWizard ("Access Code", kAccessCode));
  ASSERT_TRUE (PressInWizard ("Request Certificate"));
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  EXPECT_TRUE (WaitForText (kAlice)) << "what it ended with is text, too";
  Shoot ("1-done");
  ASSERT_TRUE (FinishWizard ());
  ExpectClosed ();

  PrintEffort ();
  EXPECT_EQ (effort ().made_events, 0);
  EXPECT_TRUE (HasCertificate ());
}

TEST_F (WizardTest, F1OpensTheGuideWhereItTellsOfThePage)
{
  Browser viewer (stage.Home (), "help");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  ASSERT_TRUE (WaitForFocus ("check box", ""));
  ASSERT_TRUE (PressKey ("F1"));
  ASSERT_TRUE (viewer.WaitForVisit (Environment ("ENROLL_PREFIX"))) << viewer.Visits ();
  std::string page = viewer.Visits ();
  page.pop_back ();
  EXPECT_NE (page.find ("/share/help/C/evolution-smime-enrollment/questions.page"),
             std::string::npos)
      << page;
  EXPECT_NE (ReadFile (page), "");
  EXPECT_TRUE (Wizard ()) << "and the wizard stays";
}

TEST_F (WizardTest, UsedInvitationSaysWhatToDo)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WalkThroughWizard ());
  const std::string requests = portal.Requests ();

  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (Find ("label", "This invitation was already used, or it has expired."));
  Shoot ("1-used");
  ASSERT_TRUE (PressKey ("Escape"));
  EXPECT_FALSE (Wizard ());
  EXPECT_EQ (portal.Requests (), requests) << "the link is not opened again";

  ASSERT_TRUE (stage.Deliver (kOtherMail));
  ASSERT_TRUE (SendReceive ());
  ASSERT_TRUE (SelectMessage ("Lunch"));
  ASSERT_TRUE (SelectMessage (kInvitation));
  EXPECT_TRUE (SaysInBar ("You used this invitation on"));
  EXPECT_TRUE (SaysInBar ("You already have a certificate for this address until"));
  Shoot ("2-bar");
}

TEST_F (WizardTest, ExpiredInvitationSaysWhatToDo)
{
  portal.Knob ("link-ttl", "0");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  EXPECT_TRUE (WaitForText ("This invitation was already used, or it has expired."));
  EXPECT_TRUE (WaitForText ("Ask your organization for a new invitation."));
  Shoot ("1-trouble");
  EXPECT_FALSE (Wizard ().Find ("push button", "Cancel")) << "there is nothing to cancel";
  ASSERT_TRUE (PressInWizard ("Copy for Your Help Desk"));
  EXPECT_TRUE (WaitForText ("Copied."));
  ASSERT_TRUE (PressInWizard ("Close"));
  ExpectClosed ();
}

TEST_F (WizardTest, InvitationIsNotOpenedTwiceByItself)
{
  portal.Knob ("unavailable", "yes");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  ASSERT_TRUE (WaitForText ("The certificate service is not available at the moment."));
  EXPECT_TRUE (WaitForText ("open the invitation again in an hour"));
  EXPECT_FALSE (Wizard ().Find ("push button", "Try Again"));
  const std::string requests = portal.Requests ();
  EXPECT_EQ (std::count (requests.begin (), requests.end (), '\n'), 1) << requests;
  Shoot ("1-trouble");
  ASSERT_TRUE (PressInWizard ("Close"));
  ExpectClosed ();
}

TEST_F (WizardTest, UnavailableServiceCanBeTriedAgain)
{
  portal.Knob ("way", "confirmation");
  portal.Knob ("unavailable", "yes");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (portal.AddPerson (kAlice, "Alice", "Example"));
  SetEndpoint ();
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (WaitInWizard ("push button", "Try Again"));
  Shoot ("1-trouble");
  ASSERT_TRUE (portal.SetKnob ("unavailable", "no"));
  ASSERT_TRUE (PressInWizard ("Try Again"));
  ASSERT_TRUE (WaitForText ("Confirm Your Address"));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();
}

TEST_F (WizardTest, CanBeLeftBeforeTheRequest)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();

  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (ClickOn ("link", "Verify Email Address"));
  ASSERT_TRUE (WaitInWizard ("push button", "Open in Browser"));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();
  EXPECT_EQ (portal.Requests (), "");

  OpenWithLink ();
  ASSERT_TRUE (
      Eventually ([] { return bool (Wizard ().Find ("check box", "", Match::Contains)); }));
  EXPECT_FALSE (Wizard ().Find ("push button", "Request Certificate").IsSensitive ());
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();

  OpenWithLink ();
  ASSERT_TRUE (
      Eventually ([] { return bool (Wizard ().Find ("check box", "", Match::Contains)); }));
  ASSERT_TRUE (PressKey ("Escape"));
  ExpectClosed ();
}

TEST_F (WizardTest, GoesOnBehindAClosedWindowAndAfterARestart)
{
  ASSERT_NO_FATAL_FAILURE (RequestAndLeaveWaiting ("3s"));
  ASSERT_TRUE (PressInWizard ("Close"));
  ExpectClosed ();

  ASSERT_TRUE (ClickOn ("push button", "Show"));
  ASSERT_TRUE (WaitInWizard ("push button", "Trust for E-Mail", kIssueMs));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();
  EXPECT_EQ (IssuedCount (), 1);

  ASSERT_TRUE (stage.Stop ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (Find ("push button", "Continue"));
  Shoot ("1-reminder");
  ExpectToGoOnToTheEnd ();
}

TEST_F (WizardTest, TheReminderGoesWhenItIsGoneOnFromElsewhere)
{
  portal.Knob ("delay", "3s");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (WaitForText (kCanBeClosed));
  ASSERT_TRUE (stage.Stop ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (Find ("push button", "Forget…"));

  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WaitInWizard ("push button", "Trust for E-Mail", kIssueMs));
  EXPECT_TRUE (Eventually ([] { return !Application ().Find ("push button", "Forget…"); }));
  EXPECT_EQ (IssuedCount (), 1);
}

/* As the kernel ends it when memory runs out: nobody is told. */
TEST_F (WizardTest, GoesOnAfterEvolutionWasKilledWhileItWaited)
{
  ASSERT_NO_FATAL_FAILURE (RequestAndLeaveWaiting ("5s"));
  ASSERT_TRUE (WaitForText (kCanBeClosed));
  ASSERT_EQ (kill (stage.Pid (), SIGKILL), 0);
  ASSERT_TRUE (stage.WaitForExit (kIssueMs));

  stage.Stop ();
  ASSERT_TRUE (stage.Start ());
  ExpectToGoOnToTheEnd ();
}

TEST_F (WizardTest, CanBeLeftWhileItWaitsForTheConfirmation)
{
  portal.Knob ("way", "confirmation");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (portal.AddPerson (kAlice, "Alice", "Example"));
  SetEndpoint ();
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (WaitForText ("Confirm Your Address"));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ExpectClosed ();
}
}
