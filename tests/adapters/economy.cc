/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "economy.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace
{

bool
Finish (Enrollment &enrollment)
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
Log (Enrollment &enrollment)
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

long
CountTermsByLink (Enrollment &enrollment)
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

}

bool
EnrollInWay (Enrollment &enrollment, const Way &way, unsigned seed, const std::string &address)
{
  enrollment.Site ().Knob ("way", way.knob);
  enrollment.Site ().Knob ("secret-id", "golden-bears");
  if (!enrollment.Begin (seed, address, way.invite))
    return false;
  if (!way.invite && !enrollment.Site ().AddPerson (address, "Alice", "Example"))
    return false;
  return Finish (enrollment);
}

Requests
CountRequests (Enrollment &enrollment)
{
  std::vector<std::string> log = Log (enrollment);
  std::set<std::string> different (log.begin (), log.end ());
  auto is_post = [] (const std::string &line) { return line.rfind ("POST ", 0) == 0; };
  auto is_page = [] (const std::string &line) { return line.find (" 200") == line.size () - 4; };
  auto is_redirect = [] (const std::string &line) {
    return line.find (" 30", line.size () - 4) != std::string::npos;
  };

  return { static_cast<long> (enroll_http_visit_get_n_requests (enrollment.Visit ())),
           static_cast<long> (log.size ()),
           static_cast<long> (different.size ()),
           std::count_if (log.begin (), log.end (), is_post),
           std::count_if (log.begin (), log.end (), is_page),
           std::count_if (log.begin (), log.end (), is_redirect),
           CountTermsByLink (enrollment) };
}
