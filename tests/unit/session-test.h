/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-error.h"
#include "enroll-session.h"
#include "fake-account.h"
#include "fake-inbox.h"
#include "fake-keyring.h"
#include "fake-pki.h"
#include "fake-store.h"
#include "fake-visit.h"
#include "glib-test.h"
#include "sample-forms.h"

/* A session between fakes, all of which must be gone at the end. */
class SessionTest : public GlibTest
{
protected:
  explicit SessionTest (FakeVisit *visit_ = fake_visit_new ()) : visit (visit_)
  {
    for (gpointer port : { (gpointer)visit,
                           (gpointer)pki,
                           (gpointer)store,
                           (gpointer)account,
                           (gpointer)inbox,
                           (gpointer)keyring })
      Watch (port);
    Begin (true);
  }

  void
  TearDown () override
  {
    End ();
    g_clear_object (&visit);
    g_clear_object (&pki);
    g_clear_object (&store);
    g_clear_object (&account);
    g_clear_object (&inbox);
    g_clear_object (&keyring);
    g_clear_pointer (&portal, enroll_portal_unref);
    g_clear_pointer (&settings, enroll_settings_unref);
    g_clear_pointer (&identity, enroll_identity_unref);
    GlibTest::TearDown ();
  }

  /* Makes the session; again, if there is one. */
  void
  Begin (bool one_use)
  {
    const EnrollPorts ports = { ENROLL_VISIT (visit),
                                ENROLL_PKI (pki),
                                ENROLL_STORE (store),
                                ENROLL_ACCOUNT (account),
                                ENROLL_INBOX (inbox),
                                ENROLL_KEYRING (keyring),
                                journal };

    End ();
    invitation = enroll_invitation_new (kLink, one_use);
    session = enroll_session_new (&ports, portal, settings, invitation, identity);
    Watch (session);
  }

  void
  End ()
  {
    if (session != nullptr)
      enroll_session_cancel (session);
    fake_visit_set_ignores_cancel (visit, FALSE);
    if (fake_inbox_is_watched (inbox))
      fake_inbox_give_up (inbox, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "end"));
    RunPending ();
    g_clear_object (&session);
    g_clear_pointer (&invitation, enroll_invitation_unref);
  }

  bool
  Reach (EnrollState state)
  {
    return Eventually ([&] { return enroll_session_get_state (session) == state; });
  }

  bool
  ReachTrouble (EnrollError code)
  {
    return Reach (ENROLL_STATE_FAILED) &&
           g_error_matches (enroll_session_get_error (session), ENROLL_ERROR, (int)code);
  }

  EnrollQuestion *
  FindQuestion (const char *label)
  {
    GPtrArray *questions = enroll_session_get_questions (session);

    for (guint i = 0; questions != nullptr && i < questions->len; i++)
      {
        EnrollQuestion *question = ENROLL_QUESTION (g_ptr_array_index (questions, i));

        if (g_strcmp0 (enroll_question_get_label (question), label) == 0)
          return question;
      }
    return nullptr;
  }

  bool
  ReachQuestion (const char *label)
  {
    return Eventually ([&] {
      return enroll_session_get_state (session) == ENROLL_STATE_ASKING &&
             FindQuestion (label) != nullptr;
    });
  }

  void
  AnswerText (const char *label, const char *text)
  {
    ASSERT_NE (FindQuestion (label), nullptr);
    enroll_question_set_text (FindQuestion (label), text);
  }

  void
  AcceptTerms ()
  {
    const char *label = "I have read and agree to the terms of the EULA";

    ASSERT_NE (FindQuestion (label), nullptr);
    enroll_question_set_checked (FindQuestion (label), TRUE);
  }

  void
  StartAtRequestForm ()
  {
    fake_visit_add_form (visit, NewRequestPage ());
    enroll_session_start (session);
    ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
  }

  /* At a form that asks for one, for revoking. */
  void
  StartWithPassPhrase ()
  {
    EnrollForm *form = enroll_form_new (kHost);

    AddField (form, ENROLL_FIELD_PASSWORD, "Pass-phrase");
    AddButton (form, "Submit");
    fake_visit_add_form (visit, Recognized (form));
    enroll_session_start (session);
  }

  std::string
  Answer (guint submission, const char *label)
  {
    return Take (fake_visit_dup_answer (visit, submission, label));
  }

  static void
  RememberState (EnrollSession *session, GParamSpec *, gpointer user_data)
  {
    static_cast<std::vector<int> *> (user_data)->push_back (enroll_session_get_state (session));
  }

  FakeVisit *visit;
  FakePki *pki = fake_pki_new ();
  FakeStore *store = fake_store_new ();
  FakeAccount *account = fake_account_new ();
  FakeInbox *inbox = fake_inbox_new ();
  FakeKeyring *keyring = fake_keyring_new ();
  EnrollJournal *journal = nullptr;
  EnrollPortal *portal = NewPortal ();
  EnrollSettings *settings = enroll_settings_new ();
  EnrollIdentity *identity = enroll_identity_new ("uid", "Alice Example", kAddress);
  EnrollInvitation *invitation = nullptr;
  EnrollSession *session = nullptr;
};
