/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"
#include "enroll-nss-store.h"
#include "enroll-nss.h"
#include "enroll-request.h"

#include "certificate-maker.h"
#include "glib-test.h"
#include "locked-database.h"
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
  MakeKeyFor (const char *enrollment, const char *id, guint bits, GError **error = nullptr)
  {
    AsyncResult result;
    const EnrollKeyWish wish = { enrollment, id, bits };

    enroll_store_make_key_async (ENROLL_STORE (store),
                                 &wish,
                                 nullptr,
                                 AsyncResult::Callback,
                                 &result);
    EXPECT_TRUE (result.Wait (kStoreMs));
    return enroll_store_make_key_finish (ENROLL_STORE (store), result.Get (), error);
  }

  EnrollKey *
  MakeKey (GError **error = nullptr)
  {
    g_autofree char *enrollment = g_uuid_string_random ();

    return MakeKeyFor (enrollment, nullptr, 2048, error);
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
  Issue (EnrollKey *key,
         const Authority &authority = TestAuthority (),
         const std::string &name = "Alice Example")
  {
    g_autoptr (GError) error = nullptr;
    g_autofree char *request = enroll_request_new (key, address, &error);
    std::string plan = PersonPlan (address);

    plan.replace (plan.find ("Alice Example"), strlen ("Alice Example"), name);
    std::string file =
        authority.IssueForRequest (request, plan) + authority.Issuing () + authority.Root ();
    EnrollCredential *credential =
        ReadCredential (file, key, nullptr, address, g_get_real_time () / G_USEC_PER_SEC, &error);

    EXPECT_NE (credential, nullptr) << error->message;
    return credential;
  }

  /* A PKCS#12 file of the authority, with a key of its own. */
  EnrollCredential *
  IssueWithKey ()
  {
    const Authority &authority = TestAuthority ();
    std::string key = authority.MakeKey ("own-key.pem");
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
    EnrollCredential *credential =
        ReadCredential (file, nullptr, "pw", address, g_get_real_time () / G_USEC_PER_SEC, &error);

    EXPECT_NE (credential, nullptr) << error->message;
    return credential;
  }

  /* A root that differs from others of its kind in nothing but its key. */
  static std::string
  MakeTwinRoot (const std::string &name)
  {
    const ToolFolder &folder = TestAuthority ().Folder ();
    std::string file = folder.File (name + ".der");

    RunTool ({ "openssl",
               "req",
               "-x509",
               "-newkey",
               "ec",
               "-pkeyopt",
               "ec_paramgen_curve:P-256",
               "-nodes",
               "-keyout",
               folder.File (name + ".key"),
               "-subj",
               "/CN=Twin Root",
               "-set_serial",
               "4711",
               "-outform",
               "DER",
               "-out",
               file });
    return e2e::ReadFile (file);
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

TEST_F (Store, AnInterruptedEnrollmentFindsItsKeyAgain)
{
  const char *enrollment = "5f2b9f0e-55a4-4f9c-9d2b-0d1f6a2d7b01";
  g_autoptr (EnrollKey) key = MakeKeyFor (enrollment, nullptr, 2048);
  g_autofree char *id = enroll_key_dup_id (key);
  int before = CountLines (List ("-K"), "rsa");

  g_autoptr (EnrollKey) by_name = MakeKeyFor (enrollment, nullptr, 2048);
  g_autoptr (EnrollKey) by_id = MakeKeyFor ("another", id, 0);
  g_autoptr (GBytes) modulus = enroll_key_dup_modulus (key);
  g_autoptr (GBytes) modulus_by_name = enroll_key_dup_modulus (by_name);
  g_autoptr (GBytes) modulus_by_id = enroll_key_dup_modulus (by_id);

  EXPECT_TRUE (g_bytes_equal (modulus, modulus_by_name));
  EXPECT_TRUE (g_bytes_equal (modulus, modulus_by_id));
  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before);
}

TEST_F (Store, AKeyThatIsGoneIsNotMadeAnewForACertificate)
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollKey) key = MakeKeyFor ("nobody", "00", 0, &error);

  EXPECT_EQ (key, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
}

TEST_F (Store, AKeyMadeInAdvanceIsNotInTheStoreUntilItIsUsed)
{
  int before = CountLines (List ("-K"), "rsa");

  enroll_store_prepare_key (ENROLL_STORE (store), 2048);
  g_autoptr (EnrollKey) other_size = MakeKeyFor ("other-size", nullptr, 3072);
  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before + 1);

  g_autoptr (EnrollKey) key = MakeKeyFor ("in-advance", nullptr, 2048);
  ASSERT_NE (key, nullptr);
  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before + 2);
  EXPECT_EQ (CountLines (List ("-K"), "in-advance"), 1);
  g_autoptr (EnrollCredential) credential = Issue (key);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  EXPECT_NE (installed, nullptr);
}

