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
 * Every run of white space, no-break spaces included, becomes one space; none is left at either
 * end. Soft hyphens and other marks that nobody sees are dropped.
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
 * enroll_text_truncate:
 * @text: (nullable): UTF-8 text
 * @n_characters: how much of it is wanted
 *
 * Returns: (transfer full): the beginning of @text, cut between characters
 */
char *
enroll_text_truncate (const char *text, gsize n_characters)
{
  const char *end = text;

  if (text == NULL)
    return g_strdup ("");
  for (gsize i = 0; i < n_characters && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return g_strndup (text, (gsize)(end - text));
}

/**
 * enroll_text_host_of_uri:
 * @uri: an absolute https URI
 *
 * Returns: (transfer full): its host as people and settings write it: `host`, or `host:port` unless
 *   the port is 443
 */
char *
enroll_text_host_of_uri (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port == -1 || port == 443)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), port);
}

static gboolean
domain_equal (const char *a, const char *b)
{
  g_autofree char *ascii_a = g_hostname_to_ascii (a);
  g_autofree char *ascii_b = g_hostname_to_ascii (b);

  return ascii_a != NULL && ascii_b != NULL && g_ascii_strcasecmp (ascii_a, ascii_b) == 0;
}

/**
 * enroll_address_equal:
 * @a: (nullable): a mailbox address
 * @b: (nullable): another
 *
 * Compares two addresses as the address of one mailbox. The domain is compared without regard to
 * case (RFC 5321 section 2.4), an internationalised one in its ASCII form (RFC 5890). An ASCII
 * local part is compared without regard to case too: the standard leaves its case to the receiving
 * host, no host in use distinguishes it, and authorities write it in either case. A local part
 * with other characters (RFC 8398) must be the same bytes.
 *
 * Returns: %TRUE if both are given and equal
 */
gboolean
enroll_address_equal (const char *a, const char *b)
{
  g_autofree char *local_a = NULL;
  g_autofree char *local_b = NULL;
  const char *at_a;
  const char *at_b;

  if (a == NULL || b == NULL)
    return FALSE;

  at_a = strrchr (a, '@');
  at_b = strrchr (b, '@');
  if (at_a == NULL || at_b == NULL || at_a == a || at_b == b || at_a[1] == '\0' ||
      !domain_equal (at_a + 1, at_b + 1))
    return FALSE;

  local_a = g_strndup (a, (gsize)(at_a - a));
  local_b = g_strndup (b, (gsize)(at_b - b));
  if (g_str_is_ascii (local_a) && g_str_is_ascii (local_b))
    return g_ascii_strcasecmp (local_a, local_b) == 0;
  return strcmp (local_a, local_b) == 0;
}
