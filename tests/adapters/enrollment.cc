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

/* Making a key of the default size takes longer than all the rest; what is enrolled with the real
 * settings are the tests in Evolution, and all sizes are tried by the test “credential”. */
EnrollSettings *
MakeSettings ()
{
  EnrollSettings *settings = enroll_settings_new ();

  settings->key_bits = 2048;
  return settings;
}

}

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

EnrollPortal *
LoadPortal (const std::string &host, const std::string &issuer_host)
{
  const char *hosts[] = { host.c_str (), nullptr };
  static const std::string kIssuerHosts = "IssuerHosts=";
  std::string text = e2e::ReadFile (e2e::Environment ("ENROLL_PORTAL_FILE"));
  g_autoptr (GError) error = nullptr;

  if (!issuer_host.empty ())
    text.insert (text.find (kIssuerHosts) + kIssuerHosts.size (), issuer_host + ";");
  EnrollPortal *portal = enroll_portal_new_from_data (text.c_str (), text.size (), hosts, &error);

  EXPECT_NE (portal, nullptr) << (error != nullptr ? error->message : "");
  return portal;
}

Enrollment::Enrollment ()
    : own_site (std::make_unique<e2e::Portal> (PrivateHome::Get ().Path () + "/Maildir")),
      site (*own_site)
{
  settings = MakeSettings ();
  site.Knob ("accounts", "1");
}

Enrollment::Enrollment (e2e::Portal &shared) : site (shared)
{
  settings = MakeSettings ();
}

Enrollment::~Enrollment ()
{
  End ();
  enroll_settings_unref (settings);
}

void
Enrollment::End ()
{
  g_clear_object (&session);
  g_clear_object (&session_visit);
  g_clear_object (&visit);
  g_clear_object (&source);
  g_clear_pointer (&portal, enroll_portal_unref);
  g_clear_object (&journal);
  g_clear_object (&resolver);
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

EnrollVisit *
Enrollment::SessionVisit ()
{
  return session_visit;
}

bool
Enrollment::IsLive ()
{
  return false;
}

ESource *
Enrollment::Source ()
{
  return source;
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
  if (own_site != nullptr && !site.Start (seed))
    {
      ADD_FAILURE () << "the portal did not start: " << site.Log ();
      return false;
    }
  return BeginAt (Link (address, invite).c_str (),
                  site.Host (),
                  site.TlsCaFile (),
                  address,
                  invite);
}

void
Enrollment::Record (EnrollJournal *where)
{
  g_set_object (&journal, where);
}

void
Enrollment::Via (GProxyResolver *way)
{
  g_set_object (&resolver, way);
}

void
Enrollment::AllowIssuers (const std::string &host)
{
  issuer_host = host;
}

bool
Enrollment::Open (const std::string &host, const std::string &tls_ca_file)
{
  g_autoptr (GError) error = nullptr;

  PrivateHome::Get ();
  g_free (settings->tls_ca_file);
  settings->tls_ca_file = g_strdup (tls_ca_file.c_str ());
  portal = LoadPortal (host, issuer_host);
  visit = enroll_http_visit_new (portal, resolver, settings->tls_ca_file, &error);
  EXPECT_NE (visit, nullptr) << error->message;
  return visit != nullptr;
}

bool
Enrollment::MakeSession (EnrollInvitation *invitation, const char *address, EnrollEntry *entry)
{
  g_autoptr (GError) error = nullptr;

  g_clear_object (&source);
  source = e_source_new_with_uid ("identity", nullptr, &error);
  g_autoptr (EnrollIdentity) identity =
      enroll_identity_new (e_source_get_uid (source), "Alice", address);
  g_autoptr (CamelSession) camel = MakeCamelSession ();
  g_autoptr (EnrollGnutlsPki) pki = enroll_gnutls_pki_new (portal, nullptr);
  g_autoptr (EnrollNssStore) store = enroll_nss_store_new ();
  g_autoptr (EnrollEdsAccount) account = enroll_eds_account_new (nullptr, camel, source);
  session_visit = MakeVisit (ENROLL_VISIT (visit));
  g_autoptr (EnrollJournal) where =
      journal != nullptr ? ENROLL_JOURNAL (g_object_ref (journal)) : MakeJournal ();
  EnrollPorts ports = { session_visit,
                        ENROLL_PKI (pki),
                        ENROLL_STORE (store),
                        ENROLL_ACCOUNT (account),
                        nullptr,
                        nullptr,
                        where };

  Furnish (ports);
  session =
      entry == nullptr
          ? enroll_session_new (&ports, portal, settings, invitation, identity)
          : enroll_session_new_continued (&ports, portal, settings, invitation, identity, entry);
  return session != nullptr;
}

bool
Enrollment::BeginAt (const char *link,
                     const std::string &host,
                     const std::string &tls_ca_file,
                     const std::string &address,
                     bool one_use)
{
  g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (link, one_use);

  if (invitation == nullptr)
    {
      ADD_FAILURE () << "no link";
      return false;
    }
  return Open (host, tls_ca_file) && MakeSession (invitation, address.c_str (), nullptr);
}

bool
Enrollment::ContinueAt (EnrollEntry *entry,
                        const std::string &link,
                        const std::string &host,
                        const std::string &tls_ca_file)
{
  g_autofree char *address = g_strdup (entry->address);
  g_autoptr (EnrollInvitation) invitation =
      link.empty () ? nullptr : enroll_invitation_new (link.c_str (), TRUE);

  return Open (host, tls_ca_file) && MakeSession (invitation, address, entry);
}

EnrollVisit *
Enrollment::MakeVisit (EnrollVisit *plain)
{
  return ENROLL_VISIT (g_object_ref (plain));
}

void
Enrollment::Furnish (EnrollPorts &)
{
}

EnrollJournal *
Enrollment::MakeJournal ()
{
  return nullptr;
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
Enrollment::NeedsUs ()
{
  EnrollState state = enroll_session_get_state (session);

  return state == ENROLL_STATE_ASKING || state == ENROLL_STATE_ASKING_TRUST ||
         state == ENROLL_STATE_FAILED || state == ENROLL_STATE_CONFIRMING ||
         state == ENROLL_STATE_BROWSING || state == ENROLL_STATE_ASKING_PASSWORD ||
         enroll_flow_is_final (state);
}

bool
Enrollment::WaitUntilAsked ()
{
  if (enroll_session_get_state (session) == ENROLL_STATE_READY)
    enroll_session_start (session);
  return Eventually ([this] { return NeedsUs (); }, kEnrollmentMs);
}

bool
Enrollment::IsOver (const std::string &code)
{
  EnrollState state = enroll_session_get_state (session);

  if (state == ENROLL_STATE_READY)
    {
      enroll_session_start (session);
      return false;
    }
  if (state == ENROLL_STATE_ASKING || state == ENROLL_STATE_ASKING_PASSWORD)
    return !Answer (code);
  if (state == ENROLL_STATE_ASKING_TRUST)
    {
      enroll_session_decide_trust (session, TRUE);
      return false;
    }
  return NeedsUs ();
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
  return LinkInMail (site.LastMail ());
}

std::string
Enrollment::LinkInMail (const std::string &text)
{
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
