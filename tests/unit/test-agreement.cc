/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What an administrator decides for all: which addresses, which terms, and who makes the key. */

#include "enroll-agreement.h"
#include "policy-test.h"
#include "session-test.h"

namespace
{

const char kTerms[] = "I have read and agree to the terms of the EULA";
const char kDocument[] = "1. You promise to be honest.";
const char kAddressOfTerms[] = "https://sectigo.com/eula?v=2";

/* Names the terms in the settings. */
void
Agree (EnrollSettings *settings, const std::vector<std::string> &entries)
{
  g_strfreev (settings->agreed_terms);
  settings->agreed_terms = g_new0 (char *, entries.size () + 1);
  for (size_t i = 0; i < entries.size (); i++)
    settings->agreed_terms[i] = g_strdup (entries[i].c_str ());
}

void
AllowDomains (EnrollSettings *settings, const std::vector<std::string> &domains)
{
  g_strfreev (settings->allowed_domains);
  settings->allowed_domains = g_new0 (char *, domains.size () + 1);
  for (size_t i = 0; i < domains.size (); i++)
    settings->allowed_domains[i] = g_strdup (domains[i].c_str ());
}

std::string
Digest (const char *document)
{
  return Take (enroll_agreement_dup_digest (document));
}

struct DomainCase
{
  const char *name;
  const char *allowed;
  const char *address;
  bool is_allowed;
};

class DomainTest : public GlibTest, public ::testing::WithParamInterface<DomainCase>
{
};

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, DomainTest,
    ::testing::Values (
        DomainCase{ "Same", "example.edu", "alice@example.edu", true },
        DomainCase{ "CaseOfTheAddress", "example.edu", "Alice@EXAMPLE.EDU", true },
        DomainCase{ "CaseOfTheSetting", "Example.Edu", "alice@example.edu", true },
        DomainCase{ "Other", "example.edu", "alice@example.org", false },
        DomainCase{ "BelowWithoutStar", "example.edu", "alice@cs.example.edu", false },
        DomainCase{ "Below", "*.example.edu", "alice@cs.example.edu", true },
        DomainCase{ "FarBelow", "*.example.edu", "alice@a.b.example.edu", true },
        DomainCase{ "StarIsNotTheDomainItself", "*.example.edu", "alice@example.edu", false },
        DomainCase{ "Suffix", "*.example.edu", "alice@evilexample.edu", false },
        DomainCase{ "Prefix", "example.edu", "alice@example.edu.evil.example", false },
        DomainCase{ "StarAlone", "*.", "alice@example.edu", false },
        DomainCase{ "Internationalised", "bücher.example", "alice@xn--bcher-kva.example", true },
        DomainCase{ "LastAt", "example.edu", "\"a@example.edu\"@evil.example", false },
        DomainCase{ "NoAt", "example.edu", "example.edu", false },
        DomainCase{ "NoDomain", "example.edu", "alice@", false }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (DomainTest, IsAllowedOrNot)
{
  g_autoptr (EnrollSettings) settings = enroll_settings_new ();

  EXPECT_TRUE (enroll_settings_allows_address (settings, GetParam ().address));
  AllowDomains (settings, { "first.example", GetParam ().allowed });
  EXPECT_EQ (enroll_settings_allows_address (settings, GetParam ().address),
             GetParam ().is_allowed);
}

TEST_F (SessionTest, SendsNothingForAnAddressOfAnotherDomain)
{
  AllowDomains (settings, { "elsewhere.example" });

  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_ADDRESS));
  EXPECT_NE (strstr (enroll_session_get_error (session)->message, kAddress), nullptr);
  EXPECT_EQ (fake_visit_get_history (visit)->len, 0u);
}

TEST_F (SessionTest, RefusesThePortalsKeyBeforeItAsks)
{
  settings->server_made_keys = FALSE;
  fake_visit_add_form (visit, NewServerKeyPage ());

  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_SERVER_KEY));
  EXPECT_EQ (enroll_session_get_questions (session), nullptr);
  EXPECT_FALSE (enroll_session_has_requested (session));
  EXPECT_FALSE (enroll_session_can_retry (session));
}

TEST_F (SessionTest, InstallsNoKeyOfThePortalThatNoFormTold)
{
  settings->server_made_keys = FALSE;
  fake_visit_add_form (visit, NewDownload ());

  enroll_session_start (session);
  ASSERT_TRUE (ReachTrouble (ENROLL_ERROR_SERVER_KEY));
  EXPECT_EQ (enroll_session_get_credential (session), nullptr);
  EXPECT_EQ (fake_store_get_history (store)->len, 0u);
}

