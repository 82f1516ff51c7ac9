/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

#include "enroll-web-folder.h"

#include "glib-test.h"
#include "wait.h"

namespace
{

/* Where folders are made; asked for once by GLib. */
class WebFolderTest : public GlibTest
{
protected:
  static void
  SetUpTestSuite ()
  {
    char path[] = "/dev/shm/enroll-runtime-XXXXXX";

    ASSERT_NE (mkdtemp (path), nullptr);
    place = path;
    setenv ("XDG_RUNTIME_DIR", path, 1);
  }

  static void
  TearDownTestSuite ()
  {
    std::filesystem::remove_all (place);
  }

  /* Leaves a folder with a file in it. */
  static std::string
  DieWithFolder ()
  {
    int ends[2];
    char path[PATH_MAX] = "";

    EXPECT_EQ (pipe (ends), 0);
    pid_t child = fork ();
    if (child == 0)
      {
        EnrollWebFolder *folder = enroll_web_folder_new (nullptr);
        std::string name = folder != nullptr ? enroll_web_folder_get_path (folder) : "";

        e2e::WriteFile (name + "/file", "what was received");
        if (write (ends[1], name.c_str (), name.size () + 1) > 0)
          kill (getpid (), SIGKILL);
        _exit (1);
      }
    close (ends[1]);
    EXPECT_GT (read (ends[0], path, sizeof path - 1), 0);
    close (ends[0]);
    waitpid (child, nullptr, 0);
    return path;
  }

  static std::string place;
};

std::string WebFolderTest::place;

}

TEST_F (WebFolderTest, IsForTheUserAloneAndGoneWithItsFiles)
{
  EnrollWebFolder *folder = enroll_web_folder_new (nullptr);

  ASSERT_NE (folder, nullptr);
  const std::string path = enroll_web_folder_get_path (folder);
  EXPECT_EQ (std::filesystem::path (path).parent_path (), place);
  EXPECT_EQ (std::filesystem::status (path).permissions (), std::filesystem::perms::owner_all);
  e2e::WriteFile (path + "/file", "what was received");
  enroll_web_folder_free (folder);
  EXPECT_FALSE (std::filesystem::exists (path));
}

TEST_F (WebFolderTest, IsSweptOnlyIfItsProgramWasKilled)
{
  EnrollWebFolder *used = enroll_web_folder_new (nullptr);
  ASSERT_NE (used, nullptr);
  const std::string path = enroll_web_folder_get_path (used);
  const std::string left = DieWithFolder ();
  ASSERT_TRUE (std::filesystem::exists (left + "/file"));

  enroll_web_folder_sweep ();

  EXPECT_FALSE (std::filesystem::exists (left));
  EXPECT_TRUE (std::filesystem::exists (path));
  enroll_web_folder_free (used);
}

/* Others may use the place, and its names, too. */
TEST_F (WebFolderTest, SweepsNothingElse)
{
  const std::string other = place + "/somebody";
  const std::string link = place + "/smime-enrollment-link";
  const std::string file = place + "/smime-enrollment-file";

  e2e::WriteFile (other + "/file", "of somebody");
  std::filesystem::create_directory_symlink (other, link);
  e2e::WriteFile (file, "of somebody");

  enroll_web_folder_sweep ();

  EXPECT_TRUE (std::filesystem::exists (other + "/file"));
  EXPECT_TRUE (std::filesystem::is_symlink (link));
  EXPECT_TRUE (std::filesystem::exists (file));
}

TEST_F (WebFolderTest, LeavesAnotherUsersFolderAlone)
{
  const std::string foreign = place + "/smime-enrollment-foreign";

  if (geteuid () != 0)
    GTEST_SKIP () << "only root can make one";
  e2e::WriteFile (foreign + "/file", "of somebody");
  ASSERT_EQ (chown (foreign.c_str (), 65534, 65534), 0);

  enroll_web_folder_sweep ();

  EXPECT_TRUE (std::filesystem::exists (foreign + "/file"));
}
