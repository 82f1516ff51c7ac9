/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hand.h"

#include "glib-test.h"

namespace
{

/* Finds by what a person reads. */
const char kHelpers[] = R"(
  const same = (a, b) => a.trim().toLowerCase().replace(/[\s*:]+$/, "") === b.toLowerCase();
  const seen = element => element.getClientRects().length > 0;
  const labelled = label => {
    for (const element of document.querySelectorAll("label")) {
      if (same(element.textContent, label)) {
        const field = element.control ?? document.getElementById(element.htmlFor) ??
          element.querySelector("input, textarea, select");
        if (field && seen(field)) return field;
      }
    }
    return [...document.querySelectorAll("input, textarea")].find(
      field => same(field.getAttribute("aria-label") ?? field.placeholder ?? "", label)) ?? null;
  };
  const pressable = label => [...document.querySelectorAll(
      "button, a, input[type=submit], [role=button], [role=link]")].find(
    element => seen(element) && same(element.value || element.textContent, label)) ?? null;
)";

std::string
Quote (const std::string &text)
{
  g_autofree char *escaped = g_strescape (text.c_str (), nullptr);

  return std::string ("\"") + escaped + "\"";
}

struct Outcome
{
  bool is_there = false;
  std::string text;
};

void
EvaluatedCb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  auto *outcome = static_cast<Outcome *> (user_data);
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source),
                                                             result,
                                                             nullptr);

  if (value != nullptr && jsc_value_is_string (value))
    {
      g_autofree char *text = jsc_value_to_string (value);

      outcome->text = text;
    }
  outcome->is_there = true;
}

void
FindView (GtkWidget *widget, gpointer user_data)
{
  auto **found = static_cast<WebKitWebView **> (user_data);

  if (WEBKIT_IS_WEB_VIEW (widget))
    {
      if (gtk_widget_get_child_visible (widget))
        *found = WEBKIT_WEB_VIEW (widget);
    }
  else if (GTK_IS_CONTAINER (widget))
    {
      gtk_container_foreach (GTK_CONTAINER (widget), FindView, found);
    }
}

}

Hand::Hand (EnrollVisit *visit_) : visit (visit_)
{
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_widget_show (window);
  enroll_visit_set_stage (visit, G_OBJECT (window));
}

Hand::~Hand ()
{
  enroll_visit_set_stage (visit, nullptr);
  gtk_widget_destroy (window);
}

WebKitWebView *
Hand::View ()
{
  WebKitWebView *found = nullptr;

  FindView (window, &found);
  return found;
}

/* The text that @body returns; empty if the page went away meanwhile. */
std::string
Hand::Run (const std::string &body)
{
  Outcome outcome;
  std::string script = kHelpers + body;
  WebKitWebView *view = View ();

  if (view == nullptr)
    return "";
  webkit_web_view_call_async_javascript_function (view,
                                                  script.c_str (),
                                                  -1,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  EvaluatedCb,
                                                  &outcome);
  while (!outcome.is_there)
    g_main_context_iteration (nullptr, TRUE);
  return outcome.text;
}

std::string
Hand::Text ()
{
  return Run ("return document.body?.innerText ?? ''");
}

std::string
Hand::Host ()
{
  return Run ("return location.host");
}

std::string
Hand::Mark ()
{
  return Run ("return location.href + '\\n' + (document.body?.innerText ?? '')");
}

bool
Hand::Has (const std::string &label)
{
  return Run ("return labelled(" + Quote (label) + ") ? 'yes' : ''") == "yes";
}

bool
Hand::Type (const std::string &label, const std::string &text)
{
  return Run (
             "const field = labelled(" + Quote (label) +
             "); if (!field) return '';"
             "const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');"
             "field.focus(); setter.set.call(field, " +
             Quote (text) +
             "); field.dispatchEvent(new Event('input', { bubbles: true }));"
             "field.dispatchEvent(new Event('change', { bubbles: true })); return 'yes';") == "yes";
}

bool
Hand::Tick (const std::string &label)
{
  return Run ("const field = labelled(" + Quote (label) +
              "); if (!field) return ''; if (!field.checked) field.click(); return 'yes';") ==
         "yes";
}

bool
Hand::CanPress (const std::string &label)
{
  return Run ("return pressable(" + Quote (label) + ") ? 'yes' : ''") == "yes";
}

bool
Hand::Press (const std::string &label)
{
  return Run ("const button = pressable(" + Quote (label) +
              "); if (!button) return ''; setTimeout(() => button.click(), 0); return 'yes';") ==
         "yes";
}
