/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Live pages in which somebody else has a say: windows that they open, files that they hand out, and
 * under whose name all of it is shown. */

#include "hand.h"
#include "web-visit-test.h"

namespace
{

/* What hands out a file that holds @text, in one of several ways. */
const char *const kWays[] = { "attachment", "blob", "data" };

std::string
HandOut (const std::string &way, const std::string &text)
{
  std::string address = "'/file'";

  if (way == "blob")
    address = "URL.createObjectURL(new Blob(['" + text + "'], { type: 'application/x-pkcs12' }))";
  if (way == "data")
    address = "'data:application/x-pkcs12," + text + "'";
  return "<script>const link = document.createElement('a'); link.href = " + address +
         "; link.download = 'file.p12'; document.body.append(link); link.click();"
         "fetch('/done');</script>";
}

class WebWindows : public WebVisitTest
{
protected:
  WebWindows ()
  {
    for (auto *each : { &server, &stranger })
      each->Reply ("/done", 200, "x");
    server.Reply ("/file", 200, "mine", "application/octet-stream");
    stranger.Reply ("/file", 200, "theirs", "application/octet-stream");
  }

  void
  TearDown () override
  {
    hand.reset ();
    WebVisitTest::TearDown ();
  }

  void
  BeginAt (const std::string &path)
  {
    Begin (server.Uri (path), { server.Host () });
    hand = std::make_unique<Hand> (ENROLL_VISIT (visit));
  }

  std::string
  Frame (const std::string &path)
  {
    return "<iframe src='" + stranger.Uri (path) + "'></iframe>";
  }

  /* Under the name of this host. */
  bool
  Shows (const std::string &text, const std::string &host)
  {
    return Eventually ([&] { return hand->Text () == text && Place () == host; });
  }

