/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Where a live page may go, what the program may type where, whose pages it never looks at, and who is
 * trusted to be a host. */

#include "web-visit-test.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kCodePage = "<h1>Code</h1><form method=post action=/send><label>Access Code "
                                  "<input name=c></label><button>Next</button></form>";

std::string
LoginPage (const std::string &action)
{
  return "<h1>Login</h1><form method=post action='" + action +
         "'><label>Email <input name=e></label><button>Submit</button></form>";
}

class WebPolicy : public WebVisitTest
{
protected:
  bool
  Start (const std::string &page)
  {
    server.Reply ("/start", 200, page);
    server.Reply ("/send", 200, kCodePage);
    stranger.Reply ("/take", 200, LoginPage ("/take"));
    return Enter (server.Uri ("/start"));
  }

  /* Anything that a stranger was sent with what the program typed. */
  bool
  StrangerGotTheAnswer () const
  {
    for (const auto &seen : stranger.Requests ())
      {
        if ((seen.body + seen.path).find ("alice") != std::string::npos)
          return true;
      }
    return false;
  }

  /* The user is led to the page of a stranger, which is there, and was looked at. */
  void
  GoToStranger ()
  {
    Evaluate ("location = '" + stranger.Uri ("/take") + "'");
    ASSERT_TRUE (Eventually (
        [&] { return visit->form != nullptr && visit->form->host == stranger.Host (); }));
  }

  std::string
  Typed () const
  {
    return Evaluate ("return document.querySelector('input').value");
  }
};

struct Leak
{
  const char *name;
  const char *markup; /* STRANGER is the stranger's origin, FIELD a field, BUTTON a button */
};

class AnswerLeak : public WebPolicy, public ::testing::WithParamInterface<Leak>
{
};

INSTANTIATE_TEST_SUITE_P (
    Forms,
    AnswerLeak,
    ::testing::Values (
        Leak{ "Action", "<form method=post action='STRANGER/take'>FIELD BUTTON</form>" },
        Leak{ "Query", "<form method=get action='STRANGER/take'>FIELD BUTTON</form>" },
        Leak{ "ButtonsOwnAction",
              "<form method=post action=/send>FIELD<button formaction='STRANGER/take'>Submit"
              "</button></form>" },
        Leak{ "NewWindow",
              "<form method=post target=_blank action='STRANGER/take'>FIELD BUTTON</form>" },
        Leak{ "NamedWindow",
              "<form method=post target=w action='STRANGER/take'>FIELD BUTTON</form>" },
        Leak{ "Frame",
              "<iframe name=w></iframe><form method=post target=w action='STRANGER/take'>"
              "FIELD BUTTON</form>" },
        Leak{ "Base",
              "<base href='STRANGER/'><form method=post action='take'>FIELD BUTTON</form>" },
        Leak{ "ByScript",
              "<form method=post action=/send onsubmit=\"this.action='STRANGER/take'\">"
              "FIELD BUTTON</form>" },
        Leak{ "PressedByScript",
              "<form method=post action='STRANGER/take'>FIELD<button type=button "
              "onclick='this.form.submit()'>Submit</button></form>" }),
    [] (const auto &info) { return std::string (info.param.name); });

