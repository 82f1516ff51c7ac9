/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "assistant-test.h"
#include "enroll-link-dialog.h"
#include "enroll-page-confirm.h"

namespace
{

constexpr char kMailLink[] = "https://certificates.example.edu/customer/x/smime?c=1";

TEST_F (AssistantTest, OpensNothingBeforeTheUserSaysSo)
{
  Open ({});

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_READY);
  EXPECT_TRUE (Shows ("alice@example.edu"));
  EXPECT_TRUE (Shows ("certificates.example.edu"));
  Press ("Continue");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
  EXPECT_TRUE (Shows ("Opening your invitation…"));
}

TEST_F (AssistantTest, StartsAtOnceWhenAsked)
{
  Open ({}, 1, TRUE);

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
}

TEST_F (AssistantTest, LetsTheUserChooseAmongAddresses)
{
  GtkWidget *combo;

  Open ({}, 2, TRUE);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_READY);
  combo = Find (GTK_TYPE_COMBO_BOX, "Address");
  ASSERT_NE (combo, nullptr);
  gtk_combo_box_set_active (GTK_COMBO_BOX (combo), 1);
  Press ("Continue");

  EXPECT_STREQ (enroll_session_get_identity (session)->address, "alice.example@lab.example.edu");
  EXPECT_EQ (Find (GTK_TYPE_COMBO_BOX, "Address"), nullptr);
}

TEST_F (AssistantTest, RequestsOnlyWhenAllIsAnswered)
{
  const char *terms = "I have read and agree to the terms of the Certificate Subscriber Agreement";

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  ASSERT_NE (Button ("Request Certificate"), nullptr);
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Request Certificate")));
  EXPECT_EQ (gtk_window_get_focus (GTK_WINDOW (window)), Find (GTK_TYPE_ENTRY, "Access Code"));

  gtk_entry_set_text (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Access Code")), "1234");
  gtk_entry_set_text (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Secret ID")), "5678");
  gtk_combo_box_set_active (GTK_COMBO_BOX (Find (GTK_TYPE_COMBO_BOX, "Certificate Profile")), 0);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (Find (GTK_TYPE_TEXT_VIEW, "Reason"))),
      "mail",
      -1);
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Request Certificate")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (Button (terms)), TRUE);
  EXPECT_TRUE (gtk_widget_get_sensitive (Button ("Request Certificate")));

  Press ("Request Certificate");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_KEYING);
  EXPECT_TRUE (Shows ("Preparing your key"));
}

