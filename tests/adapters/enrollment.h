/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-camel-proof.h"
#include "enroll-http-visit.h"
#include "enroll-session.h"

#include <libedataserver/libedataserver.h>

#include <memory>

#include "glib-test.h"
#include "portal.h"

/* A whole enrollment with all real parts but the window: the test portal over TLS, GnuTLS, the NSS
 * database and Camel. The questions are answered as a user would. */
class Enrollment
{
public:
  Enrollment ();

  /* At a portal that runs already and that is there for others, too. */
  explicit Enrollment (e2e::Portal &shared);
  virtual ~Enrollment ();
  Enrollment (const Enrollment &) = delete;
  Enrollment &operator= (const Enrollment &) = delete;

  e2e::Portal &Site ();
  EnrollSettings *Settings ();
  EnrollSession *Session ();
  EnrollHttpVisit *Visit ();

  /* The one that the session has, around the other if there is a browser engine. */
  EnrollVisit *SessionVisit ();

  /* True once a browser engine was needed. */
  virtual bool IsLive ();

  /* The identity in the account registry, where the certificate is set. */
  ESource *Source ();

  /* Before Begin(): which page of the portal is the endpoint. */
  void StartAt (const std::string &page);

  /* Starts the portal and makes the session. Without an invitation, the endpoint is used. */
  bool Begin (unsigned seed, const std::string &address, bool invite = true);

  /* Begin() with a portal that somebody else started: it is @host, its authority @tls_ca_file. */
  bool BeginAt (const char *link,
                const std::string &host,
                const std::string &tls_ca_file,
                const std::string &address,
                bool one_use);

  /* Before it begins: where it is recorded, and the way to the portal. */
  void Record (EnrollJournal *where);
  void Via (GProxyResolver *way);

  /* Before it begins: where certificates of authorities may be fetched. */
  void AllowIssuers (const std::string &host);

  /* Goes on with an entry of the journal, which it takes; @link is empty or a new invitation. */
  bool ContinueAt (EnrollEntry *entry,
                   const std::string &link,
                   const std::string &host,
                   const std::string &tls_ca_file);

  /* Drops session and visit, as when the window is closed. */
  void End ();

  /* Runs until the session ends or needs something that nobody here can answer; answers
   * questions, with @code for codes of all kinds, and grants trust. True if it is done. */
  bool Run (const std::string &code = "golden-bears");

  /* Answers what is asked right now, grants trust; never waits. True when the session has ended, or
   * needs something that nobody here can answer. */
  bool IsOver (const std::string &code = "golden-bears");

  /* Answers the questions of one page. True if there were some. */
  bool AnswerOnce (const std::string &code);

  /* The link that the plugin finds in a mail; in the portal's last one. */
  std::string LinkInMail (const std::string &text);
  std::string LinkInLastMail ();

  std::string Trouble ();
  int Questions () const;

  /* How many terms came with their full text. */
  int Documents () const;

protected:
  /* The visit that the session gets, around @plain; the caller owns it. */
  virtual EnrollVisit *MakeVisit (EnrollVisit *plain);

  /* Puts in other ports than those of every test; the caller owns them. */
  virtual void Furnish (EnrollPorts &ports);

  /* Where the session is to be written down, if anywhere; the caller owns it. */
  virtual EnrollJournal *MakeJournal ();

  /* Does what a user does on a page that is left to him. */
  virtual void Browse ();

  /* Answers a question whose meaning is not known. False if nobody knows the answer. */
  virtual bool AnswerUnknown (EnrollQuestion *question);

  EnrollPortal *portal = nullptr;
  GProxyResolver *resolver = nullptr;

private:
  bool Open (const std::string &host, const std::string &tls_ca_file);
  bool MakeSession (EnrollInvitation *invitation, const char *address, EnrollEntry *entry);
  bool NeedsUs ();
  bool WaitUntilAsked ();
  bool Answer (const std::string &code);
  std::string Link (const std::string &address, bool invite);

  std::unique_ptr<e2e::Portal> own_site;
  e2e::Portal &site;
  std::string endpoint;
  std::string issuer_host;
  EnrollSettings *settings;
  EnrollHttpVisit *visit = nullptr;
  EnrollVisit *session_visit = nullptr;
  EnrollSession *session = nullptr;
  ESource *source = nullptr;
  EnrollJournal *journal = nullptr;
  int n_questions = 0;
  int n_documents = 0;
};

/* Camel's own session class does all that the proof needs. */
CamelSession *MakeCamelSession ();

/* The portal file of this project, with @host allowed; and @issuer_host for authorities, if it is not
 * empty. */
EnrollPortal *LoadPortal (const std::string &host, const std::string &issuer_host = "");

/* How many markups of the portal are tried for each path; slow builds try fewer. */
unsigned Seeds (unsigned most = 10);

/* What every good enrollment leaves behind. */
void ExpectGoodEnd (Enrollment &enrollment);
