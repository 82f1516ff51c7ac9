/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A visit in a live page of servers that do as a test says: what was sent when a step fails, so that
 * nothing is sent a second time; what a page may take up; and how long it is waited for. */

#include <filesystem>

#include "fake-proxy-resolver.h"
#include "web-visit-test.h"

namespace
{

constexpr int kFiles = 20;
constexpr int kFilesAtOnce = 4;
constexpr guint kLongMs = 600000;
constexpr guint kShortMs = 1500;
constexpr guint kPauseMs = 500;
constexpr int kParts = 6; /* that take longer than kShortMs, each of them far less */

/* What a server waits before it goes on with an answer. */
void
After (guint ms, SoupServerMessage *message, void (*next) (SoupServerMessage *))
{
  g_object_set_data (G_OBJECT (message), "next", reinterpret_cast<gpointer> (next));
  g_timeout_add_full (
      G_PRIORITY_DEFAULT,
      ms,
      [] (gpointer data) -> gboolean {
        auto *self = static_cast<SoupServerMessage *> (data);

        if (g_object_get_data (G_OBJECT (self), "is-over") == nullptr)
          {
            reinterpret_cast<void (*) (SoupServerMessage *)> (
                g_object_get_data (G_OBJECT (self), "next")) (self);
          }
        return G_SOURCE_REMOVE;
      },
      g_object_ref (message),
      g_object_unref);
  soup_server_message_pause (message);
}

/* Sends one more part of a file. */
void
SendPart (SoupServerMessage *message)
{
  static const std::string part (4096, 'x');

  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_STATIC,
                            part.data (),
                            part.size ());
  soup_server_message_unpause (message);
}

/* Begins a file that comes in parts, and has @then said what becomes of it after each of them. */
void
BeginFile (SoupServerMessage *message, void (*then) (SoupServerMessage *, gpointer))
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, nullptr);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_append (headers, "Content-Type", "application/octet-stream");
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (then), nullptr);
  for (const char *end : { "finished", "disconnected" })
    {
      g_signal_connect (message,
                        end,
                        G_CALLBACK (+[] (SoupServerMessage *self, gpointer) {
                          g_object_set_data (G_OBJECT (self), "is-over", self);
                        }),
                        nullptr);
    }
  SendPart (message);
}

/* Of which no more comes. */
void
HangFile (SoupServerMessage *message)
{
  BeginFile (message, [] (SoupServerMessage *self, gpointer) { soup_server_message_pause (self); });
}

/* Of which a part comes now and then, until @n have. */
template <int n>
void
TrickleFile (SoupServerMessage *message)
{
  BeginFile (message, [] (SoupServerMessage *self, gpointer) {
    int sent = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self), "sent")) + 1;

    g_object_set_data (G_OBJECT (self), "sent", GINT_TO_POINTER (sent));
    if (sent != n)
      {
        After (kPauseMs, self, SendPart);
        return;
      }
    soup_message_body_complete (soup_server_message_get_response_body (self));
  });
}

/* What files the process of a page sees; empty if there is none. */
std::string
FilesOf (const std::vector<int> &pages)
{
  std::error_code none;

  return pages.empty ()
             ? ""
             : std::filesystem::read_symlink ("/proc/" + std::to_string (pages[0]) + "/ns/mnt",
                                              none);
}

class WebVisit : public WebVisitTest
{
protected:
  /* The page that is there leads to @path, and from then on nothing is waited for as long as
   * usual. */
  void
  LeadTo (const std::string &path, EnrollWebLimits limits)
  {
    server.On ("/start", [=, this] (SoupServerMessage *message) {
      static const char format[] = "<p>Hello<a href='%s' %s>x</a><script>"
                                   "document.querySelector ('a').click ()</script>";
      g_autofree char *page =
          g_strdup_printf (format, path.c_str (), path == "/saved" ? "download" : "");

      enroll_web_traffic_set_limits (enroll_web_view_get_traffic (visit->view), &limits);
      soup_server_message_set_response (message,
                                        "text/html",
                                        SOUP_MEMORY_COPY,
                                        page,
                                        strlen (page));
      soup_server_message_set_status (message, 200, nullptr);
    });
  }

  bool
  OpenStart ()
  {
    return Open (server.Uri ("/start"), { server.Host () });
  }

  /* With as much time as there is. */
  bool
  OpenAgain (const std::string &path)
  {
    const EnrollWebLimits limits = { kLongMs, kLongMs };

    enroll_web_traffic_set_limits (enroll_web_view_get_traffic (visit->view), &limits);
    return Open (server.Uri (path), {});
  }

