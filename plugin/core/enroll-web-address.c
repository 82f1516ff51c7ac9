/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* The one reader of web addresses: text of anybody -> what is judged, shown and requested.
 *
 * Programs disagree about odd addresses (RFC 3986 against the URL standard of browsers: backslashes,
 * line breaks, numbers as hosts, what stands before an `@`), and each disagreement lets a text pass
 * as one host and be opened as another. So nobody reads a text twice: either it can be understood
 * in one way only and what comes out is written so that all read it alike, or it is refused. */

#define MAX_ADDRESS 16384
#define MAX_HOST 253
#define MAX_LABEL 63

static GUri *
refuse (GError **error)
{
  g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED, "a link is not an address");
  return NULL;
}

static gboolean
is_label (const char *label, gsize length)
{
  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_islower (label[i]) && !g_ascii_isdigit (label[i]) && label[i] != '-' &&
          label[i] != '_')
        return FALSE;
    }
  return TRUE;
}

/* As it would be written back: neither `127.1` nor `0x7f000001` nor `[0::1]`. */
static gboolean
is_plain_number (const char *text, GSocketFamily family)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *written = address != NULL ? g_inet_address_to_string (address) : NULL;

  return written != NULL && g_inet_address_get_family (address) == family &&
         strcmp (written, text) == 0;
}

/* Browsers take a name whose last label is a number for an IPv4 address (URL standard 3.5). */
static gboolean
ends_in_number (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;

  return last[strspn (last, "0123456789")] == '\0' ||
         (g_str_has_prefix (last, "0x") && last[2 + strspn (last + 2, "0123456789abcdef")] == '\0');
}

/* Lower case, without the brackets of an IPv6 address. */
static gboolean
is_host (const char *host, gboolean is_bracketed)
{
  gsize length;

  if (is_bracketed)
    return strpbrk (host, ".%") == NULL && is_plain_number (host, G_SOCKET_FAMILY_IPV6);
  if (host[0] == '\0' || strlen (host) > MAX_HOST)
    return FALSE;
  if (ends_in_number (host))
    return is_plain_number (host, G_SOCKET_FAMILY_IPV4);

  for (const char *label = host; label != NULL;
       label = label[length] == '.' ? label + length + 1 : NULL)
    {
      length = strcspn (label, ".");
      if (!is_label (label, length))
        return FALSE;
    }
  return TRUE;
}

/* A port as people write it; -1 for none, 0 for what is no port. */
static int
parse_port (const char *text)
{
  gsize length = strlen (text);
  unsigned long port;

  if (length == 0 || length > 5 || text[0] == '0' || text[strspn (text, "0123456789")] != '\0')
    return 0;
  port = strtoul (text, NULL, 10);
  return port <= G_MAXUINT16 ? (int)port : 0;
}

/* `host`, `host:port`, `[address]` or `[address]:port`; nothing else, no user above all. A port that
 * goes without saying is none. */
static char *
parse_authority (const char *text, gsize length, int default_port, int *port)
{
  g_autofree char *authority = g_ascii_strdown (text, (gssize)length);
  gboolean is_bracketed = authority[0] == '[';
  char *host = authority;
  char *end;

  if (is_bracketed)
    {
      host = authority + 1;
      end = strchr (host, ']');
      if (end == NULL)
        return NULL;
      *end++ = '\0';
    }
  else
    {
      end = authority + strcspn (authority, ":");
    }

  *port = -1;
  if (*end != '\0')
    {
      *port = *end == ':' ? parse_port (end + 1) : 0;
      *end = '\0';
    }
  if (*port == 0 || !is_host (host, is_bracketed))
    return NULL;
  if (*port == default_port)
    *port = -1;
  return g_strdup (host);
}

/* Everything that RFC 3986 section 3.3 and 3.4 do not allow is escaped, and the apostrophe in a
 * query, as browsers do. */
static char *
escape (const char *text, gsize length, const char *allowed)
{
  GString *escaped = g_string_sized_new (length);
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar)text[i];
      gboolean is_escape = c == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) &&
                           g_ascii_isxdigit (text[i + 2]);

      if (is_escape || g_ascii_isalnum (c) || (c < 0x80 && strchr (allowed, c) != NULL))
        continue;
      g_string_append_len (escaped, text + start, (gssize)(i - start));
      g_string_append_printf (escaped, "%%%02X", c);
      start = i + 1;
    }
  g_string_append_len (escaped, text + start, (gssize)(length - start));
  return g_string_free (escaped, FALSE);
}

