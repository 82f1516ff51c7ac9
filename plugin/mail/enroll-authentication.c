/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authentication.h"

#include <string.h>

/* What the account's own mail server found out about the sender (RFC 8601). Anybody can write such a
 * header field, so most of this file is about whom not to believe. */

#define MAX_VALUE ((gsize)64 * 1024)
#define MAX_RESULTS 64
#define MAX_FIELDS 4096

/* One method of a header field, with what this program looks at. */
typedef struct
{
  char *method;
  char *result;
  char *signer;   /* header.d, else the domain of header.i */
  char *identity; /* header.i */
  char *from;     /* header.from */
} Finding;

static void
finding_clear (Finding *finding)
{
  g_free (finding->method);
  g_free (finding->result);
  g_free (finding->signer);
  g_free (finding->identity);
  g_free (finding->from);
  memset (finding, 0, sizeof *finding);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finding, finding_clear)

/* Comments and folding white space (RFC 5322 section 3.2.2); comments nest.
 *
 * Returns: FALSE if a comment has no end */
static gboolean
skip_cfws (const char **position)
{
  const char *p = *position;
  guint depth = 0;

  for (; *p != '\0'; p++)
    {
      if (*p == '(')
        {
          depth++;
        }
      else if (depth > 0 && *p == ')')
        {
          depth--;
        }
      else if (depth > 0 && *p == '\\' && p[1] != '\0')
        {
          p++;
        }
      else if (depth == 0 && !g_ascii_isspace (*p))
        {
          break;
        }
    }
  *position = p;
  return depth == 0;
}

/* RFC 5322 section 3.2.4; NULL if it has no end. */
static char *
read_quoted (const char **position)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = *position + 1;

  for (; *p != '"'; p++)
    {
      if (*p == '\\')
        p++;
      if (*p == '\0')
        return NULL;
      g_string_append_c (text, *p);
    }
  *position = p + 1;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
read_while (const char **position, gboolean (*fits) (char c))
{
  const char *start = *position;
  const char *p = start;

  while (*p != '\0' && fits (*p))
    p++;
  *position = p;
  return p > start ? g_strndup (start, (gsize)(p - start)) : NULL;
}

static gboolean
is_keyword_character (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* RFC 2045 section 5.1. */
static gboolean
is_token_character (char c)
{
  return (guchar)c > ' ' && (guchar)c < 0x7f && strchr ("()<>@,;:\\\"/[]?=", c) == NULL;
}

/* Servers do not quote what they should, such as “header.b=a/b=”. */
static gboolean
is_value_character (char c)
{
  return (guchar)c > ' ' && (guchar)c != 0x7f && strchr ("();\"\\", c) == NULL;
}

static char *
read_value (const char **position)
{
  return **position == '"' ? read_quoted (position) : read_while (position, is_token_character);
}

/* A value, or an address whose local part may be quoted. */
static char *
read_property_value (const char **position)
{
  g_autofree char *quoted = NULL;
  g_autofree char *rest = NULL;

  if (**position != '"')
    return read_while (position, is_value_character);
  quoted = read_quoted (position);
  if (quoted == NULL || **position != '@')
    return g_steal_pointer (&quoted);
  rest = read_while (position, is_value_character);
  return g_strconcat (quoted, rest, NULL);
}

static gboolean
skip_character (const char **position, char c)
{
  if (!skip_cfws (position) || **position != c)
    return FALSE;
  (*position)++;
  return skip_cfws (position);
}

static char *
read_keyword (const char **position)
{
  return skip_cfws (position) ? read_while (position, is_keyword_character) : NULL;
}

static void
take_property (Finding *finding, const char *type, const char *name, char *value)
{
  const char *at = strrchr (value, '@');
  char **target = NULL;

  if (g_ascii_strcasecmp (type, "header") == 0)
    {
      if (g_ascii_strcasecmp (name, "d") == 0)
        target = &finding->signer;
      if (g_ascii_strcasecmp (name, "i") == 0)
        target = &finding->identity;
      if (g_ascii_strcasecmp (name, "from") == 0)
        target = &finding->from;
    }
  /* Said twice it is said by two. */
  if (target != NULL)
    {
      char *domain = g_strdup (*target == NULL ? (at != NULL ? at + 1 : value) : "");

      g_free (*target);
      *target = domain;
    }
  g_free (value);
}

/* `type.name=value`, `reason=value`, and what some servers write besides.
 *
 * Returns: FALSE if it is none of them */
static gboolean
read_property (const char **position, Finding *finding)
{
  g_autofree char *type = read_keyword (position);
  g_autofree char *name = NULL;
  char *value;

  if (type == NULL || !skip_cfws (position))
    return FALSE;
  if (**position == '.')
    {
      (*position)++;
      name = read_keyword (position);
      if (name == NULL)
        return FALSE;
    }
  if (!skip_character (position, '='))
    return FALSE;
  value = read_property_value (position);
  if (value == NULL)
    return FALSE;
  take_property (finding, name != NULL ? type : "", name != NULL ? name : "", value);
  return TRUE;
}

/* `method=result`, and its properties up to the next semicolon (RFC 8601 section 2.2). */
static gboolean
read_finding (const char **position, Finding *finding)
{
  finding->method = read_keyword (position);
  if (finding->method == NULL || !skip_cfws (position))
    return FALSE;
  if (**position == '\0')
    return g_ascii_strcasecmp (finding->method, "none") == 0;
  if (**position == '/')
    {
      g_autofree char *version = skip_character (position, '/') ? read_keyword (position) : NULL;

      /* What another version means is not known. */
      if (g_strcmp0 (version, "1") != 0)
        finding->method[0] = '\0';
    }
  if (!skip_character (position, '='))
    return FALSE;
  finding->result = read_keyword (position);
  if (finding->result == NULL)
    return FALSE;

  for (;;)
    {
      if (!skip_cfws (position))
        return FALSE;
      if (**position == ';' || **position == '\0')
        return TRUE;
      if (!read_property (position, finding))
        return FALSE;
    }
}

/* The portal's host that @domain is, or is below of. */
static const char *
find_host (const char *domain, const char *const *hosts)
{
  g_autofree char *lower = g_ascii_strdown (domain != NULL ? domain : "", -1);

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autofree char *host = g_strndup (hosts[i], strcspn (hosts[i], ":"));
      g_autofree char *below = g_strconcat (".", host, NULL);

      if (strchr (host, '.') == NULL || host[0] == '[')
        continue;
      if (strcmp (lower, host) == 0 || (g_str_has_suffix (lower, below) && lower[0] != '.'))
        return hosts[i];
    }
  return NULL;
}

