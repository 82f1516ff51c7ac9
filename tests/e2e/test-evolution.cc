/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The whole story in a real Evolution: an invitation in the Inbox, the button, one page, a
 * certificate, a signed message that openssl verifies, and an encrypted one that is readable. */

#include <cstdio>

#include <gtest/gtest.h>

#include "enrollment-stage.h"
#include "mail-tools.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

/* The bar, the request, the trust in a private authority, the end. */
constexpr int kLeastClicks = 4;

/* Where the terms stand on another page, its address is of the one visit. */
constexpr unsigned kSeedWithTermsOnTheForm = 1;

struct Case
{
  const char *name;
  StoreKind store;
  const char *csr_method;
  unsigned seed;
};

class EvolutionTest : public EnrollmentStage, public testing::WithParamInterface<Case>
{
protected:
  EvolutionTest () : EnrollmentStage (GetParam ().store)
  {
  }

  void Open ();
  void ReadEncrypted ();
};

void
EvolutionTest::Open ()
{
  portal.Knob ("csr-method", GetParam ().csr_method);
  portal.Knob ("delay", "1");
  ASSERT_TRUE (OpenPortal (GetParam ().seed)) << portal.Log ();
  SetEndpoint ();
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
}

void
EvolutionTest::ReadEncrypted ()
{
  std::string issued = portal.Issued ();
  std::string certificate = portal.Certificate (issued.substr (0, issued.find (' ')));

  ASSERT_NE (certificate, "");
  ASSERT_TRUE (stage.Deliver (EncryptTo (certificate, "The secret is blue.", "Only for you")));
  ASSERT_TRUE (SendReceive ());
  ASSERT_TRUE (SelectMessage ("Only for you"));
  EXPECT_TRUE (WaitForPreview ("The secret is blue."));
  Shoot ("5-encrypted");
  printf ("%s: Evolution reads an encrypted message\n", GetParam ().name);
}

TEST_P (EvolutionTest, GetsACertificateThatSignsAndDecrypts)
{
  Open ();
  if (!HasFatalFailure ())
    EnrollFromBanner ();
  if (!HasFatalFailure ())
    SendSigned ();
  if (!HasFatalFailure ())
    ReadEncrypted ();
}

class PreparedTest : public EnrollmentStage
{
protected:
  void OpenInvitation ();
  void AgreeToTerms ();
};

void
PreparedTest::OpenInvitation ()
{
  ASSERT_TRUE (DeliverInvitation ());
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage (kInvitation));
  effort () = Effort ();
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (WaitInWizard ("push button", "Request Certificate"));
}

/* As an administrator does who was invited first: copies the terms, and takes for the settings what
 * the program that checks them prints. */
void
PreparedTest::AgreeToTerms ()
{
  const std::string key = "agreed-terms=";
  const std::string file = stage.Home () + "/terms.txt";

  ASSERT_TRUE (ClickOn ("toggle button", "Read the terms"));
  ASSERT_TRUE (WaitInWizard ("text", "Terms"));
  ASSERT_TRUE (WriteFile (file, Wizard ().Find ("text", "Terms").TextOf ()));
  ASSERT_TRUE (PressInWizard ("Cancel"));
  ASSERT_TRUE (Eventually ([] { return !Wizard (); }));
  ASSERT_TRUE (stage.Stop ());

  std::string output =
      stage.OutputOf ({ Environment ("ENROLL_PREFIX") + "/bin/evolution-smime-enrollment-check",
                        "--terms=" + file });
  ASSERT_EQ (output.rfind (key + "['sha256:", 0), 0u) << output;
  Set ("agreed-terms", output.substr (key.size ()));
}

/* The organization has agreed to the terms: they are ticked, and the user goes on. */
TEST_F (PreparedTest, MaildirBestCaseAsksNothing)
{
  portal.Knob ("delay", "1");
  ASSERT_TRUE (OpenPortal (kSeedWithTermsOnTheForm)) << portal.Log ();
  SetEndpoint ();
  ASSERT_NO_FATAL_FAILURE (OpenInvitation ());
  ASSERT_NO_FATAL_FAILURE (AgreeToTerms ());

  ASSERT_NO_FATAL_FAILURE (OpenInvitation ());
  EXPECT_TRUE (Wizard ().Find ("check box", "", Match::Contains).IsChecked ());
  EXPECT_TRUE (WaitForText ("Your organization has agreed to these terms"));
  Shoot ("1-agreed");
  ASSERT_TRUE (PressInWizard ("Request Certificate"));
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (FinishWizard ());
  PrintEffort ();
  EXPECT_LE (effort ().clicks, kLeastClicks);
  EXPECT_EQ (effort ().typed_characters, 0);
  SendSigned ();
}

INSTANTIATE_TEST_SUITE_P (
    Stores,
    EvolutionTest,
    testing::Values (Case{ "MaildirCsr", StoreKind::Maildir, "provided", 0 },
                     Case{ "MaildirServerKey", StoreKind::Maildir, "server", 3 },
                     Case{ "ImapCsr", StoreKind::Imap, "provided", 5 },
                     Case{ "ImapServerKey", StoreKind::Imap, "server", 8 }),
    [] (const testing::TestParamInfo<Case> &info) { return info.param.name; });

}