struct MakerCase
{
  const char *name;
  void (*fill) (EnrollForm *form);
  bool is_refused;
};

class MakerTest : public PolicyTest, public ::testing::WithParamInterface<MakerCase>
{
};

void
AddMethods (EnrollForm *form, const std::vector<std::string> &methods)
{
  AddChoice (form, "Enrollment Method", methods, 0);
}

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, MakerTest,
    ::testing::Values (
        MakerCase{ "Request", [] (EnrollForm *f) { AddText (f, "CSR", ""); AddButton (f, "Submit"); }, false },
        MakerCase{ "RequestAndPassword", [] (EnrollForm *f) { AddText (f, "CSR", ""); AddField (f, ENROLL_FIELD_PASSWORD, "Password"); AddButton (f, "Submit"); }, false },
        MakerCase{ "MethodWithRequest", [] (EnrollForm *f) { AddMethods (f, { "Key Generation", "CSR" }); AddButton (f, "Submit"); }, false },
        MakerCase{ "MethodWithoutRequest", [] (EnrollForm *f) { AddMethods (f, { "Key Generation" }); AddButton (f, "Submit"); }, true },
        MakerCase{ "NoPlaceForARequest", [] (EnrollForm *f) { AddChoice (f, "Key Type", { "RSA - 2048" }, 0); AddButton (f, "Submit"); }, true },
        MakerCase{ "ARequestMayFollow", [] (EnrollForm *f) { AddChoice (f, "Key Type", { "RSA - 2048" }, 0); AddButton (f, "Next"); }, false },
        MakerCase{ "PasswordWhateverFollows", [] (EnrollForm *f) { AddChoice (f, "Key Type", { "RSA - 2048" }, 0); AddField (f, ENROLL_FIELD_PASSWORD, "Password"); AddButton (f, "Next"); }, true },
        MakerCase{ "Protection", [] (EnrollForm *f) { AddField (f, ENROLL_FIELD_PASSWORD, "Password"); AddButton (f, "Download"); }, true },
        MakerCase{ "DownloadOnly", [] (EnrollForm *f) { AddButton (f, "Download"); }, false },
        MakerCase{ "Login", [] (EnrollForm *f) { AddText (f, "Email", ""); AddButton (f, "Submit"); }, false }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (MakerTest, IsToldFromTheForm)
{
  GetParam ().fill (form);
  ASSERT_TRUE (Plan ()) << "allowed as long as the administrator does not say otherwise";

  settings->server_made_keys = FALSE;
  EXPECT_EQ (Plan (), !GetParam ().is_refused);
  if (GetParam ().is_refused)
    {
      EXPECT_TRUE (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_SERVER_KEY));
    }
}

TEST_F (PolicyTest, AllowsACertificateForTheRequestThatWasMade)
{
  settings->server_made_keys = FALSE;
  request = "-----BEGIN CERTIFICATE REQUEST-----\n";
  AddField (form, ENROLL_FIELD_PASSWORD, "Password");
  AddButton (form, "Download");

  EXPECT_TRUE (Plan ());
}

struct TermsCase
{
  const char *name;
  const char *document;
  const char *document_uri;
  std::vector<std::string> agreed;
  bool is_agreed;
};

class TermsTest : public PolicyTest, public ::testing::WithParamInterface<TermsCase>
{
};

/* clang-format off */
INSTANTIATE_TEST_SUITE_P (
    Table, TermsTest,
    ::testing::Values (
        TermsCase{ "Nothing", kDocument, nullptr, {}, false },
        TermsCase{ "Text", kDocument, nullptr, { Digest (kDocument) }, true },
        TermsCase{ "TextInOtherLines", "1.  You promise\n to be honest.", nullptr, { Digest (kDocument) }, true },
        TermsCase{ "TextInUpperCaseDigits", kDocument, nullptr, { "sha256:" + Take (g_ascii_strup (Digest (kDocument).c_str () + 7, -1)) }, true },
        TermsCase{ "OtherText", "1. You promise to pay.", nullptr, { Digest (kDocument) }, false },
        TermsCase{ "TextByItself", kDocument, nullptr, { kDocument }, false },
        TermsCase{ "Address", nullptr, kAddressOfTerms, { "https://a.example/", kAddressOfTerms }, true },
        TermsCase{ "OtherAddress", nullptr, "https://sectigo.com/eula?v=3", { kAddressOfTerms }, false },
        TermsCase{ "AddressWithoutTls", nullptr, "http://sectigo.com/eula", { "http://sectigo.com/eula" }, false },
        TermsCase{ "Both", kDocument, kAddressOfTerms, { kAddressOfTerms, Digest (kDocument) }, true },
        TermsCase{ "TextOfBoth", kDocument, kAddressOfTerms, { Digest (kDocument) }, false },
        TermsCase{ "AddressOfBoth", kDocument, kAddressOfTerms, { kAddressOfTerms }, false },
        TermsCase{ "LabelAlone", nullptr, nullptr, { Digest (kTerms), Digest ("") }, false }),
    [] (const auto &info) { return std::string (info.param.name); });
