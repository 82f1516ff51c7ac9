/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-policy.h"
#include "glib-test.h"
#include "sample-forms.h"

/* Answers to a form that the test writes. */
class PolicyTest : public GlibTest
{
protected:
  PolicyTest ()
  {
    settings->key_bits = 3072;
  }

  void
  TearDown () override
  {
    g_clear_pointer (&plan, enroll_plan_free);
    g_clear_pointer (&form, enroll_form_unref);
    g_clear_pointer (&list_before, enroll_form_unref);
    g_clear_pointer (&portal, enroll_portal_unref);
    g_clear_pointer (&identity, enroll_identity_unref);
    g_clear_pointer (&settings, enroll_settings_unref);
    g_clear_pointer (&password, enroll_secret_unref);
    g_clear_pointer (&pass_phrase, enroll_secret_unref);
    g_clear_error (&error);
    GlibTest::TearDown ();
  }

  /* Recognises the form and makes the plan; with a button to go on if there is none. */
  bool
  Plan ()
  {
    if (form->buttons->len == 0)
      AddButton (form, "Submit");
    Recognized (form);
    return PlanAsItIs ();
  }

  bool
  PlanAsItIs ()
  {
    const EnrollPolicyInput input = {
      form,        portal,      identity,      settings, request,      password,
      pass_phrase, list_before, has_requested, nullptr,  was_rejected,
    };

    g_clear_pointer (&plan, enroll_plan_free);
    g_clear_error (&error);
    plan = enroll_policy_plan (&input, &error);
    EXPECT_EQ (plan == nullptr, error != nullptr);
    return plan != nullptr;
  }

  /* What the plan does with the first field: “ask”, the answer, or “leave”. */
  std::string
  Outcome (guint index = 0)
  {
    const EnrollField *field = (EnrollField *)g_ptr_array_index (form->fields, index);
    const EnrollAnswer *answer = enroll_answers_find (plan->answers, index);

    for (guint i = 0; i < plan->questions->len; i++)
      {
        if (enroll_question_get_field (Question (i)) == index)
          return answer == nullptr ? "ask" : "ask and answer";
      }
    if (answer == nullptr)
      return "leave";
    if (answer->secret != nullptr)
      return std::string ("secret ") + enroll_secret_peek (answer->secret);
    if (answer->text != nullptr)
      return std::string ("text ") + answer->text;
    return field->kind == ENROLL_FIELD_CHECK
               ? "check"
               : std::string ("option ") + std::to_string (answer->option);
  }

  EnrollQuestion *
  Question (guint i)
  {
    return ENROLL_QUESTION (g_ptr_array_index (plan->questions, i));
  }

  std::string
  Decision (guint i)
  {
    const EnrollDecision *decision = (EnrollDecision *)g_ptr_array_index (plan->decisions, i);

    return std::string (decision->label) + "=" + decision->value;
  }

  std::string
  Button ()
  {
    return plan->answers->button->label;
  }

  EnrollForm *form = enroll_form_new (kHost);
  EnrollPortal *portal = NewPortal ();
  EnrollIdentity *identity = enroll_identity_new ("uid", "Alice Example", kAddress);
  EnrollSettings *settings = enroll_settings_new ();
  EnrollSecret *password = enroll_secret_new ("password");
  EnrollSecret *pass_phrase = enroll_secret_new ("pass-phrase");
  const char *request = nullptr;
  EnrollForm *list_before = nullptr;
  gboolean has_requested = FALSE;
  gboolean was_rejected = FALSE;
  EnrollPlan *plan = nullptr;
  GError *error = nullptr;
};
