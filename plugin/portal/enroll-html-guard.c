/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-guard.h"

#include <string.h>

/* What a page is not parsed with. The parser compares each attribute of an element with all before
 * it: a page of 1 MiB that is one element would take minutes. So attributes are counted before, in
 * bytes that mean what they seem to mean. */

#define MAX_COMPARISONS 20000000 /* a fifth of a second */
#define MAX_DECLARATIONS 16
#define MAX_CHARSET 40

/**
 * enroll_html_guard_is_charset:
 * @charset: name of an encoding
 *
 * Returns: %TRUE if markup in it can be told from text without decoding it: ASCII is ASCII, or has
 *   zeros beside it as in UTF-16. In others, such as UTF-7, markup hides
 */
gboolean
enroll_html_guard_is_charset (const char *charset)
{
  static const char sample[] = "<aZ 09='\">/!-+&;";
  g_autofree char *decoded = NULL;

  /* Nearly always, and it takes a tenth of a millisecond to find out about others. */
  if (g_ascii_strcasecmp (charset, "utf-8") == 0)
    return TRUE;
  if (g_ascii_strncasecmp (charset, "utf-16", 6) == 0 ||
      g_ascii_strncasecmp (charset, "utf-32", 6) == 0)
    return TRUE;
  if (g_ascii_strncasecmp (charset, "utf-7", 5) == 0 ||
      g_ascii_strncasecmp (charset, "iso-2022", 8) == 0 ||
      g_ascii_strncasecmp (charset, "hz", 2) == 0)
    return FALSE;
  decoded = g_convert (sample, -1, "UTF-8", charset, NULL, NULL, NULL);
  return decoded != NULL && strcmp (decoded, sample) == 0;
}

/**
 * enroll_html_guard_declares_well:
 * @data: a page
 * @length: its length in bytes
 *
 * Returns: %FALSE if the page itself names an encoding that markup hides in
 */
gboolean
enroll_html_guard_declares_well (const char *data, gsize length)
{
  const char *end = data + length;
  guint n = 0;

  for (const char *p = data; p < end && (p = memchr (p, '=', (gsize)(end - p))) != NULL; p++)
    {
      const char *word = p;
      const char *name = p + 1;
      char charset[MAX_CHARSET + 1];
      gsize n_name = 0;

      while (word > data && g_ascii_isspace (word[-1]))
        word--;
      if (word - data < 7 || g_ascii_strncasecmp (word - 7, "charset", 7) != 0)
        continue;
      while (name < end && (g_ascii_isspace (*name) || *name == '"' || *name == '\''))
        name++;
      while (n_name < MAX_CHARSET && name + n_name < end &&
             (g_ascii_isalnum (name[n_name]) || strchr ("-_:.", name[n_name]) != NULL) &&
             name[n_name] != '\0')
        n_name++;
      memcpy (charset, name, n_name);
      charset[n_name] = '\0';
      if (++n > MAX_DECLARATIONS || !enroll_html_guard_is_charset (charset))
        return FALSE;
    }
  return TRUE;
}

/* Counts what may be attributes of the element that begins behind @position, and moves to its end.
 * Zeros are those of UTF-16. A quote begins only where every parser lets it begin. */
static guint64
count_attributes (const char **position, const char *end)
{
  const char *p = *position;
  guint64 n_attributes = 0;
  gboolean is_word = TRUE;
  gboolean is_name = FALSE;
  gboolean is_value = FALSE;

  for (; p < end && *p != '>'; p++)
    {
      if (*p == '\0')
        continue;
      if (is_value && (*p == '"' || *p == '\''))
        {
          const char *quote = memchr (p + 1, *p, (gsize)(end - p) - 1);

          if (quote == NULL)
            {
              p = end;
              break;
            }
          p = quote;
          is_value = is_word = is_name = FALSE;
        }
      else if (g_ascii_isspace (*p))
        {
          is_word = is_name = FALSE;
        }
      else
        {
          n_attributes += is_word ? 0 : 1;
          is_value = is_name && *p == '=';
          is_name = is_word ? is_name && (g_ascii_isalnum (*p) || *p == '-') : g_ascii_isalpha (*p);
          is_word = *p != '/';
          /* The rest of a word says nothing new. */
          while (is_word && p + 1 < end && (g_ascii_isalnum (p[1]) || p[1] == '-'))
            {
              p++;
              is_value = FALSE;
            }
        }
    }
  *position = p;
  return n_attributes;
}

static gboolean
begins_element (const char *p, const char *end)
{
  while (p < end && *p == '\0')
    p++;
  return p < end && g_ascii_isalpha (*p);
}

/**
 * enroll_html_guard_measure:
 * @data: a page
 * @length: its length in bytes
 *
 * Returns: how much of @data may be parsed: all, or what is before an element with more attributes
 *   than any page has
 */
gsize
enroll_html_guard_measure (const char *data, gsize length)
{
  const char *end = data + length;
  const char *p = data;
  guint64 budget = MAX_COMPARISONS;

  while (p < end && (p = memchr (p, '<', (gsize)(end - p))) != NULL)
    {
      const char *start = p++;
      guint64 n = begins_element (p, end) ? count_attributes (&p, end) : 0;

      if (n * n > budget)
        return (gsize)(start - data);
      budget -= n * n;
    }
  return length;
}
