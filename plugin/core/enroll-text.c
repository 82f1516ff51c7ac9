/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-text.h"

#include <string.h>

static gboolean
is_plain (char c)
{
  return c > ' ' && c < 0x7f;
}

/* Nearly all of most texts: characters of one byte, and single spaces between them. */
static gsize
count_plain (const char *text)
{
  gsize n = 0;

  while (is_plain (text[n]) || (text[n] == ' ' && n > 0 && is_plain (text[n + 1])))
    n++;
  return n;
}

static void
append_part (GString *collapsed, const char *text, gsize length, gboolean *is_parted)
{
  if (*is_parted)
    g_string_append_c (collapsed, ' ');
  *is_parted = FALSE;
  g_string_append_len (collapsed, text, (gssize)length);
}

/* Any other character; returns its length. */
static gsize
append_other (GString *collapsed, gsize start, const char *text, gboolean *is_parted)
{
  gunichar c = g_utf8_get_char_validated (text, -1);
  gsize length;

  if (c == (gunichar)-1 || c == (gunichar)-2)
    {
      append_part (collapsed, "\xef\xbf\xbd", 3, is_parted);
      return 1;
    }
  length = (gsize)(g_utf8_next_char (text) - text);
  if (g_unichar_isspace (c) || c == 0x00a0 || c == 0x202f)
    {
      *is_parted = collapsed->len > start;
    }
  else if (c != 0x00ad && c != 0x200b && c != 0xfeff)
    {
      append_part (collapsed, text, length, is_parted);
    }
  return length;
}

/**
 * enroll_text_append_collapsed:
 * @collapsed: what @text is appended to
 * @start: where in it the line begins that @text goes on
 * @is_parted: (inout): whether a space is due before what comes next
 * @text: UTF-8 text; bytes that are none become U+FFFD
 *
 * Collapses a text that comes in pieces, see enroll_text_collapse().
 */
void
enroll_text_append_collapsed (GString *collapsed,
                              gsize start,
                              const char *text,
                              gboolean *is_parted)
{
  g_return_if_fail (collapsed != NULL && text != NULL && is_parted != NULL);

  while (*text != '\0')
    {
      gsize length = count_plain (text);

      if (length > 0)
        {
          append_part (collapsed, text, length, is_parted);
        }
      else
        {
          length = append_other (collapsed, start, text, is_parted);
        }
      text += length;
    }
}

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
  gboolean is_parted = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  collapsed = g_string_sized_new (strlen (text));
  enroll_text_append_collapsed (collapsed, 0, text, &is_parted);
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

/* What nobody sees, and what makes others see the text beside it in another order or on another line.
 * Among the format characters are those that turn the direction (Unicode annex 9), joiners, and tags. */
static gboolean
is_harmless (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
         type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR &&
         type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_UNASSIGNED;
}

/**
 * enroll_text_disarm:
 * @text: a name that somebody else chose
 * @length: its length in bytes
 *
 * Whatever is not there to be read becomes a replacement character, so that it is seen that something
 * is wrong with the name, and that the name is equal to no other. What is left may still be written
 * from right to left: see enroll_text_isolate().
 *
 * Returns: (transfer full): UTF-8 text without control and format characters, in one line
 */
char *
enroll_text_disarm (const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  GString *disarmed;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize)length);
  disarmed = g_string_sized_new (length);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (disarmed, is_harmless (c) ? c : 0xfffd);
    }
  return g_string_free (disarmed, FALSE);
}

/**
 * enroll_text_isolate:
 * @text: a text of enroll_text_disarm()
 *
 * Returns: (transfer full): @text between the marks that keep its direction to itself (first strong
 *   isolate, Unicode annex 9 section 2.4), to be put into a sentence
 */
char *
enroll_text_isolate (const char *text)
{
  return g_strconcat ("\xe2\x81\xa8", text, "\xe2\x81\xa9", NULL);
}

/**
 * enroll_text_hash:
 * @text: a string
 *
 * A #GHashFunc for texts of others. Who knows how they are hashed, as with g_str_hash(), can write
 * thousands that all fall into one place and are then compared with one another.
 *
 * Returns: a hash of @text, another one in each process
 */
guint
enroll_text_hash (gconstpointer text)
{
  static guint64 seed;
  static gsize is_ready;
  guint64 hash;

  if (g_once_init_enter (&is_ready))
    {
      seed = ((guint64)g_random_int () << 32) | g_random_int () | 1;
      g_once_init_leave (&is_ready, 1);
    }
  hash = seed;
  for (const guchar *p = text; *p != '\0'; p++)
    {
      hash = (hash ^ *p) * seed;
      hash ^= hash >> 29;
    }
  return (guint)(hash >> 32);
}

/**
 * enroll_text_host_of_uri:
 * @uri: an absolute https or http URI
 *
 * Returns: (transfer full): its host as people and settings write it: `host`, or `host:port` unless
 *   the port is 443; with http, unless it is 80
 */
char *
enroll_text_host_of_uri (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autofree char *bracketed =
      strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  int port = g_uri_get_port (uri);
  int default_port = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 ? 80 : 443;

  if (port == -1 || port == default_port)
    return g_steal_pointer (&bracketed);
  return g_strdup_printf ("%s:%d", bracketed, port);
}

static gboolean
domain_equal (const char *a, const char *b)
{
  g_autofree char *ascii_a = g_hostname_to_ascii (a);
  g_autofree char *ascii_b = g_hostname_to_ascii (b);

  return ascii_a != NULL && ascii_b != NULL && ascii_a[0] != '\0' &&
         g_ascii_strcasecmp (ascii_a, ascii_b) == 0;
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

  if (a == NULL || b == NULL || !g_utf8_validate (a, -1, NULL) || !g_utf8_validate (b, -1, NULL))
    return FALSE;

  at_a = strrchr (a, '@');
  at_b = strrchr (b, '@');
  if (at_a == NULL || at_b == NULL || at_a == a || at_b == b || !domain_equal (at_a + 1, at_b + 1))
    return FALSE;

  local_a = g_strndup (a, (gsize)(at_a - a));
  local_b = g_strndup (b, (gsize)(at_b - b));
  if (g_str_is_ascii (local_a) && g_str_is_ascii (local_b))
    return g_ascii_strcasecmp (local_a, local_b) == 0;
  return strcmp (local_a, local_b) == 0;
}
