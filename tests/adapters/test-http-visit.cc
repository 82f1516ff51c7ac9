/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "visitor.h"

namespace
{

const char known_page[] = "<form method=post action=/send><label>Email <input name=e></label>"
                          "<label>Access Code <input type=password name=c value=s3cret></label>"
                          "<button>Submit</button></form>";

/* A server with a good certificate, and a visit that may go there. */
class HttpVisit : public GlibTest
{
protected:
  HttpVisit ()
      : server (LocalhostCertificate ()),
        visitor ({ server.Host () }, ServerAuthority ().RootFile ())
  {
  }

  ScriptedServer server;
  Visitor visitor;
};

struct BadTarget
{
  const char *name;
  const char *location;
};

class Redirection : public HttpVisit, public ::testing::WithParamInterface<BadTarget>
{
};

const BadTarget bad_targets[] = {
  { "Http", "http://localhost/next" },
  { "OtherPort", "https://localhost:1/next" },
  { "OtherHost", "https://portal.example.edu/next" },
  { "SchemeRelative", "//portal.example.edu/next" },
  { "UserInfo", "https://cert-manager.com@portal.example.edu/" },
  { "AllowedHostWithUser", "https://user@cert-manager.com/" },
  { "SuffixOfAnAllowedHost", "https://cert-manager.com.example.edu/" },
  { "PrefixOfAnAllowedHost", "https://notcert-manager.com/" },
  { "Script", "javascript:alert(1)" },
  { "File", "file:///etc/passwd" },
};

struct Status
{
  guint status;
  EnrollError opening;
  EnrollError submitting;
};

class HttpStatus : public HttpVisit, public ::testing::WithParamInterface<Status>
{
};

const Status statuses[] = {
  { 400, ENROLL_ERROR_REFUSED, ENROLL_ERROR_REFUSED },
  { 401, ENROLL_ERROR_REFUSED, ENROLL_ERROR_REFUSED },
  { 403, ENROLL_ERROR_INVITATION_USED, ENROLL_ERROR_REFUSED },
  { 404, ENROLL_ERROR_INVITATION_USED, ENROLL_ERROR_REFUSED },
  { 410, ENROLL_ERROR_INVITATION_USED, ENROLL_ERROR_REFUSED },
  { 429, ENROLL_ERROR_UNAVAILABLE, ENROLL_ERROR_UNAVAILABLE },
  { 500, ENROLL_ERROR_UNAVAILABLE, ENROLL_ERROR_UNAVAILABLE },
  { 503, ENROLL_ERROR_UNAVAILABLE, ENROLL_ERROR_UNAVAILABLE },
};

}

TEST_F (HttpVisit, FollowsRedirectsWithItsCookies)
{
  server.Reply ("/start",
                302,
                "",
                "",
                { { "Location", "next?x=1" }, { "Set-Cookie", "session=abc; Secure; HttpOnly" } });
  server.Redirect ("/next", 303, server.Uri ("/form"));
  server.Reply ("/form", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_ACCESS_CODE);
  ASSERT_EQ (server.Requests ().size (), 3u);
  EXPECT_EQ (server.Requests ()[1].path, "/next?x=1");
  EXPECT_EQ (server.Requests ()[1].headers.at ("Cookie"), "session=abc");
  EXPECT_EQ (server.Requests ()[2].headers.at ("Cookie"), "session=abc");
  EXPECT_EQ (server.Count ("/start"), 1);
  EXPECT_EQ (visitor.Requests (), 3u);
}

