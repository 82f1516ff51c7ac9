/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Mail that arrives in a real mailbox while an enrollment waits for it. */

#include "enroll-camel-inbox.h"
#include "enroll-entry.h"
#include "enroll-error.h"
#include "enrollment.h"

#include "mailbox.h"
#include "private-bus.h"
#include "private-home.h"

namespace
{

constexpr char kLink[] = "https://cert-manager.com/customer/Example/smime/confirm?code=n3w";
constexpr char kOtherLink[] = "https://cert-manager.com/customer/Example/smime/confirm?code=0ld";

/* Longer than the pause between two questions to the store. */
constexpr int kArrivalMs = 40000;

class InboxTest : public GlibTest
{
protected:
  InboxTest ()
  {
    portal = LoadPortal ("localhost:8443");
    inbox = enroll_camel_inbox_new (nullptr, mailbox.Session (), portal);
    Watch (inbox);
  }

  void
  TearDown () override
  {
    g_cancellable_cancel (cancellable);
    if (is_begun)
      {
        EXPECT_TRUE (result->Wait ());
      }
    result.reset ();
    RunPending ();
    g_clear_object (&cancellable);
    g_clear_object (&inbox);
    enroll_portal_unref (portal);
    Eventually ([&] { return mailbox.IsIdle (); });
    GlibTest::TearDown ();
  }

  static gint64
  Now ()
  {
    return g_get_real_time () / G_USEC_PER_SEC;
  }

  void
  UseAccountsOf (ESourceRegistry *registry)
  {
    g_clear_object (&inbox);
    inbox = enroll_camel_inbox_new (registry, mailbox.Session (), portal);
    Watch (inbox);
  }

  void
  Begin (const char *host = "cert-manager.com",
         const char *opened_link = nullptr,
         const char *uid = Mailbox::kUid)
  {
    g_autoptr (EnrollIdentity) identity = enroll_identity_new (uid, "Alice", "alice@example.edu");
    g_autoptr (EnrollSecret) opened =
        opened_link != nullptr ? enroll_secret_new (opened_link) : nullptr;
    g_autofree char *digest = enroll_entry_dup_link_digest (opened_before.c_str ());
    const char *const digests[] = { digest, nullptr };
    const EnrollInboxQuery query = { identity,
                                     host,
                                     Now (),
                                     opened,
                                     opened_before.empty () ? nullptr : digests };

    is_begun = true;
    enroll_inbox_watch_async (ENROLL_INBOX (inbox),
                              &query,
                              cancellable,
                              AsyncResult::Callback,
                              result.get ());
  }

  /* The first look is over: what arrives from now on is new. */
  void
  BeginAndLook ()
  {
    Begin ();
    ASSERT_TRUE (Eventually ([&] { return mailbox.Refreshes () > 0 && mailbox.IsIdle (); }));
  }

  /* The link that was found; empty if there is none yet. */
  std::string
  Found (int timeout_ms = kArrivalMs)
  {
    g_autoptr (GError) error = nullptr;

    if (!result->Wait (timeout_ms))
      return "";
    g_autoptr (EnrollSecret) link =
        enroll_inbox_watch_finish (ENROLL_INBOX (inbox), result->Get (), &error);

    return link != nullptr ? enroll_secret_peek (link) : error->message;
  }

  /* Nothing was found in two more questions to the store. */
  bool
  StaysEmpty ()
  {
    const int n = mailbox.Refreshes ();

    return Eventually ([&] { return mailbox.Refreshes () >= n + 2 && mailbox.IsIdle (); },
                       kArrivalMs) &&
           result->Get () == nullptr;
  }

  Mailbox mailbox;
  EnrollPortal *portal;
  EnrollCamelInbox *inbox;
  GCancellable *cancellable = g_cancellable_new ();
  std::unique_ptr<AsyncResult> result = std::make_unique<AsyncResult> ();
  bool is_begun = false;
  std::string opened_before;
};

}

TEST_F (InboxTest, FindsWhatArrivesInTheInbox)
{
  BeginAndLook ();

  mailbox.Deliver ("", kLink, Now ());

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, FindsWhatArrivesInJunk)
{
  BeginAndLook ();

  mailbox.Deliver (".Junk", kLink, Now ());

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, FindsWhatAFilterMoved)
{
  BeginAndLook ();

  mailbox.Deliver (".Work", kLink, Now ());

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, FindsWhatWasFasterThanTheWatch)
{
  mailbox.Deliver ("", kLink, Now () - 1);

  Begin ();

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, HearsOfMailThatTheProgramFetchesBeforeItAsks)
{
  BeginAndLook ();
  mailbox.Deliver ("", kLink, Now ());

  mailbox.RefreshInbox ();

  EXPECT_EQ (Found (4000), kLink);
}

TEST_F (InboxTest, TakesTheNewestOfTwo)
{
  mailbox.Deliver ("", kOtherLink, Now () - 20);
  mailbox.Deliver ("", kLink, Now () - 1);

  Begin ();

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, LeavesOtherMailAlone)
{
  mailbox.Deliver ("", kOtherLink, Now () - 3600);
  BeginAndLook ();

  mailbox.Deliver ("", "https://localhost:8443/customer/Example/smime/confirm?code=1", Now ());
  mailbox.Deliver ("", "https://www.example.edu/customer/Example/smime/confirm", Now ());
  mailbox.Deliver ("", "no link at all", Now ());
  mailbox.Deliver ("", kOtherLink, Now () - 3 * 24 * 3600);

  EXPECT_TRUE (StaysEmpty ());
}