  void
  ExpectNothingAsked (GProxyResolver *proxies)
  {
    const EnrollWebLimits limits = { kShortMs, kShortMs };
    AsyncResult taken;

    resolver = proxies;
    MakeVisit ({ server.Host () }, ServerAuthority ().RootFile ());
    enroll_web_traffic_set_limits (enroll_web_view_get_traffic (visit->view), &limits);
    enroll_visit_take_over_async (ENROLL_VISIT (visit),
                                  enroll_handover_new (server.Uri ("/start").c_str ()),
                                  cancellable,
                                  AsyncResult::Callback,
                                  &taken);
    ASSERT_TRUE (taken.Wait ());
    form = enroll_visit_step_finish (ENROLL_VISIT (visit), taken.Get (), &error);
    ASSERT_EQ (form, nullptr);
    EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNREACHABLE)) << error->message;
    EXPECT_FALSE (HasSent ());
    EXPECT_EQ (server.Count ("/start"), 0);
  }

  void
  ExpectGivenUp (const char *reason)
  {
    ASSERT_NE (error, nullptr);
    EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE)) << error->message;
    EXPECT_STREQ (error->message, reason);
    EXPECT_TRUE (HasSent ());
    EXPECT_TRUE (Eventually ([&] { return CountFolders () == n_folders; }));
    EXPECT_TRUE (Eventually ([&] { return !enroll_web_view_is_busy (visit->view); }));
  }
};

}

TEST_F (WebVisit, ProxySettingsThatSayNothingAreNotWaitedForForLong)
{
  g_autoptr (GProxyResolver) silent = fake_proxy_resolver_new_silent ();

  ExpectNothingAsked (silent);
}

/* Nor does the engine find a way of its own. */
TEST_F (WebVisit, NothingIsSentIfTheProxySettingsAreBroken)
{
  g_autoptr (GProxyResolver) broken = fake_proxy_resolver_new_broken ();

  ExpectNothingAsked (broken);
}

TEST_F (WebVisit, NothingIsSentToAHostThatIsNotThere)
{
  EXPECT_FALSE (Open ("https://" + gone + "/start", { gone }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNREACHABLE)) << error->message;
  EXPECT_FALSE (HasSent ());
}

TEST_F (WebVisit, NothingIsSentToAHostThatIsNotTrusted)
{
  server.Reply ("/start", 200, "<p>Hello");
  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host () }, ""));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_INSECURE)) << error->message;
  EXPECT_FALSE (HasSent ());
  EXPECT_EQ (server.Count ("/start"), 0);
}

TEST_F (WebVisit, ALinkWhoseAnswerDidNotComeWasSent)
{
  server.Break ("/start", "");
  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host () }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE)) << error->message;
  EXPECT_GT (server.Count ("/start"), 0);
  EXPECT_TRUE (HasSent ());
}

TEST_F (WebVisit, ALinkThatLedToAHostThatIsNotThereWasSent)
{
  server.Redirect ("/start", 302, "https://" + gone + "/next");
  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host (), gone }));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNREACHABLE)) << error->message;
  EXPECT_TRUE (HasSent ());
}

/* The answer of what a script sent is still awaited when the page goes where nobody is. */
TEST_F (WebVisit, WhatAScriptSentWasSent)
{
  server.On ("/send", [] (SoupServerMessage *message) { soup_server_message_pause (message); });
  server.Reply ("/start",
                200,
                "<script>fetch('/send', { method: 'POST', body: 'x', keepalive: true });"
                "setTimeout(() => { location.href = 'https://" +
                    gone + "/next'; }, 300)</script>");
  EXPECT_FALSE (Open (server.Uri ("/start"), { server.Host (), gone }));
  EXPECT_EQ (server.Count ("/send"), 1);
  EXPECT_TRUE (HasSent ());
}

