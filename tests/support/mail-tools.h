/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <string>

namespace e2e
{

struct Verified
{
  bool ok = false;
  std::string signer;  /* the e-mail address in the signer's certificate */
  std::string content; /* what was signed */
  std::string error;   /* what the verifier said */
};

/* Checks a signed message as its receiver does: for S/MIME, up to a root in ca_file. */
Verified VerifySigned (const std::string &message, const std::string &ca_file);

/* A message from Bob that the owner of the certificate alone can read; empty on failure. */
std::string EncryptTo (const std::string &certificate_pem,
                       const std::string &text,
                       const std::string &subject = "Only for you",
                       const std::string &to = "alice@example.edu");

/* A message from Bob in plain text. */
std::string PlainMessage (const std::string &subject,
                          const std::string &text,
                          const std::string &to = "alice@example.edu");

}
