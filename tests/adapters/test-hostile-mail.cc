/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A forged invitation can at worst lead to the genuine portal. */

#include <cstdio>

#include "enrollment.h"

#include "enroll-message.h"

#include "hostile-addresses.h"
#include "hostile-invitations.h"
#include "patience.h"
#include "private-home.h"

namespace
{

const char genuine[] = "https://cert-manager.com/customer/InCommon/smime/invite/T0ken";

class HostileMail : public GlibTest
{
protected:
  HostileMail ()
  {
    PrivateHome::Get ();
    portal = LoadPortal ("localhost:8443");
  }

  ~HostileMail () override
  {
    enroll_portal_unref (portal);
  }

  static CamelMimeMessage *
  Parse (const std::string &text)
  {
    CamelMimeMessage *message = camel_mime_message_new ();

    EXPECT_TRUE (camel_data_wrapper_construct_from_data_sync (CAMEL_DATA_WRAPPER (message),
                                                              text.data (),
                                                              static_cast<gssize> (text.size ()),
                                                              nullptr,
                                                              nullptr));
    return message;
  }

  std::string
  Find (const std::string &text) const
  {
    g_autoptr (CamelMimeMessage) message = Parse (text);
    g_autoptr (EnrollInvitation) invitation = enroll_message_find_invitation (message, portal);

    return invitation != nullptr ? enroll_invitation_peek_link (invitation) : "";
  }

  static std::vector<std::string>
  Recipients (const std::string &header)
  {
    g_autoptr (CamelMimeMessage) message = Parse (header + "Subject: s\r\n\r\nx\r\n");
    g_auto (GStrv) recipients = enroll_message_dup_recipients (message);

    return Strings (recipients);
  }

  EnrollPortal *portal;
};

}

TEST_F (HostileMail, LeadsToTheGenuinePortalOrNowhere)
{
  int tried = 0;
  int refused = 0;
  int wrong = 0;

  for (const auto &invitation : hostile::invitations)
    {
      double start = ProcessorSeconds ();
      std::string link = Find ("From: Sectigo Certificate Manager <support@cert-manager.com>\r\n"
                               "To: alice@example.edu\r\nSubject: Certificate Enrollment "
                               "Invitation\r\nMIME-Version: 1.0\r\n" +
                               invitation.text);

      tried++;
      refused += link.empty () ? 1 : 0;
      wrong += link != invitation.link ? 1 : 0;
      EXPECT_EQ (link, invitation.link) << invitation.name;
      EXPECT_LT (ProcessorSeconds () - start, 5 * Patience ()) << invitation.name;
    }
  printf ("invitations: %d tried, %d refused, %d lead to the genuine portal, "
          "wrongly accepted = %d\n",
          tried,
          refused,
          tried - refused,
          wrong);
}

TEST_F (HostileMail, NoTrickWithAnAddressPassesInText)
{
  for (const char *address : hostile_addresses)
    {
      std::string at (address);
      size_t path = at.find ("/t0ken");
      std::string link =
          path != std::string::npos ? at.substr (0, path) + "/customer/a/smime/t0ken" : at;

      for (const std::string &body : { link, "<a href='" + link + "'>", "<" + link + ">" })
        {
          std::string found = Find ("Content-Type: text/html\r\n\r\n" + body);

          EXPECT_TRUE (found.empty () ||
                       found == "https://cert-manager.com/customer/a/smime/t0ken" ||
                       found == "https://hard.cert-manager.com/customer/a/smime/t0ken")
              << address << " leads to " << found;
        }
    }
}

TEST_F (HostileMail, NamesOnlyWhomItWasSentTo)
{
  EXPECT_EQ (Recipients ("From: alice@example.edu\r\nReply-To: alice@example.edu\r\n"
                         "Bcc: alice@example.edu\r\nList-Post: <mailto:alice@example.edu>\r\n"
                         "X-To: alice@example.edu\r\nTo: list@example.org\r\n"),
             (std::vector<std::string>{ "list@example.org" }));
  EXPECT_EQ (Recipients ("To: \"alice@example.edu\" <mallory@evil.example>\r\n"),
             (std::vector<std::string>{ "mallory@evil.example" }));
  EXPECT_EQ (Recipients ("To: undisclosed-recipients:;\r\n"), (std::vector<std::string>{}));
  EXPECT_LE (Recipients ("To: " +
                         [] {
                           std::string many;
                           for (int i = 0; i < 1000; i++)
                             many += "a" + std::to_string (i) + "@example.edu,\r\n ";
                           return many;
                         }() +
                         "b@example.edu\r\n")
                 .size (),
             100u);
  EXPECT_EQ (Recipients ("Delivered-To: " + std::string (100000, ',') + "b@example.edu\r\n"),
             (std::vector<std::string>{}));
}

TEST_F (HostileMail, TheSubjectAndTheSenderOpenNothing)
{
  EXPECT_EQ (Find (std::string ("Subject: ") + genuine + "\r\nFrom: " + genuine + "\r\n\r\nx"), "");
  EXPECT_EQ (Find (std::string ("Subject: s\r\nX-Link: ") + genuine + "\r\n\r\nx"), "");
}