TEST_F (AssistantTest, HidesWhatIsSecretAndShowsTheCode)
{
  GtkWidget *show_button;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);

  EXPECT_TRUE (gtk_entry_get_visibility (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Access Code"))));
  EXPECT_FALSE (gtk_entry_get_visibility (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Secret ID"))));
  show_button = Button ("Show what you type");
  ASSERT_NE (show_button, nullptr);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (show_button), TRUE);
  EXPECT_TRUE (gtk_entry_get_visibility (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Secret ID"))));
}

TEST_F (AssistantTest, OffersNoPlaceholderAsAChoice)
{
  GtkWidget *combo;

  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  combo = Find (GTK_TYPE_COMBO_BOX, "Certificate Profile");

  EXPECT_EQ (
      gtk_tree_model_iter_n_children (gtk_combo_box_get_model (GTK_COMBO_BOX (combo)), nullptr),
      2);
  EXPECT_EQ (gtk_combo_box_get_active (GTK_COMBO_BOX (combo)), -1);
}

TEST_F (AssistantTest, ShowsThePortalsComplaintBesideItsField)
{
  AtkObject *entry;

  Open (With (&UiFakeSample::is_rejected));
  PlayUntil (ENROLL_STATE_SUBMITTING);
  ui_fake_world_finish (world);
  ui_fake_iterate ();

  ASSERT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING);
  EXPECT_TRUE (Shows ("The access code is not valid."));
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Request Certificate")));
  entry = gtk_widget_get_accessible (Find (GTK_TYPE_ENTRY, "Access Code"));
  EXPECT_NE (std::string (atk_object_get_description (entry)).find ("not valid"),
             std::string::npos);
}

TEST_F (AssistantTest, ConfirmsWithALinkOfThePortalOnly)
{
  GtkWidget *entry;

  Open (With (&UiFakeSample::is_pull));
  PlayUntil (ENROLL_STATE_CONFIRMING);
  entry = Find (GTK_TYPE_ENTRY, "Link from the mail");
  ASSERT_NE (entry, nullptr);
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Continue")));

  gtk_entry_set_text (GTK_ENTRY (entry), "https://elsewhere.example.net/customer/x/smime");
  Press ("Continue");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
  EXPECT_TRUE (Shows ("This is not a link to certificates.example.edu."));

  gtk_entry_set_text (GTK_ENTRY (entry), " https://certificates.example.edu/customer/x/smime?c=1 ");
  EXPECT_FALSE (Shows ("This is not a link"));
  Press ("Continue");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
}

TEST_F (AssistantTest, OpensTheMailThatArrivedWhenContinueIsPressed)
{
  UiFakeSample sample = With (&UiFakeSample::is_pull);

  sample.is_watched = TRUE;
  Open (sample);
  PlayUntil (ENROLL_STATE_CONFIRMING);
  EXPECT_TRUE (Shows ("Looking out for it…"));
  EXPECT_FALSE (Shows ("look in the Junk folder"));
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Continue")));

  fake_inbox_deliver (ui_fake_world_get_inbox (world), kMailLink);
  ui_fake_iterate ();
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CONFIRMING);
  EXPECT_TRUE (Shows ("It has arrived."));
  EXPECT_EQ (Find (GTK_TYPE_ENTRY, "Link from the mail"), nullptr);
  ASSERT_TRUE (gtk_widget_get_sensitive (Button ("Continue")));
  EXPECT_EQ (gtk_window_get_focus (GTK_WINDOW (window)), Button ("Continue"));
  EXPECT_EQ (gtk_window_get_default_widget (GTK_WINDOW (window)), Button ("Continue"));

  Press ("Continue");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
}

TEST_F (AssistantTest, KeepsALinkThatTheUserPastesWhenTheMailArrives)
{
  UiFakeSample sample = With (&UiFakeSample::is_pull);
  GtkWidget *entry;

  sample.is_watched = TRUE;
  Open (sample);
  PlayUntil (ENROLL_STATE_CONFIRMING);
  entry = Find (GTK_TYPE_ENTRY, "Link from the mail");
  ASSERT_NE (entry, nullptr);
  gtk_entry_set_text (GTK_ENTRY (entry), "https://elsewhere.example.net/");
  fake_inbox_deliver (ui_fake_world_get_inbox (world), kMailLink);
  ui_fake_iterate ();

  EXPECT_TRUE (Shows ("It has arrived."));
  EXPECT_STREQ (gtk_entry_get_text (GTK_ENTRY (entry)), "https://elsewhere.example.net/");
  EXPECT_EQ (gtk_window_get_focus (GTK_WINDOW (window)), entry);
  Press ("Continue");
  EXPECT_TRUE (Shows ("This is not a link to certificates.example.edu."));
  gtk_entry_set_text (GTK_ENTRY (entry), "");
  Press ("Continue");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_OPENING);
}

TEST_F (AssistantTest, SaysWhereToLookWhenTheMailIsLate)
{
  UiFakeSample sample = With (&UiFakeSample::is_pull);
  std::vector<GtkWidget *> widgets;

  sample.is_watched = TRUE;
  Open (sample);
  collect (window, &widgets);
  for (GtkWidget *widget : widgets)
    {
      if (ENROLL_IS_PAGE_CONFIRM (widget))
        g_object_set (widget, "patience", 20u, nullptr);
    }
  PlayUntil (ENROLL_STATE_CONFIRMING);
  for (int i = 0; i < 1000 && !Shows ("look in the Junk folder"); i++)
    g_main_context_iteration (nullptr, TRUE);

  EXPECT_TRUE (Shows ("look in the Junk folder"));
  EXPECT_TRUE (Shows ("Looking out for it…"));
}

TEST_F (AssistantTest, AsksTheUserToLookWhenNobodyElseCan)
{
  UiFakeSample sample = With (&UiFakeSample::is_pull);

  sample.is_watched = TRUE;
  Open (sample);
  PlayUntil (ENROLL_STATE_CONFIRMING);
  fake_inbox_give_up (ui_fake_world_get_inbox (world),
                      g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_NO_ACCOUNT, "no mailbox"));
  ui_fake_iterate ();

  EXPECT_TRUE (Shows ("Open it as soon as it arrives"));
  EXPECT_TRUE (Shows ("look in the Junk folder"));
  EXPECT_FALSE (Shows ("Looking out for it…"));
}

