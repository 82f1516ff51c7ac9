/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-camel-proof.h"
#include "enroll-http-visit.h"
#include "enroll-session.h"

#include "glib-test.h"
#include "portal.h"

/* A whole enrollment with all real parts but the window: the test portal over TLS, GnuTLS, the NSS
 * database and Camel. The questions are answered as a user would. */
class Enrollment
{
public:
  Enrollment ();
  virtual ~Enrollment ();
  Enrollment (const Enrollment &) = delete;
  Enrollment &operator= (const Enrollment &) = delete;

  e2e::Portal &Site ();
  EnrollSettings *Settings ();
  EnrollSession *Session ();
  EnrollHttpVisit *Visit ();

  /* Before Begin(): which page of the portal is the endpoint. */
  void StartAt (const std::string &page);

  /* Starts the portal and makes the session. Without an invitation, the endpoint is used. */
  bool Begin (unsigned seed, const std::string &address, bool invite = true);

  /* Runs until the session ends or needs something that nobody here can answer; answers
   * questions, with @code for codes of all kinds, and grants trust. True if it is done. */
  bool Run (const std::string &code = "golden-bears");

  /* Answers the questions of one page. True if there were some. */
  bool AnswerOnce (const std::string &code);

  /* The link that the plugin finds in the portal's last mail. */
  std::string LinkInLastMail ();

  std::string Trouble ();
  int Questions () const;

  /* How many terms came with their full text. */
  int Documents () const;

protected:
  /* The visit that the session gets, around @plain; the caller owns it. */
  virtual EnrollVisit *MakeVisit (EnrollVisit *plain);

  /* Does what a user does on a page that is left to him. */
  virtual void Browse ();

  /* Answers a question whose meaning is not known. False if nobody knows the answer. */
  virtual bool AnswerUnknown (EnrollQuestion *question);

  EnrollPortal *portal = nullptr;

private:
  bool WaitUntilAsked ();
  bool Answer (const std::string &code);
  std::string Link (const std::string &address, bool invite);

  e2e::Portal site;
  std::string endpoint;
  EnrollSettings *settings;
  EnrollHttpVisit *visit = nullptr;
  EnrollSession *session = nullptr;
  int n_questions = 0;
  int n_documents = 0;
};

/* The portal file of this project, with @hosts allowed. */
EnrollPortal *LoadPortal (const std::string &host);

/* How many markups of the portal are tried for each path; slow builds try fewer. */
unsigned Seeds (unsigned most = 10);

/* What every good enrollment leaves behind. */
void ExpectGoodEnd (Enrollment &enrollment);
