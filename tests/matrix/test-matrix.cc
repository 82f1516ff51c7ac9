/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Way in × authorisation × who makes the key × who builds the pages × how the file comes, in one
 * table. The rows marked “pairs” hold every two values that can meet, and are run; with
 * ENROLL_MATRIX=all every row is, with ENROLL_MATRIX=few one in sixteen. Each prints one line. */

#include <iostream>

#include "glib-test.h"
#include "live-enrollment.h"
#include "wait.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kCode = "golden-bears";

struct Row
{
  const char *way;
  const char *authorisation;
  const char *key;
  const char *skin;
  const char *download;
  bool is_in_pairs;
};

/* clang-format off */
const Row kRows[] = {
  { "campus-direct", "none", "server", "html", "attachment", true },
  { "confirmation", "none", "choice", "aria", "data", true },
  { "campus-direct", "mapping", "provided", "native", "blob", true },
  { "secret-id", "access-code", "choice", "native", "attachment", true },
  { "invitation", "access-code", "provided", "html", "form-post", true },
  { "campus", "mapping", "choice", "html", "window", true },
  { "campus", "access-code", "server", "kit", "data", true },
  { "secret-id", "none", "browser", "kit", "blob", true },
  { "invitation", "none", "server", "native", "window", true },
  { "campus", "none", "provided", "aria", "form-post", true },
  { "confirmation", "access-code", "provided", "kit", "window", true },
  { "campus-direct", "access-code", "browser", "aria", "blob", true },
  { "campus-direct", "mapping", "choice", "kit", "form-post", true },
  { "campus", "mapping", "browser", "native", "data", true },
  { "campus", "mapping", "server", "aria", "attachment", true },
  { "old-invitation", "none", "server", "html", "form-post", true },
  { "invitation", "none", "choice", "aria", "blob", true },
  { "confirmation", "none", "server", "native", "blob", true },
  { "old-secret-id", "none", "server", "html", "form-post", true },
  { "request-code", "none", "server", "html", "form-post", true },
  { "old-access-code", "none", "server", "html", "window", true },
  { "secret-id", "access-code", "provided", "aria", "data", true },
  { "invitation", "none", "provided", "kit", "attachment", true },
  { "secret-id", "none", "server", "html", "form-post", true },
  { "campus-direct", "access-code", "provided", "aria", "window", true },
  { "confirmation", "none", "provided", "html", "attachment", true },
  { "confirmation", "access-code", "provided", "native", "form-post", true },
  { "invitation", "access-code", "browser", "kit", "data", true },
  { "old-invitation", "none", "server", "html", "attachment", true },
  { "campus", "access-code", "provided", "native", "blob", true },
  { "secret-id", "none", "provided", "native", "window", true },
  { "confirmation", "access-code", "browser", "aria", "data", true },
  { "campus-direct", "access-code", "provided", "kit", "data", true },
  { "request-code", "none", "server", "html", "window", true },
  { "old-secret-id", "none", "server", "html", "window", true },
  { "request-code", "none", "server", "html", "attachment", true },
  { "old-invitation", "none", "server", "html", "window", true },
  { "old-access-code", "none", "server", "html", "form-post", true },
  { "old-access-code", "none", "server", "html", "attachment", true },
  { "old-secret-id", "none", "server", "html", "attachment", true },
  { "campus", "access-code", "browser", "native", "blob", false },
  { "campus", "access-code", "provided", "kit", "data", false },
  { "campus", "mapping", "choice", "native", "data", false },
  { "campus", "mapping", "provided", "aria", "data", false },
  { "campus", "mapping", "provided", "native", "blob", false },
  { "campus", "mapping", "server", "html", "form-post", false },
  { "campus", "none", "browser", "aria", "data", false },
  { "campus", "none", "browser", "native", "data", false },
  { "campus", "none", "choice", "kit", "window", false },
  { "campus", "none", "choice", "native", "attachment", false },
  { "campus", "none", "provided", "html", "window", false },
  { "campus-direct", "access-code", "browser", "native", "blob", false },
  { "campus-direct", "access-code", "choice", "aria", "window", false },
  { "campus-direct", "access-code", "choice", "kit", "window", false },
  { "campus-direct", "access-code", "server", "native", "attachment", false },
  { "campus-direct", "mapping", "browser", "kit", "data", false },
  { "campus-direct", "none", "browser", "kit", "blob", false },
  { "campus-direct", "none", "browser", "native", "blob", false },
  { "campus-direct", "none", "choice", "aria", "form-post", false },
  { "campus-direct", "none", "server", "native", "data", false },
  { "confirmation", "access-code", "choice", "html", "attachment", false },
  { "confirmation", "access-code", "choice", "kit", "data", false },
  { "confirmation", "access-code", "server", "aria", "data", false },
  { "confirmation", "access-code", "server", "html", "form-post", false },
  { "confirmation", "access-code", "server", "native", "blob", false },
  { "confirmation", "none", "browser", "aria", "blob", false },
  { "confirmation", "none", "browser", "kit", "blob", false },
  { "confirmation", "none", "choice", "native", "blob", false },
  { "invitation", "access-code", "browser", "aria", "blob", false },
  { "invitation", "none", "browser", "kit", "blob", false },
  { "invitation", "none", "choice", "html", "form-post", false },
  { "invitation", "none", "choice", "kit", "window", false },
  { "invitation", "none", "choice", "native", "blob", false },
  { "invitation", "none", "server", "html", "form-post", false },
  { "secret-id", "access-code", "browser", "native", "data", false },
  { "secret-id", "access-code", "server", "html", "attachment", false },
  { "secret-id", "access-code", "server", "native", "blob", false },
  { "secret-id", "none", "choice", "aria", "attachment", false },
  { "secret-id", "none", "choice", "kit", "blob", false },
  { "secret-id", "none", "server", "kit", "data", false },
};
/* clang-format on */

