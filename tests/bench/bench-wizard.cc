/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What the wizard costs: until it is shown after the click, and what a hundred of them leave in memory
 * that were opened, run to the end and closed. All parts are real but Evolution. */

#include "enroll-adaptive-visit.h"
#include "enroll-assistant.h"
#include "enroll-camel-proof.h"
#include "enroll-web-visit.h"

#include "bench.h"
#include "enrollment.h"
#include "main-loop.h"
#include "private-home.h"
#include "profile.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <malloc.h>
#include <unistd.h>

namespace
{

constexpr int kShown = 15;
constexpr unsigned kSeed = 5;
constexpr int kWizards = 100;

/* As in Evolution: with an engine for live pages at hand. */
class Wizard : public Enrollment
{
public:
  explicit Wizard (e2e::Portal &site) : Enrollment (site)
  {
  }

  ~Wizard () override
  {
    if (window != nullptr)
      gtk_widget_destroy (window);
  }

  GtkWidget *
  Open (int i)
  {
    std::string address = "person" + std::to_string (i) + "@example.edu";

    if (!Begin (kSeed, address))
      abort ();
    return OpenWindow ();
  }

  /* What the click does, when it is known what was clicked. */
  GtkWidget *
  OpenWindow ()
  {
    g_autoptr (GPtrArray) identities = g_ptr_array_new ();

    g_ptr_array_add (identities, enroll_session_get_identity (Session ()));
    window = enroll_assistant_new (nullptr, Session (), identities, TRUE);
    return window;
  }

protected:
  EnrollVisit *
  MakeVisit (EnrollVisit *plain) override
  {
    return ENROLL_VISIT (enroll_adaptive_visit_new (plain, MakeLive, this, nullptr));
  }

private:
  static EnrollVisit *
  MakeLive (gpointer user_data, GError **error)
  {
    auto *self = static_cast<Wizard *> (user_data);

    return reinterpret_cast<EnrollVisit *> (
        enroll_web_visit_new (self->portal, nullptr, self->Settings ()->tls_ca_file, error));
  }

