/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"
#include "enroll-nss-key.h"
#include "enroll-request.h"

#include "certificate-maker.h"
#include "enrollment.h"
#include "private-home.h"
#include "tool.h"

namespace
{

const char address[] = "alice@example.edu";

gint64
Now ()
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

std::string
ListCertificates ()
{
  return RunTool ({ "certutil", "-L", "-d", PrivateHome::Get ().Database () });
}

struct Defect
{
  const char *name;
  EnrollError error_of_request;
  EnrollError error_of_portal_key;
};

const Defect defects[] = {
  { "wrong-key", ENROLL_ERROR_OTHER_KEY, ENROLL_ERROR_OTHER_KEY },
  { "wrong-address", ENROLL_ERROR_MISMATCH, ENROLL_ERROR_MISMATCH },
  { "expired", ENROLL_ERROR_DATES, ENROLL_ERROR_DATES },
  { "not-yet-valid", ENROLL_ERROR_DATES, ENROLL_ERROR_DATES },
  { "no-email-usage", ENROLL_ERROR_UNUSABLE, ENROLL_ERROR_UNUSABLE },
  { "no-key-usage", ENROLL_ERROR_UNUSABLE, ENROLL_ERROR_UNUSABLE },
  /* A request never has a short key, so the portal can only answer for another. */
  { "weak", ENROLL_ERROR_OTHER_KEY, ENROLL_ERROR_WEAK },
  { "sha1", ENROLL_ERROR_WEAK, ENROLL_ERROR_WEAK },
};

class DefectiveCertificate : public GlibTest,
                             public ::testing::WithParamInterface<std::tuple<Defect, const char *>>
{
};

class Credential : public GlibTest
{
};

/* Begins an enrollment by a request for a key of the store. */
bool
BeginWithRequest (Enrollment *enrollment)
{
  enrollment->Site ().Knob ("csr-method", "provided");
  return enrollment->Begin (1, address);
}

std::string
NameOf (const ::testing::TestParamInfo<std::tuple<Defect, const char *>> &info)
{
  std::string name = std::string (std::get<0> (info.param).name) + "-" + std::get<1> (info.param);
  std::string result;

  for (char c : name)
    result += g_ascii_isalnum (c) ? std::string (1, c) : "";
  return result;
}

/* A good certificate with key and chain, in one PEM file, made once. */
class Pkcs12 : public GlibTest
{
protected:
  static Authority &
  TestAuthority ()
  {
    static Authority authority ("Credential");

    return authority;
  }

  static std::string
  KeyFile ()
  {
    static std::string file = TestAuthority ().MakeKey ("own-key.pem");

    return file;
  }

  static std::string
  ChainFile ()
  {
    static std::string file = TestAuthority ().Folder ().Write (
        "own.pem",
        TestAuthority ().IssueForKey (KeyFile (), PersonPlan (address)) +
            TestAuthority ().Issuing () + TestAuthority ().Root ());

    return file;
  }

  static std::string
  Make (const std::string &password, const std::vector<std::string> &options)
  {
    std::string file = TestAuthority ().Folder ().File ("made.p12");
    std::vector<std::string> arguments = { "openssl",  "pkcs12",   "-export",         "-inkey",
                                           KeyFile (), "-in",      ChainFile (),      "-out",
                                           file,       "-passout", "pass:" + password };

    arguments.insert (arguments.end (), options.begin (), options.end ());
    RunTool (arguments);
    return e2e::ReadFile (file);
  }

  EnrollCredential *
  Read (const std::string &file, const char *password)
  {
    g_clear_error (&error);
    return ReadCredential (file, nullptr, password, address, Now (), &error);
  }

  bool
  Fails (const std::string &file, const char *password, EnrollError code)
  {
    g_autoptr (EnrollCredential) credential = Read (file, password);

    EXPECT_EQ (credential, nullptr);
    return g_error_matches (error, ENROLL_ERROR, static_cast<int> (code));
  }

  std::string
  Message () const
  {
    return error != nullptr ? error->message : "";
  }

  ~Pkcs12 () override
  {
    g_clear_error (&error);
  }

  GError *error = nullptr;
};

}

