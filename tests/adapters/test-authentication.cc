/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* What the account's own mail server says about a sender, and what everybody else would like it to
 * have said. */

#include "enrollment.h"

#include "enroll-authentication.h"

#include "private-home.h"

namespace
{

const char server_id[] = "mx.example.edu";
const char good[] = "mx.example.edu; dkim=pass header.d=cert-manager.com";
const char end_of_header[] = "Subject: s\r\n\r\nx\r\n";

struct Field
{
  const char *name;
  const char *value;
  EnrollAuthentication verdict;
};

const EnrollAuthentication kForeign = ENROLL_AUTHENTICATION_FOREIGN;
const EnrollAuthentication kUnproven = ENROLL_AUTHENTICATION_UNPROVEN;
const EnrollAuthentication kProven = ENROLL_AUTHENTICATION_PROVEN;

class AuthenticationField : public GlibTest, public ::testing::WithParamInterface<Field>
{
};

/* clang-format off */
const Field fields[] = {
  { "Plain", good, kProven },
  { "OtherHostOfThePortal", "mx.example.edu; dkim=pass header.d=hard.cert-manager.com", kProven },
  { "HostWithAPort", "mx.example.edu; dkim=pass header.d=portal.example.edu", kProven },
  { "BelowTheHost", "mx.example.edu; dkim=pass header.d=mail.cert-manager.com", kProven },
  { "Identity", "mx.example.edu; dkim=pass header.i=@cert-manager.com header.s=k header.b=ab/cd=", kProven },
  { "Folded", "\r\n mx.example.edu;\r\n\tdkim=pass\r\n\theader.d=cert-manager.com", kProven },
  { "Comments", "(a(b)\\)c) mx.example.edu (x) 1 (y) ; (z) dkim (a) = (b) pass (c) header (d) . (e) d (f) = (g) cert-manager.com (h)", kProven },
  { "Quoted", "\"mx.example.edu\"; dkim=pass header.d=\"cert-manager.com\"", kProven },
  { "UpperCase", "MX.Example.EDU; DKIM=PASS HEADER.D=Cert-Manager.COM", kProven },
  { "Version", "mx.example.edu 1; dkim/1=pass header.d=cert-manager.com", kProven },
  { "Dmarc", "mx.example.edu; dmarc=pass (p=REJECT) header.from=cert-manager.com", kProven },
  { "DmarcAddress", "mx.example.edu; dmarc=pass header.from=support@cert-manager.com", kProven },
  { "SeveralSignatures", "mx.example.edu; dkim=fail header.d=cert-manager.com; dkim=pass header.d=x.example; dkim=pass header.d=cert-manager.com", kProven },
  { "Reason", "mx.example.edu; dkim=pass reason=\"good; key\" header.d=cert-manager.com;", kProven },
  { "OtherMethodsBefore", "mx.example.edu; spf=pass smtp.mailfrom=\"a;b\"@x.example; iprev=pass policy.iprev=192.0.2.1; dkim=pass header.d=cert-manager.com", kProven },

  { "OtherServer", "mx.example.org; dkim=pass header.d=cert-manager.com", kForeign },
  { "ServerBelow", "evil.mx.example.edu; dkim=pass header.d=cert-manager.com", kForeign },
  { "ServerAbove", "example.edu; dkim=pass header.d=cert-manager.com", kForeign },
  { "ServerInAComment", "(mx.example.edu) mx.evil.example; dkim=pass header.d=cert-manager.com", kForeign },
  { "ServerAsAValue", "evil.example; x=\"mx.example.edu; dkim=pass header.d=cert-manager.com\"", kForeign },
  { "ServerWithADot", "mx.example.edu.; dkim=pass header.d=cert-manager.com", kForeign },
  { "NoServer", "; dkim=pass header.d=cert-manager.com", kForeign },
  { "Nothing", "", kForeign },
  { "CommentWithoutEnd", "(mx.example.edu; dkim=pass header.d=cert-manager.com", kForeign },
  { "QuoteWithoutEnd", "\"mx.example.edu; dkim=pass header.d=cert-manager.com", kForeign },
  { "BackslashAtTheEnd", "\"mx.example.edu\\", kForeign },

  { "None", "mx.example.edu; none", kUnproven },
  { "ServerAlone", "mx.example.edu", kUnproven },
  { "SpfAlone", "mx.example.edu; spf=pass smtp.mailfrom=cert-manager.com", kUnproven },
  { "SenderId", "mx.example.edu; sender-id=pass header.from=cert-manager.com", kUnproven },
  { "Fail", "mx.example.edu; dkim=fail header.d=cert-manager.com", kUnproven },
  { "Neutral", "mx.example.edu; dkim=neutral header.d=cert-manager.com", kUnproven },
  { "Passed", "mx.example.edu; dkim=passed header.d=cert-manager.com", kUnproven },
  { "PassInAComment", "mx.example.edu; dkim=fail (dkim=pass) header.d=cert-manager.com", kUnproven },
  { "PassInAReason", "mx.example.edu; dkim=fail reason=\"; dkim=pass\" header.d=cert-manager.com", kUnproven },
  { "ResultInAQuotedMailbox", "mx.example.edu; spf=pass smtp.mailfrom=\"; dkim=pass header.d=cert-manager.com; \"@evil.example", kUnproven },
  { "OtherDomain", "mx.example.edu; dkim=pass header.d=evil.example", kUnproven },
  { "SuffixOfTheHost", "mx.example.edu; dkim=pass header.d=evilcert-manager.com", kUnproven },
  { "PrefixOfTheHost", "mx.example.edu; dkim=pass header.d=cert-manager.com.evil.example", kUnproven },
  { "ParentOfTheHost", "mx.example.edu; dkim=pass header.d=com", kUnproven },
  { "DotBefore", "mx.example.edu; dkim=pass header.d=.cert-manager.com", kUnproven },
  { "DotAfter", "mx.example.edu; dkim=pass header.d=cert-manager.com.", kUnproven },
  { "LocalHostIsNoDomain", "mx.example.edu; dkim=pass header.d=localhost", kUnproven },
  { "LookAlike", "mx.example.edu; dkim=pass header.d=\xd1\x81" "ert-manager.com", kUnproven },
  { "SignerBeatsIdentity", "mx.example.edu; dkim=pass header.d=evil.example header.i=@cert-manager.com", kUnproven },
  { "SignerTwice", "mx.example.edu; dkim=pass header.d=evil.example header.d=cert-manager.com", kUnproven },
  { "IdentityWithTwoAts", "mx.example.edu; dkim=pass header.i=@cert-manager.com@evil.example", kUnproven },
  { "FromOfDkim", "mx.example.edu; dkim=pass header.from=cert-manager.com", kUnproven },
  { "SignerOfDmarc", "mx.example.edu; dmarc=pass header.d=cert-manager.com", kUnproven },
  { "SmtpProperty", "mx.example.edu; dkim=pass smtp.d=cert-manager.com", kUnproven },
  { "DmarcFails", "mx.example.edu; dkim=pass header.d=cert-manager.com; dmarc=fail header.from=x.example", kUnproven },
  { "DmarcBestGuess", "mx.example.edu; dmarc=bestguesspass header.from=cert-manager.com", kUnproven },
  { "OtherVersion", "mx.example.edu 2; dkim=pass header.d=cert-manager.com", kUnproven },
  { "OtherMethodVersion", "mx.example.edu; dkim/2=pass header.d=cert-manager.com", kUnproven },
  { "SemicolonMissing", "mx.example.edu dkim=pass header.d=cert-manager.com", kUnproven },
  { "JunkAtTheEnd", "mx.example.edu; dkim=pass header.d=cert-manager.com; )", kUnproven },
  { "CommentWithoutEndLater", "mx.example.edu; dkim=pass header.d=cert-manager.com (", kUnproven },
  { "QuoteWithoutEndLater", "mx.example.edu; dkim=pass header.d=\"cert-manager.com", kUnproven },
  { "NoResult", "mx.example.edu; dkim= header.d=cert-manager.com", kUnproven },
  { "NoValue", "mx.example.edu; dkim=pass header.d=; dkim=pass header.d=cert-manager.com", kUnproven },
  { "Encoded", "mx.example.edu; =?utf-8?q?dkim=3Dpass?= header.d=cert-manager.com", kUnproven },
};
/* clang-format on */

class Authentication : public GlibTest
{
protected:
  Authentication ()
  {
    PrivateHome::Get ();
    portal = LoadPortal ("localhost:8443");
  }

