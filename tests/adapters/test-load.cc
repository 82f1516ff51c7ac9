/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Many enrollments in one process, in a row and side by side: each person's certificate has that
 * person's key, and nothing grows that should not. */

#include "enroll-keyring-vault.h"
#include "enroll-nss.h"

#include "enrollment.h"
#include "private-home.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <malloc.h>
#include <set>
#include <sstream>

namespace
{

constexpr const char *kFiles = "/proc/self/fd";
constexpr const char *kThreads = "/proc/self/task";
constexpr int kAtATime = 8;

/* What may just be on its way to being closed: one of each would be far more. */
constexpr int kClosing = 3;
constexpr int kTogetherMs = 180000;

/* What NSS and Camel keep of a certificate and a key that they have seen, and what GLib keeps of a
 * thread pool that was busier than before. */
constexpr double kMostKiBPerEnrollment = 64;

/* What a process holds. */
struct Holdings
{
  int n_files;
  int n_threads;
  double resident_kib;
  double heap_kib;
};

int
CountEntries (const char *folder)
{
  auto entries = std::filesystem::directory_iterator (folder);

  return int (std::distance (begin (entries), end (entries)));
}

Holdings
Measure ()
{
  std::istringstream memory (e2e::ReadFile ("/proc/self/statm"));
  double n_pages = 0;
  double n_resident = 0;

  RunPending ();
  malloc_trim (0);
  memory >> n_pages >> n_resident;
  return { CountEntries (kFiles),
           CountEntries (kThreads),
           n_resident * double (sysconf (_SC_PAGESIZE)) / 1024,
           double (mallinfo2 ().uordblks) / 1024 };
}

std::string
ListFiles ()
{
  std::string list;

  for (const auto &file : std::filesystem::directory_iterator (kFiles))
    {
      std::error_code error;

      list += std::filesystem::read_symlink (file, error).string () + "\n";
    }
  return list;
}

void
Print (int n, const Holdings &held)
{
  printf ("after %d: %d descriptors, %d threads, %.0f KiB resident, %.0f KiB on the heap\n",
          n,
          held.n_files,
          held.n_threads,
          held.resident_kib,
          held.heap_kib);
}

std::string
Address (int i)
{
  return "person" + std::to_string (i) + "@example.edu";
}

/* The certificate of a finished enrollment is for @address, and its key is the one in the store:
 * what it signs, the certificate verifies. */
void
ExpectPaired (Enrollment &enrollment, const std::string &address, std::set<std::string> *keys)
{
  const EnrollInstalled *installed = enroll_session_get_installed (enrollment.Session ());
  g_autoptr (CERTCertificate) certificate =
      CERT_FindCertByNickname (CERT_GetDefaultCertDB (), installed->nickname);
  ASSERT_NE (certificate, nullptr) << installed->nickname;
  g_autoptr (SECKEYPrivateKey) key = PK11_FindKeyByAnyCert (certificate, nullptr);
  g_autoptr (SECKEYPublicKey) public_key = CERT_ExtractPublicKey (certificate);
  g_autofree char *bound = e_source_smime_dup_signing_certificate (
      E_SOURCE_SMIME (e_source_get_extension (enrollment.Source (), E_SOURCE_EXTENSION_SMIME)));
  ASSERT_NE (key, nullptr);
  ASSERT_NE (public_key, nullptr);

  unsigned char digest[32];
  std::vector<unsigned char> signature (static_cast<size_t> (PK11_SignatureLen (key)));
  SECItem digest_item = { siBuffer, digest, sizeof digest };
  SECItem signature_item = { siBuffer, signature.data (), unsigned (signature.size ()) };
  const SECItem &modulus = public_key->u.rsa.modulus;

  EXPECT_EQ (PK11_GenerateRandom (digest, sizeof digest), SECSuccess);
  EXPECT_EQ (PK11_Sign (key, &signature_item, &digest_item), SECSuccess);
  EXPECT_EQ (PK11_Verify (public_key, &signature_item, &digest_item, nullptr), SECSuccess)
      << address << " has the key of somebody else";
  EXPECT_STREQ (CERT_GetFirstEmailAddress (certificate), address.c_str ());
  EXPECT_STREQ (bound, installed->nickname);
  EXPECT_TRUE (
      keys->insert (std::string (reinterpret_cast<char *> (modulus.data), modulus.len)).second)
      << "a key has two certificates";
}

/* Enrolls at a portal that all share; every second one by a key that the portal makes. */
class Load : public GlibTest
{
protected:
  Load () : site (PrivateHome::Get ().Path () + "/Maildir")
  {
    site.Knob ("accounts", "1");
    site.Knob ("csr-method", "choice");
    EXPECT_TRUE (site.Start (5)) << site.Log ();
    /* The keyring of whoever runs the tests is left alone. */
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
    journal = enroll_journal_new ((PrivateHome::Get ().Path () + "/journal").c_str (),
                                  ENROLL_VAULT (vault));
  }

