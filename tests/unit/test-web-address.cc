/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Every trick with an address that a forged link, a redirect or a page may use: what is requested is
 * what was judged, or nothing is. */

#include <cstdio>
#include <cstring>

#include "enroll-error.h"
#include "enroll-portal.h"
#include "enroll-web-address.h"
#include "glib-test.h"
#include "hostile-addresses.h"
#include "sample-forms.h"

namespace
{

class WebAddress : public GlibTest
{
protected:
  static std::string
  Parse (const std::string &text)
  {
    g_autoptr (GUri) uri = enroll_web_address_parse (text.c_str (), nullptr);

    return uri != nullptr ? Take (g_uri_to_string (uri)) : "";
  }

  static std::string
  Resolve (const std::string &base, const std::string &reference)
  {
    g_autoptr (GUri) parsed = enroll_web_address_parse (base.c_str (), nullptr);
    g_autoptr (GUri) uri = enroll_web_address_resolve (parsed, reference.c_str ());

    return uri != nullptr ? Take (g_uri_to_string (uri)) : "";
  }
};

}

TEST_F (WebAddress, TricksAreRefused)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();
  int tried = 0;
  int refused = 0;

  for (const char *address : hostile_addresses)
    {
      g_autoptr (GError) error = nullptr;
      g_autoptr (GUri) uri = enroll_portal_judge (portal, address, &error);

      tried++;
      EXPECT_EQ (uri, nullptr) << address;
      refused += uri == nullptr ? 1 : 0;
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED)) << address;
      EXPECT_EQ (strstr (error->message, "t0ken"), nullptr) << error->message;
    }
  printf ("addresses: %d tried, %d refused, wrongly accepted = %d\n",
          tried,
          refused,
          tried - refused);
}

TEST_F (WebAddress, IsWrittenInOneWay)
{
  const char *const pairs[][2] = {
    { "https://cert-manager.com", "https://cert-manager.com/" },
    { "HTTPS://CERT-Manager.COM/A?B", "https://cert-manager.com/A?B" },
    { "https://cert-manager.com:443/a", "https://cert-manager.com/a" },
    { "https://hard.cert-manager.com:8443?x", "https://hard.cert-manager.com:8443/?x" },
    { "https://cert-manager.com/a/./b/../c", "https://cert-manager.com/a/c" },
    { "https://cert-manager.com/../../a/..", "https://cert-manager.com/" },
    { "https://cert-manager.com/a/%2E%2e/b/%2e", "https://cert-manager.com/b/" },
    { "https://cert-manager.com/a/.%2e", "https://cert-manager.com/" },
    { "https://cert-manager.com//evil.example/", "https://cert-manager.com//evil.example/" },
    { "https://cert-manager.com/.../a..b", "https://cert-manager.com/.../a..b" },
    { "https://cert-manager.com/a%2fb%41", "https://cert-manager.com/a%2fb%41" },
    { "https://cert-manager.com/100%?50%&%4", "https://cert-manager.com/100%25?50%25&%254" },
    { "https://cert-manager.com/{a}|\"<b>`^",
      "https://cert-manager.com/%7Ba%7D%7C%22%3Cb%3E%60%5E" },
    { "https://cert-manager.com/?it's[]\\", "https://cert-manager.com/?it%27s%5B%5D%5C" },
    { "https://cert-manager.com/ä", "https://cert-manager.com/%C3%A4" },
    { "https://cert-manager.com/?a=b%40c#d?e", "https://cert-manager.com/?a=b%40c#d?e" },
    { "https://cert-manager.com/a@b:c", "https://cert-manager.com/a@b:c" },
    { "https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/" },
    { "https://127.0.0.1/", "https://127.0.0.1/" },
    { "https://1.2.3.4.example/", "https://1.2.3.4.example/" },
  };

  for (const auto &pair : pairs)
    {
      EXPECT_EQ (Parse (pair[0]), pair[1]);
      EXPECT_EQ (Parse (pair[1]), pair[1]) << "it changes when it is read again";
    }
}

TEST_F (WebAddress, ReferencesLeadWhereTheySay)
{
  const std::string base = "https://cert-manager.com:8443/a/b?c=d#e";
  const std::string site = "https://cert-manager.com:8443";

  EXPECT_EQ (Resolve (base, "x"), site + "/a/x");
  EXPECT_EQ (Resolve (base, " \t x\r\n"), site + "/a/x");
  EXPECT_EQ (Resolve (base, "./x/../y?z"), site + "/a/y?z");
  EXPECT_EQ (Resolve (base, "../../../x"), site + "/x");
  EXPECT_EQ (Resolve (base, "/x"), site + "/x");
  EXPECT_EQ (Resolve (base, "?x"), site + "/a/b?x");
  EXPECT_EQ (Resolve (base, "#x"), site + "/a/b?c=d#x");
  EXPECT_EQ (Resolve (base, ""), site + "/a/b?c=d");
  EXPECT_EQ (Resolve (base, "//evil.example/x"), "https://evil.example/x");
  EXPECT_EQ (Resolve (base, "https://evil.example"), "https://evil.example/");
  EXPECT_EQ (Resolve ("https://cert-manager.com", "x"), "https://cert-manager.com/x");
}

