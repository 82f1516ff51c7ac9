/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A store with the certificates of ten thousand correspondents, as somebody has who read signed mail
 * for years: everything still works, and nobody waits. */

#include "enroll-camel-proof.h"
#include "enroll-gnutls-pki.h"
#include "enroll-nss-store.h"
#include "enroll-nss.h"
#include "enroll-request.h"

#include "certificate-maker.h"
#include "enrollment.h"
#include "large-store.h"
#include "private-home.h"
#include "tool.h"

#include <cstdio>
#include <map>

namespace
{

constexpr int kStoreMs = 60000;
constexpr int kLookups = 5;

/* What is done in the main thread must not be felt; the rest is waited for. */
constexpr double kMostMsToLookUp = 50;
constexpr double kMostMsToInstall = 1000;
constexpr double kMostMsToProve = 2000;

/* A slow build only looks for what is wrong with memory, and needs few for that. */
bool
IsWhole ()
{
  return Seeds () == 10;
}

int
CountForeign ()
{
  return IsWhole () ? 10000 : 500;
}

double
MeasureMs (const std::function<void ()> &what)
{
  gint64 start = g_get_monotonic_time ();

  what ();
  return double (g_get_monotonic_time () - start) / 1000;
}

/* How long each thing takes. */
using Times = std::map<std::string, double>;

class LargeStore : public GlibTest
{
protected:
  LargeStore () : authority ("Large")
  {
    PrivateHome::Get ();
    data = PrivateHome::Get ().Path () + "/camel";
    store = enroll_nss_store_new ();
    camel = CAMEL_SESSION (g_object_new (CAMEL_TYPE_SESSION,
                                         "user-data-dir",
                                         data.c_str (),
                                         "user-cache-dir",
                                         data.c_str (),
                                         nullptr));
  }

  ~LargeStore () override
  {
    g_object_unref (camel);
    g_object_unref (store);
  }

  EnrollInstalled *
  Install (EnrollCredential *credential, decltype (&enroll_store_install_async) run)
  {
    AsyncResult result;
    g_autoptr (GError) error = nullptr;
    EnrollInstalled *installed = nullptr;

    run (ENROLL_STORE (store), credential, nullptr, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait (kStoreMs));
    installed = enroll_store_install_finish (ENROLL_STORE (store), result.Get (), &error);
    EXPECT_NE (installed, nullptr) << error->message;
    return installed;
  }

  EnrollCredential *
  Issue (const std::string &address)
  {
    AsyncResult result;
    const EnrollKeyWish wish = { address.c_str (), nullptr, 2048 };
    g_autoptr (GError) error = nullptr;

    enroll_store_make_key_async (ENROLL_STORE (store),
                                 &wish,
                                 nullptr,
                                 AsyncResult::Callback,
                                 &result);
    EXPECT_TRUE (result.Wait (kStoreMs));
    g_autoptr (EnrollKey) key =
        enroll_store_make_key_finish (ENROLL_STORE (store), result.Get (), &error);
    g_autofree char *request = enroll_request_new (key, address.c_str (), &error);
    std::string file = authority.IssueForRequest (request, PersonPlan (address)) +
                       authority.Issuing () + authority.Root ();
    EnrollCredential *credential = ReadCredential (file,
                                                   key,
                                                   nullptr,
                                                   address.c_str (),
                                                   g_get_real_time () / G_USEC_PER_SEC,
                                                   &error);

    EXPECT_NE (credential, nullptr) << error->message;
    return credential;
  }

  /* Camel looks for the recipients of an encrypted message among all certificates, one by one: that
   * takes most of a minute, so it is only done when there is time. */
  void
  Prove (EnrollInstalled *installed, Times *times)
  {
    const bool is_long = !is_filled || e2e::Environment ("ENROLL_LARGE") == "all";
    g_autoptr (EnrollProof) proof = nullptr;
    g_autoptr (GError) error = nullptr;
    EnrollInstalled for_signing = *installed;

    for_signing.can_encrypt = FALSE;
    (*times)["proof of signing"] =
        MeasureMs ([&] { proof = enroll_camel_prove (camel, &for_signing, nullptr, &error); });
    ASSERT_NE (proof, nullptr) << error->message;
    EXPECT_TRUE (proof->was_signed && proof->is_trusted);
    if (!is_long)
      return;

    g_clear_pointer (&proof, enroll_proof_free);
    (*times)["proof"] =
        MeasureMs ([&] { proof = enroll_camel_prove (camel, installed, nullptr, &error); });
    ASSERT_NE (proof, nullptr) << error->message;
    EXPECT_TRUE (proof->was_encrypted);
  }

  /* All that an enrollment and the bar of an invitation do with the store. */
  Times
  UseStore (const std::string &address)
  {
    Times times;
    g_autoptr (EnrollCredential) credential = Issue (address);
    g_autoptr (EnrollInstalled) installed = nullptr;
    g_autoptr (EnrollInstalled) trusted = nullptr;

    times["install"] =
        MeasureMs ([&] { installed = Install (credential, enroll_store_install_async); });
    times["trust"] = MeasureMs ([&] { trusted = Install (credential, enroll_store_trust_async); });
    Prove (trusted, &times);
    times["bar"] = times["bar of nobody"] = times["nickname"] = G_MAXDOUBLE;
    for (int i = 0; i < kLookups; i++)
      LookUp (trusted->nickname, credential, &times);
    return times;
  }

  static void
  LookUp (const char *nickname, const EnrollCredential *credential, Times *times)
  {
    auto least = [times] (const char *what, const std::function<void ()> &run) {
      (*times)[what] = std::min ((*times)[what], MeasureMs (run));
    };

    least ("bar", [&] {
      EXPECT_NEAR (double (enroll_nss_store_find_valid_until (nickname)),
                   double (credential->not_after),
                   600.0);
    });
    least ("bar of nobody", [&] {
      EXPECT_EQ (enroll_nss_store_find_valid_until ("nobody@example.edu (Nobody, 2026)"), 0);
    });
    least ("nickname", [&] {
      g_autoptr (CERTCertificate) found =
          CERT_FindCertByNickname (CERT_GetDefaultCertDB (), nickname);

      EXPECT_NE (found, nullptr);
    });
  }

  Authority authority;
  std::string data;
  EnrollNssStore *store;
  CamelSession *camel;
  bool is_filled = false;
};

}

TEST_F (LargeStore, WithTenThousandForeignCertificatesIsAsQuick)
{
  Times small = UseStore ("alice@example.edu");

  ASSERT_GE (FillStore (CountForeign ()), CountForeign ());
  is_filled = true;
  g_autoptr (CERTCertificate) one =
      CERT_FindCertByNicknameOrEmailAddr (CERT_GetDefaultCertDB (), "correspondent123@example.net");
  EXPECT_NE (one, nullptr) << "NSS knows them";
  Times large = UseStore ("bob@example.edu");

  for (const auto &[what, ms] : large)
    printf ("%s: %.2f ms, with few certificates %.2f ms\n", what.c_str (), ms, small[what]);
  if (!IsWhole ())
    return;
  EXPECT_LE (large["bar"], kMostMsToLookUp);
  EXPECT_LE (large["bar of nobody"], kMostMsToLookUp);
  EXPECT_LE (large["nickname"], kMostMsToLookUp);
  EXPECT_LE (large["install"], kMostMsToInstall);
  EXPECT_LE (large["trust"], kMostMsToInstall);
  EXPECT_LE (large["proof of signing"], kMostMsToProve);
}
