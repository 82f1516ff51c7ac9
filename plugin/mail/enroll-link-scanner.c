/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-link-scanner.h"

#include <string.h>

#define MAX_LINK 4096
#define MAX_LINKS 200

/* Finds https links in text or HTML, without parsing either: what counts is where a link leads,
 * and that is decided by the portal description. */

static gboolean
ends_link (char c)
{
  return (guchar)c <= ' ' || strchr ("\"'<>`\\^{|}", c) != NULL || (guchar)c >= 0x7f;
}

static const char *
find_scheme (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; end - p > 8; p++)
    {
      p = memchr (p, ':', (gsize)(end - p));
      if (p == NULL || end - p < 4)
        return NULL;
      if (p - text >= 5 && p[1] == '/' && p[2] == '/' &&
          g_ascii_strncasecmp (p - 5, "https", 5) == 0)
        return p - 5;
    }
  return NULL;
}

/* `&amp;` and its numeric forms stand for `&` in the attributes of HTML; in plain text they do
 * not occur in links. */
static char *
decode_ampersands (const char *text, gsize length)
{
  static const char *const forms[] = { "&amp;", "&#38;", "&#x26;", "&#038;" };
  GString *decoded = g_string_sized_new (length);
  gsize i = 0;

  while (i < length)
    {
      gsize skip = 0;

      for (guint j = 0; j < G_N_ELEMENTS (forms) && skip == 0; j++)
        {
          gsize n = strlen (forms[j]);

          if (length - i >= n && g_ascii_strncasecmp (text + i, forms[j], n) == 0)
            skip = n;
        }
      g_string_append_c (decoded, skip > 0 ? '&' : text[i]);
      i += MAX (skip, 1);
    }
  return g_string_free (decoded, FALSE);
}

/* In HTML text a link may end in a reference that stands for a bracket, quote or space. */
static gboolean
is_delimiter (const char *text, gsize length)
{
  static const char *const forms[] = { "&lt;",   "&gt;",   "&quot;", "&apos;", "&nbsp;", "&#34;",
                                       "&#39;",  "&#60;",  "&#62;",  "&#160;", "&#x22;", "&#x27;",
                                       "&#x3c;", "&#x3e;", "&#xa0;", "&#32;",  "&#x20;" };

  if (*text != '&')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gsize n = strlen (forms[i]);

      if (length >= n && g_ascii_strncasecmp (text, forms[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_link (const char *start, const char *end)
{
  const char *p = start;

  while (p < end && !ends_link (*p) && !is_delimiter (p, (gsize)(end - p)))
    p++;
  while (p > start && strchr (".,;:!?)]", p[-1]) != NULL)
    p--;
  if (p - start > MAX_LINK)
    return NULL;
  return decode_ampersands (start, (gsize)(p - start));
}

/**
 * enroll_link_scanner_find:
 * @text: text or HTML
 * @length: its length in bytes
 * @portal: the portal description
 *
 * Returns: (transfer full) (nullable): the enrollment link in @text; of several the longest, as
 *   the one that carries a token
 */
char *
enroll_link_scanner_find (const char *text, gsize length, const EnrollPortal *portal)
{
  const char *end = text + length;
  const char *position = find_scheme (text, length);
  char *best = NULL;

  for (guint n = 0; position != NULL && n < MAX_LINKS; n++)
    {
      g_autofree char *link = dup_link (position, end);

      if (link != NULL && (best == NULL || strlen (link) > strlen (best)) &&
          enroll_portal_is_enrollment_link (portal, link))
        {
          g_free (best);
          best = g_steal_pointer (&link);
        }
      position = find_scheme (position + 8, (gsize)(end - position) - 8);
    }
  return best;
}
