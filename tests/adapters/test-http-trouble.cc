/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"
#include "enroll-transport.h"

#include "enrollment.h"
#include "visitor.h"

namespace
{

const char known_page[] = "<form method=post action=/send><label>Access Code <input name=c>"
                          "</label><button>Submit</button></form>";

class HttpTrouble : public GlibTest
{
protected:
  HttpTrouble ()
      : server (LocalhostCertificate ()),
        visitor ({ server.Host () }, ServerAuthority ().RootFile ())
  {
  }

  ScriptedServer server;
  Visitor visitor;
};

/* A socket that takes connections, says something perhaps, and closes. */
class RudeListener
{
public:
  explicit RudeListener (const std::string &words) : words (words)
  {
    service = g_socket_service_new ();
    port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), nullptr, nullptr);
    g_signal_connect (service, "incoming", G_CALLBACK (Incoming), this);
  }

  ~RudeListener ()
  {
    g_socket_service_stop (service);
    g_socket_listener_close (G_SOCKET_LISTENER (service));
    g_object_unref (service);
  }

  std::string
  Host () const
  {
    return "localhost:" + std::to_string (port);
  }

private:
  static gboolean
  Incoming (GSocketService *, GIOStream *stream, GObject *, gpointer user_data)
  {
    auto *self = static_cast<RudeListener *> (user_data);

    g_output_stream_write_all (g_io_stream_get_output_stream (stream),
                               self->words.data (),
                               self->words.size (),
                               nullptr,
                               nullptr,
                               nullptr);
    g_io_stream_close (stream, nullptr, nullptr);
    return TRUE;
  }

  std::string words;
  GSocketService *service;
  guint port;
};

struct File
{
  const char *name;
  const char *type;
  const char *disposition;
  const char *body;
  bool is_file;
};

class Attachment : public HttpTrouble, public ::testing::WithParamInterface<File>
{
};

const char pem[] = "subject=x\n-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";

const File files[] = {
  { "Pkcs12", "application/x-pkcs12", "", "x", true },
  { "Bytes", "application/octet-stream", "", "x", true },
  { "Pkcs7", "Application/PKCS7-Mime; smime-type=certs-only", "", "x", true },
  { "HtmlToSave", "text/html", "attachment", "x", true },
  { "NameIsOfNoInterest", "text/html", "ATTACHMENT; filename=\"../../etc/x\"", "x", true },
  { "NothingToSave", "text/html", "inline; filename=x.p12", "x", false },
  { "PemAsText", "text/plain", "", pem, true },
  { "Text", "text/plain; charset=utf-8", "", "x", false },
  { "NoType", "", "", "x", false },
  { "Xhtml", "application/xhtml+xml", "", "<p>x</p>", false },
};

}

TEST_P (Attachment, IsToldFromAPage)
{
  ScriptedServer::Headers headers;

  if (*GetParam ().disposition != '\0')
    headers["Content-Disposition"] = GetParam ().disposition;
  server.Reply ("/file", 200, GetParam ().body, GetParam ().type, headers);
  ASSERT_TRUE (visitor.Open (server.Uri ("/file")));
  EXPECT_EQ (visitor.Kind (), GetParam ().is_file ? ENROLL_FORM_DOWNLOAD : ENROLL_FORM_UNKNOWN);
  ASSERT_EQ (visitor.Form ()->attachment != nullptr, GetParam ().is_file);
  EXPECT_EQ (visitor.Form ()->attachment != nullptr ? g_bytes_get_size (visitor.Form ()->attachment)
                                                    : strlen (GetParam ().body),
             strlen (GetParam ().body));
}

INSTANTIATE_TEST_SUITE_P (Kinds, Attachment, ::testing::ValuesIn (files), [] (const auto &info) {
  return std::string (info.param.name);
});

TEST_F (HttpTrouble, AnEndlessBodyIsCutOff)
{
  server.On ("/start", SendForEver);
  EXPECT_FALSE (visitor.Open (server.Uri ("/start")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_TOO_LARGE));
}

