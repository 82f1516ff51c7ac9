/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include <algorithm>

#include "browser.h"
#include "campus.h"
#include "glib-test.h"
#include "portal.h"
#include "wait.h"

namespace
{

const char wrong_credentials[] = "The username or password was incorrect.";
const char wrong_code[] = "The passcode was not accepted.";
const char refused[] = "The response of your institution could not be accepted.";

std::string
Replace (std::string text, const std::string &from, const std::string &to)
{
  size_t place = text.find (from);

  EXPECT_NE (place, std::string::npos) << from;
  return place == std::string::npos ? text : text.replace (place, from.size (), to);
}

std::string
Decode (const std::string &text)
{
  gsize length = 0;
  g_autofree guchar *data = g_base64_decode (text.c_str (), &length);

  return std::string (reinterpret_cast<const char *> (data), length);
}

std::string
Encode (const std::string &text)
{
  g_autofree char *encoded =
      g_base64_encode (reinterpret_cast<const guchar *> (text.data ()), text.size ());

  return encoded;
}

std::string
WithoutSignature (std::string xml)
{
  const std::string end = "</Signature>";
  size_t start = xml.find ("<Signature ");

  EXPECT_NE (start, std::string::npos);
  return xml.erase (start, xml.find (end, start) + end.size () - start);
}

/* The assertion in a response, for somebody else and with another identifier. */
std::string
Forge (const std::string &assertion)
{
  std::string forged = Replace (assertion, ">jane.doe@example.edu<", ">john.roe@example.edu<");

  return Replace (forged, " ID=\"_", " ID=\"_0");
}

size_t
Count (const std::string &text, const std::string &word)
{
  size_t n = 0;

  for (size_t at = text.find (word); at != std::string::npos; at = text.find (word, at + 1))
    n++;
  return n;
}

/* How many markups of the portal are tried; slow builds try fewer. */
unsigned
Seeds ()
{
  std::string wanted = e2e::Environment ("ENROLL_SEEDS");

  return wanted.empty () ? 10 : static_cast<unsigned> (std::stoul (wanted));
}

/* Both programs are started once; each test begins with what they were at the start. */
class CampusLogin : public GlibTest
{
protected:
  static void
  SetUpTestSuite ()
  {
    campus = new e2e::Campus;
    portal = new e2e::Portal ("");
    portal->UseCampus (campus->Folder ());
    ASSERT_TRUE (portal->Start (0)) << portal->Log ();
    ASSERT_TRUE (campus->Start (portal->Folder ())) << campus->Log ();
  }

  static void
  TearDownTestSuite ()
  {
    delete portal;
    delete campus;
  }

  CampusLogin () : browser (portal->TlsCaFile ())
  {
    for (const auto &[key, value] :
         std::map<std::string, std::string>{ { "seed", "0" },
                                             { "way", "campus" },
                                             { "accounts", "1" },
                                             { "authorisation", "none" },
                                             { "mapping", "member@example.edu" },
                                             { "domain", "example.edu" } })
      EXPECT_TRUE (portal->SetKnob (key, value)) << key;
    for (const auto &[key, value] :
         std::map<std::string, std::string>{ { "affiliation", "member@example.edu" },
                                             { "choice", "links" },
                                             { "consent", "no" },
                                             { "defect", "none" },
                                             { "second-factor", "yes" } })
      EXPECT_TRUE (campus->Set (key, value)) << key;
    EXPECT_TRUE (portal->Reset ());
    EXPECT_TRUE (campus->Reset ());
  }

  /* From the portal to the password page. */
  void
  GoToInstitution (const std::string &button = "Your Institution")
  {
    ASSERT_TRUE (browser.Open (portal->Endpoint () + "/login"));
    ASSERT_TRUE (browser.Press (button)) << browser.Text ();
    ASSERT_EQ (browser.Title (), "Find Your Institution") << browser.Text ();
    ASSERT_TRUE (browser.Press ("Example University"));
  }

  bool
  SendPassword (const std::string &password)
  {
    browser.Fill ("j_username", campus->User ());
    browser.Fill ("j_password", password);
    return browser.Press ("Login");
  }

