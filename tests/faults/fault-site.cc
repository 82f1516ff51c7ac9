/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-site.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>

#include "glib-test.h"
#include "private-bus.h"
#include "tool.h"
#include "wait.h"

namespace
{

constexpr int kRunMs = 90000;
constexpr char kPassPhraseSchema[] = "org.gnome.evolution.plugin.smime-enrollment";

size_t
CountLines (const std::string &text)
{
  return static_cast<size_t> (std::count (text.begin (), text.end (), '\n'));
}

}

FaultSite::FaultSite () : folder (e2e::MakeFolder ("enroll-faults")), portal (folder + "/Maildir")
{
}

FaultSite::~FaultSite ()
{
  if (has_keyring)
    keyring.Stop ();
  registry.Stop ();
  if (e2e::Environment ("ENROLL_KEEP_HOME").empty ())
    e2e::RemoveFolder (folder);
}

bool
FaultSite::Start (const Way &way)
{
  portal.Knob ("accounts", "1");
  portal.Knob ("access-code", kCode);
  portal.Knob ("secret-id", kCode);
  portal.Knob ("delay", "1");
  for (const auto &[key, value] : way.knobs)
    portal.Knob (key, value);
  if (way.has_keyring)
    {
      BusAddress (way);
      has_keyring = keyring.Start ();
      EXPECT_TRUE (has_keyring);
      n_kept_before = KeyringService::CountItems (kPassPhraseSchema);
    }
  if (way.has_registry)
    {
      EXPECT_TRUE (registry.Start (folder + "/accounts", Home (), kAddress));
    }
  if (way.has_campus)
    {
      campus.Setting ("email", kAddress);
      portal.UseCampus (campus.Folder ());
    }
  return portal.Start (way.seed) && (!way.has_campus || campus.Start (portal.Folder ())) &&
         portal.AddPerson (kAddress, "Alice", "Example", way.n_before);
}

bool
FaultSite::Invite (const Way &way, const std::string &who)
{
  address = who;
  link = way.is_invited ? portal.InvitationLink (who, "Alice", "Example") : portal.Endpoint ();
  if (way.is_invited)
    secrets.push_back (LongestWord (link));
  return !link.empty ();
}

bool
FaultSite::Begin (e2e::Process &process,
                  const Way &way,
                  const std::string &fault,
                  const std::string &name)
{
  e2e::RemoveFolder (folder + "/" + name);
  e2e::WriteFile (folder + "/" + name + "/plan",
                  "[plan]\nlink=" + link + "\none-use=" + (way.is_invited ? "yes" : "no") +
                      "\nhost=" + portal.Host () + "\nca-file=" + portal.TlsCaFile () +
                      "\naddress=" + address + "\ncode=" + kCode + "\ncontrol-port=" +
                      e2e::ReadyValue (portal.Folder (), "portal", "control-port") +
                      "\nbefore=" + std::to_string (way.n_before) +
                      "\nendpoint=" + (way.has_endpoint ? portal.Endpoint () : "") +
                      "\nissuers=" + (way.has_issuers ? "yes" : "no") +
                      "\npass-phrase=" + (way.has_pass_phrase ? "yes" : "no") +
                      "\nregistry=" + (way.has_registry ? "yes" : "no") +
                      "\nmailbox=" + (way.has_mailbox ? folder + "/Maildir" : "") +
                      "\ncampus=" + (way.has_campus ? campus.Folder () : "") + "\n" + fault);
  return process.Start (
      { e2e::Environment (way.is_live ? "ENROLL_LIVE_FAULT_RUN" : "ENROLL_FAULT_RUN"),
        folder + "/" + name },
      { { "ENROLL_HOME", Home () }, { "DBUS_SESSION_BUS_ADDRESS", BusAddress (way) } },
      folder + "/" + name + "/output");
}

std::string
FaultSite::Result (const std::string &name)
{
  auto has = [&] (const char *mark) {
    return std::filesystem::exists (folder + "/" + name + "/" + mark);
  };
  std::string result = e2e::ReadFile (folder + "/" + name + "/result");

  told = e2e::ReadFile (folder + "/" + name + "/told");
  output += e2e::ReadFile (folder + "/" + name + "/output");
  has_happened = has_happened || has ("happened");
  was_live = was_live || has ("live");
  was_silent = was_silent || has ("silent");
  return result.empty () ? "killed" : result;
}

std::string
FaultSite::Run (const Way &way, const std::string &fault)
{
  e2e::Process process;

  return Begin (process, way, fault) && process.WaitForExit (kRunMs) ? Result () : "it hangs";
}

