/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The journal: what is in a file, who may read it, and what an interruption leaves. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "enroll-error.h"
#include "enroll-journal-folder.h"
#include "enroll-journal.h"
#include "fake-vault.h"
#include "glib-test.h"

namespace
{

constexpr char kId[] = "0b7ab3c8-6f5f-4b0a-9c1e-2f5c1a7d9e10";
constexpr char kOtherId[] = "9d1f6c52-0d3e-4d5b-8a53-6c1f2f7f4f11";
constexpr gint64 kNow = 1800000000;

EnrollEntry *
NewEntry (EnrollState state = ENROLL_STATE_WAITING, const char *id = kId)
{
  EnrollEntry *entry = enroll_entry_new ();
  auto *cookie = g_new0 (EnrollCookie, 1);

  entry->id = g_strdup (id);
  entry->began_at = kNow - 60;
  entry->updated_at = kNow;
  entry->state = state;
  entry->identity_uid = g_strdup ("identity");
  entry->address = g_strdup ("alice@example.org");
  entry->host = g_strdup ("cert-manager.com");
  entry->link_digest = enroll_entry_dup_link_digest ("https://cert-manager.com/l?t=token-of-link");
  entry->link_is_one_use = TRUE;
  entry->has_requested = TRUE;
  entry->asked_at = kNow - 5;
  entry->pass_phrase_host = g_strdup ("pass.example.com");
  entry->key_bits = 3072;
  entry->key_id = g_strdup ("00ff");
  entry->has_secrets = TRUE;
  entry->link = enroll_secret_new ("https://cert-manager.com/l?t=token-of-link");
  entry->password = enroll_secret_new ("file-password");
  entry->pass_phrase = enroll_secret_new ("revoking-phrase");
  entry->file = g_bytes_new ("\0file\xff", 6);
  entry->visit = enroll_handover_new ("https://cert-manager.com/wait?s=session-in-address");
  entry->visit->page = g_bytes_new_static ("<p>page", 7);
  entry->visit->media_type = g_strdup ("text/html");
  entry->visit->is_live = TRUE;
  cookie->name = g_strdup ("JSESSIONID");
  cookie->value = g_strdup ("cookie-value");
  cookie->domain = g_strdup ("cert-manager.com");
  cookie->path = g_strdup ("/");
  cookie->is_http_only = TRUE;
  g_ptr_array_add (entry->visit->cookies, cookie);
  entry->rows = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (entry->rows, g_strdup ("Serial 17 alice@example.org"));
  return entry;
}

class JournalTest : public GlibTest
{
protected:
  ~JournalTest () override
  {
    g_clear_object (&journal);
    g_clear_object (&vault);
  }

  void
  TearDown () override
  {
    RunPending ();
    GlibTest::TearDown ();
  }

  std::string
  Path (const char *suffix = ".enrollment", const char *id = kId)
  {
    return folder.Path () + "/journal/" + id + suffix;
  }

  std::string
  Content ()
  {
    g_autofree char *text = nullptr;

    return g_file_get_contents (Path ().c_str (), &text, nullptr, nullptr) ? text : "";
  }

