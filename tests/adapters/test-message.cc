/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "enrollment.h"

#include "enroll-message.h"

#include "private-home.h"

namespace
{

const char good[] = "https://cert-manager.com/customer/InCommon/smime/invite/T0ken-1234567890";

class Message : public GlibTest
{
protected:
  Message ()
  {
    PrivateHome::Get ();
    portal = LoadPortal ("localhost:8443");
  }

  ~Message () override
  {
    enroll_portal_unref (portal);
  }

  CamelMimeMessage *
  Parse (const std::string &text) const
  {
    CamelMimeMessage *message = camel_mime_message_new ();

    EXPECT_TRUE (camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                              text.data (),
                                                              static_cast<gssize> (text.size ()),
                                                              nullptr,
                                                              nullptr));
    return message;
  }

  /* The link that is found in a message of this type and body. */
  std::string
  Find (const std::string &type, const std::string &body) const
  {
    return FindIn ("Content-Type: " + type + "\r\n\r\n" + body);
  }

  std::string
  FindIn (const std::string &text) const
  {
    g_autoptr (CamelMimeMessage) message = Parse (
        "From: a@example.edu\r\nTo: b@example.edu\r\nSubject: s\r\nMIME-Version: 1.0\r\n" + text);
    g_autoptr (EnrollInvitation) invitation = enroll_message_find_invitation (message, portal);

    return invitation != nullptr ? enroll_invitation_peek_link (invitation) : "";
  }

  EnrollPortal *portal;
};

std::string
Part (const std::string &type, const std::string &body)
{
  return "--b\r\nContent-Type: " + type + "\r\n\r\n" + body + "\r\n";
}

struct Body
{
  const char *name;
  const char *type;
  const char *before;
  const char *after;
};

class GoodLink : public Message, public ::testing::WithParamInterface<Body>
{
};

/* clang-format off */
const Body bodies[] = {
  { "Text", "text/plain", "Open ", " soon." },
  { "AtTheEnd", "text/plain", "Open ", "" },
  { "EndOfSentence", "text/plain", "Open ", ".\r\nThen" },
  { "Brackets", "text/plain", "Open <", "> soon" },
  { "Parentheses", "text/plain", "Open (", "), please" },
  { "Quotes", "text/plain", "Open \"", "\"!" },
  { "Html", "text/html", "<p><a href=\"", "\">Verify</a></p>" },
  { "SingleQuotes", "text/html", "<a href='", "'>Verify</a>" },
  { "NoQuotes", "text/html", "<a href=", ">Verify</a>" },
  { "OtherTextShown", "text/html", "<a href=\"", "\">https://www.example.edu/customer/x/smime</a>" },
  { "ShortenedTextShown", "text/html", "<a href=\"", "\">https://cert-manager.com/customer/InCommon/smime/inv...</a>" },
  { "EscapedBrackets", "text/html", "<p>Open &lt;", "&gt; soon</p>" },
  { "EscapedQuotes", "text/html", "<p>Open &quot;", "&quot; soon</p>" },
  { "NoBreakSpace", "text/html", "<p>Open&nbsp;", "&nbsp;soon</p>" },
  { "ShownInBrackets", "text/html", "<p>&lt;<a href=\"", "\">here</a>&gt;</p>" },
  { "Parameters", "TEXT/HTML; charset=\"utf-8\"", "<a href=\"", "\">" },
};

const char *const bad_links[] = {
  "http://cert-manager.com/customer/InCommon/smime/invite/T0ken",
  "https://portal.example.edu/customer/InCommon/smime/invite/T0ken",
  "https://cert-manager.com.example.edu/customer/InCommon/smime/invite/T0ken",
  "https://notcert-manager.com/customer/InCommon/smime/invite/T0ken",
  "https://user@cert-manager.com/customer/InCommon/smime/invite/T0ken",
  "https://cert-manager.com@portal.example.edu/customer/InCommon/smime/invite/T0ken",
  "https://cert-manager.com:8443/customer/InCommon/smime/invite/T0ken",
  "https://localhost/customer/InCommon/smime/invite/T0ken",
  "https://cert-manager.com/customer/InCommon/smime/help",
  "https://cert-manager.com/customer/InCommon/smime/help/T0ken",
  "https://cert-manager.com/customer/InCommon/smime/logo.png",
  "https://cert-manager.com/customer/InCommon/ssl/T0ken",
  "https://cert-manager.com/",
  "https://cert-manager.com",
  "https://",
  "ftps://cert-manager.com/customer/InCommon/smime/T0ken",
};
/* clang-format on */

}

TEST_P (GoodLink, IsFoundToTheLetter)
{
  EXPECT_EQ (Find (GetParam ().type, std::string (GetParam ().before) + good + GetParam ().after),
             good);
}

INSTANTIATE_TEST_SUITE_P (Places, GoodLink, ::testing::ValuesIn (bodies), [] (const auto &info) {
  return std::string (info.param.name);
});

