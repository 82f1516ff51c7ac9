/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* An enrollment that fails, is retried, or is cancelled: nothing is lost, nothing is sent twice. */

#include "session-test.h"

namespace
{

using Lines = std::vector<std::string>;

GError *
NewTrouble (EnrollError code)
{
  return g_error_new_literal (ENROLL_ERROR, (int)code, "trouble");
}

class TroubleTest : public SessionTest
{
protected:
  /* Goes through every state that works: with a key of ours, an unknown root, and trust granted.
   * Stops at the first of @state. */
  bool
  GoTo (EnrollState state)
  {
    fake_store_set_root_is_unknown (store, TRUE);
    for (EnrollForm *form : { NewMailSentPage (), NewRequestPage (), NewWaitPage () })
      fake_visit_add_form (visit, form);
    return Eventually ([&] { return StepUnless (state); });
  }

  bool
  StepUnless (EnrollState wanted)
  {
    const EnrollState state = enroll_session_get_state (session);

    if (state == wanted || enroll_flow_is_final (state))
      return true;
    if (state == ENROLL_STATE_READY)
      enroll_session_start (session);
    else if (state == ENROLL_STATE_CONFIRMING)
      enroll_session_open_link (session, kLink, nullptr);
    else if (state == ENROLL_STATE_ASKING)
      AcceptAndAnswer ();
    else if (state == ENROLL_STATE_WAITING && !is_issued)
      Issue ();
    else if (state == ENROLL_STATE_ASKING_TRUST)
      enroll_session_decide_trust (session, TRUE);
    return enroll_session_get_state (session) == wanted;
  }

  void
  AcceptAndAnswer ()
  {
    AcceptTerms ();
    enroll_session_answer (session);
  }

  void
  Issue ()
  {
    is_issued = true;
    fake_visit_add_form (visit, NewDownload ());
  }

  guint
  CountCalls ()
  {
    return fake_visit_get_history (visit)->len + fake_pki_get_history (pki)->len +
           fake_store_get_history (store)->len + fake_account_get_history (account)->len +
           fake_inbox_get_history (inbox)->len;
  }

