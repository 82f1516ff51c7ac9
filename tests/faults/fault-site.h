/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>
#include <vector>

#include "campus.h"
#include "fault-registry.h"
#include "fault-table.h"
#include "keyring-service.h"
#include "portal.h"
#include "process.h"

/* A portal, and a user's home, that survive what happens to the programs between them. */
class FaultSite
{
public:
  static constexpr char kAddress[] = "alice@example.edu";
  static constexpr char kCode[] = "seven-golden-bears";

  FaultSite ();
  ~FaultSite ();
  FaultSite (const FaultSite &) = delete;
  FaultSite &operator= (const FaultSite &) = delete;

  bool Start (const Way &way);

  /* The link that the user has now. */
  bool Invite (const Way &way, const std::string &address = kAddress);

  /* Begins a program; @fault is what happens to it, if anything. @name tells it from others. */
  bool Begin (e2e::Process &process,
              const Way &way,
              const std::string &fault = "",
              const std::string &name = "run");

  /* What a program that is over says; “killed” if nothing. */
  std::string Result (const std::string &name = "run");

  /* One program from begin to end. */
  std::string Run (const Way &way, const std::string &fault = "");

  /* What has to be true in the end. */
  void CheckPortal (int n_issued);
  void CheckStore (size_t n_certificates = 1);
  void CheckJournal ();
  void CheckPassPhrase ();
  void CheckAccount ();

  /* How many enrollments the keyring has the key of. */
  static int KeysInKeyring ();

  e2e::Portal &Portal ();
  std::string Home () const;
  std::string JournalText () const;
  std::string Output () const;
  bool HasHappened () const;
  void ForgetWhatHappened ();

  /* A browser engine was needed in one of the programs. */
  bool WasLive () const;

  /* The network was to fail in one of them, and did not. */
  bool WasSilent () const;

private:
  std::string BusAddress (const Way &way);
  std::string Database () const;

  std::string folder;
  KeyringService keyring;
  FaultRegistry registry;
  bool has_keyring = false;
  int n_kept_before = 0;
  e2e::Portal portal;
  e2e::Campus campus;
  std::string link;
  std::string address = kAddress;
  std::vector<std::string> secrets = { kCode };
  std::string output;
  std::string told;
  bool has_happened = false;
  bool was_live = false;
  bool was_silent = false;
};