TEST_F (WebVisit, APageIsInASandbox)
{
  if (g_getenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS") != nullptr)
    GTEST_SKIP () << "there can be no sandbox here";
  server.Reply ("/start", 200, "<p>Hello");
  ASSERT_TRUE (OpenStart ()) << error->message;
  EXPECT_TRUE (webkit_web_context_get_sandbox_enabled (
      webkit_web_view_get_context (enroll_web_view_get_page (visit->view))));
  EXPECT_NE (FilesOf (Processes ("WebKitWebProces")), "");
  EXPECT_NE (FilesOf (Processes ("WebKitWebProces")),
             std::filesystem::read_symlink ("/proc/self/ns/mnt"));
}

/* The last request of the page comes when all downloads have been begun, or not. */
TEST_F (WebVisit, APageTakesUpFewDownloadsAtOnce)
{
  std::string frames;
  int most = 0;

  for (int i = 0; i < kFiles; i++)
    {
      frames += "<iframe src='/file" + std::to_string (i) + "'></iframe>";
      server.On ("/file" + std::to_string (i), HangFile);
    }
  server.Reply ("/last", 200, "x");
  server.Reply ("/start",
                200,
                "<script>setTimeout(() => fetch('/last'), 2000)</script><p>Hello" + frames);
  Begin (server.Uri ("/start"), { server.Host () }, ServerAuthority ().RootFile ());
  EXPECT_TRUE (Eventually (
      [&] {
        most = std::max (most, CountFolders () - n_folders);
        return server.Count ("/last") == 1;
      },
      kStepMs));
  EXPECT_EQ (most, kFilesAtOnce);
  g_cancellable_cancel (cancellable);
  EXPECT_FALSE (End ());
  g_clear_object (&visit);
  EXPECT_TRUE (Eventually ([&] { return CountFolders () == n_folders; }));
}

/* What there is of it is gone, and it can be asked for again. */
TEST_F (WebVisit, AFileThatStopsComingIsGivenUp)
{
  LeadTo ("/file", { kShortMs, kLongMs });
  server.On ("/file", HangFile);
  server.On ("/file", TrickleFile<1>);

  EXPECT_FALSE (OpenStart ());
  ExpectGivenUp ("the download took too long");
  ASSERT_TRUE (OpenAgain ("/file")) << error->message;
  EXPECT_NE (form->attachment, nullptr);
}

TEST_F (WebVisit, AFileThatGoesOnComingMayTakeLonger)
{
  LeadTo ("/file", { kShortMs, kLongMs });
  server.On ("/file", TrickleFile<kParts>);

  ASSERT_TRUE (OpenStart ()) << error->message;
  ASSERT_NE (form->attachment, nullptr);
  EXPECT_EQ (g_bytes_get_size (form->attachment), kParts * size_t{ 4096 });
}

TEST_F (WebVisit, AFileThatNeverEndsIsGivenUp)
{
  LeadTo ("/file", { kLongMs, kShortMs });
  server.On ("/file", TrickleFile<0>);

  EXPECT_FALSE (OpenStart ());
  ExpectGivenUp ("the download took too long");
}

/* There is no disposition. */
TEST_F (WebVisit, APageThatOnlyNamesAFileIsAPage)
{
  server.Reply ("/start",
                200,
                "<p>Hello",
                "text/html",
                { { "Content-Disposition", "filename=page.html" } });
  ASSERT_TRUE (OpenStart ()) << error->message;
  EXPECT_EQ (form->attachment, nullptr);
}

/* The engine takes such a link for a file before anything has been said of it. */
TEST_F (WebVisit, AFileThatNeverBeginsIsGivenUp)
{
  LeadTo ("/saved", { kShortMs, kLongMs });
  server.On ("/saved", soup_server_message_pause);

  EXPECT_FALSE (OpenStart ());
  EXPECT_EQ (server.Count ("/saved"), 1);
  ExpectGivenUp ("the download took too long");
}

TEST_F (WebVisit, APageThatDoesNotAnswerIsGivenUp)
{
  LeadTo ("/next", { kLongMs, kShortMs });
  server.On ("/next", soup_server_message_pause);
  server.Reply ("/next", 200, "<p>Hello");

  EXPECT_FALSE (OpenStart ());
  EXPECT_EQ (server.Count ("/next"), 1);
  ExpectGivenUp ((server.Host () + " did not answer: it took too long").c_str ());
  EXPECT_TRUE (OpenAgain ("/next")) << error->message;
  EXPECT_EQ (server.Count ("/next"), 2);
}

/* Each request has its own time. */
TEST_F (WebVisit, APageThatIsReachedByARedirectMayTakeLonger)
{
  LeadTo ("/next", { kLongMs, 4 * kPauseMs });
  server.On ("/next", [] (SoupServerMessage *message) {
    soup_server_message_set_redirect (message, 302, "/last");
    After (3 * kPauseMs, message, soup_server_message_unpause);
  });
  server.On ("/last", [] (SoupServerMessage *message) {
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>Hello", 8);
    soup_server_message_set_status (message, 200, nullptr);
    After (3 * kPauseMs, message, soup_server_message_unpause);
  });

  EXPECT_TRUE (OpenStart ()) << error->message;
  EXPECT_EQ (server.Count ("/last"), 1);
}
