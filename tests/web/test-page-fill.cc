/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

class PageFill : public WebTest
{
protected:
  void
  Open (const char *name)
  {
    ASSERT_TRUE (page.Load (name));
    ASSERT_TRUE (page.Read (true)) << page.Message ();
  }
};

TEST_F (PageFill, PagesThatKeepTheValueThemselvesNotice)
{
  Open ("redrawn.html");

  EXPECT_TRUE (page.FillText ("Controlled", "alice@example.edu")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return state.controlled"), "alice@example.edu");
  EXPECT_TRUE (page.FillText ("Controlled", "bob")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return state.controlled"), "bob") << "the old text is replaced";
}

TEST_F (PageFill, TypesAsAPersonDoes)
{
  Open ("redrawn.html");

  ASSERT_TRUE (page.FillText ("Controlled", "aB")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return state.events.join(', ')"),
             "focus, keydown a KeyA 65, keypress a KeyA 97, beforeinput, input, keyup a KeyA 65, "
             "keydown B KeyB 66, keypress B KeyB 66, beforeinput, input, keyup B KeyB 66, "
             "change, blur");
}

TEST_F (PageFill, TakesWhatThePageMakesOfIt)
{
  Open ("redrawn.html");

  EXPECT_TRUE (page.FillText ("Capitals", "alice")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return state.capitals"), "ALICE");
  EXPECT_TRUE (page.FillText ("Grouped", "12345678")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return document.getElementById('grouped').value"), "1234-5678");
}

TEST_F (PageFill, NamesTheFieldThatThrowsItsTextAway)
{
  Open ("redrawn.html");

  EXPECT_FALSE (page.FillText ("Stubborn", "alice"));
  EXPECT_TRUE (g_error_matches (page.Error (), ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_NE (page.Message ().find ("Stubborn"), std::string::npos) << page.Message ();
}

TEST_F (PageFill, FollowsAnElementThatIsReplacedAtEachKey)
{
  Open ("redrawn.html");

  EXPECT_TRUE (page.FillText ("Replaced", "alice")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return state.replaced"), "alice");
}

TEST_F (PageFill, FillsOtherKindsOfInput)
{
  Open ("redrawn.html");

  EXPECT_TRUE (page.FillText ("Comments", "one\ntwo")) << page.Message ();
  EXPECT_TRUE (page.FillText ("Day", "2026-11-30")) << page.Message ();
  EXPECT_TRUE (page.FillText ("Count", "12")) << page.Message ();
  EXPECT_TRUE (page.Choose ("Later", "Two")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return JSON.stringify([state.day, state.later,"
                            "  document.getElementById('area').value,"
                            "  document.getElementById('count').value])"),
             "[\"2026-11-30\",\"Two\",\"one\\ntwo\",\"12\"]");
}

TEST_F (PageFill, FillsSeveralFieldsWithSecretsAmongThem)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  g_autoptr (EnrollSecret) secret = enroll_secret_new ("golden-bears");

  Open ("native.html");
  enroll_answers_set_text (answers, page.Index ("First Name"), "Alice");
  enroll_answers_set_secret (answers, page.Index ("Access Code"), secret);
  enroll_answers_set_option (answers, page.Index ("Profile"), 1);
  enroll_answers_set_option (answers, page.Index ("Key Type"), 2);
  enroll_answers_set_checked (answers, page.Index ("I agree to the terms of use"), TRUE);
  ASSERT_TRUE (page.Fill (answers)) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return document.querySelector('[type=password]').value"),
             "golden-bears");

  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_STREQ (page.Field ("First Name")->value, "Alice");
  EXPECT_STREQ (page.Field ("Access Code")->value, "") << "a password is never read";
  EXPECT_EQ (page.Chosen ("Profile"), "Signing");
  EXPECT_EQ (page.Chosen ("Key Type"), "Elliptic curve");
  EXPECT_TRUE (page.Field ("I agree to the terms of use")->is_checked);
}

TEST_F (PageFill, NeverChangesWhatIsFixed)
{
  Open ("native.html");

  EXPECT_FALSE (page.FillText ("Email *", "mallory@example.edu"));
  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_STREQ (page.Field ("Email *")->value, "alice@example.edu");
}

TEST_F (PageFill, OldHandlesAreRefused)
{
  g_autoptr (EnrollForm) old = nullptr;
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  g_autoptr (GError) error = nullptr;
  AsyncResult result;

  Open ("native.html");
  old = enroll_form_ref (page.Form ());
  enroll_answers_set_text (answers, page.Index ("First Name"), "Alice");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  enroll_page_script_fill_async (page.View (),
                                 old,
                                 answers,
                                 nullptr,
                                 AsyncResult::Callback,
                                 &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_FALSE (enroll_page_script_fill_finish (page.View (), result.Get (), &error));
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD));
}

TEST_F (PageFill, AFieldThatIsGoneIsNotGuessed)
{
  Open ("native.html");
  page.Evaluate ("document.querySelector('[name=first]').closest('p').remove()");

  EXPECT_FALSE (page.FillText ("First Name", "Alice"));
  EXPECT_EQ (page.Evaluate ("return [...document.querySelectorAll('input')]"
                            "  .filter((at) => at.value === 'Alice').length"),
             "0");
}

TEST_F (PageFill, LinksAreFollowedAndFormsSent)
{
  Open ("native.html");
  ASSERT_TRUE (page.Press ("terms of use")) << page.Message ();
  ASSERT_TRUE (page.WaitUntilLoaded ());
  EXPECT_STREQ (webkit_web_view_get_uri (page.View ()),
                "enroll-test://portal.example.edu/terms.html");
}

} // namespace