/* A signature of the portal, or a From that was checked. An SPF result says who sent the envelope,
 * which nobody sees. */
static const char *
find_proof (const Finding *finding, const char *const *hosts)
{
  gboolean is_pass = g_ascii_strcasecmp (finding->result, "pass") == 0;

  if (is_pass && g_ascii_strcasecmp (finding->method, "dkim") == 0)
    return find_host (finding->signer != NULL ? finding->signer : finding->identity, hosts);
  if (is_pass && g_ascii_strcasecmp (finding->method, "dmarc") == 0)
    return find_host (finding->from, hosts);
  return NULL;
}

/* The server's name and, perhaps, the version of what follows. */
static gboolean
is_of_server (const char **position, const char *authserv_id)
{
  g_autofree char *id = skip_cfws (position) ? read_value (position) : NULL;

  return id != NULL && g_ascii_strcasecmp (id, authserv_id) == 0;
}

static gboolean
skip_version (const char **position)
{
  g_autofree char *version = read_keyword (position);

  return (version == NULL || strcmp (version, "1") == 0) && skip_cfws (position);
}

/**
 * enroll_authentication_judge:
 * @value: value of an Authentication-Results header field, of anybody
 * @authserv_id: the name of the server that is believed
 * @hosts: hosts of the portal, `host` or `host:port`
 * @host: (out): the host that the message is proven to come from
 *
 * Reads one header field (RFC 8601 section 2.2). Proof is a DKIM signature whose domain is one of
 * @hosts or below one, or a DMARC result for such a domain in From, as long as DMARC did not fail.
 * A field that is not understood to its end proves nothing.
 *
 * Returns: what it says
 */
EnrollAuthentication
enroll_authentication_judge (const char *value,
                             const char *authserv_id,
                             const char *const *hosts,
                             const char **host)
{
  const char *position = value;
  const char *proof = NULL;

  *host = NULL;
  if (!is_of_server (&position, authserv_id))
    return ENROLL_AUTHENTICATION_FOREIGN;
  if (strlen (value) > MAX_VALUE || !skip_version (&position))
    return ENROLL_AUTHENTICATION_UNPROVEN;

  for (guint n = 0; *position != '\0'; n++)
    {
      g_auto (Finding) finding = { NULL };

      if (n == MAX_RESULTS || *position != ';')
        return ENROLL_AUTHENTICATION_UNPROVEN;
      position++;
      if (!skip_cfws (&position))
        return ENROLL_AUTHENTICATION_UNPROVEN;
      if (*position == '\0')
        break;
      if (!read_finding (&position, &finding))
        return ENROLL_AUTHENTICATION_UNPROVEN;
      if (finding.result == NULL)
        continue;
      if (g_ascii_strcasecmp (finding.method, "dmarc") == 0 &&
          g_ascii_strcasecmp (finding.result, "fail") == 0)
        return ENROLL_AUTHENTICATION_UNPROVEN;
      if (proof == NULL)
        proof = find_proof (&finding, hosts);
    }
  *host = proof;
  return proof != NULL ? ENROLL_AUTHENTICATION_PROVEN : ENROLL_AUTHENTICATION_UNPROVEN;
}