TEST_F (AssistantTest, TrustsTheAuthorityByTheUsersWord)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_ASKING_TRUST);
  EXPECT_TRUE (Shows ("Sample Public Email Protection Root R46"));
  EXPECT_TRUE (Shows ("D5:DD:C6:29"));

  Press ("Trust for E-Mail");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_TRUSTING);
}

TEST_F (AssistantTest, GoesOnWithoutTrust)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_ASKING_TRUST);

  Press ("Continue Without");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_BINDING);
}

TEST_F (AssistantTest, ShowsTheCertificateAtTheEnd)
{
  int n_messages = 0;

  Open ({});
  PlayUntil (ENROLL_STATE_DONE);
  g_signal_connect_swapped (window,
                            "send-signed-message",
                            G_CALLBACK (+[] (int *count) { (*count)++; }),
                            &n_messages);

  EXPECT_TRUE (Shows ("alice@example.edu"));
  EXPECT_TRUE (Shows ("Sample Personal CA 4"));
  EXPECT_TRUE (Shows ("Encryption tried"));
  EXPECT_EQ (Button ("Cancel"), nullptr);
  Press ("Send Me a Signed Message");
  EXPECT_EQ (n_messages, 1);
  Press ("Done");
  EXPECT_EQ (window, nullptr);
}

TEST_F (AssistantTest, ShowsThePassPhraseThatIsKeptOnlyWhenAsked)
{
  std::string pass_phrase;

  Open (With (&UiFakeSample::has_keyring));
  PlayUntil (ENROLL_STATE_DONE);
  pass_phrase = enroll_secret_peek (enroll_session_get_pass_phrase (session));

  EXPECT_TRUE (Shows ("It is kept in your keyring."));
  EXPECT_FALSE (Shows (pass_phrase));
  Press ("Show Pass-Phrase");
  EXPECT_TRUE (Shows (pass_phrase));
  EXPECT_EQ (Button ("Show Pass-Phrase"), nullptr);
}

TEST_F (AssistantTest, ShowsThePassPhraseThatCouldNotBeKept)
{
  Open (With (&UiFakeSample::has_keyring));
  fake_keyring_fail_next (ui_fake_world_get_keyring (world),
                          g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_STORE, "locked"));
  PlayUntil (ENROLL_STATE_DONE);

  EXPECT_TRUE (Shows ("It could not be kept in a keyring"));
  EXPECT_TRUE (Shows (enroll_secret_peek (enroll_session_get_pass_phrase (session))));
  EXPECT_EQ (Button ("Show Pass-Phrase"), nullptr);
}

TEST_F (AssistantTest, SaysWhyEncryptionWasNotTried)
{
  Open (With (&UiFakeSample::signs_only));
  PlayUntil (ENROLL_STATE_DONE);

  EXPECT_TRUE (Shows ("Encryption not tried: this certificate is for signing only"));
}

TEST_F (AssistantTest, SaysThatEncryptionNeedsTrust)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_ASKING_TRUST);
  Press ("Continue Without");
  PlayUntil (ENROLL_STATE_DONE);

  EXPECT_TRUE (Shows ("Encryption not tried: Evolution does not trust the authority"));
}

TEST_F (AssistantTest, OffersTryAgainOnlyIfAllowed)
{
  Open ({});
  PlayUntil (ENROLL_STATE_SUBMITTING);
  ui_fake_world_fail (world, ENROLL_ERROR_LIMIT, "limit reached");
  ui_fake_iterate ();

  EXPECT_TRUE (Shows ("You already have as many valid certificates"));
  EXPECT_EQ (Button ("Try Again"), nullptr);
  Press ("Close");
  EXPECT_EQ (window, nullptr);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

TEST_F (AssistantTest, TriesAgain)
{
  Open ({});
  PlayUntil (ENROLL_STATE_WAITING);
  ui_fake_world_fail (world, ENROLL_ERROR_TIMEOUT, "no certificate");
  ui_fake_iterate ();

  EXPECT_TRUE (Shows ("Nothing was lost: the authority has your request."));
  Press ("Try Again");
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_WAITING);
  EXPECT_TRUE (Shows ("in progress"));
}