/* Each byte comes in time, and the last one never. */
TEST_F (HttpTrouble, AnAnswerThatDripsIsCutOff)
{
  g_autoptr (GError) error = nullptr;
  EnrollTransport *transport =
      enroll_transport_new (nullptr, ServerAuthority ().RootFile ().c_str (), &error);
  g_autoptr (EnrollSubmission) request = enroll_submission_new_get (server.Uri ("/start").c_str ());
  AsyncResult result;

  ASSERT_NE (transport, nullptr) << error->message;
  server.On ("/start", [] (SoupServerMessage *message) {
    auto drip = [] (SoupServerMessage *self, gpointer) {
      soup_message_body_append (soup_server_message_get_response_body (self),
                                SOUP_MEMORY_STATIC,
                                " ",
                                1);
      soup_server_message_pause (self);
      g_timeout_add_full (
          G_PRIORITY_DEFAULT,
          20,
          [] (gpointer paused) {
            if (g_object_get_data (G_OBJECT (paused), "is-over") == nullptr)
              soup_server_message_unpause (SOUP_SERVER_MESSAGE (paused));
            return static_cast<gboolean> (G_SOURCE_REMOVE);
          },
          g_object_ref (self),
          g_object_unref);
    };

    soup_server_message_set_status (message, 200, nullptr);
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                       SOUP_ENCODING_CHUNKED);
    g_signal_connect (message,
                      "wrote-chunk",
                      G_CALLBACK (static_cast<void (*) (SoupServerMessage *, gpointer)> (drip)),
                      nullptr);
    /* Nobody listens any more. */
    for (const char *end : { "finished", "disconnected" })
      {
        g_signal_connect (message,
                          end,
                          G_CALLBACK (+[] (SoupServerMessage *self, gpointer) {
                            g_object_set_data (G_OBJECT (self), "is-over", self);
                          }),
                          nullptr);
      }
    drip (message, nullptr);
  });
  /* The handshake of a slow build takes a while. */
  enroll_transport_set_limit (transport, Seeds () < 10 ? 6000 : 600);
  enroll_transport_send_async (transport, request, nullptr, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait (60000));
  g_autoptr (EnrollReply) reply = enroll_transport_send_finish (result.Get (), &error);
  enroll_transport_free (transport);

  EXPECT_EQ (reply, nullptr);
  ASSERT_NE (error, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE)) << error->message;
  EXPECT_STREQ (error->message, "localhost broke off: it took too long");
}

TEST_F (HttpTrouble, PagesAndFilesHaveALimit)
{
  server.Reply ("/page", 200, std::string (1024 * 1024 + 1, ' '));
  server.Reply ("/file", 200, std::string (4 * 1024 * 1024 + 1, ' '), "application/x-pkcs12");
  server.Reply ("/fits", 200, std::string (4 * 1024 * 1024, ' '), "application/x-pkcs12");

  EXPECT_FALSE (visitor.Open (server.Uri ("/page")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_TOO_LARGE));
  EXPECT_FALSE (visitor.Open (server.Uri ("/file")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_TOO_LARGE));
  EXPECT_TRUE (visitor.Open (server.Uri ("/fits")));
}

/* However many terms a page names, few are fetched: all others are one click away. */
TEST_F (HttpTrouble, TermsOfOnePageHaveALimit)
{
  std::string boxes;
  guint n_read = 0;

  for (int i = 0; i < 40; i++)
    {
      boxes += "<label><input type=checkbox name=t" + std::to_string (i) +
               ">I agree to the <a href=/terms/" + std::to_string (i) + ">terms</a></label>";
      server.Reply ("/terms/" + std::to_string (i), i == 1 ? 404 : 200, "<p>Be kind.");
    }
  for (const char *path : { "/first", "/send" })
    server.Reply (path,
                  200,
                  "<form method=post action=/send><label>Email <input name=e></label>" + boxes +
                      "<button>Submit</button></form>");

  ASSERT_TRUE (visitor.Open (server.Uri ("/first")));
  EXPECT_EQ (server.Requests ().size (), 1 + 3u);
  for (guint i = 0; i < visitor.Form ()->fields->len; i++)
    n_read += static_cast<EnrollField *> (visitor.Form ()->fields->pdata[i])->document != nullptr;
  EXPECT_EQ (n_read, 2u) << "one could not be had";

  /* The next page has its own. The links are buttons, too. */
  ASSERT_TRUE (visitor.Press (40));
  EXPECT_EQ (server.Requests ().size (), 2 * (1 + 3u));
}

