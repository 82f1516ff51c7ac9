/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* How a portal is looked at again while the authority makes the certificate, and after an error. */

#include "enroll-error.h"

#include "visitor.h"

namespace
{

const char known_page[] = "<form method=post action=/send><label>Access Code <input name=c>"
                          "</label><button>Submit</button></form>";
const char wait_page[] = "<p>Please wait, your certificate is being issued.</p>";

class HttpWaiting : public GlibTest
{
protected:
  HttpWaiting ()
      : server (LocalhostCertificate ()),
        visitor ({ server.Host () }, ServerAuthority ().RootFile ())
  {
  }

  double
  SecondsBetween (size_t first, size_t second) const
  {
    return static_cast<double> (server.Requests ()[second].time_us -
                                server.Requests ()[first].time_us) /
           G_USEC_PER_SEC;
  }

  ScriptedServer server;
  Visitor visitor;
};

}

TEST_F (HttpWaiting, WaitsAtThePaceOfThePages)
{
  server.Reply ("/start",
                200,
                std::string ("<meta http-equiv=refresh content='1; url=/look'>") + wait_page);
  server.Reply ("/look", 202, wait_page, "text/html", { { "Retry-After", "2" } });
  server.Reply ("/look", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_EQ (visitor.Kind (), ENROLL_FORM_WAIT);
  ASSERT_TRUE (visitor.Wait ()) << visitor.Error ()->message;
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_ACCESS_CODE);
  ASSERT_EQ (server.Requests ().size (), 3u);
  EXPECT_GE (SecondsBetween (0, 1), 0.99);
  EXPECT_GE (SecondsBetween (1, 2), 1.99);
}

TEST_F (HttpWaiting, TheFirstWaitIsAsLongAsThePortalSays)
{
  server.Reply ("/start", 200, wait_page, "text/html", { { "Retry-After", "4" } });
  server.Reply ("/start", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_TRUE (visitor.Wait ());
  EXPECT_GE (SecondsBetween (0, 1), 3.99);
}

TEST_F (HttpWaiting, WaitsOutAPortalThatIsTooBusy)
{
  server.Reply ("/start", 200, std::string ("<meta http-equiv=refresh content=0>") + wait_page);
  server.Reply ("/start", 503, "<p>Too busy", "text/html", { { "Retry-After", "1" } });
  server.Reply ("/start", 429, "", "text/plain", { { "Retry-After", "1" } });
  server.Reply ("/start", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_TRUE (visitor.Wait ()) << visitor.Error ()->message;
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_GE (SecondsBetween (1, 2), 0.99);
  EXPECT_GE (SecondsBetween (2, 3), 0.99);
}

TEST_F (HttpWaiting, APageThatReloadsAtOnceIsNotHammered)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  server.Reply ("/start", 200, std::string ("<meta http-equiv=refresh content=0>") + wait_page);
  server.Reply ("/start", 200, std::string ("<meta http-equiv=refresh content=0>") + wait_page);
  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  g_timeout_add (
      1500,
      [] (gpointer cancelled) {
        g_cancellable_cancel (G_CANCELLABLE (cancelled));
        return static_cast<gboolean> (G_SOURCE_REMOVE);
      },
      cancellable);
  EXPECT_FALSE (visitor.Wait (cancellable));
  EXPECT_LE (server.Requests ().size (), 10u);
}

TEST_F (HttpWaiting, PressesThePagesOwnButtonToLookAgain)
{
  server.Reply ("/start",
                200,
                std::string ("<meta http-equiv=refresh content=1>") + wait_page +
                    "<form method=post action=/state><input type=hidden name=id value=7>"
                    "<button name=do value=look>Refresh</button></form>");
  server.Reply ("/state", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_TRUE (visitor.Wait ());
  EXPECT_EQ (server.Requests ()[1].body, "id=7&do=look");
}

/* A button that closes a dialog sends nothing (HTML 4.10.22.3): the page itself is looked at. */
TEST_F (HttpWaiting, LooksAtThePageIfItsButtonLeadsNowhere)
{
  const char *forms[] = {
    "<form method=dialog><button>Refresh</button></form>",
    "<form method=post action=/state><button formmethod=dialog>Refresh</button></form>",
    "<dialog open><form method=DIALOG action=/state><button name=a>Refresh</button></form></dialog>",
  };
  int n = 0;

  for (const char *form : forms)
    {
      std::string path = "/start/" + std::to_string (n++);

      server.Reply (path,
                    200,
                    std::string ("<meta http-equiv=refresh content=0>") + wait_page + form);
      server.Reply (path, 200, known_page);
      ASSERT_TRUE (visitor.Open (server.Uri (path))) << form;
      ASSERT_EQ (visitor.Kind (), ENROLL_FORM_WAIT) << form;
      ASSERT_TRUE (visitor.Wait ()) << form << visitor.Error ()->message;
      EXPECT_EQ (visitor.Kind (), ENROLL_FORM_ACCESS_CODE) << form;
      EXPECT_EQ (server.Count (path), 2) << form;
    }
  EXPECT_EQ (server.Count ("/state"), 0);
}

TEST_F (HttpWaiting, LooksWhereThePageSaysAfterAnErrorToo)
{
  server.Reply ("/start",
                200,
                std::string ("<meta http-equiv=refresh content=1>") + wait_page +
                    "<form method=post action=/look><button>Refresh</button></form>");
  server.Reply ("/look", 502, "<h1>Bad Gateway</h1>");
  server.Reply ("/look", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_FALSE (visitor.Wait ());
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_UNAVAILABLE));
  ASSERT_TRUE (visitor.Wait ()) << visitor.Error ()->message;
  EXPECT_EQ (server.Count ("/start"), 1);
  EXPECT_EQ (server.Count ("/look"), 2);
}

TEST_F (HttpWaiting, AnswersCanBeSentAgainAfterAnError)
{
  server.Reply ("/start", 200, known_page);
  server.Reply ("/send", 502, "<h1>Bad Gateway</h1>");
  server.Reply ("/send", 200, wait_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_FALSE (visitor.Press ());
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_UNAVAILABLE));
  ASSERT_TRUE (visitor.Press ()) << visitor.Error ()->message;
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_WAIT);
}

TEST_F (HttpWaiting, WaitingCanBeCancelledAtOnce)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();

  server.Reply ("/start", 200, std::string ("<meta http-equiv=refresh content=3600>") + wait_page);
  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  g_idle_add (
      [] (gpointer cancelled) {
        g_cancellable_cancel (G_CANCELLABLE (cancelled));
        return static_cast<gboolean> (G_SOURCE_REMOVE);
      },
      cancellable);
  EXPECT_FALSE (visitor.Wait (cancellable));
  EXPECT_TRUE (g_error_matches (visitor.Error (), G_IO_ERROR, G_IO_ERROR_CANCELLED));
  EXPECT_LT (g_get_monotonic_time () - start, 60 * G_USEC_PER_SEC);
  EXPECT_EQ (server.Requests ().size (), 1u);
}
