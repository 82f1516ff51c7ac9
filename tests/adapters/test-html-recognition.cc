/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-recognition.h"
#include "enrollment.h"
#include "page.h"

namespace
{

/* Whole pages, from markup to kind, with the vocabulary that is shipped. */
class HtmlRecognition : public GlibTest
{
protected:
  HtmlRecognition () : portal (LoadPortal ("portal.example.edu"))
  {
  }

  ~HtmlRecognition () override
  {
    enroll_portal_unref (portal);
  }

  EnrollPortal *portal;
};

const char request_form[] = R"(<!DOCTYPE html><html><head><title>Certificate Manager</title></head>
<body><header><form action=/lang><select name=l aria-label=Language><option>English</select>
<button>Change language</button></form></header>
<h1>Digital Certificate Enrollment</h1>
<form method=post action=/enroll/submit>
<input type=hidden name=_csrf value=abc>
<div><label for=f1>First Name*</label><input id=f1 name=fn value=Alice></div>
<div><label for=f2>Last Name*</label><input id=f2 name=ln value=Example></div>
<div><label for=f3>Email*</label><input id=f3 name=em readonly value="alice@example.edu"></div>
<div><label for=f4>Certificate Profile</label><select id=f4 name=p><option>G&Eacute;ANT</select></div>
<div><label for=f5>Certificate Term</label><select id=f5 name=t><option>1 year</select></div>
<fieldset><legend>Enrollment Method</legend>
<label><input type=radio name=m value=k checked>Key Generation</label>
<label><input type=radio name=m value=c>CSR</label></fieldset>
<div><label for=f6>CSR</label><textarea id=f6 name=csr></textarea></div>
<label><input type=checkbox name=eula>I have read and agree to the terms of the
<a href=/eula>EULA</a></label>
<button>Submit</button><button type=button>Cancel</button></form></body></html>)";

const char access_page[] = R"(<h1>Enroll</h1><form method=post><table>
<tr><td>Enrollment Account:</td><td><select name=a><option>Please select<option>One</select></td>
<tr><td>Access Code:</td><td><input type=password name=c></td></table>
<div role=alert>Access code is incorrect.</div><input type=submit value=Next></form>)";

const char protect_page[] = R"(<h2>Download your certificate</h2><form method=post>
<p>PKCS#12 Password</p><input type=password name=p1><p>Confirm password</p>
<input type=password name=p2><label>Choose key protection algorithm
<select name=alg><option>Secure AES256-SHA256<option>Compatible TripleDES-SHA1</select></label>
<button>Download</button></form>)";

const char list_page[] = R"(<h1>My certificates</h1><table>
<tr><td>alice@example.edu</td><td>Valid</td><td><form method=post action=/dl><button>Download</button>
</form></td><td><form method=post action=/rv><button>Revoke</button></form></td></tr></table>
<form method=post action=/new><button>Enroll Certificate</button></form><a href=/out>Logout</a>)";

}

TEST_F (HtmlRecognition, TheRequestForm)
{
  Page page (request_form);
  page.Recognize (portal);
  EnrollForm *form = page.Form ();

  EXPECT_EQ (form->kind, ENROLL_FORM_REQUEST);
  EXPECT_STREQ (form->title, "Digital Certificate Enrollment");
  for (EnrollRole role : { ENROLL_ROLE_FIRST_NAME,
                           ENROLL_ROLE_LAST_NAME,
                           ENROLL_ROLE_EMAIL,
                           ENROLL_ROLE_PROFILE,
                           ENROLL_ROLE_TERM,
                           ENROLL_ROLE_KEY_METHOD,
                           ENROLL_ROLE_CSR,
                           ENROLL_ROLE_TERMS })
    EXPECT_NE (enroll_form_find_field (form, role), nullptr) << enroll_role_get_nick (role);
  ASSERT_NE (enroll_form_find_button (form, ENROLL_ROLE_SUBMIT), nullptr);
  EXPECT_EQ (enroll_form_find_button (form, ENROLL_ROLE_SUBMIT)->group, form->group);
  EXPECT_TRUE (enroll_form_find_field (form, ENROLL_ROLE_EMAIL)->is_fixed);
  EXPECT_STREQ (enroll_form_find_field (form, ENROLL_ROLE_TERMS)->document_uri,
                "https://portal.example.edu/eula");
}

