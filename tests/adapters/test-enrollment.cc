/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

#include "wait.h"

#include <algorithm>

namespace
{

/* How many markups of the portal are tried for each path; slow builds try fewer. */
unsigned
Seeds ()
{
  std::string wanted = e2e::Environment ("ENROLL_SEEDS");

  return wanted.empty () ? 10 : static_cast<unsigned> (std::stoul (wanted));
}

/* What every good enrollment leaves behind. */
void
ExpectGoodEnd (Enrollment &enrollment)
{
  const EnrollProof *proof = enroll_session_get_proof (enrollment.Session ());
  const EnrollInstalled *installed = enroll_session_get_installed (enrollment.Session ());

  ASSERT_NE (proof, nullptr);
  EXPECT_TRUE (proof->was_signed);
  EXPECT_TRUE (proof->is_trusted);
  EXPECT_TRUE (proof->was_encrypted);
  EXPECT_TRUE (installed->can_sign);
  EXPECT_TRUE (installed->can_encrypt);
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

/* The request code of an invitation that nobody opened. */
std::string
NewRequestCode (Enrollment &enrollment, const std::string &address)
{
  std::string link = enrollment.Site ().InvitationLink (address, "Alice", "Example");
  g_autoptr (GUri) uri = g_uri_parse (link.c_str (), G_URI_FLAGS_NONE, nullptr);
  g_autoptr (GHashTable) query =
      g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, nullptr);

  return static_cast<const char *> (g_hash_table_lookup (query, "requestCode"));
}

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

TEST_F (EnrollmentTest, TheOldInvitationFormIsUnderstood)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("generation", "a");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
      ASSERT_TRUE (enrollment.Run ()) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_NE (enroll_session_get_pass_phrase (enrollment.Session ()), nullptr);
    }
}

TEST_F (EnrollmentTest, TheOldFormForAnAccessCodeGoesOnByMail)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;
      g_autoptr (GError) error = nullptr;

      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=ac");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_FALSE (enrollment.Run ());
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_CONFIRMING)
          << "seed " << seed << " " << enrollment.Trouble ();
      EXPECT_EQ (enrollment.Questions (), 4) << "access code, names and terms";
      std::string link = enrollment.LinkInLastMail ();
      ASSERT_TRUE (enroll_session_open_link (enrollment.Session (), link.c_str (), &error)) << link;
      ASSERT_TRUE (enrollment.Run ()) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 5) << "the terms of the second form";
    }
}

TEST_F (EnrollmentTest, AWrongAccessCodeOfTheOldFormIsAskedAgain)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=ac");
      enrollment.Settings ()->access_code = enroll_secret_new ("wrong");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_FALSE (enrollment.Run ());
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_CONFIRMING)
          << "seed " << seed << " " << enrollment.Trouble ();
      EXPECT_EQ (enrollment.Questions (), 5) << "names and terms; access code and terms";
      EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
    }
}

TEST_F (EnrollmentTest, TheOldFormForASecretIdIsUnderstood)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=si");
      enrollment.Site ().Knob ("secret-id", "rosebud-7");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_TRUE (enrollment.Site ().AddPerson ("alice@example.edu", "Alice", "Example"));
      ASSERT_TRUE (enrollment.Run ("rosebud-7")) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 1) << "the secret ID";
      EXPECT_NE (enroll_session_get_pass_phrase (enrollment.Session ()), nullptr);
    }
}

TEST_F (EnrollmentTest, TheRequestCodeIsTypedByHand)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=invite");
      enrollment.Site ().Knob ("generation", "a");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      std::string code = NewRequestCode (enrollment, "alice@example.edu");
      ASSERT_TRUE (enrollment.Run (code)) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 2) << "request code and terms";
    }
}

TEST_F (EnrollmentTest, AWrongRequestCodeIsAskedAgain)
{
  for (unsigned seed = 0; seed < Seeds (); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=invite");
      enrollment.Site ().Knob ("generation", "a");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      std::string code = NewRequestCode (enrollment, "alice@example.edu");
      ASSERT_TRUE (enrollment.AnswerOnce ("wrong")) << enrollment.Trouble ();
      ASSERT_TRUE (enrollment.Run (code)) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 4) << "request code and terms, twice";
    }
}

struct Collection
{
  const char *name;
  const char *csr_method;
  int n_certificates;
};

class EveryList : public GlibTest,
                  public ::testing::WithParamInterface<std::tuple<Collection, unsigned>>
{
};

TEST_P (EveryList, TheNewCertificateIsDownloaded)
{
  const auto &[collection, seed] = GetParam ();
  const int n_before = collection.n_certificates;
  Enrollment enrollment;

  enrollment.Site ().Knob ("collect", "list");
  enrollment.Site ().Knob ("csr-method", collection.csr_method);
  ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
  ASSERT_TRUE (enrollment.Site ().AddPerson ("alice@example.edu", "Alice", "Example", n_before));
  ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  ExpectGoodEnd (enrollment);
  std::string issued = enrollment.Site ().Issued ();
  EXPECT_EQ (std::count (issued.begin (), issued.end (), '\n'), n_before + 1);
}

INSTANTIATE_TEST_SUITE_P (
    Collections,
    EveryList,
    ::testing::Combine (::testing::Values (Collection{ "First", "provided", 0 },
                                           Collection{ "Csr", "provided", 2 },
                                           Collection{ "ServerKey", "server", 2 }),
                        ::testing::Range (0u, Seeds ())),
    [] (const auto &info) {
      return std::string (std::get<0> (info.param).name) +
             std::to_string (std::get<1> (info.param));
    });
