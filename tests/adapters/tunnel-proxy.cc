/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "tunnel-proxy.h"

#include <gtest/gtest.h>

namespace
{

struct Direction
{
  GIOStream *from;
  GIOStream *to;
};

std::string
ReadHead (GInputStream *input)
{
  std::string head;
  char c;

  while (head.size () < 65536 && g_input_stream_read (input, &c, 1, nullptr, nullptr) == 1)
    {
      head += c;
      if (head.size () >= 4 && head.compare (head.size () - 4, 4, "\r\n\r\n") == 0)
        break;
    }
  return head;
}

}

TunnelProxy::TunnelProxy ()
{
  service = g_threaded_socket_service_new (20);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), nullptr, nullptr);
  EXPECT_NE (port, 0);
  g_signal_connect (service, "run", G_CALLBACK (Serve), this);
}

TunnelProxy::~TunnelProxy ()
{
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_signal_handlers_disconnect_by_data (service, this);
  g_object_unref (service);
}

guint16
TunnelProxy::Port () const
{
  return port;
}

std::vector<std::string>
TunnelProxy::Heads () const
{
  std::lock_guard<std::mutex> lock (mutex);

  return heads;
}

gpointer
TunnelProxy::Pump (gpointer user_data)
{
  auto *direction = static_cast<Direction *> (user_data);

  g_output_stream_splice (g_io_stream_get_output_stream (direction->to),
                          g_io_stream_get_input_stream (direction->from),
                          G_OUTPUT_STREAM_SPLICE_NONE,
                          nullptr,
                          nullptr);
  /* The other direction has nothing to wait for either. */
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (direction->to)),
                     TRUE,
                     TRUE,
                     nullptr);
  return nullptr;
}

gboolean
TunnelProxy::Serve (GThreadedSocketService *,
                    GSocketConnection *connection,
                    GObject *,
                    gpointer user_data)
{
  auto *self = static_cast<TunnelProxy *> (user_data);
  std::string head = ReadHead (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) target = nullptr;
  const std::string answer = "HTTP/1.1 200 OK\r\n\r\n";

  {
    std::lock_guard<std::mutex> lock (self->mutex);

    self->heads.push_back (head);
  }
  if (head.compare (0, 8, "CONNECT ") != 0)
    return TRUE;
  g_socket_client_set_enable_proxy (client, FALSE);
  target = g_socket_client_connect_to_host (client,
                                            head.substr (8, head.find (' ', 8) - 8).c_str (),
                                            443,
                                            nullptr,
                                            nullptr);
  if (target == nullptr)
    return TRUE;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             answer.data (),
                             answer.size (),
                             nullptr,
                             nullptr,
                             nullptr);

  Direction there = { G_IO_STREAM (connection), G_IO_STREAM (target) };
  Direction back = { G_IO_STREAM (target), G_IO_STREAM (connection) };
  GThread *thread = g_thread_new ("tunnel", Pump, &there);

  Pump (&back);
  g_thread_join (thread);
  return TRUE;
}