/* What is handed over is written down, and must be read again. */
TEST_F (HttpVisit, HandsOverAsManyCookiesAsAPortalNeeds)
{
  server.On ("/start", [] (SoupServerMessage *message) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

    for (int i = 1000; i < 1300; i++)
      {
        std::string cookie = "c" + std::to_string (i) + "=1; Path=/";

        soup_message_headers_append (headers, "Set-Cookie", cookie.c_str ());
      }
    soup_message_headers_append (headers, "Set-Cookie", "narrow=1; Path=/start");
    soup_message_headers_append (headers, "Set-Cookie", "elsewhere=1; Path=/other/place");
    soup_message_headers_replace (headers, "Content-Type", "text/html");
    soup_server_message_set_status (message, 200, nullptr);
    soup_message_body_append (soup_server_message_get_response_body (message),
                              SOUP_MEMORY_STATIC,
                              known_page,
                              strlen (known_page));
  });

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  std::vector<std::string> cookies = visitor.Cookies ();
  ASSERT_EQ (cookies.size (), 200u);
  EXPECT_EQ (cookies.front (), "c1101") << "the newest";
  EXPECT_EQ (cookies[198], "c1299");
  EXPECT_EQ (cookies.back (), "narrow");
}

TEST_P (Redirection, ToABadTargetIsRefused)
{
  server.Redirect ("/start", 302, GetParam ().location);

  EXPECT_FALSE (visitor.Open (server.Uri ("/start")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (server.Requests ().size (), 1u);
  EXPECT_EQ (visitor.Requests (), 1u);
}

INSTANTIATE_TEST_SUITE_P (Targets,
                          Redirection,
                          ::testing::ValuesIn (bad_targets),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_F (HttpVisit, SendsNothingToAForeignHost)
{
  ScriptedServer foreign (LocalhostCertificate ());

  server.Redirect ("/start", 302, foreign.Uri ("/steal?token=x"));
  EXPECT_FALSE (visitor.Open (server.Uri ("/start")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_FALSE (visitor.Open (foreign.Uri ("/")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (foreign.Requests ().empty ());
}

TEST_F (HttpVisit, SendsNoAnswersToAForeignHost)
{
  ScriptedServer foreign (LocalhostCertificate ());

  server.Reply ("/start",
                200,
                "<form method=post action='" + foreign.Uri ("/send") +
                    "'><input name=a>"
                    "<button>Go</button></form>");
  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_FALSE (visitor.Press ());
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_TRUE (foreign.Requests ().empty ());
}

TEST_F (HttpVisit, EndsALoopOfRedirects)
{
  server.Redirect ("/a", 302, "/b");
  server.Redirect ("/b", 302, "/a");

  EXPECT_FALSE (visitor.Open (server.Uri ("/a")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_LE (server.Requests ().size (), 11u);
}

TEST_F (HttpVisit, ARedirectWithoutATargetIsAPage)
{
  server.Reply ("/start", 302, known_page);

  EXPECT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_ACCESS_CODE);
}

TEST_F (HttpVisit, SendsABodyAgainOnlyToTheSameOrigin)
{
  server.Reply ("/start", 200, known_page);
  server.Redirect ("/send", 307, "/again");
  server.Reply ("/again", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_TRUE (visitor.Press ());
  EXPECT_EQ (server.Requests ()[2].method, "POST");
  EXPECT_EQ (server.Requests ()[2].body, "e=&c=s3cret");
}

TEST_F (HttpVisit, SendsNoBodyAgainToAnotherOrigin)
{
  ScriptedServer other (LocalhostCertificate ());
  Visitor both ({ server.Host (), other.Host () }, ServerAuthority ().RootFile ());

  server.Reply ("/start", 200, known_page);
  for (guint status : { 307u, 308u })
    server.Redirect ("/send", status, other.Uri ("/again"));
  other.Reply ("/again", 200, known_page);

  for (int i = 0; i < 2; i++)
    {
      ASSERT_TRUE (both.Open (server.Uri ("/start")));
      EXPECT_FALSE (both.Press ());
      EXPECT_TRUE (both.FailedWith (ENROLL_ERROR_HOST_REFUSED));
    }
  EXPECT_TRUE (other.Requests ().empty ());
}

TEST_F (HttpVisit, AnAnswerIsFollowedByAGet)
{
  server.Reply ("/start", 200, known_page);
  server.Redirect ("/send", 302, "/next");
  server.Reply ("/next", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  ASSERT_TRUE (visitor.Press ());
  ASSERT_EQ (server.Requests ().size (), 3u);
  EXPECT_EQ (server.Requests ()[2].method, "GET");
  EXPECT_EQ (server.Requests ()[2].body, "");
}

TEST_F (HttpVisit, NamesItsOriginAndItself)
{
  server.Reply ("/start", 200, known_page);
  server.Reply ("/send", 200, known_page);

  ASSERT_TRUE (visitor.Open (server.Uri ("/start?token=t0ken")));
  ASSERT_TRUE (visitor.Press ());
  const auto &get = server.Requests ()[0];
  const auto &post = server.Requests ()[1];
  EXPECT_EQ (get.headers.count ("Origin"), 0u);
  EXPECT_EQ (post.headers.at ("Origin"), "https://" + server.Host ());
  EXPECT_EQ (post.headers.at ("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ (post.headers.at ("User-Agent").find ("evolution-smime-enrollment/"), 0u);
  for (const auto &[name, value] : post.headers)
    {
      EXPECT_EQ (value.find ("t0ken"), std::string::npos) << name;
      EXPECT_EQ (value.find ("s3cret"), std::string::npos) << name;
    }
}

TEST_P (HttpStatus, OfALink)
{
  server.Reply ("/start", GetParam ().status, "<h1>Something</h1>");

  EXPECT_FALSE (visitor.Open (server.Uri ("/start")));
  EXPECT_TRUE (visitor.FailedWith (GetParam ().opening));
  EXPECT_EQ (server.Requests ().size (), 1u);
}

TEST_P (HttpStatus, OfAnAnswer)
{
  server.Reply ("/start", 200, known_page);
  server.Reply ("/send", GetParam ().status, "");

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_FALSE (visitor.Press ());
  EXPECT_TRUE (visitor.FailedWith (GetParam ().submitting));
  EXPECT_EQ (server.Count ("/send"), 1);
}

INSTANTIATE_TEST_SUITE_P (Codes, HttpStatus, ::testing::ValuesIn (statuses));

TEST_F (HttpVisit, APageThatExplainsIsWorthMoreThanItsStatus)
{
  server.Reply ("/start", 410, "<p>This link has already been used.</p>");

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_REFUSED);
  EXPECT_EQ (visitor.Form ()->refusal, ENROLL_REFUSAL_INVITATION_USED);
}

TEST_F (HttpVisit, FetchesTermsOnceAndOnlyFromThePortal)
{
  ScriptedServer foreign (LocalhostCertificate ());

  server.Reply ("/start",
                200,
                "<form><label><input type=checkbox>I accept the terms <a href=/eula>x</a></label>"
                "<label><input type=checkbox>I agree to the terms <a href='" +
                    foreign.Uri ("/eula") + "'>y</a></label><button>Next</button></form>");
  server.Reply ("/eula", 200, "<h1>Terms</h1><p>All of them.</p>");
  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_TERMS);
  auto *first = static_cast<EnrollField *> (g_ptr_array_index (visitor.Form ()->fields, 0));
  auto *second = static_cast<EnrollField *> (g_ptr_array_index (visitor.Form ()->fields, 1));
  EXPECT_STREQ (first->document, "Terms\nAll of them.");
  EXPECT_EQ (second->document, nullptr);
  EXPECT_TRUE (foreign.Requests ().empty ());
  EXPECT_EQ (server.Requests ().size (), 2u);
}

TEST_F (HttpVisit, TermsThatCannotBeHadAreNoObstacle)
{
  server.Reply ("/start",
                200,
                "<form><label><input type=checkbox>I accept the terms <a href=/eula>x</a></label>"
                "<button>Next</button></form>");
  server.Break ("/eula", "");

  ASSERT_TRUE (visitor.Open (server.Uri ("/start")));
  EXPECT_EQ (visitor.Kind (), ENROLL_FORM_TERMS);
}
