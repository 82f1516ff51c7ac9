/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

#include "enroll-eds-account.h"
#include "enroll-gnutls-pki.h"
#include "enroll-message.h"
#include "enroll-nss-store.h"
#include "wait.h"

#include <algorithm>

#include "private-home.h"

namespace
{

constexpr int kEnrollmentMs = 90000;

/* Camel's own session class does all that the proof needs. */
CamelSession *
MakeCamelSession ()
{
  std::string data = PrivateHome::Get ().Path () + "/camel";

  return CAMEL_SESSION (g_object_new (CAMEL_TYPE_SESSION,
                                      "user-data-dir",
                                      data.c_str (),
                                      "user-cache-dir",
                                      data.c_str (),
                                      nullptr));
}

}

EnrollPortal *
LoadPortal (const std::string &host)
{
  const char *hosts[] = { host.c_str (), nullptr };
  std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
  g_autoptr (GError) error = nullptr;
  EnrollPortal *portal = enroll_portal_new_from_data (text.c_str (), text.size (), hosts, &error);

  EXPECT_NE (portal, nullptr) << (error != nullptr ? error->message : "");
  return portal;
}

Enrollment::Enrollment () : site (PrivateHome::Get ().Path () + "/Maildir")
{
  settings = enroll_settings_new ();
  site.Knob ("accounts", "1");
}

Enrollment::~Enrollment ()
{
  g_clear_object (&session);
  g_clear_object (&visit);
  g_clear_pointer (&portal, enroll_portal_unref);
  enroll_settings_unref (settings);
  RunPending ();
}

e2e::Portal &
Enrollment::Site ()
{
  return site;
}

EnrollSettings *
Enrollment::Settings ()
{
  return settings;
}

EnrollSession *
Enrollment::Session ()
{
  return session;
}

EnrollHttpVisit *
Enrollment::Visit ()
{
  return visit;
}

std::string
Enrollment::Link (const std::string &address, bool invite)
{
  if (invite)
    return site.InvitationLink (address, "Alice", "Example");
  return endpoint.empty () ? site.Endpoint () : site.Base () + endpoint;
}

void
Enrollment::StartAt (const std::string &page)
{
  endpoint = page;
}

bool
Enrollment::Begin (unsigned seed, const std::string &address, bool invite)
{
  g_autoptr (GError) error = nullptr;

  PrivateHome::Get ();
  if (!site.Start (seed))
    {
      ADD_FAILURE () << "the portal did not start: " << site.Log ();
      return false;
    }
  g_free (settings->tls_ca_file);
  settings->tls_ca_file = g_strdup (site.TlsCaFile ().c_str ());
  portal = LoadPortal (site.Host ());
  visit = enroll_http_visit_new (portal, nullptr, settings->tls_ca_file, &error);

  std::string link = Link (address, invite);
  g_autoptr (EnrollInvitation) invitation =
      enroll_invitation_new (link.c_str (), address.c_str (), invite);
  g_autoptr (ESource) source = e_source_new_with_uid ("identity", nullptr, &error);
  g_autoptr (EnrollIdentity) identity =
      enroll_identity_new (e_source_get_uid (source), "Alice", address.c_str ());
  g_autoptr (CamelSession) camel = MakeCamelSession ();
  g_autoptr (EnrollGnutlsPki) pki = enroll_gnutls_pki_new ();
  g_autoptr (EnrollNssStore) store = enroll_nss_store_new ();
  g_autoptr (EnrollEdsAccount) account = enroll_eds_account_new (nullptr, camel, source);
  g_autoptr (EnrollVisit) made = MakeVisit (ENROLL_VISIT (visit));
  EnrollPorts ports = { made,    ENROLL_PKI (pki), ENROLL_STORE (store), ENROLL_ACCOUNT (account),
                        nullptr, nullptr };

  if (invitation == nullptr)
    {
      ADD_FAILURE () << "no link: " << link;
      return false;
    }
  session = enroll_session_new (&ports, portal, settings, invitation, identity);
  return true;
}

EnrollVisit *
Enrollment::MakeVisit (EnrollVisit *plain)
{
  return ENROLL_VISIT (g_object_ref (plain));
}

void
Enrollment::Browse ()
{
  ADD_FAILURE () << "a page is left to the user";
}

bool
Enrollment::AnswerUnknown (EnrollQuestion *)
{
  return false;
}

