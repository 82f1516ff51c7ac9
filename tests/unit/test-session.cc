/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* One enrollment from invitation to proof, through every page that a portal can show. */

#include "session-test.h"

namespace
{

using Lines = std::vector<std::string>;

TEST_F (SessionTest, SendsNothingBeforeTheUserStartsIt)
{
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_READY);
  EXPECT_EQ (Strings (fake_visit_get_history (visit)), Lines{});
  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{});
  EXPECT_FALSE (enroll_session_has_requested (session));
  EXPECT_STREQ (enroll_session_get_host (session), kHost);
}

TEST_F (SessionTest, EndsWithACertificateForItsOwnKey)
{
  for (EnrollForm *form : { NewCodePage (), NewRequestPage (), NewWaitPage (), NewDownload () })
    fake_visit_add_form (visit, form);

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AnswerText ("Access Code", "4711");
  enroll_session_answer (session);
  ASSERT_TRUE (ReachQuestion ("I have read and agree to the terms of the EULA"));
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Strings (fake_visit_get_history (visit)),
             (Lines{ std::string ("open ") + kLink, "submit Next", "submit Submit", "wait" }));
  EXPECT_EQ (Strings (fake_store_get_history (store)), (Lines{ "make-key 3072", "install" }));
  EXPECT_EQ (Strings (fake_pki_get_history (pki)),
             (Lines{ "make-request alice@example.org", "read-credential alice@example.org 11" }));
  EXPECT_EQ (Strings (fake_account_get_history (account)),
             (Lines{ "bind uid alice@example.org", "prove uid alice@example.org" }));
  EXPECT_EQ (fake_pki_get_key (pki), fake_store_get_key (store));
}

TEST_F (SessionTest, AnswersTheRequestFormForTheUser)
{
  StartAtRequestForm ();
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));

  EXPECT_EQ (Answer (0, "CSR"), FAKE_PKI_REQUEST);
  EXPECT_EQ (Answer (0, "I have read and agree to the terms of the EULA"), "checked");
  EXPECT_TRUE (enroll_session_has_requested (session));
}

TEST_F (SessionTest, NeverAnswersNamesAndAddresses)
{
  StartAtRequestForm ();
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));

  for (const char *label : { "First Name", "Middle Name", "Last Name", "Email", "Comments" })
    EXPECT_EQ (Answer (0, label), "(null)") << label;
}

TEST_F (SessionTest, EndsWithACertificateAndAKeyOfThePortal)
{
  for (EnrollForm *form :
       { NewServerKeyPage (), NewWaitPage (), NewProtectPage (), NewDownload () })
    fake_visit_add_form (visit, form);

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{ "install" });
  EXPECT_EQ (Answer (0, "Key Type"), "RSA - 4096");
  EXPECT_EQ (Answer (1, "Choose key protection algorithm"), "Secure AES256-SHA256");
  EXPECT_EQ (Answer (1, "Password"), enroll_secret_peek (fake_pki_get_password (pki)));
  EXPECT_EQ (Answer (1, "Confirm Password"), Answer (1, "Password"));
  EXPECT_EQ (fake_pki_get_key (pki), nullptr);
  EXPECT_NE (fake_store_get_credential (store)->private_key, nullptr);
}

TEST_F (SessionTest, TellsAtTheEndWhatItGot)
{
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_STREQ (enroll_session_get_credential (session)->address, kAddress);
  EXPECT_STREQ (enroll_session_get_installed (session)->nickname, "alice@example.org");
  EXPECT_TRUE (enroll_session_get_proof (session)->was_signed);
  EXPECT_EQ (enroll_session_get_error (session), nullptr);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (SessionTest, TakesTheConfiguredAccessCodeWithoutAsking)
{
  settings->access_code = enroll_secret_new ("4711");
  fake_visit_add_form (visit, NewCodePage ());

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));

  EXPECT_EQ (enroll_session_get_questions (session), nullptr);
  EXPECT_EQ (Answer (0, "Access Code"), "4711");
}

TEST_F (SessionTest, AsksForTheAccessCodeAgainWithThePortalsComplaint)
{
  settings->access_code = enroll_secret_new ("4711");
  fake_visit_add_form (visit, NewCodePage ());
  fake_visit_add_form (visit, NewCodePage ("The access code is invalid."));

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));

  EXPECT_STREQ (enroll_question_get_error (FindQuestion ("Access Code")),
                "The access code is invalid.");
  AnswerText ("Access Code", "4712");
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));
  EXPECT_EQ (Answer (1, "Access Code"), "4712");
}

