/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"
#include "enroll-gnutls-pki.h"
#include "enroll-http-issuers.h"

#include "certificate-corpus.h"
#include "glib-test.h"
#include "patience.h"
#include "scripted-server.h"

namespace
{

constexpr guint kDeadlineMs = 1500;

/* These are looked at today, whenever that is. */
World
NewWorld ()
{
  World world;

  for (auto *plan : { &world.root_plan, &world.issuing_plan, &world.leaf_plan })
    {
      plan->from = kDay;
      plan->to = G_GINT64_CONSTANT (16725225600); /* 2500 */
    }
  return world;
}

class Issuers : public GlibTest
{
protected:
  Issuers () : server (nullptr)
  {
    key = NewStoreKey (TestKey ("leaf"));
    world = NewWorld ();
    world.leaf_plan.issuer_places = { server.Uri ("/issuing") };
    world.issuing_plan.issuer_places = { server.Uri ("/root") };
  }

  ~Issuers () override
  {
    g_object_unref (key);
  }

  EnrollPortal *
  NewPortal (const std::string &hosts)
  {
    std::string text = "[Portal]\nName=Test\nIssuerHosts=" + hosts + ";\n";
    g_autoptr (GError) trouble = nullptr;
    EnrollPortal *portal =
        enroll_portal_new_from_data (text.c_str (), text.size (), nullptr, &trouble);

    EXPECT_NE (portal, nullptr) << (trouble != nullptr ? trouble->message : "");
    return portal;
  }

  EnrollCredential *
  Read (const std::string &file, GError **error, GProxyResolver *proxy = nullptr)
  {
    return ReadAt (server.Host () + ";crt.example.test", file, error, proxy);
  }

  /* What the whole reader makes of @file, where issuers may be fetched from @hosts. */
  EnrollCredential *
  ReadAt (const std::string &hosts,
          const std::string &file,
          GError **error,
          GProxyResolver *proxy = nullptr)
  {
    g_autoptr (EnrollPortal) portal = NewPortal (hosts);
    g_autoptr (EnrollHttpIssuers) issuers = enroll_http_issuers_new (portal, proxy, kDeadlineMs);
    g_autoptr (EnrollGnutlsPki) pki = enroll_gnutls_pki_new (portal, ENROLL_ISSUERS (issuers));
    g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
    AsyncResult result;

    Watch (pki);
    Watch (issuers);
    enroll_pki_read_credential_async (ENROLL_PKI (pki),
                                      bytes,
                                      key,
                                      nullptr,
                                      kAlice,
                                      nullptr,
                                      AsyncResult::Callback,
                                      &result);
    EXPECT_TRUE (result.Wait (60000));
    return enroll_pki_read_credential_finish (ENROLL_PKI (pki), result.Get (), error);
  }

  void
  Serve (const std::string &path, const std::string &body, const std::string &type)
  {
    server.Reply (path, 200, body, type, { { "Set-Cookie", "a=b" } });
  }

  ScriptedServer server;
  EnrollKey *key;
  World world;
};

struct Trouble
{
  const char *name;
  const char *words;
  std::function<void (ScriptedServer *)> serve;
};

const Trouble troubles[] = {
  { "nothing there",
    "(HTTP 404)",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 404, "no"); } },
  { "a server that is broken",
    "(HTTP 500)",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 500, "no"); } },
  { "an empty answer",
    "neither a certificate",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 200, ""); } },
  { "a page",
    "neither a certificate",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 200, "<html>Welcome</html>"); } },
  { "a very large answer",
    "more than a certificate can be",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 200, std::string (1 << 20, 'x')); } },
  { "an answer without end",
    "more than a certificate can be",
    [] (ScriptedServer *server) { server->On ("/issuing", SendForEver); } },
  { "no answer",
    "in time",
    [] (ScriptedServer *server) {
      server->On ("/issuing",
                  [] (SoupServerMessage *message) { soup_server_message_pause (message); });
    } },
  { "a broken connection",
    "did not send",
    [] (ScriptedServer *server) { server->Break ("/issuing", "HTTP"); } },
  { "a redirect to another host",
    "not a host that the portal file names",
    [] (ScriptedServer *server) {
      server->Redirect ("/issuing", 302, "http://evil.example.test/issuing");
    } },
  { "a redirect to a file",
    "not a plain link",
    [] (ScriptedServer *server) { server->Redirect ("/issuing", 302, "file:///etc/passwd"); } },
  { "a redirect without end",
    "leads elsewhere",
    [] (ScriptedServer *server) { server->Redirect ("/issuing", 302, "/issuing"); } },
  { "a redirect to nowhere",
    "leads elsewhere",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 302, ""); } },
  { "another authority of that name",
    "not the authority that is missing",
    [] (ScriptedServer *server) {
      World other = NewWorld ();

      other.issuing_key = TestKey ("other");
      server->Reply ("/issuing", 200, other.Issuing ().Der ());
    } },
  { "the certificate itself",
    "not the authority that is missing",
    [] (ScriptedServer *server) { server->Reply ("/issuing", 200, NewWorld ().Leaf ().Der ()); } },
};

}

