/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Pages that are left to the user: what is filled in, what is not pressed, and how the program goes
 * on afterwards. */

#include "session-test.h"

#include <algorithm>
#include <cstring>

namespace
{

using Lines = std::vector<std::string>;

std::vector<std::string> wiped;

}

/* Stands before the one of the C library: remembers what is wiped. */
extern "C" void
explicit_bzero (void *memory, size_t length)
{
  auto *bytes = static_cast<volatile char *> (memory);

  wiped.emplace_back (static_cast<const char *> (memory), length);
  for (size_t i = 0; i < length; i++)
    bytes[i] = '\0';
}

namespace
{

const char kQuestion[] = "Password of the file";

GError *
NewTrouble (EnrollError code)
{
  return g_error_new_literal (ENROLL_ERROR, (int)code, "trouble");
}

/* A page on which the program knows the address, but not what the page is for. */
EnrollForm *
NewHalfKnownPage ()
{
  EnrollForm *form = NewLoginPage ();

  AddText (form, "Favourite colour", "");
  form->kind = ENROLL_FORM_UNKNOWN;
  return form;
}

/* A known form whose buttons say nothing that is known. */
EnrollForm *
NewCodePageWithStrangeButtons ()
{
  EnrollForm *form = enroll_form_new (kHost);

  form->title = g_strdup ("Enroll with Access Code");
  AddText (form, "Access Code", "")->is_required = TRUE;
  AddButton (form, "Engage");
  AddButton (form, "Make it so");
  return Recognized (form);
}

EnrollForm *
NewListWithRow (const char *row)
{
  EnrollForm *form = enroll_form_new (kHost);

  form->title = g_strdup ("Certificates");
  AddButton (form, "Enroll Certificate");
  AddButton (form, "Download")->context = g_strdup (row);
  return Recognized (form);
}

class BrowsingTest : public SessionTest
{
protected:
  BrowsingTest () : SessionTest (fake_visit_new_live ())
  {
    wiped.clear ();
  }

  /* The user has seen an unknown page and got a file there, which does not open. */
  void
  GoToPassword ()
  {
    fake_visit_add_form (visit, NewUnknownPage ());
    fake_visit_add_form (visit, NewDownload ());
    fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_PASSWORD));
    enroll_session_start (session);
    ASSERT_TRUE (Reach (ENROLL_STATE_ASKING_PASSWORD));
  }

  void
  SayPassword (const char *password)
  {
    AnswerText (kQuestion, password);
    enroll_session_answer (session);
  }

  std::string
  PasswordOfFile ()
  {
    EnrollSecret *password = fake_pki_get_password (pki);

    return password != nullptr ? enroll_secret_peek (password) : "";
  }

  static int
  TimesWiped (const char *text)
  {
    return static_cast<int> (std::count (wiped.begin (), wiped.end (), text));
  }

  Lines
  VisitHistory ()
  {
    return Strings (fake_visit_get_history (visit));
  }

  const std::string opened = std::string ("open ") + kLink;
};

