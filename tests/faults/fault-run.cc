/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What a user does once with an invitation, in a process of its own, to which one thing happens at
 * a place that is named: it goes on with what the journal says, or begins.
 *
 * usage: enroll-fault-run FOLDER, with plan in it; writes result, happened if it did, live if a
 * browser engine was needed, and silent if the network did not fail although it was to */

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <unistd.h>

#include "enroll-error.h"
#include "enroll-keyring-vault.h"
#include "enroll-session-private.h"

#include "control.h"
#include "fault-enrollment.h"
#include "fault-mail.h"
#include "fault-registry.h"
#include "gate.h"
#include "private-home.h"
#include "run-plan.h"
#include "small-disk.h"

namespace
{

/* A mail that is late is so for a moment of the watch. */
constexpr guint kLateMailMs = 1500;
constexpr int kMailMs = 25000;

using StepFinish = decltype (EnrollVisitInterface::step_finish);

StepFinish plain_step_finish;
std::string damage;

/* A file that the portal itself hands out damaged: no connection tells. */
EnrollForm *
DamageAndFinish (EnrollVisit *visit, GAsyncResult *result, GError **error)
{
  EnrollForm *form = plain_step_finish (visit, result, error);

  if (form == nullptr || form->attachment == nullptr || damage.empty ())
    return form;

  gsize size;
  auto data = static_cast<const guint8 *> (g_bytes_get_data (form->attachment, &size));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, data, static_cast<guint> (damage == "truncate" ? size / 2 : size));
  if (damage == "corrupt")
    bytes->data[size / 2] ^= 0xff;
  g_bytes_unref (form->attachment);
  form->attachment = g_bytes_new (bytes->data, bytes->len);
  damage.clear ();
  return form;
}

class Run
{
public:
  explicit Run (const std::string &folder)
      : folder (folder), plan (folder), own_enrollment (MakeEnrollment (plan)),
        enrollment (*own_enrollment)
  {
  }

  std::string
  Go ()
  {
    if (!Begin ())
      return result;
    enroll_session_set_probe (enrollment.Session (), Probe, this);
    result = Finish ();
    TellPassPhrase ();
    Leave ();
    return result;
  }

private:
  static void
  Probe (EnrollProbe probe, EnrollState state, gpointer user_data)
  {
    static_cast<Run *> (user_data)->Reach (probe, state);
  }

  void
  Reach (EnrollProbe probe, EnrollState state)
  {
    g_autoptr (GEnumClass) states = G_ENUM_CLASS (g_type_class_ref (ENROLL_TYPE_STATE));
    std::string nick = g_enum_get_value (states, static_cast<int> (state))->value_nick;

    if (enrollment.IsLive ())
      e2e::WriteFile (folder + "/live", "yes");
    if (nick != plan.Value ("state") || static_cast<int> (probe) != plan.Number ("probe") ||
        ++n_reached != plan.Number ("nth"))
      return;
    e2e::WriteFile (folder + "/happened", "yes");
    if (plan.Value ("fault") == "kill")
      kill (getpid (), SIGKILL);
    if (plan.Value ("fault") == "full")
      SmallDisk::Fill (PrivateHome::Get ().Path () + "/journal");
    if (plan.Value ("fault") == "late" || plan.Value ("fault") == "twice")
      BefallMail ();
    if (plan.Value ("fault") == "service-killed")
      FaultRegistry::Kill ();
    if (plan.Value ("fault") == "net")
      is_armed = true;
    if (is_armed)
      gate.Arm (static_cast<Mishap> (plan.Number ("mishap")), plan.Number ("skipped"));
    else
      damage = plan.Value ("fault");
  }

  void
  BefallMail ()
  {
    if (plan.Value ("fault") == "twice")
      {
        mail.Repeat ();
        return;
      }
    mail.Withhold ();
    g_timeout_add_once (
        kLateMailMs,
        [] (gpointer self) { static_cast<Run *> (self)->mail.Deliver (); },
        this);
  }

  bool
  Begin ()
  {
    std::string directory = PrivateHome::Get ().Path () + "/journal";
    g_autoptr (EnrollKeyringVault) vault = enroll_keyring_vault_new ();
    const char *no_hosts[] = { nullptr };
    g_autoptr (GProxyResolver) way =
        g_simple_proxy_resolver_new (gate.Uri ().c_str (), const_cast<char **> (no_hosts));
    EnrollSettings *settings = enrollment.Settings ();

    journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
    enrollment.Record (journal);
    enrollment.Via (way);
    settings->key_bits = 2048;
    if (!plan.Value ("endpoint").empty ())
      settings->endpoint = g_strdup (plan.Value ("endpoint").c_str ());
    return OpenOrContinue ();
  }

  /* As a click on the invitation is understood. */
  bool
  OpenOrContinue ()
  {
    std::string link = plan.Value ("link");
    std::string address = plan.Value ("address");
    bool one_use = plan.Value ("one-use") == "yes";
    g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (link.c_str (), one_use);
    g_autoptr (EnrollIdentity) identity = enroll_identity_new ("x", "Alice", address.c_str ());
    g_autoptr (GPtrArray) identities = g_ptr_array_new ();
    AsyncResult listed;

    g_ptr_array_add (identities, identity);
    enroll_journal_list_async (journal, AsyncResult::Callback, &listed);
    listed.Wait ();
    g_autoptr (GPtrArray) entries = enroll_journal_list_finish (journal, listed.Get (), nullptr);
    const EnrollEntry *found = enroll_entry_find (entries, invitation, identities);

    if (found == nullptr)
      return enrollment.BeginAt (link.c_str (),
                                 plan.Value ("host"),
                                 plan.Value ("ca-file"),
                                 address,
                                 one_use);
    if (!enroll_entry_is_unfinished (found))
      {
        result = "used";
        return false;
      }
    return Continue (found->id, one_use && !enroll_entry_is_used_link (found, link.c_str ()));
  }