TEST_F (Message, OtherLinksAreNoInvitation)
{
  for (const char *link : bad_links)
    {
      EXPECT_EQ (Find ("text/plain", std::string ("See ") + link + " now"), "") << link;
      EXPECT_EQ (Find ("text/html", std::string ("<a href=\"") + link + "\">x</a>"), "") << link;
    }
  EXPECT_EQ (Find ("text/plain", ""), "");
}

TEST_F (Message, WhatIsShownDoesNotCount)
{
  EXPECT_EQ (Find ("text/html",
                   std::string ("<a href=\"https://portal.example.edu/\">cert-manager.com/customer/"
                                "InCommon/smime/invite/T0ken</a>")),
             "");
}

TEST_F (Message, AnAllowedPortIsAllowed)
{
  const char link[] = "https://localhost:8443/customer/x/smime/invite/T0ken";

  EXPECT_EQ (Find ("text/plain", link), link);
}

TEST_F (Message, AmpersandsOfHtmlAreDecoded)
{
  std::string link = "https://cert-manager.com/customer/x/smime?action=invite&code=a1&email=b%40c";

  for (const char *form : { "&amp;", "&#38;", "&#x26;", "&AMP;", "&" })
    {
      std::string written = link;

      written.replace (written.find ("&email"), 1, form);
      written.replace (written.find ("&code"), 1, form);
      EXPECT_EQ (Find ("text/html", "<a href=\"" + written + "\">x</a>"), link) << form;
    }
  EXPECT_EQ (Find ("text/plain", link), link);
}

TEST_F (Message, TransferEncodingsAreDecoded)
{
  std::string quoted = "Content-Type: text/plain; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                       "Gr=C3=BC=C3=9Fe https://cert-manager.com/customer/x/smime?t=3Da=\r\n"
                       "b=26c=3D1 now\r\n";
  std::string html = std::string ("<a href=\"") + good + "\">x</a>";
  g_autofree char *coded =
      g_base64_encode (reinterpret_cast<const guchar *> (html.data ()), html.size ());

  EXPECT_EQ (FindIn (quoted), "https://cert-manager.com/customer/x/smime?t=ab&c=1");
  EXPECT_EQ (FindIn (std::string ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64"
                                  "\r\n\r\n") +
                     coded + "\r\n"),
             good);
}

TEST_F (Message, LooksIntoSignedAndAlternativeParts)
{
  std::string alternative = "multipart/alternative; boundary=c\r\n\r\n"
                            "--c\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
                            "--c\r\nContent-Type: text/html\r\n\r\n<a href=\"" +
                            std::string (good) + "\">x</a>\r\n--c--";

  EXPECT_EQ (Find ("multipart/signed; boundary=b; micalg=sha-256; "
                   "protocol=\"application/pkcs7-signature\"",
                   "--b\r\nContent-Type: " + alternative + "\r\n" +
                       Part ("application/pkcs7-signature", "MIIB") + "--b--\r\n"),
             good);
}

TEST_F (Message, ASignedMessageMayBeBroken)
{
  const char *type = "multipart/signed; boundary=b; protocol=\"application/pkcs7-signature\"";
  std::string text = Part ("text/plain", good);
  std::string other = Part ("text/plain", std::string (good) + "-and-more");

  EXPECT_EQ (Find (type, text), good);
  EXPECT_EQ (Find (type, "Hello\r\n" + text + "--b--\r\n"), good);
  EXPECT_EQ (Find (type, "\n--b \t\nContent-Type: text/plain\n\n" + std::string (good)), good);
  EXPECT_EQ (Find (type, text + other + other + "--b--\r\n"), good);
  EXPECT_EQ (Find (type,
                   "--b\r\nContent-Type: multipart/mixed; boundary=b-2\r\n\r\n--b-2\r\n"
                   "Content-Type: text/plain\r\n\r\nHello\r\n--b-2\r\n\r\n" +
                       std::string (good) + "\r\n--b-2--\r\n--b--\r\n"),
             good);
  EXPECT_EQ (Find (type, "--b"), "");
  EXPECT_EQ (Find (type, "--b--\r\n--b\r\n" + text), "");
  EXPECT_EQ (Find (type, "--b\r\n--b-2\r\n\r\n--b\r\n--b--"), "");
  EXPECT_EQ (Find (type, " --b\r\n\r\n" + std::string (good)), "");
  EXPECT_EQ (Find ("multipart/signed; boundary=\"\"", "--\r\n\r\n" + std::string (good)), "");
  EXPECT_EQ (Find ("multipart/signed", text), "");
}

TEST_F (Message, AForwardedMessageIsNotTheMessage)
{
  std::string inner = std::string ("From: x@example.edu\r\nSubject: Invitation\r\n"
                                   "Content-Type: text/plain\r\n\r\n") +
                      good;

  EXPECT_EQ (Find ("multipart/mixed; boundary=b",
                   Part ("text/plain", "See below") + Part ("message/rfc822", inner) + "--b--\r\n"),
             "");
  EXPECT_EQ (Find ("message/rfc822", inner), "");
}

TEST_F (Message, OtherTypesAreNotLookedAt)
{
  EXPECT_EQ (Find ("application/octet-stream", good), "");
  EXPECT_EQ (Find ("text/calendar", good), "");
  EXPECT_EQ (Find ("multipart/mixed; boundary=b", Part ("application/pdf", good) + "--b--\r\n"),
             "");
}