  ~Authentication () override
  {
    enroll_portal_unref (portal);
  }

  /* The host that a message with these header fields, of an account at this server, is proven from. */
  std::string
  Find (const std::string &header,
        const char *setting = "mx.example.edu example.edu",
        const char *server = "imap.example.edu") const
  {
    g_autoptr (CamelMimeMessage) message = camel_mime_message_new ();
    std::string text = header + end_of_header;

    EXPECT_TRUE (camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                              text.data (),
                                                              static_cast<gssize> (text.size ()),
                                                              nullptr,
                                                              nullptr));
    std::string host = Take (enroll_authentication_dup_host (message, setting, server, portal));
    return host != "(null)" ? host : "";
  }

  static std::string
  Result (const std::string &value)
  {
    return "Authentication-Results: " + value + "\r\n";
  }

  EnrollPortal *portal;
  const std::string hop = "Received: from a by b; Mon, 1 Jun 2026 10:00:00 +0000\r\n";
  const std::string from = "From: Sectigo <support@cert-manager.com>\r\n";
  const std::string own = Result (good);
};

}

TEST_P (AuthenticationField, IsJudged)
{
  const char *const hosts[] = { "cert-manager.com",
                                "hard.cert-manager.com",
                                "portal.example.edu:8443",
                                "localhost:8443",
                                nullptr };
  const char *host = nullptr;

  EXPECT_EQ (enroll_authentication_judge (GetParam ().value, server_id, hosts, &host),
             GetParam ().verdict);
  EXPECT_EQ (host != nullptr, GetParam ().verdict == kProven);
}