  bool is_issued = false;
};

/* DECIDING is left within the step that entered it; nobody can cancel there. */
class CancelTest : public TroubleTest, public ::testing::WithParamInterface<EnrollState>
{
};

INSTANTIATE_TEST_SUITE_P (Every,
                          CancelTest,
                          ::testing::Values (ENROLL_STATE_READY,
                                             ENROLL_STATE_OPENING,
                                             ENROLL_STATE_ASKING,
                                             ENROLL_STATE_KEYING,
                                             ENROLL_STATE_SUBMITTING,
                                             ENROLL_STATE_CONFIRMING,
                                             ENROLL_STATE_WAITING,
                                             ENROLL_STATE_CHECKING,
                                             ENROLL_STATE_INSTALLING,
                                             ENROLL_STATE_ASKING_TRUST,
                                             ENROLL_STATE_TRUSTING,
                                             ENROLL_STATE_BINDING,
                                             ENROLL_STATE_PROVING));

TEST_P (CancelTest, StopsEverything)
{
  ASSERT_TRUE (GoTo (GetParam ()));
  ASSERT_EQ (enroll_session_get_state (session), GetParam ());
  const guint n_calls = CountCalls ();

  enroll_session_cancel (session);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_EQ (CountCalls (), n_calls);
  EXPECT_EQ (enroll_session_get_error (session), nullptr);
}

TEST_P (CancelTest, IgnoresResultsThatComeLater)
{
  fake_visit_set_ignores_cancel (visit, TRUE);
  fake_pki_set_ignores_cancel (pki, TRUE);
  fake_store_set_ignores_cancel (store, TRUE);
  fake_account_set_ignores_cancel (account, TRUE);
  fake_inbox_set_ignores_cancel (inbox, TRUE);
  ASSERT_TRUE (GoTo (GetParam ()));
  const guint n_calls = CountCalls ();

  enroll_session_cancel (session);
  fake_visit_add_form (visit, NewDownload ());
  if (fake_inbox_is_watched (inbox))
    fake_inbox_deliver (inbox, kLink);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_EQ (CountCalls (), n_calls);
}

TEST_P (CancelTest, MayComeFromWhoeverWatchesTheState)
{
  struct Watcher
  {
    EnrollState state;
  } watcher = { GetParam () };
  auto cancel = +[] (EnrollSession *self, GParamSpec *, gpointer user_data) {
    if (enroll_session_get_state (self) == static_cast<Watcher *> (user_data)->state)
      enroll_session_cancel (self);
  };

  if (GetParam () == ENROLL_STATE_READY)
    GTEST_SKIP () << "is never entered";
  g_signal_connect (session, "notify::state", G_CALLBACK (cancel), &watcher);

  ASSERT_TRUE (GoTo (ENROLL_STATE_CANCELLED));
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

TEST_F (TroubleTest, CancelsOnce)
{
  enroll_session_cancel (session);
  enroll_session_cancel (session);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

TEST_F (TroubleTest, CanBeCancelledAfterAFailure)
{
  fake_visit_add_error (visit, NewTrouble (ENROLL_ERROR_UNREACHABLE));
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  enroll_session_cancel (session);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (TroubleTest, IsNotStuckWhenAPortGivesUpByItself)
{
  fake_store_fail_next (store,
                        "install",
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "dialog closed"));
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);
  ASSERT_TRUE (Eventually ([&] { return fake_store_get_history (store)->len == 1; }));
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_FAILED);
  EXPECT_TRUE (enroll_session_can_retry (session));
}

struct FailureCase
{
  const char *call;
  EnrollState state;
  bool can_retry;
};

class FailureTest : public TroubleTest, public ::testing::WithParamInterface<FailureCase>
{
protected:
  void
  FailNext (const char *call, EnrollError code)
  {
    if (g_strcmp0 (call, "make-request") == 0 || g_strcmp0 (call, "read-credential") == 0)
      fake_pki_fail_next (pki, call, NewTrouble (code));
    else if (g_strcmp0 (call, "bind") == 0 || g_strcmp0 (call, "prove") == 0)
      fake_account_fail_next (account, call, NewTrouble (code));
    else
      fake_store_fail_next (store, call, NewTrouble (code));
  }
};

INSTANTIATE_TEST_SUITE_P (
    Port,
    FailureTest,
    ::testing::Values (FailureCase{ "make-key", ENROLL_STATE_KEYING, true },
                       FailureCase{ "make-request", ENROLL_STATE_KEYING, true },
                       FailureCase{ "read-credential", ENROLL_STATE_CHECKING, true },
                       FailureCase{ "install", ENROLL_STATE_INSTALLING, true },
                       FailureCase{ "trust", ENROLL_STATE_TRUSTING, true },
                       FailureCase{ "bind", ENROLL_STATE_BINDING, true },
                       FailureCase{ "prove", ENROLL_STATE_PROVING, true }),
    [] (const auto &info) {
      std::string name = info.param.call;

      for (char &c : name)
        c = c == '-' ? '_' : c;
      return name;
    });

TEST_P (FailureTest, IsTold)
{
  FailNext (GetParam ().call, ENROLL_ERROR_STORE);

  ASSERT_TRUE (GoTo (ENROLL_STATE_FAILED));

  EXPECT_EQ (enroll_session_get_failed_state (session), GetParam ().state);
  EXPECT_EQ (enroll_session_can_retry (session), GetParam ().can_retry);
  EXPECT_TRUE (
      g_error_matches (enroll_session_get_error (session), ENROLL_ERROR, ENROLL_ERROR_STORE));
}

TEST_P (FailureTest, IsOvercomeByTryingAgain)
{
  if (!GetParam ().can_retry || GetParam ().state == ENROLL_STATE_KEYING)
    GTEST_SKIP () << "may not be tried again, or goes on to the portal";
  FailNext (GetParam ().call, ENROLL_ERROR_STORE);
  FailNext (GetParam ().call, ENROLL_ERROR_STORE);
  ASSERT_TRUE (GoTo (ENROLL_STATE_FAILED));
  const guint n_steps = fake_visit_get_history (visit)->len;

  enroll_session_retry (session);
  ASSERT_TRUE (GoTo (ENROLL_STATE_FAILED));
  enroll_session_retry (session);
  ASSERT_TRUE (GoTo (ENROLL_STATE_DONE));

  EXPECT_EQ (fake_visit_get_history (visit)->len, n_steps);
}

/* Such as when the disk with the store was full: nothing has been asked for yet. */
TEST_F (TroubleTest, TriesToMakeTheRequestAgain)
{
  fake_store_fail_next (store, "make-key", NewTrouble (ENROLL_ERROR_STORE));
  fake_pki_fail_next (pki, "make-request", NewTrouble (ENROLL_ERROR_STORE));
  StartAtRequestForm ();
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  enroll_session_retry (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  enroll_session_retry (session);
  EXPECT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; }));
}

struct VisitCase
{
  EnrollState state;
  bool one_use;
  EnrollError code;
  bool can_retry;
};

class VisitFailureTest : public TroubleTest, public ::testing::WithParamInterface<VisitCase>
{
};

