/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Whether a page ends a step, whether an address may be gone to, and who answers for a file. No page is
 * loaded. */

#include "enroll-web-policy.h"
#include "enroll-web-visit-private.h"

#include "glib-test.h"

namespace
{

constexpr guint kBefore = 3;

EnrollForm *
NewForm (EnrollFormKind kind, const char *label = "Email")
{
  EnrollForm *form = enroll_form_new ("portal.example.edu");

  form->kind = kind;
  form->title = g_strdup ("Title");
  form->text = g_strdup ("Text");
  if (label != nullptr)
    enroll_form_add_field (form, ENROLL_FIELD_TEXT, 1, label);
  enroll_form_add_button (form, 1, "Submit");
  return form;
}

class JudgeTest : public GlibTest
{
protected:
  void
  TearDown () override
  {
    g_clear_pointer (&step.before, enroll_form_unref);
    g_clear_pointer (&step.text, g_free);
    g_clear_pointer (&step.behind, enroll_form_unref);
    g_clear_pointer (&form, enroll_form_unref);
    GlibTest::TearDown ();
  }

  void
  Begin (EnrollWebStepKind kind, EnrollForm *before)
  {
    step.kind = kind;
    step.before = before;
    step.n_documents = kBefore;
  }

  EnrollWebVerdict
  Judge (EnrollForm *now, guint n_documents = kBefore, bool is_at_portal = true)
  {
    g_clear_pointer (&form, enroll_form_unref);
    form = now;
    return enroll_web_judge (&step, form, n_documents, is_at_portal);
  }

  EnrollWebStep step = {};
  EnrollForm *form = nullptr;
};

#define TAKE ENROLL_WEB_VERDICT_TAKE
#define HOPE ENROLL_WEB_VERDICT_HOPE
#define WAIT ENROLL_WEB_VERDICT_WAIT

TEST_F (JudgeTest, OpeningTakesWhatIsKnownAndHopesForIt)
{
  Begin (ENROLL_WEB_STEP_OPEN, nullptr);

  for (int kind = 0; kind < ENROLL_N_FORM_KINDS; kind++)
    {
      EXPECT_EQ (Judge (NewForm ((EnrollFormKind)kind)), kind == ENROLL_FORM_UNKNOWN ? HOPE : TAKE);
      EXPECT_EQ (Judge (NewForm ((EnrollFormKind)kind), kBefore, false), TAKE)
          << "not ours to read";
    }
}

TEST_F (JudgeTest, APageThatOffersToSignInElsewhereIsTakenAtOnce)
{
  EnrollForm *login = NewForm (ENROLL_FORM_UNKNOWN);

  enroll_form_add_button (login, 1, "Your Institution")->role = ENROLL_ROLE_FEDERATED_LOGIN;
  Begin (ENROLL_WEB_STEP_OPEN, nullptr);

  EXPECT_EQ (Judge (login), TAKE);
}

TEST_F (JudgeTest, SubmittingHopesWhileNothingHasHappened)
{
  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_LOGIN));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_LOGIN)), HOPE);
  step.is_refused = TRUE;
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_LOGIN)), TAKE) << "there is nothing to come";
}

/* A list that is drawn by the page shows what was filled in: that is no answer of the portal. */
TEST_F (JudgeTest, SubmittingHopesThoughThePageShowsWhatWasChosen)
{
  EnrollForm *now = NewForm (ENROLL_FORM_REQUEST);

  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_REQUEST));
  g_free (now->text);
  now->text = g_strdup ("Text of what was chosen");
  step.text = g_strdup (now->text);

  EXPECT_EQ (Judge (now), HOPE);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_REQUEST)), TAKE) << "that it shows no more";
}

TEST_F (JudgeTest, SubmittingADialogHopesWhileTheFormBehindIsAsItWas)
{
  EnrollForm *with_notice = NewForm (ENROLL_FORM_REQUEST);

  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_TERMS, nullptr));
  step.behind = NewForm (ENROLL_FORM_REQUEST);
  g_ptr_array_add (with_notice->notices, g_strdup ("No"));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_REQUEST)), HOPE);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_REQUEST), kBefore + 1), TAKE);
  EXPECT_EQ (Judge (with_notice), TAKE);
}

TEST_F (JudgeTest, SubmittingTakesTheSameFormInANewDocument)
{
  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_LOGIN));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_LOGIN), kBefore + 1), TAKE);
}

