/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"
#include "portal.h"

#include "enroll-html-page.h"

/* A page that the server has made says the same to both readers. */

namespace
{

struct Markup
{
  const char *name;
  const char *html;
};

/* clang-format off */
const Markup markups[] = {
  { "Labels", "<form><label for=a>Email</label><p>x</p><input id=a><label>First Name <input required></label>"
    "<input id=b><label for=b>After</label><label>Around <input> (work)</label><button>Go</button></form>" },
  { "Aria", "<form><b id=p>Email</b><i id=q>Address</i><input aria-labelledby='p q'>"
    "<input aria-label=' Last  Name ' aria-required=true><label>Old <input aria-label=New></label>"
    "<input aria-label=Code aria-describedby=h><i id=h>Ask for it</i></form>" },
  { "Tables", "<form><table><tr><td>Email:</td><td><input></td></tr><tr><th>First</th><th>Last</th></tr>"
    "<tr><td><input></td><td><input></td></tr></table><dl><dt>Term<dd><select><option>1<option>2</select></dl></form>" },
  { "Legends", "<form><fieldset><legend>Email *</legend><div><div><div><input></div></div></div></fieldset>"
    "<fieldset><legend>Key Type</legend><label><input type=radio name=k value=2>RSA 2048</label>"
    "<input type=radio name=k value=4 id=b checked><label for=b>RSA 4096</label><input type=radio name=k value=p> EC</fieldset></form>" },
  { "RadioRoles", "<form><span id=t>Account</span><div role=radiogroup aria-labelledby=t><label><input type=radio name=k>One</label></div>"
    "<div role=radiogroup aria-label='Second Choice'><label><input type=radio name=l>One</label></div>"
    "Third: <label><input type=radio name=m>One</label></form>" },
  { "Checks", "<form>Terms <input type=checkbox name=t> I agree to the terms<br>"
    "<label><input type=checkbox checked value=x> I accept the <a href='/eula'>license</a></label>"
    "<input type=checkbox id=c disabled><label for=c>Fixed *</label></form>" },
  { "Selects", "<form><label>A <select><option disabled>No<option value=2>Two<option>Three</select></label>"
    "<label>B <select><option>One<option selected>Two</select></label><label>C <select size=4><option>One<option>Two</select></label>"
    "<label>D <select><optgroup label=G><option value=''>None<option label='Long name' value=x>short</optgroup>"
    "<optgroup disabled><option>Off</optgroup></select></label></form>" },
  { "Areas", "<form><label>A <textarea>\n\nkey\n</textarea></label><label>B <textarea readonly>x</textarea></label></form>" },
  { "Disabled", "<form><fieldset disabled><label>A <input name=a></label><fieldset><label>B <input name=b></label></fieldset>"
    "</fieldset><label>C <input name=c></label><label>D <input readonly value=v></label><button disabled>Off</button><button>On</button></form>" },
  { "Hidden", "<form><div style='DISPLAY : none'><label>A <input></label></div><div hidden><label>B <textarea></textarea></label></div>"
    "<div aria-hidden=true><label>C <input></label></div><input type=hidden name=x value=y>"
    "<div style='visibility:hidden'><label>D <select><option>1</select></label><button>No</button></div><label>E <input></label></form>" },
  { "Errors", "<h1>Try again</h1><div role=alert>Wrong code</div><form><label>Code <input aria-invalid=true aria-errormessage=e></label>"
    "<p id=e>It is not right</p><label>Other <input aria-invalid=true aria-describedby=d title=T></label><p id=d>Too short</p></form>" },
  { "Buttons", "<form id=one><label>A <input></label><button>Submit</button><input type=submit value='Go on'><input type=submit></form>"
    "<form id=two><label>B <input></label><button form=one>For one</button><button aria-label=Named>x</button>"
    "<button><img src=x alt=Picture></button></form>"
    "<table><tr><td>Certificate 1<td><a href='/1'>Download</a></table><ul><li>Second <a href='/2' title=T>Get</a></ul><a href='#top'>Top</a>" },
  { "Texts", "<form>Email: <input><br><b>Name</b><br><input><div>Block</div><div><span><input></span></div>"
    "<input title=Titled placeholder='you@example.edu'><label>E&#45;mail&nbsp;&nbsp;Address&shy; <input></label></form>" },
};
/* clang-format on */

std::string
Nullable (const char *text)
{
  return text != nullptr ? text : "";
}

/* The live pages of these tests have a scheme of their own, which is none of the web. */
std::string
OfTheWeb (std::string address)
{
  const std::string own = "enroll-test:";

  return address.compare (0, own.size (), own) == 0 ? "https:" + address.substr (own.size ())
                                                    : address;
}

/* A field in words, so that a difference can be read. */
std::string
Describe (const EnrollField *field)
{
  std::string text = "kind " + std::to_string (field->kind) + " “" + field->label + "”";

  if (field->kind != ENROLL_FIELD_PASSWORD)
    text += " value “" + Nullable (field->value) + "”";
  text += " hint “" + Nullable (field->hint) + "” error “" + Nullable (field->error) + "”";
  text += " document " + OfTheWeb (Nullable (field->document_uri));
  text += field->is_required ? " required" : "";
  text += field->is_fixed ? " fixed" : "";
  text += field->is_checked ? " checked" : "";
  for (guint i = 0; i < field->options->len; i++)
    {
      auto *option = static_cast<EnrollOption *> (g_ptr_array_index (field->options, i));

      text += " [" + std::string (option->label) + "=" + option->value +
              (option->is_disabled ? "!" : "") + (int (i) == field->selected ? "*" : "") + "]";
    }
  return text;
}

std::vector<std::string>
DescribeFields (const EnrollForm *form)
{
  std::vector<std::string> fields;

  for (guint i = 0; i < form->fields->len; i++)
    {
      auto *field = static_cast<EnrollField *> (g_ptr_array_index (form->fields, i));

      if (field->kind != ENROLL_FIELD_HIDDEN)
        fields.push_back (Describe (field));
    }
  return fields;
}

std::vector<std::string>
DescribeButtons (const EnrollForm *form)
{
  std::vector<std::string> buttons;

  for (guint i = 0; i < form->buttons->len; i++)
    {
      auto *button = static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, i));

