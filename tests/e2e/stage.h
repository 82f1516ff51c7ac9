/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <map>
#include <string>
#include <vector>

#include "process.h"
#include "smtp-sink.h"

namespace e2e
{

enum class StoreKind
{
  Maildir, /* the mail client reads the folder itself */
  Imap,    /* the same folder behind a private Dovecot */
};

/* A real Evolution in a home of its own, with one account of Alice Example, whose Inbox is open.
 * Needs the session that run-in-session.sh makes; there may be one running stage at a time. */
class Stage
{
public:
  explicit Stage (StoreKind kind, const std::string &alias = "");
  ~Stage ();
  Stage (const Stage &) = delete;
  Stage &operator= (const Stage &) = delete;

  /* Before Start(). The value is GVariant text: "'https://…'", "true", "['a', 'b']". */
  void Setting (const std::string &schema, const std::string &key, const std::string &value);
  void Variable (const std::string &name, const std::string &value);

  /* Starts Evolution and waits for its window. May be called again after Stop(): the home stays. */
  bool Start ();
  /* Runs Evolution, with @program and its arguments before it, until it ends by itself. */
  bool RunToEnd (const std::vector<std::string> &program, int timeout_ms);
  /* Quits Evolution and the data servers of this session; false if it had to be killed. */
  bool Stop ();
  /* What another program prints that ends by itself; it has the same settings as Evolution. */
  std::string OutputOf (const std::vector<std::string> &program);
  bool IsRunning () const;
  int Pid () const;
  bool WaitForExit (int timeout_ms);

  /* Puts a message into the Inbox; CR LF and LF are both understood. */
  bool Deliver (const std::string &message);

  /* Makes the account keep sent mail and drafts itself, in Sent and Drafts; before Start(). */
  void KeepOwnMail ();
  /* The same as Deliver(), for one of them. */
  bool DeliverTo (const std::string &folder, const std::string &message);

  SmtpSink &Sink ();
  const std::string &Home () const;
  std::string Maildir () const;
  std::string CertificateFolder () const; /* of the certificate database */
  std::string Log () const;               /* what Evolution wrote to its terminal */
  /* A value of the identity’s key file, for example ("Secure MIME (S/MIME)", …). */
  std::string IdentityValue (const std::string &group, const std::string &key) const;

private:
  void WriteAccount (const std::string &alias);
  void WriteTransport ();
  void WriteFolderState ();
  void WriteDovecotConfiguration ();
  void WriteSettings ();
  void MakeEnvironment ();
  std::string SourceFile (const std::string &uid) const;
  bool Launch (const std::vector<std::string> &program);
  bool DeliverInto (const std::string &maildir, const std::string &message);
  bool GiveToReader (const std::string &path) const;

  StoreKind kind;
  std::string home;
  std::map<std::string, std::map<std::string, std::string>> settings;
  std::map<std::string, std::string> environment;
  SmtpSink sink;
  Process evolution;
  int n_delivered = 0;
};

}
