/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Where a live page may go, what the program may type where, and what it never looks at. */

#include "live-visitor.h"

namespace
{

const char kAddress[] = "alice@example.edu";
const char code_page[] = "<h1>Code</h1><form method=post action=/send><label>Access Code "
                         "<input name=c></label><button>Next</button></form>";

std::string
LoginPage (const std::string &action, const std::string &attributes = "")
{
  return "<h1>Login</h1><form method=post action='" + action + "' " + attributes +
         "><label>Email <input name=e></label><button>Submit</button></form>";
}

class VisitGuard : public LiveVisitTest
{
protected:
  void
  Start (const std::string &page)
  {
    portal.Reply ("/start", 200, page);
    portal.Reply ("/send", 200, code_page);
    stranger.Reply ("/take", 200, LoginPage ("/take"));
    ASSERT_TRUE (visitor->Enter (portal.Uri ("/start")));
  }

  std::string
  LastForm () const
  {
    return portal.Requests ().empty () ? "" : portal.Requests ().back ().body;
  }

  /* Anything that a stranger was sent with what the program typed. */
  bool
  StrangerGotTheAnswer () const
  {
    for (const auto &seen : stranger.Requests ())
      {
        if (seen.body.find ("alice") != std::string::npos ||
            seen.path.find ("alice") != std::string::npos)
          return true;
      }
    return false;
  }
};

struct Leak
{
  const char *name;
  const char *markup; /* with %s for the stranger */
};

class AnswerLeak : public VisitGuard, public ::testing::WithParamInterface<Leak>
{
};

INSTANTIATE_TEST_SUITE_P (
    Forms,
    AnswerLeak,
    ::testing::Values (
        Leak{ "Action", "<form method=post action='%s/take'>F</form>" },
        Leak{ "Query", "<form method=get action='%s/take'>F</form>" },
        Leak{
            "ButtonsOwnAction",
            "<form method=post action=/send>E<button formaction='%s/take'>Submit</button></form>" },
        Leak{ "NewWindow", "<form method=post target=_blank action='%s/take'>F</form>" },
        Leak{ "NamedWindow", "<form method=post target=w action='%s/take'>F</form>" },
        Leak{ "Frame",
              "<iframe name=w></iframe><form method=post target=w action='%s/take'>F</form>" },
        Leak{ "Base", "<base href='%s/'><form method=post action='take'>F</form>" },
        Leak{ "ByScript",
              "<form method=post action=/send onsubmit=\"this.action='%s/take'\">F</form>" },
        Leak{ "PressedByScript",
              "<form method=post action='%s/take'>E<button type=button "
              "onclick='this.form.submit()'>Submit</button></form>" }),
    [] (const auto &info) { return std::string (info.param.name); });

TEST_P (AnswerLeak, EndsTheVisitBeforeAnythingLeaves)
{
  const std::string field = "<label>Email <input name=e></label>";
  std::string markup = GetParam ().markup;
  auto replace = [&] (const std::string &what, const std::string &with) {
    size_t at = markup.find (what);

    if (at != std::string::npos)
      markup.replace (at, what.size (), with);
  };

  replace ("%s", "https://" + stranger.Host ());
  replace (">F<", ">" + field + "<button>Submit</button><");
  replace (">E<", ">" + field + "<");
  Start ("<h1>Login</h1>" + markup);
  ASSERT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);

  EXPECT_FALSE (visitor->Submit ({ { "Email", kAddress } }));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_FALSE (StrangerGotTheAnswer ());
  EXPECT_EQ (stranger.Requests ().size (), 0u);
}

TEST_F (VisitGuard, AnswersAreNotForwardedToAStranger)
{
  Start (LoginPage ("/forward"));
  portal.Redirect ("/forward", 307, stranger.Uri ("/take"));

  EXPECT_FALSE (visitor->Submit ({ { "Email", kAddress } }));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (stranger.Requests ().empty ());
}

TEST_F (VisitGuard, ThePortalMayLeadToAStrangerWithoutTheAnswers)
{
  Start (LoginPage ("/forward"));
  portal.Redirect ("/forward", 303, stranger.Uri ("/take"));

  ASSERT_TRUE (visitor->Submit ({ { "Email", kAddress } })) << visitor->Error ()->message;

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_UNKNOWN);
  EXPECT_EQ (stranger.Count ("/take"), 1);
  EXPECT_FALSE (StrangerGotTheAnswer ());
}

TEST_F (VisitGuard, WithoutTlsNothingIsAskedFor)
{
  Start ("<title>x</title>" + LoginPage ("http://" + portal.Host () + "/send"));

  EXPECT_FALSE (visitor->Submit ({ { "Email", kAddress } }));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (portal.Count ("/send"), 0);
}

