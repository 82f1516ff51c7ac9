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

static gboolean
is_scheme_character (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '-' || c == '.';
}

/* Where an address begins, of whatever scheme: what stands within another one is no link. */
static const char *
find_address (const char *text, const char *end)
{
  for (const char *p = text; end - p > 3; p++)
    {
      const char *start;

      p = memchr (p, ':', (gsize)(end - p));
      if (p == NULL || end - p < 4)
        return NULL;
      if (p[1] != '/' || p[2] != '/')
        continue;
      for (start = p; start > text && is_scheme_character (start[-1]);)
        start--;
      if (start < p)
        return start;
    }
  return NULL;
}

static gboolean
is_https (const char *address, const char *end)
{
  return end - address > 8 && g_ascii_strncasecmp (address, "https://", 8) == 0;
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

static const char *
find_end (const char *start, const char *end)
{
  const char *p = start;

  while (p < end && !ends_link (*p) && !is_delimiter (p, (gsize)(end - p)))
    p++;
  return p;
}

/* What no link may hold, but some program lets pass, still belongs to the address before it. */
static const char *
skip_address (const char *p, const char *end)
{
  while (p < end && (guchar)*p > ' ' && (guchar)*p < 0x7f && strchr ("\"'<>", *p) == NULL &&
         !is_delimiter (p, (gsize)(end - p)))
    p++;
  return p;
}

static char *
dup_link (const char *start, const char *end)
{
  while (end > start && strchr (".,;:!?)]", end[-1]) != NULL)
    end--;
  if (end - start > MAX_LINK)
    return NULL;
  return decode_ampersands (start, (gsize)(end - start));
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
  const char *position = find_address (text, end);
  char *best = NULL;

  for (guint n = 0; position != NULL && n < MAX_LINKS; n++)
    {
      const char *link_end = find_end (position, end);
      const char *address_end = skip_address (link_end, end);
      g_autofree char *link = is_https (position, end) ? dup_link (position, link_end) : NULL;

      if (link != NULL && (best == NULL || strlen (link) > strlen (best)) &&
          enroll_portal_is_enrollment_link (portal, link))
        {
          g_free (best);
          best = g_steal_pointer (&link);
        }
      position = find_address (MAX (address_end, position + 1), end);
    }
  return best;
}
