/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Boxes, windows, requests that never end, engines that crash, users that leave. */

#include "live-visitor.h"

#include <csignal>

namespace
{

const char kAddress[] = "alice@example.edu";
const char code_page[] = "<h1>Code</h1><form method=post action=/send><label>Access Code "
                         "<input name=c></label><button>Next</button></form>";
const char wait_page[] =
    "<h1>Certificate</h1><p>Please wait, your certificate is being issued.</p>";

/* A login form, whose button runs a script before it sends. */
std::string
LoginPage (const std::string &script = "")
{
  return "<h1>Login</h1><form method=post action=/send onsubmit=\"" + script +
         "\"><label>Email <input name=e></label><button>Submit</button></form>";
}

class VisitTrouble : public LiveVisitTest
{
protected:
  bool
  Open (const std::string &page)
  {
    portal.Reply ("/start", 200, page);
    portal.Reply ("/send", 200, code_page);
    return visitor->Enter (portal.Uri ("/start"));
  }

  bool
  Submit ()
  {
    return visitor->Submit ({ { "Email", kAddress } });
  }

  std::string
  Notice () const
  {
    GPtrArray *notices = visitor->Form () != nullptr ? visitor->Form ()->notices : nullptr;

    return notices != nullptr && notices->len > 0
               ? static_cast<const char *> (g_ptr_array_index (notices, 0))
               : "";
  }

  /* An answer that never comes. */
  void
  KeepWaiting (const std::string &path)
  {
    portal.On (path, [this] (SoupServerMessage *message) {
      soup_server_message_pause (message);
      held.push_back (SOUP_SERVER_MESSAGE (g_object_ref (message)));
    });
  }

  void
  TearDown () override
  {
    LiveVisitTest::TearDown ();
    for (SoupServerMessage *message : held)
      g_object_unref (message);
  }

