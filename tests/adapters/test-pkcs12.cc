/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-bundle.h"
#include "enroll-error.h"

#include <gnutls/crypto.h>

#include "certificate-corpus.h"
#include "glib-test.h"
#include "patience.h"

namespace
{

/* What is said of a file that opens, with key and certificate, but not of ours. */
const char not_for_alice[] = "the certificate is not for the address";

const char folder[] = "/usr/lib/python3/dist-packages/cryptography_vectors/";

constexpr char kData[] = "\x2a\x86\x48\x86\xf7\xd\1\7\1";
constexpr char kSignedData[] = "\x2a\x86\x48\x86\xf7\xd\1\7\2";
constexpr char kEnvelopedData[] = "\x2a\x86\x48\x86\xf7\xd\1\7\3";
constexpr char kEncryptedData[] = "\x2a\x86\x48\x86\xf7\xd\1\7\6";
constexpr char kShroudedKey[] = "\x2a\x86\x48\x86\xf7\xd\1\xc\xa\1\2";
constexpr char kPbes2[] = "\x2a\x86\x48\x86\xf7\xd\1\5\xd";
constexpr char kPbkdf2[] = "\x2a\x86\x48\x86\xf7\xd\1\5\xc";
constexpr char kPbmac1[] = "\x2a\x86\x48\x86\xf7\xd\1\5\xe";
constexpr char kScrypt[] = "\x2b\6\1\4\1\xda\x47\4\xb";
constexpr char kHmacSha256[] = "\x2a\x86\x48\x86\xf7\xd\2\x9";
constexpr char kAes256Cbc[] = "\x60\x86\x48\1\x65\3\4\1\x2a";
constexpr char kAes256Gcm[] = "\x60\x86\x48\1\x65\3\4\1\x2e";
constexpr char kSha256[] = "\x60\x86\x48\1\x65\3\4\2\1";
constexpr char kUnknown[] = "\x2a\3\4";

std::string
Number (const std::string &bytes)
{
  return Der (2, bytes);
}

std::string
Octets (const std::string &bytes)
{
  return Der (4, bytes);
}

std::string
Sequence (const std::string &content)
{
  return Der (0x30, content);
}

std::string
Algorithm (const char *oid, const std::string &parameters = "")
{
  return Sequence (Der (6, oid) + parameters);
}

std::string
Pbkdf2 (const std::string &rounds, const char *prf = kHmacSha256, const std::string &size = "")
{
  return Algorithm (kPbkdf2,
                    Sequence (Octets ("saltsalt") + Number (rounds) +
                              (size.empty () ? "" : Number (size)) + Algorithm (prf)));
}

std::string
Pbes2 (const std::string &derivation, const char *cipher = kAes256Cbc)
{
  return Algorithm (kPbes2,
                    Sequence (derivation + Algorithm (cipher, Octets (std::string (16, 'i')))));
}

/* The password-based encryption of PKCS#12 by number. */
std::string
Pbe (char number, const std::string &rounds)
{
  std::string oid ("\x2a\x86\x48\x86\xf7\xd\1\xc\1");

  oid += number;
  return Algorithm (oid.c_str (), Sequence (Octets ("saltsalt") + Number (rounds)));
}

std::string
EncryptedPart (const std::string &algorithm)
{
  return Sequence (
      Der (6, kEncryptedData) +
      Der (0xa0,
           Sequence (Number (std::string (1, '\0')) +
                     Sequence (Der (6, kData) + algorithm + Der (0x80, std::string (64, 'e'))))));
}

std::string
PlainPart (const std::string &bags)
{
  return Sequence (Der (6, kData) + Der (0xa0, Octets (Sequence (bags))));
}

std::string
EncryptedKey (const std::string &algorithm)
{
  return Sequence (algorithm + Octets (std::string (64, 'e')));
}

std::string
KeyPart (const std::string &algorithm)
{
  return PlainPart (Sequence (Der (6, kShroudedKey) + Der (0xa0, EncryptedKey (algorithm))));
}

std::string
File (const std::string &parts, const std::string &mac = "")
{
  return Sequence (Number ("\3") +
                   Sequence (Der (6, kData) + Der (0xa0, Octets (Sequence (parts)))) + mac);
}

std::string
Mac (const char *oid, const std::string &rounds)
{
  return Sequence (Sequence (Algorithm (oid, Der (5, "")) + Octets (std::string (32, 'm'))) +
                   Octets ("saltsalt") + Number (rounds));
}

std::string
Pbmac (const std::string &rounds, const char *prf, const std::string &size, const std::string &code)
{
  return Sequence (
      Sequence (
          Algorithm (kPbmac1, Sequence (Pbkdf2 (rounds, prf, size) + Algorithm (kHmacSha256))) +
          Octets (code)) +
      Octets ("not used") + Number ("\1"));
}

/* All of it, without a date. */
std::vector<TestCertificate>
Chain ()
{
  return { World ().Leaf (), World ().Issuing (), World ().Root () };
}

/* A file without an integrity code, and what the code would be made over. */
std::string
FileWithoutMac (std::string *content)
{
  std::string whole = Pkcs12Of ({ TestKey ("leaf") }, Chain (), "right");
  g_autoptr (GBytes) bytes = g_bytes_new (whole.data (), whole.size ());
  std::string head = std::string ("\2\1\3", 3);
  /* Behind the version: the content as one piece with its header of four bytes. */
  size_t start = whole.find (head) + head.size ();
  auto length = [&] (size_t at) {
    return static_cast<size_t> (static_cast<unsigned char> (whole[at + 2])) << 8 |
           static_cast<unsigned char> (whole[at + 3]);
  };
  std::string safe = whole.substr (start, length (start) + 4);
  size_t octets = safe.find (std::string ("\4\x82", 2));

  EXPECT_EQ (whole[start + 1], '\x82');
  *content = safe.substr (octets + 4);
  return safe;
}

struct Wanted
{
  std::string name;
  std::string file;
  int code; /* -1: it opens */
  const char *words;
};

class Pkcs12 : public GlibTest
{
protected:
  /* Reads all of it; true if it ends as it should. */
  bool
  Judge (const Wanted &wanted, const char *password)
  {
    g_autoptr (GError) error = nullptr;
    g_autoptr (EnrollCredential) credential =
        ReadCredential (wanted.file, nullptr, password, kAlice, kToday, &error);
    int code = error != nullptr ? error->code : -1;
    bool is_right =
        code == wanted.code &&
        (error == nullptr || std::string (error->message).find (wanted.words) != std::string::npos);

    n_tried++;
    /* What is for somebody else was opened. */
    n_opened += code == -1 || code == ENROLL_ERROR_MISMATCH ? 1 : 0;
    n_wrong += is_right ? 0 : 1;
    EXPECT_TRUE (is_right) << wanted.name << ": " << code << " "
                           << (error != nullptr ? error->message : "opened");
    return is_right;
  }

