/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Evolution starts whatever is the matter with the module, and the module says nothing then. */

#include <sstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "enrollment-stage.h"
#include "mail-tools.h"
#include "message-reader.h"

using namespace e2e;

namespace
{

constexpr const char *kSubject = "Your certificate";
constexpr const char *kText =
    "Open https://cert-manager.com/customer/Example/smime/staff/invite/AbCdEf0123456789 please.";

class StartTest : public EnrollmentStage
{
protected:
  bool DeliverLinkOfTheService ();
  void ExpectMenuItem (bool is_there);
  std::string LinkModuleWithoutSchema ();
};

bool
StartTest::DeliverLinkOfTheService ()
{
  return stage.Deliver (PlainMessage (kSubject, kText));
}

void
StartTest::ExpectMenuItem (bool is_there)
{
  ASSERT_TRUE (ClickMenu ({ "Edit" }));
  ASSERT_TRUE (Find ("menu item", "Preferences"));
  EXPECT_EQ (bool (Find ("menu item", kGetCertificate, is_there ? kTimeoutMs : kAbsentMs)),
             is_there);
  EXPECT_TRUE (PressKey ("Escape"));
}

/* A prefix that has everything but the schema. */
std::string
StartTest::LinkModuleWithoutSchema ()
{
  std::string from = Environment ("ENROLL_PREFIX");
  std::string prefix = stage.Home () + "/prefix";

  g_mkdir_with_parents ((prefix + "/share").c_str (), 0700);
  for (const char *name : { "/lib", "/lib64", "/share/evolution-smime-enrollment" })
    {
      if (g_file_test ((from + name).c_str (), G_FILE_TEST_EXISTS) &&
          symlink ((from + name).c_str (), (prefix + name).c_str ()) != 0)
        return "";
    }
  return prefix;
}

/* The lines of a log that complain and mention the module. */
std::string
OwnComplaints (const std::string &log)
{
  std::istringstream lines (log);
  std::string complaints;

  for (std::string line; std::getline (lines, line);)
    {
      bool is_own = line.find ("nroll") != std::string::npos;

      if (is_own &&
          (line.find ("WARNING") != std::string::npos ||
           line.find ("CRITICAL") != std::string::npos || line.find ("ERROR") != std::string::npos))
        complaints += line + "\n";
    }
  return complaints;
}

TEST_F (StartTest, ModuleIsThereAndQuiet)
{
  ASSERT_TRUE (DeliverLinkOfTheService ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kSubject));
  EXPECT_TRUE (Find ("push button", kGetCertificate));
  ExpectMenuItem (true);
  EXPECT_TRUE (stage.Stop ());

  EXPECT_EQ (OwnComplaints (stage.Log ()), "");
}

TEST_F (StartTest, WithoutTheModuleNothingIsThere)
{
  stage.Variable ("EDS_EXTRA_PREFIXES", "");
  ASSERT_TRUE (DeliverLinkOfTheService ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kSubject));
  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
  ExpectMenuItem (false);
  EXPECT_TRUE (stage.Stop ());

  EXPECT_EQ (OwnComplaints (stage.Log ()), "");
}

TEST_F (StartTest, WithoutTheSchemaTheDefaultsHold)
{
  std::string prefix = LinkModuleWithoutSchema ();
  ASSERT_NE (prefix, "");
  stage.Variable ("EDS_EXTRA_PREFIXES", prefix);
  stage.Variable ("GSETTINGS_SCHEMA_DIR", "");
  ASSERT_TRUE (DeliverLinkOfTheService ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kSubject));
  EXPECT_TRUE (Find ("push button", kGetCertificate));
  Shoot ("1-banner");
  ExpectMenuItem (true);
  EXPECT_TRUE (stage.Stop ());

  EXPECT_NE (stage.Log ().find ("is not installed; its defaults are used"), std::string::npos);
  EXPECT_EQ (OwnComplaints (stage.Log ()), "");
}

/* As README.md says for those who have no rights: nothing in the environment leads there. */
TEST_F (StartTest, ModuleInAHomeHasItsSettingsBesideIt)
{
  std::string modules = stage.Home () + "/.local/share/evolution/modules";
  ASSERT_EQ (symlink (Environment ("ENROLL_PREFIX").c_str (), modules.c_str ()), 0);
  stage.Variable ("EDS_EXTRA_PREFIXES", "");
  stage.Variable ("GSETTINGS_SCHEMA_DIR", "");
  Set ("organization-name", "'Example University'");
  ASSERT_TRUE (DeliverLinkOfTheService ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kSubject));
  EXPECT_TRUE (Find ("push button", kGetCertificate));
  EXPECT_TRUE (
      Find ("label", "where Example University gets its certificates", kTimeoutMs, Match::Contains))
      << "the setting counts";
  EXPECT_TRUE (stage.Stop ());

  EXPECT_EQ (stage.Log ().find ("is not installed"), std::string::npos);
  EXPECT_EQ (OwnComplaints (stage.Log ()), "");
}

TEST_F (StartTest, ModuleRefusesAnotherVersion)
{
  stage.Variable ("LD_PRELOAD", OTHER_VERSION);
  ASSERT_TRUE (DeliverLinkOfTheService ());
  ASSERT_TRUE (stage.Start ());

  ASSERT_TRUE (SelectMessage (kSubject));
  EXPECT_FALSE (Find ("push button", kGetCertificate, kAbsentMs));
  ExpectMenuItem (false);
  EXPECT_TRUE (stage.Stop ());

  EXPECT_NE (stage.Log ().find ("built for Evolution"), std::string::npos);
  EXPECT_EQ (OwnComplaints (stage.Log ()), "");
}

}
