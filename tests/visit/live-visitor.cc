/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "live-visitor.h"

#include "enroll-web-visit-private.h"

#include <gtk/gtk.h>

namespace
{

constexpr int kStepMs = 30000;

}

LiveVisitor::LiveVisitor (const std::vector<std::string> &hosts, const std::string &ca_file)
{
  std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
  const char *authorities = ca_file.empty () ? nullptr : ca_file.c_str ();
  std::vector<const char *> names;

  for (const auto &host : hosts)
    names.push_back (host.c_str ());
  names.push_back (nullptr);
  portal = enroll_portal_new_from_data (text.c_str (), text.size (), names.data (), &error);
  EXPECT_NE (portal, nullptr);
  plain = enroll_http_visit_new (portal, nullptr, authorities, &error);
  EXPECT_NE (plain, nullptr);
  visit = ENROLL_VISIT (enroll_web_visit_new (portal, nullptr, authorities, &error));
  EXPECT_NE (visit, nullptr);
}

LiveVisitor::~LiveVisitor ()
{
  Leave ();
}

void
LiveVisitor::Leave ()
{
  if (result != nullptr)
    {
      Cancel ();
      End ();
    }
  g_clear_pointer (&form, enroll_form_unref);
  g_clear_error (&error);
  g_clear_object (&cancellable);
  g_clear_object (&visit);
  g_clear_object (&plain);
  g_clear_pointer (&portal, enroll_portal_unref);
  RunPending ();
}

EnrollAnswers *
LiveVisitor::MakeAnswers (const Answers &answers, int button)
{
  EnrollAnswers *made = enroll_answers_new ();

  for (const auto &[label, text] : answers)
    {
      guint index = 0;

      while (index < form->fields->len &&
             label != static_cast<EnrollField *> (g_ptr_array_index (form->fields, index))->label)
        index++;
      if (index == form->fields->len)
        ADD_FAILURE () << "there is no field " << label;
      else
        enroll_answers_set_text (made, index, text.c_str ());
    }
  if (button >= 0 && static_cast<guint> (button) < form->buttons->len)
    made->button = static_cast<EnrollButton *> (g_ptr_array_index (form->buttons, button));
  else if (button >= 0)
    ADD_FAILURE () << "there is no button " << button;
  return made;
}

bool
LiveVisitor::HasEnded () const
{
  return result != nullptr && result->Get () != nullptr;
}

bool
LiveVisitor::End ()
{
  bool has_ended = result != nullptr && result->Wait (kStepMs);

  g_clear_error (&error);
  g_clear_pointer (&form, enroll_form_unref);
  if (!has_ended)
    {
      ADD_FAILURE () << "the step did not end";
      result.release (); /* it may still be written to */
      return false;
    }
  form = enroll_visit_step_finish (visit, result->Get (), &error);
  result.reset ();
  EXPECT_EQ (form == nullptr, error != nullptr);
  return form != nullptr;
}

void
LiveVisitor::Cancel ()
{
  g_cancellable_cancel (cancellable);
}

static GCancellable *
Renew (GCancellable **cancellable)
{
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
  return *cancellable;
}

void
LiveVisitor::BeginOpen (const std::string &link)
{
  result = std::make_unique<AsyncResult> ();
  enroll_visit_open_async (visit,
                           link.c_str (),
                           Renew (&cancellable),
                           AsyncResult::Callback,
                           result.get ());
}

bool
LiveVisitor::Open (const std::string &link)
{
  BeginOpen (link);
  return End ();
}

bool
LiveVisitor::Enter (const std::string &link)
{
  AsyncResult opened;
  g_autoptr (EnrollForm) plain_form = nullptr;
  EnrollHandover *handover;

  enroll_visit_open_async (ENROLL_VISIT (plain),
                           link.c_str (),
                           nullptr,
                           AsyncResult::Callback,
                           &opened);
  if (!opened.Wait (kStepMs))
    return false;
  plain_form = enroll_visit_step_finish (ENROLL_VISIT (plain), opened.Get (), nullptr);
  handover = enroll_visit_hand_over (ENROLL_VISIT (plain));
  if (handover == nullptr)
    {
      ADD_FAILURE () << "nothing is handed over";
      return false;
    }
  result = std::make_unique<AsyncResult> ();
  enroll_visit_take_over_async (visit,
                                handover,
                                Renew (&cancellable),
                                AsyncResult::Callback,
                                result.get ());
  return End ();
}

void
LiveVisitor::BeginSubmit (const Answers &answers, guint button)
{
  g_autoptr (EnrollAnswers) made = MakeAnswers (answers, static_cast<int> (button));

  result = std::make_unique<AsyncResult> ();
  enroll_visit_submit_async (visit,
                             form,
                             made,
                             Renew (&cancellable),
                             AsyncResult::Callback,
                             result.get ());
}

bool
LiveVisitor::Submit (const Answers &answers, guint button)
{
  BeginSubmit (answers, button);
  return End ();
}

