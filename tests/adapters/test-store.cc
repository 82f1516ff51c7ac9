/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"
#include "enroll-gnutls-pki.h"
#include "enroll-nss-store.h"
#include "enroll-nss.h"
#include "enroll-request.h"

#include "glib-test.h"
#include "private-home.h"
#include "tool.h"

namespace
{

constexpr int kStoreMs = 60000;
const char address[] = "alice@example.edu";

int n_prompts;
const char *given_password;

char *
GivePassword (PK11SlotInfo *, PRBool retry, void *)
{
  n_prompts++;
  return given_password != nullptr && !retry ? PL_strdup (given_password) : nullptr;
}

/* The tests share one database, and come in this order. */
class Store : public GlibTest
{
protected:
  Store ()
  {
    PrivateHome::Get ();
    n_prompts = 0;
    given_password = nullptr;
    PK11_SetPasswordFunc (GivePassword);
    store = enroll_nss_store_new ();
  }

  ~Store () override
  {
    g_object_unref (store);
  }

  static Authority &
  TestAuthority ()
  {
    static Authority authority ("Store");

    return authority;
  }

  EnrollKey *
  MakeKey (GError **error = nullptr)
  {
    AsyncResult result;

    enroll_store_make_key_async (ENROLL_STORE (store),
                                 2048,
                                 nullptr,
                                 AsyncResult::Callback,
                                 &result);
    EXPECT_TRUE (result.Wait (kStoreMs));
    return enroll_store_make_key_finish (ENROLL_STORE (store), result.Get (), error);
  }

  EnrollInstalled *
  Install (EnrollCredential *credential, bool trust = false)
  {
    AsyncResult result;
    g_autoptr (GError) error = nullptr;
    auto run = trust ? enroll_store_trust_async : enroll_store_install_async;
    EnrollInstalled *installed = nullptr;

    run (ENROLL_STORE (store), credential, nullptr, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait (kStoreMs));
    installed = enroll_store_install_finish (ENROLL_STORE (store), result.Get (), &error);
    EXPECT_NE (installed, nullptr) << error->message;
    return installed;
  }

  /* What the authority issues for a key of the store. */
  EnrollCredential *
  Issue (EnrollKey *key, const Authority &authority = TestAuthority ())
  {
    g_autoptr (GError) error = nullptr;
    g_autofree char *request = enroll_request_new (key, address, &error);
    std::string file = authority.IssueForRequest (request, PersonPlan (address)) +
                       authority.Issuing () + authority.Root ();
    g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
    EnrollCredential *credential = enroll_credential_read (bytes,
                                                           key,
                                                           nullptr,
                                                           address,
                                                           g_get_real_time () / G_USEC_PER_SEC,
                                                           &error);

    EXPECT_NE (credential, nullptr) << error->message;
    return credential;
  }

  /* A PKCS#12 file of the authority, with a key of its own. */
  EnrollCredential *
  IssueWithKey ()
  {
    const Authority &authority = TestAuthority ();
    std::string key = authority.MakeKey ("own-key.pem");
    g_autoptr (EnrollSecret) password = enroll_secret_new ("pw");
    g_autoptr (GError) error = nullptr;
    std::string p12 = authority.Folder ().File ("own.p12");

    authority.Folder ().Write ("own.pem",
                               authority.IssueForKey (key, PersonPlan (address)) +
                                   authority.Issuing () + authority.Root ());
    RunTool ({ "openssl",
               "pkcs12",
               "-export",
               "-inkey",
               key,
               "-in",
               authority.Folder ().File ("own.pem"),
               "-out",
               p12,
               "-passout",
               "pass:pw" });
    std::string file = e2e::ReadFile (p12);
    g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
    EnrollCredential *credential = enroll_credential_read (bytes,
                                                           nullptr,
                                                           password,
                                                           address,
                                                           g_get_real_time () / G_USEC_PER_SEC,
                                                           &error);
    EXPECT_NE (credential, nullptr) << error->message;
    return credential;
  }

  static std::string
  List (const char *what)
  {
    return RunTool ({ "certutil", what, "-d", PrivateHome::Get ().Database () });
  }

  static int
  CountLines (const std::string &text, const std::string &part)
  {
    int n = 0;

    for (size_t at = text.find (part); at != std::string::npos; at = text.find (part, at + 1))
      n++;
    return n;
  }

  /* The flags that certutil shows for a certificate. */
  static std::string
  Flags (const std::string &nickname)
  {
    std::string list = "\n" + List ("-L");
    size_t start = list.find ("\n" + nickname + " ");
    size_t end = start != std::string::npos ? list.find ('\n', start + 1) : std::string::npos;
    std::string line = end != std::string::npos ? list.substr (start, end - start) : "";

    while (!line.empty () && line.back () == ' ')
      line.pop_back ();
    return line.substr (line.rfind (' ') + 1);
  }

  EnrollNssStore *store;
};

/* A database with a password while this lives. */
class LockedDatabase
{
public:
  LockedDatabase () : slot (PK11_GetInternalKeySlot ())
  {
    EXPECT_EQ (PK11_ChangePW (slot, "", "pass word"), SECSuccess);
    EXPECT_EQ (PK11_Logout (slot), SECSuccess);
  }

  ~LockedDatabase ()
  {
    EXPECT_EQ (PK11_CheckUserPassword (slot, "pass word"), SECSuccess);
    EXPECT_EQ (PK11_ChangePW (slot, "pass word", ""), SECSuccess);
    PK11_FreeSlot (slot);
  }

  PK11SlotInfo *slot;
};

}

