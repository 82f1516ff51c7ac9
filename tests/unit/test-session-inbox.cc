/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* The mail that proves the address: looked out for, told, and opened by the user alone. */

#include "session-test.h"

namespace
{

using Lines = std::vector<std::string>;

constexpr char kMailLink[] = "https://cert-manager.com/customer/Example/smime/aB3/confirm?c=n3w";

class InboxTest : public SessionTest
{
protected:
  void
  StartWatching ()
  {
    fake_visit_add_form (visit, NewMailSentPage ());
    enroll_session_start (session);
    ASSERT_TRUE (Reach (ENROLL_STATE_CONFIRMING));
  }

  bool
  HasArrived ()
  {
    return Eventually ([&] { return enroll_session_has_arrived_link (session) == TRUE; });
  }
};

TEST_F (InboxTest, WatchesOnlyWhileAMailIsOnItsWay)
{
  EXPECT_FALSE (enroll_session_is_watching_inbox (session));
  StartWatching ();

  EXPECT_TRUE (enroll_session_is_watching_inbox (session));
  EXPECT_FALSE (enroll_session_has_arrived_link (session));
  EXPECT_EQ (Strings (fake_inbox_get_history (inbox)),
             Lines{ std::string ("watch uid cert-manager.com ") + kLink });

  fake_visit_add_form (visit, NewDownload ());
  EXPECT_TRUE (enroll_session_open_link (session, kMailLink, nullptr));
  EXPECT_FALSE (enroll_session_is_watching_inbox (session));
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_FALSE (fake_inbox_is_watched (inbox));
}

TEST_F (InboxTest, KnowsWhenTheMailWasAskedFor)
{
  const gint64 before = g_get_real_time () / G_USEC_PER_SEC;

  StartWatching ();

  EXPECT_GE (fake_inbox_get_since (inbox), before);
  EXPECT_LE (fake_inbox_get_since (inbox), g_get_real_time () / G_USEC_PER_SEC);
}

TEST_F (InboxTest, OpensNothingByItself)
{
  StartWatching ();

  fake_inbox_deliver (inbox, kMailLink);
  ASSERT_TRUE (HasArrived ());
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
  EXPECT_FALSE (enroll_session_is_watching_inbox (session));
  EXPECT_EQ (Strings (fake_visit_get_history (visit)), Lines{ std::string ("open ") + kLink });
}

TEST_F (InboxTest, OpensWhatArrivedByTheUsersWord)
{
  StartWatching ();
  fake_inbox_deliver (inbox, kMailLink);
  ASSERT_TRUE (HasArrived ());

  fake_visit_add_form (visit, NewDownload ());
  EXPECT_TRUE (enroll_session_open_arrived_link (session, nullptr));

  EXPECT_FALSE (enroll_session_has_arrived_link (session));
  ASSERT_TRUE (Reach (ENROLL_STATE_DONE));
  EXPECT_EQ (Strings (fake_visit_get_history (visit)).back (), std::string ("open ") + kMailLink);
}

TEST_F (InboxTest, RefusesAForeignLinkEvenThen)
{
  g_autoptr (GError) error = nullptr;

  StartWatching ();
  fake_inbox_deliver (inbox, "https://evil.example/customer/Example/smime/confirm");
  ASSERT_TRUE (HasArrived ());

  EXPECT_FALSE (enroll_session_open_arrived_link (session, &error));

  EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED));
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
}

TEST_F (InboxTest, TellsWhoeverShowsIt)
{
  int n_told = 0;

  g_signal_connect_swapped (session,
                            "notify::has-arrived-link",
                            G_CALLBACK (+[] (int *count) { (*count)++; }),
                            &n_told);
  StartWatching ();
  n_told = 0;
  fake_inbox_deliver (inbox, kMailLink);
  ASSERT_TRUE (HasArrived ());

  EXPECT_EQ (n_told, 1);
  g_signal_handlers_disconnect_by_data (session, &n_told);
}

TEST_F (InboxTest, LeavesItToTheUserWhenNobodyCanLook)
{
  StartWatching ();

  fake_inbox_give_up (
      inbox,
      g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_NO_ACCOUNT, "no such account"));
  ASSERT_TRUE (Eventually ([&] { return !enroll_session_is_watching_inbox (session); }));

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
  EXPECT_EQ (enroll_session_get_error (session), nullptr);
  EXPECT_FALSE (enroll_session_has_arrived_link (session));
}

TEST_F (InboxTest, NeedsNobodyWhoLooks)
{
  const EnrollPorts ports = { ENROLL_VISIT (visit),
                              ENROLL_PKI (pki),
                              ENROLL_STORE (store),
                              ENROLL_ACCOUNT (account),
                              nullptr,
                              nullptr,
                              nullptr };

  g_clear_object (&session);
  session = enroll_session_new (&ports, portal, settings, invitation, identity);
  StartWatching ();

  EXPECT_FALSE (enroll_session_is_watching_inbox (session));
}

TEST_F (InboxTest, ForgetsAWatchThatIsOver)
{
  StartWatching ();
  fake_inbox_set_ignores_cancel (inbox, TRUE);
  fake_visit_add_form (visit, NewMailSentPage ());
  fake_inbox_deliver (inbox, kMailLink);
  enroll_session_open_link (session, kMailLink, nullptr);
  ASSERT_TRUE (Eventually ([&] { return fake_inbox_get_history (inbox)->len == 2; }));
  RunPending ();

  EXPECT_TRUE (enroll_session_is_watching_inbox (session));
  EXPECT_FALSE (enroll_session_has_arrived_link (session));
  EXPECT_EQ (Strings (fake_inbox_get_history (inbox)).back (),
             std::string ("watch uid cert-manager.com ") + kMailLink);
}

} // namespace
