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

INSTANTIATE_TEST_SUITE_P (
    Stores,
    EvolutionTest,
    testing::Values (Case{ "MaildirCsr", StoreKind::Maildir, "provided", 0 },
                     Case{ "MaildirServerKey", StoreKind::Maildir, "server", 3 },
                     Case{ "ImapCsr", StoreKind::Imap, "provided", 5 },
                     Case{ "ImapServerKey", StoreKind::Imap, "server", 8 }),
    [] (const testing::TestParamInfo<Case> &info) { return info.param.name; });

}