/* 1 for `.`, 2 for `..`, however they are escaped. */
static guint
count_dots (const char *segment)
{
  guint n = 0;

  while (*segment != '\0')
    {
      if (*segment == '.')
        {
          segment++;
        }
      else if (g_ascii_strncasecmp (segment, "%2e", 3) == 0)
        {
          segment += 3;
        }
      else
        {
          return 0;
        }
      n++;
    }
  return n <= 2 ? n : 0;
}

/* RFC 3986 section 5.2.4. */
static char *
remove_dot_segments (const char *path)
{
  g_auto (GStrv) segments = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autofree char *joined = NULL;

  /* Most have no dot at all. */
  if (path[0] == '/' && strpbrk (path, ".%") == NULL)
    return g_strdup (path);

  segments = g_strsplit (path, "/", -1);
  kept = g_ptr_array_new ();
  /* The first is the nothing before the first slash. */
  for (guint i = 1; segments[0] != NULL && segments[i] != NULL; i++)
    {
      guint n_dots = count_dots (segments[i]);

      if (n_dots == 2 && kept->len > 0)
        g_ptr_array_set_size (kept, (int)kept->len - 1);
      if (n_dots == 0)
        {
          g_ptr_array_add (kept, segments[i]);
        }
      else if (segments[i + 1] == NULL)
        {
          g_ptr_array_add (kept, (gpointer) "");
        }
    }
  g_ptr_array_add (kept, NULL);
  joined = g_strjoinv ("/", (char **)kept->pdata);
  return g_strconcat ("/", joined, NULL);
}

static GUri *
build (const char *scheme, const char *host, int port, const char *rest)
{
  gsize path_length = strcspn (rest, "?#");
  const char *query = rest[path_length] == '?' ? rest + path_length + 1 : NULL;
  gsize query_length = query != NULL ? strcspn (query, "#") : 0;
  const char *after = query != NULL ? query + query_length : rest + path_length;
  g_autofree char *escaped = escape (rest, path_length, "-._~!$&'()*+,;=:@/");
  g_autofree char *path = remove_dot_segments (escaped);
  char *escaped_query = query != NULL ? escape (query, query_length, "-._~!$&()*+,;=:@/?") : NULL;
  g_autofree char *fragment =
      *after == '#' ? escape (after + 1, strlen (after + 1), "-._~!$&'()*+,;=:@/?") : NULL;
  GUri *address =
      g_uri_build (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, path, escaped_query, fragment);

  /* A form by GET has its secrets in it. */
  enroll_wipe_string (escaped_query);
  return address;
}

/* No control character and no space anywhere; before the path nothing but ASCII; no backslash where
 * it might be taken for a slash. */
static gboolean
is_clean (const char *text)
{
  gsize start = strcspn (text, "?#");

  if (strlen (text) > MAX_ADDRESS || memchr (text, '\\', start) != NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if ((guchar)*p <= ' ' || *p == 0x7f)
        return FALSE;
    }
  return g_utf8_validate (text, -1, NULL);
}

/* The scheme of @text, of which as much as @length is one; %NULL for another. */
static const char *
find_scheme (const char *text, gsize length, gboolean is_public)
{
  if (length == 5 && g_ascii_strncasecmp (text, "https", 5) == 0)
    return "https";
  return is_public && length == 4 && g_ascii_strncasecmp (text, "http", 4) == 0 ? "http" : NULL;
}

static GUri *
parse (const char *text, gboolean is_public, GError **error)
{
  g_autofree char *host = NULL;
  const char *scheme;
  const char *authority;
  gsize scheme_length;
  gsize length;
  int port;

  scheme_length =
      strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
  if (!is_clean (text) || strncmp (text + scheme_length, "://", 3) != 0)
    return refuse (error);

  scheme = find_scheme (text, scheme_length, is_public);
  authority = text + scheme_length + 3;
  length = strcspn (authority, "/?#");
  if (memchr (authority, '@', length) == NULL)
    host = parse_authority (authority, length, g_strcmp0 (scheme, "http") == 0 ? 80 : 443, &port);
  if (host == NULL)
    return refuse (error);
  if (scheme == NULL)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_HOST_REFUSED,
                   "a link to %s is not a plain https link",
                   host);
      return NULL;
    }
  return build (scheme, host, port, authority + length);
}

/**
 * enroll_web_address_parse:
 * @text: what may be a web address
 * @error: return location
 *
 * Reads an absolute https address. Nothing is guessed: a host is a name in lower or upper case ASCII
 * without a dot at its end, or a number as it would be written back; a port has no zero before it;
 * there is no user. A host in Unicode is refused, its ASCII form (RFC 5890) is a name like others.
 *
 * What comes out is the only form of the address that may be judged, shown and requested: lower case
 * host, no port 443, no dot segments, all that is not allowed escaped. It is the same when it is
 * read again.
 *
 * Returns: (transfer full) (nullable): the address; or %NULL with %ENROLL_ERROR_HOST_REFUSED, whose
 *   message names the host at most
 */
