/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Enrollments that are interrupted at every point, and go on. An interruption is the end of the
 * session without a word to anybody, as when the program is killed. */

#include <cstring>

#include "enroll-session-private.h"
#include "fake-vault.h"
#include "session-test.h"

namespace
{

using Lines = std::vector<std::string>;

class ContinueTest : public SessionTest
{
protected:
  ContinueTest ()
  {
    directory = folder.Path () + "/journal";
    journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
    fake_visit_set_page_uri (visit, "https://cert-manager.com/page");
    Begin (true);
  }

  ~ContinueTest () override
  {
    g_clear_object (&journal);
    g_clear_object (&vault);
  }

  /* What is being written belongs to the session that wrote it. */
  void
  TearDown () override
  {
    End ();
    WaitForJournal ();
    SessionTest::TearDown ();
  }

  /* Until what was to be written is on disk, and its writer knows. */
  void
  WaitForJournal ()
  {
    AsyncResult listed;

    RunPending ();
    enroll_journal_list_async (journal, AsyncResult::Callback, &listed);
    EXPECT_TRUE (listed.Wait ());
    g_autoptr (GPtrArray) entries = enroll_journal_list_finish (journal, listed.Get (), nullptr);
  }

  /* The session is gone; a new program reads what it left. */
  EnrollEntry *
  Interrupt ()
  {
    AsyncResult listed;
    AsyncResult read;

    WaitForJournal ();
    g_object_run_dispose (G_OBJECT (session));
    g_clear_object (&session);
    g_clear_pointer (&invitation, enroll_invitation_unref);
    g_object_add_weak_pointer (G_OBJECT (journal), reinterpret_cast<gpointer *> (&journal));
    g_object_unref (journal);
    EXPECT_TRUE (Eventually ([&] { return journal == nullptr; }));
    journal = enroll_journal_new (directory.c_str (), ENROLL_VAULT (vault));
    enroll_journal_list_async (journal, AsyncResult::Callback, &listed);
    EXPECT_TRUE (listed.Wait ());
    g_autoptr (GPtrArray) entries = enroll_journal_list_finish (journal, listed.Get (), nullptr);
    EXPECT_EQ (entries->len, 1u);
    if (entries->len != 1)
      return nullptr;
    enroll_journal_read_async (journal,
                               static_cast<EnrollEntry *> (g_ptr_array_index (entries, 0))->id,
                               AsyncResult::Callback,
                               &read);
    EXPECT_TRUE (read.Wait ());
    return enroll_journal_read_finish (journal, read.Get (), nullptr);
  }

  void
  Continue (const char *new_link = nullptr)
  {
    EnrollEntry *entry = Interrupt ();
    ASSERT_NE (entry, nullptr);
    const char *uri = entry->visit != nullptr ? entry->visit->uri : "https://cert-manager.com/page";
    g_autofree char *page_uri = g_strdup (uri);
    g_clear_object (&visit);
    visit = fake_visit_new ();
    Watch (visit);
    fake_visit_set_page_uri (visit, page_uri);
    const EnrollPorts ports = { ENROLL_VISIT (visit),
                                ENROLL_PKI (pki),
                                ENROLL_STORE (store),
                                ENROLL_ACCOUNT (account),
                                ENROLL_INBOX (inbox),
                                ENROLL_KEYRING (keyring),
                                journal };
    if (new_link != nullptr)
      invitation = enroll_invitation_new (new_link, TRUE);
    session = enroll_session_new_continued (&ports, portal, settings, invitation, identity, entry);
    Watch (session);
  }