  bool
  Write (EnrollEntry *entry, GError **error = nullptr)
  {
    AsyncResult result;

    enroll_journal_write_async (journal, entry, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    return enroll_journal_write_finish (journal, result.Get (), error);
  }

  EnrollEntry *
  Read (EnrollJournal *from, GError **error = nullptr)
  {
    AsyncResult result;

    /* Whoever has written it works on it. */
    enroll_journal_release (from, kId);
    enroll_journal_read_async (from, kId, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    return enroll_journal_read_finish (from, result.Get (), error);
  }

  GPtrArray *
  List (EnrollJournal *from)
  {
    AsyncResult result;

    enroll_journal_list_async (from, AsyncResult::Callback, &result);
    EXPECT_TRUE (result.Wait ());
    return enroll_journal_list_finish (from, result.Get (), nullptr);
  }

  ScopedFolder folder;
  std::string directory = folder.Path () + "/journal";
  FakeVault *vault = fake_vault_new ();
  EnrollJournal *journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
};

void
ExpectSecrets (const EnrollEntry *entry)
{
  ASSERT_TRUE (entry->has_secrets);
  EXPECT_STREQ (enroll_secret_peek (entry->link), "https://cert-manager.com/l?t=token-of-link");
  EXPECT_STREQ (enroll_secret_peek (entry->password), "file-password");
  EXPECT_STREQ (enroll_secret_peek (entry->pass_phrase), "revoking-phrase");
  g_autoptr (GBytes) file = g_bytes_new ("\0file\xff", 6);
  EXPECT_TRUE (g_bytes_equal (entry->file, file));
  EXPECT_STREQ (entry->visit->uri, "https://cert-manager.com/wait?s=session-in-address");
  EXPECT_TRUE (entry->visit->is_live);
  EXPECT_EQ (g_bytes_get_size (entry->visit->page), 7u);
  EXPECT_STREQ (entry->visit->media_type, "text/html");
  EXPECT_EQ (entry->visit->charset, nullptr);
  ASSERT_EQ (entry->visit->cookies->len, 1u);
  auto *cookie = static_cast<EnrollCookie *> (g_ptr_array_index (entry->visit->cookies, 0));
  EXPECT_STREQ (cookie->name, "JSESSIONID");
  EXPECT_STREQ (cookie->value, "cookie-value");
  EXPECT_STREQ (cookie->domain, "cert-manager.com");
  EXPECT_STREQ (cookie->path, "/");
  EXPECT_TRUE (cookie->is_http_only);
  EXPECT_EQ (Strings (entry->rows), std::vector<std::string>{ "Serial 17 alice@example.org" });
}

TEST_F (JournalTest, GivesBackWhatWasWritten)
{
  ASSERT_TRUE (Write (NewEntry ()));
  g_autoptr (EnrollEntry) entry = Read (journal);

  ASSERT_NE (entry, nullptr);
  EXPECT_STREQ (entry->id, kId);
  EXPECT_EQ (entry->state, ENROLL_STATE_WAITING);
  EXPECT_EQ (entry->began_at, kNow - 60);
  EXPECT_EQ (entry->updated_at, kNow);
  EXPECT_STREQ (entry->identity_uid, "identity");
  EXPECT_STREQ (entry->address, "alice@example.org");
  EXPECT_STREQ (entry->host, "cert-manager.com");
  EXPECT_TRUE (entry->link_is_one_use);
  EXPECT_TRUE (entry->has_requested);
  EXPECT_FALSE (entry->is_uncertain);
  EXPECT_EQ (entry->asked_at, kNow - 5);
  EXPECT_STREQ (entry->pass_phrase_host, "pass.example.com");
  EXPECT_EQ (entry->key_bits, 3072u);
  EXPECT_STREQ (entry->key_id, "00ff");
  ExpectSecrets (entry);
}

TEST_F (JournalTest, HoldsNoSecretInClear)
{
  ASSERT_TRUE (Write (NewEntry ()));

  const std::string content = Content ();
  ASSERT_FALSE (content.empty ());
  for (const char *secret : { "token-of-link",
                              "file-password",
                              "revoking-phrase",
                              "cookie-value",
                              "session-in-address",
                              "<p>page",
                              "Serial 17" })
    {
      g_autofree char *encoded =
          g_base64_encode (reinterpret_cast<const guchar *> (secret), strlen (secret));

      EXPECT_EQ (content.find (secret), std::string::npos) << secret;
      EXPECT_EQ (content.find (std::string (encoded).substr (0, 8)), std::string::npos) << secret;
    }
}

TEST_F (JournalTest, CanBeReadByTheUserAlone)
{
  struct stat status;

  ASSERT_TRUE (Write (NewEntry ()));
  ASSERT_EQ (stat (Path ().c_str (), &status), 0);
  EXPECT_EQ (status.st_mode & 0777, 0600u);
  ASSERT_EQ (stat (directory.c_str (), &status), 0);
  EXPECT_EQ (status.st_mode & 0777, 0700u);
}

TEST_F (JournalTest, MakesNothingUntilThereIsAnEntry)
{
  g_autoptr (GPtrArray) entries = List (journal);

  EXPECT_EQ (entries->len, 0u);
  EXPECT_FALSE (g_file_test (directory.c_str (), G_FILE_TEST_EXISTS));
}

TEST_F (JournalTest, IsWrittenWithoutSecretsWhereTheyCannotBeSealed)
{
  fake_vault_fail_next (vault,
                        "seal",
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_JOURNAL, "no key"));
  ASSERT_TRUE (Write (NewEntry ()));
  g_autoptr (EnrollEntry) entry = Read (journal);

  ASSERT_NE (entry, nullptr);
  EXPECT_FALSE (entry->has_secrets);
  EXPECT_STREQ (entry->key_id, "00ff");
}

TEST_F (JournalTest, IsReadWithoutSecretsWhereTheyCannotBeOpened)
{
  ASSERT_TRUE (Write (NewEntry ()));
  fake_vault_fail_next (vault,
                        "open",
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_JOURNAL, "no key"));
  g_autoptr (EnrollEntry) entry = Read (journal);