  std::vector<SoupServerMessage *> held;
};

TEST_F (VisitTrouble, WhatABoxSaysIsAComplaint)
{
  ASSERT_TRUE (Open (LoginPage ("alert('Not on Sundays'); return false;")));

  ASSERT_TRUE (Submit ());

  EXPECT_EQ (Notice (), "Not on Sundays");
  EXPECT_EQ (portal.Count ("/send"), 0);
}

TEST_F (VisitTrouble, ABoxOnOpeningDoesNotStopThePage)
{
  ASSERT_TRUE (Open (LoginPage () + "<script>alert('Welcome')</script>"));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (VisitTrouble, AQuestionBackIsAnsweredAsTheButtonMeant)
{
  ASSERT_TRUE (Open (LoginPage ("return confirm('Send this address?')")));

  ASSERT_TRUE (Submit ());

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (portal.Count ("/send"), 1);
}

TEST_F (VisitTrouble, TermsInABoxAreNotAgreedToByTheProgram)
{
  ASSERT_TRUE (Open (LoginPage ("return confirm('Do you agree to the terms of the EULA?')")));

  ASSERT_TRUE (Submit ());

  EXPECT_EQ (Notice (), "Do you agree to the terms of the EULA?");
  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (portal.Count ("/send"), 0);
}

TEST_F (VisitTrouble, APromptIsAnsweredWithNothing)
{
  ASSERT_TRUE (Open (LoginPage ("this.e.value += prompt('Nickname?') ?? ''")));

  ASSERT_TRUE (Submit ());

  EXPECT_EQ (portal.Requests ().back ().body, "e=alice%40example.edu");
}

TEST_F (VisitTrouble, APageThatDoesNotWantToBeLeftIsLeft)
{
  ASSERT_TRUE (Open (LoginPage () +
                     "<script>window.onbeforeunload = e => { e.preventDefault(); return 'x'; "
                     "};</script>"));

  ASSERT_TRUE (Submit ());

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (VisitTrouble, ALoginInAWindowOfItsOwn)
{
  ASSERT_TRUE (Open (LoginPage () + "<script>onmessage = e => { document.forms[0].submit(); };"
                                    "</script>"));
  portal.Reply ("/pop-up", 200, "<p>Sign in here</p>");
  visitor->BeginWatch ();
  WebKitWebView *page = visitor->View ();

  visitor->Evaluate ("window.open('/pop-up', 'login', 'width=400,height=300')");
  ASSERT_TRUE (Eventually ([&] { return visitor->View () != page; }));
  ASSERT_TRUE (
      Eventually ([&] { return visitor->Evaluate ("return location.pathname") == "/pop-up"; }));
  EXPECT_EQ (visitor->Evaluate ("return typeof opener.postMessage"), "function");
  visitor->Evaluate ("setTimeout(() => { opener.postMessage('ok', '*'); close(); }, 0)");

  ASSERT_TRUE (visitor->End ());
  EXPECT_EQ (visitor->View (), page);
  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (VisitTrouble, AWindowThatIsClosedWhileItLoadsIsNotWaitedFor)
{
  ASSERT_TRUE (Open (LoginPage ()));
  KeepWaiting ("/slow");
  portal.Reply ("/pop-up", 200, "<p>Sign in here</p><script>fetch('/slow')</script>");
  visitor->BeginWatch ();
  WebKitWebView *page = visitor->View ();

  visitor->Evaluate ("window.open('/pop-up')");
  ASSERT_TRUE (Eventually ([&] { return visitor->View () != page && held.size () == 1; }));
  visitor->Evaluate ("setTimeout(() => close(), 0)");
  ASSERT_TRUE (Eventually ([&] { return visitor->View () == page; }));
  gint64 closed = g_get_monotonic_time ();
  visitor->Evaluate ("document.forms[0].submit()");

  ASSERT_TRUE (visitor->End ());
  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_LT (g_get_monotonic_time () - closed, 5 * G_USEC_PER_SEC);
}

TEST_F (VisitTrouble, ASecondWindowTakesThePlaceOfTheFirst)
{
  ASSERT_TRUE (Open (LoginPage ()));
  portal.Reply ("/one", 200, "<p>one</p>");
  portal.Reply ("/two", 200, "<p>two</p>");
  visitor->BeginWatch ();
  WebKitWebView *page = visitor->View ();

  visitor->Evaluate ("window.open('/one'); window.open('/two')");

  ASSERT_TRUE (Eventually ([&] {
    return visitor->View () != page && visitor->Evaluate ("return location.pathname") == "/two";
  }));
}

TEST_F (VisitTrouble, ARequestThatIsKeptOpenIsNotWaitedForForEver)
{
  KeepWaiting ("/poll");

  ASSERT_TRUE (Open (LoginPage () + "<script>fetch('/poll')</script>"));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
  ASSERT_TRUE (Submit ());
  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (VisitTrouble, APictureThatDoesNotComeIsNotWaitedForForEver)
{
  KeepWaiting ("/picture");

  ASSERT_TRUE (
      Open (LoginPage () + "<img src=/picture><script>new EventSource('/picture')</script>"));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
}

TEST_F (VisitTrouble, AnEngineThatCrashesIsToldAtOnce)
{
  ASSERT_TRUE (Open (wait_page));
  visitor->BeginWait ();
  std::vector<int> engines = ChildProcesses ("WebKitWebProcess");

  ASSERT_FALSE (engines.empty ());
  for (int pid : engines)
    kill (pid, SIGKILL);

  EXPECT_FALSE (visitor->End ());
  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (VisitTrouble, AnEngineThatCrashesBetweenTwoStepsIsToldInTheNext)
{
  ASSERT_TRUE (Open (LoginPage ()));
  for (int pid : ChildProcesses ("WebKitWebProcess"))
    kill (pid, SIGKILL);
  ASSERT_TRUE (AfterAWhile ([] { return ChildProcesses ("WebKitWebProcess").empty (); }));
  RunPending ();

  EXPECT_FALSE (Submit ());

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (portal.Count ("/send"), 0);
}

TEST_F (VisitTrouble, AnAnswerWithoutAPageIsNotWaitedForForEver)
{
  portal.Reply ("/start", 204, "", "");

  EXPECT_FALSE (visitor->Open (portal.Uri ("/start")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (VisitTrouble, AServiceThatIsDownIsUnavailable)
{
  portal.Reply ("/start", 503, "<p>Back soon</p>");

  EXPECT_FALSE (visitor->Open (portal.Uri ("/start")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE));
}

TEST_F (VisitTrouble, AWaitingPageThatMovesOnByItselfEndsTheWait)
{
  ASSERT_TRUE (Open (std::string (wait_page) +
                     "<script>setTimeout(() => { location = '/send' }, 1000)</script>"));
  ASSERT_EQ (visitor->Kind (), ENROLL_FORM_WAIT);

  ASSERT_TRUE (visitor->Wait ());

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
}

/* Where a step is when the user leaves. */
struct Leaving
{
  const char *name;
  void (*begin) (LiveVisitor *visitor, ScriptedServer *portal);
};

class LeaveTest : public VisitTrouble, public ::testing::WithParamInterface<Leaving>
{
};

bool
OpenFirst (LiveVisitor *visitor, ScriptedServer *portal, const std::string &page)
{
  portal->Reply ("/start", 200, page);
  portal->Reply ("/send", 200, code_page);
  return visitor->Enter (portal->Uri ("/start"));
}

const Leaving kLeavings[] = {
  { "AtOnce",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      portal->Reply ("/start", 200, LoginPage ());
      visitor->BeginOpen (portal->Uri ("/start"));
    } },
  { "Loading",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      portal->Reply ("/start", 200, LoginPage ());
      visitor->BeginOpen (portal->Uri ("/start"));
      Eventually ([&] { return portal->Count ("/start") == 1; });
    } },
  { "NeverAnswered",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      portal->On ("/start",
                  [] (SoupServerMessage *message) { soup_server_message_pause (message); });
      visitor->BeginOpen (portal->Uri ("/start"));
      Eventually ([&] { return portal->Count ("/start") == 1; });
    } },
  { "Filling",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      if (OpenFirst (visitor, portal, LoginPage ()))
        visitor->BeginSubmit ({ { "Email", kAddress } });
    } },
  { "Submitted",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      if (OpenFirst (visitor, portal, LoginPage ()))
        visitor->BeginSubmit ({ { "Email", kAddress } });
      Eventually ([&] { return portal->Count ("/send") == 1; });
    } },
  { "Hoping",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      if (OpenFirst (visitor, portal, LoginPage ("window.pressed = true; return false")))
        visitor->BeginSubmit ({ { "Email", kAddress } });
      Eventually ([&] { return visitor->Evaluate ("return window.pressed === true") == "true"; });
    } },
  { "Waiting",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      if (OpenFirst (visitor, portal, wait_page))
        visitor->BeginWait ();
      RunPending ();
    } },
  { "Watching",
    [] (LiveVisitor *visitor, ScriptedServer *portal) {
      if (OpenFirst (visitor, portal, LoginPage ()))
        visitor->BeginWatch ({ { "Email", kAddress } });
      Eventually (
          [&] { return visitor->Evaluate ("return document.forms[0].e.value") == kAddress; });
    } },
};

INSTANTIATE_TEST_SUITE_P (Moments,
                          LeaveTest,
                          ::testing::ValuesIn (kLeavings),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_P (LeaveTest, EndsTheStepAndAllItsProcesses)
{
  GetParam ().begin (visitor.get (), &portal);
  gpointer weak = visitor->Visit ();

  g_object_add_weak_pointer (G_OBJECT (weak), &weak);
  visitor->Cancel ();
  EXPECT_FALSE (visitor->End ());
  EXPECT_TRUE (visitor->WasCancelled ());

  visitor->Leave ();

  EXPECT_TRUE (Eventually ([&] { return weak == nullptr; })) << "somebody still waits";
  EXPECT_TRUE (AfterAWhile ([] { return ChildProcesses ("WebKitWebProcess").empty (); }));
  EXPECT_TRUE (AfterAWhile ([] { return ChildProcesses ("WebKitNetworkProcess").empty (); }));
  if (weak != nullptr)
    g_object_remove_weak_pointer (G_OBJECT (weak), &weak);
}

TEST_F (VisitTrouble, AStepThatIsCancelledBeforeItBeginsEndsToo)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = nullptr;
  AsyncResult result;

  ASSERT_TRUE (Open (wait_page));
  g_cancellable_cancel (cancelled);

  enroll_visit_wait_async (visitor->Visit (),
                           visitor->Form (),
                           cancelled,
                           AsyncResult::Callback,
                           &result);

  ASSERT_TRUE (result.Wait (3000));
  EXPECT_EQ (enroll_visit_step_finish (visitor->Visit (), result.Get (), &error), nullptr);
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

}