/* clang-format on */

TEST_P (TermsTest, AreAgreedOrAsked)
{
  EnrollField *field = AddField (form, ENROLL_FIELD_CHECK, kTerms);

  field->document = g_strdup (GetParam ().document);
  field->document_uri = g_strdup (GetParam ().document_uri);
  Agree (settings, GetParam ().agreed);

  ASSERT_TRUE (Plan ());
  ASSERT_EQ (Outcome (), "ask") << "the user sees them in any case";
  EXPECT_EQ (enroll_question_is_agreed (Question (0)), GetParam ().is_agreed);
  EXPECT_EQ (enroll_question_is_answered (Question (0)), GetParam ().is_agreed);
}

TEST (AgreementTest, TellsWhatIsAnEntry)
{
  EXPECT_TRUE (enroll_agreement_is_entry ("https://sectigo.com/eula"));
  EXPECT_TRUE (enroll_agreement_is_entry (Digest (kDocument).c_str ()));
  for (const char *wrong : { "",
                             "sectigo.com/eula",
                             "http://sectigo.com/eula",
                             "sha256:12",
                             "https://",
                             "SHA256",
                             "I agree" })
    EXPECT_FALSE (enroll_agreement_is_entry (wrong)) << wrong;
}

/* Invariant: terms are accepted by nobody but the user. */
class AgreedSessionTest : public SessionTest
{
protected:
  void
  SetUp () override
  {
    EnrollForm *form = NewRequestPage ();
    EnrollField *field = enroll_form_find_field (form, ENROLL_ROLE_TERMS);

    field->document = g_strdup (kDocument);
    Agree (settings, { Digest (kDocument) });
    fake_visit_add_form (visit, form);
    enroll_session_start (session);
    ASSERT_TRUE (Reach (ENROLL_STATE_ASKING));
    question = FindQuestion (kTerms);
    ASSERT_NE (question, nullptr);
  }

  EnrollQuestion *question = nullptr;
};

TEST_F (AgreedSessionTest, WaitsForTheUserAndSendsTheTick)
{
  RunPending ();
  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING);
  EXPECT_STREQ (enroll_question_get_document (question), kDocument);
  EXPECT_NE (Take (enroll_question_dup_explanation (question)).find ("has agreed"),
             std::string::npos);

  fake_visit_add_form (visit, NewWaitPage ());
  enroll_session_answer (session);
  ASSERT_TRUE (Reach (ENROLL_STATE_WAITING));
  EXPECT_EQ (Answer (0, kTerms), "checked");
}

TEST_F (AgreedSessionTest, GoesNoFurtherIfTheUserTakesTheTickAway)
{
  enroll_question_set_checked (question, FALSE);
  enroll_session_answer (session);
  RunPending ();

  EXPECT_EQ (enroll_session_get_state (session), ENROLL_STATE_ASKING);
}

TEST (SupportTest, IsOneLineForTheReport)
{
  g_autoptr (EnrollSettings) settings = enroll_settings_new ();

  EXPECT_EQ (Take (enroll_settings_dup_support (settings)), "(null)");
  settings->support_mail = g_strdup ("help@example.edu");
  EXPECT_EQ (Take (enroll_settings_dup_support (settings)), "help@example.edu");
  settings->support_contact = g_strdup ("Room 12");
  settings->support_name = g_strdup ("IT Help Desk");
  settings->support_web = g_strdup ("https://help.example.edu/");
  EXPECT_EQ (Take (enroll_settings_dup_support (settings)),
             "Room 12, IT Help Desk, help@example.edu, https://help.example.edu/");
}

}
