/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Every way into the wizard: the menu, with and without an endpoint, the link in a message, the
 * banner, and the account editor; and what each of them leaves alone. */

#include <regex>

#include <gtest/gtest.h>

#include "browser.h"
#include "compose.h"
#include "enrollment-stage.h"
#include "mail-tools.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

constexpr const char *kAlias = "a.example@example.edu";
constexpr const char *kForeignLink = "https://cert-manager.example/customer/Example/smime/x";

class EntryPointsTest : public EnrollmentStage
{
protected:
  explicit EntryPointsTest (const std::string &alias = "")
      : EnrollmentStage (StoreKind::Maildir, alias)
  {
  }

  /* The invitation in the open folder shows, and nothing more. */
  void ExpectLeftAlone ();
};

void
EntryPointsTest::ExpectLeftAlone ()
{
  ASSERT_TRUE (SelectMessage (kInvitation));
  EXPECT_TRUE (Find ("link", "Verify Email Address"));
  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
  EXPECT_EQ (portal.Requests (), "");
}

class AliasTest : public EntryPointsTest
{
protected:
  AliasTest () : EntryPointsTest (kAlias)
  {
  }
};

class ArrivalTest : public EnrollmentStage, public testing::WithParamInterface<StoreKind>
{
protected:
  ArrivalTest () : EnrollmentStage (GetParam ())
  {
  }
};

INSTANTIATE_TEST_SUITE_P (Stores,
                          ArrivalTest,
                          testing::Values (StoreKind::Maildir, StoreKind::Imap),
                          [] (const auto &info) {
                            return info.param == StoreKind::Imap ? "Imap" : "Maildir";
                          });

class ImapTest : public EnrollmentStage
{
protected:
  ImapTest () : EnrollmentStage (StoreKind::Imap)
  {
  }
};

class OwnFolderTest : public EntryPointsTest, public testing::WithParamInterface<const char *>
{
};

TEST_F (EntryPointsTest, MenuWithEndpointGoesOnWithTheConfirmation)
{
  portal.Knob ("way", "confirmation");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (portal.AddPerson (kAlice, "Alice", "Example"));
  SetEndpoint ();
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (WaitForText ("Confirm Your Address"));
  Shoot ("1-confirm");
  Accessible wizard = Wizard ();
  ASSERT_TRUE (DeliverLastMail ());
  ASSERT_TRUE (FocusMainWindow ());
  ASSERT_TRUE (SendReceive ());
  ASSERT_TRUE (SelectMessage (kConfirmation));
  Shoot ("2-confirmation");
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
  EXPECT_TRUE (Wizard () == wizard) << "the same window goes on";
  ASSERT_TRUE (WalkThroughWizard ());

  PrintEffort ();
  EXPECT_TRUE (HasCertificate ());
}

/* The field of the account's own server counts, as the setting names it; no other does. */
TEST_F (ImapTest, BarSaysWhatTheMailServerConfirmed)
{
  ASSERT_TRUE (OpenPortal ());
  Set ("authserv-id", Quote ("mx.example.edu localhost"));
  ASSERT_TRUE (portal.Invite (kAlice, "Alice", "Example"));
  ASSERT_TRUE (stage.Deliver (
      "Authentication-Results: mx.example.edu; dkim=pass header.d=cert-manager.com\r\n" +
      portal.LastMail ()));
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kInvitation));
  EXPECT_TRUE (Find ("label",
                     "Your mail server confirmed that it comes from cert-manager.com.",
                     kTimeoutMs,
                     Match::Contains));
  Shoot ("1-banner");
}

TEST_P (ArrivalTest, GoesOnWithoutOpeningTheMail)
{
  portal.Knob ("way", "confirmation");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (portal.AddPerson (kAlice, "Alice", "Example"));
  SetEndpoint ();
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (WaitForText ("Looking out for it…"));
  Shoot ("1-looking");
  std::string before = portal.Requests ();
  ASSERT_TRUE (DeliverLastMail ());
  ASSERT_TRUE (WaitForText ("It has arrived."));
  Shoot ("2-arrived");
  EXPECT_EQ (portal.Requests (), before) << "the link waits for the user";
  ASSERT_TRUE (PressInWizard ("Continue"));
  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
  ASSERT_TRUE (WalkThroughWizard ());

  PrintEffort ();
  EXPECT_TRUE (HasCertificate ());
}

TEST_F (EntryPointsTest, MenuWithoutEndpointAsksForTheLink)
{
  ASSERT_TRUE (OpenPortal ());
  std::string link = MakeLink ();
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  ASSERT_TRUE (PasteLink (kForeignLink));
  EXPECT_TRUE (WaitForText ("not on the list of trusted ones"));
  Shoot ("1-refused");
  EXPECT_EQ (portal.Requests (), "");
  ASSERT_TRUE (PasteLink (link));
  ASSERT_TRUE (WalkThroughWizard ());

  PrintEffort ();
  EXPECT_TRUE (HasCertificate ());
}

TEST_F (EntryPointsTest, LinkInAMessageOpensNothingBeforeContinue)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  ASSERT_TRUE (ClickOn ("link", "Verify Email Address"));
  ASSERT_TRUE (WaitInWizard ("push button", "Open in Browser"));
  EXPECT_TRUE (Wizard ().Find ("push button", "Continue"));
  Shoot ("1-start");
  EXPECT_EQ (portal.Requests (), "");
  ASSERT_TRUE (PressInWizard ("Continue"));
  ASSERT_TRUE (WalkThroughWizard ());

  PrintEffort ();
  EXPECT_TRUE (HasCertificate ());
}

