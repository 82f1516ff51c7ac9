/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "glib-test.h"
#include "page.h"

namespace
{

class Submission : public GlibTest
{
protected:
  Submission () : answers (enroll_answers_new ())
  {
  }

  ~Submission () override
  {
    enroll_answers_unref (answers);
  }

  EnrollAnswers *answers;
};

const char post[] = "<form method=post action=/send>";
const char go[] = "<button>Go</button></form>";

std::string
Post (const std::string &html)
{
  return post + html + go;
}

}

TEST_F (Submission, EscapesAsABrowserDoes)
{
  Page page (Post ("<input name='a b&c' value='*-._~ +&amp;=%/?\"&#233;'>"));
  Request request (page, nullptr);

  EXPECT_EQ (request.Method (), "POST");
  EXPECT_EQ (request.Uri (), "https://portal.example.edu/send");
  EXPECT_EQ (request.ContentType (), "application/x-www-form-urlencoded");
  EXPECT_EQ (request.Body (), "a+b%26c=*-._%7E+%2B%26%3D%25%2F%3F%22%C3%A9");
}

TEST_F (Submission, EndsLinesInCrLf)
{
  Page page (Post ("<textarea name=csr></textarea>"));

  enroll_answers_set_text (answers, 0, "a\nb\r\nc\rd\n");
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "csr=a%0D%0Ab%0D%0Ac%0D%0Ad%0D%0A");
}

TEST_F (Submission, WritesMultipartToTheByte)
{
  Page page ("<form method=post enctype='multipart/form-data'><input name='a\"b' value=x>"
             "<textarea name=csr></textarea><button name=go value=now>Go</button></form>");

  enroll_answers_set_text (answers, 1, "1\n2é");
  Request request (page, answers);
  std::string dashes = "--" + request.Boundary ();
  ASSERT_NE (request.Boundary (), "");
  EXPECT_EQ (request.ContentType (), "multipart/form-data; boundary=" + request.Boundary ());
  EXPECT_EQ (request.Body (),
             dashes + "\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\nx\r\n" + dashes +
                 "\r\nContent-Disposition: form-data; name=\"csr\"\r\n\r\n1\r\n2é\r\n" + dashes +
                 "\r\nContent-Disposition: form-data; name=\"go\"\r\n\r\nnow\r\n" + dashes +
                 "--\r\n");
}

TEST_F (Submission, WritesLatinOneWithReferences)
{
  Page page (Post ("<input name=a>"), "iso-8859-1");
  Page accepting ("<form method=post accept-charset='ISO-8859-1, utf-8'><input name=a>" +
                  std::string (go));

  enroll_answers_set_text (answers, 0, "Zoë 中");
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=Zo%EB+%26%2320013%3B");
  Request by_attribute (accepting, answers);
  EXPECT_EQ (by_attribute.Body (), "a=Zo%EB+%26%2320013%3B");
}

TEST_F (Submission, AnUnknownAcceptCharsetIsUtf8)
{
  enroll_answers_set_text (answers, 0, "ab");
  for (const char *charset : { "UNKNOWN", "", " utf-8", "utf-16" })
    {
      Page page (std::string ("<form method=post accept-charset='") + charset + "'><input name=a>" +
                 go);
      Request request (page, answers);

      EXPECT_EQ (request.Body (), "a=ab") << charset;
    }
}

TEST_F (Submission, GetReplacesTheQuery)
{
  Page page ("<form action='/find?old=1#part'><input name=q value='a b'>" + std::string (go));
  Request request (page, nullptr);

  EXPECT_EQ (request.Method (), "GET");
  EXPECT_EQ (request.Body (), "");
  EXPECT_EQ (request.Uri (), "https://portal.example.edu/find?q=a+b");
}

TEST_F (Submission, PostKeepsTheQuery)
{
  Page page ("<form method=POST action='/find?old=1'><input name=q value=a>" + std::string (go));
  Request request (page, nullptr);

  EXPECT_EQ (request.Uri (), "https://portal.example.edu/find?old=1");
  EXPECT_EQ (request.Body (), "q=a");
}

TEST_F (Submission, SendsFieldsAsThePortalFilledThem)
{
  Page page (Post ("<input type=hidden name=_csrf value='t/1'><input name=a value=x>"
                   "<textarea name=b>\ny\n</textarea><input value=nameless><input name=''>"
                   "<input type=password name=p value=old><input name=z>"));
  Request request (page, nullptr);

  EXPECT_EQ (request.Body (), "_csrf=t%2F1&a=x&b=y%0D%0A&p=old&z=");
}

TEST_F (Submission, AnswersReplaceWhatWasThere)
{
  Page page (Post ("<input name=a value=x><input name=b value=y><input type=password name=p>"));
  g_autoptr (EnrollSecret) secret = enroll_secret_new ("s&cret");

  enroll_answers_set_text (answers, 1, "");
  enroll_answers_set_secret (answers, 2, secret);
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=x&b=&p=s%26cret");
}

TEST_F (Submission, SendsOnlyCheckedBoxes)
{
  Page page (Post ("<input type=checkbox name=a checked><input type=checkbox name=b>"
                   "<input type=checkbox name=c value=yes><input type=checkbox name=d checked>"));

  enroll_answers_set_checked (answers, 2, TRUE);
  enroll_answers_set_checked (answers, 3, FALSE);
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=on&c=yes");
}