TEST_P (DefectiveCertificate, IsNotInstalled)
{
  const auto &[defect, method] = GetParam ();
  bool by_request = g_str_equal (method, "provided");
  Enrollment enrollment;

  std::string before = ListCertificates ();
  enrollment.Site ().Knob ("csr-method", method);
  enrollment.Site ().Knob ("defect", defect.name);
  ASSERT_TRUE (enrollment.Begin (1, address));
  EXPECT_FALSE (enrollment.Run ());
  EXPECT_EQ (enroll_session_get_state (enrollment.Session ()), ENROLL_STATE_FAILED);
  EXPECT_TRUE (g_error_matches (
      enroll_session_get_error (enrollment.Session ()),
      ENROLL_ERROR,
      static_cast<int> (by_request ? defect.error_of_request : defect.error_of_portal_key)))
      << enrollment.Trouble ();
  EXPECT_EQ (enroll_session_get_installed (enrollment.Session ()), nullptr);
  EXPECT_EQ (ListCertificates (), before);
}

INSTANTIATE_TEST_SUITE_P (Paths,
                          DefectiveCertificate,
                          ::testing::Combine (::testing::ValuesIn (defects),
                                              ::testing::Values ("provided", "server")),
                          NameOf);

/* That is for the user to decide: nobody here can know all authorities. */
TEST_F (Credential, AForeignIssuerIsShownAndNotTrustedBySilence)
{
  for (const char *method : { "provided", "server" })
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("csr-method", method);
      enrollment.Site ().Knob ("defect", "foreign-issuer");
      ASSERT_TRUE (enrollment.Begin (1, address));
      enroll_session_start (enrollment.Session ());
      ASSERT_TRUE (Eventually (
          [&] {
            EnrollState state = enroll_session_get_state (enrollment.Session ());

            if (state == ENROLL_STATE_ASKING)
              {
                GPtrArray *questions = enroll_session_get_questions (enrollment.Session ());

                for (guint i = 0; i < questions->len; i++)
                  enroll_question_set_checked (ENROLL_QUESTION (g_ptr_array_index (questions, i)),
                                               TRUE);
                enroll_session_answer (enrollment.Session ());
              }
            return state == ENROLL_STATE_FAILED || state == ENROLL_STATE_ASKING_TRUST;
          },
          60000))
          << enrollment.Trouble ();
      EnrollCredential *credential = enroll_session_get_credential (enrollment.Session ());
      ASSERT_NE (credential, nullptr) << enrollment.Trouble ();
      EXPECT_STREQ (credential->root_name, "Unknown Email Authority");
      EXPECT_EQ (ListCertificates ().find ("Unknown Email Authority - "), std::string::npos)
          << "the authority itself is not stored";
      EXPECT_FALSE (enroll_session_get_installed (enrollment.Session ())->can_sign);
      enroll_session_cancel (enrollment.Session ());
    }
}

TEST_F (Credential, AllFormatsWithAChainAreRead)
{
  for (const char *format : { "pemchain", "p7b", "p7b-der" })
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("format", format);
      ASSERT_TRUE (BeginWithRequest (&enrollment));
      EXPECT_TRUE (enrollment.Run ()) << format << " " << enrollment.Trouble ();
    }
}

/* The root is on no list of the system, so the chain must bring it. */
TEST_F (Credential, AChainThatIsNotCompleteIsRefused)
{
  for (const char *chain : { "leaf", "no-root" })
    {
      Enrollment enrollment;

      enrollment.Site ().Knob ("chain", chain);
      enrollment.Site ().Knob ("format", "pemchain");
      ASSERT_TRUE (BeginWithRequest (&enrollment));
      EXPECT_FALSE (enrollment.Run ());
      EXPECT_TRUE (g_error_matches (enroll_session_get_error (enrollment.Session ()),
                                    ENROLL_ERROR,
                                    ENROLL_ERROR_CHAIN))
          << chain << " " << enrollment.Trouble ();
    }
}

TEST_F (Credential, RequestsAreGoodForAllSizes)
{
  ToolFolder folder;

  PrivateHome::Get ();
  for (guint bits : { 2048u, 3072u, 4096u })
    {
      g_autoptr (GError) error = nullptr;
      g_autoptr (EnrollNssKey) key = enroll_nss_key_new ("test", bits, &error);
      ASSERT_NE (key, nullptr) << error->message;
      g_autofree char *request = enroll_request_new (ENROLL_KEY (key), address, &error);
      ASSERT_NE (request, nullptr) << error->message;
      std::string text = RunTool ({ "openssl",
                                    "req",
                                    "-verify",
                                    "-noout",
                                    "-text",
                                    "-in",
                                    folder.Write ("request.pem", request) });

      EXPECT_NE (text.find ("verify OK"), std::string::npos) << text;
      EXPECT_NE (text.find ("(" + std::to_string (bits) + " bit)"), std::string::npos) << text;
      EXPECT_NE (text.find ("email:alice@example.edu"), std::string::npos) << text;
      EXPECT_NE (text.find ("sha256WithRSAEncryption"), std::string::npos) << text;
    }
}