  ASSERT_NE (entry, nullptr);
  EXPECT_FALSE (entry->has_secrets);
  EXPECT_TRUE (entry->has_requested);
}

TEST_F (JournalTest, ForgetsTheKeyOfWhatWasAbandoned)
{
  EnrollEntry *old = NewEntry (ENROLL_STATE_ASKING);
  old->has_requested = FALSE;
  old->updated_at = g_get_real_time () / G_USEC_PER_SEC - gint64 (61) * 86400;
  ASSERT_TRUE (Write (old));
  g_object_unref (journal);
  journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));

  g_autoptr (GPtrArray) entries = List (journal);
  EXPECT_EQ (entries->len, 0u);
  EXPECT_EQ (Strings (fake_vault_get_history (vault)),
             (std::vector<std::string>{ "seal", "forget" }));
}

TEST_F (JournalTest, ForgetsTheKeyOfWhatIsDone)
{
  ASSERT_TRUE (Write (NewEntry ()));
  EnrollEntry *done = NewEntry (ENROLL_STATE_DONE);
  done->has_secrets = FALSE;
  ASSERT_TRUE (Write (done));

  EXPECT_EQ (Strings (fake_vault_get_history (vault)),
             (std::vector<std::string>{ "seal", "forget" }));
  EXPECT_EQ (Content ().find ("Sealed"), std::string::npos);
  g_autoptr (GPtrArray) entries = List (journal);
  ASSERT_EQ (entries->len, 1u);
  EXPECT_FALSE (
      enroll_entry_is_unfinished (static_cast<EnrollEntry *> (g_ptr_array_index (entries, 0))));
}

TEST_F (JournalTest, BelongsToOneProgramAtATime)
{
  g_autoptr (EnrollJournal) other = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
  g_autoptr (GError) error = nullptr;

  ASSERT_TRUE (Write (NewEntry ()));
  g_autoptr (GPtrArray) seen = List (other);
  g_autoptr (EnrollEntry) taken = Read (other, &error);

  ASSERT_EQ (seen->len, 1u);
  EXPECT_TRUE (static_cast<EnrollEntry *> (g_ptr_array_index (seen, 0))->is_elsewhere);
  EXPECT_EQ (taken, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_BUSY));

  enroll_journal_release (journal, kId);
  g_autoptr (EnrollEntry) free_now = Read (other);
  EXPECT_NE (free_now, nullptr);
}