TEST_F (BrowsingTest, AnUnknownPageIsFilledAsFarAsItIsKnownAndNotSent)
{
  fake_visit_add_form (visit, NewHalfKnownPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch" }));
  EXPECT_EQ (Answer (0, "Email"), kAddress);
  EXPECT_EQ (Answer (0, "Favourite colour"), "(null)");
  EXPECT_FALSE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, AnUnknownPageForAnotherAddressIsNotFilled)
{
  EnrollForm *form = NewLoginPage ();

  g_free (enroll_form_find_field (form, ENROLL_ROLE_EMAIL)->value);
  enroll_form_find_field (form, ENROLL_ROLE_EMAIL)->value = g_strdup ("mallory@example.org");
  form->kind = ENROLL_FORM_UNKNOWN;
  fake_visit_add_form (visit, form);

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (BrowsingTest, TheTermsOfAnUnknownPageAreNotTicked)
{
  EnrollForm *form = NewTermsPage ();

  form->kind = ENROLL_FORM_UNKNOWN;
  fake_visit_add_form (visit, form);

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (Answer (0, "I have read and agree to the terms of the EULA"), "(null)");
}

TEST_F (BrowsingTest, AnswersToOurQuestionsAreFilledInWhereNoButtonIsKnown)
{
  fake_visit_add_form (visit, NewCodePageWithStrangeButtons ());
  enroll_session_start (session);
  ASSERT_TRUE (ReachQuestion ("Access Code"));
  AnswerText ("Access Code", "4711");

  enroll_session_answer (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch" }));
  EXPECT_EQ (Answer (0, "Access Code"), "4711");
}

TEST_F (BrowsingTest, ARequestIsMadeBeforeTheFormIsLeftToTheUser)
{
  fake_visit_add_form (visit, NewRequestPageWithStrangeButtons ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (Answer (0, "CSR"), FAKE_PKI_REQUEST);
  EXPECT_EQ (Answer (0, "First Name"), "(null)");
  EXPECT_FALSE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, AFormThatComesBackWithAComplaintIsLeftToTheUser)
{
  EnrollForm *again = NewListPage ({ "Enroll Certificate" });

  AddNotice (again, "Ask your administrator");
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate" }));
  fake_visit_add_form (visit, again);

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_STREQ (enroll_session_get_complaint (session), "Ask your administrator");
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "submit Enroll Certificate", "watch" }));
}

TEST_F (BrowsingTest, AComplaintNeedsNoMarkToBeTold)
{
  EnrollForm *first = NewLoginPage ();
  EnrollForm *again = NewLoginPage ();

  first->text = g_strdup ("Login\nYour address");
  again->text = g_strdup ("Login\nThis address is on holiday\nYour address");
  fake_visit_add_form (visit, first);
  fake_visit_add_form (visit, again);

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_STREQ (enroll_session_get_complaint (session), "This address is on holiday");
}

TEST_F (BrowsingTest, APageWithoutComplaintHasNone)
{
  fake_visit_add_form (visit, NewUnknownPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (enroll_session_get_complaint (session), nullptr);
}

TEST_F (BrowsingTest, OneUnknownPageAfterTheOther)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewHalfKnownPage ());
  fake_visit_add_form (visit, NewUnknownPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Eventually ([&] { return VisitHistory ().size () == 4; }));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch", "watch", "watch" }));
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_BROWSING);
}

TEST_F (BrowsingTest, AKnownPageAfterTheUsersIsAnsweredByTheProgram)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewLoginPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch", "submit Submit" }));
}

TEST_F (BrowsingTest, AFileThatTheUserGotIsCheckedAndInstalled)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_TRUE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, ARefusalEndsTheUsersPartToo)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewRefusalPage ("Access to CA is denied"));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_AUTHORITY));
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (BrowsingTest, AVisitThatBreaksOffIsNotBegunAgain)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_error (visit, NewTrouble (ENROLL_ERROR_UNREACHABLE));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNREACHABLE));
  EXPECT_EQ (enroll_session_get_failed_state (session), ENROLL_STATE_BROWSING);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

struct ByHand
{
  const char *name;
  EnrollForm *(*make) ();
  EnrollState state;
};

class ByHandTest : public BrowsingTest, public ::testing::WithParamInterface<ByHand>
{
};

INSTANTIATE_TEST_SUITE_P (
    Next,
    ByHandTest,
    ::testing::Values (ByHand{ "Wait", NewWaitPage, ENROLL_STATE_WAITING },
                       ByHand{ "Protect", NewProtectPage, ENROLL_STATE_SUBMITTING },
                       ByHand{ "Download", NewDownload, ENROLL_STATE_DONE }),
    [] (const auto &info) { return std::string (info.param.name); });

TEST_P (ByHandTest, HasRequestedAfterTheUserDid)
{
  fake_visit_add_form (visit, NewRequestPageWithStrangeButtons ());
  fake_visit_add_form (visit, GetParam ().make ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (GetParam ().state));
  EXPECT_TRUE (enroll_session_has_requested (session));
}

/* The list comes back with the certificate that the user has just asked for. */
TEST_F (BrowsingTest, ACertificateThatTheUserAskedForIsNotAskedForAgain)
{
  fake_visit_add_form (visit, NewListWithRow ("alice@example.org 2025-01-01"));
  fake_visit_add_form (visit, NewRequestPageWithStrangeButtons ());
  fake_visit_add_form (visit, NewListWithRow ("alice@example.org 2026-01-01"));

  enroll_session_start (session);

  ASSERT_TRUE (Eventually ([&] { return VisitHistory ().size () == 4; }));
  EXPECT_EQ (VisitHistory (),
             (Lines{ opened, "submit Enroll Certificate", "watch", "submit Download" }));
  EXPECT_TRUE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, ASignInByHandIsNoRequest)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewListWithRow ("alice@example.org 2025-01-01"));

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch", "submit Enroll Certificate" }));
  EXPECT_FALSE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, AsksForThePasswordOfAFileThatTheUserGot)
{
  GoToPassword ();

  ASSERT_NE (FindQuestion (kQuestion), nullptr);
  EXPECT_EQ (enroll_question_get_error (FindQuestion (kQuestion)), nullptr);
  EXPECT_EQ (enroll_question_get_kind (FindQuestion (kQuestion)), ENROLL_FIELD_PASSWORD);

  enroll_session_answer (session);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING_PASSWORD);
}

