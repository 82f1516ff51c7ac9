/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Pages on which the program must not act by itself: terms in a box of their own, keys that another
 * system’s program is to make, sign-in at an institution. */

#include "session-test.h"

#include <cstring>

namespace
{

using Lines = std::vector<std::string>;

const char kProgram[] = "Download Sectigo Security for Windows to make your key.";

EnrollForm *
NewPageWithText (const char *text)
{
  EnrollForm *form = enroll_form_new (kHost);

  form->title = g_strdup ("Certificates");
  form->text = g_strdup (text);
  return form;
}

EnrollForm *
NewTermsDialog (const char *text)
{
  EnrollForm *form = NewPageWithText (text);

  AddButton (form, "I Agree");
  AddButton (form, "Cancel");
  return Recognized (form);
}

EnrollForm *
NewInstitutionPage ()
{
  EnrollForm *form = NewPageWithText ("Who are you?");

  AddButton (form, "Your Institution");
  return Recognized (form);
}

/* Each adds something to a page that speaks of the other program. */
struct Shape
{
  const char *name;
  void (*add) (EnrollForm *form);
  EnrollFormKind kind;
};

void
AddNothing (EnrollForm *)
{
}

class ForeignProgramTest : public GlibTest, public ::testing::WithParamInterface<Shape>
{
};

/* clang-format off */
const Shape kShapes[] = {
  { "OnlyText", AddNothing, ENROLL_FORM_REFUSED },
  { "UnknownButton", [] (EnrollForm *form) { AddButton (form, "Launch"); }, ENROLL_FORM_REFUSED },
  { "RequestWithoutKey", [] (EnrollForm *form) { AddText (form, "First Name", "Alice"); AddButton (form, "Submit"); }, ENROLL_FORM_REFUSED },
  { "RequestWithProfile", [] (EnrollForm *form) { AddChoice (form, "Certificate Profile", { "Personal" }, 0); AddButton (form, "Submit"); }, ENROLL_FORM_REFUSED },
  { "OwnRequest", [] (EnrollForm *form) { AddField (form, ENROLL_FIELD_MULTILINE, "CSR"); AddButton (form, "Submit"); }, ENROLL_FORM_REQUEST },
  { "Choice", [] (EnrollForm *form) { AddChoice (form, "Enrollment Method", { "CSR", "Program" }, 1); AddButton (form, "Submit"); }, ENROLL_FORM_REQUEST },
  { "KeyOfThePortal", [] (EnrollForm *form) { AddText (form, "First Name", "Alice"); AddField (form, ENROLL_FIELD_PASSWORD, "Password"); AddButton (form, "Submit"); }, ENROLL_FORM_REQUEST },
  { "Login", [] (EnrollForm *form) { AddText (form, "Email", ""); AddButton (form, "Submit"); }, ENROLL_FORM_LOGIN },
  { "AccessCode", [] (EnrollForm *form) { AddText (form, "Access Code", ""); AddButton (form, "Next"); }, ENROLL_FORM_ACCESS_CODE },
  { "Protect", [] (EnrollForm *form) { AddField (form, ENROLL_FIELD_PASSWORD, "Password"); AddButton (form, "Download"); }, ENROLL_FORM_PROTECT },
};
/* clang-format on */

INSTANTIATE_TEST_SUITE_P (Shapes,
                          ForeignProgramTest,
                          ::testing::ValuesIn (kShapes),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_P (ForeignProgramTest, IsARefusalWhereThereIsNoOtherWay)
{
  g_autoptr (EnrollForm) form = NewPageWithText (kProgram);

  GetParam ().add (form);
  Recognized (form);

  EXPECT_EQ (form->kind, GetParam ().kind);
  EXPECT_EQ (form->refusal,
             form->kind == ENROLL_FORM_REFUSED ? ENROLL_REFUSAL_FOREIGN_PROGRAM
                                               : ENROLL_REFUSAL_NONE);
}

TEST_P (ForeignProgramTest, MakesNoDifferenceAsANotice)
{
  g_autoptr (EnrollForm) form = NewPageWithText (kProgram);

  GetParam ().add (form);
  AddNotice (form, kProgram);
  Recognized (form);

  EXPECT_EQ (form->kind, GetParam ().kind);
  EXPECT_EQ (form->refusal,
             form->kind == ENROLL_FORM_REFUSED ? ENROLL_REFUSAL_FOREIGN_PROGRAM
                                               : ENROLL_REFUSAL_NONE);
}

class PageTest : public SessionTest
{
protected:
  PageTest () : SessionTest (fake_visit_new_live ())
  {
  }

  Lines
  VisitHistory ()
  {
    return Strings (fake_visit_get_history (visit));
  }

  const std::string opened = std::string ("open ") + kLink;
};

TEST_F (PageTest, AForeignProgramEndsTheEnrollmentBeforeAnythingIsSent)
{
  EnrollForm *form = NewPageWithText (kProgram);

  AddText (form, "First Name", "Alice");
  AddButton (form, "Submit");
  fake_visit_add_form (visit, Recognized (form));

  enroll_session_start (session);

  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_FOREIGN_PROGRAM));
  EXPECT_EQ (VisitHistory (), (Lines{ opened }));
  EXPECT_FALSE (enroll_session_has_requested (session));
}

