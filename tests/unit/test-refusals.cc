/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What Sectigo Certificate Manager is known to answer: each text with what it means, the error that
 * the user reads, and whether trying again is offered. With the portal file of this project. */

#include <fstream>
#include <sstream>

#include "enroll-error.h"
#include "session-test.h"

namespace
{

EnrollPortal *
NewSectigo ()
{
  std::ifstream file (g_getenv ("ENROLL_PORTAL_FILE"));
  std::stringstream text;
  g_autoptr (GError) error = nullptr;
  EnrollPortal *portal = nullptr;

  text << file.rdbuf ();
  portal = enroll_portal_new_from_data (text.str ().c_str (), text.str ().size (), nullptr, &error);
  EXPECT_NE (portal, nullptr) << (error != nullptr ? error->message : "");
  return portal;
}

struct AnswerCase
{
  const char *name;
  const char *text;
  EnrollRefusal refusal;
  int error; /* -1: the enrollment goes on */
};

/* clang-format off */
#define REFUSAL(name) ENROLL_REFUSAL_##name
#define ERROR(name) ENROLL_ERROR_##name

const AnswerCase kAnswers[] = {
  { "Minus3", "-3: You are not authorized to perform this operation!", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Minus25", "-25: You are not authorized to execute this command", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Minus16", "-16: Unknown user", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Minus7", "-7: Term is required but missing", REFUSAL (ANSWER), ERROR (REFUSED) },
  { "Minus9", "-9: The CSR is not valid Base64 encoded", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus9b", "The CSR is not base64 encoded.", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus10", "-10: Error while decoding CSR", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus138", "-138: Invalid CSR", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus11", "-11: The CSR uses an unsupported algorithm", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus13", "-13: The CSR uses an unsupported key size", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus194", "-194: Unsupported signature algorithm", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus141", "-141: The public key size should be 2048 bits minimum.", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus170", "-170: ECC CSRs are not allowed.", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus36", "-36: The term is invalid", REFUSAL (ANSWER), ERROR (REFUSED) },
  { "Minus39", "-39: The certificate profile ID is invalid", REFUSAL (ANSWER), ERROR (REFUSED) },
  { "Minus37", "-37: Access denied.", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Minus62", "-62: Missing mandatory custom field.", REFUSAL (ANSWER), ERROR (REFUSED) },
  { "Minus102", "-102: Only issued certificates could be revoked", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus103", "-103: The certificate is not collected yet", REFUSAL (PENDING), -1 },
  { "Minus109", "-109: The certificate is not available now, please try again later", REFUSAL (PENDING), -1 },
  { "Minus183", "-183: Certificate is not collectable.", REFUSAL (PENDING), -1 },
  { "Minus1400", "-1400: The request is being processed by Sectigo.", REFUSAL (PENDING), -1 },
  { "Minus105", "-105: Person not found.", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Minus107", "-107: DCV is incomplete or expired for the domain example.edu.", REFUSAL (DOMAIN), ERROR (DOMAIN) },
  { "Minus737", "-737: DCV for domain example.edu is not completed", REFUSAL (DOMAIN), ERROR (DOMAIN) },
  { "Minus1137", "-1137: DCV has expired for domain: example.edu", REFUSAL (DOMAIN), ERROR (DOMAIN) },
  { "Minus1010", "-1010: Domain is not allowed: example.edu.", REFUSAL (DOMAIN), ERROR (DOMAIN) },
  { "Minus110", "-110: The certificate has been revoked and cannot be downloaded", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus192", "-192: The certificate is revoked and can't be downloaded", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus159", "-159: Certificate already revoked", REFUSAL (REQUEST), ERROR (REFUSED) },
  { "Minus129", "-129: Connection error. Please try again later.", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "Minus195", "-195: The CA is not available now. Please try again later.", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "Minus195b", "CA not available", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "Minus188", "-188: The maximum number of valid certificates has been reached: 5.", REFUSAL (LIMIT), ERROR (LIMIT) },
  { "Minus500", "-500: Person name must not be empty", REFUSAL (ANSWER), ERROR (REFUSED) },
  { "Minus518", "-518: Unknown email address", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "CaDenied", "Access to CA is denied", REFUSAL (CA), ERROR (AUTHORITY) },
  { "NotHigh", "The Person does not have a High Validation status", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "Used", "This link was already used. Please ask for a new invitation.", REFUSAL (INVITATION_USED), ERROR (INVITATION_USED) },
  { "Expired", "This link has expired. Please ask for a new invitation.", REFUSAL (INVITATION_USED), ERROR (INVITATION_USED) },
  { "DownloadedOnce", "The certificate was already downloaded.", REFUSAL (INVITATION_USED), ERROR (INVITATION_USED) },
  { "Session", "Your session has expired. Please open the link again.", REFUSAL (SESSION_EXPIRED), ERROR (SESSION_EXPIRED) },
  { "Code", "The access code is not valid.", REFUSAL (CODE), ERROR (CODE) },
  { "Maintenance", "The service is under maintenance", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "Unavailable", "The service is not available now. Please try again later.", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "AuthorityDown", "The certificate authority is not available now", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "ForeignProgram", "Please start Sectigo Security for Windows to continue.", REFUSAL (FOREIGN_PROGRAM), ERROR (FOREIGN_PROGRAM) },
  { "GermanUsed", "Dieser Link wurde bereits verwendet. Bitte fordern Sie eine neue Einladung an.", REFUSAL (INVITATION_USED), ERROR (INVITATION_USED) },
  { "GermanSession", "Ihre Sitzung ist abgelaufen.", REFUSAL (SESSION_EXPIRED), ERROR (SESSION_EXPIRED) },
  { "GermanCode", "Der Zugangscode ist ungültig.", REFUSAL (CODE), ERROR (CODE) },
  { "GermanDomain", "Die Domain example.de ist nicht zulässig.", REFUSAL (DOMAIN), ERROR (DOMAIN) },
  { "GermanLimit", "Die maximale Anzahl gültiger Zertifikate ist erreicht: 2", REFUSAL (LIMIT), ERROR (LIMIT) },
  { "GermanPerson", "Die Person wurde nicht gefunden.", REFUSAL (PERSON), ERROR (NOT_ELIGIBLE) },
  { "GermanDown", "Der Dienst ist vorübergehend nicht verfügbar.", REFUSAL (UNAVAILABLE), ERROR (UNAVAILABLE) },
  { "GermanPending", "Ihr Antrag wird noch bearbeitet.", REFUSAL (PENDING), -1 },
};
/* clang-format on */

class RefusalTextTest : public SessionTest, public ::testing::WithParamInterface<AnswerCase>
{
protected:
  RefusalTextTest ()
  {
    g_clear_pointer (&portal, enroll_portal_unref);
    portal = NewSectigo ();
    Begin (true);
  }

  EnrollForm *
  Read (EnrollForm *form)
  {
    enroll_form_recognize (form, portal);
    return form;
  }

  EnrollForm *
  ReadWith (EnrollForm *form, const char *text)
  {
    AddNotice (form, text);
    return Read (form);
  }
};

TEST_P (RefusalTextTest, IsKnown)
{
  EXPECT_EQ (enroll_portal_find_refusal (portal, GetParam ().text), GetParam ().refusal);
}

TEST_P (RefusalTextTest, IsToldOnAPageOfItsOwn)
{
  if (GetParam ().refusal == ENROLL_REFUSAL_NONE)
    GTEST_SKIP () << "is not known";
  fake_visit_add_form (visit, Read (NewRefusalPage (GetParam ().text)));

  enroll_session_start (session);

  if (GetParam ().error < 0)
    {
      EXPECT_TRUE (Reach (ENROLL_STATE_WAITING));
      return;
    }
  ASSERT_TRUE (ReachTrouble (static_cast<EnrollError> (GetParam ().error)));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, GetParam ().text), nullptr);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

/* What the portal works on is not asked for again, whatever stands on the page. */
TEST_P (RefusalTextTest, IsToldWhereTheFormComesBack)
{
  const int error =
      GetParam ().refusal == ENROLL_REFUSAL_PENDING ? ENROLL_ERROR_PENDING : GetParam ().error;

  if (GetParam ().refusal == ENROLL_REFUSAL_NONE || GetParam ().refusal == ENROLL_REFUSAL_CODE ||
      GetParam ().refusal == ENROLL_REFUSAL_FOREIGN_PROGRAM)
    GTEST_SKIP () << "never ends an enrollment here";
  StartAtRequestForm ();
  fake_visit_add_form (visit, ReadWith (NewRequestPage (), GetParam ().text));
  fake_visit_set_has_sent (visit, TRUE);
  AcceptTerms ();

  enroll_session_answer (session);

  ASSERT_TRUE (ReachTrouble (static_cast<EnrollError> (error)));
  EXPECT_EQ (fake_visit_get_n_submissions (visit), 1u);
  EXPECT_FALSE (enroll_session_can_retry (session));
}

INSTANTIATE_TEST_SUITE_P (Table,
                          RefusalTextTest,
                          ::testing::ValuesIn (kAnswers),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_F (SessionTest, AnInvitationThatMeetsATroubledServiceIsToBeOpenedAgain)
{
  g_autofree char *what_happened = nullptr;
  g_autofree char *what_next = nullptr;

  fake_visit_add_error (visit, g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE, "503"));
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNAVAILABLE));

  ASSERT_FALSE (enroll_session_can_retry (session));
  enroll_error_dup_user_text (enroll_session_get_error (session),
                              FALSE,
                              &what_happened,
                              &what_next);
  EXPECT_NE (strstr (what_next, "open the invitation again"), nullptr) << what_next;
}

TEST_F (SessionTest, AnEndpointThatMeetsATroubledServiceIsTriedAgain)
{
  g_autofree char *what_happened = nullptr;
  g_autofree char *what_next = nullptr;

  Begin (false);
  fake_visit_add_error (visit, g_error_new_literal (ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE, "503"));
  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_UNAVAILABLE));

  ASSERT_TRUE (enroll_session_can_retry (session));
  enroll_error_dup_user_text (enroll_session_get_error (session), TRUE, &what_happened, &what_next);
  EXPECT_NE (strstr (what_next, "Try again"), nullptr) << what_next;
}

} // namespace
