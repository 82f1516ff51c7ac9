/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A real keyring on a bus of its own, and none at all. */

#include <algorithm>

#include "enroll-error.h"
#include "enroll-libsecret-keyring.h"

#include <libsecret/secret.h>

#include "glib-test.h"
#include "keyring-service.h"
#include "private-bus.h"

namespace
{

constexpr char kSchema[] = "org.gnome.evolution.plugin.smime-enrollment";

class KeyringTest : public GlibTest
{
protected:
  KeyringTest ()
  {
    static PrivateBus bus;

    secret_service_disconnect ();
  }

  void
  TearDown () override
  {
    secret_service_disconnect ();
    service.Stop ();
    g_object_unref (keyring);
    GlibTest::TearDown ();
  }

  bool
  Keep (const EnrollKeepsake &keepsake, const char *text, GError **error = nullptr)
  {
    g_autoptr (EnrollSecret) secret = enroll_secret_new (text);
    AsyncResult result;

    enroll_keyring_keep_async (ENROLL_KEYRING (keyring),
                               &keepsake,
                               secret,
                               nullptr,
                               AsyncResult::Callback,
                               &result);
    return result.Wait () &&
           enroll_keyring_keep_finish (ENROLL_KEYRING (keyring), result.Get (), error) == TRUE;
  }

  /* What the keyring has with our schema and this attribute: “label: serial: secret”, sorted. */
  static std::vector<std::string>
  Find (const char *name, const char *value)
  {
    std::vector<std::string> found;
    g_autoptr (GError) error = nullptr;
    g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
    SecretSearchFlags flags =
        static_cast<SecretSearchFlags> (SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS);

    g_hash_table_insert (attributes, const_cast<char *> (name), const_cast<char *> (value));
    g_hash_table_insert (attributes,
                         const_cast<char *> ("xdg:schema"),
                         const_cast<char *> (kSchema));
    GList *items =
        secret_service_search_sync (nullptr, nullptr, attributes, flags, nullptr, &error);

    EXPECT_EQ (error, nullptr) << error->message;
    for (GList *item = items; item != nullptr; item = item->next)
      {
        g_autofree char *label = secret_item_get_label (SECRET_ITEM (item->data));
        g_autoptr (GHashTable) named = secret_item_get_attributes (SECRET_ITEM (item->data));
        g_autoptr (SecretValue) secret = secret_item_get_secret (SECRET_ITEM (item->data));
        const char *serial = static_cast<const char *> (g_hash_table_lookup (named, "serial"));

        found.push_back (std::string (label) + ": " + (serial != nullptr ? serial : "?") + ": " +
                         secret_value_get_text (secret));
      }
    g_list_free_full (items, g_object_unref);
    std::sort (found.begin (), found.end ());
    return found;
  }

  using Lines = std::vector<std::string>;

  KeyringService service;
  EnrollLibsecretKeyring *keyring = enroll_libsecret_keyring_new ();
  const std::string label =
      "Pass-phrase for revoking the certificate of alice@example.edu at cert-manager.com: ";
};

}

TEST_F (KeyringTest, IsNotThereWithoutAService)
{
  g_autoptr (GError) error = nullptr;
  const EnrollKeepsake keepsake = { "e0",
                                    "alice@example.edu",
                                    "cert-manager.com",
                                    nullptr,
                                    nullptr };

  EXPECT_FALSE (Keep (keepsake, "t0p-secret", &error));

  ASSERT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
  EXPECT_EQ (strstr (error->message, "t0p-secret"), nullptr);
}

TEST_F (KeyringTest, IsNotThereWhenItStaysLocked)
{
  g_autoptr (GError) error = nullptr;
  const EnrollKeepsake keepsake = { "e6",
                                    "alice@example.edu",
                                    "cert-manager.com",
                                    nullptr,
                                    nullptr };

  ASSERT_TRUE (service.Start (false));
  EXPECT_FALSE (Keep (keepsake, "t0p-secret", &error));

  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
}

TEST_F (KeyringTest, KeepsThePassPhraseUnderItsName)
{
  const EnrollKeepsake keepsake = { "e1",
                                    "alice@example.edu",
                                    "cert-manager.com",
                                    nullptr,
                                    nullptr };

  ASSERT_TRUE (service.Start ());
  ASSERT_TRUE (Keep (keepsake, "t0p-secret"));

  EXPECT_EQ (Find ("enrollment", "e1"), Lines{ label + ": t0p-secret" });
  EXPECT_EQ (Find ("enrollment", "other"), Lines{});
}

TEST_F (KeyringTest, NamesTheCertificateOfWhatItKept)
{
  const EnrollKeepsake before = { "e2", "alice@example.edu", "cert-manager.com", nullptr, nullptr };
  const EnrollKeepsake after = { "e2", "alice@example.edu", "cert-manager.com", "A CA", "4f:09" };

  ASSERT_TRUE (service.Start ());
  ASSERT_TRUE (Keep (before, "t0p-secret"));
  ASSERT_TRUE (Keep (after, "t0p-secret"));

  EXPECT_EQ (Find ("enrollment", "e2"), Lines{ label + "4f:09: t0p-secret" });
  EXPECT_EQ (Find ("issuer", "A CA"), Lines{ label + "4f:09: t0p-secret" });
}

TEST_F (KeyringTest, KeepsThoseOfEarlierEnrollments)
{
  const EnrollKeepsake first = { "e3", "bob@example.edu", "cert-manager.com", nullptr, nullptr };
  const EnrollKeepsake second = { "e4", "bob@example.edu", "cert-manager.com", nullptr, nullptr };

  ASSERT_TRUE (service.Start ());
  ASSERT_TRUE (Keep (first, "0ne"));
  ASSERT_TRUE (Keep (second, "tw0"));

  EXPECT_EQ (Find ("address", "bob@example.edu").size (), 2u);
}

TEST_F (KeyringTest, HasThemAfterANewLogin)
{
  const EnrollKeepsake keepsake = { "e5",
                                    "alice@example.edu",
                                    "cert-manager.com",
                                    nullptr,
                                    nullptr };

  ASSERT_TRUE (service.Start ());
  ASSERT_TRUE (Keep (keepsake, "t0p-secret"));
  secret_service_disconnect ();
  service.Stop ();
  ASSERT_TRUE (service.Start ());

  EXPECT_EQ (Find ("enrollment", "e5"), Lines{ label + ": t0p-secret" });
}