TEST_F (SessionTest, AsksAsOftenAsTheAccessCodeIsWrong)
{
  fake_visit_add_form (visit, NewCodePage ());

  enroll_session_start (session);
  for (guint i = 1; i <= 3; i++)
    {
      ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
      AnswerText ("Access Code", "4711");
      fake_visit_add_form (visit, NewCodePage ("The access code is invalid."));
      enroll_session_answer (session);
      ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == i; }));
    }
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
}

TEST_F (SessionTest, DoesNotGoOnWithoutAnswers)
{
  StartAtRequestForm ();

  enroll_session_answer (session);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING);
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (SessionTest, LeavesTermsToTheUserOnAPageOfTheirOwn)
{
  fake_visit_add_form (visit, NewTermsPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  EXPECT_EQ (enroll_session_get_questions (session)->len, 1u);
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (SessionTest, MakesNoKeyBeforeTheUserAnswered)
{
  StartAtRequestForm ();

  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{});
}

TEST_F (SessionTest, ShowsWhatItDecided)
{
  StartAtRequestForm ();
  GPtrArray *decisions = enroll_session_get_decisions (session);
  EnrollDecision *first = static_cast<EnrollDecision *> (g_ptr_array_index (decisions, 0));

  EXPECT_STREQ (first->label, "Certificate Profile");
  EXPECT_STREQ (first->value, "Personal Email");
}

TEST_F (SessionTest, GoesOnWithTheLinkOfTheConfirmationMail)
{
  const std::string link = std::string (kLink) + "2";

  fake_visit_add_form (visit, NewLoginPage ());
  fake_visit_add_form (visit, NewMailSentPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));
  EXPECT_EQ (Answer (0, "Email"), kAddress);

  fake_visit_add_form (visit, NewDownload ());
  EXPECT_TRUE (enroll_session_open_link (session, link.c_str (), nullptr));

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_visit_get_history (visit)),
             (Lines{ std::string ("open ") + kLink, "submit Submit", "open " + link }));
}

TEST_F (SessionTest, TakesTheFormBehindTheLinkForANewOne)
{
  EnrollForm *form = NewServerKeyPage ();

  fake_visit_add_form (visit, NewServerKeyPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  fake_visit_add_form (visit, NewMailSentPage ());
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));

  AddText (form, "Code", "4711");
  fake_visit_add_form (visit, Recognized (form));
  EXPECT_TRUE (enroll_session_open_link (session, kLink, nullptr));

  ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 2; }));
  EXPECT_EQ (fake_visit_dup_answer (visit, 1, "Code"), nullptr) << "the portal knows it";
}

TEST_F (SessionTest, RefusesAForeignLink)
{
  g_autoptr (GError) error = nullptr;

  fake_visit_add_form (visit, NewMailSentPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));

  EXPECT_FALSE (enroll_session_open_link (session, "https://evil.example/t0ken", &error));

  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
  EXPECT_EQ (fake_visit_get_history (visit)->len, 1u);
}

TEST_F (SessionTest, PressesEnrollOnTheListAndDownloadWhenTheCertificateIsThere)
{
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate", "Download" }));
  fake_visit_add_form (visit, NewServerKeyPage ());
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate", "Download" }));
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Strings (fake_visit_get_history (visit)),
             (Lines{ std::string ("open ") + kLink,
                     "submit Enroll Certificate",
                     "submit Submit",
                     "submit Download" }));
}

TEST_F (SessionTest, DownloadsWhatWasNotOnTheListBefore)
{
  EnrollForm *before = NewListPage ({ "Enroll Certificate", "Download" });
  EnrollForm *after = NewListPage ({ "Enroll Certificate", "Download", "Download" });

  static_cast<EnrollButton *> (g_ptr_array_index (before->buttons, 1))->context = g_strdup ("0A");
  static_cast<EnrollButton *> (g_ptr_array_index (after->buttons, 1))->context = g_strdup ("0A");
  static_cast<EnrollButton *> (g_ptr_array_index (after->buttons, 2))->context = g_strdup ("0B");
  fake_visit_add_form (visit, before);
  fake_visit_add_form (visit, NewServerKeyPage ());
  fake_visit_add_form (visit, after);
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_STREQ (fake_visit_get_answers (visit, 2)->button->context, "0B");
}