TEST_F (PageTest, TermsInADialogAreAskedLikeABox)
{
  fake_visit_add_form (visit, NewTermsDialog ("Terms\nBe good."));

  enroll_session_start (session);

  ASSERT_TRUE (ReachQuestion ("I Agree"));
  EXPECT_EQ (enroll_session_get_questions (session)->len, 1u);
  EXPECT_EQ (enroll_question_get_role (FindQuestion ("I Agree")), ENROLL_ROLE_TERMS);
  EXPECT_STREQ (enroll_question_get_document (FindQuestion ("I Agree")), "Terms\nBe good.");
  enroll_session_answer (session);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING);

  enroll_question_set_checked (FindQuestion ("I Agree"), TRUE);
  enroll_session_answer (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "submit I Agree" }));
}

TEST_F (PageTest, TheSameTermsAreAcceptedOnce)
{
  fake_visit_add_form (visit, NewTermsDialog ("Be good."));
  enroll_session_start (session);
  ASSERT_TRUE (ReachQuestion ("I Agree"));
  enroll_question_set_checked (FindQuestion ("I Agree"), TRUE);
  fake_visit_add_form (visit, NewLoginPage ());
  fake_visit_add_form (visit, NewTermsDialog ("Be good."));

  enroll_session_answer (session);

  ASSERT_TRUE (Eventually ([&] { return VisitHistory ().size () == 4; }));
  EXPECT_EQ (VisitHistory (),
             (Lines{ opened, "submit I Agree", "submit Submit", "submit I Agree" }));
}

TEST_F (PageTest, OtherTermsAreAskedAgain)
{
  fake_visit_add_form (visit, NewTermsDialog ("Be good."));
  enroll_session_start (session);
  ASSERT_TRUE (ReachQuestion ("I Agree"));
  enroll_question_set_checked (FindQuestion ("I Agree"), TRUE);
  fake_visit_add_form (visit, NewLoginPage ());
  fake_visit_add_form (visit, NewTermsDialog ("Be good, and pay."));

  enroll_session_answer (session);

  ASSERT_TRUE (Eventually ([&] {
    return enroll_session_get_state (session) == ENROLL_STATE_ASKING &&
           VisitHistory ().size () == 3;
  }));
  EXPECT_STREQ (enroll_question_get_document (FindQuestion ("I Agree")), "Be good, and pay.");
}

TEST_F (PageTest, ADialogIsMadeAQuestionOnce)
{
  g_autoptr (EnrollForm) form = NewTermsDialog ("Be good.");

  Recognized (form);

  EXPECT_EQ (form->kind, ENROLL_FORM_TERMS);
  EXPECT_EQ (form->fields->len, 1u);
}

TEST_F (PageTest, ABoxThatIsTickedAlreadyIsAskedAllTheSame)
{
  EnrollForm *form = NewTermsPage ();

  enroll_form_find_field (form, ENROLL_ROLE_TERMS)->is_checked = TRUE;
  fake_visit_add_form (visit, form);

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (PageTest, SigningInAtTheInstitutionIsTheUsersPart)
{
  fake_visit_add_form (visit, NewInstitutionPage ());

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch" }));
}

TEST_F (PageTest, TheInstitutionIsNotPressedBesideAnAddress)
{
  EnrollForm *form = NewPageWithText ("Who are you?");

  AddButton (form, "Your Institution");
  AddText (form, "Email", "");
  AddButton (form, "Submit");
  fake_visit_add_form (visit, Recognized (form));

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_SUBMITTING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "submit Submit" }));
}

TEST_F (PageTest, TheInstitutionIsNotPressedAsTheOnlyButton)
{
  EnrollForm *form = NewPageWithText ("Who are you?");

  AddText (form, "Email", "");
  AddButton (form, "Your Institution");
  fake_visit_add_form (visit, Recognized (form));

  enroll_session_start (session);

  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_EQ (VisitHistory (), (Lines{ opened, "watch" }));
  EXPECT_EQ (Answer (0, "Email"), kAddress);
}

TEST_F (PageTest, AnInstitutionAloneIsNoKnownForm)
{
  g_autoptr (EnrollForm) form = NewInstitutionPage ();

  EXPECT_EQ (form->kind, ENROLL_FORM_UNKNOWN);
}

} // namespace
