/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What seals the secrets of the journal: with a real keyring, and with the certificate store alone. */

#include "enroll-error.h"
#include "enroll-keyring-vault.h"

#include <libsecret/secret.h>

#include "glib-test.h"
#include "keyring-service.h"
#include "locked-database.h"
#include "private-bus.h"
#include "private-home.h"

namespace
{

constexpr char kId[] = "0b7ab3c8-6f5f-4b0a-9c1e-2f5c1a7d9e10";
constexpr char kOtherId[] = "9d1f6c52-0d3e-4d5b-8a53-6c1f2f7f4f11";
constexpr char kSchema[] = "org.gnome.evolution.plugin.smime-enrollment.journal";
constexpr char kSecret[] = "a cookie, a link, and a password";

class VaultTest : public GlibTest, public ::testing::WithParamInterface<bool>
{
protected:
  VaultTest ()
  {
    static PrivateBus bus;

    PrivateHome::Get ();
    secret_service_disconnect ();
    if (GetParam () && !service.Start ())
      ADD_FAILURE () << "no keyring";
  }

  void
  TearDown () override
  {
    secret_service_disconnect ();
    if (GetParam ())
      service.Stop ();
    g_object_unref (vault);
    GlibTest::TearDown ();
  }

  /* As a program that was started anew. */
  void
  Restart ()
  {
    g_object_unref (vault);
    secret_service_disconnect ();
    vault = enroll_keyring_vault_new ();
  }

  GBytes *
  Seal (const char *id = kId)
  {
    g_autoptr (GBytes) plain = g_bytes_new_static (kSecret, sizeof kSecret);
    g_autoptr (GError) error = nullptr;
    AsyncResult result;

    enroll_vault_seal_async (ENROLL_VAULT (vault), id, plain, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    GBytes *sealed = enroll_vault_finish (ENROLL_VAULT (vault), result.Get (), &error);
    EXPECT_NE (sealed, nullptr) << error->message;
    return sealed;
  }

  std::string
  Open (GBytes *sealed, const char *id = kId)
  {
    AsyncResult result;

    enroll_vault_open_async (ENROLL_VAULT (vault), id, sealed, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    g_autoptr (GError) error = nullptr;
    g_autoptr (GBytes) plain = enroll_vault_finish (ENROLL_VAULT (vault), result.Get (), &error);

    if (plain == nullptr)
      {
        EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL));
        return "closed";
      }
    return std::string (static_cast<const char *> (g_bytes_get_data (plain, nullptr)),
                        g_bytes_get_size (plain) - 1);
  }

  static guint
  KeysInKeyring ()
  {
    g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);

    g_hash_table_insert (attributes,
                         const_cast<char *> ("xdg:schema"),
                         const_cast<char *> (kSchema));
    GList *items = secret_service_search_sync (nullptr,
                                               nullptr,
                                               attributes,
                                               SECRET_SEARCH_ALL,
                                               nullptr,
                                               nullptr);
    guint n = g_list_length (items);
    g_list_free_full (items, g_object_unref);
    return n;
  }

  KeyringService service;
  EnrollKeyringVault *vault = enroll_keyring_vault_new ();
};

TEST_P (VaultTest, OpensWhatItHasSealedAlsoAfterARestart)
{
  g_autoptr (GBytes) first = Seal ();
  g_autoptr (GBytes) second = Seal ();

  EXPECT_EQ (Open (first), kSecret);
  Restart ();
  EXPECT_EQ (Open (first), kSecret);
  EXPECT_EQ (Open (second), kSecret);
}

TEST_P (VaultTest, ShowsNothingOfIt)
{
  g_autoptr (GBytes) sealed = Seal ();
  const std::string bytes (static_cast<const char *> (g_bytes_get_data (sealed, nullptr)),
                           g_bytes_get_size (sealed));

  for (const char *part : { "cookie", "link", "password" })
    EXPECT_EQ (bytes.find (part), std::string::npos) << part;
}

TEST_P (VaultTest, NeverSealsAlike)
{
  g_autoptr (GBytes) first = Seal ();
  g_autoptr (GBytes) second = Seal ();

  EXPECT_FALSE (g_bytes_equal (first, second));
}

TEST_P (VaultTest, OpensNothingThatWasChangedOrBelongsToAnother)
{
  g_autoptr (GBytes) sealed = Seal ();
  g_autoptr (GBytes) other = Seal (kOtherId);
  gsize size;
  const auto *data = static_cast<const guint8 *> (g_bytes_get_data (sealed, &size));

  EXPECT_EQ (Open (sealed, kOtherId), "closed");
  EXPECT_EQ (Open (other, kId), "closed");
  for (gsize length : { gsize (0), gsize (1), gsize (2), size / 2, size - 1 })
    {
      g_autoptr (GBytes) part = g_bytes_new (data, length);

      EXPECT_EQ (Open (part), "closed") << length;
    }
  for (gsize at = 0; at < size; at += 7)
    {
      g_autofree auto *copy = static_cast<guint8 *> (g_memdup2 (data, size));
      copy[at] ^= 0x40;
      g_autoptr (GBytes) changed = g_bytes_new (copy, size);

      /* As a program that has to unwrap the key. */
      Restart ();
      EXPECT_EQ (Open (changed), "closed") << at;
    }
}

TEST_P (VaultTest, TellsAKeyringThatCannotBeReachedFromALostKey)
{
  if (!GetParam ())
    GTEST_SKIP () << "there is no keyring";
  g_autoptr (GBytes) sealed = Seal ();
  g_autoptr (GError) error = nullptr;
  AsyncResult result;

  Restart ();
  service.Stop ();
  enroll_vault_open_async (ENROLL_VAULT (vault), kId, sealed, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_EQ (enroll_vault_finish (ENROLL_VAULT (vault), result.Get (), &error), nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_LOCKED)) << error->message;
}

/* As if the password dialog was closed; going on without what is sealed would replace it. */
TEST_P (VaultTest, TellsADatabaseThatStaysLockedFromALostKey)
{
  if (GetParam ())
    GTEST_SKIP () << "the key is in the keyring";
  g_autoptr (GBytes) sealed = Seal ();

  {
    LockedDatabase database;
    g_autoptr (GError) error = nullptr;
    AsyncResult result;

    Restart ();
    enroll_vault_open_async (ENROLL_VAULT (vault), kId, sealed, AsyncResult::Callback, &result);
    ASSERT_TRUE (result.Wait ());
    EXPECT_EQ (enroll_vault_finish (ENROLL_VAULT (vault), result.Get (), &error), nullptr);
    EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_LOCKED)) << error->message;
  }
  EXPECT_EQ (Open (sealed), kSecret);
}

TEST_P (VaultTest, ForgetsForGood)
{
  g_autoptr (GBytes) sealed = Seal ();

  EXPECT_EQ (KeysInKeyring () > 0, GetParam ());
  enroll_vault_forget (ENROLL_VAULT (vault), kId);
  if (GetParam ())
    {
      EXPECT_TRUE (Eventually ([] { return KeysInKeyring () <= 1; })) << "the other test’s key";
      Restart ();
      EXPECT_EQ (Open (sealed), "closed");
    }
}

INSTANTIATE_TEST_SUITE_P (Every,
                          VaultTest,
                          ::testing::Bool (),
                          [] (const ::testing::TestParamInfo<bool> &info) {
                            return info.param ? "Keyring" : "StoreAlone";
                          });

} // namespace