TEST_F (AssistantTest, NamesTheOrganizationAndTheTermsThatItAgreedTo)
{
  const char *terms = "I have read and agree to the terms of the Certificate Subscriber Agreement";
  UiFakeSample sample = With (&UiFakeSample::is_administered);

  sample.is_short = TRUE;
  Open (sample);
  EXPECT_TRUE (Shows ("Example University gets its certificates from"));
  PlayUntil (ENROLL_STATE_ASKING);

  ASSERT_NE (Button (terms), nullptr);
  EXPECT_TRUE (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (Button (terms))));
  EXPECT_TRUE (Shows ("Your organization has agreed to these terms for its members."));
  EXPECT_TRUE (Shows ("Read the terms")) << "one click away";
  gtk_entry_set_text (GTK_ENTRY (Find (GTK_TYPE_ENTRY, "Access Code")), "1234");
  EXPECT_TRUE (gtk_widget_get_sensitive (Button ("Request Certificate")));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (Button (terms)), FALSE);
  EXPECT_FALSE (gtk_widget_get_sensitive (Button ("Request Certificate")));
}

TEST_F (AssistantTest, NamesTheHelpDeskWithLinks)
{
  GtkWidget *mail;
  GtkWidget *web;

  Open (With (&UiFakeSample::is_administered));
  PlayUntil (ENROLL_STATE_SUBMITTING);
  ui_fake_world_fail (world, ENROLL_ERROR_LIMIT, "no");
  ui_fake_iterate ();

  EXPECT_TRUE (Shows ("Your help desk: IT Help Desk"));
  mail = Button ("help@example.edu");
  web = Button ("https://help.example.edu/smime");
  ASSERT_NE (mail, nullptr);
  ASSERT_NE (web, nullptr);
  EXPECT_STREQ (gtk_link_button_get_uri (GTK_LINK_BUTTON (mail)), "mailto:help@example.edu");
  EXPECT_STREQ (gtk_link_button_get_uri (GTK_LINK_BUTTON (web)), "https://help.example.edu/smime");
}

TEST_F (AssistantTest, CopiesTheTroubleForTheHelpDesk)
{
  g_autofree char *text = nullptr;

  Open ({});
  PlayUntil (ENROLL_STATE_SUBMITTING);
  ui_fake_world_fail (world, ENROLL_ERROR_LIMIT, "limit reached");
  ui_fake_iterate ();
  Press ("Copy for Your Help Desk");

  text = gtk_clipboard_wait_for_text (gtk_clipboard_get (GDK_SELECTION_CLIPBOARD));
  ASSERT_NE (text, nullptr);
  EXPECT_NE (std::string (text).find ("Host: certificates.example.edu\nStep: submitting\n"
                                      "Error: limit reached\n"),
             std::string::npos);
  EXPECT_EQ (std::string (text).find ("token"), std::string::npos);
}

TEST_F (AssistantTest, CancelsWhenClosedBeforeTheRequest)
{
  Open ({});
  PlayUntil (ENROLL_STATE_ASKING);
  Close ();

  EXPECT_EQ (window, nullptr);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
  EXPECT_TRUE (ui_fake_world_was_cancelled (world));
}

TEST_F (AssistantTest, GoesOnBehindAClosedWindow)
{
  guint n_attentions = 0;

  Open ({});
  g_signal_connect_swapped (window,
                            "attention",
                            G_CALLBACK (+[] (guint *n) { ++*n; }),
                            &n_attentions);
  PlayUntil (ENROLL_STATE_WAITING);
  EXPECT_TRUE (Shows ("You can close this window."));
  Close ();

  ASSERT_NE (window, nullptr);
  EXPECT_FALSE (gtk_widget_get_visible (window));
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_WAITING);
  EXPECT_EQ (n_attentions, 0u);

  PlayUntil (ENROLL_STATE_DONE);
  EXPECT_EQ (n_attentions, 1u);
  gtk_window_present (GTK_WINDOW (window));
  ui_fake_iterate ();
  EXPECT_NE (Button ("Done"), nullptr);
}

