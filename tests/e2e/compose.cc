/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "compose.h"

#include "accessible.h"

namespace e2e
{

namespace
{

constexpr int kClickTimeoutMs = 2000;

/* The title is the subject as soon as there is one, so the editor is known by its buttons: “Save
 * Draft”, or “Save as Draft” from 3.56 on. */
Accessible
Editor ()
{
  for (const auto &window : Application ().Children ())
    {
      if (window.IsShowing () && window.Find ("push button", "Save ", Match::Prefix))
        return window;
    }
  return Accessible ();
}

bool
FillField (const Accessible &field, const std::string &text)
{
  return field.Type (text) && Eventually ([&] { return field.TextOf () == text; });
}

bool
TypeBody (const Accessible &last_field, const std::string &body)
{
  Effort before = effort ();
  bool focused = Eventually ([&] {
    return Editor ().Has (ATSPI_STATE_ACTIVE) &&
           Editor ().Find ("document web", "", Match::Contains).ClickAt () &&
           Eventually ([&] { return !last_field.IsFocused (); }, kClickTimeoutMs);
  });

  /* However often the page was clicked until it was ready: a person needs one click. */
  effort ().clicks = before.clicks + 1;
  if (!focused || !TypeText (body))
    return false;
  return Eventually ([&] { return Editor ().AllText ().find (body) != std::string::npos; });
}

}

bool
WaitForEditor ()
{
  return Eventually ([] { return bool (Editor ()); });
}

bool
Compose (const std::string &to, const std::string &subject, const std::string &body)
{
  Accessible subject_field;

  if (!ClickOn ("push button", "New") || !WaitForEditor ())
    return false;
  Eventually ([&] {
    subject_field = Editor ().Find ("label", "Subject:").LabelFor ();
    return bool (subject_field);
  });
  return FillField (Editor ().Find ("text", "To:"), to) && FillField (subject_field, subject) &&
         subject_field.Focus () && Eventually ([&] { return subject_field.IsFocused (); }) &&
         TypeBody (subject_field, body);
}

bool
SendComposed (SmtpSink &sink, int timeout_ms)
{
  size_t n_before = sink.Messages ().size ();

  return Editor ().Find ("push button", "Send").Click () &&
         Eventually ([&] { return sink.Messages ().size () > n_before; }, timeout_ms) &&
         Eventually ([] { return !Editor (); }, timeout_ms);
}

bool
ComposeAndSend (SmtpSink &sink,
                const std::string &to,
                const std::string &subject,
                const std::string &body)
{
  return Compose (to, subject, body) && SendComposed (sink);
}

}
