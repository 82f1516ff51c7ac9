/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "scripted-server.h"

#include <algorithm>

#include <gtest/gtest.h>

ScriptedServer::ScriptedServer (GTlsCertificate *certificate)
{
  g_autoptr (GError) error = nullptr;
  GSList *uris = nullptr;

  server = soup_server_new (nullptr, nullptr);
  if (certificate != nullptr)
    soup_server_set_tls_certificate (server, certificate);
  scheme = certificate != nullptr ? "https" : "http";
  soup_server_add_handler (server, nullptr, Answer, this, nullptr);
  EXPECT_TRUE (soup_server_listen_local (
      server,
      0,
      static_cast<SoupServerListenOptions> (
          (certificate != nullptr ? SOUP_SERVER_LISTEN_HTTPS : 0) | SOUP_SERVER_LISTEN_IPV4_ONLY),
      &error))
      << error->message;
  uris = soup_server_get_uris (server);
  if (uris != nullptr)
    port = g_uri_get_port (static_cast<GUri *> (uris->data));
  g_slist_free_full (uris, reinterpret_cast<GDestroyNotify> (g_uri_unref));
}

ScriptedServer::~ScriptedServer ()
{
  soup_server_disconnect (server);
  g_object_unref (server);
}

void
ScriptedServer::Reply (const std::string &path,
                       guint status,
                       const std::string &body,
                       const std::string &type,
                       const Headers &headers)
{
  On (path, [=] (SoupServerMessage *message) {
    SoupMessageHeaders *response = soup_server_message_get_response_headers (message);

    soup_server_message_set_status (message, status, nullptr);
    for (const auto &[name, value] : headers)
      soup_message_headers_append (response, name.c_str (), value.c_str ());
    if (!type.empty ())
      soup_message_headers_replace (response, "Content-Type", type.c_str ());
    soup_message_body_append (soup_server_message_get_response_body (message),
                              SOUP_MEMORY_COPY,
                              body.data (),
                              body.size ());
  });
}

void
ScriptedServer::Redirect (const std::string &path, guint status, const std::string &location)
{
  Reply (path, status, "elsewhere", "text/plain", { { "Location", location } });
}

void
ScriptedServer::On (const std::string &path, Handler handler)
{
  handlers[path].push_back (std::move (handler));
}

void
ScriptedServer::Break (const std::string &path, const std::string &bytes)
{
  On (path, [bytes] (SoupServerMessage *message) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_output_stream_write_all (g_io_stream_get_output_stream (stream),
                               bytes.data (),
                               bytes.size (),
                               nullptr,
                               nullptr,
                               nullptr);
    g_io_stream_close (stream, nullptr, nullptr);
  });
}

std::string
ScriptedServer::Host () const
{
  return "localhost:" + std::to_string (port);
}

std::string
ScriptedServer::Uri (const std::string &path) const
{
  return scheme + "://" + Host () + path;
}

const std::vector<ScriptedServer::Seen> &
ScriptedServer::Requests () const
{
  return requests;
}

int
ScriptedServer::Count (const std::string &path) const
{
  return static_cast<int> (std::count_if (requests.begin (),
                                          requests.end (),
                                          [&] (const Seen &seen) { return seen.path == path; }));
}

void
ScriptedServer::Answer (SoupServer *,
                        SoupServerMessage *message,
                        const char *path,
                        GHashTable *,
                        gpointer user_data)
{
  auto *self = static_cast<ScriptedServer *> (user_data);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize size = 0;
  const auto *data = static_cast<const char *> (g_bytes_get_data (bytes, &size));
  Seen seen;

  seen.method = soup_server_message_get_method (message);
  seen.path = query != nullptr ? std::string (path) + "?" + query : path;
  seen.body = size > 0 ? std::string (data, size) : "";
  seen.time_us = g_get_monotonic_time ();
  soup_message_headers_foreach (
      soup_server_message_get_request_headers (message),
      [] (const char *name, const char *value, gpointer headers) {
        (*static_cast<Headers *> (headers))[name] = value;
      },
      &seen.headers);
  self->requests.push_back (seen);

  auto found = self->handlers.find (path);
  if (found == self->handlers.end ())
    {
      soup_server_message_set_status (message, 404, nullptr);
      return;
    }
  found->second.front () (message);
  if (found->second.size () > 1)
    found->second.erase (found->second.begin ());
}

void
SendForEver (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  auto send_more = [] (SoupServerMessage *self, gpointer) {
    static const char chunk[64 * 1024] = "";

    soup_message_body_append (soup_server_message_get_response_body (self),
                              SOUP_MEMORY_STATIC,
                              chunk,
                              sizeof chunk);
  };

  soup_server_message_set_status (message, 200, nullptr);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (+send_more), nullptr);
  send_more (message, nullptr);
}