TEST_F (Pkcs12, VariantsOfOpensslAreRead)
{
  const std::vector<std::vector<std::string>> variants = {
    {},
    { "-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256" },
    { "-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha512" },
    { "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1" },
    { "-keypbe", "AES-128-CBC", "-certpbe", "NONE" },
    { "-name", "Schlüssel von Alice" },
  };

  for (const auto &variant : variants)
    {
      g_autoptr (EnrollCredential) credential = Read (Make ("pass word", variant), "pass word");

      ASSERT_NE (credential, nullptr) << (variant.empty () ? "" : variant[1]) << " " << Message ();
      EXPECT_NE (credential->private_key, nullptr);
      EXPECT_NE (credential->root, nullptr);
      EXPECT_EQ (credential->authorities->len, 1u);
      EXPECT_STREQ (credential->name, "Alice Example");
      EXPECT_STREQ (credential->root_name, "Credential Root");
    }
}

TEST_F (Pkcs12, APasswordMayHaveAnyCharacters)
{
  for (const char *password : { "Grüße-中-1", "\"'\\$&", "ABCDefgh2345-_.!+=", "a" })
    {
      g_autoptr (EnrollCredential) credential = Read (Make (password, {}), password);

      EXPECT_NE (credential, nullptr) << password << " " << Message ();
    }
}

TEST_F (Pkcs12, AnotherPasswordIsTold)
{
  std::string file = Make ("right", {});
  std::string old = Make ("right", { "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES" });

  for (const char *password : { "wrong", "Right", "right ", "", "righ" })
    {
      EXPECT_TRUE (Fails (file, password, ENROLL_ERROR_PASSWORD)) << password << Message ();
      EXPECT_TRUE (Fails (old, password, ENROLL_ERROR_PASSWORD)) << password << Message ();
    }
  EXPECT_TRUE (Fails (file, nullptr, ENROLL_ERROR_PASSWORD)) << Message ();
}

TEST_F (Pkcs12, DamagedFilesAreTold)
{
  std::string file = Make ("right", {});

  EXPECT_TRUE (Fails ("", "right", ENROLL_ERROR_DAMAGED)) << Message ();
  EXPECT_TRUE (Fails (std::string (1, '\0'), "right", ENROLL_ERROR_DAMAGED)) << Message ();
  EXPECT_TRUE (Fails ("garbage", "right", ENROLL_ERROR_DAMAGED)) << Message ();
  EXPECT_TRUE (Fails (std::string (5000, '\x30'), "right", ENROLL_ERROR_DAMAGED)) << Message ();
  EXPECT_TRUE (Fails ("-----BEGIN CERTIFICATE-----\n", "right", ENROLL_ERROR_DAMAGED));
  EXPECT_TRUE (
      Fails ("-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "right", ENROLL_ERROR_DAMAGED));
  for (size_t length : { 1, 4, 10, 100, 500 })
    EXPECT_TRUE (Fails (file.substr (0, length), "right", ENROLL_ERROR_DAMAGED)) << Message ();
  EXPECT_TRUE (Fails (file.substr (0, file.size () - 1), "right", ENROLL_ERROR_DAMAGED));
}

/* Whatever byte is wrong, the file is refused or its content is the same. */
TEST_F (Pkcs12, AWrongByteNeverGivesAnotherCredential)
{
  std::string file = Make ("right", { "-iter", "1", "-maciter" });
  g_autoptr (EnrollCredential) good = Read (file, "right");

  ASSERT_NE (good, nullptr) << Message ();
  for (size_t i = 0; i < file.size (); i += 37)
    {
      std::string wrong = file;

      wrong[i] = static_cast<char> (wrong[i] ^ 0x41);
      g_autoptr (EnrollCredential) credential = Read (wrong, "right");
      EXPECT_TRUE (credential == nullptr ||
                   g_strcmp0 (credential->fingerprint, good->fingerprint) == 0)
          << i;
    }
}

TEST_F (Pkcs12, ACertificateWithoutItsKeyIsTold)
{
  EXPECT_TRUE (Fails (e2e::ReadFile (ChainFile ()), nullptr, ENROLL_ERROR_NO_KEY)) << Message ();
}

TEST_F (Pkcs12, TooManyCertificatesAreDamage)
{
  std::string many;

  for (int i = 0; i < 20; i++)
    many += TestAuthority ().Issuing ();
  EXPECT_TRUE (Fails (many, nullptr, ENROLL_ERROR_DAMAGED)) << Message ();
}