  void
  ReachSubmittedRequest ()
  {
    StartAtRequestForm ();
    AcceptTerms ();
    enroll_session_answer (session);
    ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; }));
  }

  void
  ReachSubmittedPassPhrase ()
  {
    StartWithPassPhrase ();
    ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; }));
  }

  std::string
  StateOnDisk ()
  {
    g_autoptr (GDir) dir = g_dir_open (directory.c_str (), 0, nullptr);
    const char *name = nullptr;

    while (dir != nullptr && (name = g_dir_read_name (dir)) != nullptr)
      {
        g_autoptr (GKeyFile) file = g_key_file_new ();

        if (!g_str_has_suffix (name, ".enrollment"))
          continue;
        g_key_file_load_from_file (file,
                                   (directory + "/" + name).c_str (),
                                   G_KEY_FILE_NONE,
                                   nullptr);
        return Take (g_key_file_get_string (file, "Enrollment", "State", nullptr));
      }
    return "none";
  }

  static std::string
  Nick (EnrollState state)
  {
    g_autoptr (GEnumClass) states = G_ENUM_CLASS (g_type_class_ref (ENROLL_TYPE_STATE));

    return g_enum_get_value (states, static_cast<int> (state))->value_nick;
  }

  static void
  CompareWithDisk (EnrollProbe probe, EnrollState state, gpointer user_data)
  {
    auto *self = static_cast<ContinueTest *> (user_data);

    if (probe == ENROLL_PROBE_RECORDED)
      {
        self->n_recorded++;
        EXPECT_EQ (self->StateOnDisk (), Nick (state));
      }
  }

  /* From when the user is to act, something is in its way. */
  static void
  BreakJournal (EnrollProbe probe, EnrollState state, gpointer user_data)
  {
    auto *self = static_cast<ContinueTest *> (user_data);

    if (probe != ENROLL_PROBE_ENTERED || state != ENROLL_STATE_BROWSING)
      return;
    ASSERT_EQ (rename (self->directory.c_str (), (self->directory + "-away").c_str ()), 0);
    self->folder.Write ("journal", "in the way");
  }

  Lines
  Calls ()
  {
    return Strings (fake_visit_get_history (visit));
  }

  ScopedFolder folder;
  std::string directory;
  FakeVault *vault = fake_vault_new ();
  int n_recorded = 0;
};

TEST_F (ContinueTest, RecordsEachStateBeforeItsEffect)
{
  enroll_session_set_probe (session, CompareWithDisk, this);
  ReachSubmittedRequest ();
  fake_visit_add_form (visit, NewWaitPage ());
  ASSERT_TRUE (Reach (ENROLL_STATE_WAITING));
  fake_visit_add_form (visit, NewDownload ());
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_TRUE (Eventually ([&] { return n_recorded == 5; })) << n_recorded;
  EXPECT_EQ (StateOnDisk (), "done");
}

TEST_F (ContinueTest, OpensNoLinkThatTheJournalDoesNotKnow)
{
  folder.Write ("journal", "in the way");
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_JOURNAL));
  EXPECT_EQ (Calls (), Lines{});
  EXPECT_TRUE (enroll_session_can_retry (session));

  ASSERT_EQ (remove (directory.c_str ()), 0);
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_retry (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  EXPECT_EQ (Calls ()[0], std::string ("open ") + kLink);
}

/* As when the user is asked for a password to seal it with, and thinks better of it. */
TEST_F (ContinueTest, CancelledBeforeItIsRecordedItIsForgotten)
{
  enroll_session_start (session);
  ASSERT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
  enroll_session_cancel (session);
  WaitForJournal ();
  WaitForJournal ();

  EXPECT_EQ (Calls (), Lines{});
  EXPECT_EQ (Strings (fake_vault_get_history (vault)), (Lines{ "seal", "forget" }));
  g_autoptr (GDir) dir = g_dir_open (directory.c_str (), 0, nullptr);
  EXPECT_STREQ (dir != nullptr ? g_dir_read_name (dir) : nullptr, nullptr);
}

/* The page asks for the certificate, and the user may press its button at once. */
TEST_F (ContinueTest, GivesTheUserNoRequestThatTheJournalDoesNotKnow)
{
  g_clear_object (&visit);
  visit = fake_visit_new_live ();
  Watch (visit);
  Begin (true);
  fake_visit_add_form (visit, NewRequestPageWithStrangeButtons ());
  enroll_session_set_probe (session, BreakJournal, this);
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_JOURNAL));
  EXPECT_EQ (Calls ().back ().find ("watch"), std::string::npos) << Calls ().back ();
  EXPECT_FALSE (enroll_session_has_requested (session));
  EXPECT_TRUE (enroll_session_can_retry (session));

  ASSERT_EQ (remove (directory.c_str ()), 0);
  ASSERT_EQ (rename ((directory + "-away").c_str (), directory.c_str ()), 0);
  enroll_session_set_probe (session, nullptr, nullptr);
  enroll_session_retry (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_BROWSING));
  EXPECT_TRUE (Eventually ([&] { return StateOnDisk () == "browsing"; }));
}

TEST_F (ContinueTest, DoesNotOpenAOneUseLinkAgain)
{
  enroll_session_start (session);
  ASSERT_TRUE (Eventually ([&] { return Calls ().size () == 1; }));

  Continue ();
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_INTERRUPTED));

  EXPECT_EQ (Calls (), Lines{});
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (ContinueTest, GoesToTheOrganisationsFormInstead)
{
  settings->endpoint = g_strdup ("https://cert-manager.com/customer/Example/smime/aB3");
  enroll_session_start (session);
  ASSERT_TRUE (Eventually ([&] { return Calls ().size () == 1; }));

  Continue ();
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));

  EXPECT_EQ (Calls ()[0], "open https://cert-manager.com/customer/Example/smime/aB3");
}

