/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-page.h"
#include "enroll-policy.h"
#include "enroll-recognition.h"
#include "enroll-submission.h"
#include "fuzz.h"

#include <string.h>

/* A page: the encoding that the transport names in the first line, then any bytes. Read, recognised,
 * planned and sent; the whole way from markup to request. */

#define MAX_CONTROLS 2001

static void
check_page (const EnrollHtmlPage *page)
{
  for (guint i = 0; i < page->controls->len; i++)
    {
      const EnrollControl *control = g_ptr_array_index (page->controls, i);

      fuzz_check (control->field < page->form->fields->len);
      fuzz_check (control->group == ENROLL_NO_GROUP || control->group < page->groups->len);
      fuzz_check_text (control->name);
    }
  for (guint i = 0; i < page->form->buttons->len; i++)
    {
      const EnrollButton *button = g_ptr_array_index (page->form->buttons, i);

      fuzz_check (button->handle != NULL);
      fuzz_check (button->group == ENROLL_NO_GROUP || button->group < page->groups->len);
      if (button->group != ENROLL_NO_GROUP)
        fuzz_check (g_ascii_strtoull (button->handle, NULL, 10) < page->submitters->len);
    }
}

/* Terms are accepted by the user, names and addresses that are filled in stay, and what is fixed is
 * not answered (invariants of the policy, whatever the page says). */
static void
check_plan (const EnrollForm *form, const EnrollPlan *plan)
{
  for (guint i = 0; i < plan->answers->answers->len; i++)
    {
      const EnrollAnswer *answer = g_ptr_array_index (plan->answers->answers, i);
      const EnrollField *field;

      fuzz_check (answer->field < form->fields->len);
      field = g_ptr_array_index (form->fields, answer->field);
      fuzz_check (field->kind != ENROLL_FIELD_HIDDEN);
      fuzz_check (field->role != ENROLL_ROLE_TERMS);
      fuzz_check (answer->option < 0 || (guint)answer->option < field->options->len);
      switch ((int)field->role)
        {
        case ENROLL_ROLE_EMAIL:
        case ENROLL_ROLE_FIRST_NAME:
        case ENROLL_ROLE_MIDDLE_NAME:
        case ENROLL_ROLE_LAST_NAME:
        case ENROLL_ROLE_FULL_NAME:
          fuzz_check (field->kind == ENROLL_FIELD_CHOICE || field->value[0] == '\0');
          break;
        default:
          break;
        }
    }
  if (plan->answers->button != NULL)
    fuzz_check (plan->answers->button->role != ENROLL_ROLE_AWAY);
}

static void
plan_and_send (const EnrollHtmlPage *page)
{
  g_autoptr (EnrollSettings) settings = enroll_settings_new ();
  g_autoptr (EnrollIdentity) identity = enroll_identity_new ("i", "Alice", "alice@example.edu");
  g_autoptr (EnrollSecret) password = enroll_secret_new ("Pass-word-7");
  g_autoptr (GHashTable) accepted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (EnrollPlan) plan = NULL;
  g_autoptr (EnrollSubmission) submission = NULL;
  EnrollPolicyInput input = { .form = page->form,
                              .portal = fuzz_get_portal (),
                              .identity = identity,
                              .settings = settings,
                              .request = "-----BEGIN NEW CERTIFICATE REQUEST-----\n",
                              .password = password,
                              .pass_phrase = password,
                              .accepted_terms = accepted };

  plan = enroll_policy_plan (&input, NULL);
  if (plan == NULL)
    return;
  check_plan (page->form, plan);
  if (plan->answers->button == NULL)
    return;
  submission = enroll_submission_new (page, plan->answers, NULL);
  if (submission == NULL)
    return;
  fuzz_check (g_str_equal (submission->method, "GET") || g_str_equal (submission->method, "POST"));
  fuzz_check ((submission->body != NULL) == (submission->content_type != NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *charset = fuzz_take_line (&data, &size);
  g_autoptr (GBytes) html = g_bytes_new (data, size);
  g_autoptr (GUri) uri =
      g_uri_parse ("https://cert-manager.com/customer/x/smime?y", G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (EnrollHtmlPage) page =
      enroll_html_page_new (html, charset[0] != '\0' ? charset : NULL, uri);
  g_autofree char *document = enroll_html_dup_document_text (html, NULL);

  fuzz_check_text (document);
  fuzz_check_form (page->form, MAX_CONTROLS);
  check_page (page);
  enroll_form_recognize (page->form, fuzz_get_portal ());
  fuzz_check_form (page->form, MAX_CONTROLS);
  enroll_html_page_needs_script (page);
  plan_and_send (page);
  return 0;
}
