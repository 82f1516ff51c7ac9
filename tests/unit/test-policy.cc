/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The rule of each role, and the button that goes on. */

#include "policy-test.h"

namespace
{

const char kRequest[] = "-----BEGIN CERTIFICATE REQUEST-----\n";

TEST_F (PolicyTest, FillsAnEmptyAddress)
{
  AddText (form, "Email", "");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), std::string ("text ") + kAddress);
  EXPECT_EQ (Decision (0), std::string ("Email=") + kAddress);
}

TEST_F (PolicyTest, NeverChangesAFilledAddress)
{
  AddText (form, "Email", "Alice@EXAMPLE.org");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
}

TEST_F (PolicyTest, RefusesAFormForAnotherAddress)
{
  for (bool is_fixed : { false, true })
    {
      g_clear_pointer (&form, enroll_form_unref);
      form = enroll_form_new (kHost);
      AddText (form, "Email", "mallory@example.org", is_fixed);

      EXPECT_FALSE (Plan ());
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_MISMATCH));
      EXPECT_NE (strstr (error->message, "mallory@example.org"), nullptr);
    }
}

TEST_F (PolicyTest, AsksForTheAccessCode)
{
  AddText (form, "Access Code", "");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
  EXPECT_EQ (enroll_question_get_error (Question (0)), nullptr);
}

TEST_F (PolicyTest, TakesTheConfiguredAccessCode)
{
  settings->access_code = enroll_secret_new ("4711");
  AddText (form, "Access Code", "");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "secret 4711");
}

TEST_F (PolicyTest, KeepsTheAccessCodeThatThePortalFilledIn)
{
  settings->access_code = enroll_secret_new ("4711");
  AddText (form, "Access Code", "4712");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");
}

TEST_F (PolicyTest, AsksForARejectedAccessCodeWithTheNotice)
{
  settings->access_code = enroll_secret_new ("4711");
  was_rejected = TRUE;
  AddText (form, "Access Code", "4711");
  AddNotice (form, "The access code is invalid");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "ask");
  EXPECT_STREQ (enroll_question_get_error (Question (0)), "The access code is invalid");
}

TEST_F (PolicyTest, AsksForWhatThePortalMissesWhateverItIsCalled)
{
  AddText (form, "Frobnicate", "");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "leave");

  was_rejected = TRUE;
  static_cast<EnrollField *> (g_ptr_array_index (form->fields, 0))->error = g_strdup ("Missing");
  ASSERT_TRUE (PlanAsItIs ());
  EXPECT_EQ (Outcome (), "ask");
}

TEST_F (PolicyTest, PrefersTheComplaintAboutTheFieldItself)
{
  was_rejected = TRUE;
  AddText (form, "Access Code", "")->error = g_strdup ("Required");
  AddNotice (form, "Something is wrong");

  ASSERT_TRUE (Plan ());
  EXPECT_STREQ (enroll_question_get_error (Question (0)), "Required");
}

struct RuleCase
{
  const char *name;
  const char *label;
  EnrollFieldKind kind;
  const char *value;
  bool is_required;
  bool is_fixed;
  bool was_rejected;
  const char *expected;
};

class RuleTest : public PolicyTest, public ::testing::WithParamInterface<RuleCase>
{
};

TEST_P (RuleTest, IsKept)
{
  EnrollField *field = AddText (form, GetParam ().label, GetParam ().value);

  field->kind = GetParam ().kind;
  field->is_required = GetParam ().is_required;
  field->is_fixed = GetParam ().is_fixed;
  was_rejected = GetParam ().was_rejected;

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), GetParam ().expected);
}