TEST_F (Submission, SendsOneRadioButton)
{
  Page page (Post ("<input type=radio name=a value=1><input type=radio name=a value=2 checked>"
                   "<input type=radio name=b value=1><input type=radio name=b value=2>"
                   "<input type=radio name=c value=1><input type=radio name=c value=2 checked>"));

  enroll_answers_set_option (answers, 2, 0);
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=2&c=1") << "nothing for a group without a choice";
}

TEST_F (Submission, SendsTheSelectedOption)
{
  Page page (Post ("<select name=a><option value=1>One<option value=2>Two</select>"
                   "<select name=b><option>One<option>Two words</select><select name=c></select>"
                   "<select name=d><option selected disabled value=no>Choose<option>x</select>"));

  enroll_answers_set_option (answers, 1, 1);
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=1&b=Two+words") << "a disabled option is not sent";
}

TEST_F (Submission, SendsOnlyThePressedButton)
{
  Page page ("<form method=post action=/send><input name=a value=1>"
             "<button name=cancel value=1>Cancel</button><input type=submit name=ok value=OK>"
             "<button name=save>Save</button></form>");
  Request cancel (page, nullptr, 0);
  Request ok (page, nullptr, 1);
  Request save (page, nullptr, 2);

  EXPECT_EQ (cancel.Body (), "a=1&cancel=1");
  EXPECT_EQ (ok.Body (), "a=1&ok=OK");
  EXPECT_EQ (save.Body (), "a=1&save=");
}

TEST_F (Submission, SendsOnlyTheFormOfTheButton)
{
  Page page ("<form method=post action=/1 id=f><input name=a value=1><button>Go</button></form>"
             "<form method=post action=/2><input name=b value=2><button>Go</button></form>"
             "<input name=c value=3 form=f>");
  Request first (page, nullptr, 0);
  Request second (page, nullptr, 1);

  EXPECT_EQ (first.Body (), "a=1&c=3");
  EXPECT_EQ (first.Uri (), "https://portal.example.edu/1");
  EXPECT_EQ (second.Body (), "b=2");
  EXPECT_EQ (second.Uri (), "https://portal.example.edu/2");
}

TEST_F (Submission, AButtonMaySayWhereAndHow)
{
  Page page ("<form action=/1><input name=a value=1>"
             "<button formaction=/2 formmethod=post formenctype='multipart/form-data'>Go</button>"
             "<button formaction='/3?x=y' formmethod=GET>Go</button></form>");
  Request sent (page, nullptr, 0);
  Request got (page, nullptr, 1);

  EXPECT_EQ (sent.Method (), "POST");
  EXPECT_EQ (sent.Uri (), "https://portal.example.edu/2");
  EXPECT_NE (sent.Boundary (), "");
  EXPECT_EQ (got.Method (), "GET");
  EXPECT_EQ (got.Uri (), "https://portal.example.edu/3?a=1");
}

TEST_F (Submission, AnImageSendsWhereItWasPressed)
{
  Page named (std::string (post) + "<input type=image name=go alt=Go></form>");
  Page nameless (std::string (post) + "<input type=image alt=Go></form>");
  Request with_name (named, nullptr);
  Request without (nameless, nullptr);

  EXPECT_EQ (with_name.Body (), "go.x=1&go.y=1");
  EXPECT_EQ (without.Body (), "x=1&y=1");
}

TEST_F (Submission, DoesNotSendWhatIsDisabled)
{
  Page page (Post ("<input name=a value=1 disabled><select name=b disabled><option>1</select>"
                   "<textarea name=c disabled>1</textarea><input type=checkbox name=d checked "
                   "disabled><input type=radio name=e value=1 checked disabled>"
                   "<input type=hidden name=f value=1 disabled>"
                   "<fieldset disabled><input name=g value=1></fieldset><input name=h value=1>"));
  Request request (page, nullptr);

  EXPECT_EQ (request.Body (), "h=1");
}

TEST_F (Submission, UnseenBoxesAreSentOnlyIfChecked)
{
  Page page (
      Post ("<div hidden><input type=checkbox name=a value=1>"
            "<input type=checkbox name=b value=1 checked><input type=checkbox name=c checked>"
            "<input type=radio name=r value=1><input type=radio name=r value=2 checked>"
            "</div>"));
  Request request (page, nullptr);

  EXPECT_EQ (request.Body (), "b=1&c=on&r=2");
}

TEST_F (Submission, ALinkIsAGet)
{
  Page page ("<a href='next?a=1&amp;b=2'>Next</a>");
  Request request (page, nullptr);

  EXPECT_EQ (request.Method (), "GET");
  EXPECT_EQ (request.Uri (), "https://portal.example.edu/forms/next?a=1&b=2");
  EXPECT_EQ (request.ContentType (), "");
}

TEST_F (Submission, LargeFormsAreSentWhole)
{
  Page page (Post ("<textarea name=a></textarea><input name=b value=end>"));
  std::string large (200000, 'x');

  enroll_answers_set_text (answers, 0, large.c_str ());
  Request request (page, answers);
  EXPECT_EQ (request.Body (), "a=" + large + "&b=end");
}
