/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Where a portal may send a visit, over real connections: to itself. And by which way. */

#include <cstdio>

#include "enroll-web-address.h"

#include "enrollment.h"
#include "visitor.h"

#include <libedataserver/libedataserver.h>

#include "tunnel-proxy.h"

namespace
{

const char known_page[] = "<form method=post action=/send><label>Access Code <input name=c "
                          "value=s3cret></label><button>Submit</button></form>";

/* PORTAL and FOREIGN stand for `localhost:PORT` of two servers with good certificates. */
const char *const hostile_locations[] = {
  "https://FOREIGN/steal",
  "//FOREIGN/steal",
  "https://PORTAL@FOREIGN/steal",
  "https://PORTAL:x@FOREIGN/steal",
  "https://@PORTAL/steal",
  "https://FOREIGN\\@PORTAL/steal",
  "https://FOREIGN\\.PORTAL/steal",
  "https:\\\\FOREIGN/steal",
  "\\\\FOREIGN/steal",
  "/\\FOREIGN/steal",
  "\\/FOREIGN/steal",
  "///FOREIGN/steal",
  "https:FOREIGN/steal",
  "https:/FOREIGN/steal",
  "https:///FOREIGN/steal",
  "/\t/FOREIGN/steal",
  "https://\tFOREIGN/steal",
  "https://FOREIGN#@PORTAL/steal",
  "https://FOREIGN?@PORTAL/steal",
  "https://FOREIGN/https://PORTAL/steal",
  "http://PORTAL/steal",
  "http://FOREIGN/steal",
  "HTTP://PORTAL/steal",
  "https://localhost/steal",
  "https://localhost:80/steal",
  "https://localhost:0/steal",
  "https://localhost:65536/steal",
  "https://localhost:/steal",
  "https://PORTAL.evil.example/steal",
  "https://PORTAL:443/steal",
  "https://0PORTAL/steal",
  "https://127.0.0.1:1/steal",
  "https://2130706433/steal",
  "https://0x7f.1/steal",
  "https://[::1]/steal",
  "https://[::ffff:127.0.0.1]/steal",
  "https://[::1%25lo]/steal",
  "https://localhost./steal",
  "https://LOCALHOST%2e/steal",
  "https://%6cocalhost/steal",
  "https://xn--lcalhost-55a/steal",
  "https://\xd0\xbe"
  "PORTAL/steal",
  "https://\xe2\x93\x9bocalhost/steal",
  "javascript:alert(1)",
  "data:text/html,<form>",
  "blob:https://PORTAL/x",
  "file:///etc/passwd",
  "ftp://PORTAL/steal",
  "ws://PORTAL/steal",
  "view-source:https://PORTAL/steal",
  "about:blank",
  "mailto:evil@evil.example",
};

std::string
Replaced (std::string text, const std::string &word, const std::string &by)
{
  for (size_t at; (at = text.find (word)) != std::string::npos;)
    text.replace (at, word.size (), by);
  return text;
}

class HostPolicy : public GlibTest
{
protected:
  HostPolicy ()
      : server (LocalhostCertificate ()), foreign (LocalhostCertificate ()),
        visitor ({ server.Host () }, ServerAuthority ().RootFile ())
  {
  }

  std::string
  Location (const char *text) const
  {
    return Replaced (Replaced (text, "PORTAL", server.Host ()), "FOREIGN", foreign.Host ());
  }

  ScriptedServer server;
  ScriptedServer foreign;
  Visitor visitor;
};

/* Evolution's own proxy settings, as the source of an account or of all of them. */
ESource *
NewProxySource (EProxyMethod method, guint16 port)
{
  g_autoptr (GError) error = nullptr;
  ESource *source = e_source_new_with_uid ("proxy", nullptr, &error);
  auto *proxy = E_SOURCE_PROXY (e_source_get_extension (source, E_SOURCE_EXTENSION_PROXY));
  const char *const nobody[] = { nullptr };

  e_source_proxy_set_method (proxy, method);
  e_source_proxy_set_https_host (proxy, "127.0.0.1");
  e_source_proxy_set_https_port (proxy, port);
  e_source_proxy_set_ignore_hosts (proxy, nobody);
  return source;
}

}

