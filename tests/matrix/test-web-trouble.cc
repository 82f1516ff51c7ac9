/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a live page puts in the way: boxes of its own, requests that never end, no page at all, an engine
 * that crashes. And users that leave in the middle of it. */

#include <csignal>

#include "web-visit-test.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kCodePage = "<h1>Code</h1><form method=post action=/send><label>Access Code "
                                  "<input name=c></label><button>Next</button></form>";
constexpr const char *kWaitPage =
    "<h1>Certificate</h1><p>Please wait, your certificate is being issued.</p>";
constexpr const char *kPages = "WebKitWebProces";
constexpr const char *kNetwork = "WebKitNetworkPr";

/* A login form that runs a script before it is sent. */
std::string
LoginPage (const std::string &script = "")
{
  return "<h1>Login</h1><form method=post action=/send onsubmit=\"" + script +
         "\"><label>Email <input name=e></label><button>Submit</button></form>";
}

class WebTrouble : public WebVisitTest
{
protected:
  bool
  Start (const std::string &page)
  {
    server.Reply ("/start", 200, page);
    server.Reply ("/send", 200, kCodePage);
    return Enter (server.Uri ("/start"));
  }

  bool
  SubmitAddress ()
  {
    return Submit ({ { "Email", kAddress } });
  }

  std::string
  Notice () const
  {
    return form != nullptr && form->notices->len > 0
               ? static_cast<const char *> (form->notices->pdata[0])
               : "";
  }

  /* An answer that never comes. */
  void
  KeepWaiting (const std::string &path)
  {
    server.On (path, soup_server_message_pause);
  }

  static void
  KillPages ()
  {
    std::vector<int> pages = Processes (kPages);

    EXPECT_FALSE (pages.empty ());
    for (int pid : pages)
      kill (pid, SIGKILL);
  }
};

TEST_F (WebTrouble, WhatABoxSaysIsAComplaint)
{
  ASSERT_TRUE (Start (LoginPage ("alert('Not on Sundays'); return false;"))) << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Notice (), "Not on Sundays");
  EXPECT_EQ (server.Count ("/send"), 0);
}

TEST_F (WebTrouble, WhatThePageShowsOfAnAnswerIsNotThePortals)
{
  ASSERT_TRUE (Start (LoginPage ("setTimeout(() => this.submit(), 700); return false;") +
                      "<p id=echo>Nobody</p><script>document.querySelector('input').oninput = "
                      "(event) => { echo.textContent = event.target.value; };</script>"))
      << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (server.Count ("/send"), 1);
}