/* clang-format off */
#define TEXT ENROLL_FIELD_TEXT
#define PASSWORD ENROLL_FIELD_PASSWORD
#define HIDDEN ENROLL_FIELD_HIDDEN
#define CHECK ENROLL_FIELD_CHECK
INSTANTIATE_TEST_SUITE_P (
    Table, RuleTest,
    ::testing::Values (
        RuleCase{ "SecretId", "Secret ID", PASSWORD, "", true, false, false, "ask" },
        RuleCase{ "SecretIdFilled", "Secret ID", TEXT, "x", true, false, false, "leave" },
        RuleCase{ "SecretIdRejected", "Secret ID", TEXT, "x", true, false, true, "ask" },
        RuleCase{ "RequestCode", "Code", TEXT, "", true, false, false, "ask" },
        RuleCase{ "RequestCodeFilled", "Code", TEXT, "x", true, false, false, "leave" },
        RuleCase{ "RequestCodeFixed", "Code", TEXT, "x", true, true, true, "leave" },
        RuleCase{ "FirstName", "First Name", TEXT, "Alice", true, false, false, "leave" },
        RuleCase{ "MiddleName", "Middle Name", TEXT, "", false, false, false, "leave" },
        RuleCase{ "LastNameRequired", "Last Name", TEXT, "", true, false, false, "ask" },
        RuleCase{ "LastNameFixed", "Last Name", TEXT, "", true, true, false, "leave" },
        RuleCase{ "LastNameRejected", "Last Name", TEXT, "Example", true, false, true, "leave" },
        RuleCase{ "CommonName", "Common Name", TEXT, "Alice Example", true, false, false, "leave" },
        RuleCase{ "Comments", "Comments", TEXT, "", false, false, false, "leave" },
        RuleCase{ "CommentsRequired", "Comments", TEXT, "", true, false, false, "ask" },
        RuleCase{ "Password", "Password", PASSWORD, "", true, false, false, "secret password" },
        RuleCase{ "PassPhrase", "Pass-phrase", PASSWORD, "", true, false, false, "secret pass-phrase" },
        RuleCase{ "Unknown", "Phone", TEXT, "", false, false, false, "leave" },
        RuleCase{ "UnknownRequired", "Phone", TEXT, "", true, false, false, "ask" },
        RuleCase{ "UnknownFilled", "Phone", TEXT, "1", true, false, false, "leave" },
        RuleCase{ "UnknownFixed", "Phone", TEXT, "", true, true, false, "leave" },
        RuleCase{ "UnknownHidden", "", HIDDEN, "", true, false, false, "leave" },
        RuleCase{ "UnknownCheck", "I am staff", CHECK, "1", true, false, false, "ask" },
        RuleCase{ "UnknownCheckOptional", "Newsletter", CHECK, "1", false, false, false, "leave" },
        RuleCase{ "HiddenEmail", "Email", HIDDEN, "x", true, false, false, "leave" },
        RuleCase{ "Account", "Account", TEXT, "", true, false, false, "ask" },
        RuleCase{ "AccountOptional", "Account", TEXT, "", false, false, false, "leave" },
        RuleCase{ "KeyTypeShown", "Key Type", TEXT, "RSA", true, true, false, "leave" }),
    [] (const auto &info) { return std::string (info.param.name); });
#undef TEXT
#undef PASSWORD
#undef HIDDEN
#undef CHECK
/* clang-format on */

TEST_F (PolicyTest, WritesTheConfiguredAccount)
{
  settings->account = g_strdup ("Uni A");
  AddText (form, "Account", "");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (), "text Uni A");
}

TEST_F (PolicyTest, RepeatsPasswords)
{
  for (const char *label : { "PIN", "Re-type PIN", "Pass-phrase", "Pass-phrase" })
    AddField (form, ENROLL_FIELD_PASSWORD, label);

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (0), "secret password");
  EXPECT_EQ (Outcome (1), "secret password");
  EXPECT_EQ (Outcome (2), "secret pass-phrase");
  EXPECT_EQ (Outcome (3), "secret pass-phrase");
}