TEST_F (HostPolicy, ARedirectLeadsToThePortalOrNowhere)
{
  const guint statuses[] = { 301, 302, 303, 307, 308 };
  int tried = 0;
  int refused = 0;

  for (const char *text : hostile_locations)
    {
      ScriptedServer::Headers headers = { { "Location", Location (text) } };
      std::string path = "/start" + std::to_string (tried);

      server.Reply (path, statuses[tried % 5], "x", "text/plain", headers);
      bool is_open = visitor.Open (server.Uri (path));
      tried++;
      refused += is_open ? 0 : 1;
      EXPECT_FALSE (is_open) << text;
      EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED)) << text;
      EXPECT_EQ (visitor.Requests (), static_cast<guint> (tried)) << text;
    }
  EXPECT_EQ (server.Requests ().size (), static_cast<size_t> (tried));
  EXPECT_TRUE (foreign.Requests ().empty ());
  printf ("redirects: %d tried, %d refused, wrongly accepted = %d\n",
          tried,
          refused,
          tried - refused + static_cast<int> (foreign.Requests ().size ()));
}

TEST_F (HostPolicy, ARedirectOfAnAnswerLeadsToThePortalOrNowhere)
{
  int n = 0;

  for (const char *text : hostile_locations)
    {
      ScriptedServer::Headers headers = { { "Location", Location (text) } };
      std::string path = "/form" + std::to_string (n);

      server.Reply (path, 200, Replaced (known_page, "/send", path + "-send"));
      server.Reply (path + "-send", n++ % 2 == 0 ? 307 : 302, "x", "text/plain", headers);
      ASSERT_TRUE (visitor.Open (server.Uri (path)));
      EXPECT_FALSE (visitor.Press ()) << text;
      EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_HOST_REFUSED)) << text;
    }
  EXPECT_EQ (server.Requests ().size (), 2u * static_cast<size_t> (n));
  EXPECT_TRUE (foreign.Requests ().empty ());
}

TEST_F (HostPolicy, OnlyAWebSiteIsHandedOver)
{
  for (const char *text : hostile_locations)
    {
      std::string path = std::string ("/go") + std::to_string (g_str_hash (text));

      server.Reply (path, 302, "x", "text/plain", { { "Location", Location (text) } });
      EXPECT_FALSE (visitor.Open (server.Uri (path)));
      std::string target = visitor.HandedOver ();
      g_autoptr (GUri) parsed = enroll_web_address_parse (target.c_str (), nullptr);
      EXPECT_EQ (target, parsed != nullptr ? Take (g_uri_to_string (parsed)) : "") << text;
    }
}

TEST_F (HostPolicy, WhatIsRequestedIsWhatWasJudged)
{
  server.Reply ("/b", 200, known_page);
  ASSERT_TRUE (visitor.Open ("HTTPS://LOCALHOST" + server.Host ().substr (9) + "/a/%2e%2e/./b"));
  server.Redirect ("/go", 302, "a/../b?x=|y\"z");
  ASSERT_TRUE (visitor.Open (server.Uri ("/go")));
  ASSERT_EQ (server.Requests ().size (), 3u);
  EXPECT_EQ (server.Requests ()[0].path, "/b");
  EXPECT_EQ (server.Requests ()[0].headers.at ("Host"), server.Host ());
  EXPECT_EQ (server.Requests ()[2].path, "/b?x=%7Cy%22z");
}

TEST_F (HostPolicy, NoPlainHttpIsSpoken)
{
  g_autoptr (GSocketListener) plain = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (plain, nullptr, nullptr);
  std::string host = "localhost:" + std::to_string (port);
  Visitor both ({ server.Host (), host }, ServerAuthority ().RootFile ());
  AsyncResult accepted;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSocketConnection) connection = nullptr;

  g_socket_listener_accept_async (plain, cancellable, AsyncResult::Callback, &accepted);
  server.Redirect ("/start", 302, "http://" + host + "/x");
  EXPECT_FALSE (both.Open ("http://" + host + "/x"));
  EXPECT_TRUE (both.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  EXPECT_FALSE (both.Open (server.Uri ("/start")));
  EXPECT_TRUE (both.FailedWith (ENROLL_ERROR_HOST_REFUSED));
  RunPending ();
  g_cancellable_cancel (cancellable);
  ASSERT_TRUE (accepted.Wait ());
  connection = g_socket_listener_accept_finish (plain, accepted.Get (), nullptr, nullptr);
  EXPECT_EQ (connection, nullptr) << "somebody came by http";
}