INSTANTIATE_TEST_SUITE_P (
    Table,
    VisitFailureTest,
    ::testing::Values (VisitCase{ ENROLL_STATE_OPENING, true, ENROLL_ERROR_UNREACHABLE, true },
                       VisitCase{ ENROLL_STATE_OPENING, true, ENROLL_ERROR_TOO_LARGE, false },
                       VisitCase{ ENROLL_STATE_OPENING, true, ENROLL_ERROR_NOT_UNDERSTOOD, false },
                       VisitCase{ ENROLL_STATE_OPENING, false, ENROLL_ERROR_UNREACHABLE, true },
                       VisitCase{ ENROLL_STATE_OPENING, false, ENROLL_ERROR_TOO_LARGE, true },
                       VisitCase{ ENROLL_STATE_SUBMITTING, true, ENROLL_ERROR_UNREACHABLE, true },
                       VisitCase{ ENROLL_STATE_SUBMITTING, false, ENROLL_ERROR_INSECURE, true },
                       VisitCase{ ENROLL_STATE_SUBMITTING, true, ENROLL_ERROR_UNAVAILABLE, false },
                       VisitCase{ ENROLL_STATE_WAITING, true, ENROLL_ERROR_TIMEOUT, true },
                       VisitCase{ ENROLL_STATE_WAITING, true, ENROLL_ERROR_UNREACHABLE, true }));

TEST_P (VisitFailureTest, IsTold)
{
  Begin (GetParam ().one_use);
  if (GetParam ().state == ENROLL_STATE_SUBMITTING)
    fake_visit_add_form (visit, NewLoginPage ());
  else if (GetParam ().state == ENROLL_STATE_WAITING)
    fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_error (visit, NewTrouble (GetParam ().code));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (GetParam ().code));
  EXPECT_EQ (enroll_session_get_failed_state (session), GetParam ().state);
  EXPECT_EQ (enroll_session_can_retry (session), GetParam ().can_retry);
}

TEST_F (TroubleTest, OpensALinkAgainThatWasNotAnswered)
{
  fake_visit_add_error (visit, NewTrouble (ENROLL_ERROR_UNREACHABLE));
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  enroll_session_retry (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (fake_visit_get_history (visit)->len, 2u);
}

TEST_F (TroubleTest, NeverOpensTheLinkOfAConfirmationMailTwice)
{
  Begin (false);
  fake_visit_add_form (visit, NewMailSentPage ());
  fake_visit_add_error (visit, NewTrouble (ENROLL_ERROR_TOO_LARGE));
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));

  EXPECT_TRUE (enroll_session_open_link (session, kLink, nullptr));

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_TOO_LARGE));
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (TroubleTest, LooksOnceMoreWithoutAskingTwice)
{
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_error (visit, NewTrouble (ENROLL_ERROR_TIMEOUT));
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  enroll_session_retry (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_visit_get_history (visit)),
             (Lines{ std::string ("open ") + kLink, "wait", "wait" }));
}

TEST_F (TroubleTest, InstallsNothingForAnotherAddress)
{
  fake_visit_add_form (visit, NewRequestPage ("mallory@example.org"));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_MISMATCH));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  EXPECT_EQ (Strings (fake_store_get_history (store)), Lines{});
  EXPECT_FALSE (enroll_session_can_retry (session));
  EXPECT_FALSE (enroll_session_has_requested (session));
}

struct RefusalCase
{
  const char *notice;
  EnrollError code;
};

class RefusalTest : public TroubleTest, public ::testing::WithParamInterface<RefusalCase>
{
};

INSTANTIATE_TEST_SUITE_P (
    Table,
    RefusalTest,
    ::testing::Values (
        RefusalCase{ "This link has already been used.", ENROLL_ERROR_INVITATION_USED },
        RefusalCase{ "Your session has expired", ENROLL_ERROR_SESSION_EXPIRED },
        RefusalCase{ "Wrong code", ENROLL_ERROR_CODE },
        RefusalCase{ "The maximum number of valid certificates is reached: 2", ENROLL_ERROR_LIMIT },
        RefusalCase{ "Domain is not allowed", ENROLL_ERROR_DOMAIN },
        RefusalCase{ "The Person does not have a High Validation status",
                     ENROLL_ERROR_NOT_ELIGIBLE },
        RefusalCase{ "Access to CA is denied", ENROLL_ERROR_AUTHORITY },
        RefusalCase{ "Invalid CSR", ENROLL_ERROR_REFUSED },
        RefusalCase{ "CA not available now", ENROLL_ERROR_UNAVAILABLE }));

TEST_P (RefusalTest, IsToldInThePortalsWordsAndNotRetried)
{
  fake_visit_add_form (visit, NewRefusalPage (GetParam ().notice));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (GetParam ().code));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, GetParam ().notice), nullptr);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (TroubleTest, ALinkThatLedOnBeforeItFailedIsNotOpenedAgain)
{
  for (EnrollError code : { ENROLL_ERROR_UNREACHABLE, ENROLL_ERROR_INSECURE })
    {
      Begin (true);
      fake_visit_set_has_sent (visit, TRUE);
      fake_visit_add_error (visit, NewTrouble (code));

      enroll_session_start (session);

      ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));
      EXPECT_FALSE (enroll_session_can_retry (session));
      EXPECT_FALSE (g_error_matches (enroll_session_get_error (session),
                                     ENROLL_ERROR,
                                     (int)ENROLL_ERROR_UNREACHABLE));
    }
}

