/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-table.h"

#include "gate.h"

#include "enroll-flow.h"
#include "enroll-session-private.h"

namespace
{

const Way kWays[] = {
  { "OwnKey",
    { { "authorisation", "access-code" }, { "csr-method", "provided" } },
    3,
    true,
    true,
    false,
    0,
    { { "opening", 1 },
      { "deciding", 3 },
      { "asking", 2 },
      { "keying", 1 },
      { "submitting", 2 },
      { "waiting", 1 },
      { "checking", 1 },
      { "installing", 1 },
      { "asking-trust", 1 },
      { "trusting", 1 },
      { "binding", 1 },
      { "proving", 1 },
      { "done", 1 } },
    false,
    false,
    false,
    2 },
  { "ServerKey",
    { { "csr-method", "server" }, { "password", "after" } },
    4,
    true,
    true,
    true,
    0,
    { { "submitting", 2 },
      { "waiting", 1 },
      { "checking", 1 },
      { "installing", 1 },
      { "trusting", 1 },
      { "binding", 1 },
      { "proving", 1 },
      { "done", 1 } } },
  { "ServerKeyPasswordOnForm",
    { { "csr-method", "server" }, { "password", "form" } },
    5,
    true,
    true,
    true,
    0,
    { { "submitting", 1 }, { "waiting", 1 }, { "checking", 1 } } },
  { "Confirmation",
    { { "way", "confirmation" } },
    6,
    false,
    true,
    true,
    0,
    { { "opening", 2 }, { "submitting", 2 }, { "confirming", 1 }, { "waiting", 1 } } },
  { "List",
    { { "way", "secret-id" }, { "collect", "list" } },
    7,
    false,
    true,
    true,
    2,
    { { "opening", 1 }, { "submitting", 3 }, { "waiting", 1 }, { "checking", 1 } } },
  { "InvitationAlone",
    { { "authorisation", "none" } },
    8,
    true,
    false,
    true,
    0,
    { { "opening", 1 }, { "submitting", 1 }, { "waiting", 1 }, { "checking", 1 } } },
  { "Keyring",
    { { "csr-method", "server" }, { "password", "form" } },
    11,
    true,
    true,
    true,
    0,
    { { "opening", 1 },
      { "submitting", 1 },
      { "waiting", 1 },
      { "checking", 1 },
      { "installing", 1 },
      { "done", 1 } },
    true },
};

const Way kLiveOwnKey = { "LiveOwnKey",
                          { { "authorisation", "access-code" },
                            { "csr-method", "provided" },
                            { "skin", "native" },
                            { "download", "blob" },
                            { "keep-alive", "no" } },
                          12,
                          true,
                          true,
                          true,
                          0,
                          {},
                          false,
                          true };

/* Its form has two steps, and the first one is sent nowhere. */
const Way kLiveServerKey = { "LiveServerKey",
                             { { "csr-method", "server" },
                               { "password", "after" },
                               { "skin", "aria" },
                               { "download", "data" },
                               { "keep-alive", "no" } },
                             13,
                             true,
                             true,
                             true,
                             0,
                             {},
                             false,
                             true };

/* Its page lives at the invitation's link, which is opened once. */
const Way kLiveAlone = { "LiveAlone",
                         { { "authorisation", "none" },
                           { "csr-method", "server" },
                           { "skin", "kit" },
                           { "download", "attachment" },
                           { "keep-alive", "no" } },
                         14,
                         true,
                         false,
                         true,
                         0,
                         {},
                         false,
                         true };

const Way kLiveCampus = { "LiveCampus",
                          { { "way", "campus" },
                            { "authorisation", "none" },
                            { "csr-method", "provided" },
                            { "skin", "aria" },
                            { "download", "form-post" },
                            { "keep-alive", "no" } },
                          15,
                          false,
                          true,
                          true,
                          0,
                          {},
                          false,
                          true,
                          true };

/* A way with an endpoint that has what is named, and of which few faults are tried. */
Way
WayWith (const char *name,
         const std::map<std::string, std::string> &knobs,
         unsigned seed,
         const std::vector<bool Way::*> &properties)
{
  Way way = { name, knobs, seed, false, true, true, 0, {} };

  for (bool Way::*property : properties)
    way.*property = true;
  return way;
}

/* The certificate comes alone. */
const Way kIssuers = WayWith ("Issuers",
                              { { "csr-method", "provided" }, { "chain", "elsewhere" } },
                              16,
                              { &Way::is_invited, &Way::has_issuers });

/* The link comes by mail. */
const Way kMailbox = WayWith ("Mailbox", { { "way", "confirmation" } }, 17, { &Way::has_mailbox });

/* Its form asks for a pass-phrase for revoking, which goes into the keyring. */
const Way kPassPhrase = WayWith ("PassPhrase",
                                 { { "generation", "a" } },
                                 18,
                                 { &Way::is_invited, &Way::has_keyring, &Way::has_pass_phrase });

/* There is no keyring, so the last page shows it. */
const Way kPassPhraseShown = WayWith ("PassPhraseShown",
                                      { { "generation", "a" } },
                                      19,
                                      { &Way::is_invited, &Way::has_pass_phrase });

/* The account is one of the user's real ones. */
const Way kAccount = WayWith ("Account",
                              { { "csr-method", "server" }, { "password", "form" } },
                              20,
                              { &Way::is_invited, &Way::has_registry });

/* Faults of a way of which not all are tried. */
struct Few
{
  const Way &way;
  const char *state;
  int nth;
  std::vector<std::string> faults;
  int n_skipped = 0;
  bool is_enough = false;
  int killed_at = 0; /* the nth time in this state, or in the other, before */
  const char *killed_in = nullptr;
};

/* What is tried of live pages, which take seconds: what lies between two requests, and each request
 * of the script. What is the same as without an engine is left out: all that comes after the file; and
 * so is a proxy that says nothing, or that nobody is there, for the engine tells as little of that as of
 * an answer that is lost. */
const Few kLiveFaults[] = {
  { kLiveOwnKey, "opening", 1, { "KilledRecorded", "KilledLeft", "Vanished" } },
  /* The script of the page. */
  { kLiveOwnKey, "opening", 1, { "Lost", "Corrupted" }, 1 },
  { kLiveOwnKey, "asking", 1, { "KilledLeft" } },
  { kLiveOwnKey, "submitting", 1, { "KilledLeft", "Vanished", "Cut", "Lost" } },
  { kLiveOwnKey, "submitting", 2, { "KilledRecorded", "KilledLeft", "Vanished", "Cut", "Lost" } },
  /* Where the answer to the request leads. */
  { kLiveOwnKey, "submitting", 2, { "Lost" }, 1 },
  { kLiveOwnKey, "submitting", 3, { "KilledLeft", "Vanished", "Lost", "Truncated" } },
  { kLiveOwnKey, "waiting", 1, { "KilledLeft", "Cut", "Lost" } },
  { kLiveOwnKey, "checking", 1, { "KilledRecorded" } },
  { kLiveServerKey, "opening", 1, { "Lost" }, 2 },
  { kLiveServerKey, "submitting", 1, { "KilledLeft" } },
  { kLiveServerKey, "submitting", 2, { "KilledRecorded", "KilledLeft", "Lost" } },
  { kLiveServerKey, "submitting", 3, { "KilledRecorded", "KilledLeft", "Vanished", "Lost" } },
  { kLiveServerKey, "waiting", 1, { "KilledRecorded" } },
  { kLiveServerKey, "checking", 1, { "KilledEntered", "KilledRecorded" } },
  { kLiveServerKey, "done", 1, { "KilledRecorded" } },
  { kLiveAlone, "opening", 1, { "KilledLeft" } },
  { kLiveAlone, "asking", 1, { "KilledEntered", "KilledLeft" }, 0, true },
  { kLiveAlone, "submitting", 1, { "KilledRecorded" } },
  { kLiveAlone, "submitting", 1, { "KilledLeft", "Vanished" }, 0, true },
  { kLiveAlone, "submitting", 2, { "KilledRecorded", "KilledLeft" }, 0, true },
  { kLiveAlone, "checking", 1, { "KilledEntered", "KilledLeft" }, 0, true },
  { kLiveAlone, "installing", 1, { "KilledLeft" }, 0, true },
  { kLiveAlone, "trusting", 1, { "KilledLeft" }, 0, true },
  { kLiveAlone, "binding", 1, { "KilledLeft" }, 0, true },
  { kLiveAlone, "proving", 1, { "KilledLeft" }, 0, true },
  { kLiveCampus, "opening", 1, { "KilledLeft", "Vanished" } },
  { kLiveCampus, "browsing", 1, { "KilledEntered", "KilledRecorded", "KilledLeft" } },
  { kLiveCampus, "keying", 1, { "KilledLeft" } },
  { kLiveCampus, "submitting", 1, { "KilledRecorded", "KilledLeft", "Lost" } },
  { kLiveCampus, "waiting", 1, { "KilledLeft" } },
  { kLiveCampus, "checking", 1, { "KilledRecorded" } },
};

/* What only some ways have: all else is the same as in another. */
const Few kOtherFaults[] = {
  { kIssuers, "checking", 1, { "KilledRecorded", "KilledLeft" }, 0, true },
  { kIssuers, "checking", 1, { "Vanished", "Lost", "Truncated", "Corrupted" }, 0, true },
  { kIssuers, "checking", 1, { "Lost" }, 0, true, 1 },
  { kPassPhrase, "submitting", 1, { "KilledRecorded", "KilledLeft" } },
  { kPassPhrase, "checking", 1, { "KilledRecorded", "KilledLeft" } },
  { kPassPhrase, "installing", 1, { "KilledLeft" } },
  { kPassPhraseShown, "submitting", 1, { "KilledRecorded", "KilledLeft" } },
  { kPassPhraseShown, "installing", 1, { "KilledLeft" } },
  { kAccount, "binding", 1, { "KilledEntered", "KilledLeft", "ServiceKilled" }, 0, true },
  { kMailbox, "confirming", 1, { "KilledEntered", "KilledRecorded", "KilledLeft" }, 0, true },
  { kMailbox, "confirming", 1, { "MailTwice" }, 0, true },
  { kMailbox, "confirming", 1, { "MailLate" }, 0, true, 1 },
  /* The one before is still there, and its link was opened. */
  { kMailbox, "confirming", 1, { "MailLate" }, 0, true, 2, "opening" },
};

const char *const kProbes[] = { "Entered", "Recorded", "Left" };

const struct
{
  const char *name;
  Mishap mishap;
} kMishaps[] = {
  { "Refused", Mishap::Refuse },    { "Rejected", Mishap::Reject },
  { "Vanished", Mishap::Vanish },   { "Cut", Mishap::Cut },
  { "Lost", Mishap::Lose },         { "Truncated", Mishap::Truncate },
  { "Corrupted", Mishap::Corrupt }, { "Delayed", Mishap::Delay },
  { "Repeated", Mishap::Repeat },
};

EnrollState
StateOf (const std::string &nick)
{
  g_autoptr (GEnumClass) states = G_ENUM_CLASS (g_type_class_ref (ENROLL_TYPE_STATE));

  return static_cast<EnrollState> (g_enum_get_value_by_nick (states, nick.c_str ())->value);
}

bool
Sends (const std::string &state)
{
  return state == "opening" || state == "submitting" || state == "waiting" || state == "resuming";
}

/* Whoever tries again in the same program is done. */
bool
IsBeforeSending (Mishap mishap)
{
  return mishap == Mishap::Refuse || mishap == Mishap::Reject || mishap == Mishap::Vanish;
}

/* “asking-trust” in a name is “AskingTrust”. */
std::string
Capitalized (const std::string &words)
{
  std::string name;
  bool begins = true;

  for (char c : words)
    {
      if (c != '-')
        name += begins ? g_ascii_toupper (c) : c;
      begins = c == '-';
    }
  return name;
}

std::string
NameOf (const Way &way, const std::string &state, int nth, const std::string &what)
{
  return way.name + Capitalized (state) + (nth > 1 ? std::to_string (nth) : "") + what;
}

/* Whoever can go to the organisation's form needs no new invitation when the program was killed. */
void
AddState (std::vector<Fault> &faults, const Way &way, const std::string &state, int nth)
{
  EnrollState value = StateOf (state);
  size_t n_before = faults.size ();

  for (int probe = way.is_brief ? ENROLL_PROBE_RECORDED : ENROLL_PROBE_ENTERED;
       probe <= ENROLL_PROBE_LEFT;
       probe++)
    {
      /* An answer may come before its question is recorded. */
      if ((probe == ENROLL_PROBE_RECORDED &&
           (!enroll_flow_is_recorded (value) || value == ENROLL_STATE_ASKING ||
            value == ENROLL_STATE_CONFIRMING)) ||
          (probe == ENROLL_PROBE_LEFT && enroll_flow_is_final (value)))
        continue;
      std::string what = std::string ("Killed") + kProbes[probe];
      faults.push_back ({ NameOf (way, state, nth, what), &way, "kill", 0, state, probe, nth, 1 });
    }
  if (!way.is_brief)
    faults.push_back ({ NameOf (way, state, nth, "KilledTwice"),
                        &way,
                        "kill",
                        0,
                        state,
                        enroll_flow_is_final (value) ? ENROLL_PROBE_ENTERED : ENROLL_PROBE_LEFT,
                        nth,
                        2 });
  for (size_t i = n_before; i < faults.size (); i++)
    faults[i].is_enough = way.has_endpoint;
  if (!Sends (state))
    return;
  for (const auto &mishap : kMishaps)
    {
      if (way.is_brief && mishap.mishap != Mishap::Lose)
        continue;
      faults.push_back ({ NameOf (way, state, nth, mishap.name),
                          &way,
                          "net",
                          static_cast<int> (mishap.mishap),
                          state,
                          ENROLL_PROBE_RECORDED,
                          nth,
                          1,
                          0,
                          IsBeforeSending (mishap.mishap) });
    }
}

/* What can befall the program that goes on after another one was killed when it had asked for the
 * certificate, until it knows what has become of that. */
void
AddResuming (std::vector<Fault> &faults, const Way &way)
{
  size_t n_before = faults.size ();

  AddState (faults, way, "resuming", 1);
  for (size_t i = n_before; i < faults.size (); i++)
    {
      faults[i].killed_at = way.request;
      faults[i].is_harmless = false;
      /* The state is not recorded. */
      if (faults[i].kind == "net")
        faults[i].probe = ENROLL_PROBE_ENTERED;
    }
}

Fault
MakeFault (const Few &row, const std::string &what)
{
  std::string later = row.n_skipped > 0 ? "After" + std::to_string (row.n_skipped) : "";

  if (row.killed_at > 0)
    {
      later += "AfterKill";
      later += row.killed_in != nullptr ? "In" + Capitalized (row.killed_in) : "";
    }

  Fault fault = { NameOf (row.way, row.state, row.nth, what + later),
                  &row.way,
                  "kill",
                  0,
                  row.state,
                  0,
                  row.nth,
                  1 };

  fault.n_skipped = row.n_skipped;
  fault.is_enough = row.is_enough;
  fault.killed_at = row.killed_at;
  fault.killed_in = row.killed_in != nullptr ? row.killed_in : row.state;

  for (int probe = ENROLL_PROBE_ENTERED; probe <= ENROLL_PROBE_LEFT; probe++)
    {
      if (what == std::string ("Killed") + kProbes[probe])
        fault.probe = probe;
    }
  if (what == "MailLate" || what == "MailTwice")
    fault.kind = what == "MailLate" ? "late" : "twice";
  if (what == "ServiceKilled")
    fault.kind = "service-killed";
  for (const auto &mishap : kMishaps)
    {
      if (what != mishap.name)
        continue;
      fault.kind = "net";
      fault.mishap = static_cast<int> (mishap.mishap);
      fault.probe = ENROLL_PROBE_RECORDED;
      /* Nothing is sent to the portal when the file has come. */
      fault.is_harmless =
          row.killed_at == 0 && (IsBeforeSending (mishap.mishap) || fault.state == "checking");
    }
  return fault;
}

void
AddFew (std::vector<Fault> &faults, const Few &row)
{
  for (const std::string &what : row.faults)
    faults.push_back (MakeFault (row, what));
}

}

std::vector<Fault>
AllFaults ()
{
  std::vector<Fault> faults;

  for (const Way &way : kWays)
    {
      for (const auto &[state, n] : way.states)
        {
          for (int nth = 1; nth <= n; nth++)
            AddState (faults, way, state, nth);
        }
      if (way.request > 0)
        AddResuming (faults, way);
      for (const char *kind : { "truncate", "corrupt" })
        faults.push_back ({ NameOf (way, "checking", 1, std::string ("File") + kind),
                            &way,
                            kind,
                            0,
                            "opening",
                            ENROLL_PROBE_ENTERED,
                            1,
                            1 });
    }
  for (const auto &row : kLiveFaults)
    AddFew (faults, row);
  for (const auto &row : kOtherFaults)
    AddFew (faults, row);
  return faults;
}
