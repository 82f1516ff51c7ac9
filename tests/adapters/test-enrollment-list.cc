/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

#include <algorithm>

/* Portals that show a list of certificates when the new one is issued. */

namespace
{

constexpr unsigned kSeeds = 6;

struct Collection
{
  const char *name;
  const char *csr_method;
  int n_certificates;
};

class EveryList : public GlibTest,
                  public ::testing::WithParamInterface<std::tuple<Collection, unsigned>>
{
};

}

TEST_P (EveryList, TheNewCertificateIsDownloaded)
{
  const auto &[collection, seed] = GetParam ();
  const int n_before = collection.n_certificates;
  Enrollment enrollment;

  enrollment.Site ().Knob ("collect", "list");
  enrollment.Site ().Knob ("csr-method", collection.csr_method);
  ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
  ASSERT_TRUE (enrollment.Site ().AddPerson ("alice@example.edu", "Alice", "Example", n_before));
  ASSERT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  ExpectGoodEnd (enrollment);
  std::string issued = enrollment.Site ().Issued ();
  EXPECT_EQ (std::count (issued.begin (), issued.end (), '\n'), n_before + 1);
}

INSTANTIATE_TEST_SUITE_P (
    Collections,
    EveryList,
    ::testing::Combine (::testing::Values (Collection{ "First", "provided", 0 },
                                           Collection{ "Csr", "provided", 2 },
                                           Collection{ "ServerKey", "server", 2 }),
                        ::testing::Range (0u, Seeds (kSeeds))),
    [] (const auto &info) {
      return std::string (std::get<0> (info.param).name) +
             std::to_string (std::get<1> (info.param));
    });