/* The form is there again, as it was when its button was pressed, until the portal has answered. */
TEST_F (WebTrouble, TheFormBehindTermsIsNotThePortalsAnswer)
{
  ASSERT_TRUE (Start (LoginPage ("terms.showModal(); return false;") +
                      "<dialog id=terms><h2>EULA</h2><p>This agreement is between you and "
                      "nobody. You will keep your private key to yourself.</p>"
                      "<button id=yes>Accept</button><button>Decline</button></dialog><script>"
                      "yes.onclick = () => { terms.close();"
                      "  setTimeout(() => document.querySelector('form').submit(), 700); };"
                      "</script>"))
      << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  ASSERT_EQ (Kind (), ENROLL_FORM_TERMS);
  ASSERT_TRUE (Submit ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (server.Count ("/send"), 1);
}

TEST_F (WebTrouble, ABoxOnOpeningDoesNotStopThePage)
{
  ASSERT_TRUE (Start (LoginPage () + "<script>alert('Welcome')</script>")) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (WebTrouble, AQuestionBackIsAnsweredAsTheButtonMeant)
{
  ASSERT_TRUE (Start (LoginPage ("return confirm('Send this address?')"))) << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (server.Count ("/send"), 1);
}

TEST_F (WebTrouble, TermsInABoxAreNotAgreedToByTheProgram)
{
  ASSERT_TRUE (Start (LoginPage ("return confirm('Do you agree to the terms of the EULA?')")))
      << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Notice (), "Do you agree to the terms of the EULA?");
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (server.Count ("/send"), 0);
}

TEST_F (WebTrouble, APromptIsAnsweredWithNothing)
{
  ASSERT_TRUE (Start (LoginPage ("this.e.value += prompt('Nickname?') ?? ''"))) << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (server.Requests ().back ().body, "e=alice%40example.edu");
}

TEST_F (WebTrouble, APageThatDoesNotWantToBeLeftIsLeft)
{
  ASSERT_TRUE (Start (LoginPage () + "<script>window.onbeforeunload = event => {"
                                     "event.preventDefault(); return 'x'; };</script>"))
      << error->message;

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (WebTrouble, ARequestThatIsKeptOpenIsNotWaitedForForEver)
{
  KeepWaiting ("/poll");
  ASSERT_TRUE (Start (LoginPage () + "<script>fetch('/poll')</script>")) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);

  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (WebTrouble, APictureThatDoesNotComeIsNotWaitedForForEver)
{
  KeepWaiting ("/picture");
  ASSERT_TRUE (
      Start (LoginPage () + "<img src=/picture><script>new EventSource('/picture')</script>"))
      << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (WebTrouble, AnEngineThatCrashesIsToldAtOnce)
{
  ASSERT_TRUE (Start (kWaitPage)) << error->message;
  BeginWait ();
  KillPages ();

  EXPECT_FALSE (End ());
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (WebTrouble, AfterACrashTheLinkCanBeOpenedAgain)
{
  ASSERT_TRUE (Start (LoginPage ())) << error->message;
  KillPages ();
  ASSERT_TRUE (Eventually ([&] { return enroll_web_view_get_crash (visit->view) != nullptr; }));

  ASSERT_TRUE (Open (server.Uri ("/start"), {})) << error->message;
  ASSERT_TRUE (SubmitAddress ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (WebTrouble, AnEngineThatCrashesBetweenTwoStepsIsToldInTheNext)
{
  ASSERT_TRUE (Start (LoginPage ())) << error->message;
  KillPages ();
  ASSERT_TRUE (AfterAWhile ([] { return Processes (kPages).empty (); }));

  EXPECT_FALSE (SubmitAddress ());
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (server.Count ("/send"), 0);
}

TEST_F (WebTrouble, AnAnswerWithoutAPageIsNotWaitedForForEver)
{
  server.Reply ("/start", 204, "", "");

  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (WebTrouble, AServiceThatIsDownIsUnavailable)
{
  server.Reply ("/start", 503, "<p>Back soon</p>");

  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (WebTrouble, AWaitingPageThatMovesOnByItselfEndsTheWait)
{
  ASSERT_TRUE (Start (std::string (kWaitPage) +
                      "<script>setTimeout(() => { location = '/send' }, 1000)</script>"))
      << error->message;
  ASSERT_EQ (Kind (), ENROLL_FORM_WAIT);

  BeginWait ();
  ASSERT_TRUE (End ()) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (WebTrouble, AStepThatIsCancelledBeforeItBeginsEndsToo)
{
  ASSERT_TRUE (Start (kWaitPage)) << error->message;
  g_cancellable_cancel (cancellable);
  BeginWait ();
  EXPECT_TRUE (Eventually ([&] { return HasEnded (); }, 3000));
  EXPECT_FALSE (End ());
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

/* Where a step is when the user leaves. */
class WebLeaving : public WebTrouble
{
protected:
  void
  LeaveHere ()
  {
    gpointer weak = visit;

    g_object_add_weak_pointer (G_OBJECT (weak), &weak);
    EXPECT_FALSE (HasEnded ());
    g_cancellable_cancel (cancellable);
    EXPECT_FALSE (End ());
    EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));

    g_clear_object (&visit);
    EXPECT_TRUE (Eventually ([&] { return weak == nullptr; })) << "somebody still waits";
    EXPECT_TRUE (AfterAWhile ([] { return Processes (kPages).empty (); }));
    EXPECT_TRUE (AfterAWhile ([] { return Processes (kNetwork).empty (); }));
    if (weak != nullptr)
      g_object_remove_weak_pointer (G_OBJECT (weak), &weak);
  }

  void
  BeginStart ()
  {
    server.Reply ("/start", 200, LoginPage ());
    Begin (server.Uri ("/start"), { server.Host () });
  }
};

TEST_F (WebLeaving, AtOnce)
{
  BeginStart ();
  LeaveHere ();
}

TEST_F (WebLeaving, WhileAPageComes)
{
  BeginStart ();
  ASSERT_TRUE (Eventually ([&] { return server.Count ("/start") == 1; }));
  LeaveHere ();
}

TEST_F (WebLeaving, WhileNoPageComes)
{
  KeepWaiting ("/start");
  BeginStart ();
  ASSERT_TRUE (Eventually ([&] { return server.Count ("/start") == 1; }));
  LeaveHere ();
}

TEST_F (WebLeaving, WhileAFormIsFilled)
{
  ASSERT_TRUE (Start (LoginPage ())) << error->message;
  BeginSubmit ({ { "Email", kAddress } });
  LeaveHere ();
}

TEST_F (WebLeaving, WhenAFormWasSent)
{
  ASSERT_TRUE (Start (LoginPage ())) << error->message;
  BeginSubmit ({ { "Email", kAddress } });
  ASSERT_TRUE (Eventually ([&] { return server.Count ("/send") == 1; }));
  LeaveHere ();
}

TEST_F (WebLeaving, WhenNothingComesOfAButton)
{
  ASSERT_TRUE (Start (LoginPage ("fetch('/pressed'); return false"))) << error->message;
  BeginSubmit ({ { "Email", kAddress } });
  ASSERT_TRUE (Eventually ([&] { return server.Count ("/pressed") == 1; }));
  LeaveHere ();
}

TEST_F (WebLeaving, WhileItIsWaited)
{
  ASSERT_TRUE (Start (kWaitPage)) << error->message;
  BeginWait ();
  RunPending ();
  LeaveHere ();
}

TEST_F (WebLeaving, WhileTheUserIsOnThePage)
{
  ASSERT_TRUE (Start (LoginPage ())) << error->message;
  BeginWatch ({ { "Email", kAddress } });
  ASSERT_TRUE (
      Eventually ([&] { return Evaluate ("return document.forms[0].e.value") == kAddress; }));
  LeaveHere ();
}

}
