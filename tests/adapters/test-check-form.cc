/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What evolution-smime-enrollment-check says of a form that it finds at the endpoint. */

#include "check-test.h"
#include "portal.h"
#include "scripted-server.h"

namespace
{

/* An enrollment form that is open to everybody. */
class OpenFormTest : public CheckTest
{
protected:
  void
  Open (const std::string &fields)
  {
    server.Reply ("/customer/x/smime/y",
                  200,
                  "<html><body><h1>Client Certificate Enrollment</h1><form method='post'>" +
                      fields +
                      "<label>Certificate Profile <select name='a'><option>Staff</option>"
                      "<option>Student</option></select></label>"
                      "<label>Email <input name='b'></label>"
                      "<label>First Name <input name='c'></label>"
                      "<label><input type='checkbox' name='d'> I have read and agree to the terms "
                      "of the <a href='https://ca.example/eula'>EULA</a></label>"
                      "<button>Submit</button></form></body></html>");
    Name (server.Uri ("/customer/x/smime/y"), server.Host (), authority.RootFile ());
  }

  Authority authority{ "Check" };
  std::unique_ptr<GTlsCertificate, decltype (&g_object_unref)> certificate{ authority.MakeServer (
                                                                                "localhost"),
                                                                            g_object_unref };
  ScriptedServer server{ certificate.get () };
};

TEST_F (OpenFormTest, IsPlannedButNotSent)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("certificate-profile", "'Student'");
  System ("server-made-keys", "false");
  Compile ();

  EXPECT_EQ (RunJson (), 0) << output;
  EXPECT_STREQ (json_object_get_string_member (Assistant (), "form"), "request");
  EXPECT_TRUE (Says ("\"value\" : \"Student\"")) << output;
  EXPECT_TRUE (Says ("agreed-terms=['https://ca.example/eula']")) << output;
  EXPECT_EQ (server.Requests ().size (), 1u);
  EXPECT_EQ (server.Requests ()[0].method, "GET");
}

TEST_F (OpenFormTest, ShowsTermsThatWereAgreedTo)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("agreed-terms", "['https://ca.example/eula']");
  Compile ();

  EXPECT_EQ (Run ({}), 0) << output;
  EXPECT_TRUE (Says ("(agreed by the organization)")) << output;
  EXPECT_FALSE (Says ("agreed-terms=[")) << output;
}

TEST_F (OpenFormTest, ThatLacksTheProfileIsAProblem)
{
  Open ("<label>CSR <textarea name='e'></textarea></label>");
  System ("certificate-profile", "'Faculty'");
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("the form does not offer “Faculty”; it offers “Staff”, “Student”")) << output;
}

/* What a terminal obeys: C0 and C1 controls, and marks that change the direction. */
TEST_F (OpenFormTest, SaysNothingToTheTerminal)
{
  const std::string evil = "\x1b]0;owned\x07\xc2\x9b"
                           "2J\xe2\x80\xae\x7f";

  Open ("<label>CSR <textarea name='e'></textarea></label><label>Shoe" + evil +
        " size <input name='s' required></label>"
        "<label>Certificate Term <select name='t'><option label='1" +
        evil + " \r\n year' selected></option></select></label>");
  System ("certificate-profile", "'Faculty'");
  System ("certificate-term", "'2 years'");
  Compile ();

  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("“1\xef\xbf\xbd]0;owned")) << output;
  EXPECT_TRUE (Says (" year”")) << output;
  ExpectHarmless ();
  EXPECT_EQ (RunJson (), 1);
  ExpectHarmless ();
  EXPECT_TRUE (Says ("\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u007f")) << output;
}

TEST_F (OpenFormTest, WhoseKeyIsMadeByTheServiceIsAProblemIfThatIsNotAllowed)
{
  Open ("");
  Compile ();
  EXPECT_EQ (Run ({}), 0) << output;

  System ("server-made-keys", "false");
  Compile ();
  EXPECT_EQ (Run ({}), 1);
  EXPECT_TRUE (Says ("wants to make the key itself")) << output;
}

TEST_F (OpenFormTest, ThatIsAPageOfScriptIsLeftToTheAssistant)
{
  server.Reply ("/customer/x/smime/y",
                200,
                "<html><body><div id='app'></div><script src='/app.js'></script></body></html>");
  Name (server.Uri ("/customer/x/smime/y"), server.Host (), authority.RootFile ());
  Compile ();

  EXPECT_EQ (Run ({}), 0) << output;
  EXPECT_TRUE (Says ("the assistant shows it live")) << output;
  EXPECT_EQ (server.Requests ().size (), 1u);
}

}
