/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "hand.h"

#include "glib-test.h"

namespace
{

/* Finds by what a person reads, in shadows and frames too. */
const char kHelpers[] = R"(
  const clean = text => text.replace(/\s+/g, " ").trim().replace(/[\s*:]+$/, "").toLowerCase();
  const same = (a, b) => clean(a) === clean(b);
  const seen = element => element.getClientRects().length > 0;
  const roots = root => [root, ...[...root.querySelectorAll("*")].flatMap(element => {
    const inner = element.shadowRoot ?? element.contentDocument;
    return inner ? roots(inner) : [];
  })];
  const find = selector => roots(document).flatMap(root => [...root.querySelectorAll(selector)]);
  const own = label => {
    const copy = label.cloneNode(true);
    copy.querySelectorAll("select, textarea, input, dialog").forEach(part => part.remove());
    return copy.textContent;
  };
  const cell = field => {
    const row = field.closest("tr");
    return row && !row.querySelector("label") ? row.cells[0].textContent : "";
  };
  const names = field => [
    ...[...(field.labels ?? [])].map(own),
    ...(field.getAttribute("aria-labelledby") ?? "").split(" ").map(
      id => field.getRootNode().getElementById(id)?.textContent ?? ""),
    field.getAttribute("aria-label") ?? "", field.placeholder ?? "", field.title ?? "",
    cell(field)];
  const labelled = label => find(
    "input, textarea, select, [role=textbox], [role=combobox], [role=checkbox], [role=switch]")
    .find(field => (seen(field) || field.type === "checkbox") && field.type !== "hidden" &&
                   names(field).some(name => same(name, label))) ?? null;
  const pressable = label => find(
      "button, a, input[type=submit], [role=button], [role=link]").find(
    element => seen(element) && same(element.value || element.textContent, label)) ?? null;
  const isTicked = box => box.checked ?? box.getAttribute("aria-checked") === "true";
  const click = element => {
    element.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }));
    element.click();
  };
  const pause = () => new Promise(resolve => setTimeout(resolve, 400));
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

std::string
EvaluateIn (WebKitWebView *view, const std::string &body)
{
  Outcome outcome;

  webkit_web_view_call_async_javascript_function (view,
                                                  body.c_str (),
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

std::string
Hand::Run (const std::string &body)
{
  WebKitWebView *view = View ();

  return view != nullptr ? EvaluateIn (view, kHelpers + body) : "";
}

std::string
Hand::Text ()
{
  return Run ("return document.body?.innerText ?? ''");
}

bool
Hand::Says (const std::string &text)
{
  return Run ("const text = clean(" + Quote (text) +
              "); return find('*').some("
              "  element => clean(element.textContent) === text && seen(element)) ? 'yes' : ''") ==
         "yes";
}

std::string
Hand::Host ()
{
  return Run ("return location.host");
}

/* Empty while another page is on its way. */
std::string
Hand::Mark ()
{
  WebKitWebView *view = View ();

  if (view == nullptr || webkit_web_view_is_loading (view))
    return "";
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
  return Run ("const field = labelled(" + Quote (label) +
              "); if (!field) return '';"
              "const text = " +
              Quote (text) +
              "; field.focus();"
              "if (field.isContentEditable) field.textContent = text; else"
              "  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')"
              "    .set.call(field, text);"
              "field.dispatchEvent(new Event('input', { bubbles: true }));"
              "field.dispatchEvent(new Event('change', { bubbles: true })); return 'yes';") ==
         "yes";
}

/* What opens when the box is ticked takes a moment. */
bool
Hand::Tick (const std::string &label)
{
  return Run ("const field = labelled(" + Quote (label) +
              "); if (!field) return ''; if (!isTicked(field)) field.click(); await pause();"
              "return 'yes';") == "yes";
}

void
Hand::ScrollToEnd ()
{
  Run ("for (const element of find('*')) element.scrollTop = element.scrollHeight;"
       "await pause(); return '';");
}

bool
Hand::IsTicked (const std::string &label)
{
  return Run ("const field = labelled(" + Quote (label) +
              "); return field && isTicked(field) ? 'yes' : '';") == "yes";
}

bool
Hand::IsEmpty (const std::string &label)
{
  return Run ("const field = labelled(" + Quote (label) +
              "); return field && (field.value ?? field.textContent) === '' ? 'yes' : '';") ==
         "yes";
}

bool
Hand::Choose (const std::string &label, const std::string &option)
{
  return Run ("const wanted = " + Quote (option) + "; const field = labelled(" + Quote (label) +
              ");"
              "if (field?.options) {"
              "  field.value = [...field.options].find(entry => same(entry.text, wanted)).value;"
              "  field.dispatchEvent(new Event('change', { bubbles: true }));"
              "  return 'yes';"
              "}"
              "if (field) {"
              "  click(field); await pause();"
              "  const entry = find('[role=option], [title]').find("
              "    element => seen(element) && same(element.textContent, wanted) &&"
              "               !element.contains(field));"
              "  if (entry) click(entry);"
              "  await pause();"
              "  return entry ? 'yes' : '';"
              "}"
              "const radio = find('input[type=radio], [role=radio]').find("
              "  element => [...names(element), element.textContent].some("
              "    name => same(name, wanted)));"
              "if (radio) radio.click(); return radio ? 'yes' : '';") == "yes";
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
