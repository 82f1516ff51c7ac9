/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A whole enrollment at portals whose pages are built by script. */

#include <gtk/gtk.h>

#include "glib-test.h"
#include "live-enrollment.h"

namespace
{

constexpr const char *kAddress = "alice@example.edu";

struct SkinCase
{
  const char *skin;
  const char *method;
  unsigned seed;
};

class SkinTest : public GlibTest, public ::testing::WithParamInterface<SkinCase>
{
protected:
  LiveEnrollment enrollment;
};

TEST_P (SkinTest, IsEnrolledAt)
{
  enrollment.Site ().Knob ("skin", GetParam ().skin);
  enrollment.Site ().Knob ("csr-method", GetParam ().method);
  ASSERT_TRUE (enrollment.Begin (GetParam ().seed, kAddress));

  EXPECT_TRUE (enrollment.Run ()) << enrollment.Trouble ();
  EXPECT_TRUE (enrollment.IsLive ());
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}

std::string
NameOf (const ::testing::TestParamInfo<SkinCase> &info)
{
  return std::string (info.param.skin) + "_" + info.param.method + "_" +
         std::to_string (info.param.seed);
}

INSTANTIATE_TEST_SUITE_P (Each,
                          SkinTest,
                          ::testing::Values (SkinCase{ "native", "provided", 1 },
                                             SkinCase{ "native", "server", 2 },
                                             SkinCase{ "native", "browser", 3 },
                                             SkinCase{ "aria", "provided", 1 },
                                             SkinCase{ "aria", "server", 2 },
                                             SkinCase{ "aria", "browser", 3 },
                                             SkinCase{ "kit", "provided", 1 },
                                             SkinCase{ "kit", "server", 2 },
                                             SkinCase{ "kit", "browser", 3 }),
                          NameOf);

}

int
main (int argc, char **argv)
{
  ::testing::InitGoogleTest (&argc, argv);
  gtk_init (&argc, &argv);
  return RUN_ALL_TESTS ();
}