constexpr char kNotReached[] = "The CA not available now";

/* A live page stays where it is. */
TEST_F (TroubleTest, APageThatCouldNotBeSentIsSentAgain)
{
  for (EnrollForm *form : { NewCodePage (), NewCodePage (kNotReached), NewRequestPage () })
    fake_visit_add_form (visit, form);
  enroll_session_start (session);
  ASSERT_TRUE (ReachQuestion ("Access Code"));
  AnswerText ("Access Code", "golden-bears");
  enroll_session_answer (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNREACHABLE));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, kNotReached), nullptr);
  ASSERT_TRUE (enroll_session_can_retry (session));
  enroll_session_retry (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 2u);
  EXPECT_EQ (Answer (1, "Access Code"), "golden-bears");
}

TEST_F (TroubleTest, APageThatComesBackUnsentIsAnsweredAnew)
{
  EnrollForm *back = NewServerKeyPage ();

  AddNotice (back, kNotReached);
  for (EnrollForm *form :
       { NewServerKeyPage (), NewTermsPage (), Recognized (back), NewWaitPage () })
    fake_visit_add_form (visit, form);
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptAndAnswer ();

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNREACHABLE));
  ASSERT_TRUE (enroll_session_can_retry (session));
  enroll_session_retry (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_WAITING));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 3u);
  EXPECT_EQ (fake_visit_get_form (visit, 2), back);
}

TEST_F (TroubleTest, APageThatMayHaveBeenSentIsNotSentAgain)
{
  for (EnrollForm *form : { NewCodePage (), NewCodePage (kNotReached) })
    fake_visit_add_form (visit, form);
  fake_visit_set_has_sent (visit, TRUE);
  enroll_session_start (session);
  ASSERT_TRUE (ReachQuestion ("Access Code"));
  AnswerText ("Access Code", "golden-bears");
  enroll_session_answer (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (TroubleTest, AsksForNothingWhenThePageSaysThatTheLimitIsReached)
{
  for (EnrollForm *form : { NewListPage ({ "Enroll Certificate" }), NewRequestPage () })
    {
      g_free (form->text);
      form->text = g_strdup ("Your certificates\nNote: the maximum number of valid certificates "
                             "has been reached.\nHelp");
      Begin (true);
      fake_visit_add_form (visit, form);

      enroll_session_start (session);

      ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_LIMIT));
      EXPECT_NE (strstr (enroll_session_get_error (session)->message, "“Note: the maximum number"),
                 nullptr);
      EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
      EXPECT_FALSE (enroll_session_can_retry (session));
    }
}

TEST_F (TroubleTest, DownloadsFromAListThatIsFullNow)
{
  EnrollForm *list = NewListPage ({ "Enroll Certificate", "Download" });

  g_free (list->text);
  list->text = g_strdup ("The maximum number of valid certificates is reached.");
  for (EnrollForm *form : { NewServerKeyPage (), list, NewDownload () })
    fake_visit_add_form (visit, form);
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);

  EXPECT_TRUE (Reach (ENROLL_STATE_DONE));
}

TEST_F (TroubleTest, DoesNotGuessAtAnUnknownPage)
{
  fake_visit_add_form (visit, NewUnknownPage ());

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, "Welcome"), nullptr);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (TroubleTest, DoesNotSendTheSameFormForEver)
{
  settings->access_code = enroll_secret_new ("4711");
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate" }));
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate" }));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 1u);
}

TEST_F (TroubleTest, TellsWhatAFormSaysThatComesBack)
{
  EnrollForm *form = NewListPage ({ "Enroll Certificate" });

  AddNotice (form, "Ask your administrator");
  fake_visit_add_form (visit, NewListPage ({ "Enroll Certificate" }));
  fake_visit_add_form (visit, form);

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_REFUSED));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, "Ask your administrator"),
             nullptr);
}

TEST_F (TroubleTest, CutsLongComplaintsBetweenCharacters)
{
  const std::string notice = "Wrong code " + std::string (288, 'x') + "üüü";

  fake_visit_add_form (visit, NewRefusalPage (notice.c_str ()));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_CODE));
  EXPECT_TRUE (g_utf8_validate (enroll_session_get_error (session)->message, -1, nullptr));
}

TEST_F (TroubleTest, NeverPutsTheLinkIntoAnErrorText)
{
  fake_visit_add_form (visit, NewUnknownPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  EXPECT_EQ (strstr (enroll_session_get_error (session)->message, "t0ken"), nullptr);
}

} // namespace
