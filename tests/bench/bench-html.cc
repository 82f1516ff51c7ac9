/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a page costs: from its bytes to the form, beside libxml2’s parsing alone. */

#include "enroll-html-page.h"

#include "bench.h"

#include <cstdlib>
#include <libxml/HTMLparser.h>
#include <malloc.h>

namespace
{

const int kOptions =
    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
constexpr double kMostRatio = 1.5;
constexpr double kMostMsLarge = 50;

/* A form as portals draw it, with a text around each question, repeated up to @size bytes. */
std::string
MakePage (size_t size)
{
  std::string html = "<!DOCTYPE html><html><head><title>Enroll</title>"
                     "<meta charset=\"utf-8\"></head><body><h1>Certificate</h1>"
                     "<form method=\"post\" action=\"/enroll\">";

  for (unsigned i = 0; html.size () < size; i++)
    {
      std::string n = std::to_string (i);

      html += "<div class=\"row\"><p class=\"help\">What is written here explains what the "
              "question below means, and <a href=\"/help#" +
              n + "\">where to find</a> what is asked for.</p><label for=\"f" + n + "\">Question " +
              n + "</label><input type=\"text\" id=\"f" + n + "\" name=\"n" + n +
              "\" value=\"\"></div>\n";
      if (i % 10 == 9)
        html += "<div class=\"row\"><label>Term <select name=\"s" + n +
                "\"><option>1 year<option>2 years<option>3 years</select></label></div>\n";
    }
  return html + "<button type=\"submit\">Request</button></form></body></html>";
}

void
ParseAlone (const std::string &html)
{
  htmlDocPtr document =
      htmlReadMemory (html.data (), int (html.size ()), nullptr, "utf-8", kOptions);

  if (document == nullptr)
    abort ();
  xmlFreeDoc (document);
}

std::pair<double, double>
Measure (const std::string &html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html.data (), html.size ());
  g_autoptr (GUri) uri =
      g_uri_parse ("https://portal.example.edu/enroll", G_URI_FLAGS_ENCODED, nullptr);

  return bench::Medians (
      31,
      [&] {
        g_autoptr (EnrollHtmlPage) page = enroll_html_page_new (bytes, "utf-8", uri);

        if (page == nullptr || page->form->fields->len == 0)
          abort ();
      },
      [&] { ParseAlone (html); });
}

}

int
main ()
{
  /* What is freed is put together at once, not in the time of whoever is next. */
  mallopt (M_MXFAST, 0);

  std::vector<std::pair<double, double>> growth;
  std::pair<double, double> small = Measure (MakePage (16 * 1024));
  std::pair<double, double> large = {};

  bench::PrintRatio ("page of 16 KiB to its form",
                     small.first,
                     "libxml2’s parsing",
                     small.second,
                     "ms",
                     kMostRatio);
  for (size_t size = 16 * 1024; size <= 1024 * 1024; size *= 4)
    {
      large = Measure (MakePage (size));
      growth.emplace_back (size, large.first);
    }
  bench::PrintRatio ("page of 1 MiB to its form",
                     large.first,
                     "libxml2’s parsing",
                     large.second,
                     "ms",
                     kMostRatio);
  bench::Print ("page of 1 MiB to its form", large.first, "ms", kMostMsLarge);
  bench::Print ("growth of that, 16 KiB to 1 MiB", bench::Exponent (growth), "", 1.1);
  return 0;
}