void
LiveVisitor::BeginWait ()
{
  result = std::make_unique<AsyncResult> ();
  enroll_visit_wait_async (visit, form, Renew (&cancellable), AsyncResult::Callback, result.get ());
}

bool
LiveVisitor::Wait ()
{
  BeginWait ();
  return End ();
}

void
LiveVisitor::BeginWatch (const Answers &answers)
{
  g_autoptr (EnrollAnswers) made = MakeAnswers (answers, -1);

  result = std::make_unique<AsyncResult> ();
  enroll_visit_watch_async (visit,
                            form,
                            made,
                            Renew (&cancellable),
                            AsyncResult::Callback,
                            result.get ());
}

bool
LiveVisitor::Watch (const Answers &answers)
{
  BeginWatch (answers);
  return End ();
}

EnrollVisit *
LiveVisitor::Visit () const
{
  return visit;
}

EnrollForm *
LiveVisitor::Form () const
{
  return form;
}

EnrollFormKind
LiveVisitor::Kind () const
{
  return form != nullptr ? form->kind : ENROLL_N_FORM_KINDS;
}

std::string
LiveVisitor::File () const
{
  gsize size = 0;
  const char *data = form != nullptr && form->attachment != nullptr
                         ? static_cast<const char *> (g_bytes_get_data (form->attachment, &size))
                         : nullptr;

  return data != nullptr ? std::string (data, size) : "";
}

const GError *
LiveVisitor::Error () const
{
  return error;
}

bool
LiveVisitor::FailedWith (EnrollError code) const
{
  if (error == nullptr)
    ADD_FAILURE () << "there was no error";
  else if (!g_error_matches (error, ENROLL_ERROR, static_cast<int> (code)))
    ADD_FAILURE () << g_quark_to_string (error->domain) << " " << error->code << ": "
                   << error->message;
  else
    return true;
  return false;
}

bool
LiveVisitor::WasCancelled () const
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

WebKitWebView *
LiveVisitor::View () const
{
  return enroll_web_view_get_page (ENROLL_WEB_VISIT (visit)->view);
}

std::string
LiveVisitor::Evaluate (const std::string &body) const
{
  AsyncResult evaluated;
  WebKitWebView *view = View ();
  g_autoptr (JSCValue) value = nullptr;
  g_autoptr (GError) problem = nullptr;

  webkit_web_view_call_async_javascript_function (view,
                                                  body.c_str (),
                                                  -1,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  nullptr,
                                                  AsyncResult::Callback,
                                                  &evaluated);
  if (!evaluated.Wait ())
    return "(no answer)";
  value = webkit_web_view_call_async_javascript_function_finish (view, evaluated.Get (), &problem);
  return value != nullptr ? Take (jsc_value_to_string (value)) : problem->message;
}

LiveVisitTest::LiveVisitTest ()
    : portal (LocalhostCertificate ()), stranger (LocalhostCertificate ()),
      visitor (std::make_unique<LiveVisitor> (std::vector<std::string>{ portal.Host () },
                                              ServerAuthority ().RootFile ()))
{
}

void
LiveVisitTest::TearDown ()
{
  visitor.reset ();
  GlibTest::TearDown ();
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

std::vector<int>
ChildProcesses (const std::string &name)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, nullptr);
  const std::string parent = "\nPPid:\t" + std::to_string (getpid ()) + "\n";
  std::vector<int> found;

  for (const char *entry = g_dir_read_name (processes); entry != nullptr;
       entry = g_dir_read_name (processes))
    {
      std::string folder = std::string ("/proc/") + entry;

      if (!g_ascii_isdigit (entry[0]) ||
          e2e::ReadFile (folder + "/status").find (parent) == std::string::npos)
        continue;
      if (e2e::ReadFile (folder + "/cmdline").find (name) != std::string::npos)
        found.push_back (atoi (entry));
    }
  return found;
}

std::vector<std::string>
DownloadFolders ()
{
  std::vector<std::string> found;

  g_autoptr (GDir) folder = g_dir_open (g_get_user_runtime_dir (), 0, nullptr);

  for (const char *name = folder != nullptr ? g_dir_read_name (folder) : nullptr; name != nullptr;
       name = g_dir_read_name (folder))
    {
      if (g_str_has_prefix (name, "smime-enrollment-"))
        found.emplace_back (name);
    }
  return found;
}

/* With a runtime folder of its own, in memory as the real one is: what is left there is ours. */
int
main (int argc, char **argv)
{
  char runtime[] = "/dev/shm/enroll-visit-XXXXXX";
  int status;

  if (g_mkdtemp (runtime) == nullptr)
    return 1;
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  gtk_init (&argc, &argv);
  ::testing::InitGoogleTest (&argc, argv);
  status = RUN_ALL_TESTS ();
  e2e::RemoveFolder (runtime);
  return status;
}