  std::unique_ptr<Hand> hand;
};

TEST_F (WebWindows, AWindowMayOpenAnother)
{
  server.Reply ("/start", 200, "Start<script>window.open('/one')</script>");
  server.Reply ("/one", 200, "One<script>window.open('/two')</script>");
  server.Reply ("/two", 200, "Two");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Two", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, AWindowMayOpenAnotherAndGo)
{
  server.Reply ("/start", 200, "Start<script>window.open('/one')</script>");
  server.Reply ("/one", 200, "One<script>window.open('/two'); window.close();</script>");
  server.Reply ("/two", 200, "Two<script>window.close()</script>");
  BeginAt ("/start");
  EXPECT_TRUE (Eventually ([&] { return server.Count ("/two") == 1; }));
  EXPECT_TRUE (Shows ("Start", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, ASecondWindowTakesThePlaceOfTheFirst)
{
  server.Reply ("/start", 200, "Start<script>window.open('/one'); window.open('/two')</script>");
  server.Reply ("/one", 200, "One");
  server.Reply ("/two", 200, "Two");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Two", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, ALoginInAWindowOfItsOwnTellsThePage)
{
  server.Reply ("/start",
                200,
                "<h1>Login</h1><form action=/send><label>Email <input name=e></label>"
                "<button>Submit</button></form>"
                "<script>onmessage = event => document.forms[0].submit()</script>");
  server.Reply ("/login", 200, "<p>Sign in here<button>Done</button>");
  server.Reply ("/send",
                200,
                "<h1>Code</h1><form><label>Access Code <input name=c></label>"
                "<button>Next</button></form>");
  BeginAt ("/start");
  ASSERT_TRUE (End ()) << error->message;
  WebKitWebView *page = View ();

  BeginWatch ();
  Evaluate ("window.open('/login', 'login', 'width=400,height=300')");
  ASSERT_TRUE (Eventually ([&] { return hand->CanPress ("Done"); }));
  EXPECT_NE (View (), page);
  Evaluate ("document.querySelector('button').onclick = () => {"
            "opener.postMessage('ok', '*'); close(); }");
  EXPECT_TRUE (hand->Press ("Done"));

  ASSERT_TRUE (End ()) << error->message;
  EXPECT_EQ (View (), page);
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
}

/* Nobody tells how its requests end. */
TEST_F (WebWindows, AWindowThatIsClosedWhileItLoadsIsNotWaitedFor)
{
  server.On ("/never", soup_server_message_pause);
  server.Reply ("/start", 200, "Start");
  server.Reply ("/window", 200, "Window<script>fetch('/never')</script>");
  BeginAt ("/start");
  ASSERT_TRUE (End ()) << error->message;
  WebKitWebView *page = View ();

  BeginWatch ();
  Evaluate ("window.open('/window')");
  ASSERT_TRUE (Eventually ([&] { return View () != page && server.Count ("/never") == 1; }));
  EXPECT_TRUE (enroll_web_view_is_busy (visit->view));
  Evaluate ("setTimeout(() => close(), 0)");
  ASSERT_TRUE (Eventually ([&] { return View () == page; }));
  EXPECT_FALSE (enroll_web_view_is_busy (visit->view));
}

class WebFiles : public WebWindows, public ::testing::WithParamInterface<const char *>
{
protected:
  void
  ExpectNoFile ()
  {
    EXPECT_TRUE (Eventually ([&] { return stranger.Count ("/done") > 0; }));
    EXPECT_TRUE (End ()) << error->message;
    EXPECT_TRUE (Eventually ([&] { return !enroll_web_view_is_busy (visit->view); }));
    EXPECT_EQ (File (), "");
    EXPECT_EQ (visit->file, nullptr);
    EXPECT_EQ (CountFolders (), n_folders);
  }
};

INSTANTIATE_TEST_SUITE_P (Each, WebFiles, ::testing::ValuesIn (kWays), [] (const auto &info) {
  return std::string (info.param);
});

TEST_P (WebFiles, OfThePortalAreTaken)
{
  server.Reply ("/start", 200, "Start" + HandOut (GetParam (), "mine"));
  BeginAt ("/start");
  EXPECT_TRUE (End ()) << error->message;
  EXPECT_EQ (File (), "mine");
  EXPECT_EQ (form->host, server.Host ());
}

TEST_P (WebFiles, OfAPageOfAnotherHostAreNot)
{
  server.Redirect ("/start", 302, stranger.Uri ("/login"));
  stranger.Reply ("/login", 200, "Login" + HandOut (GetParam (), "theirs"));
  BeginAt ("/start");
  ExpectNoFile ();
}

TEST_P (WebFiles, OfAFrameOfAnotherHostAreNot)
{
  server.Reply ("/start", 200, "Start" + Frame ("/frame"));
  stranger.Reply ("/frame", 200, "Frame" + HandOut (GetParam (), "theirs"));
  BeginAt ("/start");
  ExpectNoFile ();
}

TEST_P (WebFiles, OfAWindowOfAnotherHostAreNot)
{
  server.Reply ("/start", 200, "Start" + Frame ("/frame"));
  stranger.Reply ("/frame", 200, "Frame<script>window.open('/window')</script>");
  stranger.Reply ("/window", 200, "Window" + HandOut (GetParam (), "theirs"));
  BeginAt ("/start");
  ExpectNoFile ();
}

/* Whoever was there before counts no more. */
TEST_P (WebFiles, OfThePortalAreTakenAfterALoginElsewhere)
{
  server.Redirect ("/start", 302, stranger.Uri ("/login"));
  stranger.Reply ("/login",
                  200,
                  "Login<script>location.href = '" + server.Uri ("/back") + "'</script>");
  server.Reply ("/back", 200, "Back" + HandOut (GetParam (), "mine"));
  BeginAt ("/start");
  for (int i = 0; i < 2 && File () == ""; i++)
    {
      EXPECT_TRUE (End ()) << error->message;
      if (File () == "")
        BeginWatch ();
    }
  EXPECT_EQ (File (), "mine");
}

TEST_F (WebWindows, AFileToWhichThePortalLeadsElsewhereIsNotTaken)
{
  server.Redirect ("/leave", 302, stranger.Uri ("/file"));
  server.Reply ("/start", 200, "Start<script>location.href = '/leave'</script>");
  BeginAt ("/start");
  EXPECT_TRUE (Eventually ([&] { return stranger.Count ("/file") > 0; }));
  EXPECT_TRUE (End ()) << error->message;
  EXPECT_EQ (File (), "");
  EXPECT_EQ (visit->file, nullptr);
}

/* A page can write into a window without an address, and then leave it over another page. */
TEST_F (WebWindows, AWindowWithoutAnAddressIsNotShown)
{
  server.Redirect ("/start", 302, stranger.Uri ("/login"));
  stranger.Reply ("/login",
                  200,
                  "Login<script>const opened = window.open('about:blank');"
                  "opened.document.body.append('Fake');"
                  "fetch('/done').then(() => { location.href = '" +
                      server.Uri ("/genuine") + "' })</script>");
  server.Reply ("/genuine", 200, "Genuine");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Genuine", server.Host ()));
  EXPECT_TRUE (End ());
}

TEST_F (WebWindows, AFrameCoversThePageWithNothing)
{
  server.Reply ("/start", 200, "Start" + Frame ("/frame"));
  stranger.Reply ("/frame",
                  200,
                  "Frame<script>window.open('about:blank').document.body.append('Fake');"
                  "fetch('/done')</script>");
  BeginAt ("/start");
  EXPECT_TRUE (Eventually ([&] { return stranger.Count ("/done") > 0; }));
  EXPECT_TRUE (End ()) << error->message;
  EXPECT_TRUE (Shows ("Start", server.Host ()));
}

TEST_F (WebWindows, AWindowIsShownUnderItsOwnName)
{
  server.Reply ("/start", 200, "Start" + Frame ("/frame"));
  stranger.Reply ("/frame", 200, "Frame<script>window.open('/window')</script>");
  stranger.Reply ("/window", 200, "Window");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Window", stranger.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, AWindowThatIsLedSomewhereLaterIsShownThen)
{
  server.Reply ("/start",
                200,
                "Start<script>const opened = window.open('about:blank');"
                "fetch('/done').then(() => { opened.location = '/window' })</script>");
  server.Reply ("/window", 200, "Window");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Window", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

/* What is written into it then has no address again. */
TEST_F (WebWindows, AWindowThatLosesItsAddressIsShownNoMore)
{
  server.Reply ("/start", 200, "Start<script>const opened = window.open('/window')</script>");
  server.Reply ("/window",
                200,
                "Window<script>fetch('/done').then(() => { location = 'about:blank' })</script>");
  BeginAt ("/start");
  EXPECT_TRUE (Eventually ([&] { return server.Count ("/done") > 0; }));
  EXPECT_TRUE (Shows ("Start", server.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

TEST_F (WebWindows, AWindowGoesWithTheOriginOfItsPage)
{
  server.Reply ("/start", 200, "Start<script>window.open('/window')</script>");
  server.Reply ("/window",
                200,
                "Window<script>fetch('/done').then(() => { opener.location = '" +
                    stranger.Uri ("/login") + "' })</script>");
  stranger.Reply ("/login", 200, "Login");
  BeginAt ("/start");
  EXPECT_TRUE (Shows ("Login", stranger.Host ()));
  EXPECT_TRUE (End ()) << error->message;
}

/* The page stays to be seen until the next one comes. */
TEST_F (WebWindows, APlaceIsNotTheOneThatIsStillToCome)
{
  server.Redirect ("/start", 302, stranger.Uri ("/login"));
  stranger.Reply ("/login", 200, "Login");
  server.On ("/never", soup_server_message_pause);
  BeginAt ("/start");
  EXPECT_TRUE (End ()) << error->message;
  Begin (server.Uri ("/never"), {});
  EXPECT_TRUE (Eventually ([&] { return server.Count ("/never") > 0; }));
  EXPECT_EQ (hand->Text (), "Login");
  EXPECT_EQ (Place (), stranger.Host ());
  g_cancellable_cancel (cancellable);
  EXPECT_FALSE (End ());
}

} // namespace
