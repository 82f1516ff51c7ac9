/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "smtp-sink.h"

#include <atomic>
#include <optional>

#include "wait.h"

namespace e2e
{

namespace
{

constexpr size_t kMaximumSize = 16 * 1024 * 1024;
constexpr int kMaximumThreads = 4;

/* Connections that a thread still serves: the sink must outlive them. */
std::atomic<int> n_connections{ 0 };

std::optional<std::string>
ReadLine (GDataInputStream *input, GCancellable *cancellable)
{
  gsize length = 0;
  g_autofree char *line = g_data_input_stream_read_line (input, &length, cancellable, nullptr);

  if (line == nullptr)
    return std::nullopt;
  return std::string (line, length);
}

bool
Reply (GOutputStream *output, const std::string &text, GCancellable *cancellable)
{
  std::string line = text + "\r\n";

  return g_output_stream_write_all (output,
                                    line.data (),
                                    line.size (),
                                    nullptr,
                                    cancellable,
                                    nullptr);
}

/* The lines up to the single dot; the dot that hides another one is removed (RFC 5321, 4.5.2). */
std::optional<std::string>
ReadData (GDataInputStream *input, GCancellable *cancellable)
{
  std::string text;

  while (text.size () < kMaximumSize)
    {
      auto line = ReadLine (input, cancellable);

      if (!line)
        return std::nullopt;
      if (*line == ".")
        return text;
      text += (line->compare (0, 1, ".") == 0 ? line->substr (1) : *line) + "\r\n";
    }
  return std::nullopt;
}

bool
HasVerb (const std::string &line, const char *verb)
{
  return g_ascii_strncasecmp (line.c_str (), verb, strlen (verb)) == 0;
}

std::string
AddressOf (const std::string &line)
{
  size_t start = line.find ('<');
  size_t end = line.find ('>');

  if (start == std::string::npos || end == std::string::npos || end < start)
    return "";
  return line.substr (start + 1, end - start - 1);
}

}

SmtpSink::SmtpSink ()
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = nullptr;
  g_autoptr (GError) error = nullptr;

  cancellable = g_cancellable_new ();
  service = g_threaded_socket_service_new (kMaximumThreads);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service),
                                      any_port,
                                      G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP,
                                      nullptr,
                                      &address,
                                      &error))
    g_error ("failed to listen for mail: %s", error->message);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_signal_connect (service, "run", G_CALLBACK (RunCb), this);
  g_socket_service_start (service);
}

SmtpSink::~SmtpSink ()
{
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_cancellable_cancel (cancellable);
  Eventually ([] { return n_connections == 0; });
  g_signal_handlers_disconnect_by_data (service, this);
  g_clear_object (&service);
  g_clear_object (&cancellable);
}

int
SmtpSink::Port () const
{
  return port;
}

std::vector<SmtpSink::Message>
SmtpSink::Messages () const
{
  std::lock_guard<std::mutex> lock (mutex);

  return messages;
}

void
SmtpSink::Clear ()
{
  std::lock_guard<std::mutex> lock (mutex);

  messages.clear ();
}

gboolean
SmtpSink::RunCb (GThreadedSocketService *,
                 GSocketConnection *connection,
                 GObject *,
                 gpointer user_data)
{
  GInputStream *raw = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (raw);

  n_connections++;
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  static_cast<SmtpSink *> (user_data)->Serve (
      input,
      g_io_stream_get_output_stream (G_IO_STREAM (connection)));
  n_connections--;
  return TRUE;
}

void
SmtpSink::Serve (GDataInputStream *input, GOutputStream *output)
{
  Message message;
  bool alive = Reply (output, "220 localhost ESMTP sink", cancellable);

  while (alive)
    {
      auto line = ReadLine (input, cancellable);
      const char *answer = "250 OK";

      if (!line)
        return;
      if (HasVerb (*line, "EHLO"))
        answer = "250-localhost\r\n250 8BITMIME";
      else if (HasVerb (*line, "MAIL"))
        message = Message{ AddressOf (*line), {}, "" };
      else if (HasVerb (*line, "RCPT"))
        message.recipients.push_back (AddressOf (*line));
      else if (HasVerb (*line, "RSET"))
        message = Message{};
      else if (HasVerb (*line, "QUIT"))
        answer = "221 Bye";
      else if (HasVerb (*line, "DATA"))
        {
          Reply (output, "354 Go ahead", cancellable);
          auto text = ReadData (input, cancellable);
          if (!text)
            return;
          message.text = *text;
          std::lock_guard<std::mutex> lock (mutex);
          messages.push_back (message);
        }
      else if (!HasVerb (*line, "HELO") && !HasVerb (*line, "NOOP"))
        answer = "502 Not here";
      alive = Reply (output, answer, cancellable) && !HasVerb (*line, "QUIT");
    }
}

}
