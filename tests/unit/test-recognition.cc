/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a page is, told from labels, kinds of controls and notices. */

#include "glib-test.h"
#include "sample-forms.h"

namespace
{

const char kTerms[] = "I have read and agree to the terms of the EULA";

class RecognitionTest : public GlibTest
{
protected:
  void
  TearDown () override
  {
    g_clear_pointer (&form, enroll_form_unref);
    GlibTest::TearDown ();
  }

  EnrollRole
  FieldRole (guint i)
  {
    return ((EnrollField *)g_ptr_array_index (form->fields, i))->role;
  }

  EnrollRole
  ButtonRole (guint i)
  {
    return ((EnrollButton *)g_ptr_array_index (form->buttons, i))->role;
  }

  EnrollForm *form = enroll_form_new (kHost);
};

struct PageCase
{
  const char *name;
  EnrollForm *(*make) ();
  EnrollFormKind kind;
  EnrollRefusal refusal;
};

class PageTest : public GlibTest, public ::testing::WithParamInterface<PageCase>
{
};

TEST_P (PageTest, HasItsKind)
{
  g_autoptr (EnrollForm) form = GetParam ().make ();

  EXPECT_EQ (form->kind, GetParam ().kind);
  EXPECT_EQ (form->refusal, GetParam ().refusal);
}

/* clang-format off */
#define KIND(name) ENROLL_FORM_##name
#define REFUSAL(name) ENROLL_REFUSAL_##name
INSTANTIATE_TEST_SUITE_P (
    Samples, PageTest,
    ::testing::Values (
        PageCase{ "Login", NewLoginPage, KIND (LOGIN), REFUSAL (NONE) },
        PageCase{ "MailSent", NewMailSentPage, KIND (MAIL_SENT), REFUSAL (NONE) },
        PageCase{ "List", [] { return NewListPage ({ "Enroll Certificate" }); }, KIND (LIST), REFUSAL (NONE) },
        PageCase{ "ListWithDownload", [] { return NewListPage ({ "Download", "Enroll" }); }, KIND (LIST), REFUSAL (NONE) },
        PageCase{ "OnlyDownload", [] { return NewListPage ({ "Download" }); }, KIND (PROTECT), REFUSAL (NONE) },
        PageCase{ "AccessCode", [] { return NewCodePage (); }, KIND (ACCESS_CODE), REFUSAL (NONE) },
        PageCase{ "WrongCode", [] { return NewCodePage ("Wrong code"); }, KIND (ACCESS_CODE), REFUSAL (CODE) },
        PageCase{ "CodeAndExpired", [] { return NewCodePage ("Your session has expired"); }, KIND (REFUSED), REFUSAL (SESSION_EXPIRED) },
        PageCase{ "CodeAndUnknownNotice", [] { return NewCodePage ("Welcome"); }, KIND (ACCESS_CODE), REFUSAL (NONE) },
        PageCase{ "Request", [] { return NewRequestPage (); }, KIND (REQUEST), REFUSAL (NONE) },
        PageCase{ "ServerKey", NewServerKeyPage, KIND (REQUEST), REFUSAL (NONE) },
        PageCase{ "Terms", NewTermsPage, KIND (TERMS), REFUSAL (NONE) },
        PageCase{ "Wait", NewWaitPage, KIND (WAIT), REFUSAL (NONE) },
        PageCase{ "Protect", NewProtectPage, KIND (PROTECT), REFUSAL (NONE) },
        PageCase{ "Download", NewDownload, KIND (DOWNLOAD), REFUSAL (NONE) },
        PageCase{ "Unknown", NewUnknownPage, KIND (UNKNOWN), REFUSAL (NONE) },
        PageCase{ "Used", [] { return NewRefusalPage ("The link has already been used."); }, KIND (REFUSED), REFUSAL (INVITATION_USED) },
        PageCase{ "Limit", [] { return NewRefusalPage ("Maximum number of valid certificates reached: 2"); }, KIND (REFUSED), REFUSAL (LIMIT) },
        PageCase{ "Domain", [] { return NewRefusalPage ("DCV for example.org has expired"); }, KIND (REFUSED), REFUSAL (DOMAIN) },
        PageCase{ "Authority", [] { return NewRefusalPage ("Access to CA is denied."); }, KIND (REFUSED), REFUSAL (CA) },
        PageCase{ "Person", [] { return NewRefusalPage ("The Person does not have a High Validation status"); }, KIND (REFUSED), REFUSAL (PERSON) },
        PageCase{ "Maintenance", [] { return NewRefusalPage ("Scheduled maintenance until noon"); }, KIND (REFUSED), REFUSAL (UNAVAILABLE) }),
    [] (const auto &info) { return std::string (info.param.name); });

struct FieldCase
{
  const char *name;
  EnrollFieldKind kind;
  const char *label;
  const char *hint;
  EnrollRole role;
};

class FieldTest : public RecognitionTest, public ::testing::WithParamInterface<FieldCase>
{
};

#define F(kind) ENROLL_FIELD_##kind
#define R(role) ENROLL_ROLE_##role
INSTANTIATE_TEST_SUITE_P (
    Table, FieldTest,
    ::testing::Values (
        FieldCase{ "Label", F (TEXT), "Access Code *", nullptr, R (ACCESS_CODE) },
        FieldCase{ "PasswordBox", F (PASSWORD), "Access Code", nullptr, R (ACCESS_CODE) },
        FieldCase{ "Hint", F (TEXT), "", "E-mail address", R (EMAIL) },
        FieldCase{ "LabelBeforeHint", F (TEXT), "Last Name", "Email", R (LAST_NAME) },
        FieldCase{ "OtherLanguage", F (TEXT), "E-Mail-Adresse:", nullptr, R (EMAIL) },
        FieldCase{ "Unknown", F (TEXT), "Phone", nullptr, R (NONE) },
        FieldCase{ "Terms", F (CHECK), kTerms, nullptr, R (TERMS) },
        FieldCase{ "TermsAsText", F (TEXT), kTerms, nullptr, R (NONE) },
        FieldCase{ "TermsAsChoice", F (CHOICE), kTerms, nullptr, R (NONE) },
        FieldCase{ "EmailAsCheck", F (CHECK), "Email", nullptr, R (NONE) },
        FieldCase{ "HiddenEmail", F (HIDDEN), "Email", nullptr, R (NONE) },
        FieldCase{ "Request", F (MULTILINE), "CSR", nullptr, R (CSR) },
        FieldCase{ "RequestLine", F (TEXT), "CSR", nullptr, R (CSR) },
        FieldCase{ "RequestChoice", F (CHOICE), "CSR", nullptr, R (NONE) },
        FieldCase{ "Method", F (CHOICE), "Enrollment Method", nullptr, R (KEY_METHOD) },
        FieldCase{ "MethodAsText", F (TEXT), "Enrollment Method", nullptr, R (NONE) },
        FieldCase{ "Protection", F (CHOICE), "Choose key protection algorithm", nullptr, R (PROTECTION) },
        FieldCase{ "ProtectionAsText", F (TEXT), "Choose key protection algorithm", nullptr, R (NONE) },
        FieldCase{ "ShownProfile", F (TEXT), "Certificate Profile", nullptr, R (PROFILE) },
        FieldCase{ "ButtonWord", F (TEXT), "Submit", nullptr, R (NONE) }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (FieldTest, HasItsRole)
{
  AddField (form, GetParam ().kind, GetParam ().label)->hint = g_strdup (GetParam ().hint);
  Recognized (form);

  EXPECT_EQ (FieldRole (0), GetParam ().role);
}

struct PairCase
{
  const char *name;
  const char *labels[2];
  EnrollRole roles[2];
};

class PairTest : public RecognitionTest, public ::testing::WithParamInterface<PairCase>
{
};

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, PairTest,
    ::testing::Values (
        PairCase{ "Named", { "PIN", "Re-type PIN" }, { R (PASSWORD), R (PASSWORD_REPEAT) } },
        PairCase{ "SameName", { "Password", "Password" }, { R (PASSWORD), R (PASSWORD_REPEAT) } },
        PairCase{ "SecondUnknown", { "Password", "Again" }, { R (PASSWORD), R (PASSWORD_REPEAT) } },
        PairCase{ "FirstUnknown", { "Secret word", "Confirm Password" }, { R (PASSWORD), R (PASSWORD_REPEAT) } },
        PairCase{ "PassPhrase", { "Pass-phrase", "Repeat Pass-phrase" }, { R (PASS_PHRASE), R (PASS_PHRASE_REPEAT) } },
        PairCase{ "TwoThings", { "Password", "Pass-phrase" }, { R (PASSWORD), R (PASS_PHRASE) } },
        PairCase{ "CodeFirst", { "Access Code", "Password" }, { R (ACCESS_CODE), R (PASSWORD) } },
        PairCase{ "BothUnknown", { "One", "Two" }, { R (NONE), R (NONE) } }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (PairTest, IsAPasswordAndItsRepetition)
{
  for (const char *label : GetParam ().labels)
    AddField (form, ENROLL_FIELD_PASSWORD, label);
  Recognized (form);

  EXPECT_EQ (FieldRole (0), GetParam ().roles[0]);
  EXPECT_EQ (FieldRole (1), GetParam ().roles[1]);
}

TEST_F (RecognitionTest, PairsUnknownPasswordsBesideWhatBelongsToACertificate)
{
  AddChoice (form, "Key Type", { "RSA - 2048", "RSA - 4096" }, 0);
  AddField (form, ENROLL_FIELD_PASSWORD, "One");
  AddField (form, ENROLL_FIELD_PASSWORD, "Two");
  Recognized (form);

  EXPECT_EQ (FieldRole (1), ENROLL_ROLE_PASSWORD);
  EXPECT_EQ (FieldRole (2), ENROLL_ROLE_PASSWORD_REPEAT);
}

TEST_F (RecognitionTest, PairsPasswordsOfOneFormOnly)
{
  enroll_form_add_field (form, ENROLL_FIELD_PASSWORD, 1, "Password");
  enroll_form_add_field (form, ENROLL_FIELD_PASSWORD, 2, "Password");
  Recognized (form);

  EXPECT_EQ (FieldRole (1), ENROLL_ROLE_PASSWORD);
}

TEST_F (RecognitionTest, KnowsButtons)
{
  for (const char *label : { "Submit", "NEXT »", "Cancel", "Weiter", "Email" })
    AddButton (form, label);
  Recognized (form);

  EXPECT_EQ (ButtonRole (0), ENROLL_ROLE_SUBMIT);
  EXPECT_EQ (ButtonRole (1), ENROLL_ROLE_NEXT);
  EXPECT_EQ (ButtonRole (2), ENROLL_ROLE_AWAY);
  EXPECT_EQ (ButtonRole (3), ENROLL_ROLE_NONE);
  EXPECT_EQ (ButtonRole (4), ENROLL_ROLE_NONE);
}

TEST_F (RecognitionTest, FindsTheFormThatMatters)
{
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 1, "Search");
  enroll_form_add_button (form, 1, "Submit");
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 2, "Access Code");
  enroll_form_add_button (form, 2, "Next");
  enroll_form_add_button (form, ENROLL_NO_GROUP, "Help");
  Recognized (form);

  EXPECT_EQ (form->group, 2u);
  EXPECT_EQ (form->kind, ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (enroll_form_find_button (form, ENROLL_ROLE_NEXT),
             g_ptr_array_index (form->buttons, 1));
  EXPECT_EQ (enroll_form_find_button (form, ENROLL_ROLE_SUBMIT),
             g_ptr_array_index (form->buttons, 0));
  EXPECT_EQ (enroll_form_find_button (form, ENROLL_ROLE_DOWNLOAD), nullptr);
}

TEST_F (RecognitionTest, SeesFieldsOfTheFormThatMattersOnly)
{
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 1, "Email");
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 2, "Access Code");
  enroll_form_add_field (form, ENROLL_FIELD_TEXT, 2, "Account");
  Recognized (form);

  EXPECT_EQ (form->group, 2u);
  EXPECT_EQ (enroll_form_find_field (form, ENROLL_ROLE_EMAIL), nullptr);
  EXPECT_NE (enroll_form_find_field (form, ENROLL_ROLE_ACCOUNT), nullptr);
}

TEST_F (RecognitionTest, HasNoFormThatMattersIfNothingIsKnown)
{
  AddText (form, "Search", "");
  AddButton (form, "Go");
  AddButton (form, "Help");
  Recognized (form);

  EXPECT_EQ (form->group, ENROLL_NO_GROUP);
  EXPECT_EQ (form->kind, ENROLL_FORM_UNKNOWN);
}

TEST_F (RecognitionTest, FindsLinksThatAreButtons)
{
  enroll_form_add_button (form, ENROLL_NO_GROUP, "Enroll Certificate");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_LIST);
}