TEST_F (HostPolicy, AnotherHostGetsNoCredentials)
{
  Visitor both ({ server.Host (), foreign.Host () }, ServerAuthority ().RootFile ());

  server.Reply ("/start", 200, known_page);
  server.Redirect ("/send", 303, foreign.Uri ("/next"));
  foreign.Reply ("/next", 200, known_page);
  ASSERT_TRUE (both.Open (server.Uri ("/start?token=t0ken")));
  ASSERT_TRUE (both.Press ());
  ASSERT_EQ (foreign.Requests ().size (), 1u);
  EXPECT_EQ (foreign.Requests ()[0].method, "GET");
  EXPECT_EQ (foreign.Requests ()[0].body, "");
  for (const auto &[name, value] : foreign.Requests ()[0].headers)
    {
      EXPECT_EQ (value.find ("t0ken"), std::string::npos) << name;
      EXPECT_EQ (value.find ("s3cret"), std::string::npos) << name;
    }
  EXPECT_EQ (foreign.Requests ()[0].headers.count ("Authorization"), 0u);
}

TEST_F (HostPolicy, NobodyIsSignedInByAHeader)
{
  for (const char *scheme : { "Basic realm=x", "Negotiate", "NTLM", "Digest realm=x, nonce=y" })
    {
      std::string path = std::string ("/") + scheme[0] + scheme[1];

      server.Reply (path, 401, "x", "text/html", { { "WWW-Authenticate", scheme } });
      EXPECT_FALSE (visitor.Open (server.Uri (path)));
      EXPECT_EQ (server.Count (path), 1) << scheme;
    }
}

TEST_F (HostPolicy, TheProxyOfEvolutionSeesHostAndPort)
{
  TunnelProxy proxy;
  g_autoptr (ESource) source = NewProxySource (E_PROXY_METHOD_MANUAL, proxy.Port ());
  Visitor tunnelled ({ server.Host () }, ServerAuthority ().RootFile (), G_PROXY_RESOLVER (source));

  server.Reply ("/t0ken", 200, known_page);
  server.Reply ("/send", 200, known_page);
  ASSERT_TRUE (tunnelled.Open (server.Uri ("/t0ken?a=t0ken")));
  ASSERT_TRUE (tunnelled.Press ());
  ASSERT_EQ (proxy.Heads ().size (), 2u);
  for (const auto &head : proxy.Heads ())
    {
      EXPECT_EQ (head.find ("CONNECT " + server.Host () + " HTTP/1."), 0u) << head;
      EXPECT_EQ (head.find ("t0ken"), std::string::npos) << head;
      EXPECT_EQ (head.find ("s3cret"), std::string::npos) << head;
      EXPECT_EQ (head.find ("Cookie"), std::string::npos) << head;
    }
  EXPECT_EQ (server.Requests ().size (), 2u);
}

TEST_F (HostPolicy, ADirectWayIsDirectWhateverTheEnvironmentSays)
{
  TunnelProxy proxy;
  std::string address = "http://127.0.0.1:" + std::to_string (proxy.Port ());
  g_autoptr (ESource) source = NewProxySource (E_PROXY_METHOD_NONE, proxy.Port ());
  Visitor direct ({ server.Host () }, ServerAuthority ().RootFile (), G_PROXY_RESOLVER (source));

  for (const char *name : { "https_proxy", "HTTPS_PROXY", "all_proxy", "http_proxy" })
    g_setenv (name, address.c_str (), TRUE);
  server.Reply ("/start", 200, known_page);
  EXPECT_TRUE (direct.Open (server.Uri ("/start")));
  for (const char *name : { "https_proxy", "HTTPS_PROXY", "all_proxy", "http_proxy" })
    g_unsetenv (name);
  EXPECT_TRUE (proxy.Heads ().empty ());
  EXPECT_EQ (server.Requests ().size (), 1u);
}

TEST_F (HostPolicy, AProxyThatIsNotThereIsNotGoneRound)
{
  g_autoptr (ESource) source = NewProxySource (E_PROXY_METHOD_MANUAL, 1);
  Visitor lost ({ server.Host () }, ServerAuthority ().RootFile (), G_PROXY_RESOLVER (source));

  server.Reply ("/start", 200, known_page);
  EXPECT_FALSE (lost.Open (server.Uri ("/start")));
  EXPECT_TRUE (lost.FailedWith (ENROLL_ERROR_UNREACHABLE));
  EXPECT_TRUE (server.Requests ().empty ());
}