TEST_P (AnswerLeak, EndsTheVisitBeforeAnythingLeaves)
{
  std::string markup = GetParam ().markup;
  auto replace = [&] (const std::string &what, const std::string &with) {
    size_t at = markup.find (what);

    if (at != std::string::npos)
      markup.replace (at, what.size (), with);
  };

  replace ("STRANGER", stranger.Uri (""));
  replace ("FIELD", "<label>Email <input name=e></label>");
  replace ("BUTTON", "<button>Submit</button>");
  ASSERT_TRUE (Start ("<h1>Login</h1>" + markup)) << error->message;
  ASSERT_EQ (Kind (), ENROLL_FORM_LOGIN);

  EXPECT_FALSE (Submit ({ { "Email", kAddress } }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_FALSE (StrangerGotTheAnswer ());
  EXPECT_TRUE (stranger.Requests ().empty ());
}

TEST_F (WebPolicy, AnswersAreNotForwardedToAStranger)
{
  server.Redirect ("/forward", 307, stranger.Uri ("/take"));
  ASSERT_TRUE (Start (LoginPage ("/forward"))) << error->message;

  EXPECT_FALSE (Submit ({ { "Email", kAddress } }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (server.Count ("/forward"), 1);
  EXPECT_TRUE (stranger.Requests ().empty ());
}

TEST_F (WebPolicy, ThePortalMayLeadToAStrangerWithoutTheAnswers)
{
  server.Redirect ("/forward", 303, stranger.Uri ("/take"));
  ASSERT_TRUE (Start (LoginPage ("/forward"))) << error->message;

  ASSERT_TRUE (Submit ({ { "Email", kAddress } })) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_UNKNOWN);
  EXPECT_EQ (stranger.Count ("/take"), 1);
  EXPECT_FALSE (StrangerGotTheAnswer ());
}

TEST_F (WebPolicy, WithoutTlsNothingIsSentToThePortalEither)
{
  ASSERT_TRUE (Start (LoginPage ("http://" + server.Host () + "/send"))) << error->message;

  EXPECT_FALSE (Submit ({ { "Email", kAddress } }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (server.Count ("/send"), 0);
}

TEST_F (WebPolicy, ARedirectWithoutTlsIsRefused)
{
  ScriptedServer open (nullptr);

  open.Reply ("/next", 200, LoginPage ("/send"));
  server.Redirect ("/start", 302, open.Uri ("/next"));

  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host (), open.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (open.Requests ().empty ());
}

TEST_F (WebPolicy, ALinkToAStrangerIsNotOpened)
{
  EXPECT_FALSE (Open (stranger.Uri ("/start"), { server.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (stranger.Requests ().empty ());
}

TEST_F (WebPolicy, AMailAddressThatTheUserPressesIsNoWayOut)
{
  ASSERT_TRUE (Start (LoginPage ("/send") + "<a id=a href='mailto:help@example.edu'>Help</a>"
                                            "<a id=b href='tel:+123'>Call</a>"))
      << error->message;
  BeginWatch ();
  Evaluate ("document.getElementById('a').click(); document.getElementById('b').click();");
  Evaluate ("document.forms[0].elements[0].value = 'x'; document.forms[0].submit();");

  ASSERT_TRUE (End ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (WebPolicy, AStrangersPageIsNeitherReadNorFilled)
{
  ASSERT_TRUE (Start (LoginPage ("/send"))) << error->message;
  BeginWatch ({ { "Email", kAddress } });
  ASSERT_TRUE (Eventually ([&] { return Typed () == kAddress; }));
  ASSERT_NO_FATAL_FAILURE (GoToStranger ());

  EXPECT_FALSE (HasEnded ()) << "it is the user's page";
  EXPECT_EQ (visit->form->fields->len, 0u);
  EXPECT_EQ (visit->form->buttons->len, 0u);
  EXPECT_EQ (Typed (), "");
  EXPECT_EQ (Place (), stranger.Host ());
}

TEST_F (WebPolicy, AStrangersPageIsNotSubmittedEither)
{
  ASSERT_TRUE (Start (LoginPage ("/send"))) << error->message;
  g_autoptr (EnrollForm) login = enroll_form_ref (form);

  BeginWatch ();
  ASSERT_NO_FATAL_FAILURE (GoToStranger ());
  g_cancellable_cancel (cancellable);
  EXPECT_FALSE (End ());

  form = enroll_form_ref (login);
  EXPECT_TRUE (Submit ({ { "Email", kAddress } }));
  EXPECT_EQ (Typed (), "");
  EXPECT_EQ (stranger.Requests ().size (), 1u);
}

TEST_F (WebPolicy, FramesOfStrangersAreNoPartOfThePage)
{
  ASSERT_TRUE (
      Start (LoginPage ("/send") + "<iframe src='" + stranger.Uri ("/take") + "'></iframe>"))
      << error->message;
  EXPECT_EQ (stranger.Count ("/take"), 1);
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (form->fields->len, 1u);
  EXPECT_EQ (form->buttons->len, 1u);
  EXPECT_EQ (form->host, server.Host ());

  ASSERT_TRUE (Submit ({ { "Email", kAddress } })) << error->message;
  EXPECT_EQ (server.Requests ().back ().body, "e=alice%40example.edu");
  EXPECT_FALSE (StrangerGotTheAnswer ());
}

TEST_F (WebPolicy, AFrameThatIsNotThereIsNoTrouble)
{
  ASSERT_TRUE (Start (LoginPage ("/send") + "<iframe src='https://" + gone + "/'></iframe>"))
      << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
}

/* It stays empty, as in a browser. */
TEST_F (WebPolicy, AFrameWithoutTlsIsNoTrouble)
{
  ScriptedServer open (nullptr);

  ASSERT_TRUE (Start (LoginPage ("/send") + "<iframe src='" + open.Uri ("/") +
                      "'></iframe><iframe src='http://example.invalid/'></iframe>"))
      << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
  EXPECT_TRUE (open.Requests ().empty ());
}

TEST_F (WebPolicy, ALinkWithoutTlsIsRefused)
{
  ScriptedServer open (nullptr);

  ASSERT_TRUE (Start (LoginPage ("/send") + "<a href='" + open.Uri ("/") + "'>Elsewhere</a>"))
      << error->message;
  BeginWatch ();
  Evaluate ("document.querySelector('a').click()");

  EXPECT_FALSE (End ());
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (open.Requests ().empty ());
}

/* The engine asks twice, for at first it does not know the authority. */
TEST_F (WebPolicy, AHostThatTheAdministratorsAuthorityVerifiesIsAskedOnce)
{
  server.Reply ("/start", 200, LoginPage ("/send"));

  ASSERT_TRUE (Open (server.Uri ("/start"), { server.Host () })) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (server.Count ("/start"), 1);
}

TEST_F (WebPolicy, AHostThatAnotherAuthorityWouldVerifyIsNotShown)
{
  Authority other ("Other");

  server.Reply ("/start", 200, LoginPage ("/send"));

  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host () }, other.RootFile ()));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_EQ (Evaluate ("return document.body?.innerText ?? ''"), "");
  EXPECT_TRUE (server.Requests ().empty ());
}

TEST_F (WebPolicy, ACertificateOfAnotherHostIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate = ServerAuthority ().MakeServer ("other.example");
  ScriptedServer wrong (certificate);

  EXPECT_FALSE (Open (wrong.Uri ("/start"), { wrong.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (wrong.Requests ().empty ());
}

TEST_F (WebPolicy, AnExpiredCertificateIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate =
      ServerAuthority ().MakeServer ("localhost",
                                     "activation_date = \"2020-01-01 00:00:00 UTC\"\n"
                                     "expiration_date = \"2020-02-01 00:00:00 UTC\"\n");
  ScriptedServer old (certificate);

  EXPECT_FALSE (Open (old.Uri ("/start"), { old.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (old.Requests ().empty ());
}

TEST_F (WebPolicy, AStrangerThatNobodyVerifiesIsInsecureToo)
{
  Authority other ("Other");
  g_autoptr (GTlsCertificate) certificate = other.MakeServer ("localhost");
  ScriptedServer impostor (certificate);

  server.Redirect ("/start", 302, impostor.Uri ("/login"));

  EXPECT_FALSE (Enter (server.Uri ("/start")));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (impostor.Requests ().empty ());
}

}
