/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a live page costs: from the page to its form, and from its last change to the knowledge that
 * it was the last. */

#include "bench.h"
#include "live-page.h"

#include <cstdlib>

namespace
{

constexpr int kRounds = 15;

void
BenchForm ()
{
  LivePage page;
  std::vector<double> taken;
  std::string markup = "<!DOCTYPE html><form>";

  for (int i = 0; i < 300; i++)
    {
      std::string n = std::to_string (i);

      markup += "<div class=row><div><span><label for=c" + n + ">Field " + n +
                "</label></span></div><div><span><input id=c" + n + "></span></div></div>";
    }
  if (!page.LoadMarkup (markup + "<button>Request</button></form>"))
    abort ();
  for (int i = 0; i < kRounds; i++)
    {
      taken.push_back (bench::Clock ([&] {
        if (!page.Read () || page.Form ()->fields->len != 300)
          abort ();
      }));
    }
  bench::Print ("live page of 300 controls to its form", bench::Middle (taken), "ms", 30);
}

/* From the last of some changes, whose time the page notes, until it is known to have settled. */
double
Settle (LivePage &page)
{
  EnrollPageRest rest = ENROLL_PAGE_RESTLESS;

  if (!page.LoadMarkup ("<!DOCTYPE html><h1>Page</h1><p id=p>Text</p>"))
    abort ();
  page.Evaluate (
      "for (let i = 1; i <= 5; i++)"
      "  setTimeout(() => { p.innerHTML = `<b>${i}</b>`; globalThis.last = Date.now(); },"
      "             i * 40);");
  if (!page.Settle (5000, &rest) || rest != ENROLL_PAGE_SETTLED)
    abort ();

  double now = double (g_get_real_time ()) / 1000;

  if (page.Evaluate ("return p.textContent") != "5")
    abort ();
  return now - std::stod (page.Evaluate ("return globalThis.last"));
}

void
BenchSettling ()
{
  LivePage page;
  std::vector<double> taken;

  for (int i = 0; i < kRounds; i++)
    taken.push_back (Settle (page));
  bench::Print ("live page known to have settled, after its last change",
                bench::Middle (taken),
                "ms",
                100);
}

}

int
main (int argc, char **argv)
{
  gtk_init (&argc, &argv);
  testing::InitGoogleTest (&argc, argv);
  BenchForm ();
  BenchSettling ();
  return 0;
}