  ~Load () override
  {
    g_object_unref (journal);
    g_object_unref (vault);
  }

  std::unique_ptr<Enrollment>
  Begin (int i)
  {
    auto enrollment = std::make_unique<Enrollment> (site);

    enrollment->Record (journal);
    if (!enrollment->Begin (0, Address (i)))
      return nullptr;
    Watch (enrollment->Session ());
    return enrollment;
  }

  void
  End (Enrollment &enrollment, int i)
  {
    ASSERT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_DONE)
        << Address (i) << " " << enrollment.Trouble ();
    ExpectGoodEnd (enrollment);
    ExpectPaired (enrollment, Address (i), &keys);
  }

  /* What a session has asked of it last is done before this. */
  void
  WaitForJournal ()
  {
    AsyncResult listed;

    enroll_journal_list_async (journal, AsyncResult::Callback, &listed);
    ASSERT_TRUE (listed.Wait ());
    g_autoptr (GPtrArray) entries = enroll_journal_list_finish (journal, listed.Get (), nullptr);
  }

  void
  ExpectOneCertificateEach (int n)
  {
    std::istringstream issued (site.Issued ());
    std::set<std::string> addresses;
    std::string serial;
    std::string address;
    int n_issued = 0;

    for (; issued >> serial >> address; n_issued++)
      addresses.insert (address);
    EXPECT_EQ (n_issued, n);
    EXPECT_EQ (int (addresses.size ()), n);
    EXPECT_EQ (int (keys.size ()), n);
    EXPECT_EQ (site.WrongDoings (), "");
  }

  e2e::Portal site;
  EnrollKeyringVault *vault = enroll_keyring_vault_new ();
  EnrollJournal *journal = nullptr;
  std::set<std::string> keys;
};

/* A slow build only looks for leaks, and needs few for that. */
bool
IsWhole ()
{
  return Seeds () == 10;
}

}

TEST_F (Load, AHundredInARowLeaveNothingBehind)
{
  const int n = IsWhole () ? 100 : 12;
  const int n_first = n / 4;
  Holdings first = {};
  Holdings last = {};

  for (int i = 0; i < n; i++)
    {
      std::unique_ptr<Enrollment> enrollment = Begin (i);

      ASSERT_NE (enrollment, nullptr);
      enrollment->Run ();
      End (*enrollment, i);
      if (HasFatalFailure ())
        return;
      enrollment.reset ();
      if ((i + 1) % n_first != 0)
        continue;
      WaitForJournal ();
      last = Measure ();
      Print (i + 1, last);
      if (i + 1 == n_first)
        first = last;
    }

  ExpectOneCertificateEach (n);
  EXPECT_LE (last.n_files, first.n_files + kClosing) << ListFiles ();
  EXPECT_LE (last.n_threads, first.n_threads + kClosing);
  if (IsWhole ())
    {
      EXPECT_LE ((last.resident_kib - first.resident_kib) / (n - n_first), kMostKiBPerEnrollment);
      EXPECT_LE ((last.heap_kib - first.heap_kib) / (n - n_first), kMostKiBPerEnrollment);
    }
}

TEST_F (Load, EightAtATimeAreNotMixedUp)
{
  const int n_rounds = IsWhole () ? 3 : 1;

  for (int round = 0; round < n_rounds; round++)
    {
      std::vector<std::unique_ptr<Enrollment>> enrollments;

      for (int i = 0; i < kAtATime; i++)
        {
          enrollments.push_back (Begin (1000 + round * kAtATime + i));
          ASSERT_NE (enrollments.back (), nullptr);
        }
      EXPECT_TRUE (Eventually (
          [&] {
            /* Each is looked at, also when one is not there yet. */
            return std::count_if (enrollments.begin (), enrollments.end (), [] (auto &enrollment) {
                     return enrollment->IsOver ();
                   }) == kAtATime;
          },
          kTogetherMs));
      for (int i = 0; i < kAtATime; i++)
        End (*enrollments[size_t (i)], 1000 + round * kAtATime + i);
      if (HasFatalFailure ())
        return;
    }
  WaitForJournal ();
  ExpectOneCertificateEach (n_rounds * kAtATime);
}
