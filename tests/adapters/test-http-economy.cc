/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A visit asks the portal for what it must, and for nothing else: no page twice, no pictures, no
 * styles, no scripts. */

#include "enrollment.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace
{

/* How a certificate with a request of ours is come by, where nothing has to be waited for.
 * @posts: forms that are sent
 * @pages: answers that are no redirects, without the text of the terms */
struct Way
{
  const char *name;
  const char *knob;
  bool invite;
  long posts;
  long pages;
};

const Way kWays[] = {
  /* The form behind the link; what the request led to; the file. Only the form is sent. */
  { "Invitation", "invitation", true, 1, 3 },
  /* The login page; “a mail has been sent”; then as above. The address is sent before. */
  { "Confirmation", "confirmation", false, 2, 5 },
  /* The login page, whose answer redirects to the form; then as above. */
  { "SecretId", "secret-id", false, 2, 4 },
};

class HttpEconomy : public GlibTest, public ::testing::WithParamInterface<std::tuple<Way, unsigned>>
{
protected:
  bool
  Finish ()
  {
    return enrollment.Run () ||
           (enroll_session_get_state (enrollment.Session ()) == ENROLL_STATE_CONFIRMING &&
            enroll_session_open_link (enrollment.Session (),
                                      enrollment.LinkInLastMail ().c_str (),
                                      nullptr) &&
            enrollment.Run ());
  }

  /* “METHOD path status” of each request that the portal got. */
  std::vector<std::string>
  Log ()
  {
    std::istringstream text (enrollment.Site ().Requests ());
    std::vector<std::string> lines;

    for (std::string line; std::getline (text, line);)
      {
        if (!line.empty ())
          lines.push_back (line);
      }
    return lines;
  }

  /* The terms are fetched if the page has but a link to them. */
  long
  TermsByLink ()
  {
    GPtrArray *questions = enroll_session_get_questions (enrollment.Session ());

    for (guint i = 0; questions != nullptr && i < questions->len; i++)
      {
        EnrollQuestion *question = ENROLL_QUESTION (g_ptr_array_index (questions, i));

        if (enroll_question_get_role (question) == ENROLL_ROLE_TERMS &&
            enroll_question_get_document_uri (question) != nullptr)
          return 1;
      }
    return 0;
  }

  Enrollment enrollment;
};

INSTANTIATE_TEST_SUITE_P (Ways,
                          HttpEconomy,
                          ::testing::Combine (::testing::ValuesIn (kWays),
                                              ::testing::Range (0u, 4u)),
                          [] (const auto &info) {
                            return std::string (std::get<0> (info.param).name) +
                                   std::to_string (std::get<1> (info.param));
                          });

TEST_P (HttpEconomy, AsksForNothingThatItDoesNotNeed)
{
  const auto &[way, seed] = GetParam ();
  const char *address = "alice@example.edu";

  enrollment.Site ().Knob ("way", way.knob);
  enrollment.Site ().Knob ("secret-id", "golden-bears");
  ASSERT_TRUE (enrollment.Begin (seed, address, way.invite));
  if (!way.invite)
    {
      ASSERT_TRUE (enrollment.Site ().AddPerson (address, "Alice", "Example"));
    }
  ASSERT_TRUE (Finish ()) << enrollment.Trouble ();

  std::vector<std::string> log = Log ();
  std::set<std::string> different;
  auto is_post = [] (const std::string &line) { return line.rfind ("POST ", 0) == 0; };
  auto is_page = [] (const std::string &line) { return line.find (" 200") == line.size () - 4; };
  auto is_redirect = [] (const std::string &line) {
    return line.find (" 30", line.size () - 4) != std::string::npos;
  };

  different.insert (log.begin (), log.end ());
  EXPECT_EQ (enroll_http_visit_get_n_requests (enrollment.Visit ()), log.size ());
  EXPECT_EQ (std::count_if (log.begin (), log.end (), is_post), way.posts);
  EXPECT_EQ (std::count_if (log.begin (), log.end (), is_page), way.pages + TermsByLink ())
      << enrollment.Site ().Requests ();
  EXPECT_EQ (std::count_if (log.begin (), log.end (), is_page) +
                 std::count_if (log.begin (), log.end (), is_redirect),
             static_cast<long> (log.size ()));
  EXPECT_EQ (different.size (), log.size ()) << enrollment.Site ().Requests ();
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

}
