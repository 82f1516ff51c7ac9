/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Two programs that found one new store, and each sets it up though the other one does: both can use
 * their keys afterwards, and so can others. */

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "glib-test.h"
#include "process.h"
#include "tool.h"

namespace
{

constexpr int kRunMs = 60000;

/* How far both had come when neither had set anything up. */
class StoreRace : public GlibTest, public ::testing::WithParamInterface<const char *>
{
protected:
  void
  Run (e2e::Process &process, const std::vector<std::string> &arguments)
  {
    std::vector<std::string> line = { e2e::Environment ("ENROLL_STORE_RUN"), folder.File ("") };

    line.insert (line.end (), arguments.begin (), arguments.end ());
    EXPECT_TRUE (process.Start (line,
                                { { "ENROLL_HOME", folder.File ("home") } },
                                folder.File (arguments[0])));
  }

  std::string
  Output () const
  {
    return folder.Read ("first") + folder.Read ("second") + folder.Read ("third");
  }

  void
  HasCome (const std::string &who, const std::string &place)
  {
    std::string pipe = folder.File (who + "-" + place);

    EXPECT_TRUE (e2e::Eventually ([&] { return access (pipe.c_str (), F_OK) == 0; }, kRunMs))
        << Output ();
  }

  /* Whoever waits there goes on. */
  void
  LetGo (const std::string &who, const std::string &place)
  {
    std::string pipe = folder.File (who + "-" + place);
    int writer = -1;

    EXPECT_TRUE (e2e::Eventually (
        [&] { return (writer = open (pipe.c_str (), O_WRONLY | O_NONBLOCK | O_CLOEXEC)) >= 0; },
        kRunMs));
    close (writer);
  }

  /* Until both have seen that it is to be set up, and neither has. */
  void
  Start ()
  {
    Run (first, { "first", GetParam () });
    Run (second, { "second", GetParam () });
    HasCome ("first", GetParam ());
    HasCome ("second", GetParam ());
  }

  /* Both use their keys again, and make another one. Then a third program finds all of them. What is
   * signed can be verified. */
  void
  Finish ()
  {
    e2e::Process third;

    LetGo ("first", "made");
    LetGo ("second", "made");
    EXPECT_TRUE (first.WaitForExit (kRunMs));
    EXPECT_TRUE (second.WaitForExit (kRunMs));
    Run (third, { "third", "use", "first-early", "second-early", "first-late", "second-late" });
    EXPECT_TRUE (third.WaitForExit (kRunMs));
    EXPECT_EQ (Output (), "");
    for (const std::string who : { "first", "second" })
      {
        for (const auto &request : { who + "-early",
                                     who + "-again",
                                     who + "-late",
                                     "third-" + who + "-early",
                                     "third-" + who + "-late" })
          ExpectSigned (request);
      }
  }

  void
  ExpectSigned (const std::string &request) const
  {
    RunTool ({ "openssl", "req", "-verify", "-noout", "-in", folder.File (request) });
  }

  ToolFolder folder;
  e2e::Process first;
  e2e::Process second;
};

}

TEST_P (StoreRace, BothSetItUpAtOnce)
{
  Start ();
  LetGo ("first", GetParam ());
  LetGo ("second", GetParam ());
  HasCome ("first", "made");
  HasCome ("second", "made");
  Finish ();
}

/* The first one has made its key meanwhile. */
TEST_P (StoreRace, OneSetsItUpMuchLater)
{
  Start ();
  LetGo ("first", GetParam ());
  HasCome ("first", "made");
  LetGo ("second", GetParam ());
  HasCome ("second", "made");
  Finish ();
}

INSTANTIATE_TEST_SUITE_P (Before, StoreRace, ::testing::Values ("login", "pin"));
