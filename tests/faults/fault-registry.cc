/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fault-registry.h"

#include <csignal>
#include <filesystem>

#include <gio/gio.h>
#include <gtest/gtest.h>

#include "private-bus.h"
#include "wait.h"

namespace
{

constexpr char kServiceFile[] = "/org.gnome.evolution.dataserver.Sources5.service";

constexpr char kSocket[] = "unix:path=";

/* The folder of the services, beside the socket. */
std::string
Services (const std::string &address)
{
  return std::filesystem::path (address.substr (sizeof kSocket - 1)).parent_path () / "services";
}

/* What it starts is below the user's home, too. */
std::string
ServiceText (const std::string &home)
{
  std::string text = e2e::ReadFile (std::string ("/usr/share/dbus-1/services") + kServiceFile);
  std::string start = "Exec=/usr/bin/env HOME=" + home + " XDG_CONFIG_HOME=" + home +
                      "/.config XDG_DATA_HOME=" + home + "/.local/share XDG_CACHE_HOME=" + home +
                      "/.cache ";
  size_t exec = text.find ("Exec=");
  size_t systemd = text.find ("SystemdService=");

  if (exec == std::string::npos)
    return "";
  if (systemd != std::string::npos)
    text.erase (systemd, text.find ('\n', systemd) - systemd);
  return text.replace (exec, 5, start);
}

std::string
BusConfiguration (const std::string &address, const std::string &services)
{
  return "<busconfig><type>session</type><listen>" + address + "</listen><servicedir>" + services +
         "</servicedir><policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/>"
         "<allow own=\"*\"/></policy></busconfig>\n";
}

}

bool
FaultRegistry::Start (const std::string &where,
                      const std::string &home,
                      const std::string &mail_address)
{
  folder = where;
  file = home + "/.config/evolution/sources/" + kUid + ".source";
  std::string service = ServiceText (home);

  e2e::WriteFile (file,
                  "[Data Source]\nDisplayName=a\nEnabled=true\nParent=\n[Mail Identity]\nAddress=" +
                      mail_address + "\n");
  e2e::WriteFile (Services (Address ()) + kServiceFile, service);
  e2e::WriteFile (folder + "/bus.conf", BusConfiguration (Address (), Services (Address ())));
  return !service.empty () &&
         bus.Start (
             { "dbus-daemon", "--nofork", "--nopidfile", "--config-file=" + folder + "/bus.conf" },
             {},
             folder + "/bus.log") &&
         e2e::Eventually ([this] { return std::filesystem::exists (folder + "/bus"); });
}

void
FaultRegistry::Stop ()
{
  bus.Stop ();
}

std::string
FaultRegistry::Address () const
{
  return kSocket + folder + "/bus";
}

std::string
FaultRegistry::Account () const
{
  return e2e::ReadFile (file);
}

void
FaultRegistry::Kill ()
{
  g_autoptr (GVariant) reply = AskBus ("GetConnectionUnixProcessID", kName, "(u)");
  guint32 pid = 0;

  ASSERT_NE (reply, nullptr) << "the service does not run";
  g_variant_get (reply, "(u)", &pid);
  kill (static_cast<pid_t> (pid), SIGKILL);
}
