/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

namespace
{

class EnrollmentTest : public GlibTest
{
};

struct Path
{
  const char *name;
  const char *csr_method;
  const char *password;
};

class EverySeed : public GlibTest, public ::testing::WithParamInterface<std::tuple<Path, unsigned>>
{
};

}

TEST_P (EverySeed, EndsWithAProof)
{
  const auto &[path, seed] = GetParam ();
  Enrollment enrollment;

  enrollment.Site ().Knob ("csr-method", path.csr_method);
  enrollment.Site ().Knob ("password", path.password);
  enrollment.Site ().Knob ("delay", "1");
  ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
  ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  ExpectGoodEnd (enrollment);
  EXPECT_EQ (enrollment.Documents (), 1) << "terms are shown in full";
}

INSTANTIATE_TEST_SUITE_P (
    Paths,
    EverySeed,
    ::testing::Combine (::testing::Values (Path{ "Csr", "provided", "after" },
                                           Path{ "ServerKey", "server", "after" },
                                           Path{ "ServerKeyPasswordOnForm", "server", "form" },
                                           Path{ "Choice", "choice", "after" }),
                        ::testing::Range (0u, Seeds ())),
    [] (const auto &info) {
      return std::string (std::get<0> (info.param).name) +
             std::to_string (std::get<1> (info.param));
    });

TEST_F (EnrollmentTest, AsksForTheAccessCodeAndNeverTakesAnotherAccount)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("authorisation", "access-code");
      enrollment.Site ().Knob ("accounts", "3");
      enrollment.Settings ()->account = g_strdup ("Example University");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
      ASSERT_TRUE (enrollment.Run ()) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 2) << "access code and terms";
    }
}

TEST_F (EnrollmentTest, AnswersFromTheSettingsLeaveOnlyTheTerms)
{
  Enrollment enrollment;

  enrollment.Site ().Knob ("authorisation", "access-code");
  enrollment.Settings ()->access_code = enroll_secret_new ("golden-bears");
  ASSERT_TRUE (enrollment.Begin (3, "alice@example.edu"));
  ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  ExpectGoodEnd (enrollment);
  EXPECT_EQ (enrollment.Questions (), 1);
}

TEST_F (EnrollmentTest, AWrongAccessCodeIsAskedAgain)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("authorisation", "access-code");
      enrollment.Settings ()->access_code = enroll_secret_new ("wrong");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
      enroll_session_start (enrollment.Session ());
      ASSERT_TRUE (Eventually ([&] {
        return enroll_session_get_state (enrollment.Session ()) == ENROLL_STATE_ASKING ||
               enroll_session_get_state (enrollment.Session ()) == ENROLL_STATE_FAILED;
      }));
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_ASKING)
          << "seed " << seed << " " << enrollment.Trouble ();
      EXPECT_NE (enroll_question_get_error (ENROLL_QUESTION (
                     g_ptr_array_index (enroll_session_get_questions (enrollment.Session ()), 0))),
                 nullptr);
      ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
    }
}

TEST_F (EnrollmentTest, TheConfirmationMailContinuesTheVisit)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;
      g_autoptr (GError) error = nullptr;

      enrollment.Site ().Knob ("way", "confirmation");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_FALSE (enrollment.Run ());
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_CONFIRMING)
          << "seed " << seed << " " << enrollment.Trouble ();
      std::string link = enrollment.LinkInLastMail ();
      ASSERT_TRUE (enroll_session_open_link (enrollment.Session (), link.c_str (), &error)) << link;
      ASSERT_TRUE (enrollment.Run ()) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
    }
}

TEST_F (EnrollmentTest, TheSecretIdIsAsked)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("way", "secret-id");
      enrollment.Site ().Knob ("secret-id", "rosebud-7");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_TRUE (enrollment.Site ().AddPerson ("alice@example.edu", "Alice", "Example"));
      ASSERT_TRUE (enrollment.Run ("rosebud-7")) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
    }
}