      buttons.push_back (std::string (button->label) + " in “" + Nullable (button->context) + "”" +
                         (button->group == ENROLL_NO_GROUP ? " link" : ""));
    }
  return buttons;
}

class PageAgreement : public WebTest, public ::testing::WithParamInterface<Markup>
{
protected:
  void
  ExpectAgreement ()
  {
    std::string source = page.Source ();
    g_autoptr (GBytes) html = g_bytes_new (source.data (), source.size ());
    g_autoptr (GUri) uri = g_uri_parse (OfTheWeb (webkit_web_view_get_uri (page.View ())).c_str (),
                                        G_URI_FLAGS_ENCODED,
                                        nullptr);
    g_autoptr (EnrollHtmlPage) server = enroll_html_page_new (html, "utf-8", uri);

    ASSERT_TRUE (page.Read ()) << page.Message ();
    EXPECT_EQ (DescribeFields (page.Form ()), DescribeFields (server->form));
    EXPECT_EQ (DescribeButtons (page.Form ()), DescribeButtons (server->form));
    EXPECT_EQ (Strings (page.Form ()->notices), Strings (server->form->notices));
    EXPECT_EQ (Nullable (page.Form ()->title), Nullable (server->form->title));
    EXPECT_EQ (page.Form ()->refreshes, server->form->refreshes);
  }
};

TEST_P (PageAgreement, BothReadersSeeTheSame)
{
  ASSERT_TRUE (
      page.LoadMarkup (std::string ("<!DOCTYPE html><title>Page</title>") + GetParam ().html));
  ExpectAgreement ();
}

INSTANTIATE_TEST_SUITE_P (Markups,
                          PageAgreement,
                          ::testing::ValuesIn (markups),
                          [] (const auto &info) { return std::string (info.param.name); });

class PortalPages : public PageAgreement
{
};

/* Fills what must be filled, so that the next page comes. */
void
AnswerAll (LivePage &page)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();

  for (guint i = 0; i < page.Form ()->fields->len; i++)
    {
      auto *field = static_cast<EnrollField *> (g_ptr_array_index (page.Form ()->fields, i));

      if (field->is_fixed)
        continue;
      if (field->kind == ENROLL_FIELD_CHECK)
        enroll_answers_set_checked (answers, i, TRUE);
      else if (field->kind == ENROLL_FIELD_CHOICE)
        enroll_answers_set_option (answers, i, int (field->options->len) - 1);
      else if (field->value[0] == '\0')
        enroll_answers_set_text (answers, i, "golden-bears");
    }
  EXPECT_TRUE (page.Fill (answers)) << page.Message ();
}

TEST_P (PortalPages, OfTheTestPortalAreReadAlike)
{
  e2e::Portal portal ("");

  portal.Knob ("authorisation", "access-code");
  portal.Knob ("csr-method", "choice");
  ASSERT_TRUE (portal.Start (unsigned (atoi (GetParam ().html))));
  ASSERT_TRUE (page.LoadUri (portal.Endpoint ()));
  ExpectAgreement ();

  ASSERT_TRUE (page.LoadUri (portal.InvitationLink ("alice@example.edu", "Alice", "Example")));
  ExpectAgreement ();
  AnswerAll (page);
}

const Markup seeds[] = { { "Plain", "0" }, { "One", "1" },     { "Two", "2" },
                         { "Seven", "7" }, { "Eleven", "11" }, { "Many", "1234" } };

INSTANTIATE_TEST_SUITE_P (Seeds, PortalPages, ::testing::ValuesIn (seeds), [] (const auto &info) {
  return std::string (info.param.name);
});

} // namespace
