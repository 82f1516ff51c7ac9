/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "private-bus.h"

#include "private-home.h"

PrivateBus::PrivateBus (const std::vector<std::string> &services)
    : bus (g_test_dbus_new (G_TEST_DBUS_NONE))
{
  std::string folder = PrivateHome::Get ().Path () + "/services";

  g_mkdir_with_parents (folder.c_str (), 0700);
  for (const std::string &service : services)
    {
      std::string name = "/" + service + ".service";

      e2e::WriteFile (folder + name, e2e::ReadFile ("/usr/share/dbus-1/services" + name));
    }
  g_test_dbus_add_service_dir (bus, folder.c_str ());
  g_test_dbus_up (bus);
}

PrivateBus::~PrivateBus ()
{
  /* Libraries keep the connection for as long as the program runs; this object would wait for it. */
  g_test_dbus_stop (bus);
}

std::string
PrivateBus::Address () const
{
  return g_test_dbus_get_bus_address (bus);
}

GVariant *
AskBus (const char *method, const char *name, const char *type)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, nullptr, nullptr);

  return g_dbus_connection_call_sync (bus,
                                      "org.freedesktop.DBus",
                                      "/org/freedesktop/DBus",
                                      "org.freedesktop.DBus",
                                      method,
                                      g_variant_new ("(s)", name),
                                      G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NONE,
                                      -1,
                                      nullptr,
                                      nullptr);
}
