/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The fault matrix: whatever happens to an enrollment at whatever step, the user who goes on ends with
 * one certificate: the portal issued no other, and the store has it with its key. */

#include <sstream>

#include "enroll-session-private.h"

#include "fault-site.h"
#include "glib-test.h"

namespace
{

constexpr int kMaxRuns = 7;

int n_tried;
int n_survived;

class Total : public ::testing::Environment
{
  void
  TearDown () override
  {
    printf ("faults tried %d, survived %d\n", n_tried, n_survived);
  }
};

class Faults : public GlibTest, public ::testing::WithParamInterface<Fault>
{
protected:
  /* As a user does: goes on; asks for a new invitation when that leads nowhere. */
  void
  GoOn (const Fault &fault)
  {
    const Way &way = *fault.way;
    std::string last;

    for (int i = 0; i < kMaxRuns && last != "done"; i++)
      {
        /* Nobody starts Evolution again within the time that a portal asks its pages to wait. */
        ASSERT_TRUE (i == 0 || site.Portal ().LetTimePass ());
        last = site.Run (way, Plan (fault, i));
        if (i == 0 && fault.killed_at > 0)
          {
            EXPECT_TRUE (site.HasHappened ()) << "it was not killed before";
            site.ForgetWhatHappened ();
          }
        story += (i > 0 ? ", " : "") + last;
        if (way.has_keyring && last == "killed" && fault.state == "waiting")
          {
            EXPECT_GE (FaultSite::KeysInKeyring (), 1) << "the keyring was not used";
          }
        /* It was done when it was interrupted, and nobody was told. */
        if (last == "used" && site.JournalText ().find ("State=done") != std::string::npos)
          last = "done";
        if (i >= CountBefallen (fault) && last != "done" && way.is_invited)
          {
            story += ", a new invitation";
            site.Invite (way);
          }
      }
    EXPECT_EQ (last, "done");
    if (fault.is_harmless)
      {
        EXPECT_EQ (story, "done");
      }
    if (fault.is_enough)
      {
        EXPECT_EQ (story.find ("invitation"), std::string::npos) << story;
      }
    EXPECT_TRUE (site.HasHappened ()) << "the place was not reached";
    EXPECT_FALSE (site.WasSilent ()) << "the network did not fail";
    EXPECT_EQ (site.WasLive (), way.is_live);
  }

  /* How many programs something befalls. */
  static int
  CountBefallen (const Fault &fault)
  {
    return fault.n_times + (fault.killed_at > 0 ? 1 : 0);
  }

  /* What befalls the nth program. */
  static std::string
  Plan (const Fault &fault, int nth)
  {
    if (nth == 0 && fault.killed_at > 0)
      {
        Fault earlier = fault;

        earlier.kind = "kill";
        earlier.state = fault.killed_in;
        earlier.probe = ENROLL_PROBE_LEFT;
        earlier.nth = fault.killed_at;
        return Describe (earlier);
      }
    return nth < CountBefallen (fault) ? Describe (fault) : "";
  }

  static std::string
  Describe (const Fault &fault)
  {
    std::ostringstream text;

    text << "fault=" << fault.kind << "\nmishap=" << fault.mishap << "\nstate=" << fault.state
         << "\nprobe=" << fault.probe << "\nnth=" << fault.nth << "\nskipped=" << fault.n_skipped
         << "\n";
    return text.str ();
  }

  FaultSite site;
  std::string story;
};

}

TEST_P (Faults, LeaveOneCertificate)
{
  const Fault &fault = GetParam ();
  const Way &way = *fault.way;

  n_tried++;
  ASSERT_TRUE (site.Start (way)) << site.Portal ().Log ();
  ASSERT_TRUE (site.Invite (way));
  GoOn (fault);
  site.CheckPortal (way.n_before + 1);
  site.CheckStore ();
  site.CheckJournal ();
  if (way.has_registry)
    site.CheckAccount ();
  if (way.has_pass_phrase)
    site.CheckPassPhrase ();
  if (HasFailure ())
    {
      printf ("FAILED %s: %s\n%s%s\n",
              fault.name.c_str (),
              story.c_str (),
              site.Portal ().Requests ().c_str (),
              site.Output ().c_str ());
    }
  else
    {
      n_survived++;
      printf ("%s: %s\n", fault.name.c_str (), story.c_str ());
    }
}

INSTANTIATE_TEST_SUITE_P (EveryEffect,
                          Faults,
                          ::testing::ValuesIn (AllFaults ()),
                          [] (const auto &info) { return info.param.name; });

static const auto *const total = ::testing::AddGlobalTestEnvironment (new Total);
