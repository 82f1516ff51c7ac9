/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <gio/gio.h>

/* A proxy on the loopback interface that tunnels (RFC 9110 section 9.3.6) and notes what it was
 * told. */
class TunnelProxy
{
public:
  TunnelProxy ();
  ~TunnelProxy ();
  TunnelProxy (const TunnelProxy &) = delete;
  TunnelProxy &operator= (const TunnelProxy &) = delete;

  guint16 Port () const;

  /* All that came before the tunnel was open, one text for each connection. */
  std::vector<std::string> Heads () const;

private:
  static gboolean Serve (GThreadedSocketService *service,
                         GSocketConnection *connection,
                         GObject *source,
                         gpointer user_data);
  static gpointer Pump (gpointer user_data);

  GSocketService *service;
  guint16 port;
  mutable std::mutex mutex;
  std::vector<std::string> heads;
};
