/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-web-address.h"

#include "enroll-html-refresh.h"

#include "glib-test.h"
#include "page.h"

namespace
{

class BrokenPage : public GlibTest
{
};

struct Refresh
{
  const char *content;
  bool refreshes;
  guint ms;
  const char *uri;
};

class PageRefresh : public GlibTest, public ::testing::WithParamInterface<Refresh>
{
};

/* clang-format off */
const Refresh refreshes[] = {
  { "5", true, 5000, nullptr },
  { " 5 ", true, 5000, nullptr },
  { "2.5; url=/next", true, 2500, "https://portal.example.edu/next" },
  { "0;URL='next?x=1&y=2'", true, 0, "https://portal.example.edu/forms/next?x=1&y=2" },
  { "1; Url = \"https://other.example/x\"", true, 1000, "https://other.example/x" },
  { "3,url=/next", true, 3000, "https://portal.example.edu/next" },
  { "3 url=/next", true, 3000, "https://portal.example.edu/next" },
  { "3;/next", true, 3000, "https://portal.example.edu/next" },
  { "3; url=", true, 3000, nullptr },
  { "99999999999", true, 3600000, nullptr },
  { "-1; url=/next", false, 0, nullptr },
  { "url=/next", false, 0, nullptr },
  { "; url=/next", false, 0, nullptr },
  { "", false, 0, nullptr },
};
/* clang-format on */

bool
IsValid (const char *text)
{
  return text == nullptr || g_utf8_validate (text, -1, nullptr);
}

/* All texts of a page are UTF-8, whatever came. */
void
ExpectValidTexts (const Page &page)
{
  EXPECT_TRUE (IsValid (page.Form ()->title));
  EXPECT_TRUE (IsValid (page.Form ()->text));
  for (guint i = 0; i < page.Fields (); i++)
    {
      EXPECT_TRUE (IsValid (page.Field (i)->label));
      EXPECT_TRUE (IsValid (page.Field (i)->value));
      EXPECT_TRUE (IsValid (page.Field (i)->document));
    }
  for (guint i = 0; i < page.Buttons (); i++)
    EXPECT_TRUE (IsValid (page.Button (i)->label));
}

std::string
Repeat (const std::string &text, int n)
{
  std::string result;

  for (int i = 0; i < n; i++)
    result += text;
  return result;
}

}

TEST_P (PageRefresh, IsReadFromTheHeader)
{
  g_autoptr (EnrollForm) form = enroll_form_new ("portal.example.edu");
  g_autoptr (GUri) base =
      g_uri_parse ("https://portal.example.edu/forms/page", G_URI_FLAGS_ENCODED, nullptr);

  enroll_html_read_refresh (form, GetParam ().content, base);
  EXPECT_EQ (form->refreshes != FALSE, GetParam ().refreshes);
  EXPECT_EQ (form->refresh_ms, GetParam ().ms);
  EXPECT_STREQ (form->refresh_uri, GetParam ().uri);
}

TEST_P (PageRefresh, IsReadFromTheMetaElement)
{
  g_autofree char *content = g_markup_escape_text (GetParam ().content, -1);
  Page page (std::string ("<head><META http-equiv=Refresh content=\"") + content + "\"></head>");

  EXPECT_EQ (page.Form ()->refreshes != FALSE, GetParam ().refreshes);
  EXPECT_EQ (page.Form ()->refresh_ms, GetParam ().ms);
  EXPECT_STREQ (page.Form ()->refresh_uri, GetParam ().uri);
}

INSTANTIATE_TEST_SUITE_P (Variants, PageRefresh, ::testing::ValuesIn (refreshes));

