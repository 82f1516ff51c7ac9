/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A page that was received plainly goes on in a browser engine: with its cookies, at its address, and
 * without being asked for again. Nothing of it is there for the next visit. */

#include "web-visit-test.h"

namespace
{

constexpr const char *kForm = "<form method=post action=/send><label>Email "
                              "<input name=e></label><button>Submit</button></form>";

/* A page of script only, whose title is what @expression says. */
std::string
ScriptPage (const std::string &expression)
{
  return std::string ("<title>App</title><div id=app></div><script>(async () => {"
                      "const seen = await (async () => ") +
         expression +
         ")();"
         "document.getElementById('app').innerHTML = '<h1>' + seen + '</h1>" +
         kForm + "'; })();</script>";
}

class WebHandover : public WebVisitTest
{
protected:
  /* A header of the request for @path. */
  std::string
  Sent (const std::string &path, const std::string &header) const
  {
    for (const auto &seen : server.Requests ())
      {
        if (seen.path == path && seen.headers.count (header) > 0)
          return seen.headers.at (header);
      }
    return "";
  }

  /* What the engine would send to @uri. */
  std::vector<std::string>
  CookiesFor (const std::string &uri) const
  {
    WebKitCookieManager *manager =
        webkit_web_context_get_cookie_manager (webkit_web_view_get_context (View ()));
    std::vector<std::string> names;
    AsyncResult answer;

    webkit_cookie_manager_get_cookies (manager,
                                       uri.c_str (),
                                       nullptr,
                                       AsyncResult::Callback,
                                       &answer);
    EXPECT_TRUE (answer.Wait ());
    GList *cookies = webkit_cookie_manager_get_cookies_finish (manager, answer.Get (), nullptr);
    for (GList *link = cookies; link != nullptr; link = link->next)
      names.emplace_back (soup_cookie_get_name (static_cast<SoupCookie *> (link->data)));
    g_list_free_full (cookies, reinterpret_cast<GDestroyNotify> (soup_cookie_free));
    return names;
  }
};

TEST_F (WebHandover, TheOneUseLinkIsRequestedOnce)
{
  server.Reply ("/invite", 200, ScriptPage ("'here'"));

  ASSERT_TRUE (Enter (server.Uri ("/invite?token=t0ken"))) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_LOGIN);
  EXPECT_EQ (Title (), "here");
  EXPECT_EQ (server.Count ("/invite?token=t0ken"), 1);
  EXPECT_EQ (server.Requests ().size (), 1u) << "nothing else was asked for either";
}

TEST_F (WebHandover, ThePageHasItsOriginAndAddress)
{
  server.Reply ("/a/invite", 200, ScriptPage ("location.href + ' ' + window.origin"));

  ASSERT_TRUE (Enter (server.Uri ("/a/invite?x=1"))) << error->message;
  EXPECT_EQ (Title (), server.Uri ("/a/invite?x=1") + " " + server.Uri (""));
  EXPECT_EQ (Place (), server.Host ());
}

TEST_F (WebHandover, ScriptsFetchWithTheCookiesOfThePlainVisit)
{
  server.On ("/invite", [] (SoupServerMessage *message) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
    std::string page = ScriptPage ("(await fetch('/data/x', {method: 'POST', body: 'b'})).text()");

    for (const char *cookie : { "session=s3cret; Secure; HttpOnly; Path=/",
                                "seen=1; Path=/",
                                "deep=2; Path=/data",
                                "other=3; Path=/elsewhere" })
      soup_message_headers_append (headers, "Set-Cookie", cookie);
    soup_server_message_set_status (message, 200, nullptr);
    soup_server_message_set_response (message,
                                      "text/html",
                                      SOUP_MEMORY_COPY,
                                      page.data (),
                                      page.size ());
  });
  server.Reply ("/data/x", 200, "fetched", "text/plain");

  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;
  EXPECT_EQ (Title (), "fetched");
  std::string cookies = Sent ("/data/x", "Cookie");
  EXPECT_NE (cookies.find ("session=s3cret"), std::string::npos) << cookies;
  EXPECT_NE (cookies.find ("seen=1"), std::string::npos) << cookies;
  EXPECT_NE (cookies.find ("deep=2"), std::string::npos) << cookies;
  EXPECT_EQ (cookies.find ("other=3"), std::string::npos) << cookies;
  EXPECT_EQ (Sent ("/data/x", "Origin"), server.Uri (""));
  EXPECT_EQ (Evaluate ("return document.cookie"), "seen=1") << "HttpOnly and Path";
}

TEST_F (WebHandover, ACookieOfTheHostIsNotTheSubdomains)
{
  server.Reply ("/invite",
                200,
                ScriptPage ("'here'"),
                "text/html",
                { { "Set-Cookie", "host=1; Path=/" } });

  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;
  EXPECT_EQ (CookiesFor ("https://localhost/"), std::vector<std::string>{ "host" });
  EXPECT_EQ (CookiesFor ("https://sub.localhost/"), std::vector<std::string>{});
}

TEST_F (WebHandover, FormsOfThePageAreSent)
{
  server.Reply ("/invite", 200, std::string ("<h1>Login</h1>") + kForm);
  server.Reply ("/send",
                200,
                "<h1>Code</h1><form method=post action=/send><label>Access Code <input name=c>"
                "</label><button>Next</button></form>");
  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;

  ASSERT_TRUE (Submit ({ { "Email", "alice@example.edu" } })) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (server.Requests ().back ().body, "e=alice%40example.edu");
  EXPECT_EQ (server.Count ("/invite"), 1);
  EXPECT_EQ (server.Count ("/send"), 1);
}

TEST_F (WebHandover, APageInAnotherEncodingIsReadInIt)
{
  server.Reply ("/invite",
                200,
                std::string ("<h1>Pr\xfc"
                             "fung</h1>") +
                    kForm,
                "text/html; charset=iso-8859-1");

  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;
  EXPECT_EQ (Title (), "Prüfung");
}

TEST_F (WebHandover, ARedirectToAStrangerIsFollowedAliveAndOnce)
{
  server.Redirect ("/invite", 302, stranger.Uri ("/login?request=1"));
  stranger.Reply ("/login", 200, std::string ("<h1>Login</h1>") + kForm);

  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_UNKNOWN);
  EXPECT_EQ (form->fields->len, 0u) << "not ours to read";
  EXPECT_EQ (stranger.Count ("/login?request=1"), 1);
  EXPECT_EQ (server.Count ("/invite"), 1);
  EXPECT_EQ (Place (), stranger.Host ());
}

TEST_F (WebHandover, NothingOfAVisitIsLeftForTheNext)
{
  const std::string kept = "return document.cookie + ' ' + localStorage.x";

  server.Reply ("/invite",
                200,
                std::string ("<h1>Login</h1>") + kForm + "<script>localStorage.x = 'kept'</script>",
                "text/html",
                { { "Set-Cookie", "kept=1; Path=/; Max-Age=100000" } });
  server.Reply ("/again", 200, std::string ("<h1>Login</h1>") + kForm);
  ASSERT_TRUE (Enter (server.Uri ("/invite"))) << error->message;
  EXPECT_EQ (Evaluate (kept), "kept=1 kept");

  g_clear_object (&visit);
  ASSERT_TRUE (Open (server.Uri ("/again"), { server.Host () })) << error->message;
  EXPECT_EQ (Evaluate (kept), " undefined");
  EXPECT_EQ (Sent ("/again", "Cookie"), "");
}

}
