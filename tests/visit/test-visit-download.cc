/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Files that come in a live page, whatever way they come, are taken into memory, and nothing of them
 * is left. */

#include "live-visitor.h"

#include "enroll-web-visit-private.h"

namespace
{

const char kFile[] = "not really a certificate";

const char protect_page[] =
    "<h1>Download</h1><form method=post action=/send><label>Password <input type=password "
    "name=p></label><label>Confirm Password <input type=password name=q></label>"
    "<button>Download</button></form>";

/* The same form, whose button runs a script. */
std::string
ScriptedPage (const std::string &script)
{
  return "<h1>Download</h1><label>Password <input type=password></label><label>Confirm Password "
         "<input type=password></label><button type=button id=b>Download</button><script>"
         "document.getElementById('b').onclick = async () => { " +
         script + " };</script>";
}

class VisitDownload : public LiveVisitTest
{
protected:
  void
  TearDown () override
  {
    LiveVisitTest::TearDown ();
    EXPECT_TRUE (AfterAWhile ([] { return DownloadFolders ().empty (); }))
        << ::testing::PrintToString (DownloadFolders ());
  }

  bool
  Download (const std::string &page)
  {
    portal.Reply ("/start", 200, page);
    return visitor->Enter (portal.Uri ("/start")) && visitor->Submit ();
  }

  void
  ReplyWithFile (const std::string &path, const std::string &content = kFile)
  {
    portal.Reply (path,
                  200,
                  content,
                  "application/x-pkcs12",
                  { { "Content-Disposition", "attachment; filename=\"../../me.p12\"" } });
  }

  void
  ExpectFile ()
  {
    ASSERT_EQ (visitor->Kind (), ENROLL_FORM_DOWNLOAD);
    EXPECT_EQ (visitor->File (), kFile);
    EXPECT_STREQ (visitor->Form ()->host, portal.Host ().c_str ());
    EXPECT_EQ (DownloadFolders ().size (), 0u) << "it is gone as soon as it was read";
  }
};

TEST_F (VisitDownload, AnAttachmentThatAFormAnswersWith)
{
  ReplyWithFile ("/send");

  ASSERT_TRUE (Download (protect_page));

  ExpectFile ();
  EXPECT_STREQ (visitor->Form ()->attachment_type, "application/x-pkcs12");
  EXPECT_EQ (portal.Count ("/send"), 1) << "it is not asked for twice";
}

TEST_F (VisitDownload, AnAttachmentBehindALink)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';")));

  ExpectFile ();
  EXPECT_EQ (portal.Count ("/file"), 1);
}

TEST_F (VisitDownload, AFileThatIsNoAttachmentButNoPageEither)
{
  portal.Reply ("/file", 200, kFile, "application/pkix-cert");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';")));

  ExpectFile ();
}

TEST_F (VisitDownload, ALinkIntoANewWindow)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (Download (ScriptedPage ("window.open('/file');")));

  ExpectFile ();
  EXPECT_EQ (visitor->Evaluate ("return location.pathname"), "/start") << "the window is closed";
}

TEST_F (VisitDownload, AFormIntoANewWindow)
{
  std::string page = protect_page;

  ReplyWithFile ("/send");

  ASSERT_TRUE (Download (page.replace (page.find ("<form"), 5, "<form target=_blank")));

  ExpectFile ();
}

TEST_F (VisitDownload, AnAddressInTheBrowsersMemory)
{
  ASSERT_TRUE (Download (ScriptedPage ("const a = document.createElement('a'); a.download = 'x';"
                                       "a.href = URL.createObjectURL(new Blob(['" +
                                       std::string (kFile) +
                                       "'], {type: 'application/x-pkcs12'})); a.click();"
                                       "setTimeout(() => URL.revokeObjectURL(a.href), 1000);")));

  ExpectFile ();
}

TEST_F (VisitDownload, AnAddressThatIsTheFileItself)
{
  ASSERT_TRUE (
      Download (ScriptedPage ("const a = document.createElement('a'); a.download = 'x';"
                              "a.href = 'data:application/x-pkcs12,' + encodeURIComponent('" +
                              std::string (kFile) + "'); a.click();")));

  ExpectFile ();
}

TEST_F (VisitDownload, AFileFromAFrame)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (
      Download (ScriptedPage ("const f = document.createElement('iframe'); f.src = '/file';"
                              "document.body.append(f);")));

  ExpectFile ();
}