/* As of two programs in which the user opens one invitation at the same time. */
TEST_F (JournalTest, LetsOneEnrollmentOpenALink)
{
  g_autoptr (GError) error = nullptr;
  EnrollEntry *other = NewEntry (ENROLL_STATE_OPENING, kOtherId);
  EnrollEntry *elsewhere = NewEntry (ENROLL_STATE_OPENING, kOtherId);

  ASSERT_TRUE (Write (NewEntry (ENROLL_STATE_OPENING)));
  EXPECT_FALSE (Write (other, &error));
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_BUSY)) << error->message;
  EXPECT_FALSE (g_file_test (Path (".enrollment", kOtherId).c_str (), G_FILE_TEST_EXISTS));
  EXPECT_TRUE (Write (NewEntry (ENROLL_STATE_OPENING))) << "by itself it may try again";

  g_clear_pointer (&elsewhere->link, enroll_secret_unref);
  elsewhere->link = enroll_secret_new ("https://cert-manager.com/l?t=token-of-another");
  g_free (elsewhere->link_digest);
  elsewhere->link_digest = enroll_entry_dup_link_digest (enroll_secret_peek (elsewhere->link));
  EXPECT_TRUE (Write (elsewhere));
}

TEST_F (JournalTest, IsGivenToOneWindowOfAProgram)
{
  g_autoptr (GError) error = nullptr;
  AsyncResult result;

  ASSERT_TRUE (Write (NewEntry ()));
  g_autoptr (EnrollEntry) first = Read (journal);
  ASSERT_NE (first, nullptr);
  enroll_journal_read_async (journal, kId, AsyncResult::Callback, &result);
  ASSERT_TRUE (result.Wait ());
  EXPECT_EQ (enroll_journal_read_finish (journal, result.Get (), &error), nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_BUSY));
}

TEST_F (JournalTest, KeepsTheKeyOfWhatCannotBeWrittenAsDone)
{
  ASSERT_TRUE (Write (NewEntry ()));
  ASSERT_EQ (g_rename (directory.c_str (), (directory + "-away").c_str ()), 0);
  folder.Write ("journal", "in the way");
  EnrollEntry *done = NewEntry (ENROLL_STATE_DONE);
  done->has_secrets = FALSE;

  EXPECT_FALSE (Write (done));
  EXPECT_EQ (Strings (fake_vault_get_history (vault)), std::vector<std::string>{ "seal" });
}

TEST_F (JournalTest, LeavesAloneWhatIsLockedUpForNow)
{
  g_autoptr (GError) error = nullptr;

  ASSERT_TRUE (Write (NewEntry ()));
  fake_vault_fail_next (vault,
                        "open",
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_LOCKED, "stays locked"));
  g_autoptr (EnrollEntry) locked = Read (journal, &error);
  EXPECT_EQ (locked, nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_LOCKED));

  g_autoptr (EnrollEntry) unlocked = Read (journal);
  ASSERT_NE (unlocked, nullptr);
  ExpectSecrets (unlocked);
}

TEST_F (JournalTest, KnowsEveryLinkThatAnEnrollmentHasOpened)
{
  const char *const links[] = { "https://cert-manager.com/l?t=former",
                                "https://cert-manager.com/l?t=confirmation" };
  EnrollEntry *written = NewEntry ();

  written->opened_digests = g_new0 (char *, 3);
  for (int i = 0; i < 2; i++)
    written->opened_digests[i] = enroll_entry_dup_link_digest (links[i]);
  ASSERT_TRUE (Write (written));
  g_autoptr (EnrollEntry) entry = Read (journal);

  for (const char *link : links)
    EXPECT_TRUE (enroll_entry_is_used_link (entry, link));
  EXPECT_FALSE (enroll_entry_is_used_link (entry, "https://cert-manager.com/l?t=new"));
}

