/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <algorithm>

#include "visitor.h"

namespace
{

constexpr int kStepMs = 60000;

}

Visitor::Visitor (const std::vector<std::string> &hosts,
                  const std::string &ca_file,
                  GProxyResolver *proxy_resolver)
{
  std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
  std::vector<const char *> names;

  for (const auto &host : hosts)
    names.push_back (host.c_str ());
  names.push_back (nullptr);
  portal = enroll_portal_new_from_data (text.c_str (), text.size (), names.data (), &error);
  EXPECT_NE (portal, nullptr);
  visit = enroll_http_visit_new (portal,
                                 proxy_resolver,
                                 ca_file.empty () ? nullptr : ca_file.c_str (),
                                 &error);
  EXPECT_NE (visit, nullptr);
}

Visitor::~Visitor ()
{
  g_clear_pointer (&form, enroll_form_unref);
  g_clear_error (&error);
  g_clear_object (&visit);
  g_clear_pointer (&portal, enroll_portal_unref);
  RunPending ();
}

bool
Visitor::Take (AsyncResult *result)
{
  EnrollForm *next;

  g_clear_error (&error);
  if (!result->Wait (kStepMs))
    {
      ADD_FAILURE () << "the step did not end";
      return false;
    }
  /* After an error it can be gone on from the page before. */
  next = enroll_visit_step_finish (ENROLL_VISIT (visit), result->Get (), &error);
  if (next == nullptr)
    return false;
  g_clear_pointer (&form, enroll_form_unref);
  form = next;
  return true;
}

bool
Visitor::Open (const std::string &link)
{
  AsyncResult result;

  enroll_visit_open_async (ENROLL_VISIT (visit),
                           link.c_str (),
                           nullptr,
                           AsyncResult::Callback,
                           &result);
  return Take (&result);
}

bool
Visitor::Press (guint button)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  AsyncResult result;

  if (form == nullptr || button >= form->buttons->len)
    {
      ADD_FAILURE () << "there is no button " << button;
      return false;
    }
  answers->button = static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, button));
  enroll_visit_submit_async (ENROLL_VISIT (visit),
                             form,
                             answers,
                             nullptr,
                             AsyncResult::Callback,
                             &result);
  return Take (&result);
}

bool
Visitor::Wait (GCancellable *cancellable)
{
  AsyncResult result;

  enroll_visit_wait_async (ENROLL_VISIT (visit), form, cancellable, AsyncResult::Callback, &result);
  return Take (&result);
}

EnrollForm *
Visitor::Form () const
{
  return form;
}

EnrollFormKind
Visitor::Kind () const
{
  return form != nullptr ? form->kind : ENROLL_N_FORM_KINDS;
}

const GError *
Visitor::Error () const
{
  return error;
}

bool
Visitor::FailedWith (EnrollError code) const
{
  if (error == nullptr)
    ADD_FAILURE () << "there was no error";
  else if (!g_error_matches (error, ENROLL_ERROR, static_cast<int> (code)))
    ADD_FAILURE () << g_quark_to_string (error->domain) << " " << error->code << ": "
                   << error->message;
  else
    return true;
  return false;
}

bool
Visitor::HasSent () const
{
  return enroll_visit_has_sent (ENROLL_VISIT (visit));
}

guint
Visitor::Requests () const
{
  return enroll_http_visit_get_n_requests (visit);
}

EnrollHandover *
Visitor::HandOver () const
{
  return enroll_visit_hand_over (ENROLL_VISIT (visit));
}

std::string
Visitor::HandedOver () const
{
  g_autoptr (EnrollHandover) handover = HandOver ();

  return handover != nullptr ? handover->uri : "";
}

std::vector<std::string>
Visitor::Cookies () const
{
  g_autoptr (EnrollHandover) handover = HandOver ();
  std::vector<std::string> names;

  for (guint i = 0; handover != nullptr && i < handover->cookies->len; i++)
    names.push_back (static_cast<EnrollCookie *> (handover->cookies->pdata[i])->name);
  std::sort (names.begin (), names.end ());
  return names;
}

Authority &
ServerAuthority ()
{
  static Authority authority ("Scripted");

  return authority;
}

GTlsCertificate *
LocalhostCertificate ()
{
  static GTlsCertificate *certificate = ServerAuthority ().MakeServer ("localhost");

  return certificate;
}