  bool
  Continue (const char *id, bool is_new)
  {
    g_autoptr (GError) error = nullptr;
    AsyncResult read;

    enroll_journal_read_async (journal, id, AsyncResult::Callback, &read);
    read.Wait ();
    EnrollEntry *entry = enroll_journal_read_finish (journal, read.Get (), &error);

    if (entry == nullptr)
      {
        result = "unread " + std::to_string (error->code) + " " + error->message;
        return false;
      }
    return enrollment.ContinueAt (entry,
                                  is_new ? plan.Value ("link") : "",
                                  plan.Value ("host"),
                                  plan.Value ("ca-file"));
  }

  std::string
  Ask (const char *path)
  {
    e2e::Control control;

    return control.Send (plan.Value ("control-port"), "GET", path, {}, nullptr);
  }

  int
  CountIssued ()
  {
    std::string issued = Ask ("/issued");

    return static_cast<int> (std::count (issued.begin (), issued.end (), '\n'));
  }

  /* The user tries again where that is offered. */
  std::string
  Finish ()
  {
    EnrollSession *session = enrollment.Session ();
    auto iface = static_cast<EnrollVisitInterface *> (
        g_type_interface_peek (G_OBJECT_GET_CLASS (enrollment.SessionVisit ()), ENROLL_TYPE_VISIT));

    std::string last;

    plain_step_finish = iface->step_finish;
    iface->step_finish = DamageAndFinish;
    for (int i = 0; i < 6 && !enrollment.Run (plan.Value ("code")); i++)
      {
        const GError *error = enroll_session_get_error (session);

        if (enroll_session_get_state (session) == ENROLL_STATE_CONFIRMING)
          {
            if (!OpenLinkInMail (session))
              return "no-link";
            continue;
          }
        if (!enroll_session_can_retry (session))
          return "failed " + Told (error);
        if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNCERTAIN) &&
            CountIssued () > plan.Number ("before"))
          return "failed: not found, though it is issued " + Told (error);
        last = Told (error);
        gate.Restore ();
        enroll_session_retry (session);
      }
    return enroll_session_get_state (session) == ENROLL_STATE_DONE ? Describe (session)
                                                                   : "no end: " + last;
  }

  bool
  OpenLinkInMail (EnrollSession *session)
  {
    if (!plan.Value ("mailbox").empty ())
      {
        return Eventually ([=] { return enroll_session_has_arrived_link (session); }, kMailMs) &&
               enroll_session_open_arrived_link (session, nullptr);
      }

    std::string link = enrollment.LinkInMail (Ask ("/last-mail"));

    return enroll_session_open_link (session, link.c_str (), nullptr);
  }

  static std::string
  Told (const GError *error)
  {
    return error != nullptr ? std::to_string (error->code) + " " + error->message : "without error";
  }

  static std::string
  Describe (EnrollSession *session)
  {
    const EnrollProof *proof = enroll_session_get_proof (session);
    const EnrollInstalled *installed = enroll_session_get_installed (session);

    return proof != nullptr && proof->was_signed && proof->is_trusted && proof->was_encrypted &&
                   installed->can_sign && installed->can_encrypt
               ? "done"
               : "done, and not proven";
  }

  /* What the last page says. */
  void
  TellPassPhrase ()
  {
    EnrollSession *session = enrollment.Session ();
    EnrollSecret *pass_phrase = enroll_session_get_pass_phrase (session);

    if (result != "done" || pass_phrase == nullptr)
      return;
    e2e::WriteFile (
        folder + "/told",
        enroll_session_has_kept_pass_phrase (session) ? "kept" : enroll_secret_peek (pass_phrase));
  }

  /* The window is closed; what is asked of the journal is done before the program ends. */
  void
  Leave ()
  {
    AsyncResult listed;

    if (!enroll_flow_is_final (enroll_session_get_state (enrollment.Session ())))
      enroll_session_cancel (enrollment.Session ());
    RunPending ();
    if (is_armed && !gate.IsSpent ())
      e2e::WriteFile (folder + "/silent", "yes");
    enroll_journal_list_async (journal, AsyncResult::Callback, &listed);
    listed.Wait ();
    g_autoptr (GPtrArray) entries = enroll_journal_list_finish (journal, listed.Get (), nullptr);
    enrollment.End ();
    g_clear_object (&journal);
  }

  std::string folder;
  Plan plan;
  FaultMail mail{ plan.Value ("mailbox") };
  Gate gate;
  std::unique_ptr<Enrollment> own_enrollment;
  Enrollment &enrollment;
  EnrollJournal *journal = nullptr;
  std::string result;
  int n_reached = 0;
  bool is_armed = false;
};

}

int
main (int argc, char *argv[])
{
  std::string folder = argc == 2 ? argv[1] : "";
  Run run (folder);

  e2e::WriteFile (folder + "/result", run.Go ());
  return 0;
}