GUri *
enroll_web_address_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, FALSE, error);
}

/**
 * enroll_web_address_parse_public:
 * @text: what may be a web address
 * @error: return location
 *
 * Reads an absolute address of what anybody may know and see, so that http will do, too; in all else
 * as enroll_web_address_parse().
 *
 * Returns: (transfer full) (nullable): the address; or %NULL with %ENROLL_ERROR_HOST_REFUSED, whose
 *   message names the host at most
 */
GUri *
enroll_web_address_parse_public (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, TRUE, error);
}

/**
 * enroll_web_address_is_one:
 * @text: a text
 *
 * Returns: %TRUE if @text is an absolute https address, see enroll_web_address_parse()
 */
gboolean
enroll_web_address_is_one (const char *text)
{
  g_autoptr (GUri) uri = enroll_web_address_parse (text, NULL);

  return uri != NULL;
}

static gboolean
has_scheme (const char *reference)
{
  const char *p = reference;

  if (!g_ascii_isalpha (*p))
    return FALSE;
  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;
  return *p == ':';
}

static GUri *
resolve (GUri *base, const char *reference, gboolean is_public)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (reference));
  g_autofree char *host = enroll_text_host_of_uri (base);
  g_autofree char *origin = g_strconcat (g_uri_get_scheme (base), "://", host, NULL);
  const char *path = g_uri_get_path (base);
  const char *query = g_uri_get_query (base);
  const char *slash = strrchr (path, '/');
  g_autofree char *folder =
      slash != NULL ? g_strndup (path, (gsize)(slash - path) + 1) : g_strdup ("/");
  g_autofree char *text = NULL;

  if (has_scheme (trimmed))
    return parse (trimmed, is_public, NULL);

  if (g_str_has_prefix (trimmed, "//"))
    {
      text = g_strconcat (g_uri_get_scheme (base), ":", trimmed, NULL);
    }
  else if (trimmed[0] == '/')
    {
      text = g_strconcat (origin, trimmed, NULL);
    }
  else if (trimmed[0] == '?')
    {
      text = g_strconcat (origin, path, trimmed, NULL);
    }
  else if (trimmed[0] == '#' || trimmed[0] == '\0')
    {
      text = g_strconcat (origin,
                          path,
                          query != NULL ? "?" : "",
                          query != NULL ? query : "",
                          trimmed,
                          NULL);
    }
  else
    {
      text = g_strconcat (origin, folder, trimmed, NULL);
    }
  return parse (text, is_public, NULL);
}

/**
 * enroll_web_address_resolve:
 * @base: an address of enroll_web_address_parse()
 * @reference: a reference in a page or a header, with white space at its ends
 *
 * Returns: (transfer full) (nullable): the https address that @reference means (RFC 3986 section
 *   5.2), as enroll_web_address_parse() gives it; %NULL for any other scheme and for what is no
 *   address
 */
GUri *
enroll_web_address_resolve (GUri *base, const char *reference)
{
  return resolve (base, reference, FALSE);
}

/**
 * enroll_web_address_resolve_public:
 * @base: an address of enroll_web_address_parse_public()
 * @reference: a reference in a header
 *
 * Returns: (transfer full) (nullable): the address that @reference means, as
 *   enroll_web_address_parse_public() gives it
 */
GUri *
enroll_web_address_resolve_public (GUri *base, const char *reference)
{
  return resolve (base, reference, TRUE);
}

/**
 * enroll_web_address_dup_target:
 * @base: an address of enroll_web_address_parse()
 * @reference: a reference in a page or a header
 *
 * Returns: (transfer full): the address that @reference means; or, if it means none, @reference, so
 *   that it is refused where it is used and not taken for something that was not said
 */
char *
enroll_web_address_dup_target (GUri *base, const char *reference)
{
  g_autoptr (GUri) uri = enroll_web_address_resolve (base, reference);

  return uri != NULL ? g_uri_to_string (uri) : g_strdup (reference);
}

/**
 * enroll_web_address_same_origin:
 * @a: an address of enroll_web_address_parse()
 * @b: another
 *
 * Returns: %TRUE if both are of one host and port (RFC 6454 section 5)
 */
gboolean
enroll_web_address_same_origin (GUri *a, GUri *b)
{
  g_autofree char *host_a = enroll_text_host_of_uri (a);
  g_autofree char *host_b = enroll_text_host_of_uri (b);

  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (host_a, host_b) == 0;
}