TEST_F (PolicyTest, NeedsARequestUntilThereIsOne)
{
  AddField (form, ENROLL_FIELD_MULTILINE, "CSR");

  ASSERT_TRUE (Plan ());
  EXPECT_TRUE (plan->needs_request);
  EXPECT_EQ (Outcome (), "leave");

  request = kRequest;
  ASSERT_TRUE (PlanAsItIs ());
  EXPECT_FALSE (plan->needs_request);
  EXPECT_EQ (Outcome (), std::string ("text ") + kRequest);
}

TEST_F (PolicyTest, TakesTheConfiguredKeySizeIfThePortalDoesNotAsk)
{
  settings->key_bits = 4096;
  AddField (form, ENROLL_FIELD_MULTILINE, "CSR");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (plan->key_bits, 4096u);
}

TEST_F (PolicyTest, AnswersOnlyTheFormThatMatters)
{
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 2, "Search")->is_required = TRUE;
  enroll_form_add_button (form, 2, "Go");
  AddText (form, "Access Code", "");
  AddText (form, "Email", "");
  AddButton (form, "Next");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (Outcome (0), "leave");
  EXPECT_EQ (Outcome (1), "ask");
  EXPECT_EQ (Button (), "Next");
}

TEST_F (PolicyTest, PutsAllQuestionsOnOnePage)
{
  AddText (form, "Access Code", "");
  AddText (form, "Secret ID", "");
  AddField (form, ENROLL_FIELD_CHECK, "I have read and agree to the terms of it");

  ASSERT_TRUE (Plan ());
  EXPECT_EQ (plan->questions->len, 3u);
  EXPECT_STREQ (enroll_question_get_label (Question (1)), "Secret ID");
}

struct ButtonCase
{
  const char *name;
  const char *field;
  std::vector<std::string> buttons;
  bool has_requested;
  const char *expected;
};

class ButtonTest : public PolicyTest, public ::testing::WithParamInterface<ButtonCase>
{
};