TEST_F (RecognitionTest, WaitsOnAPageThatReloadsItself)
{
  form->refreshes = TRUE;
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_WAIT);
}

TEST_F (RecognitionTest, DoesNotWaitIfThePageAsksOrRefuses)
{
  form->refreshes = TRUE;
  AddNotice (form, "CA not available now");
  Recognized (form);
  EXPECT_EQ (form->kind, ENROLL_FORM_REFUSED);

  g_clear_pointer (&form, enroll_form_unref);
  form = NewCodePage ();
  form->refreshes = TRUE;
  Recognized (form);
  EXPECT_EQ (form->kind, ENROLL_FORM_ACCESS_CODE);
}

TEST_F (RecognitionTest, ReadsARefusalFromTitleAndTextIfThePageAsksNothing)
{
  form->title = g_strdup ("Access to CA is denied");
  Recognized (form);
  EXPECT_EQ (form->refusal, ENROLL_REFUSAL_CA);

  g_clear_pointer (&form, enroll_form_unref);
  form = enroll_form_new (kHost);
  form->text = g_strdup ("Sorry. This link has already been used. Bye.");
  Recognized (form);
  EXPECT_EQ (form->kind, ENROLL_FORM_REFUSED);
  EXPECT_EQ (form->refusal, ENROLL_REFUSAL_INVITATION_USED);
}