TEST_F (EntryPointsTest, LinkInAMessageCanGoToTheBrowser)
{
  Browser browser (stage.Home ());
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  ASSERT_TRUE (ClickOn ("link", "Verify Email Address"));
  ASSERT_TRUE (PressInWizard ("Open in Browser"));

  EXPECT_TRUE (browser.WaitForVisit (portal.Base ()));
  EXPECT_TRUE (Eventually ([] { return !Wizard (); }));
  EXPECT_EQ (portal.Requests (), "");
}

TEST_F (EntryPointsTest, LinksGoToTheBrowserIfTheyAreNotIntercepted)
{
  Browser browser (stage.Home ());
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  Set ("intercept-links", "false");
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  EXPECT_TRUE (Find ("push button", kGetCertificate)) << "the banner is another setting";
  ASSERT_TRUE (ClickOn ("link", "Verify Email Address"));

  EXPECT_TRUE (browser.WaitForVisit (portal.Base ()));
  EXPECT_FALSE (Wizard ());
  EXPECT_EQ (portal.Requests (), "");
}

TEST_F (EntryPointsTest, BannerCanBeSwitchedOff)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  Set ("show-banner", "false");
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  EXPECT_TRUE (Eventually ([] { return bool (Wizard ()); }));
  EXPECT_EQ (portal.Requests (), "");
}

TEST_F (EntryPointsTest, NothingIsThereIfItIsSwitchedOff)
{
  Browser browser (stage.Home ());
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  Set ("enabled", "false");
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
  ASSERT_TRUE (ClickOn ("link", "Verify Email Address"));
  EXPECT_TRUE (browser.WaitForVisit (portal.Base ()));
  ASSERT_TRUE (ClickMenu ({ "Edit" }));
  EXPECT_TRUE (Find ("menu item", "Preferences"));
  EXPECT_FALSE (Find ("menu item", kGetCertificate, kAbsentMs));
  EXPECT_FALSE (Wizard ());
  EXPECT_EQ (portal.Requests (), "");
}

TEST_F (EntryPointsTest, AddressOfAnotherDomainIsNotOfferedAndRefusedWithAReason)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  SetEndpoint ();
  Set ("allowed-domains", "['elsewhere.example']");
  ASSERT_TRUE (stage.Start ());

  ExpectLeftAlone ();
  ASSERT_TRUE (ClickMenu ({ "Edit", kGetCertificate }));
  EXPECT_TRUE (Find ("label",
                     "Your organization does not get certificates for this address.",
                     kTimeoutMs,
                     Match::Contains));
  Shoot ("1-refused");
  EXPECT_EQ (portal.Requests (), "");
}

TEST_F (EntryPointsTest, PreferencesHaveAPageWhoseWordCountsAtOnce)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  Set ("organization-name", "'Example University'");
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (Find ("push button", kGetCertificate));
  EXPECT_TRUE (Find ("label",
                     "where Example University gets its certificates",
                     kTimeoutMs,
                     Match::Contains));

  ASSERT_TRUE (ClickMenu ({ "Edit", "Preferences" }));
  ASSERT_TRUE (ClickOn ("label", "S/MIME Enrollment"));
  ASSERT_TRUE (ClickOn ("check box", "Show a bar above messages that are invitations"));
  Shoot ("1-preferences");
  ASSERT_TRUE (FocusMainWindow ());
  ASSERT_TRUE (OpenFolder ("Example", "Junk"));
  ASSERT_TRUE (OpenFolder ("Example", "Inbox"));

  ExpectLeftAlone ();
}

TEST_F (EntryPointsTest, InvitationInJunkIsLeftAlone)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  ASSERT_TRUE (Find ("push button", kGetCertificate));

  ASSERT_TRUE (ClickMenu ({ "Message", "Mark As", "Junk" }));
  EXPECT_TRUE (WaitGone ("push button", kGetCertificate));
  ASSERT_TRUE (OpenFolder ("Example", "Junk"));

  ExpectLeftAlone ();
  Shoot ("1-junk");
}

TEST_P (OwnFolderTest, InvitationIsLeftAlone)
{
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (portal.Invite (kAlice, "Alice", "Example"));
  stage.KeepOwnMail ();
  ASSERT_TRUE (stage.DeliverTo (GetParam (), portal.LastMail ()));
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (OpenFolder ("Example", GetParam ()));

  ExpectLeftAlone ();
  Shoot ("1-shown");
}

INSTANTIATE_TEST_SUITE_P (Folders,
                          OwnFolderTest,
                          testing::Values ("Sent", "Drafts"),
                          [] (const testing::TestParamInfo<const char *> &info) {
                            return std::string (info.param);
                          });

TEST_F (AliasTest, InvitationOfAnAliasIsForTheAlias)
{
  Set ("sign-by-default", "false");
  ASSERT_TRUE (OpenPortal ());
  ASSERT_TRUE (DeliverInvitation (kAlias));
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));

  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WaitForText (kAlias));
  Shoot ("1-start");
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (PressInWizard ("Send Me a Signed Message", kIssueMs));

  /* It is from the alias, and signed, whatever the account does by default. */
  ASSERT_TRUE (WaitForEditor ());
  Shoot ("2-message");
  ASSERT_TRUE (SendComposed (stage.Sink ()));
  const std::string message = stage.Sink ().Messages ()[0].text;
  Verified verified = VerifySigned (message, portal.RootFile ());
  EXPECT_TRUE (verified.ok) << verified.error;
  EXPECT_NE (verified.signer.find (kAlias), std::string::npos) << verified.signer;
  EXPECT_TRUE (std::regex_search (message, std::regex ("\nFrom: [^\n]*" + std::string (kAlias))))
      << message;

  EXPECT_NE (portal.Issued ().find (kAlias), std::string::npos) << portal.Issued ();
  EXPECT_TRUE (HasCertificate ());
}
}
