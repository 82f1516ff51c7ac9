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