TEST_F (VisitGuard, ARedirectWithoutTlsIsRefused)
{
  portal.Redirect ("/start", 302, "http://" + portal.Host () + "/next");

  EXPECT_FALSE (visitor->Open (portal.Uri ("/start")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (portal.Count ("/next"), 0);
}

TEST_F (VisitGuard, AMailAddressThatTheUserPressesIsNoWayOut)
{
  Start (LoginPage ("/send") + "<a id=a href='mailto:help@example.edu'>Help</a>"
                               "<a id=b href='tel:+123'>Call</a>");
  visitor->BeginWatch ();
  RunPending ();

  visitor->Evaluate ("document.getElementById('a').click(); document.getElementById('b').click();");
  visitor->Evaluate ("document.forms[0].elements[0].value = 'x'; document.forms[0].submit();");

  ASSERT_TRUE (visitor->End ()) << visitor->Error ()->message;
  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (VisitGuard, AStrangersPageIsNeitherReadNorFilled)
{
  Start (LoginPage ("/send") + "<a id=a href='" + stranger.Uri ("/take") + "'>x</a>");
  visitor->BeginWatch ({ { "Email", kAddress } });
  ASSERT_TRUE (Eventually ([&] {
    return visitor->Evaluate ("return document.querySelector('input').value") == kAddress;
  }));

  visitor->Evaluate ("document.getElementById('a').click()");
  ASSERT_TRUE (
      Eventually ([&] { return visitor->Evaluate ("return location.host") == stranger.Host (); }));
  ASSERT_TRUE (
      Eventually ([&] { return visitor->Evaluate ("return document.readyState") == "complete"; }));

  EXPECT_FALSE (visitor->HasEnded ()) << "it is the user's page";
  EXPECT_EQ (visitor->Evaluate ("return document.querySelector('input').value"), "");

  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (visitor->Visit ());

  EXPECT_FALSE (place->is_portal);
}

TEST_F (VisitGuard, AStrangersPageIsNotSubmittedEither)
{
  Start (LoginPage ("/send"));
  g_autoptr (EnrollForm) form = enroll_form_ref (visitor->Form ());
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  AsyncResult result;

  visitor->BeginWatch ();
  visitor->Evaluate ("location = '" + stranger.Uri ("/take") + "'");
  ASSERT_TRUE (Eventually ([&] { return stranger.Count ("/take") == 1; }));
  ASSERT_TRUE (Eventually ([&] {
    return visitor->Evaluate ("return document.readyState + location.host") ==
           "complete" + stranger.Host ();
  }));
  visitor->Cancel ();
  visitor->End ();

  enroll_answers_set_text (answers, 0, kAddress);
  answers->button = static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, 0));
  enroll_visit_submit_async (visitor->Visit (),
                             form,
                             answers,
                             nullptr,
                             AsyncResult::Callback,
                             &result);
  ASSERT_TRUE (result.Wait ());
  g_autoptr (EnrollForm) came =
      enroll_visit_step_finish (visitor->Visit (), result.Get (), nullptr);

  EXPECT_EQ (visitor->Evaluate ("return document.querySelector('input').value"), "");
  EXPECT_EQ (stranger.Requests ().size (), 1u);
}

TEST_F (VisitGuard, FramesOfStrangersAreNoPartOfThePage)
{
  Start (LoginPage ("/send") + "<iframe src='" + stranger.Uri ("/take") + "'></iframe>");

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (visitor->Form ()->fields->len, 1u);
  EXPECT_EQ (visitor->Form ()->buttons->len, 1u);
  EXPECT_STREQ (visitor->Form ()->host, portal.Host ().c_str ());

  ASSERT_TRUE (visitor->Submit ({ { "Email", kAddress } }));
  EXPECT_EQ (LastForm (), "e=alice%40example.edu");
  EXPECT_FALSE (StrangerGotTheAnswer ());
}

TEST_F (VisitGuard, AFrameThatIsNotThereIsNoTrouble)
{
  Start (LoginPage ("/send") + "<iframe src='https://localhost:1/'></iframe>");

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (VisitGuard, AFrameWithoutTlsIsNoTrouble)
{
  Start (LoginPage ("/send") + "<iframe src='http://localhost:1/'></iframe>");

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (VisitGuard, ThePageCannotSeeTheProgram)
{
  Start (LoginPage ("/send"));

  EXPECT_EQ (visitor->Evaluate ("return typeof globalThis.enroll"), "undefined");
}

TEST_F (VisitGuard, NothingOfAVisitIsLeftForTheNext)
{
  portal.Reply ("/start",
                200,
                LoginPage ("/send") + "<script>localStorage.x = 'kept'</script>",
                "text/html",
                { { "Set-Cookie", "kept=1; Path=/; Max-Age=100000" } });
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/start")));
  EXPECT_EQ (visitor->Evaluate ("return document.cookie + localStorage.x"), "kept=1kept");

  visitor = std::make_unique<LiveVisitor> (std::vector<std::string>{ portal.Host () },
                                           ServerAuthority ().RootFile ());
  portal.Reply ("/again", 200, LoginPage ("/send"));
  ASSERT_TRUE (visitor->Open (portal.Uri ("/again")));

  EXPECT_EQ (visitor->Evaluate ("return document.cookie + localStorage.x"), "undefined");
}

}
