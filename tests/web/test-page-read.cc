/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

using ::testing::Test;
using Texts = std::vector<std::string>;

class PageRead : public WebTest
{
};

TEST_F (PageRead, NamesNativeControls)
{
  ASSERT_TRUE (page.Load ("native.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  /* The scheme of these tests is none of the web. */
  EXPECT_STREQ (page.Form ()->host, "");
  EXPECT_STREQ (page.Form ()->title, "Request a Certificate");
  EXPECT_EQ (page.Labels (),
             (Texts{ "Email *",
                     "First Name",
                     "Access Code",
                     "Last Name:",
                     "Profile",
                     "Comments",
                     "Key Type",
                     "Secret ID",
                     "Department",
                     "I agree to the terms of use" }));
  EXPECT_EQ (Strings (page.Form ()->notices), (Texts{ "The code is wrong." }));
  EXPECT_EQ (page.Buttons (),
             (Texts{ "terms of use", "Submit", "Cancel", "Download", "Download" }));
}

TEST_F (PageRead, KnowsWhatControlsHold)
{
  ASSERT_TRUE (page.Load ("native.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  EXPECT_TRUE (page.Field ("Email *")->is_fixed);
  EXPECT_TRUE (page.Field ("Email *")->is_required);
  EXPECT_STREQ (page.Field ("Email *")->value, "alice@example.edu");
  EXPECT_TRUE (page.Field ("First Name")->is_required);
  EXPECT_FALSE (page.Field ("Last Name:")->is_required);
  EXPECT_EQ (page.Field ("Access Code")->kind, ENROLL_FIELD_PASSWORD);
  EXPECT_STREQ (page.Field ("Access Code")->hint, "From your help desk");
  EXPECT_EQ (page.Chosen ("Profile"), "Signing and encryption");
  EXPECT_EQ (page.Options ("Key Type"), (Texts{ "RSA 2048", "RSA 4096", "Elliptic curve" }));
  EXPECT_EQ (page.Chosen ("Key Type"), "RSA 4096");
  EXPECT_STREQ (page.Field ("Secret ID")->error, "It is wrong");
  EXPECT_EQ (page.Field ("Comments")->kind, ENROLL_FIELD_MULTILINE);
  EXPECT_STREQ (page.Field ("I agree to the terms of use")->document_uri,
                "enroll-test://portal.example.edu/terms.html");
}

/* Where a label says something else than it shows, that is the name. */
TEST_F (PageRead, AsksPlainLabelsForTheirOwnName)
{
  ASSERT_TRUE (page.LoadMarkup ("<form><label for='a'>Seen</label><input id='a'>"
                                "<label for='b' aria-label='Said'>Seen</label><input id='b'>"
                                "<label for='c'>One</label><label for='c'>Two</label><input id='c'>"
                                "<label for='d'>With <b>bold</b></label><input id='d'></form>"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  EXPECT_EQ (page.Labels (), (Texts{ "Seen", "Said", "One Two", "With bold" }));
}

/* A long request scrolls, too; agreeing is not about what the user or the program writes. */
TEST_F (PageRead, TakesNoTextThatIsTypedForTerms)
{
  ASSERT_TRUE (
      page.LoadMarkup ("<form><textarea id='request'>x</textarea><div id='rich' contenteditable "
                       "style='height: 40px; overflow: auto'>y</div><textarea id='terms' readonly>"
                       "</textarea><label><input type='checkbox'> I agree</label></form>"));
  page.Evaluate ("document.getElementById('request').textContent = 'request '.repeat(200);"
                 "document.getElementById('rich').textContent = 'writing '.repeat(200);");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_EQ (page.Field ("I agree")->document, nullptr);

  page.Evaluate ("document.getElementById('terms').textContent = 'The terms. '.repeat(200);");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  ASSERT_NE (page.Field ("I agree")->document, nullptr);
  EXPECT_TRUE (g_str_has_prefix (page.Field ("I agree")->document, "The terms."));
}

} // namespace