TEST_F (Issuers, ThatAreMissingAreFetchedInAllFormats)
{
  const std::vector<std::pair<std::string, std::string>> formats = {
    { world.Issuing ().Der (), world.Root ().Der () },
    { world.Issuing ().Pem (), world.Root ().Pem () },
    { Pkcs7Of ({ world.Issuing () }), Pkcs7Of ({ world.Root () }) },
    { Pkcs7Of ({ world.Root (), world.Issuing () }), "not asked for" },
  };

  for (const auto &[issuing, root] : formats)
    {
      g_autoptr (GError) error = nullptr;

      world.leaf_plan.issuer_places = { server.Uri ("/issuing") };
      server.Reply ("/issuing", 200, issuing, "application/octet-stream");
      server.Reply ("/root", 200, root, "application/octet-stream");
      g_autoptr (EnrollCredential) credential = Read (world.Leaf ().Pem (), &error);
      ASSERT_NE (credential, nullptr) << error->message;
      EXPECT_EQ (credential->authorities->len, 1u);
      EXPECT_STREQ (credential->root_name, "Test Root");
    }
}

TEST_F (Issuers, AreNotAskedForIfTheyCameAndGetNoCookies)
{
  g_autoptr (GError) error = nullptr;

  Serve ("/issuing", world.Issuing ().Der (), "application/pkix-cert");
  Serve ("/root", world.Root ().Der (), "application/pkix-cert");
  g_autoptr (EnrollCredential) whole = Read (world.All (), &error);
  ASSERT_NE (whole, nullptr) << error->message;
  EXPECT_EQ (server.Requests ().size (), 0u);

  g_autoptr (EnrollCredential) credential = Read (world.Leaf ().Pem (), &error);
  ASSERT_NE (credential, nullptr) << error->message;
  EXPECT_EQ (server.Requests ().size (), 2u);
  for (const auto &seen : server.Requests ())
    {
      EXPECT_EQ (seen.method, "GET");
      EXPECT_EQ (seen.headers.count ("Cookie"), 0u);
      EXPECT_EQ (seen.headers.count ("Referer"), 0u);
    }
}

TEST_F (Issuers, ThatCannotBeHadAreTold)
{
  int n_accepted = 0;

  for (const auto &trouble : troubles)
    {
      SCOPED_TRACE (trouble.name);
      ScriptedServer bad (nullptr);
      g_autoptr (GError) error = nullptr;
      gint64 start = g_get_monotonic_time ();

      world.leaf_plan.issuer_places = { bad.Uri ("/issuing") };
      trouble.serve (&bad);
      g_autoptr (EnrollCredential) credential = ReadAt (bad.Host (), world.Leaf ().Pem (), &error);
      n_accepted += credential != nullptr ? 1 : 0;
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_CHAIN));
      EXPECT_NE (std::string (error->message).find (trouble.words), std::string::npos)
          << error->message;
      EXPECT_LE (bad.Requests ().size (), 4u);
      EXPECT_LT (g_get_monotonic_time () - start, 20 * G_USEC_PER_SEC * Patience ());
    }
  std::cout << "places of authorities: tried " << G_N_ELEMENTS (troubles)
            << ", wrongly accepted = " << n_accepted << std::endl;
}

TEST_F (Issuers, AtOtherPlacesAreNotAskedFor)
{
  for (const std::string place : { "http://evil.example.test/issuing",
                                   "http://crt.example.test.evil.test/issuing",
                                   "http://user:secret@crt.example.test/issuing",
                                   "ftp://crt.example.test/issuing",
                                   "ldap://crt.example.test/cn=issuing",
                                   "file:///etc/passwd",
                                   "http://crt.example.test:8080/issuing",
                                   "http://crt.example.test:443/issuing",
                                   "https://crt.example.test:80/issuing",
                                   "http://crt.example.test./issuing",
                                   "http://crt.example.test\\@evil.example.test/issuing",
                                   "http://evil.example.test\\.crt.example.test/issuing",
                                   "http://crt.example.test%2eevil.test/issuing",
                                   "http:///issuing",
                                   "issuing",
                                   "" })
    {
      g_autoptr (GError) error = nullptr;

      world.leaf_plan.issuer_places = { place };
      g_autoptr (EnrollCredential) credential = Read (world.Leaf ().Pem (), &error);
      EXPECT_EQ (credential, nullptr) << place;
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_CHAIN)) << place;
      EXPECT_EQ (std::string (error->message).find ("secret"), std::string::npos);
      EXPECT_EQ (std::string (error->message).find ("/issuing"), std::string::npos);
    }
  EXPECT_EQ (server.Requests ().size (), 0u);
}

