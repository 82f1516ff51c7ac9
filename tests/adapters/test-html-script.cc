/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Which pages can be answered without running their scripts. */

#include "enroll-adaptive-visit.h"
#include "enroll-error.h"
#include "enrollment.h"
#include "page.h"

namespace
{

struct Markup
{
  const char *name;
  const char *html;
  bool needs_script;
};

class HtmlScript : public GlibTest, public ::testing::WithParamInterface<Markup>
{
};

#define MAIL "<label>Email <input name=e></label>"
#define NAMELESS "<label>Email <input></label>"

/* clang-format off */
const Markup kMarkups[] = {
  { "Form", "<form>" MAIL "<button>Submit</button></form>", false },
  { "SubmitInput", "<form>" MAIL "<input type=submit value=Submit></form>", false },
  { "ImageButton", "<form>" MAIL "<input type=image alt=Submit></form>", false },
  { "ButtonOutside", "<form id=f>" MAIL "</form><button form=f>Submit</button>", false },
  { "WithScriptBesides", "<form onsubmit='check()'>" MAIL "<button onclick='x()'>Submit</button></form>", false },
  { "UnknownNameless", "<form>" MAIL "<label>Search <input></label><button>Submit</button></form>", false },
  { "FixedNameless", "<form><label>Email <input readonly value=alice@example.edu></label><label>Access Code <input name=c></label><button>Next</button></form>", false },
  { "OtherButtonToo", "<form>" MAIL "<button type=button>Help</button><button>Submit</button></form>", false },
  { "OtherFormNameless", "<form><input></form><form>" MAIL "<button>Submit</button></form>", false },
  { "ChoiceByRadio", "<form><fieldset><legend>Certificate Term</legend><label><input type=radio name=t value=1>1 year</label></fieldset><button>Submit</button></form>", false },
  { "LinkOnly", "<p>Your certificate</p><a href=/file>Download</a>", false },
  { "UnknownPage", "<div id=app></div><script src=app.js></script>", false },
  { "Nameless", "<form>" NAMELESS "<button>Submit</button></form>", true },
  { "EmptyName", "<form><label>Email <input name=''></label><button>Submit</button></form>", true },
  { "OneNameless", "<form><label>Access Code <input name=c></label>" NAMELESS "<button>Submit</button></form>", true },
  { "NamelessSelect", "<form><label>Certificate Profile <select><option>A<option>B</select></label><button>Submit</button></form>", true },
  { "NamelessArea", "<form><label>CSR <textarea></textarea></label><button>Submit</button></form>", true },
  { "NamelessBox", "<form><label><input type=checkbox>I agree to the terms</label><button>Submit</button></form>", true },
  { "ButtonOfScript", "<form>" MAIL "<button type=button onclick='send()'>Submit</button></form>", true },
  { "InputOfScript", "<form>" MAIL "<input type=button value=Submit onclick='send()'></form>", true },
  { "NoButton", "<form>" MAIL "</form>", true },
  { "ButtonElsewhere", "<form>" MAIL "</form><button type=button>Submit</button>", true },
  { "DisabledButton", "<form>" MAIL "<button disabled>Submit</button></form>", true },
};
/* clang-format on */

INSTANTIATE_TEST_SUITE_P (Markups,
                          HtmlScript,
                          ::testing::ValuesIn (kMarkups),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_P (HtmlScript, IsNeededWhereTheFormCannotBeSent)
{
  g_autoptr (EnrollPortal) portal = LoadPortal ("portal.example.edu");
  Page page (GetParam ().html);

  page.Recognize (portal);

  EXPECT_EQ (enroll_html_page_needs_script (page.Get ()) != FALSE, GetParam ().needs_script)
      << "kind " << page.Form ()->kind;
}

/* An enrollment that would go on in a browser engine, if there were one. */
class AdaptiveEnrollment : public Enrollment
{
public:
  int
  NeedsScript () const
  {
    return n_needed;
  }

protected:
  EnrollVisit *
  MakeVisit (EnrollVisit *plain) override
  {
    return ENROLL_VISIT (enroll_adaptive_visit_new (plain, Count, this, nullptr));
  }

private:
  static EnrollVisit *
  Count (gpointer self, GError **error)
  {
    static_cast<AdaptiveEnrollment *> (self)->n_needed++;
    g_set_error_literal (error, ENROLL_ERROR, ENROLL_ERROR_NOT_UNDERSTOOD, "no engine here");
    return nullptr;
  }

  int n_needed = 0;
};

class PlainPortal : public GlibTest, public ::testing::WithParamInterface<unsigned>
{
};

INSTANTIATE_TEST_SUITE_P (Seeds, PlainPortal, ::testing::Range (0u, 10u));

TEST_P (PlainPortal, NeverNeedsAScript)
{
  static const char *const methods[] = { "provided", "server", "choice" };
  static const char *const authorisations[] = { "none", "access-code" };
  AdaptiveEnrollment enrollment;

  enrollment.Site ().Knob ("csr-method", methods[GetParam () % 3]);
  enrollment.Site ().Knob ("authorisation", authorisations[GetParam () % 2]);
  ASSERT_TRUE (enrollment.Begin (GetParam (), "alice@example.edu"));

  EXPECT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  EXPECT_EQ (enrollment.NeedsScript (), 0);
}

}