TEST_F (VisitDownload, AFileOfNothing)
{
  ReplyWithFile ("/file", "");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_DOWNLOAD);
  EXPECT_EQ (visitor->File (), "");
}

TEST_F (VisitDownload, AFileMayBeAsLargeAsTheLimit)
{
  ReplyWithFile ("/file", std::string (4 * 1024 * 1024, 'x'));

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_EQ (visitor->File ().size (), 4u * 1024 * 1024);
}

TEST_F (VisitDownload, AFileThatIsTooLargeIsRefused)
{
  ReplyWithFile ("/file", std::string (4 * 1024 * 1024 + 1, 'x'));

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (VisitDownload, AFileInMemoryThatIsTooLargeIsRefused)
{
  EXPECT_FALSE (
      Download (ScriptedPage ("const a = document.createElement('a'); a.download = 'x';"
                              "a.href = URL.createObjectURL(new Blob([new Uint8Array(4194305)]));"
                              "a.click();")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (VisitDownload, AnEndlessFileIsCutOff)
{
  portal.On ("/file", [] (SoupServerMessage *message) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
    auto more = [] (SoupServerMessage *self, gpointer) {
      static const char chunk[64 * 1024] = "";

      soup_message_body_append (soup_server_message_get_response_body (self),
                                SOUP_MEMORY_STATIC,
                                chunk,
                                sizeof chunk);
    };

    soup_server_message_set_status (message, 200, nullptr);
    soup_message_headers_replace (headers, "Content-Type", "application/x-pkcs12");
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
    g_signal_connect (message,
                      "wrote-chunk",
                      G_CALLBACK (static_cast<void (*) (SoupServerMessage *, gpointer)> (more)),
                      nullptr);
    more (message, nullptr);
  });

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (VisitDownload, AFileThatBreaksOffIsNoFile)
{
  portal.Break ("/file",
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-pkcs12\r\n"
                "Content-Length: 1000\r\n\r\nabc");

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_TRUE (visitor->FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (portal.Count ("/file"), 1);
}

TEST_F (VisitDownload, AVisitThatIsLeftLeavesNoHalfFile)
{
  portal.On ("/file", [] (SoupServerMessage *message) {
    SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

    soup_server_message_set_status (message, 200, nullptr);
    soup_message_headers_replace (headers, "Content-Type", "application/x-pkcs12");
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    soup_message_body_append (soup_server_message_get_response_body (message),
                              SOUP_MEMORY_COPY,
                              std::string (100000, 'x').data (),
                              100000);
  });
  portal.Reply ("/start", 200, ScriptedPage ("location = '/file';"));
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/start")));
  visitor->BeginSubmit ();
  ASSERT_TRUE (AfterAWhile ([] { return !DownloadFolders ().empty (); }));

  visitor.reset ();

  EXPECT_TRUE (AfterAWhile ([] { return DownloadFolders ().empty (); }));
}

TEST_F (VisitDownload, AFileThatComesBetweenTwoStepsIsTheNextResult)
{
  ReplyWithFile ("/file");
  portal.Reply ("/start", 200, protect_page);
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/start")));

  visitor->Evaluate ("const a = document.createElement('a'); a.href = '/file'; a.download = '';"
                     "a.click();");
  ASSERT_TRUE (Eventually ([&] { return portal.Count ("/file") == 1; }));
  ASSERT_TRUE (AfterAWhile ([&] { return ENROLL_WEB_VISIT (visitor->Visit ())->file != nullptr; }));
  ASSERT_TRUE (visitor->Submit ());

  ExpectFile ();
  EXPECT_EQ (portal.Count ("/send"), 0) << "what is there need not be asked for";
}

TEST_F (VisitDownload, AFileThatTheUserGetsIsTheResult)
{
  ReplyWithFile ("/file");
  portal.Reply ("/start", 200, ScriptedPage ("location = '/file';"));
  ASSERT_TRUE (visitor->Enter (portal.Uri ("/start")));
  visitor->BeginWatch ();

  visitor->Evaluate ("document.getElementById('b').click()");

  ASSERT_TRUE (visitor->End ());
  ExpectFile ();
}

TEST_F (VisitDownload, PemThatIsShownAsTextIsAFile)
{
  portal.Reply ("/file",
                200,
                "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
                "text/plain");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';")));

  EXPECT_EQ (visitor->Kind (), ENROLL_FORM_DOWNLOAD);
  EXPECT_NE (visitor->File ().find ("BEGIN CERTIFICATE"), std::string::npos);
}

}
