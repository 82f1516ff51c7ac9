/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The pass-phrase for revoking later: kept before the portal has it, and never in the way. */

#include "session-test.h"

namespace
{

using Lines = std::vector<std::string>;

class KeyringTest : public SessionTest
{
protected:
  bool
  ReachSubmission ()
  {
    return Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; });
  }

  static GError *
  NewTrouble ()
  {
    return g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_STORE, "no keyring");
  }
};

TEST_F (KeyringTest, KeepsThePassPhraseBeforeItIsSent)
{
  StartWithPassPhrase ();
  ASSERT_TRUE (Eventually ([&] { return fake_keyring_get_history (keyring)->len == 1; }));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  EXPECT_FALSE (enroll_session_has_requested (session));

  ASSERT_TRUE (ReachSubmission ());

  EXPECT_TRUE (enroll_session_has_kept_pass_phrase (session));
  EXPECT_EQ (Answer (0, "Pass-phrase"),
             enroll_secret_peek (fake_keyring_get_pass_phrase (keyring)));
  EXPECT_EQ (Strings (fake_keyring_get_history (keyring)),
             Lines{ "keep alice@example.org cert-manager.com -" });
}

TEST_F (KeyringTest, NotesWhichCertificateItIsFor)
{
  StartWithPassPhrase ();
  ASSERT_TRUE (ReachSubmission ());
  const std::string enrollment = fake_keyring_get_enrollment (keyring);
  EnrollForm *download = NewDownload ();
  g_free (download->host);
  download->host = g_strdup ("eu.example.com");
  fake_visit_add_form (visit, download);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Strings (fake_keyring_get_history (keyring)),
             (Lines{ "keep alice@example.org cert-manager.com -",
                     "keep alice@example.org cert-manager.com 01" }));
  EXPECT_EQ (fake_keyring_get_enrollment (keyring), enrollment);
}

TEST_F (KeyringTest, GoesOnWithoutAKeyring)
{
  fake_keyring_fail_next (keyring, NewTrouble ());
  StartWithPassPhrase ();
  ASSERT_TRUE (ReachSubmission ());
  fake_visit_add_form (visit, NewDownload ());
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_FALSE (enroll_session_has_kept_pass_phrase (session));
  EXPECT_NE (enroll_session_get_pass_phrase (session), nullptr);
  EXPECT_EQ (fake_keyring_get_history (keyring)->len, 1u);
}

TEST_F (KeyringTest, KeepsNothingThatNobodyAskedFor)
{
  fake_visit_add_form (visit, NewLoginPage ());
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Strings (fake_keyring_get_history (keyring)), Lines{});
}

TEST_F (KeyringTest, KeepsItOnceWhenTheFormIsSentAgain)
{
  StartWithPassPhrase ();
  ASSERT_TRUE (ReachSubmission ());
  fake_visit_add_error (visit,
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE, "no route"));
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  enroll_session_retry (session);
  ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 2; }));

  EXPECT_EQ (fake_keyring_get_history (keyring)->len, 1u);
}

TEST_F (KeyringTest, SendsNothingWhenItIsLeftMeanwhile)
{
  fake_keyring_set_ignores_cancel (keyring, TRUE);
  StartWithPassPhrase ();
  ASSERT_TRUE (Eventually ([&] { return fake_keyring_get_history (keyring)->len == 1; }));

  enroll_session_cancel (session);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (KeyringTest, TellsEnrollmentsApart)
{
  StartWithPassPhrase ();
  ASSERT_TRUE (ReachSubmission ());
  const std::string first = fake_keyring_get_enrollment (keyring);
  Begin (true);
  StartWithPassPhrase ();
  ASSERT_TRUE (Eventually ([&] { return fake_keyring_get_history (keyring)->len == 2; }));

  EXPECT_NE (fake_keyring_get_enrollment (keyring), first);
}

} // namespace