TEST_F (Issuers, OfTwoPlacesTheSecondIsTried)
{
  g_autoptr (GError) error = nullptr;

  server.Reply ("/gone", 404, "no");
  Serve ("/issuing", world.Issuing ().Der (), "application/pkix-cert");
  Serve ("/root", world.Root ().Der (), "application/pkix-cert");
  world.leaf_plan.issuer_places = { server.Uri ("/gone"), server.Uri ("/issuing") };
  g_autoptr (EnrollCredential) credential = Read (world.Leaf ().Pem (), &error);
  EXPECT_NE (credential, nullptr) << error->message;
}

/* Each authority names the next one, and the last one the first. */
TEST_F (Issuers, ThatGoInCirclesAreLeft)
{
  g_autoptr (GError) error = nullptr;
  CertificatePlan a = world.issuing_plan;
  CertificatePlan b = world.issuing_plan;

  a.common_name = "A";
  a.issuer_places = { server.Uri ("/b") };
  b.common_name = "B";
  b.issuer_places = { server.Uri ("/a") };
  TestCertificate first_a (a, TestKey ("circle0"), nullptr);
  TestCertificate first_b (b, TestKey ("circle1"), nullptr);
  TestCertificate a_by_b (a, TestKey ("circle0"), &first_b);
  TestCertificate b_by_a (b, TestKey ("circle1"), &first_a);
  world.leaf_plan.issuer_places = { server.Uri ("/a") };
  TestCertificate leaf (world.leaf_plan, TestKey ("leaf"), &first_a);

  Serve ("/a", a_by_b.Der (), "application/pkix-cert");
  Serve ("/b", b_by_a.Der (), "application/pkix-cert");
  g_autoptr (EnrollCredential) credential = Read (leaf.Pem (), &error);
  EXPECT_EQ (credential, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_BROKEN_CHAIN)) << error->message;
  EXPECT_EQ (server.Requests ().size (), 2u);
}

/* An authority above each authority, for ever. */
TEST_F (Issuers, WithoutEndAreLeft)
{
  g_autoptr (GError) error = nullptr;
  std::vector<TestCertificate> levels;

  for (int i = 0; i < 12; i++)
    {
      CertificatePlan plan = world.issuing_plan;

      plan.common_name = "Level " + std::to_string (i);
      plan.issuer_places = { server.Uri ("/" + std::to_string (i - 1)) };
      levels.emplace_back (plan, TestKey ("level"), levels.empty () ? nullptr : &levels.back ());
      Serve ("/" + std::to_string (i), levels.back ().Der (), "application/pkix-cert");
    }
  world.leaf_plan.issuer_places = { server.Uri ("/11") };
  TestCertificate leaf (world.leaf_plan, TestKey ("leaf"), &levels.back ());
  g_autoptr (EnrollCredential) credential = Read (leaf.Pem (), &error);
  EXPECT_EQ (credential, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_BROKEN_CHAIN)) << error->message;
  EXPECT_LE (server.Requests ().size (), 8u);
}

TEST_F (Issuers, AreAskedForThroughTheProxy)
{
  ScriptedServer proxy (nullptr);
  std::string address = "http://" + proxy.Host ();
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (address.c_str (), nullptr);
  g_autoptr (GError) error = nullptr;

  world.leaf_plan.issuer_places = { "http://crt.example.test/issuing" };
  proxy.Reply ("/issuing", 200, Pkcs7Of ({ world.Issuing (), world.Root () }));
  g_autoptr (EnrollCredential) credential = Read (world.Leaf ().Pem (), &error, resolver);
  EXPECT_NE (credential, nullptr) << error->message;
  EXPECT_EQ (proxy.Requests ().size (), 1u);
}

TEST_F (Issuers, AreNotWaitedForWhenTheUserCancels)
{
  g_autoptr (EnrollPortal) portal = NewPortal (server.Host ());
  g_autoptr (EnrollHttpIssuers) issuers = enroll_http_issuers_new (portal, nullptr, 600000);
  g_autoptr (EnrollGnutlsPki) pki = enroll_gnutls_pki_new (portal, ENROLL_ISSUERS (issuers));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = nullptr;
  std::string file = world.Leaf ().Pem ();
  g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
  AsyncResult result;

  server.On ("/issuing", [] (SoupServerMessage *message) { soup_server_message_pause (message); });
  enroll_pki_read_credential_async (ENROLL_PKI (pki),
                                    bytes,
                                    key,
                                    nullptr,
                                    kAlice,
                                    cancellable,
                                    AsyncResult::Callback,
                                    &result);
  ASSERT_TRUE (Eventually ([&] { return server.Requests ().size () == 1; }));
  g_cancellable_cancel (cancellable);
  ASSERT_TRUE (result.Wait ());
  g_autoptr (EnrollCredential) credential =
      enroll_pki_read_credential_finish (ENROLL_PKI (pki), result.Get (), &error);
  EXPECT_EQ (credential, nullptr);
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
