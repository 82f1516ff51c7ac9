/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-text.h"

#include <string.h>

/**
 * enroll_text_collapse:
 * @text: UTF-8 text
 *
 * Every run of white space, no-break spaces and soft hyphens included, becomes one space; none is
 * left at either end.
 *
 * Returns: (transfer full): the text as a person reads it
 */
char *
enroll_text_collapse (const char *text)
{
  GString *collapsed;
  gboolean pending_space = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  collapsed = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x00ad || c == 0x200b || c == 0xfeff)
        continue;
      if (g_unichar_isspace (c) || c == 0x00a0 || c == 0x202f)
        {
          pending_space = collapsed->len > 0;
          continue;
        }
      if (pending_space)
        g_string_append_c (collapsed, ' ');
      pending_space = FALSE;
      g_string_append_unichar (collapsed, c);
    }

  return g_string_free (collapsed, FALSE);
}

static gboolean
is_decoration (gunichar c)
{
  return c == ':' || c == '*' || c == '.' || c == '!' || c == '?' || c == ' ' || c == '>' ||
         c == 0x2026 || c == 0xbb || c == 0x203a || c == 0xff1a || c == 0x2192;
}

/**
 * enroll_text_normalize:
 * @text: UTF-8 text of a label, button or notice
 *
 * What two labels that mean the same have in common: case folded, white space collapsed, without
 * the colon, asterisk, full stop or arrow at either end.
 *
 * Returns: (transfer full): the text to compare
 */
char *
enroll_text_normalize (const char *text)
{
  g_autofree char *composed = NULL;
  g_autofree char *collapsed = NULL;
  char *folded;
  char *start;
  char *end;

  g_return_val_if_fail (text != NULL, NULL);

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  if (composed == NULL)
    return g_strdup ("");

  collapsed = enroll_text_collapse (composed);
  folded = g_utf8_casefold (collapsed, -1);

  start = folded;
  while (*start != '\0' && is_decoration (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = folded + strlen (folded);
  while (end > start)
    {
      char *previous = g_utf8_prev_char (end);

      if (!is_decoration (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  *end = '\0';
  memmove (folded, start, (gsize)(end - start) + 1);
  return folded;
}

/**
 * enroll_address_equal:
 * @a: (nullable): a mailbox address
 * @b: (nullable): another
 *
 * Compares two addresses as the address of one mailbox. The domain is compared without regard to
 * ASCII case (RFC 5321 section 2.4); so is an ASCII local part: the standard leaves its case to
 * the receiving host, no host in use distinguishes it, and authorities write it in either case. A
 * local part with other characters (RFC 8398) must be the same bytes.
 *
 * Returns: %TRUE if both are given and equal
 */
gboolean
enroll_address_equal (const char *a, const char *b)
{
  const char *at_a;
  const char *at_b;

  if (a == NULL || b == NULL)
    return FALSE;

  at_a = strrchr (a, '@');
  at_b = strrchr (b, '@');
  if (at_a == NULL || at_b == NULL || at_a == a || at_b == b || at_a[1] == '\0')
    return FALSE;
  if (g_ascii_strcasecmp (at_a, at_b) != 0 || at_a - a != at_b - b)
    return FALSE;
  if (g_str_is_ascii (a) && g_str_is_ascii (b))
    return g_ascii_strncasecmp (a, b, (gsize)(at_a - a)) == 0;

  return memcmp (a, b, (gsize)(at_a - a)) == 0;
}
