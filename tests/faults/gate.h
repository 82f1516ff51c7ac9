/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

/* What can happen on the way to a server. */
enum class Mishap
{
  None,
  Refuse,   /* the proxy says nothing */
  Reject,   /* it says that nobody is there */
  Vanish,   /* it is not there itself, until Restore() */
  Cut,      /* the connection breaks when the request is about to be sent */
  Lose,     /* the request arrives, its answer does not */
  Truncate, /* some of the answer arrives */
  Corrupt,  /* a bit of the answer is another */
  Delay,    /* the answer is late */
  Repeat,   /* the request arrives, and once more: TLS does not take it for a second one */
};

/* Counts the records of TLS that carry what is encrypted (RFC 8446 section 5.1). The client's first
 * one ends the handshake, the second one begins a request. */
class TlsRecords
{
public:
  void
  Add (const unsigned char *data, size_t size)
  {
    for (size_t i = 0; i < size; i++)
      {
        if (left > 0)
          {
            left--;
            continue;
          }
        header[n_header++] = data[i];
        if (n_header == sizeof header)
          {
            n_header = 0;
            left = static_cast<size_t> (header[3]) << 8 | header[4];
            n_encrypted += header[0] == 23 ? 1 : 0;
          }
      }
  }

  bool
  HasRequest () const
  {
    return n_encrypted >= 2;
  }

private:
  unsigned char header[5] = {};
  size_t n_header = 0;
  size_t left = 0;
  int n_encrypted = 0;
};

/* A proxy on the loopback interface that something happens to: a tunnel (RFC 9110 section 9.3.6), or
 * without TLS whoever passes on one request (RFC 9112 section 3.2.2). One request goes over one
 * connection. */
class Gate
{
public:
  Gate ();
  ~Gate ();
  Gate (const Gate &) = delete;
  Gate &operator= (const Gate &) = delete;

  std::string Uri () const;

  /* To the next connection, or to one after it. */
  void Arm (Mishap mishap, int n_skipped = 0);

  /* Whoever tries again finds it. */
  void Restore ();

  /* It has happened. */
  bool IsSpent () const;

private:
  struct Connection
  {
    int client;
    int server;
    Mishap mishap;
    bool is_tunnel;
    TlsRecords asked;
    size_t n_answered;
    unsigned char buffer[16384];

    bool
    HasRequest () const
    {
      return !is_tunnel || asked.HasRequest ();
    }
  };

  void StartListening ();
  void StopListening ();
  void Listen ();
  Mishap Disarm ();
  void Serve (int client);
  void Relay (Connection &connection);
  bool PassRequest (Connection &connection);
  bool SendRequest (Connection &connection, const void *data, size_t size);
  bool PassAnswer (Connection &connection);

  int listener = -1;
  uint16_t port = 0;
  std::atomic<Mishap> armed{ Mishap::None };
  std::atomic<int> n_before{ 0 };
  std::atomic<bool> is_spent{ false };
  std::atomic<bool> is_listening{ false };
  std::atomic<bool> is_over{ false };
  std::thread thread;
  std::vector<std::thread> connections;
};
