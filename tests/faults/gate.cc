/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "gate.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace
{

constexpr int kQuietMs = 150;
constexpr int kLateMs = 700;
constexpr size_t kSome = 700;

int
Connect (const sockaddr_in &address)
{
  if (address.sin_port == 0)
    return -1;

  int server = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (connect (server, reinterpret_cast<const sockaddr *> (&address), sizeof address) == 0)
    return server;
  close (server);
  return -1;
}

bool
SendAll (int to, const void *data, size_t size)
{
  auto bytes = static_cast<const char *> (data);

  while (size > 0)
    {
      ssize_t n = send (to, bytes, size, MSG_NOSIGNAL);

      if (n <= 0)
        return false;
      bytes += n;
      size -= static_cast<size_t> (n);
    }
  return true;
}

/* What a proxy is asked for. */
struct Wish
{
  std::string head;
  bool is_tunnel;
  sockaddr_in address; /* on this computer; without a port if it is not known */
};

Wish
ReadWish (int client)
{
  static const std::string kTunnel = "CONNECT ";
  static const std::string kPlain = "GET http://";
  Wish wish = {};
  std::string &head = wish.head;
  char c;

  while (head.size () < 4096 && head.find ("\r\n\r\n") == std::string::npos &&
         recv (client, &c, 1, 0) == 1)
    head += c;

  wish.is_tunnel = head.compare (0, kTunnel.size (), kTunnel) == 0;
  size_t start = wish.is_tunnel ? kTunnel.size () : kPlain.size ();
  size_t colon = head.find (':', start);

  if ((!wish.is_tunnel && head.compare (0, start, kPlain) != 0) || colon == std::string::npos)
    return wish;

  std::string host = head.substr (start, colon - start);

  wish.address.sin_family = AF_INET;
  wish.address.sin_port = htons (static_cast<uint16_t> (atoi (head.c_str () + colon + 1)));
  if (inet_pton (AF_INET, host.c_str (), &wish.address.sin_addr) != 1)
    wish.address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  return wish;
}

}

Gate::Gate ()
{
  StartListening ();
}

Gate::~Gate ()
{
  is_over = true;
  StopListening ();
  for (auto &connection : connections)
    connection.join ();
}

/* At the port of before, if there was one. */
void
Gate::StartListening ()
{
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  int yes = 1;

  listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt (listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  address.sin_family = AF_INET;
  address.sin_port = htons (port);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  is_listening = bind (listener, reinterpret_cast<sockaddr *> (&address), sizeof address) == 0 &&
                 listen (listener, 16) == 0 &&
                 getsockname (listener, reinterpret_cast<sockaddr *> (&address), &size) == 0;
  port = ntohs (address.sin_port);
  thread = std::thread ([this] { Listen (); });
}

void
Gate::StopListening ()
{
  is_listening = false;
  shutdown (listener, SHUT_RDWR);
  thread.join ();
  close (listener);
}

std::string
Gate::Uri () const
{
  return "http://127.0.0.1:" + std::to_string (port);
}

void
Gate::Arm (Mishap mishap, int n_skipped)
{
  if (mishap == Mishap::Vanish)
    {
      StopListening ();
      return;
    }
  n_before = n_skipped;
  armed = mishap;
}

void
Gate::Restore ()
{
  if (is_listening)
    return;
  is_spent = true;
  StartListening ();
}

bool
Gate::IsSpent () const
{
  return is_spent;
}

void
Gate::Listen ()
{
  while (is_listening)
    {
      int client = accept4 (listener, nullptr, nullptr, SOCK_CLOEXEC);

      if (client >= 0)
        connections.emplace_back ([this, client] { Serve (client); });
    }
}

/* What happens to a connection that has just been made. */
Mishap
Gate::Disarm ()
{
  bool is_skipped = armed != Mishap::None && n_before-- > 0;

  return is_skipped ? Mishap::None : armed.exchange (Mishap::None);
}

void
Gate::Serve (int client)
{
  static constexpr char kEstablished[] = "HTTP/1.1 200 OK\r\n\r\n";
  static constexpr char kNobody[] = "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n";
  Mishap mishap = Disarm ();
  bool is_passed = mishap != Mishap::Refuse && mishap != Mishap::Reject;
  Wish wish = mishap != Mishap::Refuse ? ReadWish (client) : Wish{};
  int server = is_passed ? Connect (wish.address) : -1;

  if (mishap == Mishap::Reject && wish.address.sin_port != 0)
    SendAll (client, kNobody, sizeof kNobody - 1);
  is_spent = is_spent || !is_passed;
  if (server >= 0)
    {
      Connection connection = { client, server, mishap, wish.is_tunnel, {}, 0, {} };

      if (wish.is_tunnel ? SendAll (client, kEstablished, sizeof kEstablished - 1)
                         : SendRequest (connection, wish.head.data (), wish.head.size ()))
        Relay (connection);
      is_spent = is_spent || mishap != Mishap::None;
      close (server);
    }
  close (client);
}

/* FALSE if the connection is over. */
bool
Gate::PassRequest (Connection &connection)
{
  ssize_t n = recv (connection.client, connection.buffer, sizeof connection.buffer, 0);

  if (n <= 0)
    return false;
  connection.asked.Add (connection.buffer, static_cast<size_t> (n));
  return SendRequest (connection, connection.buffer, static_cast<size_t> (n));
}

bool
Gate::SendRequest (Connection &connection, const void *data, size_t size)
{
  bool is_request = connection.HasRequest ();

  if (is_request && connection.mishap == Mishap::Cut)
    return false;
  if (is_request && connection.mishap == Mishap::Repeat && !is_spent)
    {
      is_spent = true;
      if (!SendAll (connection.server, data, size))
        return false;
    }
  return SendAll (connection.server, data, size);
}

bool
Gate::PassAnswer (Connection &connection)
{
  ssize_t n = recv (connection.server, connection.buffer, sizeof connection.buffer, 0);
  bool is_answer = connection.HasRequest ();

  if (n <= 0)
    return false;
  if (is_answer && connection.mishap == Mishap::Lose)
    return true;
  if (is_answer)
    connection.n_answered += static_cast<size_t> (n);
  /* Without TLS it may have come with its head alone. */
  is_answer = is_answer && (connection.is_tunnel || connection.n_answered > kSome);
  if (is_answer && connection.mishap == Mishap::Corrupt && !is_spent)
    connection.buffer[n - 1] ^= 0x10;
  if (is_answer && connection.mishap == Mishap::Delay && !is_spent)
    poll (nullptr, 0, kLateMs);
  is_spent = is_spent || (is_answer && connection.mishap != Mishap::None);
  if (connection.mishap == Mishap::Truncate && connection.n_answered > kSome)
    {
      SendAll (connection.client, connection.buffer, static_cast<size_t> (n) / 2);
      return false;
    }
  return SendAll (connection.client, connection.buffer, static_cast<size_t> (n));
}

void
Gate::Relay (Connection &connection)
{
  pollfd sides[] = { { connection.client, POLLIN, 0 }, { connection.server, POLLIN, 0 } };
  bool goes_on = true;

  while (goes_on && !is_over)
    {
      bool is_losing = connection.mishap == Mishap::Lose && connection.HasRequest ();
      int n_ready = poll (sides, 2, is_losing ? kQuietMs : 1000);

      goes_on = n_ready > 0 || (n_ready == 0 && !is_losing);
      if (goes_on && sides[0].revents != 0)
        goes_on = PassRequest (connection);
      if (goes_on && sides[1].revents != 0)
        goes_on = PassAnswer (connection);
    }
}
