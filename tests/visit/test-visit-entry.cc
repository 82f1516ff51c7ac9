/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A page that was received plainly goes on in a browser engine: with its cookies, at its address,
 * and without being asked for again. And who is trusted to be the portal. */

#include "live-visitor.h"

namespace
{

const char login_page[] = "<h1>Login</h1><form method=post action=/send><label>Email "
                          "<input name=e></label><button>Submit</button></form>";
const char code_page[] = "<h1>Code</h1><form method=post action=/send><label>Access Code "
                         "<input name=c></label><button>Next</button></form>";

/* A page of script only, which says on a known form what it sees of the world. */
std::string
ScriptPage (const std::string &expression)
{
  return "<title>App</title><div id=app></div><script>(async () => { const seen = await (async () "
         "=> " +
         expression +
         ")(); document.getElementById('app').innerHTML = '<h1>' + seen + '</h1>' + '" +
         std::string (login_page).substr (14) + "'; })();</script>";
}

class VisitEntry : public LiveVisitTest
{
protected:
  std::string
  Title () const
  {
    return visitor->Form () != nullptr && visitor->Form ()->title != nullptr
               ? visitor->Form ()->title
               : "";
  }

  std::string
  Sent (const std::string &path, const std::string &header) const
  {
    for (const auto &seen : portal.Requests ())
      {
        if (seen.path == path && seen.headers.count (header) > 0)
          return seen.headers.at (header);
      }
    return "";
  }
};

TEST_F (VisitEntry, TheOneUseLinkIsRequestedOnce)
{
  portal.Reply ("/invite", 200, ScriptPage ("'here'"));

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite?token=t0ken")));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (Title (), "here");
  EXPECT_EQ (portal.Count ("/invite?token=t0ken"), 1);
  EXPECT_EQ (portal.Requests ().size (), 1u) << "nothing else was asked for either";
}

TEST_F (VisitEntry, ThePageHasItsOriginAndAddress)
{
  portal.Reply ("/a/invite", 200, ScriptPage ("location.href + ' ' + window.origin"));

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/a/invite?x=1")));

  EXPECT_EQ (Title (), portal.Uri ("/a/invite?x=1") + " https://" + portal.Host ());
}

TEST_F (VisitEntry, ThePlaceIsThePortal)
{
  portal.Reply ("/invite", 200, ScriptPage ("'here'"));
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (visitor->Visit ());

  ASSERT_NE (place, nullptr);
  EXPECT_EQ (place->host, portal.Host ());
  EXPECT_TRUE (place->is_portal);
  EXPECT_TRUE (place->is_secure);
}

TEST_F (VisitEntry, ScriptsFetchWithTheCookiesOfThePlainVisit)
{
  portal.On ("/invite", [] (SoupServerMessage *message) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
    std::string page = ScriptPage ("(await fetch('/data/x', {method: 'POST', body: 'b'})).text()");

    for (const char *cookie : { "session=s3cret; Secure; HttpOnly; Path=/",
                                "seen=1; Path=/",
                                "deep=2; Path=/data",
                                "other=3; Path=/elsewhere" })
      soup_message_headers_append (headers, "Set-Cookie", cookie);
    soup_message_headers_replace (headers, "Content-Type", "text/html");
    soup_server_message_set_status (message, 200, nullptr);
    soup_message_body_append (soup_server_message_get_response_body (message),
                              SOUP_MEMORY_COPY,
                              page.data (),
                              page.size ());
  });
  portal.Reply ("/data/x", 200, "fetched", "text/plain");

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  EXPECT_EQ (Title (), "fetched");
  std::string cookies = Sent ("/data/x", "Cookie");
  EXPECT_NE (cookies.find ("session=s3cret"), std::string::npos) << cookies;
  EXPECT_NE (cookies.find ("seen=1"), std::string::npos) << cookies;
  EXPECT_NE (cookies.find ("deep=2"), std::string::npos) << cookies;
  EXPECT_EQ (cookies.find ("other=3"), std::string::npos) << cookies;
  EXPECT_EQ (Sent ("/data/x", "Origin"), "https://" + portal.Host ());
  EXPECT_EQ (visitor->Evaluate ("return document.cookie"), "seen=1") << "HttpOnly and Path";
}