bool
Enrollment::Answer (const std::string &code)
{
  GPtrArray *questions = enroll_session_get_questions (session);

  for (guint i = 0; i < questions->len; i++)
    {
      EnrollQuestion *question = ENROLL_QUESTION (g_ptr_array_index (questions, i));

      n_questions++;
      switch (enroll_question_get_role (question))
        {
        case ENROLL_ROLE_ACCESS_CODE:
        case ENROLL_ROLE_SECRET_ID:
        case ENROLL_ROLE_REQUEST_CODE:
          enroll_question_set_text (question, code.c_str ());
          break;
        case ENROLL_ROLE_FIRST_NAME:
          enroll_question_set_text (question, "Alice");
          break;
        case ENROLL_ROLE_LAST_NAME:
          enroll_question_set_text (question, "Example");
          break;
        case ENROLL_ROLE_TERMS:
          n_documents += enroll_question_get_document (question) != nullptr ? 1 : 0;
          enroll_question_set_checked (question, TRUE);
          break;
        default:
          if (AnswerUnknown (question))
            break;
          ADD_FAILURE () << "unexpected question: " << enroll_question_get_label (question);
          return false;
        }
    }
  enroll_session_answer (session);
  return true;
}

bool
Enrollment::WaitUntilAsked ()
{
  auto needs_us = [this] {
    EnrollState state = enroll_session_get_state (session);

    return state == ENROLL_STATE_ASKING || state == ENROLL_STATE_ASKING_TRUST ||
           state == ENROLL_STATE_FAILED || state == ENROLL_STATE_CONFIRMING ||
           state == ENROLL_STATE_BROWSING || state == ENROLL_STATE_ASKING_PASSWORD ||
           enroll_flow_is_final (state);
  };

  if (enroll_session_get_state (session) == ENROLL_STATE_READY)
    enroll_session_start (session);
  return Eventually (needs_us, kEnrollmentMs);
}

bool
Enrollment::AnswerOnce (const std::string &code)
{
  return WaitUntilAsked () && enroll_session_get_state (session) == ENROLL_STATE_ASKING &&
         Answer (code);
}

bool
Enrollment::Run (const std::string &code)
{
  for (int i = 0; i < 10 && WaitUntilAsked (); i++)
    {
      EnrollState state = enroll_session_get_state (session);

      if ((state == ENROLL_STATE_ASKING || state == ENROLL_STATE_ASKING_PASSWORD) && !Answer (code))
        return false;
      if (state == ENROLL_STATE_BROWSING)
        {
          Browse ();
          if (enroll_session_get_state (session) != ENROLL_STATE_BROWSING)
            continue;
        }
      if (state == ENROLL_STATE_ASKING_TRUST)
        enroll_session_decide_trust (session, TRUE);
      if (state != ENROLL_STATE_ASKING && state != ENROLL_STATE_ASKING_TRUST &&
          state != ENROLL_STATE_ASKING_PASSWORD)
        break;
    }
  return enroll_session_get_state (session) == ENROLL_STATE_DONE;
}

std::string
Enrollment::LinkInLastMail ()
{
  std::string text = site.LastMail ();
  g_autoptr (CamelMimeMessage) message = camel_mime_message_new ();
  g_autoptr (EnrollInvitation) invitation = nullptr;

  if (!camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                    text.data (),
                                                    static_cast<gssize> (text.size ()),
                                                    nullptr,
                                                    nullptr))
    return "";
  invitation = enroll_message_find_invitation (message, portal);
  return invitation != nullptr ? enroll_invitation_peek_link (invitation) : "";
}

std::string
Enrollment::Trouble ()
{
  const GError *error = enroll_session_get_error (session);

  return "state " + std::to_string (enroll_session_get_state (session)) + ": " +
         (error != nullptr ? error->message : "no error") + "\n" + site.Requests ();
}

int
Enrollment::Documents () const
{
  return n_documents;
}

int
Enrollment::Questions () const
{
  return n_questions;
}

unsigned
Seeds (unsigned most)
{
  std::string wanted = e2e::Environment ("ENROLL_SEEDS");

  return wanted.empty () ? most : std::min (most, static_cast<unsigned> (std::stoul (wanted)));
}

void
ExpectGoodEnd (Enrollment &enrollment)
{
  const EnrollProof *proof = enroll_session_get_proof (enrollment.Session ());
  const EnrollInstalled *installed = enroll_session_get_installed (enrollment.Session ());

  ASSERT_NE (proof, nullptr);
  EXPECT_TRUE (proof->was_signed);
  EXPECT_TRUE (proof->is_trusted);
  EXPECT_TRUE (proof->was_encrypted);
  EXPECT_TRUE (installed->can_sign);
  EXPECT_TRUE (installed->can_encrypt);
  EXPECT_EQ (enrollment.Site ().WrongDoings (), "");
}
