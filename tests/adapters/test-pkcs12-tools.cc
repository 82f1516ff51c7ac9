/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enroll-error.h"

#include <glib/gstdio.h>

#include "certificate-corpus.h"
#include "glib-test.h"
#include "tool.h"

namespace
{

/* Passwords of all kinds of characters. */
const std::vector<std::pair<std::string, std::string>> passwords = {
  { "plain", "pass word" },
  { "empty", "" },
  { "beyond ASCII", "ä€-Grüße" },
  { "beyond 16 bits", "🔑key" },
};

/* A way to protect, and the words of the refusal if it cannot be read. */
struct Way
{
  std::vector<std::string> options;
  const char *words;
};

class Pkcs12Tools : public GlibTest
{
protected:
  Pkcs12Tools ()
  {
    World world;

    chain = folder.Write ("chain.pem", world.All ());
    key = WriteKey ("key.pem", TestKey ("leaf"));
  }

  std::string
  WriteKey (const std::string &name, gnutls_x509_privkey_t private_key)
  {
    gnutls_datum_t pem = { nullptr, 0 };

    EXPECT_EQ (gnutls_x509_privkey_export2_pkcs8 (private_key,
                                                  GNUTLS_X509_FMT_PEM,
                                                  nullptr,
                                                  GNUTLS_PKCS_PLAIN,
                                                  &pem),
               0);
    std::string text (reinterpret_cast<char *> (pem.data), pem.size);
    gnutls_free (pem.data);
    return folder.Write (name, text);
  }

  /* Runs a tool that makes made.p12; false if this version of it cannot. */
  bool
  Make (const std::vector<std::string> &arguments)
  {
    bool ok = false;

    g_unlink (folder.File ("made.p12").c_str ());
    last_output = RunTool (arguments, &ok);
    n_not_made += ok ? 0 : 1;
    return ok;
  }

  /* Whether what was made ends as it should: opened if @words is empty. */
  void
  Judge (const std::string &name, const std::string &password, int code, const char *words)
  {
    g_autoptr (GError) error = nullptr;
    g_autoptr (EnrollCredential) credential = ReadCredential (folder.Read ("made.p12"),
                                                              nullptr,
                                                              password.c_str (),
                                                              kAlice,
                                                              kToday,
                                                              &error);
    bool is_right = words[0] == '\0'
                        ? credential != nullptr
                        : error != nullptr && error->code == code &&
                              std::string (error->message).find (words) != std::string::npos;

    n_tried++;
    n_opened += credential != nullptr ? 1 : 0;
    EXPECT_TRUE (is_right) << name << ": " << (error != nullptr ? error->message : "opened");
  }

  std::vector<std::string>
  Openssl (const std::string &password, const std::vector<std::string> &options)
  {
    std::vector<std::string> arguments = { "openssl",
                                           "pkcs12",
                                           "-export",
                                           "-inkey",
                                           key,
                                           "-in",
                                           chain,
                                           "-out",
                                           folder.File ("made.p12"),
                                           "-passout",
                                           "pass:" + password };

    arguments.insert (arguments.end (), options.begin (), options.end ());
    return arguments;
  }

  void
  Report (const char *what) const
  {
    std::cout << what << ": tried " << n_tried << ", opened " << n_opened
              << ", refused for the right reason " << n_tried - n_opened
              << ", not made by the tool " << n_not_made << std::endl;
  }

  ToolFolder folder;
  std::string chain;
  std::string key;
  std::string last_output;
  int n_tried = 0;
  int n_opened = 0;
  int n_not_made = 0;
};

}