TEST_F (VisitEntry, ACookieOfTheHostIsNotTheSubdomains)
{
  portal.Reply ("/invite",
                200,
                ScriptPage ("'here'"),
                "text/html",
                { { "Set-Cookie", "host=1; Path=/" } });

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  AsyncResult result;
  WebKitWebContext *context = webkit_web_view_get_context (visitor->View ());

  webkit_cookie_manager_get_cookies (webkit_web_context_get_cookie_manager (context),
                                     "https://sub.localhost/",
                                     nullptr,
                                     AsyncResult::Callback,
                                     &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_EQ (
      webkit_cookie_manager_get_cookies_finish (webkit_web_context_get_cookie_manager (context),
                                                result.Get (),
                                                nullptr),
      nullptr);
}

TEST_F (VisitEntry, FormsOfTheHandedOverPageAreSent)
{
  portal.Reply ("/invite", 200, login_page);
  portal.Reply ("/send", 200, code_page);
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  ASSERT_TRUE (visitor->Submit ({ { "Email", "alice@example.edu" } }));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (portal.Requests ().back ().body, "e=alice%40example.edu");
  EXPECT_EQ (portal.Count ("/invite"), 1);
  EXPECT_EQ (portal.Count ("/send"), 1);
}

TEST_F (VisitEntry, APageInAnotherEncodingIsReadInIt)
{
  portal.Reply ("/invite",
                200,
                "<h1>Pr\xfc"
                "fung</h1>" +
                    std::string (login_page).substr (14),
                "text/html; charset=iso-8859-1");

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  EXPECT_EQ (Title (), "Prüfung");
}

TEST_F (VisitEntry, ARedirectToAStrangerIsFollowedAliveAndOnce)
{
  portal.Redirect ("/invite", 302, stranger.Uri ("/login?request=1"));
  stranger.Reply ("/login", 200, login_page);

  ASSERT_TRUE (visitor->Enter (portal.Uri ("/invite")));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_UNKNOWN);
  EXPECT_EQ (visitor->Form ()->fields->len, 0u) << "not ours to read";
  EXPECT_EQ (stranger.Count ("/login?request=1"), 1);
  EXPECT_EQ (portal.Count ("/invite"), 1);

  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (visitor->Visit ());

  EXPECT_EQ (place->host, stranger.Host ());
  EXPECT_FALSE (place->is_portal);
}

TEST_F (VisitEntry, AHostThatThePrivateAuthorityVerifiesIsOpened)
{
  portal.Reply ("/start", 200, login_page);

  ASSERT_TRUE (visitor->Open (portal.Uri ("/start")));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (portal.Count ("/start"), 1);
}

TEST_F (VisitEntry, AHostThatNobodyVerifiesIsInsecureAndNotShown)
{
  Authority other ("Other");
  LiveVisitor with_other ({ portal.Host () }, other.RootFile ());
  LiveVisitor with_system ({ portal.Host () }, "");

  for (LiveVisitor *there : { &with_other, &with_system })
    {
      EXPECT_FALSE (there->Open (portal.Uri ("/start")));
      EXPECT_TRUE (there->FailedWith (ENROLL_ERROR_INSECURE));
      EXPECT_EQ (there->Evaluate ("return document.body?.innerText ?? ''"), "");
    }
  EXPECT_TRUE (portal.Requests ().empty ());
}

TEST_F (VisitEntry, ACertificateOfAnotherHostIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate = ServerAuthority ().MakeServer ("other.example");
  ScriptedServer wrong (certificate);
  LiveVisitor there ({ wrong.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open (wrong.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (wrong.Requests ().empty ());
}

TEST_F (VisitEntry, AnExpiredCertificateIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate =
      ServerAuthority ().MakeServer ("localhost",
                                     "activation_date = \"2020-01-01 00:00:00 UTC\"\n"
                                     "expiration_date = \"2020-02-01 00:00:00 UTC\"\n");
  ScriptedServer old (certificate);
  LiveVisitor there ({ old.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open (old.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (old.Requests ().empty ());
}

TEST_F (VisitEntry, AStrangerThatNobodyVerifiesIsInsecureToo)
{
  Authority other ("Other");
  g_autoptr (GTlsCertificate) certificate = other.MakeServer ("localhost");
  ScriptedServer impostor (certificate);

  portal.Redirect ("/invite", 302, impostor.Uri ("/login"));

  EXPECT_FALSE (visitor->Enter (portal.Uri ("/invite")));
  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (impostor.Requests ().empty ());
}

TEST_F (VisitEntry, NobodyThereIsUnreachable)
{
  std::string host;
  {
    ScriptedServer gone (LocalhostCertificate ());

    host = gone.Host ();
  }
  LiveVisitor there ({ host }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open ("https://" + host + "/start"));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_UNREACHABLE));
  EXPECT_FALSE (enroll_visit_has_sent (there.Visit ()));
}

TEST_F (VisitEntry, ALinkThatLedToNobodyWasSent)
{
  std::string host;
  {
    ScriptedServer gone (LocalhostCertificate ());

    host = gone.Host ();
  }
  LiveVisitor there ({ portal.Host (), host }, ServerAuthority ().RootFile ());

  portal.Redirect ("/start", 302, "https://" + host + "/next");

  EXPECT_FALSE (there.Open (portal.Uri ("/start")));
  EXPECT_TRUE (enroll_visit_has_sent (there.Visit ()));
}

TEST_F (VisitEntry, AnAnswerThatBreaksOffWasSent)
{
  portal.Break ("/start", "");

  EXPECT_FALSE (visitor->Open (portal.Uri ("/start")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE)) << "not to be tried again";
  EXPECT_EQ (portal.Count ("/start"), 1);
}

TEST_F (VisitEntry, ALinkToAStrangerIsNotOpened)
{
  EXPECT_FALSE (visitor->Open (stranger.Uri ("/start")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (stranger.Requests ().empty ());
}

}
