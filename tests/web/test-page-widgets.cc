/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

using Texts = std::vector<std::string>;

/* The same in a window that nobody sees and in one on the display. */
class PageWidgets : public GlibTest, public ::testing::WithParamInterface<Place>
{
protected:
  PageWidgets () : page (GetParam ())
  {
  }

  LivePage page;
};

TEST_P (PageWidgets, LearnsOptionsOnlyWhenItMayTouch)
{
  ASSERT_TRUE (page.Load ("widgets.html"));
  page.Evaluate ("globalThis.n = 0;"
                 "for (const type of ['pointerdown', 'mousedown', 'click', 'focus', 'keydown'])"
                 "  document.addEventListener(type, () => { n++; }, true);");
  ASSERT_TRUE (page.Read ()) << page.Message ();

  EXPECT_EQ (page.Options ("Organization"), Texts{});
  EXPECT_EQ (page.Evaluate ("return n"), "0") << "the page noticed that it was read";

  ASSERT_TRUE (page.Read (true)) << page.Message ();
  EXPECT_EQ (page.Options ("Organization").size (), 60u);
  EXPECT_EQ (page.Evaluate ("return document.querySelectorAll('[aria-expanded=true]').length"), "0")
      << "a list was left open";

  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_EQ (page.Options ("Organization").size (), 60u) << "what was learnt is kept";
}

TEST_P (PageWidgets, WaitsForAPageThatIsHiddenWhileAListIsOpen)
{
  ASSERT_TRUE (page.LoadMarkup (
      "<form id=form><span id=name>Profile</span><div role=combobox tabindex=0 id=box"
      " aria-labelledby=name aria-expanded=false aria-controls=list>None</div>"
      "<label>Days <input></label></form>"
      "<div id=list role=listbox hidden><p role=option>One</p><p role=option>Two</p></div><script>"
      "const show = (isOpen) => { list.hidden = !isOpen;"
      "  box.setAttribute('aria-expanded', String(isOpen));"
      "  if (isOpen) form.setAttribute('aria-hidden', 'true');"
      "  else setTimeout(() => { form.removeAttribute('aria-hidden'); }, 500); };"
      "box.onclick = () => show(list.hidden);"
      "onkeydown = (event) => { if (event.key === 'Escape' && !list.hidden) show(false); };"
      "</script>"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();
  EXPECT_EQ (page.Labels (), (Texts{ "Profile", "Days" }));
  EXPECT_EQ (page.Options ("Profile"), (Texts{ "One", "Two" }));
}

TEST_P (PageWidgets, ReadsChoices)
{
  ASSERT_TRUE (page.Load ("widgets.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();

  EXPECT_EQ (page.Labels (),
             (Texts{ "Profile",
                     "Campus",
                     "Organization",
                     "Validity",
                     "Days",
                     "Key size",
                     "Key type",
                     "I agree to the rules",
                     "Encrypt",
                     "Language",
                     "Send me news",
                     "Drawn by its label",
                     "Plan",
                     "Note" }));
  ASSERT_EQ (page.Options ("Profile"), (Texts{ "Signing", "Encryption", "Old" }));
  EXPECT_TRUE (static_cast<EnrollOption *> (g_ptr_array_index (page.Field ("Profile")->options, 2))
                   ->is_disabled);
  EXPECT_TRUE (page.Field ("Profile")->is_required);
  EXPECT_EQ (page.Field ("Profile")->selected, -1);
  EXPECT_EQ (page.Options ("Campus"), (Texts{ "Berkeley", "Davis", "Irvine", "Los Angeles" }));
  EXPECT_EQ (page.Options ("Days"), (Texts{ "30", "365" }));
  EXPECT_EQ (page.Chosen ("Days"), "30");
  EXPECT_EQ (page.Chosen ("Validity"), "1 year");
  EXPECT_EQ (page.Chosen ("Key size"), "2048");
  EXPECT_EQ (page.Chosen ("Key type"), "RSA");
  EXPECT_EQ (page.Options ("Language"), (Texts{ "English", "Deutsch" }));
  EXPECT_EQ (page.Options ("Plan"), (Texts{ "Small", "Large" }));
  EXPECT_EQ (page.Field ("Note")->kind, ENROLL_FIELD_MULTILINE);
  EXPECT_EQ (page.Field ("Encrypt")->kind, ENROLL_FIELD_CHECK);
}

TEST_P (PageWidgets, AnswersChoices)
{
  const std::pair<const char *, const char *> choices[] = {
    { "Profile", "Encryption" }, { "Campus", "Davis" },     { "Organization", "Department 47" },
    { "Validity", "2 years" },   { "Days", "365" },         { "Key size", "4096" },
    { "Key type", "EC" },        { "Language", "Deutsch" }, { "Plan", "Large" },
  };

  ASSERT_TRUE (page.Load ("widgets.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();
  for (const auto &[label, option] : choices)
    EXPECT_TRUE (page.Choose (label, option)) << page.Message ();
  ASSERT_TRUE (page.Read ()) << page.Message ();
  for (const auto &[label, option] : choices)
    EXPECT_EQ (page.Chosen (label), option) << label;
}

TEST_P (PageWidgets, AnswersChecksAndTexts)
{
  ASSERT_TRUE (page.Load ("widgets.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();
  for (const char *label :
       { "I agree to the rules", "Encrypt", "Send me news", "Drawn by its label" })
    EXPECT_TRUE (page.Check (label)) << page.Message ();
  EXPECT_TRUE (page.Check ("Encrypt")) << "it is checked already";
  EXPECT_TRUE (page.FillText ("Note", "Für Alice")) << page.Message ();
  EXPECT_TRUE (page.Press ("Send"));
  EXPECT_EQ (page.Evaluate ("return document.getElementById('events').textContent"), "sent");

  ASSERT_TRUE (page.Read ()) << page.Message ();
  for (const char *label :
       { "I agree to the rules", "Encrypt", "Send me news", "Drawn by its label" })
    EXPECT_TRUE (page.Field (label)->is_checked) << label;
  EXPECT_STREQ (page.Field ("Note")->value, "Für Alice");
  EXPECT_TRUE (page.Check ("Encrypt", false)) << page.Message ();
}

TEST_P (PageWidgets, NamesTheFieldThatDoesNotTakeItsAnswer)
{
  ASSERT_TRUE (page.Load ("widgets.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();

  EXPECT_FALSE (page.Choose ("Profile", "Old")) << "a disabled option";
  EXPECT_TRUE (g_error_matches (page.Error (), ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD));
  EXPECT_NE (page.Message ().find ("Profile"), std::string::npos) << page.Message ();
}

INSTANTIATE_TEST_SUITE_P (Places,
                          PageWidgets,
                          ::testing::Values (Place::Hidden, Place::Window),
                          [] (const auto &info) {
                            return info.param == Place::Hidden ? "Hidden" : "Window";
                          });

} // namespace
