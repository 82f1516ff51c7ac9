/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-page.h"

namespace
{

using Texts = std::vector<std::string>;

const char form[] = "<form><label>Email <input id=email></label><label>Term <select id=term>"
                    "<option>1 year<option>2 years</select></label><label>"
                    "<input type=checkbox id=agree> I agree</label><button>Send</button></form>";

class PageHostile : public WebTest
{
protected:
  void
  Open (const std::string &before, const std::string &after = "")
  {
    ASSERT_TRUE (page.LoadMarkup ("<!DOCTYPE html>" + before + form + after));
  }

  double
  ReadMs (bool may_touch = false)
  {
    gint64 start = g_get_monotonic_time ();

    EXPECT_TRUE (page.Read (may_touch)) << page.Message ();
    return double (g_get_monotonic_time () - start) / 1000;
  }

  void
  ExpectThatItWorks ()
  {
    ASSERT_TRUE (page.Read (true)) << page.Message ();
    ASSERT_EQ (page.Labels (), (Texts{ "Email", "Term", "I agree" }));
    EXPECT_TRUE (page.FillText ("Email", "alice@example.edu")) << page.Message ();
    EXPECT_TRUE (page.Choose ("Term", "2 years")) << page.Message ();
    EXPECT_TRUE (page.Check ("I agree")) << page.Message ();
    ASSERT_TRUE (page.Read ()) << page.Message ();
    EXPECT_STREQ (page.Field ("Email")->value, "alice@example.edu");
    EXPECT_EQ (page.Chosen ("Term"), "2 years");
    EXPECT_TRUE (page.Field ("I agree")->is_checked);
  }
};

TEST_F (PageHostile, CannotReachTheScripts)
{
  Open ("<script>window.enroll = { answer: () => 'mine' };</script>");
  EXPECT_EQ (page.Evaluate ("return typeof enroll.Scan + typeof enroll.reading"),
             "undefinedundefined");
  ExpectThatItWorks ();
}

TEST_F (PageHostile, ChangedPrototypesChangeNothing)
{
  Open ("<script>"
        "const broken = () => { throw new Error('broken'); };"
        "for (const name of ['push', 'filter', 'map', 'find', 'some', 'slice', 'join', 'flatMap'])"
        "  Array.prototype[name] = broken;"
        "for (const name of ['get', 'set', 'has']) Map.prototype[name] = broken;"
        "for (const name of ['replace', 'trim', 'split']) String.prototype[name] = broken;"
        "JSON.stringify = JSON.parse = broken;"
        "Promise.prototype.then = broken;"
        "globalThis.setTimeout = globalThis.MutationObserver = broken;"
        "Element.prototype.getAttribute = () => 'false';"
        "Element.prototype.getBoundingClientRect = broken;"
        "Element.prototype.checkVisibility = () => false;"
        "Document.prototype.querySelectorAll = Document.prototype.elementFromPoint = broken;"
        "EventTarget.prototype.dispatchEvent = broken;"
        "globalThis.getComputedStyle = () => ({ display: 'none' });"
        "Object.defineProperty(Object.prototype, 'failure', { value: 'polluted' });"
        "Object.defineProperty(Object.prototype, 'fixed', { value: true });"
        "for (const name of ['value', 'labels', 'type'])"
        "  Object.defineProperty(HTMLInputElement.prototype, name, { get: () => 'mine' });"
        "</script>");
  ExpectThatItWorks ();
}

TEST_F (PageHostile, NamesOfElementsShadowNothing)
{
  Open ("",
        "<form><input name=getAttribute value=x><input name=children><input name=elements>"
        "<input name=ownerDocument><input name=localName></form>");

  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_EQ (page.Form ()->fields->len, 8u);
}

TEST_F (PageHostile, TenThousandControlsAreCutOff)
{
  double elapsed;

  Open (
      "<script>addEventListener('DOMContentLoaded', () => {"
      "  const form = document.querySelector('form');"
      "  form.insertAdjacentHTML('beforeend', '<p><label>Name <input></label></p>'.repeat(10000));"
      "});</script>");
  elapsed = ReadMs ();
  RecordProperty ("read_ms", int (elapsed));
  EXPECT_EQ (page.Form ()->fields->len, 500u);
  EXPECT_LT (elapsed, 4000);
}

TEST_F (PageHostile, EndlessTextsAreCutOff)
{
  gsize total = 0;

  Open ("<script>addEventListener('DOMContentLoaded', () => {"
        "  const long = 'ä'.repeat(200000);"
        "  email.value = long; document.title = long;"
        "  for (let i = 0; i < 10; i++) {"
        "    const area = document.createElement('textarea'); area.value = long;"
        "    area.title = long; document.querySelector('form').append(area);"
        "  }"
        "  document.body.append(long);"
        "  term.innerHTML = '<option>x'.repeat(5000);"
        "});</script>");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  for (guint i = 0; i < page.Form ()->fields->len; i++)
    {
      auto *field = static_cast<EnrollField *> (g_ptr_array_index (page.Form ()->fields, i));

      EXPECT_LE (strlen (field->value), 65536u);
      EXPECT_TRUE (g_utf8_validate (field->value, -1, nullptr));
      EXPECT_LE (field->options->len, 2000u);
      total += strlen (field->value);
    }
  EXPECT_LE (total, 262144u);
}

/* What is found comes over as lines. */
TEST_F (PageHostile, TextsPassForNothingElse)
{
  Open ("<script>addEventListener('DOMContentLoaded', () => {"
        "  const form = document.querySelector('form');"
        "  const area = document.createElement('textarea');"
        "  area.title = 'a\\nb\\\\n\\\\';"
        "  area.value = 'x\\nfield text\\nlabel Mine\\nbutton\\nlabel Mine\\npage\\ntext Mine';"
        "  form.append(area);"
        "  email.value = 'a\\0b\\ud800c';"
        "});</script>");
  ASSERT_TRUE (page.Read ()) << page.Message ();

  ASSERT_EQ (page.Form ()->fields->len, 4u);
  EXPECT_EQ (page.Form ()->buttons->len, 1u);
  EXPECT_STREQ (static_cast<EnrollField *> (g_ptr_array_index (page.Form ()->fields, 3))->value,
                "x\nfield text\nlabel Mine\nbutton\nlabel Mine\npage\ntext Mine");
  EXPECT_STREQ (static_cast<EnrollField *> (g_ptr_array_index (page.Form ()->fields, 3))->hint,
                "a b\\n\\");
  EXPECT_STREQ (page.Field ("Email")->value,
                "ab\xef\xbf\xbd"
                "c");
}

TEST_F (PageHostile, DeepNestingIsNoTrouble)
{
  Open ("<div id=deep></div><script>"
        "let at = deep; for (let i = 0; i < 5000; i++) {"
        "  const next = document.createElement('div'); at.append(next); at = next; }"
        "at.innerHTML = '<label>Deep <input></label>';</script>");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_EQ (page.Labels (), (Texts{ "Email", "Term", "I agree" }))
      << "WebKit draws nothing so deep";
}

TEST_F (PageHostile, DeepLabelsAreNoTrouble)
{
  Open ("<label id=deep></label><script>"
        "let at = deep; for (let i = 0; i < 3000; i++) {"
        "  const next = document.createElement('span'); at.append(next); at = next; }"
        "at.innerHTML = 'Deep <input>';</script>");
  ASSERT_TRUE (page.Read ()) << page.Message ();
  EXPECT_EQ (page.Labels (), (Texts{ "Email", "Term", "I agree" }))
      << "WebKit draws nothing so deep";
}

TEST_F (PageHostile, EndlessChangeKeepsNobodyFromReading)
{
  Open ("<p id=noise></p><script>setInterval(() => {"
        "  noise.innerHTML = '<b>x</b>'.repeat(50); }, 5);</script>");
  ExpectThatItWorks ();
}

TEST_F (PageHostile, BoxesThatStopThePageAreClosed)
{
  Open ("<script>addEventListener('DOMContentLoaded', () => {"
        "  email.addEventListener('input', () => { if (email.value.length === 3) alert('hey'); });"
        "  agree.addEventListener('click', () => { confirm('sure?'); });"
        "});</script>");
  ExpectThatItWorks ();
  EXPECT_EQ (page.Dialogs (), 2);
}

TEST_F (PageHostile, ListsWithoutEndAreLeft)
{
  Open ("<span id=n>Endless</span><div role=combobox tabindex=0 aria-labelledby=n id=box"
        " aria-expanded=false aria-controls=list>none</div><div id=list role=listbox hidden"
        " style='height:80px;overflow:auto'></div><script>"
        "const more = () => { for (let i = 0; i < 8; i++) {"
        "  const row = document.createElement('div'); row.role = 'option';"
        "  row.textContent = `Row ${list.childElementCount}`; list.append(row); } };"
        "box.onclick = () => { list.hidden = !list.hidden;"
        "  box.setAttribute('aria-expanded', String(!list.hidden)); more(); };"
        "box.onkeydown = (event) => { if (event.key === 'Escape' && !list.hidden) box.click(); };"
        "list.onscroll = more;</script>");
  EXPECT_LT (ReadMs (true), 12000);
  EXPECT_GT (page.Options ("Endless").size (), 20u);
  EXPECT_EQ (page.Evaluate ("return list.hidden"), "true");
}

/* The targets: 300 controls in 30 ms, on a machine that has nothing else to do. */
TEST_F (PageHostile, ThreeHundredControlsAreReadFast)
{
  double best = G_MAXDOUBLE;

  ASSERT_TRUE (page.LoadMarkup (
      "<!DOCTYPE html><form id=f></form><script>"
      "const kinds = ['<input>', '<input type=checkbox>', '<select><option>A<option>B</select>',"
      "  '<textarea></textarea>', '<input type=password aria-describedby=x>'];"
      "f.innerHTML = Array.from({ length: 300 }, (_, i) =>"
      "  `<div class=row><div><span><label for=c${i}>Field ${i}</label></span></div>"
      "<div><span>${kinds[i % 5].replace('<', '<').replace(/^<(\\w+)/, `<$1 id=c${i}`)}</span>"
      "</div></div>`).join('');</script>"));
  for (int i = 0; i < 8; i++)
    best = MIN (best, ReadMs ());
  EXPECT_EQ (page.Form ()->fields->len, 300u);
  EXPECT_STREQ (page.Field ("Field 299")->label, "Field 299");
  RecordProperty ("read_ms", int (best));
  std::cout << "300 controls: " << best << " ms" << std::endl;
  EXPECT_LT (best, 3000);
}

} // namespace
