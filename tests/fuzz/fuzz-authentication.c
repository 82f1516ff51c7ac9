/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authentication.h"
#include "fuzz.h"

#include <string.h>

/* What a server wrote about the sender: its name in the first line, then the value of an
 * Authentication-Results header field, of anybody. */

/* What is proven cannot be said without these words. */
static void
check_proof (const char *value, const char *authserv_id, const char *host)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);
  g_autofree char *id = g_ascii_strdown (authserv_id, -1);
  g_autofree char *name = g_strndup (host, strcspn (host, ":"));

  fuzz_check (g_strv_contains (enroll_portal_get_hosts (fuzz_get_portal ()), host));
  fuzz_check (strstr (lower, "pass") != NULL);
  fuzz_check (strstr (lower, "dkim") != NULL || strstr (lower, "dmarc") != NULL);
  /* A quoted value may hold escapes. */
  if (strchr (lower, '\\') == NULL)
    {
      fuzz_check (strstr (lower, name) != NULL);
      fuzz_check (strstr (lower, id) != NULL);
    }
}

/* What is cut off in the middle, or continued, is believed no more than the whole. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const EnrollPortal *portal = fuzz_get_portal ();
  g_autofree char *id = fuzz_take_line (&data, &size);
  g_autofree char *value = fuzz_dup_rest (data, size);
  const char *host = NULL;
  EnrollAuthentication verdict =
      enroll_authentication_judge (value, id, enroll_portal_get_hosts (portal), &host);

  fuzz_check ((verdict == ENROLL_AUTHENTICATION_PROVEN) == (host != NULL));
  if (verdict == ENROLL_AUTHENTICATION_PROVEN)
    {
      g_autofree char *more = g_strconcat (value, "; dmarc=fail", NULL);

      check_proof (value, id, host);
      fuzz_check (enroll_authentication_judge (more, id, enroll_portal_get_hosts (portal), &host) !=
                  ENROLL_AUTHENTICATION_PROVEN);
    }
  return 0;
}