TEST_F (Store, AFreshDatabaseNeedsNoPrompt)
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollKey) key = MakeKey (&error);

  ASSERT_NE (key, nullptr) << error->message;
  EXPECT_EQ (n_prompts, 0);
}

TEST_F (Store, AKeyIsDurableAsSoonAsItIsMade)
{
  int before = CountLines (List ("-K"), "rsa");
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (GBytes) modulus = enroll_key_dup_modulus (key);

  EXPECT_EQ (g_bytes_get_size (modulus), 256u);
  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before + 1);
  EXPECT_NE (List ("-K").find ("S/MIME certificate request"), std::string::npos);
}

TEST_F (Store, TrustComesOnlyByTheUsersWordAndOnlyForMail)
{
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key);
  ASSERT_NE (credential, nullptr);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  ASSERT_NE (installed, nullptr);

  EXPECT_TRUE (installed->root_is_unknown);
  EXPECT_FALSE (installed->can_sign);
  EXPECT_EQ (List ("-L").find ("Store Root"), std::string::npos) << "the root is not stored";
  EXPECT_EQ (Flags ("Store Issuing CA - Test Trust Services"), ",,");

  g_autoptr (EnrollInstalled) trusted = Install (credential, true);
  ASSERT_NE (trusted, nullptr);
  EXPECT_FALSE (trusted->root_is_unknown);
  EXPECT_TRUE (trusted->can_sign);
  EXPECT_TRUE (trusted->can_encrypt);
  EXPECT_EQ (Flags ("Store Root - Test Trust Services"), ",C,");
  EXPECT_EQ (Flags (trusted->nickname), "u,u,u");
  EXPECT_EQ (n_prompts, 0);
}

TEST_F (Store, InstallingTwiceIsHarmless)
{
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key);
  g_autoptr (EnrollInstalled) first = Install (credential);
  std::string list = List ("-L");
  std::string keys = List ("-K");
  g_autoptr (EnrollInstalled) second = Install (credential);

  ASSERT_NE (second, nullptr);
  EXPECT_STREQ (first->nickname, second->nickname);
  EXPECT_EQ (List ("-L"), list);
  EXPECT_EQ (List ("-K"), keys);
}

TEST_F (Store, TheNicknameIsWhatTheStoreSays)
{
  Authority other ("Second");
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key, other);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  g_autoptr (CERTCertificate) found =
      CERT_FindCertByNickname (CERT_GetDefaultCertDB (), installed->nickname);

  EXPECT_EQ (std::string (installed->nickname).find ("alice@example.edu"), 0u);
  EXPECT_NE (found, nullptr);
  EXPECT_NE (Flags (installed->nickname), "");
}

TEST_F (Store, ACollidingNicknameGetsANumber)
{
  std::string another = PersonPlan (address);
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autofree char *request = enroll_request_new (key, address, nullptr);
  const Authority &authority = TestAuthority ();

  another.replace (another.find ("Alice Example"), 13, "Alice Other");
  std::string file =
      authority.IssueForRequest (request, another) + authority.Issuing () + authority.Root ();
  g_autoptr (GBytes) bytes = g_bytes_new (file.data (), file.size ());
  g_autoptr (EnrollCredential) credential =
      enroll_credential_read (bytes, key, nullptr, address, g_get_real_time () / 1000000, nullptr);
  ASSERT_NE (credential, nullptr);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  EXPECT_NE (std::string (installed->nickname).find (" #"), std::string::npos)
      << installed->nickname;
}

TEST_F (Store, AKeyOfThePortalIsPairedWithItsCertificate)
{
  int before = CountLines (List ("-K"), "rsa");
  g_autoptr (EnrollCredential) credential = IssueWithKey ();
  ASSERT_NE (credential, nullptr);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  ASSERT_NE (installed, nullptr);

  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before + 1);
  EXPECT_EQ (Flags (installed->nickname), "u,u,u");
  EXPECT_TRUE (installed->can_sign) << "its root is trusted by now";
}

TEST_F (Store, FindsUntilWhenACertificateIsValid)
{
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key);
  g_autoptr (EnrollInstalled) installed = Install (credential);

  EXPECT_NEAR (static_cast<double> (enroll_nss_store_find_valid_until (installed->nickname)),
               static_cast<double> (credential->not_after),
               600.0);
  EXPECT_EQ (enroll_nss_store_find_valid_until ("nobody"), 0);
  EXPECT_EQ (enroll_nss_store_find_valid_until (""), 0);
  EXPECT_EQ (enroll_nss_store_find_valid_until (nullptr), 0);
}

TEST_F (Store, ALockedDatabaseAsksForItsPassword)
{
  LockedDatabase locked;
  g_autoptr (GError) error = nullptr;

  given_password = "pass word";
  g_autoptr (EnrollKey) key = MakeKey (&error);
  EXPECT_NE (key, nullptr) << error->message;
  EXPECT_EQ (n_prompts, 1);
}

TEST_F (Store, ALockedDatabaseThatStaysLockedLosesNothing)
{
  std::string before = List ("-L");
  std::string keys = List ("-K");

  {
    LockedDatabase locked;
    g_autoptr (GError) error = nullptr;
    g_autoptr (EnrollKey) key = MakeKey (&error);

    EXPECT_EQ (key, nullptr);
    EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
    EXPECT_EQ (n_prompts, 1);
    given_password = "wrong";
    g_clear_error (&error);
    EXPECT_EQ (MakeKey (&error), nullptr);
    EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
  }
  EXPECT_EQ (List ("-L"), before);
  EXPECT_EQ (List ("-K"), keys);
}