TEST_F (JournalTest, FindsTheEnrollmentThatAnInvitationIsPartOf)
{
  g_autoptr (EnrollInvitation) fresh =
      enroll_invitation_new ("https://cert-manager.com/l?t=new", TRUE);
  g_autoptr (EnrollInvitation) foreign =
      enroll_invitation_new ("https://other.example.org/l?t=new", TRUE);
  g_autoptr (EnrollIdentity) own = enroll_identity_new ("1", "Alice", "alice@example.org");
  g_autoptr (EnrollIdentity) other = enroll_identity_new ("2", "Bob", "bob@example.org");
  g_autoptr (GPtrArray) own_alone = g_ptr_array_new ();
  g_autoptr (GPtrArray) own_last = g_ptr_array_new ();
  g_autoptr (GPtrArray) other_alone = g_ptr_array_new ();

  g_ptr_array_add (own_alone, own);
  g_ptr_array_add (own_last, other);
  g_ptr_array_add (own_last, own);
  g_ptr_array_add (other_alone, other);
  ASSERT_TRUE (Write (NewEntry ()));
  g_autoptr (GPtrArray) entries = List (journal);
  ASSERT_EQ (entries->len, 1u);
  auto *entry = static_cast<EnrollEntry *> (g_ptr_array_index (entries, 0));

  EXPECT_EQ (enroll_entry_find (entries, fresh, own_alone), entry);
  EXPECT_EQ (enroll_entry_find (entries, fresh, own_last), entry);
  EXPECT_EQ (enroll_entry_find (entries, fresh, other_alone), nullptr);
  EXPECT_EQ (enroll_entry_find (entries, foreign, own_alone), nullptr);
  entry->has_requested = FALSE;
  EXPECT_EQ (enroll_entry_find (entries, fresh, own_alone), entry);
  EXPECT_EQ (enroll_entry_find (entries, fresh, own_last), nullptr);
  entry->state = ENROLL_STATE_DONE;
  EXPECT_EQ (enroll_entry_find (entries, fresh, own_alone), nullptr);
}

TEST_F (JournalTest, IsFreeAgainWhenTheProgramIsGone)
{
  ASSERT_TRUE (Write (NewEntry ()));
  g_object_add_weak_pointer (G_OBJECT (journal), reinterpret_cast<gpointer *> (&journal));
  g_object_unref (journal);
  ASSERT_EQ (journal, nullptr);

  journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
  g_autoptr (EnrollEntry) entry = Read (journal);
  EXPECT_NE (entry, nullptr);
}

TEST_F (JournalTest, KeepsTheFormerEntryWhereTheNewOneCannotBeWritten)
{
  ASSERT_TRUE (Write (NewEntry ()));
  const std::string before = Content ();
  g_autoptr (GError) error = nullptr;

  /* A folder that is none any more: no file can be made in it, by root neither. */
  ASSERT_EQ (g_rename (directory.c_str (), (directory + "-away").c_str ()), 0);
  folder.Write ("journal", "in the way");
  EXPECT_FALSE (Write (NewEntry (ENROLL_STATE_CHECKING), &error));
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL)) << error->message;

  ASSERT_EQ (g_unlink (directory.c_str ()), 0);
  ASSERT_EQ (g_rename ((directory + "-away").c_str (), directory.c_str ()), 0);
  EXPECT_EQ (Content (), before);
}

TEST_F (JournalTest, LeavesWhatItCannotReadAlone)
{
  ASSERT_TRUE (Write (NewEntry ()));
  const std::string good = Content ();
  const std::vector<std::string> bad = {
    "",
    "no key file",
    "[Enrollment]\nVersion=2\n",
    "[Enrollment]\nVersion=1\nId=x\n",
    good.substr (0, good.find ("Address=")),
    std::string (good).replace (good.find ("State=waiting"), 13, "State=perhaps"),
    std::string (good).replace (good.find ("\nHost="), 6, "\nHost=a b"),
    std::string (good).replace (good.find ("\nHost="), 6, "\nHost=user@"),
  };

  for (const std::string &content : bad)
    {
      ASSERT_TRUE (g_file_set_contents (Path ().c_str (), content.c_str (), -1, nullptr));
      g_autoptr (GPtrArray) entries = List (journal);
      g_autoptr (GError) error = nullptr;
      g_autoptr (EnrollEntry) entry = Read (journal, &error);

      EXPECT_EQ (entries->len, 0u) << content;
      EXPECT_EQ (entry, nullptr) << content;
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_JOURNAL)) << content;
      EXPECT_EQ (Content (), content);
    }
}