  GtkWidget *window = nullptr;
};

gboolean
NoteDrawn (GtkWidget *, cairo_t *, gpointer user_data)
{
  *static_cast<bool *> (user_data) = true;
  return GDK_EVENT_PROPAGATE;
}

/* Until the window has been drawn for the first time. */
void
Show (GtkWidget *window)
{
  bool is_drawn = false;
  gulong handler = g_signal_connect_after (window, "draw", G_CALLBACK (NoteDrawn), &is_drawn);

  gtk_window_present (GTK_WINDOW (window));
  while (!is_drawn)
    g_main_context_iteration (nullptr, TRUE);
  g_signal_handler_disconnect (window, handler);
}

double
ShowPlain ()
{
  GtkWidget *window = nullptr;
  double ms = bench::Clock ([&] {
    GtkWidget *label = gtk_label_new ("A label");

    window = gtk_assistant_new ();
    gtk_widget_show (label);
    gtk_assistant_append_page (GTK_ASSISTANT (window), label);
    Show (window);
  });

  gtk_widget_destroy (window);
  return ms;
}

double
ShowWizard (e2e::Portal &site, int i)
{
  Wizard wizard (site);
  std::string address = "shown" + std::to_string (i) + "@example.edu";
  std::string link = site.InvitationLink (address, "Alice", "Example");

  return bench::Clock ([&] {
    if (!wizard.BeginAt (link.c_str (), site.Host (), site.TlsCaFile (), address, true))
      abort ();
    Show (wizard.OpenWindow ());
  });
}

/* The processes of a browser engine that this one has started. */
int
CountEngines ()
{
  std::string parent = "PPid:\t" + std::to_string (getpid ()) + "\n";
  int n = 0;

  for (const auto &entry : std::filesystem::directory_iterator ("/proc"))
    {
      std::string status = e2e::ReadFile (entry.path () / "status");

      if (status.find (parent) != std::string::npos && status.find ("Name:\tWebKit") == 0)
        n++;
    }
  return n;
}

void
BenchShowing (e2e::Portal &site)
{
  std::vector<double> wizards;
  std::vector<double> others;

  others.push_back (ShowPlain ());
  double first = ShowWizard (site, 0);
  for (int i = 1; i <= kShown; i++)
    {
      others.push_back (ShowPlain ());
      wizards.push_back (ShowWizard (site, i));
    }
  std::string beside =
      "a GtkAssistant with one label: " + bench::Number (bench::Middle (others)) + " ms";

  bench::Print ("wizard shown after the click, the first", first, "ms", 100, beside);
  bench::Print ("wizard shown after the click, a later one",
                bench::Middle (wizards),
                "ms",
                100,
                beside);
}

/* What is allocated on the heap, which is less than what it takes. MiB. */
double
MeasureHeap ()
{
  bench::RunUntilAtRest ();
  struct mallinfo2 info = mallinfo2 ();

  return double (info.uordblks + info.hblkhd) / 1024 / 1024;
}

/* KiB that nobody else has. */
double
MeasureMemory ()
{
  double kib = 0;

  bench::RunUntilAtRest ();
  malloc_trim (0);
  for (const auto &[name, part] : bench::ReadMemory ("/proc/self/smaps").dirty)
    kib += part;
  return kib;
}

/* Of the certificate that was enrolled last. */
std::string last_address;
EnrollInstalled *last_installed = nullptr;

void
RunOne (e2e::Portal &site, int i)
{
  Wizard wizard (site);

  Show (wizard.Open (i));
  if (!wizard.Run ())
    {
      fprintf (stderr, "%s\n", wizard.Trouble ().c_str ());
      exit (1);
    }
  last_address = enroll_session_get_identity (wizard.Session ())->address;
  g_clear_pointer (&last_installed, enroll_installed_free);
  last_installed = enroll_installed_copy (enroll_session_get_installed (wizard.Session ()));
}

/* What Camel and NSS keep of messages that they sign and encrypt, which is what an enrollment does at its
 * end. MiB. */
double
ProveAgain (int n)
{
  std::string data = PrivateHome::Get ().Path () + "/camel";
  const char *directory = data.c_str ();
  g_autoptr (CamelSession) camel = CAMEL_SESSION (g_object_new (CAMEL_TYPE_SESSION,
                                                                "user-data-dir",
                                                                directory,
                                                                "user-cache-dir",
                                                                directory,
                                                                nullptr));
  double before = MeasureHeap ();

  for (int i = 0; i < n; i++)
    {
      g_autoptr (EnrollProof) proof = enroll_camel_prove (camel, last_installed, nullptr, nullptr);

      if (proof == nullptr || !proof->was_encrypted)
        abort ();
    }
  return MeasureHeap () - before;
}

void
BenchMany (e2e::Portal &site)
{
  std::vector<double> blocks;
  int n_engines = 0;

  RunOne (site, 0);
  double first = MeasureMemory ();
  double first_heap = MeasureHeap ();
  for (int i = 1; i < kWizards; i++)
    {
      MainLoop::Forget ();
      RunOne (site, i);
      blocks.push_back (MainLoop::LongestBlock ());
      n_engines = std::max (n_engines, CountEngines ());
      if (g_getenv ("ENROLL_BENCH_GROWTH") != nullptr && i % 10 == 0)
        printf ("after %d: %.0f KiB more\n", i, MeasureMemory () - first);
    }
  double grown = (MeasureMemory () - first) / 1024;
  double heap = MeasureHeap () - first_heap;
  double proofs = ProveAgain (kWizards - 1);

  g_clear_pointer (&last_installed, enroll_installed_free);
  bench::Print ("memory after 100 wizards opened, run and closed, more than after the first",
                grown,
                "MiB",
                2,
                "allocated: " + bench::Number (heap) + " MiB");
  bench::Print ("what is allocated then, without what Camel allocates for 99 messages",
                heap - proofs,
                "MiB",
                2,
                "Camel signs and encrypts them: " + bench::Number (proofs) + " MiB");
  bench::Print ("processes of a browser engine meanwhile, as no page needs one", n_engines, "", 0);
  bench::Print ("longest block of the main loop in one, with its window, median of " +
                    std::to_string (blocks.size ()),
                bench::Middle (blocks),
                "ms",
                50);
}

}

int
main (int argc, char **argv)
{
  gtk_init (&argc, &argv);
  testing::InitGoogleTest (&argc, argv);
  MainLoop::Watch ();

  e2e::Portal site (PrivateHome::Get ().Path () + "/Maildir");

  site.Knob ("accounts", "1");
  if (!site.Start (kSeed))
    return 1;
  BenchShowing (site);
  BenchMany (site);
  return 0;
}