  void
  Report (const char *what) const
  {
    std::cout << what << ": tried " << n_tried << ", opened " << n_opened
              << ", refused for the right reason " << n_tried - n_opened << ", wrong = " << n_wrong
              << std::endl;
  }

  int n_tried = 0;
  int n_opened = 0;
  int n_wrong = 0;
};

/* A file of others. */
struct Sample
{
  const char *name;
  const char *password;
  int code;
  const char *words;
};

std::string
Load (const std::string &name)
{
  g_autofree char *data = nullptr;
  gsize size = 0;

  EXPECT_TRUE (g_file_get_contents (name.c_str (), &data, &size, nullptr)) << name;
  return data != nullptr ? std::string (data, size) : "";
}

const Sample samples[] = {
  { "cert-aes256cbc-no-key.p12", "cryptography", ENROLL_ERROR_NO_KEY, "without its key" },
  { "cert-key-aes256cbc.p12", "cryptography", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "cert-none-key-none.p12", "cryptography", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "cert-rc2-key-3des.p12", "cryptography", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-1-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-1-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-2-3-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-2-3-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-2-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-2-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-3-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-3-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-all-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-all-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-unicode-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "name-unicode-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "no-cert-key-aes256cbc.p12",
    "cryptography",
    ENROLL_ERROR_DAMAGED,
    "a key, but no certificate" },
  { "no-cert-name-2-no-pwd.p12", nullptr, ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-2-pwd.p12", "password", ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-3-no-pwd.p12", nullptr, ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-3-pwd.p12", "password", ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-all-no-pwd.p12", nullptr, ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-all-pwd.p12", "password", ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-unicode-no-pwd.p12", nullptr, ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-name-unicode-pwd.p12", "password", ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-no-name-no-pwd.p12", nullptr, ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-cert-no-name-pwd.p12", "password", ENROLL_ERROR_NO_KEY, "without its key" },
  { "no-name-no-pwd.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
  { "no-name-pwd.p12", "password", ENROLL_ERROR_MISMATCH, not_for_alice },
  { "no-password.p12", nullptr, ENROLL_ERROR_MISMATCH, not_for_alice },
};

/* Numbers of rounds that nobody waits for. */
const std::vector<std::pair<std::string, std::string>> rounds = {
  { "16 million", std::string ("\1\0\0\0", 4) },
  { "2147483647", "\x7f\xff\xff\xff" },
  { "4294967295", std::string ("\0\xff\xff\xff\xff", 5) },
  { "2 to the 63rd", std::string ("\0\x80\0\0\0\0\0\0\0", 9) },
  { "2 to the 71st", std::string ("\1\0\0\0\0\0\0\0\0\0", 10) },
  { "less than none", "\xff" },
};

}

TEST_F (Pkcs12, OfTheAuthoritiesTestSuiteOpen)
{
  std::string place = std::string (folder) + "x509/PKITS_data/pkcs12/";
  g_autoptr (GDir) directory = g_dir_open (place.c_str (), 0, nullptr);

  ASSERT_NE (directory, nullptr) << "python3-cryptography-vectors is not installed";
  for (const char *name = g_dir_read_name (directory); name != nullptr;
       name = g_dir_read_name (directory))
    {
      /* None is for this person; one has a key whose parameters are somewhere else. */
      bool has_odd_key = g_str_equal (name, "DSAParametersInheritedCACert.p12") ||
                         g_str_equal (name, "ValidDSAParameterInheritanceTest5EE.p12");

      if (g_str_has_suffix (name, ".p12"))
        {
          Judge ({ name,
                   Load (place + name),
                   has_odd_key ? ENROLL_ERROR_KEY_KIND : ENROLL_ERROR_MISMATCH,
                   has_odd_key ? "DSA" : not_for_alice },
                 "password");
        }
    }
  EXPECT_GE (n_tried, 405);
  Report ("PKITS");
}

TEST_F (Pkcs12, OfAnotherProjectOpenOrAreRefusedForTheirReason)
{
  for (const auto &sample : samples)
    {
      Judge ({ sample.name,
               Load (std::string (folder) + "pkcs12/" + sample.name),
               sample.code,
               sample.words },
             sample.password);
    }
  EXPECT_GE (n_tried, 30);
  Report ("samples");
}

TEST_F (Pkcs12, WithoutBoundsAreRefusedBeforeAnythingIsDerived)
{
  double start = ProcessorSeconds ();

  for (const auto &[name, n] : rounds)
    {
      std::string good = Pbes2 (Pbkdf2 ("\1"));

      for (const auto &file : {
               File (EncryptedPart (Pbes2 (Pbkdf2 (n)))),
               File (EncryptedPart (Pbe (3, n))),
               File (EncryptedPart (Pbe (6, n))),
               File (KeyPart (Pbes2 (Pbkdf2 (n)))),
               File (KeyPart (Pbe (3, n))),
               File (EncryptedPart (good) + KeyPart (Pbe (1, n))),
               File (KeyPart (good), Mac (kSha256, n)),
               File (KeyPart (good), Pbmac (n, kHmacSha256, "\x20", std::string (32, 'm'))),
           })
        Judge ({ name, file, ENROLL_ERROR_PROTECTION, "rounds" }, "right");
    }

  std::string many;
  for (int i = 0; i < 20; i++)
    many += EncryptedPart (Pbe (3, std::string ("\x0f\x42\x40", 3)));
  Judge ({ "twenty times a million", File (many), ENROLL_ERROR_PROTECTION, "rounds" }, "right");
  EXPECT_LT (ProcessorSeconds () - start, 5 * Patience ());
  Report ("rounds");
}

/* What is within an encrypted part is seen only after that is open. */
TEST_F (Pkcs12, WithAKeyWithoutBoundsInsideAreRefused)
{
  std::string key = EncryptedKey (Pbes2 (Pbkdf2 ("\x7f\xff\xff\xff")));
  gnutls_datum_t datum = { reinterpret_cast<unsigned char *> (key.data ()),
                           static_cast<unsigned> (key.size ()) };
  gnutls_pkcs12_t pkcs12 = nullptr;
  gnutls_pkcs12_bag_t bag = nullptr;
  gnutls_datum_t file = { nullptr, 0 };
  double start = ProcessorSeconds ();

  gnutls_pkcs12_init (&pkcs12);
  gnutls_pkcs12_bag_init (&bag);
  gnutls_pkcs12_bag_set_data (bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &datum);
  ASSERT_EQ (gnutls_pkcs12_bag_encrypt (bag, "right", GNUTLS_PKCS_PBES2_AES_256), 0);
  gnutls_pkcs12_set_bag (pkcs12, bag);
  gnutls_pkcs12_generate_mac (pkcs12, "right");
  gnutls_pkcs12_export2 (pkcs12, GNUTLS_X509_FMT_DER, &file);
  Judge ({ "inside",
           std::string (reinterpret_cast<char *> (file.data), file.size),
           ENROLL_ERROR_PROTECTION,
           "rounds" },
         "right");
  EXPECT_LT (ProcessorSeconds () - start, 5 * Patience ());
  gnutls_free (file.data);
  gnutls_pkcs12_bag_deinit (bag);
  gnutls_pkcs12_deinit (pkcs12);
}

TEST_F (Pkcs12, WithForeignProtectionNameIt)
{
  std::string n ("\1");

  for (const auto &wanted : std::vector<Wanted>{
           { "RC4-40", File (EncryptedPart (Pbe (2, n))), 0, "part 1 of" },
           { "RC4-40", File (EncryptedPart (Pbe (2, n))), 0, "RC4-40 with SHA-1" },
           { "2DES", File (KeyPart (Pbe (4, n))), 0, "two-key Triple DES with SHA-1" },
           { "RC2-128", File (KeyPart (Pbe (5, n))), 0, "the key of" },
           { "RC2-128", File (KeyPart (Pbe (5, n))), 0, "RC2-128 with SHA-1" },
           { "scrypt",
             File (KeyPart (Pbes2 (Algorithm (kScrypt, Sequence (Octets ("s") + Number ("\1")))))),
             0,
             "scrypt and AES-256-CBC" },
           { "GCM",
             File (KeyPart (Pbes2 (Pbkdf2 (n), kAes256Gcm))),
             0,
             "PBKDF2 with HMAC-SHA-256 and AES-256-GCM" },
           { "a cipher", File (KeyPart (Pbes2 (Pbkdf2 (n), kUnknown))), 0, "and 1.2.3.4" },
           { "a scheme", File (KeyPart (Algorithm (kUnknown))), 0, "protected by 1.2.3.4" },
           { "a code", File (KeyPart (Pbe (3, n)), Mac (kUnknown, n)), 0, "protected by 1.2.3.4" },
           { "a function",
             File (KeyPart (Pbe (3, n)), Pbmac (n, kUnknown, "\x20", std::string (32, 'm'))),
             0,
             "protected by PBMAC1" },
           { "signed",
             Sequence (Number ("\3") + Sequence (Der (6, kSignedData) + Der (0xa0, Sequence ("")))),
             0,
             "is signed instead" },
           { "for a public key",
             File (Sequence (Der (6, kEnvelopedData) + Der (0xa0, Sequence ("")))),
             0,
             "public key" },
       })
    {
      Wanted protection = wanted;

      protection.code = ENROLL_ERROR_PROTECTION;
      Judge (protection, "right");
    }
  Report ("foreign protection");
}

TEST_F (Pkcs12, ThatAreDamagedAreTold)
{
  std::string whole = Pkcs12Of ({ TestKey ("leaf") }, Chain (), "right");
  std::string wrong_code = whole;
  size_t code = whole.rfind (std::string ("\4\x20", 2));

  wrong_code[code + 5] ^= 1;
  for (const auto &wanted : std::vector<Wanted>{
           { "whole", whole, -1, "" },
           { "cut off", whole.substr (0, whole.size () - 1), 0, "cut off" },
           { "the half", whole.substr (0, whole.size () / 2), 0, "cut off" },
           { "the beginning", whole.substr (0, 12), 0, "cut off" },
           { "another code", wrong_code, 0, "integrity code (SHA-256) is wrong" },
           { "no content", Sequence (Number ("\3") + Sequence ("")), 0, "no content" },
           { "no parts", File (""), 0, "no certificate" },
           { "no kind", File (Sequence ("")), 0, "a part has no content" },
           { "a strange part",
             File (Sequence (Der (6, kUnknown) + Der (0xa0, ""))),
             0,
             "unknown kind" },
           { "a strange code", File (KeyPart (Pbe (3, "\1")), Sequence ("")), 0, "integrity code" },
           { "no algorithm", File (KeyPart ("")), 0, "does not say how" },
       })
    {
      Wanted damaged = wanted;

      if (damaged.code == 0)
        damaged.code = ENROLL_ERROR_DAMAGED;
      Judge (damaged, "right");
    }
  Report ("damaged files");
}

TEST_F (Pkcs12, SayWhichKeyOrPasswordIsWrong)
{
  World bob;
  World other;
  World short_lived;

  bob.leaf_key = other.leaf_key = TestKey ("other");
  bob.leaf_plan.names = { { GNUTLS_SAN_RFC822NAME, "bob@example.edu" } };
  std::vector<TestCertificate> two_people = Chain ();
  two_people.insert (two_people.begin (), bob.Leaf ());
  std::vector<TestCertificate> two_keys = Chain ();
  two_keys.push_back (other.Leaf ());

  Judge ({ "two keys, one for us",
           Pkcs12Of ({ TestKey ("other"), TestKey ("leaf") }, two_people, "right"),
           -1,
           "" },
         "right");
  Judge ({ "two keys for us",
           Pkcs12Of ({ TestKey ("other"), TestKey ("leaf") }, two_keys, "right"),
           ENROLL_ERROR_AMBIGUOUS,
           "several keys" },
         "right");
  Judge ({ "a key twice", Pkcs12Of ({ TestKey ("leaf"), TestKey ("leaf") }, Chain (), ""), -1, "" },
         "");
  Judge ({ "no key", Pkcs12Of ({}, Chain (), "right"), ENROLL_ERROR_NO_KEY, "without its key" },
         "right");
  Judge ({ "no certificate",
           Pkcs12Of ({ TestKey ("leaf") }, {}, "right"),
           ENROLL_ERROR_DAMAGED,
           "no certificate" },
         "right");
  Judge ({ "another key",
           Pkcs12Of ({ TestKey ("other") }, Chain (), "right"),
           ENROLL_ERROR_OTHER_KEY,
           "another key" },
         "right");

  std::string file = Pkcs12Of ({ TestKey ("leaf") }, Chain (), "right");
  for (const char *password : { "wrong", "", "Right" })
    Judge ({ password, file, ENROLL_ERROR_PASSWORD, "protected with another password" }, password);
  Report ("keys and passwords");
}

TEST_F (Pkcs12, WithoutACodeOpenIfKeyAndCertificateMatch)
{
  std::string content;
  std::string safe = FileWithoutMac (&content);
  std::string file = Sequence (Number ("\3") + safe);

  Judge ({ "no code", file, -1, "" }, "right");
  Judge ({ "no code, wrong password", file, ENROLL_ERROR_PASSWORD, "no integrity code" }, "wrong");
}

TEST_F (Pkcs12, WithThePbmacOfRfc9879AreChecked)
{
  std::string content;
  std::string safe = FileWithoutMac (&content);
  gnutls_datum_t password = { reinterpret_cast<unsigned char *> (const_cast<char *> ("right")), 5 };
  gnutls_datum_t salt = { reinterpret_cast<unsigned char *> (const_cast<char *> ("saltsalt")), 8 };
  unsigned char key[32];
  unsigned char code[32];

  ASSERT_EQ (gnutls_pbkdf2 (GNUTLS_MAC_SHA256, &password, &salt, 100, key, sizeof key), 0);
  ASSERT_EQ (
      gnutls_hmac_fast (GNUTLS_MAC_SHA256, key, sizeof key, content.data (), content.size (), code),
      0);
  std::string right (reinterpret_cast<char *> (code), sizeof code);
  std::string wrong = right;
  auto file = [&] (const std::string &value, const std::string &size) {
    return Sequence (Number ("\3") + safe + Pbmac ("\x64", kHmacSha256, size, value));
  };

  wrong[0] ^= 1;
  Judge ({ "right", file (right, "\x20"), -1, "" }, "right");
  Judge ({ "wrong password", file (right, "\x20"), ENROLL_ERROR_PASSWORD, "another" }, "wrong");
  Judge ({ "wrong code", file (wrong, "\x20"), ENROLL_ERROR_DAMAGED, "(PBMAC1) is wrong" },
         "right");
  Judge ({ "no length", file (right, ""), ENROLL_ERROR_DAMAGED, "cannot be checked" }, "right");
  Judge ({ "half a code", file (right.substr (16), "\x20"), ENROLL_ERROR_DAMAGED, "cannot be" },
         "right");
}

/* As some programs write: lengths that are not said, strings in pieces (X.690 section 8.7). */
TEST_F (Pkcs12, InPiecesAreReadAsInOne)
{
  std::string content;
  std::string safe = FileWithoutMac (&content);
  std::string end (2, '\0');
  std::string pieces;

  for (size_t i = 0; i < content.size (); i += 1000)
    pieces += Octets (content.substr (i, 1000));
  std::string open_string = std::string ("\x24\x80", 2) + pieces + end;
  std::string open_safe = std::string ("\x30\x80", 2) + Der (6, kData) +
                          std::string ("\xa0\x80", 2) + open_string + end + end;

  Judge ({ "in pieces", std::string ("\x30\x80", 2) + Number ("\3") + open_safe + end, -1, "" },
         "right");
}
