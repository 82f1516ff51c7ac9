/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "web-page.h"

#include "enrollment-stage.h"

namespace e2e
{

namespace
{

constexpr int kFocusMs = 1000;

Accessible
FindField (const std::string &label)
{
  for (const char *role : { "entry", "password text" })
    {
      Accessible field = WebPage ().Find (role, label);

      if (field)
        return field;
    }
  return Accessible ();
}

/* What a password field publishes is as long as the password. */
bool
Holds (const Accessible &field, const std::string &text)
{
  return field.Role () == "password text" ? field.TextOf ().size () >= text.size ()
                                          : field.TextOf () == text;
}

}

Accessible
WebPage ()
{
  return Wizard ().Find ("document web", "", Match::Contains);
}

bool
WaitForWebPage (const std::string &heading, int timeout_ms)
{
  return Eventually ([&] { return bool (WebPage ().Find ("heading", heading)); }, timeout_ms);
}

bool
TypeOnWebPage (const std::string &label, const std::string &text)
{
  Effort before = effort ();
  bool is_focused = Eventually ([&] {
    return FindField (label).ClickAt () &&
           Eventually ([&] { return FindField (label).IsFocused (); }, kFocusMs);
  });

  /* However often it was clicked until the page was ready: a person needs one click. */
  effort ().clicks = before.clicks + 1;
  return is_focused && TypeText (text) &&
         Eventually ([&] { return Holds (FindField (label), text); });
}

bool
PressOnWebPage (const std::string &label, int timeout_ms)
{
  return Eventually (
      [&] {
        for (const char *role : { "link", "push button" })
          {
            if (WebPage ().Find (role, label).Click ())
              return true;
          }
        return false;
      },
      timeout_ms);
}

}
