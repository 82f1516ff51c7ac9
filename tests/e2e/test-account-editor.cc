/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The button on the Security page of the account editor: what it gets goes into the editor, and
 * only OK saves it. */

#include <gtest/gtest.h>

#include "enrollment-stage.h"

using namespace e2e;

namespace
{

constexpr const char *kEditor = "Account Editor";
constexpr const char *kAccounts = "Evolution Accounts";

class AccountEditorTest : public EnrollmentStage
{
protected:
  void OpenSecurityPage ();
  void Enroll ();
};

Accessible
FindIn (const char *window, const char *role, const char *name)
{
  return WindowNamed (window, Match::Exact, 1).Find (role, name);
}

/* The field of the page that holds this text. */
bool
HasField (const std::string &text)
{
  for (const auto &field :
       WindowNamed (kEditor, Match::Exact, 1).FindAll ("text", "", Match::Contains))
    {
      if (field.TextOf ().find (text) != std::string::npos)
        return true;
    }
  return false;
}

void
AccountEditorTest::OpenSecurityPage ()
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (ClickMenu ({ "Edit", "Accounts" }));
  /* The list may still be filling itself when the key comes. */
  ASSERT_TRUE (Eventually ([] {
    return FindIn (kAccounts, "table cell", "Mail Accounts").Focus () && PressKey ("Shift+Right") &&
           FindIn (kAccounts, "table cell", "Example").Focus ();
  }));
  ASSERT_TRUE (Eventually ([] { return FindIn (kAccounts, "push button", "Edit").Click (); }));
  ASSERT_TRUE (WindowNamed (kEditor));
  ASSERT_TRUE (ClickOn ("radio button", "Security"));
}

void
AccountEditorTest::Enroll ()
{
  OpenSecurityPage ();
  ASSERT_FALSE (HasFatalFailure ());
  Shoot ("1-page");
  effort () = Effort ();
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (PasteLink (MakeLink ()));
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  EXPECT_TRUE (Wizard ().Find ("label", "press OK there", Match::Contains));
  ASSERT_TRUE (FinishWizard ());
  PrintEffort ();
  EXPECT_TRUE (HasField (kAlice));
  EXPECT_TRUE (Find ("label", "The certificate is valid until", kTimeoutMs, Match::Contains));
  Shoot ("2-filled");
  EXPECT_FALSE (HasCertificate ()) << "nothing is saved before OK";
}

TEST_F (AccountEditorTest, FillsTheFieldsAndOkSaves)
{
  Enroll ();
  ASSERT_FALSE (HasFatalFailure ());

  ASSERT_TRUE (FindIn (kEditor, "push button", "OK").Click ());

  EXPECT_TRUE (Eventually ([this] { return HasCertificate (); }));
  EXPECT_EQ (stage.IdentityValue ("Secure MIME (S/MIME)", "SignByDefault"), "true");
}

TEST_F (AccountEditorTest, CancelSavesNothing)
{
  Enroll ();
  ASSERT_FALSE (HasFatalFailure ());

  ASSERT_TRUE (FindIn (kEditor, "push button", "Cancel").Click ());

  EXPECT_TRUE (Eventually ([] { return !WindowNamed (kEditor, Match::Exact, 1); }));
  EXPECT_FALSE (HasCertificate ());
}

/* An enrollment may take longer than the editor is open. */
TEST_F (AccountEditorTest, TheAccountGetsItAfterTheEditorWasClosed)
{
  OpenSecurityPage ();
  ASSERT_FALSE (HasFatalFailure ());
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (PasteLink (MakeLink ()));
  ASSERT_TRUE (RequestCertificate ());

  ASSERT_TRUE (FindIn (kEditor, "push button", "Cancel").Click ());
  ASSERT_TRUE (Eventually ([] { return !WindowNamed (kEditor, Match::Exact, 1); }));
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  EXPECT_TRUE (Wizard ().Find ("label", "Account set up: new mail is signed"));
  ASSERT_TRUE (FinishWizard ());

  EXPECT_TRUE (Eventually ([this] { return HasCertificate (); }));
}

TEST_F (AccountEditorTest, HasNoButtonIfItIsSwitchedOff)
{
  Set ("enabled", "false");
  OpenSecurityPage ();
  ASSERT_FALSE (HasFatalFailure ());

  EXPECT_TRUE (Find ("label", "Signing certificate:", kTimeoutMs, Match::Contains));
  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
}
}
