/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

/* The forms of the older portal: invitation, access code, secret ID, code typed by hand. */

namespace
{

constexpr unsigned kSeeds = 5;

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

class OldForm : public GlibTest
{
};

}

TEST_F (OldForm, ForAnInvitationIsUnderstood)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("generation", "a");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
      ASSERT_TRUE (enrollment.Run ()) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_NE (enroll_session_get_pass_phrase (enrollment.Session ()), nullptr);
    }
}

TEST_F (OldForm, ForAnAccessCodeGoesOnByMail)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
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
      EXPECT_EQ (enrollment.Questions (), 4) << "the terms of the second form are the same";
    }
}

TEST_F (OldForm, AsksAgainForAWrongAccessCode)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=ac");
      enrollment.Settings ()->access_code = enroll_secret_new ("wrong");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      ASSERT_FALSE (enrollment.Run ());
      ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_CONFIRMING)
          << "seed " << seed << " " << enrollment.Trouble ();
      EXPECT_EQ (enrollment.Questions (), 4) << "names and terms; access code";
      EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
    }
}

TEST_F (OldForm, ForASecretIdIsUnderstood)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
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

TEST_F (OldForm, TakesARequestCodeTypedByHand)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
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

TEST_F (OldForm, AsksAgainForAWrongRequestCode)
{
  for (unsigned seed = 0; seed < Seeds (kSeeds); seed++)
    {
      Enrollment enrollment;

      enrollment.StartAt ("/customer/Example/smime?action=invite");
      enrollment.Site ().Knob ("generation", "a");
      ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu", false));
      std::string code = NewRequestCode (enrollment, "alice@example.edu");
      ASSERT_TRUE (enrollment.AnswerOnce ("wrong")) << enrollment.Trouble ();
      ASSERT_TRUE (enrollment.Run (code)) << "seed " << seed << " " << enrollment.Trouble ();
      ExpectGoodEnd (enrollment);
      EXPECT_EQ (enrollment.Questions (), 3) << "request code and terms; request code";
    }
}