TEST_F (SessionTest, NeverAsksForTheCertificateTwice)
{
  fake_visit_add_form (visit, NewServerKeyPage ());
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate" }));

  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 1u);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (SessionTest, LooksAgainWhileTheAuthorityWorks)
{
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_visit_get_history (visit)),
             (Lines{ std::string ("open ") + kLink, "wait", "wait" }));
}

TEST_F (SessionTest, TrustsAnUnknownRootByTheUsersWord)
{
  fake_store_set_root_is_unknown (store, TRUE);
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING_TRUST));
  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{ "install" });
  EXPECT_EQ (Strings (fake_account_get_history (account)), Lines{});

  enroll_session_decide_trust (session, TRUE);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_store_get_history (store)), (Lines{ "install", "trust" }));
  EXPECT_TRUE (enroll_session_get_installed (session)->can_sign);
  EXPECT_TRUE (enroll_session_get_proof (session)->is_trusted);
}

TEST_F (SessionTest, GoesOnWithoutTrustIfTheUserRefusesIt)
{
  fake_store_set_root_is_unknown (store, TRUE);
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING_TRUST));

  enroll_session_decide_trust (session, FALSE);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{ "install" });
  EXPECT_FALSE (enroll_session_get_proof (session)->is_trusted);
}

TEST_F (SessionTest, TakesTheIdentityThatTheUserChose)
{
  g_autoptr (EnrollIdentity) other = enroll_identity_new ("other", "Alice", "a.e@example.org");

  enroll_session_set_identity (session, other);
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (enroll_session_get_identity (session), other);
  EXPECT_EQ (Strings (fake_account_get_history (account)).front (), "bind other alice@example.org");
}

TEST_F (SessionTest, GivesAwayThePassPhraseOnlyIfThePortalGotIt)
{
  EnrollForm *form = enroll_form_new (kHost);

  AddField (form, ENROLL_FIELD_PASSWORD, "Pass-phrase");
  AddButton (form, "Submit");
  fake_visit_add_form (visit, Recognized (form));
  EXPECT_EQ (enroll_session_get_pass_phrase (session), nullptr);

  enroll_session_start (session);
  ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; }));

  ASSERT_NE (enroll_session_get_pass_phrase (session), nullptr);
  EXPECT_EQ (Answer (0, "Pass-phrase"),
             enroll_secret_peek (enroll_session_get_pass_phrase (session)));
}

TEST_F (SessionTest, TellsEveryStateThatItEnters)
{
  std::vector<int> states;

  fake_visit_add_form (visit, NewDownload ());
  g_signal_connect (session, "notify::state", G_CALLBACK (RememberState), &states);
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (states,
             (std::vector<int>{ ENROLL_STATE_OPENING,
                                ENROLL_STATE_CHECKING,
                                ENROLL_STATE_INSTALLING,
                                ENROLL_STATE_BINDING,
                                ENROLL_STATE_PROVING,
                                ENROLL_STATE_DONE }));
}

TEST_F (SessionTest, GivesBackWhatItWasMadeOf)
{
  EXPECT_EQ (enroll_session_get_portal (session), portal);
  EXPECT_EQ (enroll_session_get_settings (session), settings);
  EXPECT_EQ (enroll_session_get_invitation (session), invitation);
  EXPECT_EQ (enroll_session_get_identity (session), identity);
  EXPECT_EQ (enroll_session_get_credential (session), nullptr);
  EXPECT_EQ (enroll_session_get_installed (session), nullptr);
  EXPECT_EQ (enroll_session_get_proof (session), nullptr);
  EXPECT_EQ (enroll_session_get_decisions (session), nullptr);
}

TEST_F (SessionTest, ComplainsAboutAnEventThatHasNoPlace)
{
  ExpectMessage (G_LOG_LEVEL_CRITICAL, "event * has no place in state *");

  enroll_session_decide_trust (session, TRUE);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_READY);
}

TEST_F (SessionTest, DoesNothingWithAnswersToNoQuestion)
{
  enroll_session_answer (session);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_READY);
}

} // namespace
