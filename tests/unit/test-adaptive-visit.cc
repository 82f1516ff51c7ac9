/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A visit stays plain until a page needs a browser engine, and goes on in one without asking the
 * portal for anything a second time. */

#include "enroll-adaptive-visit.h"
#include "enroll-error.h"
#include "fake-visit.h"
#include "glib-test.h"
#include "sample-forms.h"

namespace
{

using Lines = std::vector<std::string>;

const char kPage[] = "https://cert-manager.com/here";
const std::string kOpened = std::string ("open ") + kLink;
const std::string kTakenOver = std::string ("take-over ") + kPage;

GError *
NewTrouble (EnrollError code)
{
  return g_error_new_literal (ENROLL_ERROR, (int)code, "trouble");
}

EnrollForm *
NewPageOfScripts ()
{
  EnrollForm *form = NewLoginPage ();

  form->needs_script = TRUE;
  return form;
}

class AdaptiveTest : public GlibTest
{
protected:
  AdaptiveTest ()
  {
    Watch (plain);
    Watch (live);
    fake_visit_set_page_uri (plain, kPage);
    visit = ENROLL_VISIT (enroll_adaptive_visit_new (ENROLL_VISIT (plain), MakeLive, this, Drop));
    Watch (visit);
    g_signal_connect (visit, "moved", G_CALLBACK (NoteMoved), this);
  }

  void
  TearDown () override
  {
    g_clear_pointer (&form, enroll_form_unref);
    g_clear_error (&error);
    g_clear_object (&cancellable);
    g_clear_object (&visit);
    EXPECT_EQ (n_dropped, 1);
    g_clear_object (&plain);
    g_clear_object (&live);
    GlibTest::TearDown ();
  }

  static EnrollVisit *
  MakeLive (gpointer user_data, GError **error)
  {
    auto *self = static_cast<AdaptiveTest *> (user_data);

    self->n_made++;
    if (self->cannot_make)
      {
        g_propagate_error (error, NewTrouble (ENROLL_ERROR_SETTINGS));
        return nullptr;
      }
    return ENROLL_VISIT (g_object_ref (self->live));
  }

  static void
  Drop (gpointer user_data)
  {
    static_cast<AdaptiveTest *> (user_data)->n_dropped++;
  }

  static void
  NoteMoved (EnrollVisit *, gpointer user_data)
  {
    static_cast<AdaptiveTest *> (user_data)->n_moved++;
  }

  bool
  End (AsyncResult *result)
  {
    g_clear_error (&error);
    g_clear_pointer (&form, enroll_form_unref);
    if (!result->Wait ())
      return false;
    form = enroll_visit_step_finish (visit, result->Get (), &error);
    EXPECT_EQ (form == nullptr, error != nullptr);
    return form != nullptr;
  }

  bool
  Open ()
  {
    AsyncResult result;

    enroll_visit_open_async (visit, kLink, cancellable, AsyncResult::Callback, &result);
    return End (&result);
  }

  bool
  Submit ()
  {
    g_autoptr (EnrollForm) sent = NewLoginPage ();
    g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
    AsyncResult result;

    answers->button = (EnrollButton *)g_ptr_array_index (sent->buttons, 0);
    enroll_visit_submit_async (visit, sent, answers, cancellable, AsyncResult::Callback, &result);
    return End (&result);
  }

  bool
  Wait ()
  {
    g_autoptr (EnrollForm) sent = NewWaitPage ();
    AsyncResult result;

    enroll_visit_wait_async (visit, sent, cancellable, AsyncResult::Callback, &result);
    return End (&result);
  }

  bool
  BeWatched ()
  {
    g_autoptr (EnrollForm) seen = NewLoginPage ();
    g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
    AsyncResult result;

    enroll_visit_watch_async (visit, seen, answers, cancellable, AsyncResult::Callback, &result);
    return End (&result);
  }

  bool
  IsLive ()
  {
    return enroll_adaptive_visit_is_live (ENROLL_ADAPTIVE_VISIT (visit));
  }

  static Lines
  History (FakeVisit *of)
  {
    return Strings (fake_visit_get_history (of));
  }

  bool
  FailedWith (EnrollError code)
  {
    return g_error_matches (error, ENROLL_ERROR, (int)code);
  }