TEST_F (BrowsingTest, NobodyIsAskedForAPasswordThatTheProgramMade)
{
  fake_visit_add_form (visit, NewProtectPage ());
  fake_visit_add_form (visit, NewDownload ());
  fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_PASSWORD));

  enroll_session_start (session);

  EXPECT_TRUE (ReachTrouble (ENROLL_ERROR_PASSWORD));
}

TEST_F (BrowsingTest, AnotherTroubleWithTheFileIsNoQuestion)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  fake_visit_add_form (visit, NewDownload ());
  fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_MISMATCH));

  enroll_session_start (session);

  EXPECT_TRUE (ReachTrouble (ENROLL_ERROR_MISMATCH));
}

TEST_F (BrowsingTest, TheRightPasswordGoesOn)
{
  GoToPassword ();

  SayPassword ("correct horse");

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (PasswordOfFile (), "correct horse");
}

TEST_F (BrowsingTest, AWrongPasswordIsAskedAgainWithWords)
{
  GoToPassword ();
  for (int i = 0; i < 3; i++)
    {
      fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_PASSWORD));
      SayPassword ("wrong horse");
      ASSERT_TRUE (Eventually ([&] {
        return enroll_session_get_state (session) == ENROLL_STATE_ASKING_PASSWORD &&
               !enroll_question_is_answered (FindQuestion (kQuestion));
      }));
      EXPECT_NE (enroll_question_get_error (FindQuestion (kQuestion)), nullptr);
      EXPECT_EQ (enroll_session_get_questions (session)->len, 1u);
    }

  SayPassword ("correct horse");

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (PasswordOfFile (), "correct horse");
}

TEST_F (BrowsingTest, APasswordIsWipedAsSoonAsItIsOfNoUse)
{
  GoToPassword ();
  fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_PASSWORD));
  SayPassword ("wrong horse");
  ASSERT_TRUE (Eventually ([&] {
    return enroll_session_get_state (session) == ENROLL_STATE_ASKING_PASSWORD &&
           !enroll_question_is_answered (FindQuestion (kQuestion));
  }));

  SayPassword ("correct horse");
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_GE (TimesWiped ("wrong horse"), 1);
  EXPECT_GE (TimesWiped ("correct horse"), 1);
}

TEST_F (BrowsingTest, APasswordIsWipedWhenTheUserLeaves)
{
  GoToPassword ();
  AnswerText (kQuestion, "correct horse");
  ASSERT_EQ (TimesWiped ("correct horse"), 0);

  End ();

  EXPECT_EQ (TimesWiped ("correct horse"), 1);
}

TEST_F (BrowsingTest, CanBeCancelledWhileTheUserBrowses)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));

  enroll_session_cancel (session);
  fake_visit_add_form (visit, NewDownload ());
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_EQ (Strings (fake_pki_get_history (pki)), Lines{});
}

TEST_F (BrowsingTest, IgnoresAPageThatComesAfterTheUserLeft)
{
  fake_visit_set_ignores_cancel (visit, TRUE);
  fake_visit_add_form (visit, NewUnknownPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));

  enroll_session_cancel (session);
  fake_visit_add_form (visit, NewDownload ());
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_FALSE (enroll_session_has_requested (session));
}

TEST_F (BrowsingTest, CanBeCancelledWhileThePasswordIsAsked)
{
  GoToPassword ();

  enroll_session_cancel (session);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{});
}

TEST_F (BrowsingTest, CanBeCancelledWhileAPasswordIsTried)
{
  GoToPassword ();
  fake_pki_set_ignores_cancel (pki, TRUE);
  fake_pki_fail_next (pki, "read-credential", NewTrouble (ENROLL_ERROR_PASSWORD));
  SayPassword ("wrong horse");
  ASSERT_EQ (enroll_session_get_state (session), ENROLL_STATE_CHECKING);

  enroll_session_cancel (session);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

} // namespace
