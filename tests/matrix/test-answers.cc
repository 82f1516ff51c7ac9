/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Each refusal of the portal in a whole enrollment, on pages of the server and on pages of a
 * script: what the session makes of it, and that nothing is asked for twice. */

#include "enroll-error.h"
#include <algorithm>

#include "glib-test.h"
#include "live-enrollment.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";

struct Answer
{
  const char *name;
  const char *knob;
  int error;
  bool is_given_by_hand; /* on a live page */
};

/* clang-format off */
const Answer kAnswers[] = {
  { "Minus3", "-3", ENROLL_ERROR_NOT_ELIGIBLE, false },
  { "Minus16", "-16: Unknown user", ENROLL_ERROR_NOT_ELIGIBLE, false },
  { "Minus37", "-37", ENROLL_ERROR_NOT_ELIGIBLE, false },
  { "Minus39", "-39: Certificate Profile is invalid.", ENROLL_ERROR_REFUSED, true },
  { "Minus62", "-62", ENROLL_ERROR_REFUSED, true },
  { "Minus105", "-105", ENROLL_ERROR_NOT_ELIGIBLE, false },
  { "Minus107", "-107", ENROLL_ERROR_DOMAIN, false },
  { "Minus129", "-129", ENROLL_ERROR_UNAVAILABLE, false },
  { "Minus138", "-138: Invalid CSR", ENROLL_ERROR_REFUSED, false },
  { "Minus141", "-141", ENROLL_ERROR_REFUSED, false },
  { "Minus159", "-159: The certificate is already revoked", ENROLL_ERROR_REFUSED, false },
  { "Minus170", "-170", ENROLL_ERROR_REFUSED, false },
  { "Minus188", "-188", ENROLL_ERROR_LIMIT, false },
  { "Minus195", "-195", ENROLL_ERROR_UNAVAILABLE, false },
  { "Minus1010", "-1010", ENROLL_ERROR_DOMAIN, false },
  { "Minus1400", "-1400", ENROLL_ERROR_PENDING, false },
  { "CaDenied", "ca-denied", ENROLL_ERROR_AUTHORITY, false },
  { "NotHigh", "not-high", ENROLL_ERROR_NOT_ELIGIBLE, false },
};
/* clang-format on */

class AnswerTest : public GlibTest,
                   public ::testing::WithParamInterface<std::tuple<Answer, unsigned>>
{
protected:
  static void
  ExpectTrouble (Enrollment &enrollment, int code)
  {
    EXPECT_TRUE (
        g_error_matches (enroll_session_get_error (enrollment.Session ()), ENROLL_ERROR, code))
        << enrollment.Trouble ();
    EXPECT_FALSE (enroll_session_can_retry (enrollment.Session ()));
    EXPECT_EQ (enrollment.Site ().Issued (), "");
    EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
  }
};

TEST_P (AnswerTest, IsToldOnPagesOfTheServer)
{
  const auto &[answer, seed] = GetParam ();
  Enrollment enrollment;

  enrollment.Site ().Knob ("error", answer.knob);
  ASSERT_TRUE (enrollment.Begin (seed, kAddress));

  EXPECT_FALSE (enrollment.Run ());

  ExpectTrouble (enrollment, answer.error);
}

TEST_P (AnswerTest, IsToldOnPagesOfAScript)
{
  const auto &[answer, seed] = GetParam ();
  LiveEnrollment enrollment;

  enrollment.Site ().Knob ("skin", seed % 2 == 0 ? "native" : "kit");
  enrollment.Site ().Knob ("error", answer.knob);
  enrollment.OnPage ([] (Hand &hand) { return hand.Press ("Submit"); });
  ASSERT_TRUE (enrollment.Begin (seed, kAddress));

  EXPECT_EQ (enrollment.Run (), answer.is_given_by_hand) << enrollment.Trouble ();

  if (answer.is_given_by_hand)
    EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
  else
    ExpectTrouble (enrollment, answer.error);
}

INSTANTIATE_TEST_SUITE_P (Each,
                          AnswerTest,
                          ::testing::Combine (::testing::ValuesIn (kAnswers),
                                              ::testing::Values (2u, 3u)),
                          [] (const auto &info) {
                            return std::string (std::get<0> (info.param).name) + "_" +
                                   std::to_string (std::get<1> (info.param));
                          });

class OutageTest : public GlibTest, public ::testing::WithParamInterface<const char *>
{
};

/* What the invitation met did not use it up. */
TEST_P (OutageTest, LeavesTheInvitationForLater)
{
  LiveEnrollment enrollment;
  g_autofree char *what_happened = nullptr;
  g_autofree char *what_next = nullptr;

  enrollment.Site ().Knob ("skin", GetParam ());
  enrollment.Site ().Knob ("unavailable", "yes");
  ASSERT_TRUE (enrollment.Begin (1, kAddress));

  EXPECT_FALSE (enrollment.Run ());

  ASSERT_TRUE (g_error_matches (enroll_session_get_error (enrollment.Session ()),
                                ENROLL_ERROR,
                                ENROLL_ERROR_UNAVAILABLE))
      << enrollment.Trouble ();
  ASSERT_FALSE (enroll_session_can_retry (enrollment.Session ()));
  enroll_error_dup_user_text (enroll_session_get_error (enrollment.Session ()),
                              FALSE,
                              &what_happened,
                              &what_next);
  EXPECT_NE (std::string (what_next).find ("open the invitation again"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P (Skins,
                          OutageTest,
                          ::testing::Values ("html", "native", "aria", "kit"),
                          [] (const auto &info) { return std::string (info.param); });

}
