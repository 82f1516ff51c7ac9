/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "glib-test.h"
#include "page.h"

namespace
{

class HtmlPage : public GlibTest
{
};

struct Naming
{
  const char *name;
  const char *html;
  const char *label;
};

/* The field that is looked at is the last one. */
class ControlName : public GlibTest, public ::testing::WithParamInterface<Naming>
{
};

/* clang-format off */
const Naming namings[] = {
  { "LabelFor", "<label for=a>Email</label><p>x</p><input id=a>", "Email" },
  { "LabelAfterTheControl", "<input id=a><label for=a>Email</label>", "Email" },
  { "Wrapping", "<label>Email <input></label>", "Email" },
  { "WrappingAround", "<label>Email <input> (work)</label>", "Email (work)" },
  { "AriaLabelledby", "<b id=p>Email</b><i id=q>Address</i><input aria-labelledby='p q'>", "Email Address" },
  { "AriaLabelledbyOfNothing", "<input aria-labelledby=none aria-label=Email>", "Email" },
  { "AriaLabel", "<input aria-label=' Email  Address '>", "Email Address" },
  { "AriaBeforeLabel", "<label>Old <input aria-label=New></label>", "New" },
  { "CellBefore", "<table><tr><td>Email:</td><td><input></td></tr></table>", "Email:" },
  { "HeaderCellBefore", "<table><tr><th>Email</th><td><p><input></p></td></tr></table>", "Email" },
  { "CellAbove", "<table><tr><th>Email</th></tr><tr><td><input></td></tr></table>", "Email" },
  { "CellAboveInItsColumn",
    "<table><tr><th>First Name</th><th>Last Name</th></tr><tr><td><input></td><td><input></td></tr></table>",
    "Last Name" },
  { "Term", "<dl><dt>Email<dd><input></dl>", "Email" },
  { "Legend", "<fieldset><legend>Email</legend><div><div><div><input></div></div></div></fieldset>", "Email" },
  { "Placeholder", "<input placeholder=Email>", "Email" },
  { "Title", "<input title=Email>", "Email" },
  { "TitleBeforePlaceholder", "<input title=Email placeholder='you@example.edu'>", "Email" },
  { "TextBefore", "Email: <input>", "Email:" },
  { "BoldTextBefore", "<b>Email</b><br><input>", "Email" },
  { "BlockBefore", "<div>Email</div><div><span><input></span></div>", "Email" },
  { "TextBeforeAnotherControl", "Email <input> <input>", "" },
  { "HiddenTextIsNoName", "<label for=a>Email<span hidden> (internal)</span></label><input id=a>", "Email" },
  { "Entities", "<label>E&#45;mail&nbsp;&nbsp;Address&shy; <input></label>", "E-mail Address" },
  { "SelectInItsLabel", "<label>Email <select><option>One<option>Two</select></label>", "Email" },
  { "TextAreaInItsLabel", "<label>Email <textarea>old text</textarea></label>", "Email" },
};
/* clang-format on */

std::string
InForm (const std::string &html)
{
  return "<!DOCTYPE html><title>T</title><form method=post>" + html + "</form>";
}

}

TEST_P (ControlName, IsWhatAPersonReads)
{
  Page page (InForm (GetParam ().html));

  ASSERT_GT (page.Fields (), 0u);
  EXPECT_EQ (page.Label (page.Fields () - 1), GetParam ().label);
}

INSTANTIATE_TEST_SUITE_P (Names, ControlName, ::testing::ValuesIn (namings), [] (const auto &info) {
  return std::string (info.param.name);
});

TEST_F (HtmlPage, NamesRadioGroupsByTheirLegend)
{
  Page page (InForm ("<fieldset><legend>Key Type</legend>"
                     "<label><input type=radio name=k value=2>RSA 2048</label>"
                     "<input type=radio name=k value=4 id=b checked><label for=b>RSA 4096</label>"
                     "<input type=radio name=k value=p> EC</fieldset>"));

  ASSERT_EQ (page.Fields (), 1u);
  ASSERT_EQ (page.Field (0)->options->len, 3u);
  EXPECT_EQ (page.Label (0), "Key Type");
  EXPECT_EQ (page.Field (0)->kind, ENROLL_FIELD_CHOICE);
  EXPECT_EQ (page.Field (0)->selected, 1);

  auto option = [&] (guint i) {
    return static_cast<EnrollOption *> (g_ptr_array_index (page.Field (0)->options, i));
  };
  EXPECT_STREQ (option (0)->label, "RSA 2048");
  EXPECT_STREQ (option (1)->label, "RSA 4096");
  EXPECT_STREQ (option (2)->label, "EC");
}

