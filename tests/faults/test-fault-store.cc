/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Two programs that set up one store, and a store on a disk that has no room. */

#include "enroll-error.h"

#include "fault-site.h"
#include "glib-test.h"
#include "small-disk.h"

namespace
{

const Way kWay = { "OwnKey", { { "csr-method", "provided" } }, 10, true, true, false, 0, {} };

constexpr char kDatabase[] = "/.pki/nssdb";

class FaultStore : public GlibTest
{
protected:
  void
  SetUp () override
  {
    ASSERT_TRUE (site.Start (kWay)) << site.Portal ().Log ();
    ASSERT_TRUE (site.Invite (kWay));
  }

  /* The user is told of the store, and may try again. */
  void
  ExpectTroubleWithTheStore ()
  {
    std::string result = site.Run (kWay);
    std::string trouble = "no end: " + std::to_string (static_cast<int> (ENROLL_ERROR_STORE));

    EXPECT_EQ (result.rfind (trouble, 0), 0u) << result << site.Output ();
  }

  void
  ExpectOneCertificate ()
  {
    EXPECT_EQ (site.Run (kWay), "done") << site.Output ();
    site.CheckPortal (1);
    site.CheckStore ();
    site.CheckJournal ();
  }

  FaultSite site;
};

class FaultStoreTwice : public FaultStore, public ::testing::WithParamInterface<int>
{
};

}

/* Each finds a store that nobody has set up, and one of them is second. */
TEST_P (FaultStoreTwice, TwoProgramsSetUpOneStore)
{
  e2e::Process first;
  e2e::Process second;

  ASSERT_TRUE (site.Begin (first, kWay, "", "first"));
  ASSERT_TRUE (site.Portal ().AddPerson ("bob@example.edu", "Bob", "Example", 0));
  ASSERT_TRUE (site.Invite (kWay, "bob@example.edu"));
  ASSERT_TRUE (site.Begin (second, kWay, "", "second"));
  ASSERT_TRUE (first.WaitForExit (90000));
  ASSERT_TRUE (second.WaitForExit (90000));
  EXPECT_EQ (site.Result ("first"), "done") << site.Output ();
  EXPECT_EQ (site.Result ("second"), "done") << site.Output ();
  site.CheckPortal (2);
  site.CheckStore (2);
  site.CheckJournal ();
}

INSTANTIATE_TEST_SUITE_P (Again, FaultStoreTwice, ::testing::Range (0, 3));

TEST_F (FaultStore, NothingIsAskedForWhileANewStoreHasNoRoom)
{
  SmallDisk disk (site.Home () + kDatabase, "1m");

  if (!disk.IsThere ())
    GTEST_SKIP () << "a file system cannot be mounted here";
  disk.Fill ();
  ExpectTroubleWithTheStore ();
  site.CheckPortal (0);
  disk.MakeRoom ();
  ExpectOneCertificate ();
}

/* The key is there and the certificate is issued, but cannot be put beside it. */
TEST_F (FaultStore, ACertificateThatHasNoRoomIsNotLost)
{
  SmallDisk disk (site.Home () + kDatabase, "1m");

  if (!disk.IsThere ())
    GTEST_SKIP () << "a file system cannot be mounted here";
  ASSERT_EQ (site.Run (kWay, "fault=kill\nstate=installing\nprobe=0\nnth=1\n"), "killed");
  ASSERT_TRUE (site.HasHappened ());
  disk.Fill ();
  ExpectTroubleWithTheStore ();
  site.CheckPortal (1);
  disk.MakeRoom ();
  ExpectOneCertificate ();
}
