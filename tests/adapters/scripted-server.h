/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <libsoup/soup.h>

/* A server with TLS, or without if it gets no certificate, on the loopback interface that answers as a test says. */
class ScriptedServer
{
public:
  using Headers = std::map<std::string, std::string>;
  using Handler = std::function<void (SoupServerMessage *)>;

  struct Seen
  {
    std::string method;
    std::string path; /* with the query */
    std::string body;
    Headers headers;
    gint64 time_us;
  };

  explicit ScriptedServer (GTlsCertificate *certificate);
  ~ScriptedServer ();
  ScriptedServer (const ScriptedServer &) = delete;
  ScriptedServer &operator= (const ScriptedServer &) = delete;

  /* The answers to a path, one after the other; the last one stays. */
  void Reply (const std::string &path,
              guint status,
              const std::string &body,
              const std::string &type = "text/html",
              const Headers &headers = {});
  void Redirect (const std::string &path, guint status, const std::string &location);
  void On (const std::string &path, Handler handler);

  /* Takes the connection, writes these bytes, and closes it. */
  void Break (const std::string &path, const std::string &bytes);

  std::string Host () const; /* localhost:PORT */
  std::string Uri (const std::string &path) const;
  const std::vector<Seen> &Requests () const;
  int Count (const std::string &path) const;

private:
  static void Answer (SoupServer *server,
                      SoupServerMessage *message,
                      const char *path,
                      GHashTable *query,
                      gpointer user_data);

  SoupServer *server;
  std::string scheme;
  int port = 0;
  std::map<std::string, std::vector<Handler>> handlers;
  std::vector<Seen> requests;
};

/* Answers with a body that has no end; headers may be set before. */
void SendForEver (SoupServerMessage *message);
