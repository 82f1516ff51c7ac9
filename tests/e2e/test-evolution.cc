/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The whole story in a real Evolution: an invitation in the Inbox, the button, one page, a
 * certificate, a signed message that openssl verifies, and an encrypted one that is readable. */

#include <cstdio>

#include <gtest/gtest.h>

#include "compose.h"
#include "enrollment-stage.h"
#include "mail-tools.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

constexpr int kMaxClicks = 6;

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
  void Enroll ();
  void SendSigned ();
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
EvolutionTest::Enroll ()
{
  effort () = Effort ();
  ASSERT_TRUE (Find ("push button", kGetCertificate));
  Shoot ("1-banner");
  EXPECT_EQ (portal.Requests (), "") << "showing a message opens nothing";
  ASSERT_TRUE (ClickOn ("push button", kGetCertificate));
  ASSERT_TRUE (Find ("check box", "", kTimeoutMs, Match::Contains));
  Shoot ("2-start");
  ASSERT_TRUE (RequestCertificate ());
  ASSERT_TRUE (WaitInWizard ("push button", "Trust for E-Mail", kIssueMs));
  Shoot ("3-trust");
  ASSERT_TRUE (TrustAuthority ());
  ASSERT_TRUE (WaitInWizard ("push button", "Done", kIssueMs));
  Shoot ("4-done");
  ASSERT_TRUE (FinishWizard ());

  PrintEffort ();
  EXPECT_LE (effort ().clicks, kMaxClicks);
  EXPECT_EQ (effort ().typed_characters, 0);
  EXPECT_EQ (portal.WrongDoings (), "");
  EXPECT_TRUE (HasCertificate ());
  EXPECT_EQ (stage.IdentityValue ("Secure MIME (S/MIME)", "SignByDefault"), "true");
}

void
EvolutionTest::SendSigned ()
{
  ASSERT_TRUE (ComposeAndSend (stage.Sink (), "bob@example.org", "Signed", "Really from me."));

  auto messages = stage.Sink ().Messages ();
  ASSERT_EQ (messages.size (), 1u);
  Verified verified = VerifySigned (messages[0].text, portal.RootFile ());
  EXPECT_TRUE (verified.ok) << verified.error;
  EXPECT_NE (verified.signer.find ("alice@example.edu"), std::string::npos) << verified.signer;
  EXPECT_NE (verified.content.find ("Really from me."), std::string::npos);
  printf ("%s: openssl verified the signature of %s\n", GetParam ().name, verified.signer.c_str ());
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
    Enroll ();
  if (!HasFatalFailure ())
    SendSigned ();
  if (!HasFatalFailure ())
    ReadEncrypted ();
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