TEST_P (ButtonTest, GoesOn)
{
  has_requested = GetParam ().has_requested;
  if (GetParam ().field != nullptr)
    AddField (form, ENROLL_FIELD_PASSWORD, GetParam ().field);
  for (const std::string &label : GetParam ().buttons)
    AddButton (form, label.c_str ());

  ASSERT_TRUE (Plan ());
  if (GetParam ().expected != nullptr)
    EXPECT_EQ (Button (), GetParam ().expected);
  else
    EXPECT_EQ (plan->answers->button, nullptr);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, ButtonTest,
    ::testing::Values (
        ButtonCase{ "Submit", "Access Code", { "Cancel", "Submit" }, false, "Submit" },
        ButtonCase{ "SubmitBeforeNext", "Access Code", { "Next", "Submit" }, false, "Submit" },
        ButtonCase{ "Enroll", "Access Code", { "Enroll", "Cancel" }, false, "Enroll" },
        ButtonCase{ "OnlyUnknown", "Access Code", { "Weiter", "Cancel" }, false, "Weiter" },
        ButtonCase{ "TwoUnknown", "Access Code", { "Weiter", "Zurück" }, false, nullptr },
        ButtonCase{ "OnlyAway", "Access Code", { "Cancel", "Help" }, false, nullptr },
        ButtonCase{ "NeverToAnotherLogin", "Secret ID", { "Your Institution" }, false, nullptr },
        ButtonCase{ "Protect", "Password", { "Submit", "Download" }, false, "Download" },
        ButtonCase{ "ProtectBySubmit", "Password", { "Submit", "Cancel" }, false, "Submit" },
        ButtonCase{ "List", nullptr, { "Download", "Enroll Certificate" }, false, "Enroll Certificate" },
        ButtonCase{ "ListIssued", nullptr, { "Enroll Certificate", "Download" }, true, "Download" },
        ButtonCase{ "ListNothingIssued", nullptr, { "Enroll Certificate" }, true, nullptr },
        ButtonCase{ "ListNothingIssuedCancel", nullptr, { "Enroll", "Log out" }, true, nullptr }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_F (PolicyTest, KnowsWhichFormAsksForTheCertificate)
{
  AddField (form, ENROLL_FIELD_MULTILINE, "CSR");
  ASSERT_TRUE (Plan ());
  EXPECT_TRUE (plan->asks_certificate);

  g_clear_pointer (&form, enroll_form_unref);
  form = NewCodePage ();
  ASSERT_TRUE (PlanAsItIs ());
  EXPECT_FALSE (plan->asks_certificate);
}

TEST_F (PolicyTest, QuestionsCarryThePortalsWords)
{
  EnrollField *field =
      AddField (form, ENROLL_FIELD_CHECK, "I have read and agree to the terms of it");

  field->document = g_strdup ("All of it.");
  field->document_uri = g_strdup ("https://cert-manager.com/eula");
  ASSERT_TRUE (Plan ());

  EXPECT_STREQ (enroll_question_get_document (Question (0)), "All of it.");
  EXPECT_STREQ (enroll_question_get_document_uri (Question (0)), "https://cert-manager.com/eula");
  EXPECT_EQ (enroll_question_get_role (Question (0)), ENROLL_ROLE_TERMS);
  EXPECT_EQ (enroll_question_get_kind (Question (0)), ENROLL_FIELD_CHECK);
}

TEST_F (PolicyTest, ExplainsQuestionsThatNeedIt)
{
  for (const char *label : { "Access Code", "Secret ID", "Code" })
    AddText (form, label, "");
  AddText (form, "Phone", "")->is_required = TRUE;
  AddText (form, "Room", "")->is_required = TRUE;
  ((EnrollField *)g_ptr_array_index (form->fields, 4))->hint = g_strdup ("Building and number");
  AddChoice (form, "Account", { "Uni A", "Uni B" }, -1);
  ASSERT_TRUE (Plan ());

  for (guint i : { 0u, 1u, 2u, 5u })
    EXPECT_NE (Take (enroll_question_dup_explanation (Question (i))), "(null)") << i;
  EXPECT_EQ (Take (enroll_question_dup_explanation (Question (3))), "(null)");
  EXPECT_EQ (Take (enroll_question_dup_explanation (Question (4))), "Building and number");
  EXPECT_EQ (enroll_question_get_options (Question (5))->len, 2u);
}

TEST_F (PolicyTest, QuestionsTellWhenTheyAreAnswered)
{
  int n_notifications = 0;
  auto count =
      +[] (GObject *, GParamSpec *, gpointer user_data) { ++*static_cast<int *> (user_data); };
  gboolean is_answered = FALSE;

  AddText (form, "Access Code", "");
  AddChoice (form, "Account", { "Uni A", "Uni B" }, 0);
  AddField (form, ENROLL_FIELD_CHECK, "I have read and agree to the terms of it");
  ASSERT_TRUE (Plan ());
  for (guint i = 0; i < 3; i++)
    {
      EXPECT_FALSE (enroll_question_is_answered (Question (i))) << i;
      g_signal_connect (Question (i), "notify::is-answered", G_CALLBACK (count), &n_notifications);
    }

  enroll_question_set_text (Question (0), "47");
  enroll_question_set_text (Question (0), "4711");
  enroll_question_set_option (Question (1), 1);
  enroll_question_set_checked (Question (2), TRUE);
  EXPECT_EQ (n_notifications, 3);
  enroll_question_set_text (Question (0), "");
  EXPECT_EQ (n_notifications, 4);

  g_object_get (Question (0), "is-answered", &is_answered, NULL);
  EXPECT_FALSE (is_answered);
  enroll_question_answer (Question (1), plan->answers);
  enroll_question_answer (Question (2), plan->answers);
  EXPECT_EQ (enroll_answers_find (plan->answers, 1)->option, 1);
  EXPECT_TRUE (enroll_answers_find (plan->answers, 2)->is_checked);
}

} // namespace