TEST_F (Pkcs12Tools, OpensslsCiphersAreOpenedOrNamed)
{
  for (const auto &way : std::vector<Way>{
           { { "-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC" }, "" },
           { { "-keypbe", "AES-192-CBC", "-certpbe", "AES-128-CBC" }, "" },
           { { "-keypbe", "DES-EDE3-CBC", "-certpbe", "DES-EDE3-CBC" }, "" },
           { { "-keypbe", "CAMELLIA-256-CBC", "-certpbe", "CAMELLIA-256-CBC" }, "Camellia" },
           { { "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES" }, "" },
           { { "-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40" }, "" },
           { { "-legacy", "-keypbe", "PBE-SHA1-RC4-128", "-certpbe", "PBE-SHA1-RC4-128" }, "" },
           { { "-legacy", "-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "AES-256-CBC" },
             "the key of the PKCS#12 file is protected by RC2-128 with SHA-1" },
           { { "-legacy", "-keypbe", "AES-256-CBC", "-certpbe", "PBE-SHA1-RC4-40" },
             "of the PKCS#12 file is protected by RC4-40 with SHA-1" },
           { { "-legacy", "-keypbe", "PBE-SHA1-2DES", "-certpbe", "AES-256-CBC" },
             "two-key Triple DES with SHA-1" },
           { { "-keypbe", "NONE", "-certpbe", "AES-256-CBC" }, "" },
           { { "-keypbe", "AES-256-CBC", "-certpbe", "NONE" }, "" },
           { { "-keypbe", "NONE", "-certpbe", "NONE" }, "" },
       })
    {
      for (const auto &[kind, password] : passwords)
        {
          if (Make (Openssl (password, way.options)))
            Judge ("openssl " + way.options[1] + " " + way.options[3] + " " + kind,
                   password,
                   ENROLL_ERROR_PROTECTION,
                   way.words);
        }
    }
  Report ("openssl, ciphers");
  EXPECT_GE (n_tried, 40);
}

TEST_F (Pkcs12Tools, OpensslsIntegrityCodesAreCheckedOrNamed)
{
  for (const auto &way : std::vector<Way>{
           { { "-macalg", "sha1" }, "" },
           { { "-macalg", "sha224" }, "" },
           { { "-macalg", "sha256" }, "" },
           { { "-macalg", "sha384" }, "" },
           { { "-macalg", "sha512" }, "" },
           { { "-macalg", "md5" }, "MD5" },
           { { "-macalg", "sha3-256" }, "SHA3-256" },
           { { "-nomac" }, "" },
           { { "-macalg", "sha256", "-nomaciter" }, "" },
           { { "-macalg", "sha512", "-iter", "100000" }, "" },
       })
    {
      for (const auto &[kind, password] : passwords)
        {
          std::string name = "openssl " + way.options.back () + " " + kind;

          if (!Make (Openssl (password, way.options)))
            continue;
          Judge (name, password, ENROLL_ERROR_PROTECTION, way.words);
          if (way.words[0] == '\0')
            Judge (name + ", wrong", password + "x", ENROLL_ERROR_PASSWORD, "another password");
        }
    }
  Report ("openssl, integrity codes");
  EXPECT_GE (n_tried, 60);
}

TEST_F (Pkcs12Tools, KeysOfAllKindsAreTakenOrNamed)
{
  const struct
  {
    const char *name;
    gnutls_pk_algorithm_t algorithm;
    unsigned bits;
    const char *words;
  } keys[] = {
    { "leaf", GNUTLS_PK_RSA, 2048, "" },
    { "rsa3072", GNUTLS_PK_RSA, 3072, "" },
    { "ec256", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), "EC/ECDSA" },
    { "ec384", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1), "EC/ECDSA" },
    { "ed25519", GNUTLS_PK_EDDSA_ED25519, 256, "Ed25519" },
    { "ed448", GNUTLS_PK_EDDSA_ED448, 456, "Ed448" },
    { "pss", GNUTLS_PK_RSA_PSS, 2048, "RSA-PSS" },
  };

  for (const auto &row : keys)
    {
      World world;

      world.leaf_key = TestKey (row.name, row.algorithm, row.bits);
      world.leaf_plan.usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
      chain = folder.Write ("chain.pem", world.All ());
      key = WriteKey ("key.pem", world.leaf_key);
      if (Make (Openssl ("right", {})))
        Judge (row.name, "right", ENROLL_ERROR_KEY_KIND, row.words);
    }
  Report ("keys");
  EXPECT_EQ (n_tried, 7);
}