  FakeVisit *plain = fake_visit_new ();
  FakeVisit *live = fake_visit_new_live ();
  EnrollVisit *visit = nullptr;
  EnrollForm *form = nullptr;
  GError *error = nullptr;
  GCancellable *cancellable = g_cancellable_new ();
  bool cannot_make = false;
  int n_made = 0;
  int n_dropped = 0;
  int n_moved = 0;
};

TEST_F (AdaptiveTest, StaysPlainWhileAPageIsKnown)
{
  fake_visit_add_form (plain, NewLoginPage ());
  fake_visit_add_form (plain, NewWaitPage ());
  fake_visit_add_form (plain, NewDownload ());

  ASSERT_TRUE (Open ());
  ASSERT_TRUE (Submit ());
  ASSERT_TRUE (Wait ());

  EXPECT_EQ (form->kind, ENROLL_FORM_DOWNLOAD);
  EXPECT_EQ (History (plain), (Lines{ kOpened, "submit Submit", "wait" }));
  EXPECT_EQ (n_made, 0);
  EXPECT_FALSE (IsLive ());
}

TEST_F (AdaptiveTest, HasNoPlaceWhileItIsPlain)
{
  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (visit);

  EXPECT_EQ (place, nullptr);
  enroll_visit_set_stage (visit, nullptr);
  EXPECT_TRUE (enroll_visit_can_watch (visit));
}

TEST_F (AdaptiveTest, GoesOnAliveOnAnUnknownPageWithoutOpeningTheLinkAgain)
{
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_form (live, NewLoginPage ());

  ASSERT_TRUE (Open ());

  EXPECT_EQ (form->kind, ENROLL_FORM_LOGIN);
  EXPECT_EQ (History (plain), (Lines{ kOpened, "hand-over" }));
  EXPECT_EQ (History (live), (Lines{ kTakenOver }));
  EXPECT_TRUE (IsLive ());
}

TEST_F (AdaptiveTest, AKnownFormThatNeedsItsScriptIsTakenOver)
{
  fake_visit_add_form (plain, NewPageOfScripts ());
  fake_visit_add_form (live, NewLoginPage ());

  ASSERT_TRUE (Open ());

  EXPECT_FALSE (form->needs_script);
  EXPECT_EQ (History (live), (Lines{ kTakenOver }));
}

TEST_F (AdaptiveTest, IsHandedOverOnceAndStaysThere)
{
  fake_visit_add_form (plain, NewLoginPage ());
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_form (live, NewUnknownPage ());
  fake_visit_add_form (live, NewUnknownPage ());
  fake_visit_add_form (live, NewWaitPage ());
  fake_visit_add_form (live, NewDownload ());
  fake_visit_add_form (live, NewLoginPage ());

  ASSERT_TRUE (Open ());
  ASSERT_TRUE (Submit ());
  ASSERT_TRUE (BeWatched ());
  ASSERT_TRUE (Submit ());
  ASSERT_TRUE (Wait ());
  ASSERT_TRUE (Open ());

  EXPECT_EQ (History (plain), (Lines{ kOpened, "submit Submit", "hand-over" }));
  EXPECT_EQ (History (live), (Lines{ kTakenOver, "watch", "submit Submit", "wait", kOpened }));
  EXPECT_EQ (n_made, 1);
}

TEST_F (AdaptiveTest, APlainPageThatTheUserIsToSeeIsTakenOverAndRead)
{
  fake_visit_add_form (plain, NewLoginPage ());
  fake_visit_add_form (live, NewLoginPage ());
  fake_visit_add_form (live, NewDownload ());
  ASSERT_TRUE (Open ());

  ASSERT_TRUE (BeWatched ());
  EXPECT_EQ (form->kind, ENROLL_FORM_LOGIN);
  ASSERT_TRUE (BeWatched ());

  EXPECT_EQ (History (live), (Lines{ kTakenOver, "watch" }));
}

TEST_F (AdaptiveTest, ThereIsNothingToWatchWhereNothingCanBeHandedOver)
{
  fake_visit_set_page_uri (plain, nullptr);

  EXPECT_FALSE (BeWatched ());

  EXPECT_TRUE (FailedWith (ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_EQ (n_made, 0);
}

TEST_F (AdaptiveTest, AnUnknownPageThatCannotBeHandedOverIsTheResult)
{
  fake_visit_set_page_uri (plain, nullptr);
  fake_visit_add_form (plain, NewUnknownPage ());

  ASSERT_TRUE (Open ());

  EXPECT_EQ (form->kind, ENROLL_FORM_UNKNOWN);
  EXPECT_FALSE (IsLive ());
}

TEST_F (AdaptiveTest, FollowsThePortalToAnotherHostAlive)
{
  fake_visit_add_error (plain, NewTrouble (ENROLL_ERROR_HOST_REFUSED));
  fake_visit_add_form (live, NewUnknownPage ());

  ASSERT_TRUE (Open ());

  EXPECT_EQ (History (live), (Lines{ kTakenOver }));
}

TEST_F (AdaptiveTest, ARefusedHostWithoutAPageIsAnError)
{
  fake_visit_set_page_uri (plain, nullptr);
  fake_visit_add_error (plain, NewTrouble (ENROLL_ERROR_HOST_REFUSED));

  EXPECT_FALSE (Open ());

  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (n_made, 0);
}

class OtherErrorTest : public AdaptiveTest, public ::testing::WithParamInterface<EnrollError>
{
};

INSTANTIATE_TEST_SUITE_P (Every,
                          OtherErrorTest,
                          ::testing::Values (ENROLL_ERROR_UNREACHABLE,
                                             ENROLL_ERROR_INSECURE,
                                             ENROLL_ERROR_INVITATION_USED,
                                             ENROLL_ERROR_UNAVAILABLE,
                                             ENROLL_ERROR_TOO_LARGE,
                                             ENROLL_ERROR_NOT_UNDERSTOOD));

TEST_P (OtherErrorTest, IsNoReasonToGoAlive)
{
  fake_visit_add_error (plain, NewTrouble (GetParam ()));

  EXPECT_FALSE (Open ());

  EXPECT_TRUE (FailedWith (GetParam ()));
  EXPECT_EQ (History (plain), (Lines{ kOpened }));
  EXPECT_EQ (n_made, 0);
}

TEST_F (AdaptiveTest, AnEngineThatCannotBeMadeIsAnErrorAndMayBeMadeLater)
{
  cannot_make = true;
  fake_visit_add_form (plain, NewUnknownPage ());

  EXPECT_FALSE (Open ());
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_SETTINGS));
  EXPECT_FALSE (IsLive ());

  cannot_make = false;
  fake_visit_add_form (live, NewLoginPage ());
  ASSERT_TRUE (BeWatched ());
  EXPECT_TRUE (IsLive ());
  EXPECT_EQ (n_made, 2);
}

TEST_F (AdaptiveTest, ATakeOverThatFailsIsTheResult)
{
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_error (live, NewTrouble (ENROLL_ERROR_UNAVAILABLE));

  EXPECT_FALSE (Open ());

  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (AdaptiveTest, HasSentTheLinkWhateverBecomesOfTheTakeOver)
{
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_error (live, NewTrouble (ENROLL_ERROR_UNREACHABLE));

  EXPECT_FALSE (Open ());
  EXPECT_TRUE (enroll_visit_has_sent (visit));

  /* The next step is the live visit's own affair. */
  fake_visit_add_error (live, NewTrouble (ENROLL_ERROR_UNREACHABLE));
  EXPECT_FALSE (Submit ());
  EXPECT_FALSE (enroll_visit_has_sent (visit));
  fake_visit_set_has_sent (live, TRUE);
  EXPECT_TRUE (enroll_visit_has_sent (visit));
}

TEST_F (AdaptiveTest, HasSentWhatThePlainVisitHasSent)
{
  fake_visit_add_error (plain, NewTrouble (ENROLL_ERROR_UNREACHABLE));

  EXPECT_FALSE (Open ());
  EXPECT_FALSE (enroll_visit_has_sent (visit));
  fake_visit_set_has_sent (plain, TRUE);
  EXPECT_TRUE (enroll_visit_has_sent (visit));
}

TEST_F (AdaptiveTest, CanBeCancelledDuringTheTakeOver)
{
  AsyncResult result;

  fake_visit_add_form (plain, NewUnknownPage ());
  enroll_visit_open_async (visit, kLink, cancellable, AsyncResult::Callback, &result);
  ASSERT_TRUE (Eventually ([&] { return History (live).size () == 1; }));

  g_cancellable_cancel (cancellable);

  EXPECT_FALSE (End (&result));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

TEST_F (AdaptiveTest, ACancelledPlainStepIsNotTakenOver)
{
  AsyncResult result;

  enroll_visit_open_async (visit, kLink, cancellable, AsyncResult::Callback, &result);
  g_cancellable_cancel (cancellable);
  fake_visit_add_form (plain, NewUnknownPage ());

  EXPECT_FALSE (End (&result));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  EXPECT_EQ (n_made, 0);
}

TEST_F (AdaptiveTest, APageThatCameInSpiteOfACancellationIsNotTakenOver)
{
  AsyncResult result;

  fake_visit_set_ignores_cancel (plain, TRUE);
  enroll_visit_open_async (visit, kLink, cancellable, AsyncResult::Callback, &result);
  g_cancellable_cancel (cancellable);
  fake_visit_add_form (plain, NewUnknownPage ());

  EXPECT_FALSE (End (&result));
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  EXPECT_EQ (n_made, 0);
}

TEST_F (AdaptiveTest, TellsWhenTheLivePageMoves)
{
  enroll_visit_emit_moved (ENROLL_VISIT (live));
  EXPECT_EQ (n_moved, 0);
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_form (live, NewLoginPage ());
  ASSERT_TRUE (Open ());

  enroll_visit_emit_moved (ENROLL_VISIT (live));
  enroll_visit_emit_moved (ENROLL_VISIT (live));

  EXPECT_EQ (n_moved, 2);
}

TEST_F (AdaptiveTest, ALivePageThatOutlivesItTellsNobody)
{
  fake_visit_add_form (plain, NewUnknownPage ());
  fake_visit_add_form (live, NewLoginPage ());
  ASSERT_TRUE (Open ());

  g_clear_object (&visit);
  enroll_visit_emit_moved (ENROLL_VISIT (live));

  EXPECT_EQ (n_moved, 0);
}

} // namespace
