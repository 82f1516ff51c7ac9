/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A visit in a live page of servers that do as a test says: what was sent when a step fails, so that
 * nothing is sent a second time; and what a page may take up. */

#include <filesystem>

#include "enroll-web-visit.h"

#include "visitor.h"

namespace
{

constexpr int kStepMs = 60000;
constexpr int kFiles = 20;
constexpr int kFilesAtOnce = 4;

class WebVisit : public GlibTest
{
protected:
  WebVisit () : server (LocalhostCertificate ())
  {
    gone = ScriptedServer (nullptr).Host ();
  }

  ~WebVisit () override
  {
    g_clear_error (&error);
    g_clear_object (&cancellable);
  }

  void
  TearDown () override
  {
    g_clear_object (&visit);
    RunPending ();
    GlibTest::TearDown ();
  }

  /* Begins to open @link of a portal that has these hosts. */
  void
  Begin (const std::string &link, const std::vector<std::string> &hosts, const std::string &ca_file)
  {
    std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
    std::vector<const char *> names;

    for (const auto &host : hosts)
      names.push_back (host.c_str ());
    names.push_back (nullptr);
    g_autoptr (EnrollPortal) portal =
        enroll_portal_new_from_data (text.c_str (), text.size (), names.data (), &error);
    visit = enroll_web_visit_new (portal,
                                  nullptr,
                                  ca_file.empty () ? nullptr : ca_file.c_str (),
                                  &error);
    EXPECT_NE (visit, nullptr);
    Watch (visit);
    result = std::make_unique<AsyncResult> ();
    enroll_visit_open_async (ENROLL_VISIT (visit),
                             link.c_str (),
                             cancellable,
                             AsyncResult::Callback,
                             result.get ());
  }

  bool
  End ()
  {
    EXPECT_TRUE (result->Wait (kStepMs));
    g_autoptr (EnrollForm) form =
        enroll_visit_step_finish (ENROLL_VISIT (visit), result->Get (), &error);
    result.reset ();
    return form != nullptr;
  }

  bool
  Open (const std::string &link,
        const std::vector<std::string> &hosts,
        const std::string &ca_file = ServerAuthority ().RootFile ())
  {
    Begin (link, hosts, ca_file);
    return End ();
  }

  bool
  FailedWith (EnrollError code) const
  {
    return g_error_matches (error, ENROLL_ERROR, static_cast<int> (code));
  }

  bool
  HasSent () const
  {
    return enroll_visit_has_sent (ENROLL_VISIT (visit));
  }

  /* Where downloads lie. */
  static int
  CountFolders ()
  {
    int n = 0;

    for (const std::string parent : { g_get_user_runtime_dir (), "/dev/shm" })
      {
        std::error_code none;

        for (const auto &entry : std::filesystem::directory_iterator (parent, none))
          n += entry.path ().filename ().string ().find ("smime-enrollment-") == 0 ? 1 : 0;
      }
    return n;
  }

  ScriptedServer server;
  std::string gone; /* a host where nobody is */
  EnrollWebVisit *visit = nullptr;
  GCancellable *cancellable = g_cancellable_new ();
  std::unique_ptr<AsyncResult> result;
  GError *error = nullptr;
};

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

/* The last request of the page comes when all downloads have been begun, or not. */
TEST_F (WebVisit, APageTakesUpFewDownloadsAtOnce)
{
  static const std::string beginning (4096, 'x');
  std::string frames;
  int before = CountFolders ();
  int most = 0;

  for (int i = 0; i < kFiles; i++)
    {
      frames += "<iframe src='/file" + std::to_string (i) + "'></iframe>";
      server.On ("/file" + std::to_string (i), [] (SoupServerMessage *message) {
        soup_server_message_set_status (message, 200, nullptr);
        soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                           SOUP_ENCODING_CHUNKED);
        soup_message_headers_append (soup_server_message_get_response_headers (message),
                                     "Content-Type",
                                     "application/octet-stream");
        soup_message_body_append (soup_server_message_get_response_body (message),
                                  SOUP_MEMORY_STATIC,
                                  beginning.data (),
                                  beginning.size ());
        g_signal_connect (message, "wrote-chunk", G_CALLBACK (soup_server_message_pause), nullptr);
      });
    }
  server.Reply ("/last", 200, "x");
  server.Reply ("/start",
                200,
                "<script>setTimeout(() => fetch('/last'), 2000)</script><p>Hello" + frames);
  Begin (server.Uri ("/start"), { server.Host () }, ServerAuthority ().RootFile ());
  EXPECT_TRUE (Eventually (
      [&] {
        most = std::max (most, CountFolders () - before);
        return server.Count ("/last") == 1;
      },
      kStepMs));
  EXPECT_EQ (most, kFilesAtOnce);
  g_cancellable_cancel (cancellable);
  EXPECT_FALSE (End ());
  g_clear_object (&visit);
  EXPECT_TRUE (Eventually ([&] { return CountFolders () == before; }));
}