TEST_F (RecognitionTest, ReadsNoRefusalFromTheTextOfAPageThatAsks)
{
  form->text = g_strdup ("Mind the maintenance on Sunday.");
  AddText (form, "Access Code", "");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_ACCESS_CODE);
  EXPECT_EQ (form->refusal, ENROLL_REFUSAL_NONE);
}

TEST_F (RecognitionTest, LeavesAComplaintAboutAnUnknownFieldToTheUser)
{
  AddText (form, "Frobnicate", "4711");
  AddNotice (form, "Wrong code");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_UNKNOWN);

  AddNotice (form, "Invalid CSR");
  g_ptr_array_remove_index (form->notices, 0);
  Recognized (form);
  EXPECT_EQ (form->kind, ENROLL_FORM_REFUSED);
}

TEST_F (RecognitionTest, TakesAPersonThatIsNotKnownForAWrongSecret)
{
  AddText (form, "Email", "");
  AddText (form, "Secret ID", "");
  AddNotice (form, "The Person does not have a High Validation status");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_LOGIN);
}

TEST_F (RecognitionTest, TakesTheFirstNoticeThatRefuses)
{
  AddNotice (form, "Hello");
  AddNotice (form, "Invalid CSR");
  AddNotice (form, "Your session has expired");
  Recognized (form);

  EXPECT_EQ (form->refusal, ENROLL_REFUSAL_REQUEST);
}

TEST_F (RecognitionTest, TakesPasswordsWithTermsForARequest)
{
  AddField (form, ENROLL_FIELD_PASSWORD, "PIN");
  AddField (form, ENROLL_FIELD_CHECK, kTerms);
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_REQUEST);
}

TEST_F (RecognitionTest, TakesASecretIdForALogin)
{
  AddText (form, "Email", "");
  AddText (form, "Secret ID", "");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_LOGIN);
}

TEST_F (RecognitionTest, TakesAnAccountForAuthorisation)
{
  AddChoice (form, "Enrollment Account", { "Uni A", "Uni B" }, 0);
  AddText (form, "Email", kAddress, true);
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_ACCESS_CODE);
}

TEST_F (RecognitionTest, TakesAFileForTheFileThatItIs)
{
  form->attachment = g_bytes_new_static ("", 0);
  AddText (form, "Access Code", "");
  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_DOWNLOAD);
  EXPECT_EQ (FieldRole (0), ENROLL_ROLE_NONE);
}

} // namespace
