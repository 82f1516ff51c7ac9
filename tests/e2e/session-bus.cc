/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "session-bus.h"

#include <csignal>
#include <vector>

#include <gio/gio.h>

#include "wait.h"

namespace e2e
{

namespace
{

constexpr int kPoliteTimeoutMs = 8000;

GVariant *
AskBus (const char *method, GVariant *parameters, const char *reply_type)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, nullptr, nullptr);

  if (bus == nullptr)
    {
      g_variant_unref (g_variant_ref_sink (parameters));
      return nullptr;
    }
  return g_dbus_connection_call_sync (bus,
                                      "org.freedesktop.DBus",
                                      "/org/freedesktop/DBus",
                                      "org.freedesktop.DBus",
                                      method,
                                      parameters,
                                      G_VARIANT_TYPE (reply_type),
                                      G_DBUS_CALL_FLAGS_NONE,
                                      -1,
                                      nullptr,
                                      nullptr);
}

std::vector<std::string>
DataServers ()
{
  g_autoptr (GVariant) reply = AskBus ("ListNames", g_variant_new ("()"), "(as)");
  g_autofree const char **names = nullptr;
  std::vector<std::string> servers;

  if (reply == nullptr)
    return servers;
  g_variant_get (reply, "(^a&s)", &names);
  for (size_t i = 0; names[i] != nullptr; i++)
    {
      if (g_str_has_prefix (names[i], "org.gnome.evolution.") ||
          g_str_has_prefix (names[i], "org.gnome.Evolution"))
        servers.push_back (names[i]);
    }
  return servers;
}

void
SignalDataServers (int signal_number)
{
  for (const auto &name : DataServers ())
    {
      g_autoptr (GVariant) reply =
          AskBus ("GetConnectionUnixProcessID", g_variant_new ("(s)", name.c_str ()), "(u)");
      guint32 pid = 0;

      if (reply != nullptr)
        g_variant_get (reply, "(u)", &pid);
      if (pid > 1)
        kill (pid_t (pid), signal_number);
    }
}

}

bool
SetActivationEnvironment (const std::map<std::string, std::string> &environment)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) reply = nullptr;

  for (const auto &[name, value] : environment)
    g_variant_builder_add (&builder, "{ss}", name.c_str (), value.c_str ());
  reply = AskBus ("UpdateActivationEnvironment", g_variant_new ("(a{ss})", &builder), "()");
  return reply != nullptr;
}

void
StopDataServers ()
{
  SignalDataServers (SIGTERM);
  if (Eventually ([] { return DataServers ().empty (); }, kPoliteTimeoutMs))
    return;
  SignalDataServers (SIGKILL);
  Eventually ([] { return DataServers ().empty (); });
}

}