INSTANTIATE_TEST_SUITE_P (Table,
                          AuthenticationField,
                          ::testing::ValuesIn (fields),
                          [] (const auto &info) { return std::string (info.param.name); });

TEST_F (Authentication, OfTheOwnServerIsBelieved)
{
  EXPECT_EQ (Find (own + hop + from), "cert-manager.com");
  EXPECT_EQ (Find ("Delivered-To: a@example.edu\r\n" + hop + hop + own + hop + from),
             "cert-manager.com");
  EXPECT_EQ (Find (Result ("other.example; dkim=pass header.d=x.example") + own + from),
             "cert-manager.com");
}

TEST_F (Authentication, IsBelievedOnlyWhereTheServerIsTheAccounts)
{
  EXPECT_EQ (Find (own + from, "mx.example.edu", "mx.example.edu"), "cert-manager.com");
  EXPECT_EQ (Find (own + from, "mx.example.edu", "a.MX.example.edu"), "cert-manager.com");
  EXPECT_EQ (Find (own + from, "mx.example.edu", "imap.example.edu"), "");
  EXPECT_EQ (Find (own + from, "mx.example.edu imap.mail.example", "imap.mail.example"),
             "cert-manager.com");
  for (const char *server : { "imap.evil.example", "evilexample.edu", "example.edu.evil", "edu" })
    EXPECT_EQ (Find (own + from, "mx.example.edu example.edu", server), "") << server;
  EXPECT_EQ (Find (own + from, "mx.example.edu edu", "imap.evil.edu"), "");
  EXPECT_EQ (Find (own + from, "mx.example.edu example.edu", nullptr), "") << "a local folder";
  EXPECT_EQ (Find (own + from, "mx.example.edu example.edu", ""), "");
  EXPECT_EQ (Find (own + from, nullptr, "imap.example.edu"), "") << "nothing is set";
  EXPECT_EQ (Find (own + from, "", "imap.example.edu"), "");
  EXPECT_EQ (Find (own + from, " ", "imap.example.edu"), "");
}

TEST_F (Authentication, WhatTheSenderWroteIsNotBelieved)
{
  EXPECT_EQ (Find (hop + from + own), "") << "it stands below what the sender wrote";
  EXPECT_EQ (Find (hop + "DKIM-Signature: v=1\r\n" + own + from), "");
  EXPECT_EQ (
      Find (Result ("mx.example.edu; dkim=fail header.d=cert-manager.com") + hop + own + from),
      "")
      << "only the topmost counts";
  EXPECT_EQ (Find (own + hop + own + from), "") << "the server leaves forged ones alone";
  EXPECT_EQ (Find (own + hop + from + own), "");
  EXPECT_EQ (Find (Result ("mx.example.edu; spf=pass") + own + hop + from), "");
  EXPECT_EQ (Find (own + hop + "From: a@cert-manager.com, b@evil.example\r\n"), "")
      << "two authors";
  EXPECT_EQ (Find (own + hop), "") << "no author";
  EXPECT_EQ (Find ("ARC-Authentication-Results: i=1; " + std::string (good) + "\r\n" + from), "");
  EXPECT_EQ (Find ("X-Authentication-Results: " + std::string (good) + "\r\n" + from), "");
  EXPECT_EQ (Find ("X-Note: x\r\n Authentication-Results: " + std::string (good) + "\r\n" + from),
             "");
}

TEST_F (Authentication, HugeFieldsAreReadOnceAndProveNothing)
{
  const size_t size = 1 << 20;

  for (const std::string &value : { good + std::string (size, ' '),
                                    good + std::string (size, '('),
                                    good + ("; a=" + std::string (size, 'b')),
                                    std::string (size, '(') + good,
                                    std::string (size, '"') + good,
                                    "mx.example.edu" + std::string (size, ';') })
    {
      const char *const hosts[] = { "cert-manager.com", nullptr };
      const char *host = nullptr;

      EXPECT_NE (enroll_authentication_judge (value.c_str (), server_id, hosts, &host), kProven);
      EXPECT_EQ (Find (Result (value) + from), "");
    }
  std::string many = "mx.example.edu";
  for (int i = 0; i < 100; i++)
    many += "; spf=pass";
  EXPECT_EQ (Find (Result (many + "; dkim=pass header.d=cert-manager.com") + from), "");
}
