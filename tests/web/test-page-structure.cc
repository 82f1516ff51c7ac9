/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

using Texts = std::vector<std::string>;

class PageStructure : public WebTest
{
protected:
  /* Presses a button of the page that was read, and reads what comes. */
  void
  PressAndRead (const std::string &label)
  {
    ASSERT_TRUE (page.Press (label)) << page.Message ();
    ASSERT_TRUE (page.Settle ()) << page.Message ();
    ASSERT_TRUE (page.Read (true)) << page.Message ();
  }
};

TEST_F (PageStructure, WalksShadowRootsSlotsAndFrames)
{
  ASSERT_TRUE (page.Load ("components.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();

  EXPECT_EQ (page.Labels (), (Texts{ "Email", "Access Code", "Nested", "Comments", "Term" }));
  EXPECT_STREQ (page.Field ("Email")->hint, "As in the mail");
  EXPECT_EQ (page.Options ("Term"), (Texts{ "1 year", "2 years" }));
  EXPECT_EQ (page.Buttons (), (Texts{ "Send", "Go on" }));
  EXPECT_NE (std::string (page.Form ()->text).find ("Please:"), std::string::npos);
}

TEST_F (PageStructure, FillsInShadowRootsSlotsAndFrames)
{
  ASSERT_TRUE (page.Load ("components.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();

  for (const char *label : { "Email", "Access Code", "Nested", "Comments" })
    EXPECT_TRUE (page.FillText (label, std::string ("My ") + label)) << page.Message ();
  EXPECT_TRUE (page.Choose ("Term", "2 years")) << page.Message ();
  EXPECT_TRUE (page.Press ("Send")) << page.Message ();
  EXPECT_EQ (page.Evaluate ("return document.body.dataset.pressed"), "yes");
  EXPECT_EQ (page.Evaluate ("return document.querySelector('my-field').dataset.value"), "My Email");
  EXPECT_EQ (page.Evaluate ("return document.querySelector('iframe').contentDocument"
                            "  .querySelector('[role=combobox]').textContent"),
             "2 years");

  ASSERT_TRUE (page.Read ()) << page.Message ();
  for (const char *label : { "Email", "Access Code", "Nested", "Comments" })
    EXPECT_EQ (page.Field (label)->value, std::string ("My ") + label);
}

TEST_F (PageStructure, LeavesOutWhatNobodyCanSee)
{
  ASSERT_TRUE (page.Load ("traps.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  EXPECT_EQ (page.Labels (), (Texts{ "Seen", "Second step", "Scrolled", "Far below" }));
  EXPECT_EQ (page.Buttons (), (Texts{ "Second next", "Send" }));
  for (const char *word : { "Fax", "None", "Blank", "Clear", "Folded", "First" })
    EXPECT_EQ (std::string (page.Form ()->text).find (word), std::string::npos) << word;
}

TEST_F (PageStructure, FillsOnlyWhatItWasToldTo)
{
  ASSERT_TRUE (page.Load ("traps.html"));
  ASSERT_TRUE (page.Read (true)) << page.Message ();
  for (const std::string &label : page.Labels ())
    EXPECT_TRUE (page.FillText (label, "x")) << page.Message ();

  EXPECT_EQ (page.Evaluate ("return [...document.querySelectorAll('input')]"
                            "  .filter((at) => at.value === 'x').length"),
             "4");
  EXPECT_EQ (page.Evaluate ("return document.querySelectorAll('input:checked').length"), "0");
}

TEST_F (PageStructure, OnlyTheOpenDialogExists)
{
  for (const char *name : { "Native", "Marked", "Plain" })
    {
      ASSERT_TRUE (page.Load ("dialogs.html"));
      ASSERT_TRUE (page.Read ()) << page.Message ();
      PressAndRead (name);

      EXPECT_EQ (page.Labels (), (Texts{ "Inside" })) << name;
      EXPECT_EQ (page.Buttons (), (Texts{ "Close" })) << name;
      EXPECT_EQ (page.Form ()->title, std::string (name) + " dialog");
      PressAndRead ("Close");
      EXPECT_STREQ (page.Form ()->title, "Behind") << name;
      EXPECT_EQ (page.Labels (), (Texts{ "Email", "I accept the terms" })) << name;
    }
}

TEST_F (PageStructure, ADialogBesideThePageIsPartOfIt)
{
  ASSERT_TRUE (page.Load ("dialogs.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();
  PressAndRead ("Beside");

  EXPECT_EQ (page.Labels (), (Texts{ "Email", "I accept the terms", "Inside" }));
  EXPECT_NE (page.Field ("Email")->group, page.Field ("Inside")->group);
}

TEST_F (PageStructure, TermsThatOpenADialogAreNotTakenYet)
{
  ASSERT_TRUE (page.Load ("dialogs.html"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  EXPECT_FALSE (page.Check ("I accept the terms"));
  EXPECT_TRUE (g_error_matches (page.Error (), ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD));
  ASSERT_TRUE (page.Read (true)) << page.Message ();
  EXPECT_STREQ (page.Form ()->title, "Terms");
  EXPECT_EQ (page.Labels (), (Texts{ "Version", "I have read this" }))
      << "reading the list must not close the dialog";
  ASSERT_NE (page.Field ("I have read this")->document, nullptr);
  EXPECT_GT (strlen (page.Field ("I have read this")->document), 1000u);
  EXPECT_EQ (page.Options ("Version"), (Texts{ "First", "Second" }));
  EXPECT_TRUE (page.Choose ("Version", "Second")) << page.Message ();
  EXPECT_TRUE (page.Check ("I have read this")) << page.Message ();
  PressAndRead ("Accept");
  EXPECT_TRUE (page.Field ("I accept the terms")->is_checked);
}

TEST_F (PageStructure, ACertificateShownAsTextIsAFile)
{
  ASSERT_TRUE (page.Load ("certificate.pem"));
  ASSERT_TRUE (page.Read ()) << page.Message ();

  ASSERT_NE (page.Form ()->attachment, nullptr);
  EXPECT_STREQ (page.Form ()->attachment_type, "application/x-pem-file");
  EXPECT_EQ (
      std::string (static_cast<const char *> (g_bytes_get_data (page.Form ()->attachment, nullptr)),
                   g_bytes_get_size (page.Form ()->attachment)),
      page.Source ());
}

} // namespace