TEST_F (Store, AKeyMadeInVainLeavesNothing)
{
  int before = CountLines (List ("-K"), "rsa");

  enroll_store_prepare_key (ENROLL_STORE (store), 2048);
  /* Waits until it is made, and does not take it. */
  g_autoptr (EnrollKey) other_size = MakeKeyFor ("vain", nullptr, 3072);
  g_object_unref (store);
  store = enroll_nss_store_new ();

  EXPECT_EQ (CountLines (List ("-K"), "rsa"), before + 1);
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

/* NSS looks for a certificate by issuer and number, and anybody can write a message that brings one
 * with those of a root that is known to come. */
TEST_F (Store, ARootThatAnotherHasTakenThePlaceOfIsNotTrusted)
{
  std::string planted = MakeTwinRoot ("planted");
  std::string shown = MakeTwinRoot ("shown");
  SECItem item = { siBuffer,
                   reinterpret_cast<unsigned char *> (planted.data ()),
                   static_cast<unsigned int> (planted.size ()) };
  g_autoptr (PK11SlotInfo) slot = PK11_GetInternalKeySlot ();
  g_autoptr (CERTCertificate) twin =
      CERT_NewTempCertificate (CERT_GetDefaultCertDB (), &item, nullptr, PR_FALSE, PR_TRUE);
  g_autoptr (EnrollCredential) credential = enroll_credential_new ();
  g_autoptr (GError) error = nullptr;
  AsyncResult result;

  ASSERT_EQ (PK11_ImportCert (slot, twin, CK_INVALID_HANDLE, "Planted", PR_FALSE), SECSuccess);
  credential->root = g_bytes_new (shown.data (), shown.size ());
  enroll_store_trust_async (ENROLL_STORE (store),
                            credential,
                            nullptr,
                            AsyncResult::Callback,
                            &result);
  ASSERT_TRUE (result.Wait (kStoreMs));

  EXPECT_EQ (enroll_store_install_finish (ENROLL_STORE (store), result.Get (), &error), nullptr);
  EXPECT_EQ (Flags ("Planted"), ",,");
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_STORE));
  EXPECT_EQ (SEC_DeletePermCertificate (twin), SECSuccess);
}

/* Who has said that an authority is not to be believed is not asked whether it is. */
TEST_F (Store, AnAuthorityThatIsDistrustedStaysSo)
{
  Authority authority ("Distrusted");
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key, authority);
  ASSERT_NE (credential, nullptr);
  gsize size;
  auto der = static_cast<const unsigned char *> (g_bytes_get_data (credential->root, &size));
  SECItem item = { siBuffer, const_cast<unsigned char *> (der), static_cast<unsigned int> (size) };
  g_autoptr (PK11SlotInfo) slot = PK11_GetInternalKeySlot ();
  g_autoptr (CERTCertificate) root =
      CERT_NewTempCertificate (CERT_GetDefaultCertDB (), &item, nullptr, PR_FALSE, PR_TRUE);
  CERTCertTrust trust = { 0, CERTDB_TERMINAL_RECORD, 0 };

  ASSERT_EQ (PK11_ImportCert (slot, root, CK_INVALID_HANDLE, "Forbidden", PR_FALSE), SECSuccess);
  ASSERT_EQ (CERT_ChangeCertTrust (CERT_GetDefaultCertDB (), root, &trust), SECSuccess);
  std::string before = List ("-L");

  for (auto run : { enroll_store_install_async, enroll_store_trust_async })
    {
      AsyncResult result;
      g_autoptr (GError) error = nullptr;

      run (ENROLL_STORE (store), credential, nullptr, AsyncResult::Callback, &result);
      ASSERT_TRUE (result.Wait (kStoreMs));
      EXPECT_EQ (enroll_store_install_finish (ENROLL_STORE (store), result.Get (), &error),
                 nullptr);
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_ISSUER));
    }
  EXPECT_EQ (Flags ("Forbidden"), ",p,");
  EXPECT_EQ (List ("-L"), before) << "nothing is stored";
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
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key, TestAuthority (), "Alice Other");
  ASSERT_NE (credential, nullptr);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  EXPECT_NE (std::string (installed->nickname).find (" #"), std::string::npos)
      << installed->nickname;
}

/* NSS takes what stands before a colon for the name of a token. */
TEST_F (Store, ANicknameNamesNoToken)
{
  Authority other ("Third: CN");
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key, other, "Alice Third");
  ASSERT_NE (credential, nullptr);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  ASSERT_NE (installed, nullptr);
  g_autoptr (CERTCertificate) found = PK11_FindCertFromNickname (installed->nickname, nullptr);

  EXPECT_NE (std::string (credential->issuer).find (':'), std::string::npos);
  EXPECT_EQ (std::string (installed->nickname).find (':'), std::string::npos)
      << installed->nickname;
  EXPECT_NE (found, nullptr);
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

TEST_F (Store, FindsItWithoutBlocking)
{
  g_autoptr (EnrollKey) key = MakeKey ();
  g_autoptr (EnrollCredential) credential = Issue (key);
  g_autoptr (EnrollInstalled) installed = Install (credential);
  AsyncResult found;
  AsyncResult none;

  enroll_nss_store_find_valid_until_async (installed->nickname,
                                           nullptr,
                                           AsyncResult::Callback,
                                           &found);
  enroll_nss_store_find_valid_until_async (nullptr, nullptr, AsyncResult::Callback, &none);
  ASSERT_TRUE (found.Wait ());
  ASSERT_TRUE (none.Wait ());

  EXPECT_EQ (enroll_nss_store_find_valid_until_finish (found.Get ()),
             enroll_nss_store_find_valid_until (installed->nickname));
  EXPECT_EQ (enroll_nss_store_find_valid_until_finish (none.Get ()), 0);
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