TEST_F (HtmlPage, NamesRadioGroupsByTheirRole)
{
  Page page (InForm ("<span id=t>Account</span><div role=radiogroup aria-labelledby=t>"
                     "<label><input type=radio name=k>One</label></div>"
                     "<div role=radiogroup aria-label='Second Choice'>"
                     "<label><input type=radio name=l>One</label></div>"
                     "Third: <label><input type=radio name=m>One</label>"));

  ASSERT_EQ (page.Fields (), 3u);
  EXPECT_EQ (page.Label (0), "Account");
  EXPECT_EQ (page.Label (1), "Second Choice");
  EXPECT_EQ (page.Label (2), "Third:");
  EXPECT_EQ (page.Field (0)->selected, -1) << "no radio button is chosen by itself";
}

TEST_F (HtmlPage, KeepsRadioGroupsOfTwoFormsApart)
{
  Page page ("<form><input type=radio name=k value=1></form>"
             "<form><input type=radio name=k value=2></form>");

  ASSERT_EQ (page.Fields (), 2u);
  EXPECT_NE (page.Field (0)->group, page.Field (1)->group);
}

TEST_F (HtmlPage, TextThatStandsAfterNamesACheckBox)
{
  Page page (InForm ("Terms <input type=checkbox name=t> I agree to the terms"));

  EXPECT_EQ (page.Label (0), "I agree to the terms");
  EXPECT_STREQ (page.Field (0)->value, "on");
  EXPECT_FALSE (page.Field (0)->is_checked);
}

TEST_F (HtmlPage, TextFieldsThatNobodySeesAreHidden)
{
  for (const char *open : { "<div style='DISPLAY : none'>",
                            "<div hidden>",
                            "<div aria-hidden=true>",
                            "<div style='visibility:hidden'>",
                            "<div hidden><div><div>" })
    {
      Page page (InForm (std::string (open) + "<label>Email <input name=e value=trap></label>"));

      ASSERT_EQ (page.Fields (), 1u) << open;
      EXPECT_EQ (page.Field (0)->kind, ENROLL_FIELD_HIDDEN) << open;
      EXPECT_STREQ (page.Field (0)->value, "trap") << open;
    }
}

TEST_F (HtmlPage, OtherControlsThatNobodySeesAreHiddenToo)
{
  Page area (InForm ("<div hidden><label>Comments <textarea name=c>x</textarea></label></div>"));
  Page select (InForm ("<div hidden><label>Term <select name=c><option>1</select></label></div>"));

  EXPECT_EQ (area.Field (0)->kind, ENROLL_FIELD_HIDDEN);
  EXPECT_EQ (select.Field (0)->kind, ENROLL_FIELD_HIDDEN);
}

TEST_F (HtmlPage, ButtonsThatNobodySeesAreNotOffered)
{
  Page page (InForm ("<div style='display:none'><button name=x>Submit</button>"
                     "<a href=/bye>Next</a></div><button name=y>Submit</button>"));

  ASSERT_EQ (page.Buttons (), 1u);
  EXPECT_STREQ (page.Button (0)->label, "Submit");
}

TEST_F (HtmlPage, ADisabledFieldsetDisablesAllWithin)
{
  Page page (InForm ("<fieldset disabled><input name=a><fieldset><input name=b></fieldset>"
                     "</fieldset><input name=c>"));

  ASSERT_EQ (page.Fields (), 3u);
  EXPECT_TRUE (page.Field (0)->is_fixed);
  EXPECT_TRUE (page.Field (1)->is_fixed) << "a fieldset within a disabled one";
  EXPECT_FALSE (page.Field (2)->is_fixed);
}

TEST_F (HtmlPage, ResolvesAgainstTheBase)
{
  Page page ("<base href='/elsewhere/'><form action=send><button>Go</button></form>"
             "<a href='list?x=1'>List</a>");

  EXPECT_STREQ (page.Group (0)->action, "https://portal.example.edu/elsewhere/send");
  EXPECT_STREQ (page.Button (1)->handle, "https://portal.example.edu/elsewhere/list?x=1");
}

