/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* A second opinion on where a link leads: read as browsers do (WHATWG URL, basic parser, special
 * schemes), which is not how GUri reads it. Written for the tests alone. */

/* White space at the ends, and tabs and newlines anywhere, do not count. */
static char *
dup_cleaned (const char *link)
{
  GString *cleaned = g_string_new (NULL);
  const char *start = link;
  gsize length;

  while (*start != '\0' && (guchar)*start <= ' ')
    start++;
  length = strlen (start);
  while (length > 0 && (guchar)start[length - 1] <= ' ')
    length--;
  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("\t\r\n", start[i]) == NULL)
        g_string_append_c (cleaned, start[i]);
    }
  return g_string_free (cleaned, FALSE);
}

/* `host` or `host:port`; NULL if the port is none. */
static char *
dup_host_and_port (const char *authority)
{
  const char *bracket = strchr (authority, ']');
  const char *colon = strchr (bracket != NULL ? bracket : authority, ':');
  g_autofree char *raw =
      g_strndup (authority, colon != NULL ? (gsize)(colon - authority) : strlen (authority));
  g_autofree char *host = g_uri_unescape_string (raw, NULL);
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;
  unsigned long port = 443;

  if (lower == NULL || lower[0] == '\0' || strpbrk (lower, " #%/<>?@\\^|") != NULL)
    return NULL;
  if (colon != NULL && colon[1] != '\0')
    {
      if (strspn (colon + 1, "0123456789") != strlen (colon + 1))
        return NULL;
      port = strtoul (colon + 1, NULL, 10);
      if (port > G_MAXUINT16)
        return NULL;
    }
  return port == 443 ? g_steal_pointer (&lower) : g_strdup_printf ("%s:%lu", lower, port);
}

/**
 * fuzz_dup_browser_host:
 * @link: any text
 *
 * Returns: (transfer full) (nullable): the host, or host and port, that a browser would go to by
 *   https; %NULL if it would not, or would send a user name
 */
char *
fuzz_dup_browser_host (const char *link)
{
  g_autofree char *cleaned = dup_cleaned (link);
  g_autofree char *authority = NULL;
  const char *rest;

  if (g_ascii_strncasecmp (cleaned, "https:", 6) != 0)
    return NULL;
  rest = cleaned + 6;
  rest += strspn (rest, "/\\");
  authority = g_strndup (rest, strcspn (rest, "/\\?#"));
  if (strchr (authority, '@') != NULL)
    return NULL;
  return dup_host_and_port (authority);
}

static void
check_host_for_browsers (const EnrollPortal *portal, const char *link)
{
  g_autofree char *host = fuzz_dup_browser_host (link);

  fuzz_check (host != NULL && g_strv_contains (enroll_portal_get_hosts (portal), host));
}

static void
check_host_for_glib (const EnrollPortal *portal, const char *link)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = NULL;

  fuzz_check (uri != NULL && g_uri_get_host (uri) != NULL);
  fuzz_check (g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0);
  fuzz_check (g_uri_get_userinfo (uri) == NULL);
  host = g_uri_get_port (uri) == -1 || g_uri_get_port (uri) == 443
             ? g_strdup (g_uri_get_host (uri))
             : g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  fuzz_check (g_strv_contains (enroll_portal_get_hosts (portal), host));
}

/* Where a browser would go with what was accepted is a host of the list; and so is where anybody goes
 * with what was made of it, which is the same when it is read again. */
void
fuzz_check_link (const EnrollPortal *portal, const char *link)
{
  g_autoptr (GUri) judged = enroll_portal_judge (portal, link, NULL);
  g_autoptr (GUri) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  fuzz_check (judged != NULL);
  check_host_for_browsers (portal, link);
  text = g_uri_to_string (judged);
  check_host_for_browsers (portal, text);
  check_host_for_glib (portal, text);
  again = enroll_portal_judge (portal, text, NULL);
  fuzz_check (again != NULL);
  text_again = g_uri_to_string (again);
  fuzz_check (strcmp (text, text_again) == 0);
}
