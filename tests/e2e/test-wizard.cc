/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The wizard in Evolution: by keyboard alone, in trouble, and left in the middle. */

#include <gtest/gtest.h>

#include "enrollment-stage.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

constexpr const char *kAccessCode = "golden-bears";

class WizardTest : public EnrollmentStage
{
protected:
  void OpenWithLink ();
  void ExpectClosed ();
};

bool
WaitForFocus (const std::string &role, const std::string &name, int timeout_ms = kTimeoutMs)
{
  return Eventually ([&] { return Wizard ().Find (role, name, Match::Contains).IsFocused (); },
                     timeout_ms);
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
  EXPECT_EQ (portal.WrongDoings (), "");
}

TEST_F (WizardTest, UsedInvitationSaysWhatToDo)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WalkThroughWizard ());

  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  EXPECT_TRUE (WaitForText ("This invitation was already used, or it has expired."));
  EXPECT_TRUE (WaitForText ("Ask your organization for a new invitation."));
  Shoot ("1-trouble");
  EXPECT_FALSE (Wizard ().Find ("push button", "Cancel")) << "there is nothing to cancel";
  ASSERT_TRUE (PressInWizard ("Copy for Your Help Desk"));
  EXPECT_TRUE (WaitForText ("Copied."));
  ASSERT_TRUE (PressInWizard ("Close"));
  ExpectClosed ();
}

TEST_F (WizardTest, ExpiredInvitationSaysWhatToDo)
{
  portal.Knob ("link-ttl", "0");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  EXPECT_TRUE (WaitForText ("This invitation was already used, or it has expired."));
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
  EXPECT_EQ (portal.WrongDoings (), "");
}

TEST_F (WizardTest, AsksBeforeItIsLeftAfterTheRequest)
{
  portal.Knob ("delay", "3s");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());

  OpenWithLink ();
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (
      Eventually ([this] { return portal.Requests ().find ("POST") != std::string::npos; }));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ASSERT_TRUE (Find ("push button", "Stay"));
  Shoot ("1-question");
  ASSERT_TRUE (ClickOn ("push button", "Stay"));
  ASSERT_TRUE (WaitInWizard ("push button", "Trust for E-Mail", kIssueMs));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ASSERT_TRUE (ClickOn ("push button", "Leave"));
  ExpectClosed ();
  EXPECT_FALSE (HasCertificate ());
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