TEST_F (AssistantTest, AsksBeforeItLosesARequest)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_ASKING_TRUST);
  Close ();

  ASSERT_NE (window, nullptr);
  ASSERT_NE (Question (), nullptr);
  gtk_dialog_response (GTK_DIALOG (Question ()), GTK_RESPONSE_CANCEL);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING_TRUST);

  Press ("Cancel");
  ASSERT_NE (Question (), nullptr);
  gtk_dialog_response (GTK_DIALOG (Question ()), GTK_RESPONSE_ACCEPT);
  ui_fake_iterate ();
  EXPECT_EQ (window, nullptr);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

TEST_F (AssistantTest, TakesTheQuestionBackWhenTheCertificateIsThere)
{
  Open (With (&UiFakeSample::root_is_unknown));
  PlayUntil (ENROLL_STATE_ASKING_TRUST);
  Close ();
  ASSERT_NE (Question (), nullptr);
  enroll_session_decide_trust (session, TRUE);
  PlayUntil (ENROLL_STATE_DONE);

  EXPECT_EQ (Question (), nullptr);
  EXPECT_NE (Button ("Done"), nullptr);
}

TEST_F (AssistantTest, LeavesToTheBrowserAndCloses)
{
  int n_signals = 0;

  Open ({});
  g_signal_connect_swapped (window,
                            "open-in-browser",
                            G_CALLBACK (+[] (int *count) { (*count)++; }),
                            &n_signals);
  Press ("Open in Browser");

  EXPECT_EQ (n_signals, 1);
  EXPECT_EQ (window, nullptr);
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_CANCELLED);
}

TEST (LinkDialog, AcceptsAnEnrollmentLinkOnly)
{
  g_autoptr (EnrollPortal) portal = ui_fake_portal_new ();
  UiFakeSample sample = {};
  g_autoptr (GPtrArray) identities = ui_fake_identities_new (&sample, 2);
  GtkWidget *dialog = enroll_link_dialog_new (nullptr, portal, identities);
  g_autofree char *link = nullptr;
  std::vector<GtkWidget *> widgets;
  GtkWidget *entry = nullptr;
  GtkWidget *button = nullptr;
  int response = 0;

  g_signal_connect (dialog,
                    "response",
                    G_CALLBACK (+[] (GtkDialog *, int id, int *result) { *result = id; }),
                    &response);
  gtk_widget_show (dialog);
  collect (dialog, &widgets);
  for (GtkWidget *widget : widgets)
    {
      if (GTK_IS_ENTRY (widget) && accessible_name (widget) == "Link")
        entry = widget;
      if (GTK_IS_BUTTON (widget) && accessible_name (widget) == "Continue")
        button = widget;
    }
  ASSERT_NE (entry, nullptr);
  ASSERT_NE (button, nullptr);
  EXPECT_FALSE (gtk_widget_get_sensitive (button));

  for (const char *refused : { "nonsense",
                               "http://certificates.example.edu/customer/x/smime",
                               "https://elsewhere.example.net/customer/x/smime",
                               "https://certificates.example.edu/" })
    {
      gtk_entry_set_text (GTK_ENTRY (entry), refused);
      gtk_button_clicked (GTK_BUTTON (button));
      EXPECT_EQ (response, 0) << refused;
      EXPECT_STRNE (atk_object_get_description (gtk_widget_get_accessible (entry)), "") << refused;
    }
  gtk_entry_set_text (GTK_ENTRY (entry), " https://certificates.example.edu/customer/x/smime?t=1");
  gtk_button_clicked (GTK_BUTTON (button));
  EXPECT_EQ (response, GTK_RESPONSE_OK);
  link = enroll_link_dialog_dup_link (ENROLL_LINK_DIALOG (dialog));
  EXPECT_STREQ (link, "https://certificates.example.edu/customer/x/smime?t=1");
  EXPECT_EQ (enroll_link_dialog_get_identity (ENROLL_LINK_DIALOG (dialog)),
             g_ptr_array_index (identities, 0));
  gtk_widget_destroy (dialog);
}

}

int
main (int argc, char **argv)
{
  gtk_init (&argc, &argv);
  g_log_set_writer_func (fail_on_warning, nullptr, nullptr);
  ::testing::InitGoogleTest (&argc, argv);
  return RUN_ALL_TESTS ();
}