TEST_F (ContinueTest, AsksAgainOnThePageThatWasThere)
{
  StartAtRequestForm ();
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "asking"; }));

  Continue ();
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));

  EXPECT_EQ (Calls ()[0], "take-over https://cert-manager.com/page");
}

TEST_F (ContinueTest, WaitsOn)
{
  ReachSubmittedRequest ();
  fake_visit_add_form (visit, NewWaitPage ());
  ASSERT_TRUE (Reach (ENROLL_STATE_WAITING));
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "waiting"; }));

  Continue ();
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  EXPECT_EQ (Strings (fake_store_get_history (store)),
             (Lines{ "make-key 3072", "make-key 0", "install" }));
}

TEST_F (ContinueTest, IsNotLostWhereWhatCameDoesNotSayWhereFrom)
{
  EnrollForm *page = NewWaitPage ();

  g_free (page->host);
  page->host = g_strdup ("");
  ReachSubmittedRequest ();
  fake_visit_add_form (visit, page);
  ASSERT_TRUE (Reach (ENROLL_STATE_WAITING));
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "waiting"; }));

  g_autoptr (EnrollEntry) entry = Interrupt ();
  ASSERT_NE (entry, nullptr);
  EXPECT_STREQ (entry->host, kHost);
}

TEST_F (ContinueTest, DoesNotAskTwiceWhereItIsNotKnownWhetherTheRequestArrived)
{
  ReachSubmittedRequest ();

  Continue ();
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNCERTAIN));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
  ASSERT_TRUE (enroll_session_can_retry (session));

  enroll_session_retry (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  AcceptTerms ();
  enroll_session_answer (session);
  ASSERT_TRUE (Eventually ([&] { return fake_visit_get_n_submissions (visit) == 1; }));
}

TEST_F (ContinueTest, LooksForTheRequestAtTheOrganisationsForm)
{
  settings->endpoint = g_strdup ("https://cert-manager.com/customer/Example/smime/aB3");
  ReachSubmittedRequest ();

  Continue ();
  fake_visit_add_form (visit, NewRequestPage ());
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Calls (),
             (Lines{ "take-over https://cert-manager.com/page",
                     "open https://cert-manager.com/customer/Example/smime/aB3",
                     "hand-over",
                     "wait" }));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (ContinueTest, GoesOnWhereThePortalKnowsOfTheRequest)
{
  ReachSubmittedRequest ();

  Continue ();
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (ContinueTest, DoesNotRequestAPageThatOnlyAUsedLinkLeadsTo)
{
  fake_visit_set_page_uri (visit, kLink);
  ReachSubmittedRequest ();

  Continue ();
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_INTERRUPTED));

  EXPECT_EQ (Calls (), Lines{});
}

/* Its script asks the portal for what has become of the request. */
TEST_F (ContinueTest, TakesUpALivePageThatOnlyAUsedLinkLeadsTo)
{
  fake_visit_set_page_uri (visit, kLink);
  fake_visit_set_live_page (visit, "<script src=enroll.js></script>");
  ReachSubmittedRequest ();

  Continue ();
  fake_visit_add_form (visit, NewWaitPage ());
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Calls ()[0], std::string ("take-over page of ") + kLink);
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 0u);
}

TEST_F (ContinueTest, AsksAnewForALivePageThatIsToBeHadAgain)
{
  fake_visit_set_live_page (visit, "<script src=enroll.js></script>");
  StartAtRequestForm ();
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "asking"; }));

  Continue ();
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));

  EXPECT_EQ (Calls ()[0], "take-over https://cert-manager.com/page");
}

TEST_F (ContinueTest, LooksForTheRequestWithANewInvitationFirst)
{
  fake_visit_set_page_uri (visit, kLink);
  ReachSubmittedRequest ();

  Continue ("https://cert-manager.com/customer/Example/smime/aB3/invite?token=n3w");
  fake_visit_add_form (visit, NewRequestPage ());
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNCERTAIN));

  EXPECT_EQ (Calls (),
             Lines{ "open https://cert-manager.com/customer/Example/smime/aB3/invite?token=n3w" });
}

TEST_F (ContinueTest, InstallsWhatHadComeWithoutThePortal)
{
  fake_store_fail_next (store,
                        "install",
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_STORE, "locked"));
  ReachSubmittedRequest ();
  fake_visit_add_form (visit, NewDownload ());
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_STORE));

  Continue ();
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_EQ (Calls (), Lines{});
}