  bool
  SendCode (const std::string &code)
  {
    browser.Fill ("j_tokenNumber", code);
    return browser.Press ("Verify");
  }

  /* From the portal to the page with the response. */
  void
  LogIn (const std::string &button = "Your Institution")
  {
    GoToInstitution (button);
    ASSERT_EQ (browser.Title (), "Example University Login") << browser.Text ();
    ASSERT_TRUE (SendPassword (campus->Password ()));
    ASSERT_EQ (browser.Title (), "Two-Step Login") << browser.Text ();
    ASSERT_TRUE (SendCode (campus->Code ()));
    ASSERT_FALSE (browser.Field ("SAMLResponse").empty ()) << browser.Text ();
  }

  void
  ExpectForm ()
  {
    EXPECT_EQ (browser.Host (), portal->Host ());
    EXPECT_EQ (browser.Title (), "Client Certificate Enrollment") << browser.Text ();
    EXPECT_TRUE (browser.Shows ("jane.doe@example.edu"));
    EXPECT_EQ (portal->WrongDoings (), "");
  }

  void
  ExpectRefusal ()
  {
    EXPECT_EQ (browser.Status (), 403u);
    EXPECT_TRUE (browser.Says (refused)) << browser.Text ();
    ASSERT_TRUE (browser.Open (portal->Endpoint () + "/form"));
    EXPECT_EQ (browser.Title (), "Client Certificate Enrollment - Login");
  }

  /* Sends a response that is not the one that came, with all else as it was. */
  void
  SendInstead (const std::string &xml)
  {
    browser.Fill ("SAMLResponse", Encode (xml));
    ASSERT_TRUE (browser.Press ("Continue"));
  }

  std::string
  Response ()
  {
    return Decode (browser.Field ("SAMLResponse"));
  }

  static e2e::Portal *portal;
  static e2e::Campus *campus;
  Browser browser;
};

e2e::Portal *CampusLogin::portal;
e2e::Campus *CampusLogin::campus;

class CampusSeeds : public CampusLogin, public ::testing::WithParamInterface<guint>
{
};

class CampusDefects : public CampusLogin, public ::testing::WithParamInterface<const char *>
{
};

}