/* `id` or `id domain…`: the server is one of these names or below one. */
static gboolean
is_believed_at (char **words, const char *server)
{
  g_autofree char *lower = g_ascii_strdown (server, -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_ascii_strdown (words[i], -1);
      g_autofree char *below = g_strconcat (".", word, NULL);

      if (word[0] != '\0' && (strcmp (lower, word) == 0 ||
                              (strchr (word, '.') != NULL && g_str_has_suffix (lower, below))))
        return TRUE;
    }
  return FALSE;
}

/* From here on the header is what the sender wrote. */
static gboolean
is_of_sender (const char *name)
{
  static const char *const names[] = {
    "From",         "Sender",       "Reply-To",      "To", "Cc", "Subject", "Date", "Message-ID",
    "MIME-Version", "Content-Type", "DKIM-Signature"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Servers write on top (RFC 8601 section 5), so the first field with the name counts, if nothing of
 * the sender's stands above it. One more after another hop was not removed as it should have been:
 * the server does not do what it is believed for. */
static const char *
find_in_header (const CamelNameValueArray *headers,
                const char *authserv_id,
                const char *const *hosts)
{
  guint n = MIN (camel_name_value_array_get_length (headers), MAX_FIELDS);
  gboolean is_sender = FALSE;
  gboolean is_other_hop = FALSE;
  gboolean has_verdict = FALSE;
  const char *verdict = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *name = NULL;
      const char *value = NULL;
      const char *host;

      camel_name_value_array_get (headers, i, &name, &value);
      is_sender = is_sender || is_of_sender (name);
      is_other_hop = is_other_hop || (has_verdict && g_ascii_strcasecmp (name, "Received") == 0);
      if (g_ascii_strcasecmp (name, "Authentication-Results") != 0 || value == NULL ||
          enroll_authentication_judge (value, authserv_id, hosts, &host) ==
              ENROLL_AUTHENTICATION_FOREIGN)
        continue;
      if (is_other_hop || is_sender)
        return NULL;
      if (!has_verdict)
        verdict = host;
      has_verdict = TRUE;
    }
  return verdict;
}

/**
 * enroll_authentication_dup_host:
 * @message: a message
 * @setting: (nullable): name of the server that is believed; after it, where its accounts reach it
 *   under other names: “mx.example.edu example.edu”
 * @server: (nullable): the server of the account that @message is in, as the account names it
 * @portal: the portal's description
 *
 * Another account's server leaves header fields alone that claim to be of this one, so nothing is
 * believed there, nor in local folders.
 *
 * Returns: (transfer full) (nullable): the portal's host that the account's own server confirmed as
 *   the sender; %NULL if it did not
 */
char *
enroll_authentication_dup_host (CamelMimeMessage *message,
                                const char *setting,
                                const char *server,
                                const EnrollPortal *portal)
{
  const CamelNameValueArray *headers = camel_medium_get_headers (CAMEL_MEDIUM (message));
  g_auto (GStrv) words = NULL;
  CamelInternetAddress *authors = camel_mime_message_get_from (message);
  const char *host;

  if (setting == NULL || server == NULL || server[0] == '\0' || headers == NULL)
    return NULL;
  if (authors == NULL || camel_address_length (CAMEL_ADDRESS (authors)) != 1)
    return NULL;
  words = g_strsplit_set (setting, " \t,", -1);
  if (words[0] == NULL || words[0][0] == '\0' || !is_believed_at (words, server))
    return NULL;

  host = find_in_header (headers, words[0], enroll_portal_get_hosts (portal));
  return host != NULL ? g_strndup (host, strcspn (host, ":")) : NULL;
}

/**
 * enroll_authentication_dup_server:
 * @folder: (nullable): where a message lies
 *
 * Returns: (transfer full) (nullable): the server of its account; %NULL for a local folder
 */
char *
enroll_authentication_dup_server (CamelFolder *folder)
{
  CamelStore *store = folder != NULL ? camel_folder_get_parent_store (folder) : NULL;
  g_autoptr (CamelSettings) settings =
      store != NULL ? camel_service_ref_settings (CAMEL_SERVICE (store)) : NULL;

  return CAMEL_IS_NETWORK_SETTINGS (settings)
             ? camel_network_settings_dup_host (CAMEL_NETWORK_SETTINGS (settings))
             : NULL;
}