TEST_F (Message, TheLinkWithTheTokenWins)
{
  std::string start = "https://cert-manager.com/customer/InCommon/smime";
  std::string text = "Start page: " + start + "\r\nHelp: " + start +
                     "/help/a-very-long-page-about-everything-that-may-go-wrong-with-enrollments" +
                     "\r\nYour link: " + good + "\r\nAgain: " + start + "\r\n";

  EXPECT_EQ (Find ("text/plain", text), good);
  EXPECT_EQ (Find ("multipart/alternative; boundary=b",
                   Part ("text/plain", start) + Part ("text/html", text) + "--b--\r\n"),
             good);
}

TEST_F (Message, LargeBodiesAreReadUpToALimit)
{
  std::string filler;

  while (filler.size () < 300 * 1024)
    filler += "Nothing to see here, please go on with the next line of this letter.\r\n";
  EXPECT_EQ (Find ("text/plain", good + std::string ("\r\n") + filler), good);
  EXPECT_EQ (Find ("text/plain", filler + good), "") << "what is beyond the limit is not read";
  EXPECT_EQ (Find ("text/plain", std::string (300 * 1024, ':')), "");
}

TEST_F (Message, ManyPartsAndDeepOnesDoNotMatter)
{
  std::string many = Part ("text/plain", good);
  std::string deep;

  for (int i = 0; i < 1000; i++)
    many += Part ("text/plain", "x");
  EXPECT_EQ (Find ("multipart/mixed; boundary=b", many + "--b--\r\n"), good);
  for (int i = 0; i < 100; i++)
    deep += "multipart/mixed; boundary=b" + std::to_string (i) + "\r\n\r\n--b" +
            std::to_string (i) + "\r\nContent-Type: ";
  EXPECT_EQ (FindIn ("Content-Type: " + deep + "text/plain\r\n\r\n" + good), "");
}

TEST_F (Message, BrokenMessagesDoNotMatter)
{
  EXPECT_EQ (FindIn (""), "");
  EXPECT_EQ (FindIn ("Content-Type: multipart/mixed\r\n\r\n"), "");
  EXPECT_EQ (Find ("multipart/mixed; boundary=b", "--b--"), "");
  EXPECT_EQ (FindIn ("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%"),
             "");
  EXPECT_EQ (Find ("text/plain", std::string ("https:\0//x https://", 19)), "");
  EXPECT_EQ (Find ("text/plain", good + std::string (5000, 'x')), "");
}

TEST_F (Message, RecipientsComeInOrder)
{
  g_autoptr (CamelMimeMessage) message =
      Parse ("X-Original-To: six@example.edu\r\nDelivered-To: <five@example.edu>\r\n"
             "Cc: three@example.edu, \"Four, A.\" <four@example.edu>\r\n"
             "To: One <one@example.edu>, two@example.edu\r\nSubject: s\r\n\r\nx");
  g_autoptr (CamelMimeMessage) nobody = Parse ("Subject: s\r\n\r\nx");
  g_auto (GStrv) recipients = enroll_message_dup_recipients (message);
  g_auto (GStrv) none = enroll_message_dup_recipients (nobody);

  EXPECT_EQ (Strings (recipients),
             (std::vector<std::string>{ "one@example.edu",
                                        "two@example.edu",
                                        "three@example.edu",
                                        "four@example.edu",
                                        "five@example.edu",
                                        "six@example.edu" }));
  EXPECT_TRUE (Strings (none).empty ());
}

TEST_F (Message, AnInvitationKnowsItsHost)
{
  g_autoptr (CamelMimeMessage) message =
      Parse (std::string ("To: Alice <alice@example.edu>\r\nSubject: s\r\n\r\n") + good);
  g_autoptr (EnrollInvitation) invitation = enroll_message_find_invitation (message, portal);

  ASSERT_NE (invitation, nullptr);
  EXPECT_STREQ (enroll_invitation_get_host (invitation), "cert-manager.com");
  EXPECT_TRUE (enroll_invitation_is_one_use (invitation));
}

TEST_F (Message, TheMailsOfThePortalAreRecognised)
{
  for (unsigned seed = 0; seed < 10; seed++)
    {
      for (const char *generation : { "a", "b" })
        {
          Enrollment enrollment;

          enrollment.Site ().Knob ("generation", generation);
          ASSERT_TRUE (enrollment.Begin (seed, "alice@example.edu"));
          ASSERT_TRUE (enrollment.Site ().Invite ("bob@example.edu", "Bob", "Example"));
          std::string link = enrollment.LinkInLastMail ();
          EXPECT_EQ (link.find (enrollment.Site ().Base ()), 0u)
              << "seed " << seed << ": " << enrollment.Site ().LastMail ();
          g_autoptr (CamelMimeMessage) message = Parse (enrollment.Site ().LastMail ());
          g_auto (GStrv) recipients = enroll_message_dup_recipients (message);
          EXPECT_STREQ (recipients[0], "bob@example.edu");
        }
    }
}
