/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Whoever writes a portal file is told every mistake with file, line and reason. */

#include <sys/stat.h>
#include <unistd.h>

#include "enroll-error.h"
#include "enroll-portal.h"
#include "glib-test.h"

namespace
{

struct MistakeCase
{
  const char *name;
  std::string text;
  const char *expected;
};

class MistakeTest : public GlibTest, public ::testing::WithParamInterface<MistakeCase>
{
};

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, MistakeTest,
    ::testing::Values (
        MistakeCase{ "NoGroup", "# Comment\n\nName=X\n", "line 3: there is no “[Group]” above" },
        MistakeCase{ "NoKeyFile", "<html>\n", "line 1: this is neither “key=value”" },
        MistakeCase{ "NoValue", "[Portal]\nName=X\nHosts\n", "line 3: this is neither “key=value”" },
        MistakeCase{ "NoKey", "[Portal]\n=X\n", "line 2: this is neither “key=value”" },
        MistakeCase{ "BadHeading", "[Portal]\nName=X\n[Links\nPaths=/x;\n", "line 3: a heading is" },
        MistakeCase{ "TextAfterHeading", "[Portal] # mine\nName=X\n", "line 1: a heading is" },
        MistakeCase{ "UnknownGroup", "[Portal]\nName=X\n\n[Feilds]\nemail=Email;\n", "line 4: there is no group [Feilds]" },
        MistakeCase{ "GroupTwice", "[Portal]\nName=X\n[Links]\nPaths=/x;\n[Portal]\n", "line 5: [Portal] is in line 1 already" },
        MistakeCase{ "KeyTwice", "[Portal]\nName=X\nHosts=a.example;\nHosts=b.example;\n", "line 4: “Hosts” is in line 3 already" },
        MistakeCase{ "UnknownKey", "[Portal]\nName=X\nHost=a.example;\n", "line 3: group [Portal] of the portal file has the unknown key “Host”" },
        MistakeCase{ "UnknownLink", "[Portal]\nName=X\n[Links]\nPath=/x;\n", "line 4: group [Links] of the portal file has the unknown key “Path”" },
        MistakeCase{ "UnknownWord", "[Portal]\nName=X\n[Fields]\nemail=Email;\n# x\nacess-code[de]=Code;\n", "line 6: group [Fields] of the portal file has the unknown key “acess-code[de]”" },
        MistakeCase{ "NoName", "# x\n[Portal]\nHosts=a.example;\n", "line 2: group [Portal] needs a Name" },
        MistakeCase{ "EmptyName", "[Portal]\n\nName=\n", "line 3: group [Portal] needs a Name" },
        MistakeCase{ "Host", "[Portal]\nName=X\n\nHosts=a.example;https://b.example/;\n", "line 4: “https://b.example/” is not a host" },
        MistakeCase{ "StatusPage", "[Portal]\nName=X\nStatusPage=http://a.example/\n", "line 3: “http://a.example/” is not an https address" },
        MistakeCase{ "Escape", "[Portal]\nName=X\n[Fields]\nemail=a\\qb;\n", "line 4: " },
        MistakeCase{ "EscapeOfPath", "[Portal]\nName=X\n[Links]\nPaths=a\\qb;\n", "line 4: " },
        MistakeCase{ "EverythingFits", "[Portal]\nName=X\n[Buttons]\nsubmit=Submit;*;\n", "line 4: “submit” has the text “*”, which fits everything" },
        MistakeCase{ "EmptyWord", "[Portal]\nName=X\n[Signs]\nwait=wait;;\n", "line 4: “wait” has the text “”" },
        MistakeCase{ "NotUtf8", "[Portal]\nName=X\n# \xff\n", "line 3: this line is not UTF-8" },
        MistakeCase{ "NotText", std::string ("[Portal]\nName=X\n\0", 17), "line 1: this is not a text file" },
        MistakeCase{ "Empty", "", "line 1: group [Portal] needs a Name" }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (MistakeTest, IsToldWithItsLine)
{
  const std::string &text = GetParam ().text;
  g_autoptr (GError) error = nullptr;

  EXPECT_EQ (enroll_portal_new_from_data (text.c_str (), text.size (), nullptr, &error), nullptr);
  ASSERT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_SETTINGS));
  EXPECT_EQ (std::string (error->message).find (GetParam ().expected), 0u) << error->message;
}

class PortalFileTest : public GlibTest
{
protected:
  /* The name of the portal “mine”, or why there is none. */
  std::string
  Load (const char *const *allowed_hosts = nullptr)
  {
    const char *directories[] = { first.Path ().c_str (), second.Path ().c_str (), nullptr };
    g_autoptr (GError) error = nullptr;

    g_clear_pointer (&portal, enroll_portal_unref);
    portal = enroll_portal_load ("mine", directories, allowed_hosts, &error);
    return portal != nullptr ? enroll_portal_get_name (portal) : error->message;
  }

  void
  TearDown () override
  {
    g_clear_pointer (&portal, enroll_portal_unref);
    GlibTest::TearDown ();
  }

  ScopedFolder first;
  ScopedFolder second;
  EnrollPortal *portal = nullptr;
};

TEST_F (PortalFileTest, IsTakenFromTheFirstFolderThatHasIt)
{
  second.Write ("mine.portal", "[Portal]\nName=Second\n");
  EXPECT_EQ (Load (), "Second");
  EXPECT_EQ (enroll_portal_get_file (portal), second.Path () + "/mine.portal");

  first.Write ("mine.portal", "[Portal]\nName=First\n");
  EXPECT_EQ (Load (), "First");
}

TEST_F (PortalFileTest, IsNamedWithItsMistake)
{
  first.Write ("mine.portal", "[Portal]\nName=First\nHost=a.example;\n");
  second.Write ("mine.portal", "[Portal]\nName=Second\n");

  EXPECT_EQ (Load ().find (first.Path () + "/mine.portal, line 3: "), 0u) << Load ();
}

TEST_F (PortalFileTest, IsNotReplacedByAnotherIfItCannotBeRead)
{
  const std::string path = first.Path () + "/mine.portal";

  ASSERT_EQ (mkdir (path.c_str (), 0700), 0);
  second.Write ("mine.portal", "[Portal]\nName=Second\n");

  EXPECT_NE (Load ().find (path), std::string::npos) << Load ();
  ASSERT_EQ (rmdir (path.c_str ()), 0);
  EXPECT_EQ (Load (), "Second");
}

TEST_F (PortalFileTest, IsNotBlamedForAHostOfTheSettings)
{
  const char *const hosts[] = { "https://a.example", nullptr };

  first.Write ("mine.portal", "[Portal]\nName=First\n");
  EXPECT_NE (Load (hosts).find ("allowed-hosts: “https://a.example”"), std::string::npos);
}

TEST_F (PortalFileTest, MayHaveWindowsLineEndsAndSpaces)
{
  first.Write ("mine.portal", "  [Portal]  \r\n Name = First \r\n\r\n[Fields]\r\nemail=Email;\r\n");

  EXPECT_EQ (Load (), "First");
}

}
