/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A portal that was broken into gets no answer that is not the portal's, and takes no time. */

#include <cstdio>

#include "enrollment.h"

#include "enroll-policy.h"

#include "hostile-pages.h"
#include "page.h"
#include "patience.h"

namespace
{

class HostilePortal : public GlibTest
{
protected:
  HostilePortal ()
  {
    portal = LoadPortal ("portal.example.edu");
    settings->access_code = enroll_secret_new ("C0de");
    settings->account = g_strdup ("Example");
  }

  ~HostilePortal () override
  {
    enroll_portal_unref (portal);
    enroll_settings_unref (settings);
    enroll_identity_unref (identity);
    enroll_secret_unref (password);
    enroll_secret_unref (pass_phrase);
  }

  /* What the program would send by itself: method, address and body; "" for nothing. */
  std::string
  Send (Page &page)
  {
    EnrollForm *form = page.Form ();
    const EnrollPolicyInput input = {
      form,        portal,  identity, settings, nullptr, password,
      pass_phrase, nullptr, FALSE,    nullptr,  FALSE,
    };
    g_autoptr (EnrollPlan) plan = nullptr;
    g_autoptr (EnrollSubmission) submission = nullptr;

    page.Recognize (portal);
    if (form->kind == ENROLL_FORM_WAIT && form->refresh_uri != nullptr)
      return Judge (form->refresh_uri, "");
    if (form->kind == ENROLL_FORM_UNKNOWN || form->kind == ENROLL_FORM_REFUSED ||
        enroll_html_page_needs_script (page.Get ()))
      return "";
    plan = enroll_policy_plan (&input, nullptr);
    if (plan == nullptr || plan->answers->button == nullptr || plan->questions->len > 0)
      return "";
    submission = enroll_submission_new (page.Get (), plan->answers, nullptr);
    if (submission == nullptr)
      return "";
    return Judge (submission->uri, Body (submission));
  }

  std::string
  Judge (const char *address, const std::string &body) const
  {
    g_autoptr (GUri) uri = enroll_portal_judge (portal, address, nullptr);

    return uri != nullptr ? Take (g_uri_to_string (uri)) + "\n" + body : "";
  }

  static std::string
  Body (const EnrollSubmission *submission)
  {
    gsize size = 0;
    const void *data =
        submission->body != nullptr ? g_bytes_get_data (submission->body, &size) : nullptr;

    return size > 0 ? std::string (static_cast<const char *> (data), size) : "";
  }

  EnrollPortal *portal;
  EnrollSettings *settings = enroll_settings_new ();
  EnrollIdentity *identity = enroll_identity_new ("uid", "Alice", "alice@example.edu");
  EnrollSecret *password = enroll_secret_new ("1nvented");
  EnrollSecret *pass_phrase = enroll_secret_new ("Phr4se");
};

}

TEST_F (HostilePortal, GetsNoAnswerThatIsNotThePortals)
{
  int tried = 0;
  int sent = 0;
  int wrong = 0;

  for (const auto &hostile : hostile::pages)
    {
      double start = ProcessorSeconds ();
      Page page (hostile.html, hostile.charset);
      std::string request = Send (page);
      bool is_wrong = request.find ("evil.example") != std::string::npos ||
                      (*hostile.never != '\0' && request.find (hostile.never) != std::string::npos);

      tried++;
      sent += request.empty () ? 0 : 1;
      wrong += is_wrong ? 1 : 0;
      EXPECT_FALSE (is_wrong) << hostile.name << " gets " << request;
      EXPECT_EQ (!request.empty (), hostile.is_sent) << hostile.name << " gets " << request;
      EXPECT_LT (ProcessorSeconds () - start, 10 * Patience ()) << hostile.name;
    }
  printf ("pages: %d tried, %d refused, %d answered at the portal, wrongly accepted = %d\n",
          tried,
          tried - sent,
          sent,
          wrong);
}
