/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

/* A way through a portal. */
struct Way
{
  const char *name;
  std::map<std::string, std::string> knobs;
  unsigned seed;
  bool is_invited;
  bool has_endpoint;
  bool is_brief; /* the same faults as in another way are left out */
  int n_before;  /* certificates of the years before */
  /* The states that it passes, and how often. */
  std::map<std::string, int> states;
  bool has_keyring = false; /* a real one; else the store alone keeps the journal's secrets */
  bool is_live = false;     /* its pages are built by script, so a browser engine is needed */
  bool has_campus = false;  /* that the user has to log in to */
  int request = 0;          /* the nth sending asks for the certificate; 0 if that is not tried */
  bool has_issuers = false; /* that are at another place than the certificate */
  bool has_mailbox = false; /* the user's own, where the portal's mails arrive */
  bool has_pass_phrase = false; /* for revoking, that the portal asks for */
  bool has_registry = false;    /* a real one, of accounts */
};

/* What happens, and where: at the nth time that a state is at a probe, in the first n runs. */
struct Fault
{
  std::string name;
  const Way *way;
  std::string kind; /* "kill", "net", "truncate", "corrupt", "late", "twice",
                       "service-killed" */
  int mishap;
  std::string state;
  int probe;
  int nth;
  int n_times;
  int n_skipped = 0;        /* connections that nothing happens to */
  bool is_harmless = false; /* nothing was sent, so trying again is all that it takes */
  bool is_enough = false;   /* the invitation that the user has: no new one is needed */
  int killed_at = 0;        /* the nth time of this state, after which it was killed before */
  std::string killed_in = "submitting";
};

/* Every effect of every way, with every fault that can happen to it. */
std::vector<Fault> AllFaults ();

inline std::ostream &
operator<< (std::ostream &stream, const Fault &fault)
{
  return stream << fault.name;
}