TEST_F (WebAddress, OfWhatIsPublicMayBeHttp)
{
  const char *const pairs[][2] = {
    { "http://crt.example.edu", "http://crt.example.edu/" },
    { "HTTP://crt.example.edu:80/a", "http://crt.example.edu/a" },
    { "http://crt.example.edu:443/a", "http://crt.example.edu:443/a" },
    { "https://crt.example.edu:443/a", "https://crt.example.edu/a" },
    { "https://crt.example.edu:80/a", "https://crt.example.edu:80/a" },
    { "ftp://crt.example.edu/a", "" },
    { "http://user@crt.example.edu/a", "" },
    { "http:\\\\crt.example.edu/a", "" },
    { "http://crt.example.edu./a", "" },
    { "http://0x7f.1/a", "" },
    { "http:///a", "" },
    { "http:a", "" },
  };

  for (const auto &pair : pairs)
    {
      g_autoptr (GUri) uri = enroll_web_address_parse_public (pair[0], nullptr);

      EXPECT_EQ (uri != nullptr ? Take (g_uri_to_string (uri)) : "", pair[1]) << pair[0];
      EXPECT_EQ (Parse (pair[0]), strncmp (pair[1], "https", 5) == 0 ? pair[1] : "") << pair[0];
      EXPECT_EQ (enroll_web_address_is_one (pair[0]), strncmp (pair[1], "https", 5) == 0);
    }
}

TEST_F (WebAddress, ReferencesInWhatIsPublicKeepTheScheme)
{
  g_autoptr (GUri) base = enroll_web_address_parse_public ("http://crt.example.edu/a/b", nullptr);
  const char *const pairs[][2] = {
    { "x", "http://crt.example.edu/a/x" },
    { "/x", "http://crt.example.edu/x" },
    { "//other.example.edu/x", "http://other.example.edu/x" },
    { "https://other.example.edu/x", "https://other.example.edu/x" },
  };

  for (const auto &pair : pairs)
    {
      g_autoptr (GUri) uri = enroll_web_address_resolve_public (base, pair[0]);

      EXPECT_EQ (uri != nullptr ? Take (g_uri_to_string (uri)) : "", pair[1]);
    }
  for (const char *reference : { "file:///etc/passwd", "http://a@crt.example.edu/", "\\\\x" })
    {
      g_autoptr (GUri) uri = enroll_web_address_resolve_public (base, reference);

      EXPECT_EQ (uri, nullptr) << reference;
    }
}

TEST_F (WebAddress, ReferencesThatAreReadInTwoWaysLeadNowhere)
{
  for (const char *reference : { "\\\\evil.example/x",
                                 "/\\evil.example/x",
                                 "\\/evil.example/x",
                                 "a\\b",
                                 "///evil.example/x",
                                 "https:evil.example/x",
                                 "https:/evil.example/x",
                                 "https:///evil.example/x",
                                 "http://cert-manager.com/x",
                                 "HtTp:x",
                                 "javascript:alert(1)",
                                 "java\nscript:alert(1)",
                                 "data:text/html,x",
                                 "mailto:a@b",
                                 "/a\tb",
                                 "/a b",
                                 "//user@cert-manager.com/",
                                 "//cert-manager.com:8443:1/",
                                 "\x01x",
                                 "/\xff\xfe" })
    EXPECT_EQ (Resolve ("https://cert-manager.com/a", reference), "") << reference;
}

TEST_F (WebAddress, WhatLeadsNowhereIsKeptAndRefused)
{
  g_autoptr (EnrollPortal) portal = NewPortal ();
  g_autoptr (GUri) base = enroll_web_address_parse ("https://cert-manager.com/a", nullptr);

  for (const char *reference : { "javascript:x()", "\\\\cert-manager.com/x", "/a b", "http:x" })
    {
      std::string target = Take (enroll_web_address_dup_target (base, reference));

      EXPECT_EQ (target, reference);
      EXPECT_FALSE (enroll_portal_allows (portal, target.c_str (), nullptr)) << target;
    }
}

TEST_F (WebAddress, OriginsAreHostAndPort)
{
  g_autoptr (GUri) a = enroll_web_address_parse ("https://cert-manager.com/a", nullptr);
  g_autoptr (GUri) same = enroll_web_address_parse ("https://Cert-Manager.com:443/b", nullptr);
  g_autoptr (GUri) port = enroll_web_address_parse ("https://cert-manager.com:8443/a", nullptr);
  g_autoptr (GUri) host = enroll_web_address_parse ("https://hard.cert-manager.com/a", nullptr);

  EXPECT_TRUE (enroll_web_address_same_origin (a, same));
  EXPECT_FALSE (enroll_web_address_same_origin (a, port));
  EXPECT_FALSE (enroll_web_address_same_origin (a, host));
}

TEST_F (WebAddress, AnAddressWithoutEndIsRefused)
{
  EXPECT_EQ (Parse ("https://cert-manager.com/" + std::string (1 << 20, 'a')), "");
  EXPECT_EQ (Parse ("https://" + std::string (1 << 20, 'a')), "");
  EXPECT_EQ (Parse (std::string (1 << 20, 'a') + "://cert-manager.com/"), "");
  EXPECT_EQ (Parse ("https://cert-manager.com/" + std::string (7000, '/') + ".."),
             "https://cert-manager.com/" + std::string (6999, '/'));
}
