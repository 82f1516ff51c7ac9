/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A page of the portal of which the program understands nothing: the user fills it in, and what the
 * page hands out is caught, opened with the password that the user chose there, and set up. */

#include "enroll-error.h"
#include "glib-test.h"
#include "live-enrollment.h"
#include <algorithm>

namespace
{

constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kPassword = "nine-brown-otters";

class ForeignEnrollment : public LiveEnrollment
{
public:
  ForeignEnrollment ()
  {
    Site ().Knob ("skin", "foreign");
    OnPage ([this] (Hand &hand) { return Do (hand); });
  }

  int
  Passwords () const
  {
    return n_passwords;
  }

  int
  Pages () const
  {
    return n_pages;
  }

protected:
  /* A typing error first. */
  bool
  AnswerUnknown (EnrollQuestion *question) override
  {
    if (enroll_question_get_kind (question) != ENROLL_FIELD_PASSWORD)
      return false;
    EXPECT_EQ (enroll_question_get_error (question) != nullptr, n_passwords > 0);
    enroll_question_set_text (question, n_passwords++ == 0 ? "nine-brown-others" : kPassword);
    return true;
  }

private:
  bool
  Do (Hand &hand)
  {
    n_pages++;
    if (hand.CanPress ("Carry away"))
      return hand.Press ("Carry away");
    return hand.Type ("Frobnicate", "Alice") && hand.Type ("Xyzzy", kPassword) &&
           hand.Type ("Plugh", kPassword) && hand.Tick ("I swear by the moon") &&
           hand.Press ("Off we go");
  }

  int n_passwords = 0;
  int n_pages = 0;
};

class ForeignTest : public GlibTest,
                    public ::testing::WithParamInterface<std::tuple<const char *, unsigned>>
{
protected:
  ForeignEnrollment enrollment;
};

TEST_P (ForeignTest, EndsWithAProof)
{
  const auto &[download, seed] = GetParam ();

  enrollment.Site ().Knob ("download", download);
  ASSERT_TRUE (enrollment.Begin (seed, kAddress));

  ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();

  EXPECT_TRUE (enrollment.IsLive ());
  EXPECT_EQ (enrollment.Pages (), 2);
  EXPECT_EQ (enrollment.Passwords (), 2);
  EXPECT_TRUE (enroll_session_get_proof (enrollment.Session ())->was_signed);
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
  std::string issued = enrollment.Site ().Issued ();
  EXPECT_EQ (std::count (issued.begin (), issued.end (), '\n'), 1);
}

INSTANTIATE_TEST_SUITE_P (Each,
                          ForeignTest,
                          ::testing::Combine (::testing::Values ("attachment", "blob", "window"),
                                              ::testing::Values (0u, 1u, 2u)),
                          [] (const auto &info) {
                            return std::string (std::get<0> (info.param)) + "_" +
                                   std::to_string (std::get<1> (info.param));
                          });

/* Nobody is there to show the page to: nothing is guessed, nothing is sent. */
TEST_F (GlibTest, IsLeftAloneWithoutALivePage)
{
  Enrollment enrollment;

  enrollment.Site ().Knob ("skin", "foreign");
  ASSERT_TRUE (enrollment.Begin (1, kAddress));

  EXPECT_FALSE (enrollment.Run ());

  EXPECT_TRUE (g_error_matches (enroll_session_get_error (enrollment.Session ()),
                                ENROLL_ERROR,
                                ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_EQ (enrollment.Site ().Issued (), "");
}

/* The key would be made by a program of another system. */
class ForeignProgramTest : public GlibTest, public ::testing::WithParamInterface<const char *>
{
};

TEST_P (ForeignProgramTest, IsTheEnd)
{
  for (unsigned seed : { 0u, 1u, 5u })
    {
      LiveEnrollment each;

      each.Site ().Knob ("skin", GetParam ());
      each.Site ().Knob ("csr-method", "sectigogen");
      ASSERT_TRUE (each.Begin (seed, kAddress));

      EXPECT_FALSE (each.Run ());

      EXPECT_TRUE (g_error_matches (enroll_session_get_error (each.Session ()),
                                    ENROLL_ERROR,
                                    ENROLL_ERROR_FOREIGN_PROGRAM))
          << "seed " << seed << " " << each.Trouble ();
      EXPECT_FALSE (enroll_session_can_retry (each.Session ()));
      EXPECT_FALSE (enroll_session_has_requested (each.Session ()));
      EXPECT_EQ (each.Site ().Issued (), "");
      EXPECT_EQ (each.Site ().WrongDoings (), "");
    }
}

INSTANTIATE_TEST_SUITE_P (Skins,
                          ForeignProgramTest,
                          ::testing::Values ("html", "native", "aria", "kit"),
                          [] (const auto &info) { return std::string (info.param); });

}
