/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A visit asks the portal for what it must, and for nothing else: no page twice, no pictures, no
 * styles, no scripts. */

#include "economy.h"

namespace
{

class HttpEconomy : public GlibTest, public ::testing::WithParamInterface<std::tuple<Way, unsigned>>
{
protected:
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

  ASSERT_TRUE (EnrollInWay (enrollment, way, seed, "alice@example.edu")) << enrollment.Trouble ();

  const Requests requests = CountRequests (enrollment);

  EXPECT_EQ (requests.by_visit, requests.all);
  EXPECT_EQ (requests.posts, way.posts);
  EXPECT_EQ (requests.pages, way.pages + requests.terms_by_link) << enrollment.Site ().Requests ();
  EXPECT_EQ (requests.pages + requests.redirects, requests.all);
  EXPECT_EQ (requests.different, requests.all) << enrollment.Site ().Requests ();
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

}
