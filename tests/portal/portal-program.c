/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-program.h"

#include <glib-unix.h>
#include <unistd.h>

/* How the programs of this folder listen and end. */

/* @host: an IPv4 address */
gboolean
portal_program_listen (SoupServer *server,
                       const char *host,
                       int port,
                       SoupServerListenOptions how,
                       GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, (guint)port);

  return soup_server_listen (server, address, how, error);
}

guint
portal_program_get_port (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  guint port = (guint)g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return port;
}

void
portal_program_say_ready (int ready_fd)
{
  if (ready_fd >= 0 && write (ready_fd, "ready\n", 6) != 6)
    g_warning ("nobody listens on the ready descriptor");
}

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
input_ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
portal_program_wait_for_end (gboolean until_eof)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);

  if (until_eof)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, input_ready_cb, loop);
  g_main_loop_run (loop);
  g_source_remove (term);
  g_source_remove (interrupt);
}