TEST_F (BrokenPage, LatinOneByHeaderAndByMeta)
{
  Page header ("<form><label>Pr\xe9nom <input name=a></label></form>", "ISO-8859-1");
  Page meta ("<meta charset=iso-8859-1><form><label>Pr\xe9nom <input></label></form>", nullptr);
  Page both ("<meta charset=iso-8859-1><form><label>Pr\xc3\xa9nom <input></label></form>", "utf-8");

  EXPECT_EQ (header.Label (0), "Prénom");
  EXPECT_EQ (meta.Label (0), "Prénom");
  EXPECT_EQ (both.Label (0), "Prénom") << "the header counts";
  EXPECT_EQ (g_ascii_strcasecmp (header.Group (0)->charset, "iso-8859-1"), 0);
  EXPECT_EQ (g_ascii_strcasecmp (meta.Group (0)->charset, "iso-8859-1"), 0);
  EXPECT_EQ (g_ascii_strcasecmp (both.Group (0)->charset, "utf-8"), 0);
}

TEST_F (BrokenPage, WhatIsNotDeclaredIsReadAndSentAlike)
{
  Page page ("<form><label>A <input name=a value='Universit\xc3\xa9'></label>"
             "<button>Go</button></form>",
             nullptr);
  Request request (page, nullptr);

  EXPECT_EQ (request.Uri (), "https://portal.example.edu/forms/page?a=Universit%C3%A9");
}

TEST_F (BrokenPage, AnUnknownCharsetIsNoObstacle)
{
  Page page ("<form><label>Email <input name=a></label></form>", "x-no-such-charset");

  EXPECT_EQ (page.Label (0), "Email");
}

TEST_F (BrokenPage, EmptyDocumentsAreEmptyForms)
{
  for (const char *html : { "", " ", "\n", "<", "<!--", "<html>", "<!DOCTYPE", "</form>", "&" })
    {
      Page page (html);

      EXPECT_EQ (page.Fields (), 0u) << html;
      EXPECT_EQ (page.Buttons (), 0u) << html;
    }
}

TEST_F (BrokenPage, UnclosedElementsAreClosed)
{
  Page page ("<form action=/x method=post><table><tr><td>Email<td><input name=a>"
             "<tr><td>Code<td><input name=b><p><button>Submit");

  ASSERT_EQ (page.Fields (), 2u);
  EXPECT_EQ (page.Label (0), "Email");
  EXPECT_EQ (page.Label (1), "Code");
  ASSERT_EQ (page.Buttons (), 1u);
  EXPECT_EQ (page.Button (0)->group, page.Field (0)->group);
}

TEST_F (BrokenPage, NestedFormsDoNotLoseFields)
{
  Page page ("<form action=/1><input name=a><form action=/2><input name=b></form>"
             "<input name=c></form>");

  EXPECT_EQ (page.Fields (), 3u);
  ExpectValidTexts (page);
}

TEST_F (BrokenPage, TheNumberOfControlsIsLimited)
{
  Page page ("<form>" + Repeat ("<input name=a>", 5000) + Repeat ("<button>x</button>", 500));

  EXPECT_LE (page.Fields () + page.Buttons (), 2001u);
}

TEST_F (BrokenPage, TheNumberOfOptionsDoesNotMatter)
{
  Page page ("<form><select>" + Repeat ("<option>x", 20000) + "</select>");

  EXPECT_EQ (page.Fields (), 1u);
}

TEST_F (BrokenPage, DepthDoesNotMatter)
{
  for (const char *element : { "<div>", "<table><tr><td>", "<form>", "<b>", "<label>", "<dl><dd>" })
    {
      Page page (Repeat (element, 5000) + "<input name=a>x");

      ExpectValidTexts (page);
    }
}

TEST_F (BrokenPage, NulBytesDoNotMatter)
{
  std::string html = "<form><label>Em";
  html += '\0';
  html += "ail <input name=a value='x";
  html += '\0';
  html += "y'></label></form>";
  Page page (html);
  Page only (std::string (1000, '\0'));

  ExpectValidTexts (page);
  EXPECT_EQ (only.Fields (), 0u);
}

