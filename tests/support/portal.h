/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>

#include "control.h"
#include "process.h"

namespace e2e
{

/* The test portal as a process of its own, steered through its control port. */
class Portal
{
public:
  using Fields = Control::Fields;

  explicit Portal (const std::string &maildir);
  ~Portal ();
  Portal (const Portal &) = delete;
  Portal &operator= (const Portal &) = delete;

  /* Before Start(): how the portal behaves from its first request on. */
  void Knob (const std::string &key, const std::string &value);

  /* Before Start(): the folder of the campus whose people may log in. */
  void UseCampus (const std::string &path);
  bool Start (unsigned seed = 1);
  void Stop ();
  bool IsRunning () const;

  bool SetKnob (const std::string &key, const std::string &value);

  /* Forgets everything but the knobs. */
  bool Reset ();

  /* As long as anybody was told to wait: no look comes too early then. */
  bool LetTimePass ();
  bool Invite (const std::string &email,
               const std::string &first_name,
               const std::string &last_name);

  /* An invitation whose mail is not delivered; the link. */
  std::string InvitationLink (const std::string &email,
                              const std::string &first_name,
                              const std::string &last_name);

  /* A person that may log in, with @n_certificates from the years before. */
  bool AddPerson (const std::string &email,
                  const std::string &first_name,
                  const std::string &last_name,
                  int n_certificates = 0);

  std::string WrongDoings ();
  std::string Requests ();
  std::string Issued ();
  std::string PassPhrases (); /* a line for each certificate that has one */
  std::string LastMail ();
  std::string Certificate (const std::string &serial);

  /* What the portal said about itself when it was ready. */
  std::string Endpoint () const;
  std::string Base () const;
  std::string Host () const; /* localhost:PORT */
  int Port () const;

  const std::string &Folder () const;
  std::string TlsCaFile () const;
  std::string RootFile () const;
  std::string ChainFile () const;
  std::string Log () const;

private:
  std::string ReadyValue (const char *key) const;
  std::string Send (const char *method, const std::string &path, const Fields &fields, bool *ok);

  std::string folder;
  std::string maildir;
  std::string campus;
  Fields knobs;
  Process process;
  Control control;
};

}
