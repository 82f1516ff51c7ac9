/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <gio/gio.h>

namespace e2e
{

/* A mail server on loopback that takes every message and delivers none. */
class SmtpSink
{
public:
  struct Message
  {
    std::string sender;
    std::vector<std::string> recipients;
    std::string text; /* as sent, lines end in CR LF */
  };

  SmtpSink ();
  ~SmtpSink ();
  SmtpSink (const SmtpSink &) = delete;
  SmtpSink &operator= (const SmtpSink &) = delete;

  int Port () const;
  std::vector<Message> Messages () const;
  void Clear ();

private:
  static gboolean RunCb (GThreadedSocketService *service,
                         GSocketConnection *connection,
                         GObject *source,
                         gpointer user_data);
  void Serve (GDataInputStream *input, GOutputStream *output);

  GSocketService *service = nullptr;
  GCancellable *cancellable = nullptr;
  int port = 0;
  mutable std::mutex mutex;
  std::vector<Message> messages;
};

}
