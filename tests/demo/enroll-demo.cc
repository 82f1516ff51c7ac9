/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Opens an Evolution to try things by hand: a home of its own, a test portal, and an invitation
 * from it in the Inbox. Ends with Evolution. */

#include <cstdio>

#include "portal.h"
#include "stage.h"
#include "wait.h"

namespace
{

constexpr const char *kSchema = "org.gnome.evolution.plugin.smime-enrollment";
constexpr const char *kAddress = "alice@example.edu";
constexpr const char *kFirstName = "Alice";
constexpr const char *kLastName = "Example";
constexpr int kOneDayMs = 24 * 60 * 60 * 1000;

std::string
Quote (const std::string &text)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (text.c_str ()));
  g_autofree char *printed = g_variant_print (value, FALSE);

  return printed;
}

void
Configure (e2e::Stage *stage, const e2e::Portal &portal)
{
  stage->Setting (kSchema, "endpoint", Quote (portal.Endpoint ()));
  stage->Setting (kSchema, "allowed-hosts", "[" + Quote (portal.Host ()) + "]");
  stage->Setting (kSchema, "tls-ca-file", Quote (portal.TlsCaFile ()));
}

void
Explain (const e2e::Stage &stage, const e2e::Portal &portal)
{
  printf ("Evolution runs in %s, the portal at %s.\n\n"
          "1. Select the invitation in the Inbox and follow the bar above the message.\n"
          "2. Write a signed message to anybody: it is kept, not sent.\n"
          "3. Quit Evolution; the home and the portal go with it.\n",
          stage.Home ().c_str (),
          portal.Base ().c_str ());
  fflush (stdout);
}

}

int
main (int argc, char **argv)
{
  bool is_imap = argc > 1 && g_str_equal (argv[1], "--imap");
  e2e::Stage stage (is_imap ? e2e::StoreKind::Imap : e2e::StoreKind::Maildir);
  e2e::Portal portal (stage.Maildir ());

  if (!portal.Start ())
    {
      fprintf (stderr, "The portal did not start:\n%s\n", portal.Log ().c_str ());
      return 1;
    }
  if (!portal.Invite (kAddress, kFirstName, kLastName))
    {
      fprintf (stderr, "The portal sent no invitation.\n");
      return 1;
    }
  Configure (&stage, portal);
  if (!stage.Start ())
    {
      fprintf (stderr, "Evolution did not start:\n%s\n", stage.Log ().c_str ());
      return 1;
    }
  Explain (stage, portal);
  stage.WaitForExit (kOneDayMs);
  printf ("The portal has seen these wrongdoings: %s\n", portal.WrongDoings ().c_str ());
  return 0;
}