/* Nobody knows whether the keyring has it. */
TEST_F (ContinueTest, KeepsAndTellsThePassPhrase)
{
  std::string given;

  ReachSubmittedPassPhrase ();
  given = Answer (0, "Pass-phrase");

  Continue ();
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_TRUE (enroll_session_has_kept_pass_phrase (session));
  EXPECT_EQ (Strings (fake_keyring_get_history (keyring)).back (),
             "keep alice@example.org cert-manager.com 01");
  EXPECT_EQ (enroll_secret_peek (fake_keyring_get_pass_phrase (keyring)), given);
  EXPECT_EQ (enroll_secret_peek (enroll_session_get_pass_phrase (session)), given);
}

TEST_F (ContinueTest, ShowsThePassPhraseWithoutAKeyring)
{
  std::string given;

  ReachSubmittedPassPhrase ();
  given = Answer (0, "Pass-phrase");

  Continue ();
  fake_keyring_fail_next (keyring,
                          g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_STORE, "no keyring"));
  fake_visit_add_form (visit, NewDownload ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));

  EXPECT_FALSE (enroll_session_has_kept_pass_phrase (session));
  ASSERT_NE (enroll_session_get_pass_phrase (session), nullptr);
  EXPECT_EQ (enroll_secret_peek (enroll_session_get_pass_phrase (session)), given);
}

/* The mail is still in the folder where the next one is looked for. */
TEST_F (ContinueTest, TellsWhichMailWasOpenedBefore)
{
  constexpr char kMailLink[] = "https://cert-manager.com/customer/Example/smime/aB3/confirm?c=n3w";

  settings->endpoint = g_strdup ("https://cert-manager.com/customer/Example/smime/aB3");
  fake_visit_add_form (visit, NewMailSentPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));
  EXPECT_FALSE (fake_inbox_leaves_alone (inbox, kMailLink));
  ASSERT_TRUE (enroll_session_open_link (session, kMailLink, nullptr));
  ASSERT_TRUE (Eventually ([&] { return fake_visit_get_history (visit)->len == 2; }));

  Continue ();
  fake_visit_add_form (visit, NewMailSentPage ());
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));
  ASSERT_TRUE (Eventually ([&] { return enroll_session_is_watching_inbox (session) == TRUE; }));

  EXPECT_TRUE (fake_inbox_leaves_alone (inbox, kMailLink));
}

TEST_F (ContinueTest, ForgetsALinkThatWasSentNowhere)
{
  fake_visit_add_error (visit,
                        g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE, "no route"));
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNREACHABLE));
  ASSERT_EQ (StateOnDisk (), "opening");

  EXPECT_FALSE (enroll_session_is_kept (session));
  enroll_session_cancel (session);
  EXPECT_TRUE (Eventually ([&] { return StateOnDisk () == "none"; }));
}

TEST_F (ContinueTest, RemembersAnInvitationThatWasUsedUp)
{
  fake_visit_add_form (visit, NewRefusalPage ("This invitation has already been used."));
  enroll_session_start (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_FAILED));

  EXPECT_FALSE (enroll_session_is_kept (session));
  enroll_session_cancel (session);
  EXPECT_TRUE (Eventually ([&] { return StateOnDisk () == "cancelled"; }));
}

TEST_F (ContinueTest, KeepsWhatIsLeftOnTheWay)
{
  StartAtRequestForm ();
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "asking"; }));
  EXPECT_TRUE (enroll_session_is_kept (session));

  enroll_session_cancel (session);
  RunPending ();

  EXPECT_EQ (StateOnDisk (), "asking");
}

TEST_F (ContinueTest, ForgetsWhatCanBeBegunAgainAnyTime)
{
  Begin (false);
  StartAtRequestForm ();
  ASSERT_TRUE (Eventually ([&] { return StateOnDisk () == "asking"; }));

  EXPECT_FALSE (enroll_session_is_kept (session));
  enroll_session_cancel (session);
  EXPECT_TRUE (Eventually ([&] { return StateOnDisk () == "none"; }));
}

TEST_F (ContinueTest, GoesOnWithoutAJournalOnceTheCertificateWasAskedFor)
{
  ReachSubmittedRequest ();
  ASSERT_EQ (rename (directory.c_str (), (directory + "-away").c_str ()), 0);
  folder.Write ("journal", "in the way");
  fake_visit_add_form (visit, NewDownload ());

  EXPECT_TRUE (Reach (ENROLL_STATE_DONE));
}

} // namespace