TEST_F (HttpTrouble, AnUnknownAuthorityIsInsecure)
{
  Authority other ("Other");
  Visitor with_other ({ server.Host () }, other.RootFile ());
  Visitor with_system ({ server.Host () }, "");

  EXPECT_FALSE (with_other.Open (server.Uri ("/start")));
  EXPECT_TRUE (with_other.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_FALSE (with_system.Open (server.Uri ("/start")));
  EXPECT_TRUE (with_system.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (server.Requests ().empty ());
}

TEST_F (HttpTrouble, ACertificateOfAnotherHostIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate = ServerAuthority ().MakeServer ("other.example");
  ScriptedServer wrong (certificate);
  Visitor there ({ wrong.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open (wrong.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (wrong.Requests ().empty ());
}

TEST_F (HttpTrouble, AnExpiredCertificateIsInsecure)
{
  g_autoptr (GTlsCertificate) certificate =
      ServerAuthority ().MakeServer ("localhost",
                                     "activation_date = \"2020-01-01 00:00:00 UTC\"\n"
                                     "expiration_date = \"2020-02-01 00:00:00 UTC\"\n");
  ScriptedServer old (certificate);
  Visitor there ({ old.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open (old.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (old.Requests ().empty ());
}

TEST_F (HttpTrouble, NobodyThereIsUnreachable)
{
  std::string host = RudeListener ("").Host ();
  Visitor there ({ host }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open ("https://" + host + "/start"));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_UNREACHABLE));
}

TEST_F (HttpTrouble, NothingIsSentToAHostThatIsNotThere)
{
  std::string host = RudeListener ("").Host ();
  Visitor there ({ host }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open ("https://" + host + "/start"));
  EXPECT_FALSE (there.HasSent ());
}

TEST_F (HttpTrouble, ALinkThatLedToAHostThatIsNotThereWasSent)
{
  std::string host = RudeListener ("").Host ();
  Visitor there ({ server.Host (), host }, ServerAuthority ().RootFile ());

  server.Redirect ("/start", 302, "https://" + host + "/next");
  EXPECT_FALSE (there.Open (server.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_UNREACHABLE));
  EXPECT_TRUE (there.HasSent ());
}

TEST_F (HttpTrouble, ALinkWhoseAnswerDidNotComeWasSent)
{
  Visitor there ({ server.Host () }, ServerAuthority ().RootFile ());

  server.Break ("/start", "");
  EXPECT_FALSE (there.Open (server.Uri ("/start")));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_TRUE (there.HasSent ());
}

TEST_F (HttpTrouble, AnswersThatLedToAHostThatIsNotTrustedWereSent)
{
  Authority other ("Other");
  g_autoptr (GTlsCertificate) certificate = other.MakeServer ("localhost");
  ScriptedServer next (certificate);
  Visitor there ({ server.Host (), next.Host () }, ServerAuthority ().RootFile ());

  server.Reply ("/start", 200, known_page);
  server.Redirect ("/send", 303, next.Uri ("/next"));
  ASSERT_TRUE (there.Open (server.Uri ("/start")));
  EXPECT_FALSE (there.Press ());
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
  EXPECT_TRUE (there.HasSent ());
}

/* Not to be told from an answer that is no TLS; either may be tried again, for nothing was sent. */
TEST_F (HttpTrouble, AConnectionThatClosesAtOnceIsInsecure)
{
  RudeListener rude ("");
  Visitor there ({ rude.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open ("https://" + rude.Host () + "/start"));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
}

TEST_F (HttpTrouble, AnAnswerWithoutTlsIsInsecure)
{
  RudeListener plain ("HTTP/1.0 200 OK\r\n\r\n<p>Log in to this network</p>");
  Visitor there ({ plain.Host () }, ServerAuthority ().RootFile ());

  EXPECT_FALSE (there.Open ("https://" + plain.Host () + "/start"));
  EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_INSECURE));
}

TEST_F (HttpTrouble, ABrokenAnswerIsUnavailableAndNotAskedForAgain)
{
  const char *answers[] = { "",
                            "HTTP/1.1 200 OK\r\nContent-Ty",
                            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                            "Content-Length: 1000\r\n\r\nabc",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab" };

  for (const char *answer : answers)
    {
      ScriptedServer broken (LocalhostCertificate ());
      Visitor there ({ broken.Host () }, ServerAuthority ().RootFile ());

      broken.Break ("/start", answer);
      EXPECT_FALSE (there.Open (broken.Uri ("/start"))) << answer;
      EXPECT_TRUE (there.FailedWith (ENROLL_ERROR_UNAVAILABLE)) << answer;
      EXPECT_EQ (broken.Count ("/start"), 1) << answer;
    }
}

TEST_F (HttpTrouble, ALinkIsOpenedOnceOnAnOldConnectionToo)
{
  server.Reply ("/first", 200, known_page);
  server.Break ("/confirm", "");

  ASSERT_TRUE (visitor.Open (server.Uri ("/first")));
  EXPECT_FALSE (visitor.Open (server.Uri ("/confirm")));
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (server.Count ("/confirm"), 1);
}

TEST_F (HttpTrouble, AnswersAreSentOnceOnAnOldConnectionToo)
{
  server.Reply ("/first", 200, known_page);
  server.Break ("/send", "");

  ASSERT_TRUE (visitor.Open (server.Uri ("/first")));
  EXPECT_FALSE (visitor.Press ());
  EXPECT_TRUE (visitor.FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (server.Count ("/send"), 1);
}

TEST_F (HttpTrouble, NoErrorNamesMoreThanTheHost)
{
  server.Redirect ("/t0ken", 302, "https://portal.example.edu/t0ken?s3cret");
  EXPECT_FALSE (visitor.Open (server.Uri ("/t0ken")));
  EXPECT_EQ (strstr (visitor.Error ()->message, "t0ken"), nullptr);
  server.Break ("/t0ken/2", "");
  EXPECT_FALSE (visitor.Open (server.Uri ("/t0ken/2")));
  EXPECT_EQ (strstr (visitor.Error ()->message, "t0ken"), nullptr);
  EXPECT_FALSE (visitor.Open (server.Uri ("/t0ken/3")));
  EXPECT_EQ (strstr (visitor.Error ()->message, "t0ken"), nullptr);
}

/* The longest run of letters and digits in a link is its token. */
static std::string
FindToken (const std::string &link)
{
  std::string token;
  std::string run;

  for (char c : link + "/")
    {
      if (g_ascii_isalnum (c) || c == '-' || c == '_')
        {
          run += c;
          continue;
        }
      token = run.size () > token.size () ? run : token;
      run.clear ();
    }
  return token;
}

TEST_F (HttpTrouble, DebugOutputHasNoSecrets)
{
  std::string log;
  std::string token;

  ASSERT_TRUE (g_setenv ("G_MESSAGES_DEBUG", "all", TRUE));
  ::testing::internal::CaptureStdout ();
  {
    Enrollment enrollment;

    enrollment.Site ().Knob ("authorisation", "access-code");
    enrollment.Site ().Knob ("csr-method", "server");
    if (enrollment.Begin (4, "alice@example.edu"))
      {
        token = FindToken (
            enroll_invitation_peek_link (enroll_session_get_invitation (enrollment.Session ())));
        EXPECT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
      }
  }
  log = ::testing::internal::GetCapturedStdout ();
  g_unsetenv ("G_MESSAGES_DEBUG");
  EXPECT_NE (log.find ("state 1"), std::string::npos) << "debug messages were written";
  EXPECT_GE (token.size (), 16u);
  EXPECT_EQ (log.find (token), std::string::npos);
  EXPECT_EQ (log.find ("golden-bears"), std::string::npos);
}