TEST_F (JudgeTest, SubmittingTakesAComplaintOnTheSameForm)
{
  EnrollForm *with_notice = NewForm (ENROLL_FORM_LOGIN);
  EnrollForm *with_error = NewForm (ENROLL_FORM_LOGIN);
  EnrollForm *with_text = NewForm (ENROLL_FORM_LOGIN);

  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_LOGIN));
  g_ptr_array_add (with_notice->notices, g_strdup ("No"));
  ((EnrollField *)g_ptr_array_index (with_error->fields, 0))->error = g_strdup ("No");
  g_free (with_text->text);
  with_text->text = g_strdup ("Text. No.");

  EXPECT_EQ (Judge (with_notice), TAKE);
  EXPECT_EQ (Judge (with_error), TAKE);
  EXPECT_EQ (Judge (with_text), TAKE);
}

TEST_F (JudgeTest, SubmittingHopesForMoreThanAnUnknownPage)
{
  Begin (ENROLL_WEB_STEP_SUBMIT, NewForm (ENROLL_FORM_LOGIN));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN), kBefore + 1), HOPE);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN), kBefore + 1, false), TAKE);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_WAIT), kBefore), TAKE);
}

TEST_F (JudgeTest, WaitingEndsWithWhateverIsNoWaitingPage)
{
  Begin (ENROLL_WEB_STEP_WAIT, nullptr);

  for (int kind = 0; kind < ENROLL_N_FORM_KINDS; kind++)
    EXPECT_EQ (Judge (NewForm ((EnrollFormKind)kind)), kind == ENROLL_FORM_WAIT ? WAIT : TAKE);
}

TEST_F (JudgeTest, TheUserIsLeftAloneUntilAPageIsKnown)
{
  Begin (ENROLL_WEB_STEP_WATCH, NewForm (ENROLL_FORM_UNKNOWN, "Colour"));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN, "Colour")), WAIT);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN, "Size")), WAIT);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN, "Size"), kBefore + 1), WAIT);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_UNKNOWN, nullptr), kBefore + 1, false), WAIT);
  for (int kind = ENROLL_FORM_UNKNOWN + 1; kind < ENROLL_N_FORM_KINDS; kind++)
    EXPECT_EQ (Judge (NewForm ((EnrollFormKind)kind)), TAKE);
}

TEST_F (JudgeTest, AnotherUnknownPageIsTakenIfTheProgramCanFillIn)
{
  EnrollForm *half_known = NewForm (ENROLL_FORM_UNKNOWN);

  Begin (ENROLL_WEB_STEP_WATCH, NewForm (ENROLL_FORM_UNKNOWN, "Colour"));
  ((EnrollField *)g_ptr_array_index (half_known->fields, 0))->role = ENROLL_ROLE_EMAIL;

  EXPECT_EQ (Judge (enroll_form_ref (half_known)), WAIT) << "the user is at it";
  EXPECT_EQ (Judge (half_known, kBefore + 1), TAKE);
}

TEST_F (JudgeTest, AFormThatIsTheUsersStaysTheUsers)
{
  Begin (ENROLL_WEB_STEP_WATCH, NewForm (ENROLL_FORM_REQUEST));

  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_REQUEST)), WAIT);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_REQUEST), kBefore + 1), TAKE);
  EXPECT_EQ (Judge (NewForm (ENROLL_FORM_WAIT)), TAKE);
}

TEST_F (JudgeTest, WhatAFieldHoldsMakesNoOtherForm)
{
  g_autoptr (EnrollForm) a = NewForm (ENROLL_FORM_LOGIN);
  g_autoptr (EnrollForm) b = NewForm (ENROLL_FORM_LOGIN);

  g_free (((EnrollField *)g_ptr_array_index (b->fields, 0))->value);
  ((EnrollField *)g_ptr_array_index (b->fields, 0))->value = g_strdup ("alice@example.edu");
  EXPECT_TRUE (enroll_web_asks_the_same (a, b));
  enroll_form_add_button (b, 1, "More");
  EXPECT_FALSE (enroll_web_asks_the_same (a, b));
}

struct Address
{
  const char *uri;
  bool is_secure;
};

class AddressTest : public GlibTest, public ::testing::WithParamInterface<Address>
{
};