TEST_F (HtmlPage, AFormWithoutActionGoesToThePageItself)
{
  Page plain ("<form><button>Go</button></form>");
  Page based ("<base href='/elsewhere/'><form action=''><button>Go</button></form>");

  EXPECT_STREQ (plain.Group (0)->action, "https://portal.example.edu/forms/page?step=1");
  /* HTML 4.10.22.3: the URL of the document, not that of the base. */
  EXPECT_STREQ (based.Group (0)->action, "https://portal.example.edu/forms/page?step=1");
}

TEST_F (HtmlPage, TellsFormsApart)
{
  Page page ("<form id=one action=/1><input name=a></form>"
             "<form id=two action=/2 method=POST enctype='multipart/form-data'>"
             "<input name=b><input name=c form=one><button form=one>Go</button></form>"
             "<input name=d form=two><input name=e>");

  ASSERT_EQ (page.Fields (), 5u);
  EXPECT_EQ (page.Field (0)->group, page.Field (2)->group);
  EXPECT_EQ (page.Field (1)->group, page.Field (3)->group);
  EXPECT_NE (page.Field (0)->group, page.Field (1)->group);
  EXPECT_EQ (page.Field (4)->group, ENROLL_NO_GROUP);
  EXPECT_EQ (page.Button (0)->group, page.Field (0)->group);
  EXPECT_STREQ (page.Group (1)->enctype, "multipart/form-data");
}

TEST_F (HtmlPage, ASelectShowsItsFirstOption)
{
  Page page (InForm ("<select name=a><option disabled>No<option value=2>Two<option>Three</select>"
                     "<select name=b><option>One<option selected>Two</select>"
                     "<select name=c></select>"
                     "<select name=d size=4><option>One<option>Two</select>"));

  EXPECT_EQ (page.Field (0)->selected, 1);
  EXPECT_EQ (page.Field (1)->selected, 1);
  EXPECT_EQ (page.Field (2)->selected, -1);
  EXPECT_EQ (page.Field (3)->selected, -1) << "a list box shows no choice (HTML 4.10.7)";
}

TEST_F (HtmlPage, ReadsOptionsAsTheyAreSent)
{
  Page page (InForm ("<select name=a><optgroup label=G><option value=''>None"
                     "<option label='Long name' value=x>short<option> spaced  text "
                     "</optgroup><optgroup disabled><option>Off</optgroup></select>"));
  auto option = [&] (guint i) {
    return static_cast<EnrollOption *> (g_ptr_array_index (page.Field (0)->options, i));
  };

  ASSERT_EQ (page.Field (0)->options->len, 4u);
  EXPECT_STREQ (option (0)->value, "");
  EXPECT_STREQ (option (1)->label, "Long name");
  EXPECT_STREQ (option (2)->value, "spaced text");
  EXPECT_TRUE (option (3)->is_disabled) << "by its group";
}

TEST_F (HtmlPage, LabelsOfOptionsAreCollapsedLikeAllOthers)
{
  Page page ("<form><select><option label=' One\n\t year\u00ad ' value=' 1 '>x"
             "<option label=' \n'>Two  years</select></form>");
  auto *first = static_cast<EnrollOption *> (page.Field (0)->options->pdata[0]);
  auto *second = static_cast<EnrollOption *> (page.Field (0)->options->pdata[1]);

  EXPECT_STREQ (first->label, "One year");
  EXPECT_STREQ (first->value, " 1 ");
  EXPECT_STREQ (second->label, "Two years");
}

TEST_F (HtmlPage, ATextAreaLosesOneLeadingLineFeed)
{
  Page page (InForm ("<textarea name=a>\n\nkey\n</textarea><textarea name=b>x</textarea>"));

  EXPECT_STREQ (page.Field (0)->value, "\nkey\n");
  EXPECT_STREQ (page.Field (1)->value, "x");
}

TEST_F (HtmlPage, NotesWhatIsRequiredOrFixed)
{
  Page page (InForm ("<label>A* <input required></label><label>B <input aria-required=true></label>"
                     "<label>C *: <input></label><label>D <input readonly></label>"
                     "<label>E <input disabled></label>"));

  EXPECT_TRUE (page.Field (0)->is_required);
  EXPECT_TRUE (page.Field (1)->is_required);
  EXPECT_TRUE (page.Field (2)->is_required);
  EXPECT_FALSE (page.Field (3)->is_required);
  EXPECT_TRUE (page.Field (3)->is_fixed);
  EXPECT_TRUE (page.Field (4)->is_fixed);
}