TEST_F (JournalTest, FollowsNoLinkToAnotherFile)
{
  ASSERT_TRUE (Write (NewEntry ()));
  ASSERT_EQ (g_rename (Path ().c_str (), (folder.Path () + "/elsewhere").c_str ()), 0);
  ASSERT_EQ (symlink ((folder.Path () + "/elsewhere").c_str (), Path ().c_str ()), 0);

  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollEntry) entry = Read (journal, &error);
  EXPECT_EQ (entry, nullptr);
}

TEST_F (JournalTest, RefusesDamagedSecretsWhereverTheyBreak)
{
  g_autoptr (EnrollEntry) entry = NewEntry ();
  g_autoptr (GBytes) secrets = enroll_entry_dup_secrets (entry);
  const gsize size = g_bytes_get_size (secrets);

  for (gsize length = 1; length < size; length++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (secrets, 0, length);
      g_autoptr (EnrollEntry) copy = enroll_entry_new ();

      /* Between two parts it may end. */
      EXPECT_EQ (enroll_entry_take_secrets (copy, part, nullptr), copy->has_secrets) << length;
    }
  g_autoptr (EnrollEntry) whole = enroll_entry_new ();
  ASSERT_TRUE (enroll_entry_take_secrets (whole, secrets, nullptr));
  ExpectSecrets (whole);
}

TEST_F (JournalTest, TellsLinksApartAsTheyAreRequested)
{
  g_autoptr (EnrollEntry) entry = NewEntry ();

  EXPECT_TRUE (enroll_entry_is_used_link (entry, "https://cert-manager.com/l?t=token-of-link"));
  EXPECT_TRUE (enroll_entry_is_used_link (entry, "https://cert-manager.com/l?t=token-of-link#x"));
  EXPECT_TRUE (enroll_entry_is_used_link (entry, "https://cert-manager.com:443/l?t=token-of-link"));
  EXPECT_FALSE (enroll_entry_is_used_link (entry, "https://cert-manager.com/l?t=other"));
}

class AgeTest : public GlibTest
{
protected:
  ~AgeTest () override
  {
    enroll_journal_folder_free (journal);
  }

  guint
  CountAfter (EnrollState state, gint64 days, bool has_requested = true)
  {
    g_autoptr (EnrollEntry) entry = NewEntry (state, kOtherId);
    entry->has_requested = has_requested;
    g_autofree char *text = enroll_entry_to_text (entry, nullptr);

    EXPECT_TRUE (enroll_journal_folder_write (journal, kOtherId, text, nullptr));
    g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GPtrArray) entries =
        enroll_journal_folder_list (journal, kNow + days * 86400, removed);
    EXPECT_EQ (Strings (removed), std::vector<std::string> (entries->len == 0 ? 1 : 0, kOtherId));
    return entries->len;
  }

  ScopedFolder folder;
  EnrollJournalFolder *journal = enroll_journal_folder_new ((folder.Path () + "/journal").c_str ());
};

TEST_F (AgeTest, AbandonsWhatNobodyGoesOnWith)
{
  EXPECT_EQ (CountAfter (ENROLL_STATE_ASKING, 59, false), 1u);
  EXPECT_EQ (CountAfter (ENROLL_STATE_ASKING, 61, false), 0u);
}

/* The clock of a computer can be years off. */
TEST_F (AgeTest, KeepsWhatWasAskedForWhateverTheClockSays)
{
  EXPECT_EQ (CountAfter (ENROLL_STATE_WAITING, 10000), 1u);
  EXPECT_EQ (CountAfter (ENROLL_STATE_WAITING, -10000), 1u);
}

TEST_F (AgeTest, KeepsACertificateUntilItIsUsed)
{
  EXPECT_EQ (CountAfter (ENROLL_STATE_CHECKING, 1000), 1u);
}

TEST_F (AgeTest, RemembersUsedInvitationsAsLongAsACertificateLives)
{
  EXPECT_EQ (CountAfter (ENROLL_STATE_DONE, 800), 1u);
  EXPECT_EQ (CountAfter (ENROLL_STATE_DONE, 900), 0u);
}

} // namespace