TEST_F (BrokenPage, InvalidUtf8DoesNotMatter)
{
  Page page ("<title>\xff\xfe</title><form><label>A\xc3 <input name=a value='\xc0\x80'></label>"
             "<textarea name=b>\xed\xa0\x80</textarea><label>Email <input name=c></label>"
             "<button>\xf5</button></form>");

  ExpectValidTexts (page);
  ASSERT_EQ (page.Fields (), 3u);
  EXPECT_EQ (page.Label (2), "Email");
}

TEST_F (BrokenPage, ManyAttributesAndLongOnesDoNotMatter)
{
  Page page ("<form " + Repeat ("a=b ", 3000) + "><input value='" + std::string (500000, 'x') +
             "' aria-labelledby='" + Repeat ("none ", 3000) + "'></form>");

  EXPECT_EQ (page.Fields (), 1u);
  ExpectValidTexts (page);
}

TEST_F (BrokenPage, CirclesOfNamesEnd)
{
  Page page ("<form><input id=a aria-labelledby=a><label id=b for=b aria-labelledby=b>x</label>"
             "<label for=c>Name <input id=c aria-describedby=c></label></form>");

  ExpectValidTexts (page);
  EXPECT_EQ (page.Fields (), 2u);
}

/* A row of many links and much text must not be kept once for each link. */
TEST_F (BrokenPage, WhatIsKeptIsInProportionToThePage)
{
  std::string row = std::string (100000, 'x') + Repeat ("<a href=/y>z</a>", 300);
  Page context ("<table><tr><td>" + row + "</td></tr></table>");
  Page labels ("<p id=t>" + std::string (100000, 'x') + "</p><form>" +
               Repeat ("<input aria-labelledby='t t t t'>", 100));
  gsize kept = 0;

  for (guint i = 0; i < context.Buttons (); i++)
    kept += strlen (context.Button (i)->context);
  for (guint i = 0; i < labels.Fields (); i++)
    kept += strlen (labels.Field (i)->label);
  EXPECT_LT (kept, 2000000u);
}

/* An alert within an alert says the same once more. */
TEST_F (BrokenPage, TheNumberOfNoticesIsLimited)
{
  Page flat (Repeat ("<b role=alert>x</b>", 5000));
  Page nested (Repeat (Repeat ("<b role=alert>", 240) + Repeat ("words and words ", 60) +
                           Repeat ("</b>", 240),
                       100));
  Page beside ("<form>" + Repeat ("<b role=alert>x</b><input>", 2500));

  for (const Page *page : { &flat, &nested, &beside })
    {
      EXPECT_EQ (page->Form ()->notices->len, 50u);
      for (guint i = 0; i < page->Form ()->notices->len; i++)
        EXPECT_LE (strlen (static_cast<char *> (page->Form ()->notices->pdata[i])), 1000u);
    }
  EXPECT_LE (beside.Fields () + beside.Form ()->notices->len, 2001u);
}

TEST_F (BrokenPage, TheNumberOfRadioButtonsIsLimited)
{
  Page page ("<form>" + Repeat ("<input type=radio name=a>", 5000));

  ASSERT_EQ (page.Fields (), 1u);
  EXPECT_LE (page.Field (0)->options->len, 2001u);
}

