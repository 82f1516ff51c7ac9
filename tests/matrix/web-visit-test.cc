/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "web-visit-test.h"

#include <filesystem>

namespace
{

/* A folder in memory where nobody else receives files; it must be there before GLib asks for it. */
class OwnRuntimeFolder
{
public:
  OwnRuntimeFolder ()
  {
    g_autofree char *folder = g_strdup ("/dev/shm/enroll-runtime-XXXXXX");

    if (g_mkdtemp (folder) != nullptr && g_setenv ("XDG_RUNTIME_DIR", folder, TRUE))
      path = folder;
  }

  ~OwnRuntimeFolder ()
  {
    std::error_code none;

    std::filesystem::remove_all (path, none);
  }

  std::string path;
};

const OwnRuntimeFolder own_folder;

}

WebVisitTest::WebVisitTest () : server (LocalhostCertificate ())
{
  gone = ScriptedServer (nullptr).Host ();
}

WebVisitTest::~WebVisitTest ()
{
  g_clear_error (&error);
  g_clear_pointer (&form, enroll_form_unref);
  g_clear_object (&cancellable);
}

void
WebVisitTest::TearDown ()
{
  g_clear_object (&visit);
  RunPending ();
  GlibTest::TearDown ();
}

void
WebVisitTest::MakeVisit (const std::vector<std::string> &hosts, const std::string &ca_file)
{
  std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
  std::vector<const char *> names;

  for (const auto &host : hosts)
    names.push_back (host.c_str ());
  names.push_back (nullptr);
  g_autoptr (EnrollPortal) portal =
      enroll_portal_new_from_data (text.c_str (), text.size (), names.data (), &error);
  visit = enroll_web_visit_new (portal,
                                resolver,
                                ca_file.empty () ? nullptr : ca_file.c_str (),
                                &error);
  EXPECT_NE (visit, nullptr);
  Watch (visit);
}

void
WebVisitTest::Begin (const std::string &link,
                     const std::vector<std::string> &hosts,
                     const std::string &ca_file)
{
  if (visit == nullptr)
    MakeVisit (hosts, ca_file);
  result = std::make_unique<AsyncResult> ();
  enroll_visit_open_async (ENROLL_VISIT (visit),
                           link.c_str (),
                           cancellable,
                           AsyncResult::Callback,
                           result.get ());
}

bool
WebVisitTest::End ()
{
  EXPECT_TRUE (result->Wait (kStepMs));
  g_clear_error (&error);
  g_clear_pointer (&form, enroll_form_unref);
  form = enroll_visit_step_finish (ENROLL_VISIT (visit), result->Get (), &error);
  result.reset ();
  return form != nullptr;
}

bool
WebVisitTest::Open (const std::string &link,
                    const std::vector<std::string> &hosts,
                    const std::string &ca_file)
{
  Begin (link, hosts, ca_file);
  return End ();
}

bool
WebVisitTest::FailedWith (EnrollError code) const
{
  return g_error_matches (error, ENROLL_ERROR, static_cast<int> (code));
}

bool
WebVisitTest::HasSent () const
{
  return enroll_visit_has_sent (ENROLL_VISIT (visit));
}

int
WebVisitTest::CountFolders ()
{
  int n = 0;

  for (const auto &entry : std::filesystem::directory_iterator (own_folder.path))
    n += entry.path ().filename ().string ().find ("smime-enrollment-") == 0 ? 1 : 0;
  return n;
}