TEST_F (Pkcs12Tools, CerttoolsFilesAreOpened)
{
  const char *const ciphers[] = { "aes-128", "aes-192",     "aes-256", "3des",
                                  "rc2-40",  "3des-pkcs12", "arcfour" };

  /* It makes, and asks for, very many rounds: each cipher with one password only. */
  for (size_t i = 0; i < G_N_ELEMENTS (ciphers); i++)
    {
      const auto &[kind, password] = passwords[i % passwords.size ()];

      if (Make ({ "certtool",
                  "--to-p12",
                  "--outder",
                  "--p12-name",
                  "Alice",
                  "--pkcs-cipher",
                  ciphers[i],
                  "--load-privkey",
                  key,
                  "--load-certificate",
                  chain,
                  password.empty () ? "--empty-password" : "--password=" + password,
                  "--outfile",
                  folder.File ("made.p12") }))
        Judge (std::string ("certtool ") + ciphers[i] + " " + kind, password, -1, "");
    }
  Report ("certtool");
  EXPECT_EQ (n_tried, 7);
}

TEST_F (Pkcs12Tools, Pk12utilsFilesAreOpened)
{
  std::string database = "sql:" + folder.File ("nss");

  ASSERT_TRUE (Make (Openssl ("right", { "-name", "alice" })));
  ASSERT_EQ (g_mkdir (folder.File ("nss").c_str (), 0700), 0);
  RunTool ({ "certutil", "-N", "-d", database, "--empty-password" });
  RunTool ({ "pk12util", "-i", folder.File ("made.p12"), "-d", database, "-W", "right" });
  const std::pair<std::string, std::string> ciphers[] = {
    { "AES-256-CBC", "AES-256-CBC" },
    { "AES-128-CBC", "AES-128-CBC" },
    { "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC",
      "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC" },
    { "AES-256-CBC", "none" },
  };

  for (size_t i = 0; i < 2 * G_N_ELEMENTS (ciphers); i++)
    {
      const auto &[of_key, of_certificate] = ciphers[i / 2];
      const auto &[kind, password] = passwords[i % passwords.size ()];

      if (Make ({ "pk12util",
                  "-o",
                  folder.File ("made.p12"),
                  "-n",
                  "alice",
                  "-d",
                  database,
                  "-W",
                  password,
                  "-c",
                  of_key,
                  "-C",
                  of_certificate }))
        Judge ("pk12util " + of_key + " " + kind, password, -1, "");
    }
  Report ("pk12util");
  EXPECT_GE (n_tried, 8);
}

TEST_F (Pkcs12Tools, KeytoolsFilesAreOpened)
{
  std::string source = folder.File ("source.p12");

  ASSERT_TRUE (Make (Openssl ("password", { "-name", "alice" })));
  folder.Write ("source.p12", folder.Read ("made.p12"));
  for (const auto &options : std::vector<std::vector<std::string>>{
           {},
           { "-J-Dkeystore.pkcs12.legacy" },
           { "-J-Dkeystore.pkcs12.macAlgorithm=NONE" },
           { "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
             "-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512" },
       })
    {
      std::vector<std::string> arguments = { "keytool",
                                             "-importkeystore",
                                             "-noprompt",
                                             "-srckeystore",
                                             source,
                                             "-srcstoretype",
                                             "PKCS12",
                                             "-srcstorepass",
                                             "password",
                                             "-destkeystore",
                                             folder.File ("made.p12"),
                                             "-deststoretype",
                                             "PKCS12",
                                             "-deststorepass",
                                             "pass word" };

      arguments.insert (arguments.end (), options.begin (), options.end ());
      if (Make (arguments))
        Judge (std::string ("keytool ") + (options.empty () ? "" : options[0].c_str ()),
               "pass word",
               -1,
               "");
      else
        ADD_FAILURE () << last_output;
    }
  Report ("keytool");
}