/* Of a page that costs too much nothing is kept: what is half read may mean something else. */
TEST_F (BrokenPage, WhatAllControlsWalkOverIsLimited)
{
  const std::string ids = Repeat ("t ", 32);
  std::string attributes;

  for (int i = 0; i < 4000; i++)
    attributes += " d" + std::to_string (i);
  const std::pair<const char *, std::string> pages[] = {
    { "cells above",
      "<form><table><tr>" + Repeat ("<td>", 100000) + "<tr>" + Repeat ("<td>", 100000) +
          Repeat ("<td><input>", 1500) },
    { "first links",
      "<form>" + Repeat ("<!---->", 120000) + Repeat ("<input type=checkbox>", 1500) },
    { "legend", "<form><fieldset>" + Repeat ("<!---->", 120000) + Repeat ("<input>", 1500) },
    { "documents",
      "<form><div id=t>" + Repeat ("words ", 100000) + "</div>" +
          Repeat ("<input type=checkbox aria-describedby=t>", 1500) },
    { "one document",
      "<form><div id=t>" + Repeat ("words ", 100000) + "</div>" +
          Repeat ("<input type=checkbox aria-describedby='" + ids + "'>", 2) },
    { "text areas", "<form>" + Repeat ("<textarea>", 200) + Repeat ("words ", 100000) },
    { "nothing",
      "<form><textarea id=t>" + Repeat ("<img>", 100000) + "</textarea>" +
          Repeat ("<input type=checkbox aria-describedby='" + ids + "'>", 1500) },
    { "selects", "<form>" + Repeat ("<select>", 200) + Repeat ("<option>x", 100000) },
    { "attributes", "<form><fieldset" + attributes + "><select>" + Repeat ("<option>x", 50000) },
    { "names",
      "<p id=t>" + Repeat ("words ", 160) + "</p><form>" +
          Repeat ("<input aria-describedby='" + ids + "'>", 1500) },
  };

  for (const auto &[name, html] : pages)
    {
      Page page (html);

      EXPECT_EQ (page.Fields (), 0u) << name;
      EXPECT_EQ (page.Form ()->text, nullptr) << name;
      EXPECT_STREQ (page.Form ()->host, "portal.example.edu") << name;
    }
}

/* Much more than any page of a portal, and all of it is read. */
TEST_F (BrokenPage, ALargeFormIsReadAsAWhole)
{
  std::string html = "<h1>Request</h1><p id=t>" + Repeat ("words ", 100) + "</p><form><table>";

  for (int i = 0; i < 400; i++)
    html += "<tr><td class=a>Name " + std::to_string (i) + "<td class=a data-a=b><input id=i" +
            std::to_string (i) + " name=a class=b type=text aria-describedby='t x y' required>" +
            Repeat ("<td>x", 8);
  html += "</table><select name=b>" + Repeat ("<option value=a>x", 5000) + "</select>";
  html += "<div id=d>" + Repeat ("<p>terms and conditions</p>", 3000) + "</div>";
  html += Repeat ("<label><input type=checkbox aria-describedby=d>I agree</label>", 20);
  html += Repeat ("<table><tr><td>x<td><a href=/x>Download</a></table>", 400) +
          "<button>Submit</button></form>";
  Page page (html);

  ASSERT_EQ (page.Fields (), 421u);
  EXPECT_EQ (page.Buttons (), 401u);
  EXPECT_EQ (page.Label (399), "Name 399");
  EXPECT_EQ (strlen (page.Field (399)->hint), 599u);
  EXPECT_EQ (page.Field (400)->options->len, 5000u);
  EXPECT_EQ (strlen (page.Field (420)->document), 21 * 3000u - 1);
}

/* A name that comes late in a long text is a name all the same. */
TEST_F (BrokenPage, SpaceBeforeANameDoesNotMatter)
{
  for (size_t n : { 10, 3999, 4000, 4001, 9000 })
    {
      Page page ("<form><label>" + std::string (n, ' ') + Repeat ("\u00e9", 3000) +
                 "<input></label>");

      EXPECT_EQ (page.Label (0), Repeat ("\u00e9", 1000)) << n;
    }
}

TEST_F (BrokenPage, LinksThatCannotBeResolvedLeadNowhere)
{
  Page page ("<a href='https://[bad'>A</a><a href='#top'>B</a><a>C</a><a href=' /x '>D</a>"
             "<form action='https://[bad'><button>Go</button></form>");
  guint last = page.Buttons () - 1;
  Request request (page, nullptr, last);

  ASSERT_EQ (page.Buttons (), 3u);
  EXPECT_EQ (enroll_web_address_parse (page.Button (0)->handle, nullptr), nullptr);
  EXPECT_STREQ (page.Button (1)->handle, "https://portal.example.edu/x");
  EXPECT_EQ (enroll_web_address_parse (request.Uri ().c_str (), nullptr), nullptr);
}