/* As the program does it: by the accounts that are set up. */
TEST_F (InboxTest, FindsTheFoldersOfAnIdentity)
{
  std::string sources = PrivateHome::Get ().Path () + "/.config/evolution/sources/";
  static PrivateBus bus ({ "org.gnome.evolution.dataserver.Sources5" });
  g_autoptr (GError) error = nullptr;

  e2e::WriteFile (sources + Mailbox::kUid + ".source",
                  "[Data Source]\nDisplayName=a\nEnabled=true\nParent=\n[Mail Account]\n"
                  "BackendName=maildir\nIdentityUid=ident\n");
  e2e::WriteFile (sources + "ident.source",
                  std::string ("[Data Source]\nDisplayName=a\nEnabled=true\nParent=") +
                      Mailbox::kUid + "\n[Mail Identity]\nAddress=alice@example.edu\n" +
                      "[Mail Submission]\nSentFolder=folder://" + Mailbox::kUid + "/Sent\n");
  g_autoptr (ESourceRegistry) registry = e_source_registry_new_sync (nullptr, &error);
  ASSERT_NE (registry, nullptr) << error->message;
  UseAccountsOf (registry);
  mailbox.Deliver (".Sent", kOtherLink, Now ());
  mailbox.Deliver (".Work", kLink, Now () - 20);

  Begin ("cert-manager.com", nullptr, "ident");

  EXPECT_EQ (Found (), kLink) << "and not the newer one, which the user has sent";
}

TEST_F (InboxTest, LeavesTheLinkAloneThatWasOpened)
{
  mailbox.Deliver ("", kLink, Now () - 1);

  Begin ("cert-manager.com", kLink);

  EXPECT_TRUE (StaysEmpty ());
}

TEST_F (InboxTest, LeavesTheLinksAloneThatWereOpenedBefore)
{
  mailbox.Deliver ("", kOtherLink, Now () - 20);
  opened_before = kOtherLink;
  BeginAndLook ();
  EXPECT_EQ (result->Get (), nullptr);

  mailbox.Deliver ("", kLink, Now ());

  EXPECT_EQ (Found (), kLink);
}

TEST_F (InboxTest, FindsThePortOfAHost)
{
  const char link[] = "https://localhost:8443/customer/Example/smime/confirm?code=1";

  mailbox.Deliver ("", kLink, Now ());
  mailbox.Deliver ("", link, Now ());

  Begin ("localhost:8443");

  EXPECT_EQ (Found (), link);
}

TEST_F (InboxTest, ReadsOnlyWhatIsNew)
{
  const gint64 day = 24 * 3600;

  for (int i = 0; i < 3000; i++)
    mailbox.Deliver ("", kOtherLink, Now () - 2 * day - i * 60, "cur");
  for (int i = 0; i < 100; i++)
    mailbox.Deliver ("", kOtherLink, Now () - 3600 - i);
  BeginAndLook ();
  EXPECT_EQ (mailbox.Reads (), 0);

  mailbox.Deliver ("", kLink, Now ());

  EXPECT_EQ (Found (), kLink);
  EXPECT_EQ (mailbox.Reads (), 1);
}

TEST_F (InboxTest, ReadsTheTwentyNewestOfAFlood)
{
  for (int i = 0; i < 100; i++)
    mailbox.Deliver ("", "hello", Now () - 1);
  Begin ();

  EXPECT_TRUE (StaysEmpty ());
  EXPECT_EQ (mailbox.Reads (), 20);
}

TEST_F (InboxTest, DoesNotMarkMailAsRead)
{
  BeginAndLook ();
  mailbox.Deliver ("", kLink, Now ());
  ASSERT_EQ (Found (), kLink);

  EXPECT_EQ (mailbox.Unread (), 1);
}

TEST_F (InboxTest, EndsWhenItIsCancelled)
{
  g_autoptr (GError) error = nullptr;

  BeginAndLook ();
  EXPECT_EQ (result->Get (), nullptr);
  g_cancellable_cancel (cancellable);

  ASSERT_TRUE (result->Wait (2000));
  EXPECT_EQ (enroll_inbox_watch_finish (ENROLL_INBOX (inbox), result->Get (), &error), nullptr);
  EXPECT_TRUE (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

TEST_F (InboxTest, EndsWhenItIsCancelledAtOnce)
{
  Begin ();
  g_cancellable_cancel (cancellable);

  EXPECT_TRUE (result->Wait (2000));
}

TEST_F (InboxTest, SaysThatThereIsNoMailbox)
{
  g_autoptr (GError) error = nullptr;
  g_autoptr (EnrollIdentity) nobody = enroll_identity_new ("nobody", "Bob", "bob@example.edu");
  const EnrollInboxQuery query = { nobody, "cert-manager.com", Now (), nullptr, nullptr };

  is_begun = true;
  enroll_inbox_watch_async (ENROLL_INBOX (inbox),
                            &query,
                            cancellable,
                            AsyncResult::Callback,
                            result.get ());

  ASSERT_TRUE (result->Wait ());
  EXPECT_EQ (enroll_inbox_watch_finish (ENROLL_INBOX (inbox), result->Get (), &error), nullptr);
  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_NO_ACCOUNT));
}
