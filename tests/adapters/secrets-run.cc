/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* One enrollment in a process of its own, which then writes down all memory that it can write to, as
 * a core dump would. What it is told and what it notes is masked, so that no copy of a secret is of
 * the test's own making.
 *
 * usage: enroll-secrets-run FOLDER, with plan in it; writes needles, journal, given (its arguments and
 *   environment), and memory and its places there, twice: before and after the session has gone */

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "enroll-keyring-vault.h"
#include "enroll-session-private.h"

#include "enrollment.h"
#include "mask.h"
#include "private-home.h"
#include "run-plan.h"

namespace
{

constexpr size_t kPage = 4096;
constexpr size_t kPartOfFile = 48;

/* With the journal in a folder of the private home. */
class JournaledEnrollment : public Enrollment
{
public:
  static std::string
  Folder ()
  {
    return PrivateHome::Get ().Path () + "/journal";
  }

protected:
  EnrollJournal *
  MakeJournal () override
  {
    g_autoptr (EnrollKeyringVault) vault = enroll_keyring_vault_new ();

    return enroll_journal_new (Folder ().c_str (), ENROLL_VAULT (vault));
  }
};

using Submit = decltype (EnrollVisitInterface::submit_async);

Submit plain_submit;
std::string needles;

/* All that has stood in the journal, state by state. */
std::string journal;

void
Note (const char *name, const char *secret)
{
  needles += std::string (name) + "=" + Masked (secret) + "\n";
}

void
ReadJournal ()
{
  std::string folder = JournaledEnrollment::Folder ();
  g_autoptr (GDir) files = g_dir_open (folder.c_str (), 0, nullptr);

  for (const char *name = files != nullptr ? g_dir_read_name (files) : nullptr; name != nullptr;
       name = g_dir_read_name (files))
    {
      journal += e2e::ReadFile (folder + "/" + name);
    }
}

/* Every secret that is sent passes here, and every token of the portal's own. */
void
NoteAndSubmit (EnrollVisit *visit,
               EnrollForm *form,
               EnrollAnswers *answers,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  for (guint i = 0; i < answers->answers->len; i++)
    {
      auto answer = static_cast<const EnrollAnswer *> (g_ptr_array_index (answers->answers, i));
      auto field =
          static_cast<const EnrollField *> (g_ptr_array_index (form->fields, answer->field));

      if (answer->secret != nullptr)
        Note (enroll_role_get_nick (field->role), enroll_secret_peek (answer->secret));
    }
  for (guint i = 0; i < form->fields->len; i++)
    {
      auto field = static_cast<const EnrollField *> (g_ptr_array_index (form->fields, i));

      if (field->kind == ENROLL_FIELD_HIDDEN && strlen (field->value) >= 12)
        Note ("form-token", field->value);
    }
  plain_submit (visit, form, answers, cancellable, callback, user_data);
}

void
Look (EnrollProbe probe, EnrollState state, gpointer user_data)
{
  auto enrollment = static_cast<Enrollment *> (user_data);

  if (probe == ENROLL_PROBE_RECORDED)
    ReadJournal ();
  if (probe != ENROLL_PROBE_RECORDED || state != ENROLL_STATE_CHECKING)
    return;

  gsize size = 0;
  auto file = static_cast<const char *> (
      g_bytes_get_data (enrollment->Session ()->form->attachment, &size));

  needles += "file=" + Masked (file + size / 2, std::min (kPartOfFile, size / 2)) + "\n";
}

void
Listen (EnrollVisit *visit)
{
  auto iface = static_cast<EnrollVisitInterface *> (
      g_type_interface_peek (G_OBJECT_GET_CLASS (visit), ENROLL_TYPE_VISIT));

  plain_submit = iface->submit_async;
  iface->submit_async = NoteAndSubmit;
}

void
NoteCookies (EnrollVisit *visit)
{
  g_autoptr (EnrollHandover) handover = enroll_visit_hand_over (visit);

  for (guint i = 0; handover != nullptr && i < handover->cookies->len; i++)
    Note ("cookie",
          static_cast<const EnrollCookie *> (g_ptr_array_index (handover->cookies, i))->value);
}

bool
IsEmpty (const char *page)
{
  for (size_t i = 0; i < kPage; i++)
    {
      if (page[i] != 0)
        return false;
    }
  return true;
}

void
DumpRange (int memory, FILE *file, char *page, unsigned long from, unsigned long to)
{
  for (unsigned long at = from; at < to; at += kPage)
    {
      if (at == reinterpret_cast<unsigned long> (page))
        continue;
      if (pread (memory, page, kPage, static_cast<off_t> (at)) == static_cast<ssize_t> (kPage) &&
          !IsEmpty (page))
        fwrite (page, 1, kPage, file);
    }
}

/* All that is mapped to be written to; the page that it is read into is not of it. */
bool
DumpMemory (const std::string &start)
{
  if (KeepsFreedMemory ())
    {
      e2e::WriteFile (start + "memory", "");
      e2e::WriteFile (start + "places", "");
      return true;
    }

  void *page = mmap (nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  FILE *maps = fopen ("/proc/self/maps", "re");
  FILE *file = fopen ((start + "memory").c_str (), "we");
  FILE *places = fopen ((start + "places").c_str (), "we");
  char line[1024];

  if (page == MAP_FAILED || memory < 0 || maps == nullptr || file == nullptr || places == nullptr)
    return false;
  setvbuf (file, nullptr, _IONBF, 0);
  while (fgets (line, sizeof line, maps) != nullptr)
    {
      unsigned long from = 0;
      unsigned long to = 0;
      char access[8] = "";
      char name[512] = "";

      sscanf (line, "%lx-%lx %7s %*s %*s %*s %511s", &from, &to, access, name);
      if (access[1] != 'w')
        continue;
      fprintf (places, "%ld %s\n", ftell (file), name[0] != '\0' ? name : "anonymous");
      DumpRange (memory, file, static_cast<char *> (page), from, to);
    }
  fclose (places);
  fclose (maps);
  close (memory);
  munmap (page, kPage);
  return fclose (file) == 0;
}

/* The unmasked texts live no longer than the enrollment. */
bool
Enroll (Enrollment &enrollment, const Plan &plan)
{
  std::string link = Unmasked (plan.Value ("link"));
  std::string code = Unmasked (plan.Value ("code"));
  bool is_done = enrollment.BeginAt (link.c_str (),
                                     plan.Value ("host"),
                                     plan.Value ("ca-file"),
                                     "alice@example.edu",
                                     plan.Value ("one-use") == "yes");

  Wipe (link);
  if (is_done)
    {
      Listen (ENROLL_VISIT (enrollment.Visit ()));
      enroll_session_set_probe (enrollment.Session (), Look, &enrollment);
      is_done = enrollment.Run (code);
    }
  Wipe (code);
  return is_done;
}

}

int
main (int argc, char *argv[])
{
  std::string folder = argc == 2 ? argv[1] : "";
  Plan plan (folder);
  JournaledEnrollment enrollment;

  if (!Enroll (enrollment, plan))
    {
      fprintf (stderr, "the enrollment did not end well: %s\n", enrollment.Trouble ().c_str ());
      return EXIT_FAILURE;
    }
  bool is_written = DumpMemory (folder + "/alive-");
  NoteCookies (ENROLL_VISIT (enrollment.Visit ()));
  enrollment.End ();
  e2e::WriteFile (folder + "/needles", needles);
  e2e::WriteFile (folder + "/journal", journal);
  e2e::WriteFile (folder + "/given",
                  e2e::ReadFile ("/proc/self/cmdline") + e2e::ReadFile ("/proc/self/environ"));
  e2e::WriteFile (folder + "/home-is", PrivateHome::Get ().Path ());
  is_written = DumpMemory (folder + "/") && is_written;
  return is_written ? EXIT_SUCCESS : EXIT_FAILURE;
}