void
FaultSite::CheckPortal (int n_issued)
{
  EXPECT_EQ (CountLines (portal.Issued ()), static_cast<size_t> (n_issued));
  EXPECT_EQ (portal.WrongDoings (), "");
}

void
FaultSite::CheckStore (size_t n_certificates)
{
  std::string database = Database ();
  std::string certificates = RunTool ({ "certutil", "-L", "-d", database });
  std::string keys = RunTool ({ "certutil", "-K", "-d", database });
  size_t n_own = 0;
  size_t n_keys = 0;
  std::istringstream lines (certificates + keys);

  for (std::string line; std::getline (lines, line);)
    {
      n_own += line.find (" u,u,u") != std::string::npos ? 1 : 0;
      n_keys += line.find (" rsa ") != std::string::npos ? 1 : 0;
    }
  EXPECT_EQ (n_own, n_certificates) << certificates;
  EXPECT_EQ (n_keys, n_certificates) << keys;
}

void
FaultSite::CheckJournal ()
{
  for (const auto &file : std::filesystem::directory_iterator (Home () + "/journal"))
    {
      std::string text = e2e::ReadFile (file.path ());
      std::string name = file.path ().filename ();

      EXPECT_EQ (file.path ().extension (), ".enrollment") << name << " is left";
      EXPECT_TRUE (text.find ("State=done") != std::string::npos ||
                   text.find ("State=cancelled") != std::string::npos)
          << text;
      for (const std::string &secret : secrets)
        EXPECT_EQ (text.find (secret), std::string::npos) << name << " has a secret";
    }
}

/* It is in the keyring, once, or the last page shows it. */
void
FaultSite::CheckPassPhrase ()
{
  std::string given = portal.PassPhrases ();

  ASSERT_EQ (CountLines (given), 1u) << given;
  given.pop_back ();
  if (!has_keyring)
    {
      EXPECT_EQ (told, given);
      return;
    }

  std::vector<std::string> kept = KeyringService::Secrets (kPassPhraseSchema);

  EXPECT_EQ (kept.size (), static_cast<size_t> (n_kept_before + 1));
  EXPECT_EQ (std::count (kept.begin (), kept.end (), given), 1);
  EXPECT_EQ (told, "kept");
}

/* The file of the account names the one certificate that the store has with its key. */
void
FaultSite::CheckAccount ()
{
  static constexpr char kOwn[] = " u,u,u";
  static const std::string kKey = "SigningCertificate=";
  std::string certificates = RunTool ({ "certutil", "-L", "-d", Database () });
  size_t end = certificates.find (kOwn);
  size_t start = certificates.rfind ('\n', end) + 1;
  std::string account = registry.Account ();
  size_t value = account.find (kKey);

  ASSERT_NE (end, std::string::npos) << certificates;
  ASSERT_NE (value, std::string::npos) << account;
  value += kKey.size ();
  certificates = certificates.substr (start, end - start);
  certificates.erase (certificates.find_last_not_of (' ') + 1);
  EXPECT_EQ (account.substr (value, account.find ('\n', value) - value), certificates);
  EXPECT_NE (account.find ("EncryptionCertificate=" + certificates + "\n"), std::string::npos)
      << account;
}

e2e::Portal &
FaultSite::Portal ()
{
  return portal;
}

std::string
FaultSite::Home () const
{
  return folder + "/home";
}

std::string
FaultSite::JournalText () const
{
  std::string text;
  std::error_code none;

  for (const auto &file : std::filesystem::directory_iterator (Home () + "/journal", none))
    text += e2e::ReadFile (file.path ());
  return text;
}

std::string
FaultSite::Output () const
{
  return output;
}

bool
FaultSite::HasHappened () const
{
  return has_happened;
}

void
FaultSite::ForgetWhatHappened ()
{
  has_happened = false;
}

bool
FaultSite::WasLive () const
{
  return was_live;
}

bool
FaultSite::WasSilent () const
{
  return was_silent;
}

int
FaultSite::KeysInKeyring ()
{
  return KeyringService::CountItems ("org.gnome.evolution.plugin.smime-enrollment.journal");
}

/* The bus is made when it is needed first, for the connection to it lasts as long as this program. */
std::string
FaultSite::BusAddress (const Way &way)
{
  static std::unique_ptr<PrivateBus> bus;

  if (way.has_registry)
    return registry.Address ();
  if (!way.has_keyring)
    return "disabled:";
  if (bus == nullptr)
    bus = std::make_unique<PrivateBus> ();
  return bus->Address ();
}

std::string
FaultSite::Database () const
{
  std::string old_place = Home () + "/.pki/nssdb";

  return "sql:" +
         (std::filesystem::exists (old_place) ? old_place : Home () + "/.local/share/pki/nssdb");
}