TEST_F (HtmlRecognition, TheAccessCodePage)
{
  Page page (access_page);
  page.Recognize (portal);

  EXPECT_EQ (page.Form ()->kind, ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (page.Form ()->refusal, ENROLL_REFUSAL_CODE);
  EXPECT_NE (enroll_form_find_field (page.Form (), ENROLL_ROLE_ACCOUNT), nullptr);
  EXPECT_NE (enroll_form_find_button (page.Form (), ENROLL_ROLE_NEXT), nullptr);
}

TEST_F (HtmlRecognition, TheProtectPage)
{
  Page page (protect_page);
  page.Recognize (portal);

  EXPECT_EQ (page.Form ()->kind, ENROLL_FORM_PROTECT);
  EXPECT_NE (enroll_form_find_field (page.Form (), ENROLL_ROLE_PASSWORD), nullptr);
  EXPECT_NE (enroll_form_find_field (page.Form (), ENROLL_ROLE_PASSWORD_REPEAT), nullptr);
  EXPECT_NE (enroll_form_find_field (page.Form (), ENROLL_ROLE_PROTECTION), nullptr);
  EXPECT_NE (enroll_form_find_button (page.Form (), ENROLL_ROLE_DOWNLOAD), nullptr);
}

TEST_F (HtmlRecognition, TheList)
{
  Page page (list_page);
  page.Recognize (portal);

  EXPECT_EQ (page.Form ()->kind, ENROLL_FORM_LIST);
  ASSERT_NE (enroll_form_find_button (page.Form (), ENROLL_ROLE_ENROLL), nullptr);
  EXPECT_STREQ (enroll_form_find_button (page.Form (), ENROLL_ROLE_ENROLL)->label,
                "Enroll Certificate");
}

TEST_F (HtmlRecognition, AListThatIsFull)
{
  const char note[] = "The maximum number of valid certificates has been reached: 2.";
  Page full (std::string (list_page) + "<p>" + note + "</p>");
  Page free (std::string (list_page) + "<p>The maximum number of valid certificates is 2.</p>");

  full.Recognize (portal);
  free.Recognize (portal);
  g_autofree char *line = enroll_form_dup_limit (full.Form (), portal);
  g_autofree char *none = enroll_form_dup_limit (free.Form (), portal);

  EXPECT_EQ (full.Form ()->kind, ENROLL_FORM_LIST);
  EXPECT_STREQ (line, note);
  EXPECT_STREQ (none, nullptr);
}

/* Beside many boxes one long text is not kept once for each. */
TEST_F (HtmlRecognition, TermsBesideManyBoxesAreKeptInProportion)
{
  std::string boxes;
  gsize kept = 0;

  for (int i = 0; i < 500; i++)
    boxes += "<label><input type=checkbox name=t>I agree to the terms</label>";
  Page page ("<form><textarea readonly>" + std::string (500000, 'x') + "</textarea>" + boxes +
             "<button>Submit</button></form>");
  page.Recognize (portal);

  ASSERT_EQ (page.Fields (), 501u);
  EXPECT_NE (page.Field (1)->document, nullptr);
  for (guint i = 0; i < page.Fields (); i++)
    kept += page.Field (i)->document != nullptr ? strlen (page.Field (i)->document) : 0;
  EXPECT_LE (kept, 5000000u);
}

TEST_F (HtmlRecognition, WaitingPages)
{
  Page text (
      "<h1>Enrollment</h1><p>Your certificate is being issued. This can take up to 5 minutes.");
  Page refresh ("<meta http-equiv=refresh content=3><h1>One moment</h1>");

  text.Recognize (portal);
  refresh.Recognize (portal);
  EXPECT_EQ (text.Form ()->kind, ENROLL_FORM_WAIT);
  EXPECT_EQ (refresh.Form ()->kind, ENROLL_FORM_WAIT);
}

TEST_F (HtmlRecognition, MailSent)
{
  Page page ("<h1>Confirmation</h1><p>An e-mail has been sent to alice@example.edu.</p>"
             "<a href=/>Back</a>");

  page.Recognize (portal);
  EXPECT_EQ (page.Form ()->kind, ENROLL_FORM_MAIL_SENT);
}

TEST_F (HtmlRecognition, AUsedLink)
{
  Page text ("<title>Error</title><p>This link has already been used or is no longer valid.</p>");
  Page alert ("<div role=alert>The link has expired.</div><form><label>Email <input></label>"
              "<button>Submit</button></form>");

  text.Recognize (portal);
  alert.Recognize (portal);
  EXPECT_EQ (text.Form ()->kind, ENROLL_FORM_REFUSED);
  EXPECT_EQ (text.Form ()->refusal, ENROLL_REFUSAL_INVITATION_USED);
  EXPECT_EQ (alert.Form ()->kind, ENROLL_FORM_REFUSED);
  EXPECT_EQ (alert.Form ()->refusal, ENROLL_REFUSAL_INVITATION_USED);
}

TEST_F (HtmlRecognition, AnotherPageIsUnknown)
{
  Page page ("<h1>Welcome</h1><form action=/search><input name=q aria-label=Search>"
             "<button>Search</button></form>");

  page.Recognize (portal);
  EXPECT_EQ (page.Form ()->kind, ENROLL_FORM_UNKNOWN);
}
