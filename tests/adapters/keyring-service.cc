/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "keyring-service.h"

#include <gio/gio.h>
#include <gtest/gtest.h>
#include <libsecret/secret.h>

#include "private-bus.h"
#include "private-home.h"

namespace
{

constexpr char kServiceName[] = "org.freedesktop.secrets";

bool
HasOwner ()
{
  g_autoptr (GVariant) reply = AskBus ("NameHasOwner", kServiceName, "(b)");
  gboolean has_owner = FALSE;

  if (reply != nullptr)
    g_variant_get (reply, "(b)", &has_owner);
  return has_owner == TRUE;
}

}

bool
KeyringService::Start (bool is_unlocked)
{
  std::string arguments = is_unlocked ? " --unlock <\"$HOME/login-password\"" : "";
  std::string home = PrivateHome::Get ().Path ();

  e2e::WriteFile (home + "/login-password", "login-password");
  return process.Start ({ "sh",
                          "-c",
                          "exec gnome-keyring-daemon --foreground --components=secrets "
                          "--control-directory=\"$HOME/keyring\"" +
                              arguments },
                        {},
                        home + "/keyring.log") &&
         e2e::Eventually ([] { return HasOwner (); });
}

void
KeyringService::Stop ()
{
  process.Stop ();
  EXPECT_TRUE (e2e::Eventually ([] { return !HasOwner (); }));
}

int
KeyringService::CountItems (const std::string &schema)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, nullptr, nullptr);
  GVariantBuilder attributes;

  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema", schema.c_str ());
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (bus,
                                                            kServiceName,
                                                            "/org/freedesktop/secrets",
                                                            "org.freedesktop.Secret.Service",
                                                            "SearchItems",
                                                            g_variant_new ("(a{ss})", &attributes),
                                                            G_VARIANT_TYPE ("(aoao)"),
                                                            G_DBUS_CALL_FLAGS_NONE,
                                                            -1,
                                                            nullptr,
                                                            nullptr);
  if (reply == nullptr)
    return -1;
  g_autoptr (GVariant) open = g_variant_get_child_value (reply, 0);
  return static_cast<int> (g_variant_n_children (open));
}

std::vector<std::string>
KeyringService::Secrets (const std::string &schema)
{
  std::vector<std::string> secrets;
  g_autoptr (GError) error = nullptr;
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  auto flags = static_cast<SecretSearchFlags> (SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS);

  g_hash_table_insert (attributes,
                       const_cast<char *> ("xdg:schema"),
                       const_cast<char *> (schema.c_str ()));
  secret_service_disconnect ();
  GList *items = secret_service_search_sync (nullptr, nullptr, attributes, flags, nullptr, &error);
  EXPECT_EQ (error, nullptr) << error->message;
  for (GList *item = items; item != nullptr; item = item->next)
    {
      g_autoptr (SecretValue) secret = secret_item_get_secret (SECRET_ITEM (item->data));

      secrets.emplace_back (secret_value_get_text (secret));
    }
  g_list_free_full (items, g_object_unref);
  secret_service_disconnect ();
  return secrets;
}