TEST_F (HtmlPage, ReadsTheErrorOfAField)
{
  Page page (InForm ("<input aria-label=Code aria-invalid=true aria-errormessage=e>"
                     "<p id=e>Wrong code</p>"
                     "<input aria-label=Name aria-invalid=true aria-describedby=f>"
                     "<p id=f>Too long</p><input aria-label=Fine aria-describedby=f>"));

  EXPECT_STREQ (page.Field (0)->error, "Wrong code");
  EXPECT_STREQ (page.Field (1)->error, "Too long");
  EXPECT_EQ (page.Field (2)->error, nullptr);
  EXPECT_STREQ (page.Field (2)->hint, "Too long");
}

TEST_F (HtmlPage, NamesButtons)
{
  Page page (InForm ("<input type=submit><input type=submit value=Send>"
                     "<input type=image alt=Go src=x.png><button><img alt=Save src=y></button>"
                     "<button title=Leave></button><button aria-label=Next>&gt;</button>"
                     "<button type=button>Script</button><input type=button value=Script>"
                     "<input type=reset><button disabled>Off</button>"));
  const char *labels[] = { "Submit", "Send", "Go", "Save", "Leave", "Next" };

  ASSERT_EQ (page.Buttons (), G_N_ELEMENTS (labels));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    EXPECT_STREQ (page.Button (i)->label, labels[i]);
}

TEST_F (HtmlPage, AButtonKnowsItsRow)
{
  Page page ("<table><tr><td>Serial 1</td><td>Valid</td><td><a href=/1>Revoke</a></td></tr></table>"
             "<ul><li>Serial 2 <a href=/2>Download</a></li></ul><a href=/3>Help</a>");

  EXPECT_STREQ (page.Button (0)->context, "Serial 1 Valid Revoke");
  EXPECT_STREQ (page.Button (1)->context, "Serial 2 Download");
  EXPECT_EQ (page.Button (2)->context, nullptr);
}

TEST_F (HtmlPage, ReadsAlerts)
{
  Page page ("<div role=alert>The <b>code</b> is wrong.</div><p role=ALERT> </p>"
             "<div role=alert hidden>Session expired</div>"
             "<div style='display:none'><p role=alert>Session expired</p></div>");

  EXPECT_EQ (Strings (page.Form ()->notices), (std::vector<std::string>{ "The code is wrong." }));
}

TEST_F (HtmlPage, ReadsTheTextInLines)
{
  Page page ("<title>Portal</title><h1>Your  certificate</h1><p>One<br>two</p><script>no()</script>"
             "<style>p{}</style><div hidden>no</div><ul><li>three<li>four</ul>");

  EXPECT_STREQ (page.Form ()->title, "Your certificate");
  EXPECT_STREQ (page.Form ()->text, "Your certificate\nOne\ntwo\nthree\nfour");
  EXPECT_STREQ (page.Form ()->host, "portal.example.edu");
}

TEST_F (HtmlPage, FindsTheTermsThatABoxAgreesWith)
{
  Page page (InForm ("<div id=t><p>First term.</p><p>Second term.</p></div>"
                     "<textarea id=u readonly>Line 1\nLine 2</textarea><p id=h>Read it.</p>"
                     "<input type=checkbox aria-label=A aria-describedby=t>"
                     "<input type=checkbox aria-label=B aria-describedby=u>"
                     "<label><input type=checkbox> I agree to the <a href='#'>x</a>"
                     "<a href='/eula.html'>terms</a></label>"
                     "<input type=checkbox aria-label=D aria-describedby='t h'>"));

  EXPECT_STREQ (page.Field (1)->document, "First term.\nSecond term.");
  EXPECT_STREQ (page.Field (2)->document, "Line 1\nLine 2");
  EXPECT_EQ (page.Field (3)->document, nullptr);
  EXPECT_STREQ (page.Field (3)->document_uri, "https://portal.example.edu/eula.html");
  EXPECT_NE (page.Field (4)->document, nullptr) << "aria-describedby is a list of ids";
}

TEST_F (HtmlPage, ReadsTheDocumentOfTerms)
{
  const char html[] = "<h1>Terms</h1><p>First.</p><script>x</script>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, sizeof html - 1);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  EXPECT_EQ (Take (enroll_html_dup_document_text (bytes, nullptr)), "Terms\nFirst.");
  g_free (enroll_html_dup_document_text (empty, nullptr));
}
