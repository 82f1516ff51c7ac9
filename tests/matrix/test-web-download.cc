/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Files that come in a live page, whatever way they come, are taken into memory up to a limit, and
 * nothing of them is left. Whose files are taken: test-web-windows.cc; how long: test-web-visit.cc. */

#include "web-visit-test.h"

namespace
{

constexpr const char *kFile = "not really a certificate";
constexpr size_t kLimit = size_t{ 4 } * 1024 * 1024;

/* What a page that asks for a password asks; %s is an attribute of the form. */
constexpr const char *kProtectPage =
    "<h1>Download</h1><form method=post action=/send %s><label>Password <input type=password "
    "name=p></label><label>Confirm Password <input type=password name=q></label>"
    "<button>Download</button></form>";

std::string
FormPage (const char *attribute = "")
{
  return Take (g_strdup_printf (kProtectPage, attribute));
}

/* The same, but its button runs a script. */
std::string
ScriptedPage (const std::string &script)
{
  return "<h1>Download</h1><label>Password <input type=password></label><label>Confirm Password "
         "<input type=password></label><button type=button id=b>Download</button><script>"
         "document.getElementById('b').onclick = () => { " +
         script + " };</script>";
}

class WebDownload : public WebVisitTest
{
protected:
  void
  TearDown () override
  {
    WebVisitTest::TearDown ();
    EXPECT_TRUE (AfterAWhile ([&] { return CountFolders () == n_folders; }));
  }

  bool
  Start (const std::string &page)
  {
    server.Reply ("/start", 200, page);
    return Enter (server.Uri ("/start"));
  }

  bool
  Download (const std::string &page)
  {
    return Start (page) && Submit ();
  }

  void
  ReplyWithFile (const std::string &path, const std::string &content = kFile)
  {
    server.Reply (path,
                  200,
                  content,
                  "application/x-pkcs12",
                  { { "Content-Disposition", "attachment; filename=\"../../me.p12\"" } });
  }

  void
  ExpectFile ()
  {
    ASSERT_EQ (Kind (), ENROLL_FORM_DOWNLOAD);
    EXPECT_EQ (File (), kFile);
    EXPECT_EQ (form->host, server.Host ());
    EXPECT_EQ (CountFolders (), n_folders) << "it is gone as soon as it was read";
  }
};

}

TEST_F (WebDownload, AnAttachmentThatAFormAnswersWith)
{
  ReplyWithFile ("/send");

  ASSERT_TRUE (Download (FormPage ())) << error->message;
  ExpectFile ();
  EXPECT_STREQ (form->attachment_type, "application/x-pkcs12");
  EXPECT_EQ (server.Count ("/send"), 1) << "it is not asked for twice";
}

TEST_F (WebDownload, AnAttachmentThatAScriptLeadsTo)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';"))) << error->message;
  ExpectFile ();
  EXPECT_EQ (server.Count ("/file"), 1);
}

TEST_F (WebDownload, AFileThatIsNoAttachmentButNoPageEither)
{
  server.Reply ("/file", 200, kFile, "application/pkix-cert");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';"))) << error->message;
  ExpectFile ();
}

TEST_F (WebDownload, PemThatIsShownAsTextIsAFile)
{
  server.Reply ("/file",
                200,
                "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
                "text/plain");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';"))) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_DOWNLOAD);
  EXPECT_NE (File ().find ("BEGIN CERTIFICATE"), std::string::npos);
}

TEST_F (WebDownload, ALinkIntoANewWindow)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (Download (ScriptedPage ("window.open('/file');"))) << error->message;
  ExpectFile ();
  EXPECT_EQ (Evaluate ("return location.pathname"), "/start") << "the window is closed";
}

TEST_F (WebDownload, AFormIntoANewWindow)
{
  ReplyWithFile ("/send");

  ASSERT_TRUE (Download (FormPage ("target=_blank"))) << error->message;
  ExpectFile ();
}

TEST_F (WebDownload, AFileFromAFrame)
{
  ReplyWithFile ("/file");

  ASSERT_TRUE (Download (ScriptedPage ("const f = document.createElement('iframe');"
                                       "f.src = '/file'; document.body.append(f);")))
      << error->message;
  ExpectFile ();
}

TEST_F (WebDownload, AFileOfNothing)
{
  ReplyWithFile ("/file", "");

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';"))) << error->message;
  EXPECT_EQ (Kind (), ENROLL_FORM_DOWNLOAD);
  EXPECT_EQ (File (), "");
}

TEST_F (WebDownload, AFileMayBeAsLargeAsTheLimit)
{
  ReplyWithFile ("/file", std::string (kLimit, 'x'));

  ASSERT_TRUE (Download (ScriptedPage ("location = '/file';"))) << error->message;
  EXPECT_EQ (File ().size (), kLimit);
}

TEST_F (WebDownload, AFileThatIsTooLargeIsRefused)
{
  ReplyWithFile ("/file", std::string (kLimit + 1, 'x'));

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (WebDownload, AFileInTheBrowsersMemoryThatIsTooLargeIsRefused)
{
  EXPECT_FALSE (Download (ScriptedPage ("const a = document.createElement('a'); a.download = 'x';"
                                        "a.href = URL.createObjectURL(new Blob([new Uint8Array(" +
                                        std::to_string (kLimit + 1) + ")])); a.click();")));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (WebDownload, AnEndlessFileIsCutOff)
{
  server.On ("/file", [] (SoupServerMessage *message) {
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Content-Type",
                                  "application/x-pkcs12");
    SendForEver (message);
  });

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_TOO_LARGE));
}

TEST_F (WebDownload, AFileThatBreaksOffIsNoFile)
{
  server.Break ("/file",
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-pkcs12\r\n"
                "Content-Length: 1000\r\n\r\nabc");

  EXPECT_FALSE (Download (ScriptedPage ("location = '/file';")));
  EXPECT_TRUE (FailedWith (ENROLL_ERROR_UNAVAILABLE));
  EXPECT_EQ (server.Count ("/file"), 1);
}

TEST_F (WebDownload, AFileThatComesBetweenTwoStepsIsTheNextResult)
{
  ReplyWithFile ("/file");
  ASSERT_TRUE (Start (FormPage ())) << error->message;

  Evaluate ("const a = document.createElement('a'); a.href = '/file'; a.download = '';"
            "a.click();");
  ASSERT_TRUE (Eventually ([&] { return visit->file != nullptr; }));
  ASSERT_TRUE (Submit ()) << error->message;
  ExpectFile ();
  EXPECT_EQ (server.Count ("/send"), 0) << "what is there need not be asked for";
}

TEST_F (WebDownload, AFileThatTheUserGetsIsTheResult)
{
  ReplyWithFile ("/file");
  ASSERT_TRUE (Start (ScriptedPage ("location = '/file';"))) << error->message;
  BeginWatch ();

  Evaluate ("document.getElementById('b').click()");
  ASSERT_TRUE (End ()) << error->message;
  ExpectFile ();
}
