/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Proves the stage itself: an Evolution without any module of ours receives, shows and sends
 * mail, from a Maildir and over IMAP. */

#include <cstdio>

#include <gtest/gtest.h>

#include "accessible.h"
#include "compose.h"
#include "mail-tools.h"
#include "message-reader.h"
#include "screenshot.h"
#include "stage.h"

using namespace e2e;

namespace
{

class StageTest : public testing::TestWithParam<StoreKind>
{
protected:
  void
  SetUp () override
  {
    effort () = Effort ();
  }

  void
  TearDown () override
  {
    if (HasFailure ())
      {
        Screenshot (Label ("failed"));
        fprintf (stderr, "%s\n%s\n", DumpTree ().c_str (), stage.Log ().c_str ());
      }
    EXPECT_TRUE (stage.Stop ());
  }

  static std::string
  Label (const std::string &what)
  {
    return std::string ("stage-") + (GetParam () == StoreKind::Imap ? "imap-" : "maildir-") + what;
  }

  Stage stage{ GetParam () };
};

TEST_P (StageTest, ShowsMailThatWasThereBefore)
{
  ASSERT_TRUE (stage.Deliver (PlainMessage ("Greetings", "Are you there, Alice?")));
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage ("Greetings"));

  EXPECT_TRUE (WaitForPreview ("Are you there, Alice?"));
  Screenshot (Label ("shown"));
}

TEST_P (StageTest, ShowsMailThatArrives)
{
  ASSERT_TRUE (stage.Deliver (PlainMessage ("First", "The first message.")));
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage ("First"));

  ASSERT_TRUE (stage.Deliver (PlainMessage ("Second", "The second message.")));
  ASSERT_TRUE (SendReceive ());
  ASSERT_TRUE (SelectMessage ("Second"));
  EXPECT_TRUE (WaitForPreview ("The second message."));

  ASSERT_TRUE (SelectMessage ("First"));
  EXPECT_TRUE (WaitForPreview ("The first message."));
}

TEST_P (StageTest, SendsMail)
{
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (Compose ("bob@example.org", "Answer to Bob", "Yes, I am here: 42!"));
  Screenshot (Label ("composed"));
  ASSERT_TRUE (SendComposed (stage.Sink ()));

  auto messages = stage.Sink ().Messages ();
  ASSERT_EQ (messages.size (), 1u);
  EXPECT_EQ (messages[0].sender, "alice@example.edu");
  EXPECT_EQ (messages[0].recipients, std::vector<std::string>{ "bob@example.org" });
  EXPECT_NE (messages[0].text.find ("\r\nSubject: Answer to Bob\r\n"), std::string::npos);
  EXPECT_NE (messages[0].text.find ("Yes, I am here: 42!"), std::string::npos);
  printf ("%d clicks, %d characters typed\n", effort ().clicks, effort ().typed_characters);
}

TEST_P (StageTest, StartsAgainInTheSameHome)
{
  ASSERT_TRUE (stage.Deliver (PlainMessage ("Greetings", "Still there?")));
  ASSERT_TRUE (stage.Start ());
  ASSERT_TRUE (SelectMessage ("Greetings"));
  ASSERT_TRUE (stage.Stop ());

  ASSERT_TRUE (stage.Start ());
  EXPECT_TRUE (SelectMessage ("Greetings"));
}

INSTANTIATE_TEST_SUITE_P (Stores,
                          StageTest,
                          testing::Values (StoreKind::Maildir, StoreKind::Imap),
                          [] (const testing::TestParamInfo<StoreKind> &info) {
                            return info.param == StoreKind::Imap ? "Imap" : "Maildir";
                          });

}
