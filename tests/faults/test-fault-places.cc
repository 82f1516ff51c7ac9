/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Several programs on one journal, and a journal on a disk that has no room. */

#include "enroll-error.h"

#include "fault-site.h"
#include "glib-test.h"
#include "small-disk.h"
#include "wait.h"

namespace
{

const Way kWay = { "OwnKey", { { "csr-method", "provided" } }, 9, true, true, false, 0, {} };

class FaultPlaces : public GlibTest
{
protected:
  void
  SetUp () override
  {
    ASSERT_TRUE (site.Start (kWay)) << site.Portal ().Log ();
    ASSERT_TRUE (site.Invite (kWay));
  }

  FaultSite site;
};

std::string
Failed (EnrollError code)
{
  return std::to_string (static_cast<int> (code));
}

}

TEST_F (FaultPlaces, AnEnrollmentBelongsToOneProgram)
{
  e2e::Process first;
  e2e::Process second;

  ASSERT_TRUE (site.Portal ().SetKnob ("delay", "4s"));
  ASSERT_TRUE (site.Begin (first, kWay, "", "first"));
  ASSERT_TRUE (e2e::Eventually (
      [&] { return site.JournalText ().find ("State=waiting") != std::string::npos; }));
  ASSERT_TRUE (site.Begin (second, kWay, "", "second"));
  ASSERT_TRUE (second.WaitForExit (90000));
  EXPECT_EQ (site.Result ("second").rfind ("unread " + Failed (ENROLL_ERROR_BUSY), 0), 0u)
      << site.Output ();
  ASSERT_TRUE (first.WaitForExit (90000));
  EXPECT_EQ (site.Result ("first"), "done") << site.Output ();
  EXPECT_EQ (site.Run (kWay), "used");
  site.CheckPortal (1);
  site.CheckStore ();
  site.CheckJournal ();
}

TEST_F (FaultPlaces, ProgramsThatBeginAtOnceOpenTheInvitationOnce)
{
  constexpr int kPrograms = 4;
  e2e::Process programs[kPrograms];
  int n_done = 0;

  ASSERT_TRUE (site.Portal ().SetKnob ("delay", "4s"));
  for (int i = 0; i < kPrograms; i++)
    ASSERT_TRUE (site.Begin (programs[i], kWay, "", std::to_string (i)));
  for (int i = 0; i < kPrograms; i++)
    {
      ASSERT_TRUE (programs[i].WaitForExit (90000));
      n_done += site.Result (std::to_string (i)) == "done" ? 1 : 0;
    }
  EXPECT_EQ (n_done, 1) << site.Output ();
  site.CheckPortal (1);
  site.CheckStore ();
  site.CheckJournal ();
}

TEST_F (FaultPlaces, NothingIsSentWhileTheJournalHasNoRoom)
{
  SmallDisk disk (site.Home () + "/journal", "256k");

  if (!disk.IsThere ())
    GTEST_SKIP () << "a file system cannot be mounted here";
  disk.Fill ();
  std::string result = site.Run (kWay);
  EXPECT_EQ (result.rfind ("no end: " + Failed (ENROLL_ERROR_JOURNAL), 0), 0u) << result;
  EXPECT_EQ (site.Portal ().Requests (), "");
  disk.MakeRoom ();
  EXPECT_EQ (site.Run (kWay), "done") << site.Output ();
  site.CheckPortal (1);
  site.CheckStore ();
  site.CheckJournal ();
}

TEST_F (FaultPlaces, NothingIsSentWhileTheJournalCannotBeWrittenTo)
{
  SmallDisk disk (site.Home () + "/journal", "256k");

  if (!disk.IsThere () || !disk.SetReadOnly (true))
    GTEST_SKIP () << "a file system cannot be mounted here";
  std::string result = site.Run (kWay);
  EXPECT_EQ (result.rfind ("no end: " + Failed (ENROLL_ERROR_JOURNAL), 0), 0u) << result;
  EXPECT_EQ (site.Portal ().Requests (), "");
  ASSERT_TRUE (disk.SetReadOnly (false));
  EXPECT_EQ (site.Run (kWay), "done") << site.Output ();
  site.CheckPortal (1);
  site.CheckStore ();
  site.CheckJournal ();
}

/* A disk on which there is no room any more from a state on. */
struct FullFrom
{
  const char *name;
  const char *state;
  int nth;
  bool is_stopped; /* nothing may be sent then that is not on disk */
};

class FullDisk : public FaultPlaces, public ::testing::WithParamInterface<FullFrom>
{
};

TEST_P (FullDisk, LosesNothingAndAsksOnce)
{
  SmallDisk disk (site.Home () + "/journal", "256k");
  const FullFrom &from = GetParam ();

  if (!disk.IsThere ())
    GTEST_SKIP () << "a file system cannot be mounted here";
  std::string first = site.Run (kWay,
                                std::string ("fault=full\nstate=") + from.state +
                                    "\nprobe=0\nnth=" + std::to_string (from.nth) + "\n");
  EXPECT_TRUE (site.HasHappened ());
  if (from.is_stopped)
    {
      EXPECT_EQ (first.rfind ("no end: " + Failed (ENROLL_ERROR_JOURNAL), 0), 0u) << first;
    }
  else
    {
      EXPECT_EQ (first, "done") << site.Output ();
    }
  site.CheckPortal (from.is_stopped ? 0 : 1);
  disk.MakeRoom ();
  ASSERT_TRUE (site.Portal ().LetTimePass ());
  std::string second = site.Run (kWay);
  EXPECT_TRUE (second == "done" || (second == "used" && !from.is_stopped))
      << second << site.Output ();
  site.CheckPortal (1);
  site.CheckStore ();
  site.CheckJournal ();
}

INSTANTIATE_TEST_SUITE_P (Each,
                          FullDisk,
                          ::testing::Values (FullFrom{ "Request", "submitting", 1, true },
                                             FullFrom{ "Waiting", "waiting", 1, false },
                                             FullFrom{ "Checking", "checking", 1, false },
                                             FullFrom{ "Binding", "binding", 1, false },
                                             FullFrom{ "Done", "done", 1, false }),
                          [] (const auto &info) { return info.param.name; });