INSTANTIATE_TEST_SUITE_P (Table,
                          AddressTest,
                          ::testing::Values (Address{ "https://portal.example.edu/", true },
                                             Address{ "HTTPS://portal.example.edu/", true },
                                             Address{ "about:blank", true },
                                             Address{ "about:srcdoc", true },
                                             Address{ "blob:https://portal.example.edu/1", true },
                                             Address{ "data:text/plain,x", true },
                                             Address{ "http://portal.example.edu/", false },
                                             Address{ "HTTP://portal.example.edu/", false },
                                             Address{ "ftp://portal.example.edu/", false },
                                             Address{ "file:///etc/passwd", false },
                                             Address{ "webkit://gpu", false },
                                             Address{ "resource:///org/gnome", false },
                                             Address{ "javascript:alert(1)", false },
                                             Address{ "mailto:alice@example.edu", false },
                                             Address{ "ws://portal.example.edu/", false },
                                             Address{ "httpsx://portal.example.edu/", false },
                                             Address{ "portal.example.edu", false },
                                             Address{ "//portal.example.edu/", false },
                                             Address{ " https://portal.example.edu/", false },
                                             Address{ "", false }));

TEST_P (AddressTest, IsGoneToOnlyIfNobodyCanListen)
{
  EXPECT_EQ (enroll_web_policy_is_secure (GetParam ().uri) != FALSE, GetParam ().is_secure);
}

struct Origin
{
  const char *address;
  const char *document;
  const char *host; /* NULL if it is refused */
};

class OriginTest : public GlibTest, public ::testing::WithParamInterface<Origin>
{
};

constexpr const char *kPage = "https://portal.example.edu/page";
constexpr const char *kForeignPage = "https://login.example.org/";

INSTANTIATE_TEST_SUITE_P (
    Table,
    OriginTest,
    ::testing::Values (
        Origin{ "https://portal.example.edu/file", nullptr, "portal.example.edu" },
        Origin{ "https://portal.example.edu/file", kForeignPage, "portal.example.edu" },
        Origin{ "https://portal.example.edu:8443/file", kPage, nullptr },
        Origin{ "https://login.example.org/file", kPage, nullptr },
        Origin{ "http://portal.example.edu/file", kPage, nullptr },
        Origin{ "blob:https://portal.example.edu/1", nullptr, "portal.example.edu" },
        Origin{ "BLOB:https://portal.example.edu/1", nullptr, "portal.example.edu" },
        Origin{ "blob:https://login.example.org/1", kPage, nullptr },
        Origin{ "blob:https://portal.example.edu@login.example.org/1", kPage, nullptr },
        Origin{ "blob:http://portal.example.edu/1", kPage, nullptr },
        Origin{ "blob:blob:https://portal.example.edu/1", kPage, nullptr },
        Origin{ "blob:null/1", kPage, nullptr },
        Origin{ "blob:", kPage, nullptr },
        Origin{ "data:,x", kPage, "portal.example.edu" },
        Origin{ "DATA:,x", kPage, "portal.example.edu" },
        Origin{ "data:,x", kForeignPage, nullptr },
        Origin{ "data:,x", "about:blank", nullptr },
        Origin{ "data:,x", "blob:https://portal.example.edu/1", nullptr },
        Origin{ "data:,x", nullptr, nullptr },
        Origin{ "about:blank", kPage, nullptr },
        Origin{ "file:///etc/passwd", kPage, nullptr },
        Origin{ "", kPage, nullptr }));

TEST_P (OriginTest, AnswersForAFile)
{
  const char *hosts[] = { "portal.example.edu", nullptr };
  g_autofree char *text = nullptr;
  gsize length = 0;

  ASSERT_TRUE (g_file_get_contents (g_getenv ("ENROLL_PORTAL_FILE"), &text, &length, nullptr));
  g_autoptr (EnrollPortal) portal = enroll_portal_new_from_data (text, length, hosts, nullptr);
  g_autoptr (GError) error = nullptr;
  g_autoptr (GUri) uri =
      enroll_web_policy_judge_file (portal, GetParam ().address, GetParam ().document, &error);

  EXPECT_STREQ (uri != nullptr ? g_uri_get_host (uri) : nullptr, GetParam ().host);
  EXPECT_EQ (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED) != FALSE,
             GetParam ().host == nullptr);
}

} // namespace
