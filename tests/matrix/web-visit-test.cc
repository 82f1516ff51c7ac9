/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "web-visit-test.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "hand.h"

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

bool
IsOfThisProgram (int pid)
{
  while (pid > 1 && pid != getpid ())
    {
      std::ifstream status ("/proc/" + std::to_string (pid) + "/status");
      std::string word;

      while (status >> word && word != "PPid:")
        ;
      if (!(status >> pid))
        return false;
    }
  return pid == getpid ();
}

}

bool
AfterAWhile (const std::function<bool ()> &predicate)
{
  guint ticks = g_timeout_add (
      20,
      [] (gpointer) -> gboolean { return G_SOURCE_CONTINUE; },
      nullptr);
  bool is_so = Eventually (predicate);

  g_source_remove (ticks);
  return is_so;
}

WebVisitTest::WebVisitTest () : server (LocalhostCertificate ()), stranger (LocalhostCertificate ())
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
  if (result != nullptr)
    {
      g_cancellable_cancel (cancellable);
      End ();
    }
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
  bool has_ended = result->Wait (kStepMs);

  g_clear_error (&error);
  g_clear_pointer (&form, enroll_form_unref);
  if (has_ended)
    {
      form = enroll_visit_step_finish (ENROLL_VISIT (visit), result->Get (), &error);
      result.reset ();
    }
  else
    {
      ADD_FAILURE () << "the step did not end";
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the step did not end");
      static_cast<void> (result.release ()); /* it may still be written to */
    }
  g_cancellable_reset (cancellable);
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
WebVisitTest::Enter (const std::string &link)
{
  Visitor plain ({ server.Host () }, ServerAuthority ().RootFile ());

  plain.Open (link);
  g_autoptr (EnrollHandover) handover = plain.HandOver ();
  if (handover == nullptr)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "nothing was handed over");
      return false;
    }
  if (visit == nullptr)
    MakeVisit ({ server.Host () }, ServerAuthority ().RootFile ());
  result = std::make_unique<AsyncResult> ();
  enroll_visit_take_over_async (ENROLL_VISIT (visit),
                                g_steal_pointer (&handover),
                                cancellable,
                                AsyncResult::Callback,
                                result.get ());
  return End ();
}

EnrollAnswers *
WebVisitTest::MakeAnswers (const Answers &answers) const
{
  EnrollAnswers *made = enroll_answers_new ();

  for (const auto &[label, text] : answers)
    {
      guint index = 0;

      while (index < form->fields->len &&
             label != static_cast<EnrollField *> (form->fields->pdata[index])->label)
        index++;
      EXPECT_LT (index, form->fields->len) << "there is no field " << label;
      enroll_answers_set_text (made, index, text.c_str ());
    }
  return made;
}

void
WebVisitTest::BeginSubmit (const Answers &answers)
{
  g_autoptr (EnrollAnswers) made = MakeAnswers (answers);

  EXPECT_GT (form->buttons->len, 0u);
  if (form->buttons->len > 0)
    made->button = static_cast<EnrollButton *> (form->buttons->pdata[0]);
  result = std::make_unique<AsyncResult> ();
  enroll_visit_submit_async (ENROLL_VISIT (visit),
                             form,
                             made,
                             cancellable,
                             AsyncResult::Callback,
                             result.get ());
}

void
WebVisitTest::BeginWait ()
{
  result = std::make_unique<AsyncResult> ();
  enroll_visit_wait_async (ENROLL_VISIT (visit),
                           form,
                           cancellable,
                           AsyncResult::Callback,
                           result.get ());
}

void
WebVisitTest::BeginWatch (const Answers &answers)
{
  g_autoptr (EnrollAnswers) made = answers.empty () ? nullptr : MakeAnswers (answers);

  result = std::make_unique<AsyncResult> ();
  enroll_visit_watch_async (ENROLL_VISIT (visit),
                            form,
                            made,
                            cancellable,
                            AsyncResult::Callback,
                            result.get ());
}

bool
WebVisitTest::Submit (const Answers &answers)
{
  BeginSubmit (answers);
  return End ();
}

bool
WebVisitTest::HasEnded () const
{
  return result->Get () != nullptr;
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

EnrollFormKind
WebVisitTest::Kind () const
{
  return form != nullptr ? form->kind : ENROLL_N_FORM_KINDS;
}

std::string
WebVisitTest::Title () const
{
  return form != nullptr && form->title != nullptr ? form->title : "";
}

std::string
WebVisitTest::File () const
{
  gsize length = 0;
  const void *data = form != nullptr && form->attachment != nullptr
                         ? g_bytes_get_data (form->attachment, &length)
                         : nullptr;

  return std::string (static_cast<const char *> (data), length);
}

std::string
WebVisitTest::Place () const
{
  g_autoptr (EnrollPlace) place = enroll_visit_dup_place (ENROLL_VISIT (visit));

  if (place == nullptr)
    return "";
  EXPECT_EQ (place->is_portal != FALSE, place->host == server.Host ());
  EXPECT_TRUE (place->is_secure);
  return place->host;
}

WebKitWebView *
WebVisitTest::View () const
{
  return enroll_web_view_get_page (visit->view);
}

std::string
WebVisitTest::Evaluate (const std::string &body) const
{
  return EvaluateIn (View (), body);
}

std::vector<int>
WebVisitTest::Processes (const std::string &name)
{
  std::vector<int> found;

  for (const auto &entry : std::filesystem::directory_iterator ("/proc"))
    {
      int pid = atoi (entry.path ().filename ().c_str ());
      std::string other;

      std::getline (std::ifstream (entry.path () / "comm"), other);
      if (other == name && IsOfThisProgram (pid))
        found.push_back (pid);
    }
  return found;
}

int
WebVisitTest::CountFolders ()
{
  int n = 0;

  for (const auto &entry : std::filesystem::directory_iterator (own_folder.path))
    n += entry.path ().filename ().string ().find ("smime-enrollment-") == 0 ? 1 : 0;
  return n;
}
