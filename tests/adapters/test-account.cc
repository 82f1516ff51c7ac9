/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What an account has after a certificate was set for it, and what it had before and keeps. The copy of
 * the account editor stands for the account: both are sources. */

#include "enroll-eds-account.h"

#include "glib-test.h"

namespace
{

constexpr const char *kNickname = "Alice’s certificate";
constexpr const char *kOther = "certificate of the card";

class Account : public GlibTest
{
protected:
  ~Account () override
  {
    enroll_settings_unref (settings);
    enroll_identity_unref (identity);
    g_object_unref (source);
  }

  void
  Bind (bool can_encrypt)
  {
    g_autoptr (EnrollEdsAccount) account = enroll_eds_account_new (nullptr, nullptr, source);
    g_autoptr (EnrollInstalled) installed = enroll_installed_new (kNickname);
    g_autoptr (GError) error = nullptr;
    AsyncResult result;

    installed->can_sign = TRUE;
    installed->can_encrypt = can_encrypt;
    enroll_account_bind_async (ENROLL_ACCOUNT (account),
                               identity,
                               installed,
                               settings,
                               nullptr,
                               AsyncResult::Callback,
                               &result);
    ASSERT_TRUE (result.Wait ());
    EXPECT_TRUE (enroll_account_bind_finish (ENROLL_ACCOUNT (account), result.Get (), &error));
    EXPECT_EQ (error, nullptr);
  }

  ESourceSMIME *
  Smime ()
  {
    return E_SOURCE_SMIME (e_source_get_extension (source, E_SOURCE_EXTENSION_SMIME));
  }

  ESource *source = e_source_new (nullptr, nullptr, nullptr);
  EnrollIdentity *identity =
      enroll_identity_new (e_source_get_uid (source), "Alice", "alice@example.edu");
  EnrollSettings *settings = enroll_settings_new ();
};

}

TEST_F (Account, SignsAndEncryptsWithTheNewCertificate)
{
  Bind (true);

  EXPECT_STREQ (e_source_smime_get_signing_certificate (Smime ()), kNickname);
  EXPECT_STREQ (e_source_smime_get_signing_algorithm (Smime ()), "sha256");
  EXPECT_TRUE (e_source_smime_get_sign_by_default (Smime ()));
  EXPECT_STREQ (e_source_smime_get_encryption_certificate (Smime ()), kNickname);
  EXPECT_TRUE (e_source_smime_get_encrypt_to_self (Smime ()));
  EXPECT_FALSE (e_source_smime_get_encrypt_by_default (Smime ()));
}

TEST_F (Account, DoesByDefaultWhatTheSettingsSay)
{
  settings->sign_by_default = FALSE;
  settings->encrypt_by_default = TRUE;
  Bind (true);

  EXPECT_FALSE (e_source_smime_get_sign_by_default (Smime ()));
  EXPECT_TRUE (e_source_smime_get_encrypt_by_default (Smime ()));
}

TEST_F (Account, KeepsWhatTheUserHasSwitchedOn)
{
  settings->sign_by_default = FALSE;
  e_source_smime_set_sign_by_default (Smime (), TRUE);
  e_source_smime_set_encrypt_by_default (Smime (), TRUE);
  Bind (true);

  EXPECT_TRUE (e_source_smime_get_sign_by_default (Smime ()));
  EXPECT_TRUE (e_source_smime_get_encrypt_by_default (Smime ()));
}

/* Who encrypts everything must not send plain text from now on. */
TEST_F (Account, GoesOnEncryptingWithTheOtherCertificate)
{
  e_source_smime_set_encryption_certificate (Smime (), kOther);
  e_source_smime_set_encrypt_by_default (Smime (), TRUE);
  settings->encrypt_by_default = TRUE;
  Bind (false);

  EXPECT_STREQ (e_source_smime_get_signing_certificate (Smime ()), kNickname);
  EXPECT_STREQ (e_source_smime_get_encryption_certificate (Smime ()), kOther);
  EXPECT_TRUE (e_source_smime_get_encrypt_by_default (Smime ()));
}

TEST_F (Account, EncryptsWithNothingThatCannot)
{
  settings->encrypt_by_default = TRUE;
  Bind (false);
  EXPECT_EQ (e_source_smime_get_encryption_certificate (Smime ()), nullptr);
  EXPECT_FALSE (e_source_smime_get_encrypt_by_default (Smime ()));

  e_source_smime_set_encryption_certificate (Smime (), kNickname);
  e_source_smime_set_encrypt_by_default (Smime (), TRUE);
  Bind (false);
  EXPECT_EQ (e_source_smime_get_encryption_certificate (Smime ()), nullptr);
  EXPECT_FALSE (e_source_smime_get_encrypt_by_default (Smime ()));
}