std::string
Describe (const Row &row)
{
  return std::string (row.way) + " × " + row.authorisation + " × " + row.key + " × " + row.skin +
         " × " + row.download;
}

std::vector<Row>
ChosenRows ()
{
  const std::string wanted = e2e::Environment ("ENROLL_MATRIX");
  std::vector<Row> chosen;
  int n = 0;

  for (const Row &row : kRows)
    {
      if (wanted == "few" ? n++ % 16 == 0 : wanted == "all" || row.is_in_pairs)
        chosen.push_back (row);
    }
  return chosen;
}

class MatrixTest : public GlibTest, public ::testing::WithParamInterface<Row>
{
protected:
  bool
  Way (const char *way) const
  {
    return std::string (GetParam ().way) == way;
  }

  void
  SetKnobs ()
  {
    e2e::Portal &site = enrollment.Site ();

    site.Knob ("authorisation", GetParam ().authorisation);
    site.Knob ("csr-method", GetParam ().key);
    site.Knob ("skin", GetParam ().skin);
    site.Knob ("download", GetParam ().download);
    site.Knob ("secret-id", kCode);
    site.Knob ("accounts", "2");
    enrollment.Settings ()->account = g_strdup ("Example University");
    if (Way ("old-invitation") || Way ("request-code"))
      site.Knob ("generation", "a");
    else if (Way ("confirmation") || Way ("secret-id") || Way ("campus") || Way ("campus-direct"))
      site.Knob ("way", GetParam ().way);
    if (Way ("campus") || Way ("campus-direct"))
      enrollment.WithCampus (kAddress);
    if (Way ("old-access-code"))
      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=ac");
    if (Way ("old-secret-id"))
      enrollment.StartAt ("/customer/Example/smime?action=enroll&swt=si");
    if (Way ("request-code"))
      enrollment.StartAt ("/customer/Example/smime?action=invite");
  }

  /* The code that is asked for on the way. */
  std::string
  Code ()
  {
    if (!Way ("request-code"))
      return kCode;

    std::string link = enrollment.Site ().InvitationLink (kAddress, "Alice", "Example");
    g_autoptr (GUri) uri = g_uri_parse (link.c_str (), G_URI_FLAGS_NONE, nullptr);
    g_autoptr (GHashTable) query =
        g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, nullptr);

    return static_cast<const char *> (g_hash_table_lookup (query, "requestCode"));
  }

  bool
  Finish ()
  {
    std::string code = Code ();

    if (enrollment.Run (code))
      return true;
    if (enroll_session_get_state (enrollment.Session ()) != ENROLL_STATE_CONFIRMING)
      return false;
    return enroll_session_open_link (enrollment.Session (),
                                     enrollment.LinkInLastMail ().c_str (),
                                     nullptr) &&
           enrollment.Run (code);
  }

  LiveEnrollment enrollment;
};

TEST_P (MatrixTest, EndsWithAProof)
{
  const Row &row = GetParam ();
  const unsigned seed = g_str_hash (Describe (row).c_str ()) % 1000;
  const bool is_invited = Way ("invitation") || Way ("old-invitation");
  const gint64 start = g_get_monotonic_time ();

  SetKnobs ();
  ASSERT_TRUE (enrollment.Begin (seed, kAddress, is_invited));
  if (Way ("secret-id") || Way ("old-secret-id"))
    {
      ASSERT_TRUE (enrollment.Site ().AddPerson (kAddress, "Alice", "Example"));
    }
  const bool is_done = Finish ();

  std::cout << (is_done ? "passed  " : "FAILED  ") << Describe (row) << " (seed " << seed << ", "
            << (enrollment.IsLive () ? "live page" : "plain pages") << ", "
            << (g_get_monotonic_time () - start) / 1000 << " ms)" << std::endl;
  ASSERT_TRUE (is_done) << enrollment.Trouble ();
  EXPECT_TRUE (enroll_session_get_proof (enrollment.Session ())->was_signed);
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

INSTANTIATE_TEST_SUITE_P (Rows,
                          MatrixTest,
                          ::testing::ValuesIn (ChosenRows ()),
                          [] (const auto &info) {
                            std::string name = Describe (info.param);
                            std::string plain;

                            for (char c : name)
                              {
                                if (g_ascii_isalnum (c))
                                  plain += c;
                                else if (c == ' ')
                                  plain += '_';
                              }
                            return plain;
                          });

}