TEST_P (CampusSeeds, LeadsToTheForm)
{
  const std::string labels[] = { "Your Institution",
                                 "InCommon Federated Login",
                                 "Institutional Login" };
  const std::string *label = nullptr;

  ASSERT_TRUE (portal->SetKnob ("seed", std::to_string (GetParam ())));
  ASSERT_TRUE (browser.Open (portal->Endpoint () + "/login"));
  label = std::find_if (std::begin (labels), std::end (labels), [this] (const std::string &text) {
    return browser.Shows (text);
  });
  ASSERT_NE (label, std::end (labels)) << browser.Text ();
  LogIn (*label);
  EXPECT_EQ (browser.Address ().rfind (campus->Idp (), 0), 0u) << browser.Address ();
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

INSTANTIATE_TEST_SUITE_P (All, CampusSeeds, ::testing::Range (0u, Seeds ()));

TEST_F (CampusLogin, MeetsThreeHosts)
{
  ASSERT_TRUE (browser.Open (portal->Endpoint ()));
  EXPECT_EQ (browser.Host (), portal->Host ());
  ASSERT_TRUE (browser.Press ("Your Institution"));
  EXPECT_EQ (browser.Address ().rfind ("https://127.0.0.2:", 0), 0u) << browser.Address ();
  ASSERT_TRUE (browser.Press ("Example University"));
  EXPECT_EQ (browser.Address ().rfind ("https://127.0.0.3:", 0), 0u) << browser.Address ();
}

TEST_F (CampusLogin, MayBeginWithoutAPageOfThePortal)
{
  ASSERT_TRUE (portal->SetKnob ("way", "campus-direct"));
  ASSERT_TRUE (browser.Open (portal->Endpoint ()));
  ASSERT_EQ (browser.Address ().rfind (campus->Discovery (), 0), 0u) << browser.Address ();
  ASSERT_TRUE (browser.Press ("Example University"));
  ASSERT_TRUE (SendPassword (campus->Password ()));
  ASSERT_TRUE (SendCode (campus->Code ()));
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

TEST_F (CampusLogin, FillsInTheNamesOfNewcomers)
{
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_EQ (browser.Field ("firstName"), "Jane");
  EXPECT_EQ (browser.Field ("lastName"), "Doe");
}

TEST_F (CampusLogin, LeavesKnownNamesAlone)
{
  ASSERT_TRUE (portal->AddPerson ("jane.doe@example.edu", "Janet", "Doering"));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_EQ (browser.Field ("firstName"), "Janet");
  EXPECT_EQ (browser.Field ("lastName"), "Doering");
}

TEST_F (CampusLogin, AsksAgainForAWrongPassword)
{
  GoToInstitution ();
  ASSERT_TRUE (SendPassword ("wrong"));
  EXPECT_TRUE (browser.Says (wrong_credentials)) << browser.Text ();
  ASSERT_TRUE (SendPassword (campus->Password ()));
  EXPECT_EQ (browser.Title (), "Two-Step Login");
}

TEST_F (CampusLogin, KnowsAChangedPassword)
{
  ASSERT_TRUE (campus->SetUser ("someone", "something-else"));
  GoToInstitution ();
  ASSERT_TRUE (SendPassword ("seven-green-lanterns"));
  EXPECT_TRUE (browser.Says (wrong_credentials)) << browser.Text ();
  ASSERT_TRUE (SendPassword ("something-else"));
  EXPECT_EQ (browser.Title (), "Two-Step Login");
  ASSERT_TRUE (campus->SetUser ("jdoe", "seven-green-lanterns"));
}

TEST_F (CampusLogin, AsksAgainForAWrongCode)
{
  std::string code;

  GoToInstitution ();
  ASSERT_TRUE (SendPassword (campus->Password ()));
  code = campus->Code ();
  code[0] = code[0] == '9' ? '0' : static_cast<char> (code[0] + 1);
  ASSERT_TRUE (SendCode (code));
  EXPECT_TRUE (browser.Says (wrong_code)) << browser.Text ();
  ASSERT_TRUE (SendCode (campus->Code ()));
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

/* The vectors of RFC 6238, appendix B, of which 6 digits remain. */
TEST_F (CampusLogin, HasTheCodesOfTheStandard)
{
  std::string secret = campus->Secret ();

  ASSERT_TRUE (campus->Set ("secret", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
  EXPECT_EQ (campus->CodeAt (59), "287082");
  EXPECT_EQ (campus->CodeAt (1111111109), "081804");
  EXPECT_EQ (campus->CodeAt (1234567890), "005924");
  EXPECT_EQ (campus->CodeAt (20000000000), "353130");
  ASSERT_TRUE (campus->Set ("secret", secret));
}

TEST_F (CampusLogin, MayDoWithoutACode)
{
  ASSERT_TRUE (campus->Set ("second-factor", "no"));
  GoToInstitution ();
  ASSERT_TRUE (SendPassword (campus->Password ()));
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

TEST_F (CampusLogin, AsksForRelease)
{
  ASSERT_TRUE (campus->Set ("consent", "yes"));
  GoToInstitution ();
  ASSERT_TRUE (SendPassword (campus->Password ()));
  ASSERT_TRUE (SendCode (campus->Code ()));
  ASSERT_EQ (browser.Title (), "Information Release");
  EXPECT_TRUE (browser.Says ("jane.doe@example.edu"));
  ASSERT_TRUE (browser.Press ("Accept"));
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

TEST_F (CampusLogin, EndsWithoutRelease)
{
  ASSERT_TRUE (campus->Set ("consent", "yes"));
  GoToInstitution ();
  ASSERT_TRUE (SendPassword (campus->Password ()));
  ASSERT_TRUE (SendCode (campus->Code ()));
  ASSERT_TRUE (browser.Press ("Reject"));
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_EQ (browser.Status (), 403u);
  EXPECT_TRUE (browser.Says ("Your institution did not complete the login.")) << browser.Text ();
}

TEST_F (CampusLogin, IsRememberedByTheInstitution)
{
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  ASSERT_TRUE (portal->Reset ());
  GoToInstitution ();
  ASSERT_FALSE (browser.Field ("SAMLResponse").empty ()) << browser.Text ();
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

TEST_F (CampusLogin, FindsTheInstitution)
{
  ASSERT_TRUE (browser.Open (portal->Endpoint () + "/login"));
  ASSERT_TRUE (browser.Press ("Your Institution"));
  EXPECT_TRUE (browser.Says ("Sample College"));
  browser.Fill ("search", "EXAMPLE univ");
  ASSERT_TRUE (browser.Press ("Search"));
  EXPECT_FALSE (browser.Says ("Sample College"));
  ASSERT_TRUE (browser.Press ("Example University"));
  EXPECT_EQ (browser.Title (), "Example University Login");
}

TEST_F (CampusLogin, ChoosesFromAList)
{
  ASSERT_TRUE (campus->Set ("choice", "select"));
  ASSERT_TRUE (browser.Open (portal->Endpoint () + "/login"));
  ASSERT_TRUE (browser.Press ("Your Institution"));
  browser.Fill ("choice", campus->Idp () + "/idp/shibboleth");
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_EQ (browser.Title (), "Example University Login") << browser.Text ();
}

TEST_F (CampusLogin, DoesNotKnowOtherInstitutions)
{
  ASSERT_TRUE (browser.Open (portal->Endpoint () + "/login"));
  ASSERT_TRUE (browser.Press ("Your Institution"));
  ASSERT_TRUE (browser.Press ("Sample College"));
  EXPECT_EQ (browser.Host (), portal->Host ());
  EXPECT_TRUE (browser.Says ("Unknown or Unusable Identity Provider")) << browser.Text ();
}

TEST_F (CampusLogin, DiscoveryLeadsToThePortalOnly)
{
  ASSERT_TRUE (browser.Open (campus->Discovery () + "?entityID=https%3A%2F%2Fevil.example"
                                                    "&return=https%3A%2F%2Fevil.example%2F"));
  EXPECT_EQ (browser.Status (), 400u);
  EXPECT_FALSE (browser.Says ("Example University Hospital"));
}

TEST_F (CampusLogin, TargetIsAtThePortalOnly)
{
  ASSERT_TRUE (browser.Open (portal->Base () +
                             "/Shibboleth.sso/Login?target=https%3A%2F%2Fevil.example%2F"));
  EXPECT_EQ (browser.Status (), 400u);
  EXPECT_EQ (browser.Host (), portal->Host ());
}

TEST_F (CampusLogin, MappingAdmitsMembers)
{
  ASSERT_TRUE (portal->SetKnob ("authorisation", "mapping"));
  ASSERT_TRUE (portal->SetKnob ("mapping", "staff@example.edu;faculty@example.edu"));
  ASSERT_TRUE (campus->Set ("affiliation", "member@example.edu;faculty@example.edu"));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectForm ();
}

TEST_F (CampusLogin, MappingRefusesOthers)
{
  ASSERT_TRUE (portal->SetKnob ("authorisation", "mapping"));
  ASSERT_TRUE (campus->Set ("affiliation", "alum@example.edu"));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_TRUE (browser.Says ("You are not authorized to enroll with this account."))
      << browser.Text ();
  ASSERT_TRUE (browser.Open (portal->Endpoint () + "/form"));
  EXPECT_TRUE (browser.Says ("You are not authorized")) << browser.Text ();
}

TEST_F (CampusLogin, MappingRefusesInvitations)
{
  ASSERT_TRUE (portal->SetKnob ("authorisation", "mapping"));
  ASSERT_TRUE (browser.Open (portal->InvitationLink ("jane.doe@example.edu", "Jane", "Doe")));
  EXPECT_TRUE (browser.Says ("You are not authorized")) << browser.Text ();
}

TEST_F (CampusLogin, RefusesOtherDomains)
{
  ASSERT_TRUE (portal->SetKnob ("domain", "example.org"));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_TRUE (browser.Says ("Domain is not allowed")) << browser.Text ();
}

TEST_F (CampusLogin, RefusesAModifiedResponse)
{
  LogIn ();
  SendInstead (Replace (Response (), ">jane.doe@example.edu<", ">john.roe@example.edu<"));
  ExpectRefusal ();
}

TEST_F (CampusLogin, RefusesAResponseWithoutSignatures)
{
  LogIn ();
  SendInstead (WithoutSignature (WithoutSignature (Response ())));
  ExpectRefusal ();
}

TEST_F (CampusLogin, NeedsTheSignatureOfTheAssertionOnly)
{
  LogIn ();
  SendInstead (WithoutSignature (Response ()));
  ExpectForm ();
}

/* The signed one is there and untouched; the other comes before it or after it. */
TEST_F (CampusLogin, RefusesASecondAssertion)
{
  for (bool is_first : { true, false })
    {
      std::string xml;
      std::string assertion;
      size_t start = 0;
      size_t end = 0;

      ASSERT_TRUE (campus->Reset ());
      LogIn ();
      xml = WithoutSignature (Response ());
      start = xml.find ("<saml:Assertion ");
      end = xml.find ("</samlp:Response>");
      assertion = xml.substr (start, end - start);
      SendInstead (xml.insert (is_first ? start : end, Forge (WithoutSignature (assertion))));
      ExpectRefusal ();
    }
}

/* The forged one has the signature of the other, which stands where nobody looks for it. */
TEST_F (CampusLogin, RefusesAWrappedAssertion)
{
  std::string xml;
  std::string assertion;
  size_t start = 0;

  LogIn ();
  xml = WithoutSignature (Response ());
  start = xml.find ("<saml:Assertion ");
  assertion = xml.substr (start, xml.find ("</samlp:Response>") - start);
  xml.replace (start, assertion.size (), Forge (assertion));
  SendInstead (Replace (xml,
                        "<samlp:Status>",
                        "<samlp:Extensions>" + assertion + "</samlp:Extensions><samlp:Status>"));
  ExpectRefusal ();
}

TEST_F (CampusLogin, RefusesWhatIsNoResponse)
{
  LogIn ();
  SendInstead ("<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>");
  ExpectRefusal ();
}

TEST_P (CampusDefects, AreRefused)
{
  ASSERT_TRUE (campus->Set ("defect", GetParam ()));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectRefusal ();
}

INSTANTIATE_TEST_SUITE_P (
    All,
    CampusDefects,
    ::testing::Values ("unsigned", "foreign-key", "other-audience", "expired"));

TEST_F (CampusLogin, NeedsAMailAddress)
{
  ASSERT_TRUE (campus->Set ("defect", "no-mail"));
  LogIn ();
  ASSERT_TRUE (browser.Press ("Continue"));
  EXPECT_EQ (browser.Status (), 403u);
  EXPECT_TRUE (browser.Says ("did not release the required attribute: mail")) << browser.Text ();
}

TEST_F (CampusLogin, NotesAResponsePostedTwice)
{
  Browser::Fields fields;
  std::string consumer = portal->Base () + "/Shibboleth.sso/SAML2/POST";

  LogIn ();
  fields["SAMLResponse"] = browser.Field ("SAMLResponse");
  fields["RelayState"] = browser.Field ("RelayState");
  ASSERT_TRUE (browser.Post (consumer, fields));
  ExpectForm ();
  ASSERT_TRUE (browser.Post (consumer, fields));
  EXPECT_EQ (browser.Status (), 403u);
  EXPECT_EQ (portal->WrongDoings (), "response-posted-twice /Shibboleth.sso/SAML2/POST\n");
}

TEST_F (CampusLogin, NotesAChangedState)
{
  LogIn ();
  browser.Fill ("RelayState", "ss:mem:somewhere-else");
  ASSERT_TRUE (browser.Press ("Continue"));
  ExpectRefusal ();
  EXPECT_EQ (portal->WrongDoings (), "relay-state-changed /Shibboleth.sso/SAML2/POST\n");
}

TEST_F (CampusLogin, NotesCredentialsThatCameToThePortal)
{
  std::string login = portal->Endpoint () + "/login";

  ASSERT_TRUE (portal->SetKnob ("way", "confirmation"));
  ASSERT_TRUE (browser.Post (login, { { "email", campus->Password () } }));
  ASSERT_TRUE (browser.Post (login, { { "email", campus->Code () } }));
  EXPECT_EQ (Count (portal->WrongDoings (), "campus-password-sent"), 1u);
  EXPECT_EQ (Count (portal->WrongDoings (), "campus-code-sent"), 1u);
}
