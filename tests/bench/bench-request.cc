/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* From “Request Certificate” to the request leaving: with the key that was made while the user read,
 * beside one that is made on the click; and what is left of a key that nobody needed. */

#include "enroll-keyring-vault.h"

#include "bench.h"
#include "enrollment.h"
#include "private-bus.h"
#include "private-home.h"

#include <cstdio>
#include <cstdlib>
#include <keyhi.h>
#include <pk11pub.h>

namespace
{

constexpr int kRounds = 9;
constexpr unsigned kSeed = 5;
constexpr guint kKeyBits = 3072;
constexpr const char *kCode = "golden-bears";

class Asked : public Enrollment
{
public:
  Asked (e2e::Portal &site, EnrollJournal *journal, const std::string &address) : Enrollment (site)
  {
    Settings ()->key_bits = kKeyBits;
    Record (journal);
    if (!Begin (kSeed, address))
      abort ();
    enroll_session_start (Session ());
    if (!Eventually (
            [this] { return enroll_session_get_state (Session ()) == ENROLL_STATE_ASKING; }))
      {
        fprintf (stderr, "%s\n", Trouble ().c_str ());
        exit (1);
      }
  }

  /* Until the answers are on their way to the portal. */
  double
  AnswerAndSend ()
  {
    guint n_requests = enroll_http_visit_get_n_requests (Visit ());

    return bench::Clock ([&] {
      if (!AnswerOnce (kCode))
        abort ();
      while (enroll_http_visit_get_n_requests (Visit ()) == n_requests)
        g_main_context_iteration (nullptr, TRUE);
    });
  }
};

int
CountKeys ()
{
  PK11SlotInfo *slot = PK11_GetInternalKeySlot ();
  SECKEYPrivateKeyList *keys = PK11_ListPrivKeysInSlot (slot, nullptr, nullptr);
  int n = 0;

  if (keys != nullptr)
    {
      for (SECKEYPrivateKeyListNode *key = PRIVKEY_LIST_HEAD (keys); !PRIVKEY_LIST_END (key, keys);
           key = PRIVKEY_LIST_NEXT (key))
        n++;
      SECKEY_DestroyPrivateKeyList (keys);
    }
  PK11_FreeSlot (slot);
  return n;
}

void
BenchTimes (e2e::Portal &site, EnrollJournal *journal)
{
  std::vector<double> ready;
  std::vector<double> on_click;

  for (int i = 0; i < kRounds; i++)
    {
      std::string number = std::to_string (i);
      Asked reader (site, journal, "reader" + number + "@example.edu");

      bench::RunUntilAtRest ();
      ready.push_back (reader.AnswerAndSend ());
      if (!reader.Run (kCode))
        abort ();

      Asked hasty (site, journal, "hasty" + number + "@example.edu");

      on_click.push_back (hasty.AnswerAndSend ());
      if (!hasty.Run (kCode))
        abort ();
    }
  bench::Print ("from Request Certificate to the request leaving, the user having read",
                bench::Middle (ready),
                "ms",
                30,
                "key made on the click: " + std::to_string (int (bench::Middle (on_click))) +
                    " ms");
}

void
BenchOrphans (e2e::Portal &site, EnrollJournal *journal)
{
  int before = CountKeys ();

  for (int i = 0; i < 3; i++)
    {
      Asked given_up (site, journal, "nobody" + std::to_string (i) + "@example.edu");

      bench::RunUntilAtRest ();
    }
  bench::RunUntilAtRest ();
  bench::Print ("keys left in the store by three enrollments that were given up then",
                CountKeys () - before,
                "",
                0,
                "keys of finished ones: " + std::to_string (before));
}

}

int
main (int argc, char **argv)
{
  testing::InitGoogleTest (&argc, argv);
  PrivateHome::Get ();

  PrivateBus bus;
  std::string folder = PrivateHome::Get ().Path () + "/journal";
  e2e::Portal site (PrivateHome::Get ().Path () + "/Maildir");
  g_autoptr (EnrollKeyringVault) vault = enroll_keyring_vault_new ();
  g_autoptr (EnrollJournal) journal = enroll_journal_new (folder.c_str (), ENROLL_VAULT (vault));

  site.Knob ("accounts", "1");
  if (!site.Start (kSeed))
    return 1;
  BenchTimes (site, journal);
  BenchOrphans (site, journal);
  return 0;
}
