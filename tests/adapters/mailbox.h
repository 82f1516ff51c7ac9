/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

#include <camel/camel.h>

/* A real Maildir++ mailbox with the folders Inbox, Junk, Work and Sent, in a Camel session, and a
 * count of what is done with it. One at a time. */
class Mailbox
{
public:
  /* What the account, and so its identity, is called. */
  static constexpr char kUid[] = "mailbox";

  Mailbox ();

  /* At a place that may have mail already, with an account of this name. */
  Mailbox (const std::string &path, const char *uid);
  ~Mailbox ();
  Mailbox (const Mailbox &) = delete;
  Mailbox &operator= (const Mailbox &) = delete;

  CamelSession *Session () const;

  /* A message to Alice with this text, as a server delivers it. @folder is empty for the Inbox;
   * what is delivered to “cur” was noticed before. */
  void Deliver (const std::string &folder,
                const std::string &text,
                gint64 received,
                const std::string &place = "new");

  /* As the mail program does by itself now and then. */
  void RefreshInbox ();

  int Unread () const;

  /* How often the Inbox was refreshed by others, and how many messages were read. */
  int Refreshes () const;
  int Reads () const;

  /* Nobody works in a thread. */
  bool IsIdle () const;

private:
  std::string path;
  CamelSession *session;
  CamelFolder *inbox = nullptr; /* open all the time, as in the program */
  int n_delivered = 0;
};
