/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-exchange.h"

#include "portal-seed.h"

#include <stdlib.h>
#include <string.h>

static gboolean
uses_latin1 (PortalExchange *self)
{
  return !self->is_scripted && portal_exchange_pick (self, "charset", 4) == 3;
}

/* What a browser sends from a page in ISO 8859-1: one byte a character, others as references. */
static char *
decode_latin1 (const char *value, gssize length)
{
  g_autofree char *text = g_convert (value, length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  GString *out = g_string_new (NULL);
  const char *at = text != NULL ? text : "";

  while (*at != '\0')
    {
      char *end = NULL;
      gulong code = g_str_has_prefix (at, "&#") ? strtoul (at + 2, &end, 10) : 0;

      if (code > 0xff && end != NULL && *end == ';' && g_unichar_validate ((gunichar)code))
        {
          g_string_append_unichar (out, (gunichar)code);
          at = end + 1;
        }
      else
        {
          g_string_append_c (out, *at++);
        }
    }
  return g_string_free (out, FALSE);
}

static void
take_field (PortalExchange *self, const char *name, const char *value, gssize length)
{
  char *text =
      uses_latin1 (self) ? decode_latin1 (value, length) : g_utf8_make_valid (value, length);

  g_hash_table_replace (self->fields, g_utf8_make_valid (name, -1), text);
}

static void
read_multipart (PortalExchange *self, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  SoupMultipart *multipart = soup_multipart_new_from_message (headers, body);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers = NULL;
      GBytes *part = NULL;
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) params = NULL;
      const char *name = NULL;

      soup_multipart_get_part (multipart, i, &part_headers, &part);
      if (!soup_message_headers_get_content_disposition (part_headers, &disposition, &params))
        continue;
      name = g_hash_table_lookup (params, "name");
      if (name != NULL)
        take_field (self, name, g_bytes_get_data (part, NULL), (gssize)g_bytes_get_size (part));
    }
  g_clear_pointer (&multipart, soup_multipart_free);
}

static void
read_body (PortalExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (g_strcmp0 (type, "multipart/form-data") == 0)
    {
      read_multipart (self, bytes);
    }
  else if (g_strcmp0 (type, "application/x-www-form-urlencoded") == 0)
    {
      gsize size = 0;
      const char *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text = g_strndup (data != NULL ? data : "", size);
      g_autoptr (GHashTable) values = soup_form_decode (text);
      GHashTableIter iter;
      gpointer name = NULL;
      gpointer value = NULL;

      g_hash_table_iter_init (&iter, values);
      while (g_hash_table_iter_next (&iter, &name, &value))
        take_field (self, name, value, -1);
    }
}

static void
read_session (PortalExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; cookies[i] != NULL && self->session == NULL; i++)
    {
      const char *value = strchr (cookies[i], '=');

      if (value != NULL)
        self->session =
            portal_register_find_session (self->portal->people, g_strstrip ((char *)value + 1));
    }
}

static void
read_skin (PortalExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *accepted = soup_message_headers_get_list (headers, "Accept");

  self->is_scripted = !portal_knobs_is (self->portal->knobs, "skin", "html") &&
                      !portal_knobs_is (self->portal->knobs, "skin", "foreign");
  self->wants_data =
      self->is_scripted && accepted != NULL && g_str_has_prefix (accepted, "application/json");
}

/* Before: portal, message, path, query and seed are set. */
void
portal_exchange_read (PortalExchange *self)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  read_skin (self);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_post = soup_server_message_get_method (self->message) == SOUP_METHOD_POST;
  if (self->is_post)
    {
      read_body (self);
    }
  else if (self->query != NULL)
    {
      g_hash_table_iter_init (&iter, self->query);
      while (g_hash_table_iter_next (&iter, &name, &value))
        take_field (self, name, value, -1);
    }
  read_session (self);
  if (self->session == NULL)
    portal_exchange_start_session (self);
}

void
portal_exchange_clear (PortalExchange *self)
{
  g_clear_pointer (&self->fields, g_hash_table_unref);
}

guint
portal_exchange_pick (PortalExchange *self, const char *topic, guint n_choices)
{
  return portal_seed_pick (self->seed, topic, n_choices);
}

/* Returns: (nullable): what was sent for the field @key */
const char *
portal_exchange_get_field (PortalExchange *self, const char *key)
{
  g_autofree char *name = portal_seed_field_name (self->seed, key);

  return g_hash_table_lookup (self->fields, name);
}

/* Returns: (nullable): the text of the chosen option */
char *
portal_exchange_get_choice (PortalExchange *self, const char *key, char **options)
{
  const char *sent = portal_exchange_get_field (self, key);

  for (guint i = 0; sent != NULL && options[i] != NULL; i++)
    {
      g_autofree char *value = portal_seed_option_value (self->seed, key, i, options[i]);

      if (g_str_equal (value, sent))
        return g_strdup (options[i]);
    }
  return NULL;
}

static char *
make_page_name (PortalExchange *self, const char *page)
{
  g_autofree char *topic = g_strconcat ("page-", page, NULL);
  g_autofree char *word = NULL;

  if (portal_exchange_pick (self, "page-names", 2) == 0)
    return g_strdup (page);
  word = portal_seed_word (self->seed, topic, 10);
  return portal_exchange_pick (self, "page-suffix", 2) == 0 ? g_steal_pointer (&word)
                                                            : g_strconcat (word, ".do", NULL);
}

static char *
make_parameter (PortalExchange *self)
{
  return portal_seed_word (self->seed, "page-parameter", 4);
}

static char *
make_folder (PortalExchange *self)
{
  g_autofree char *word = portal_seed_word (self->seed, "page-folder", 6);

  if (portal_exchange_pick (self, "url-style", 3) == 2)
    return g_strconcat (PORTAL_ROOT "/", self->portal->extension, "/", word, "/", NULL);
  return g_strconcat (PORTAL_ROOT "/", self->portal->extension, "/", NULL);
}

/* Returns: the path and query of @page */
char *
portal_exchange_get_canonical (PortalExchange *self, const char *page)
{
  g_autofree char *name = NULL;
  g_autofree char *parameter = NULL;
  g_autofree char *folder = NULL;

  if (self->is_legacy)
    return g_strconcat (PORTAL_ROOT "?action=", page, NULL);
  name = make_page_name (self, page);
  if (portal_exchange_pick (self, "url-style", 3) == 1)
    {
      parameter = make_parameter (self);
      return g_strconcat (PORTAL_ROOT "/",
                          self->portal->extension,
                          "?",
                          parameter,
                          "=",
                          name,
                          NULL);
    }
  folder = make_folder (self);
  return g_strconcat (folder, name, NULL);
}

/* Returns: (nullable): what the page gives for a base address */
char *
portal_exchange_get_base (PortalExchange *self)
{
  g_autofree char *folder = NULL;

  if (self->is_legacy || self->is_scripted ||
      portal_exchange_pick (self, "reference-style", 4) != 3)
    return NULL;
  if (portal_exchange_pick (self, "url-style", 3) == 1)
    return g_strconcat (self->portal->base, PORTAL_ROOT "/", self->portal->extension, NULL);
  folder = make_folder (self);
  return g_strconcat (self->portal->base, folder, NULL);
}

/* Returns: @page as it stands in links and forms of the page that answers this request */
char *
portal_exchange_get_reference (PortalExchange *self, const char *page)
{
  g_autofree char *canonical = portal_exchange_get_canonical (self, page);
  g_autofree char *base = portal_exchange_get_base (self);
  guint style = portal_exchange_pick (self, "reference-style", 4);
  const char *current = self->path;
  char *query = strchr (canonical, '?');
  char *slash = NULL;

  if (style == 2)
    return g_strconcat (self->portal->base, canonical, NULL);
  /* A page that is built by script may stand at the address of another one. */
  if (self->is_scripted)
    return g_steal_pointer (&canonical);
  if (base != NULL)
    current = base + strlen (self->portal->base);
  if (style == 0 || current == NULL)
    return g_steal_pointer (&canonical);
  if (query != NULL)
    {
      if (strncmp (current, canonical, (gsize)(query - canonical)) == 0 &&
          strlen (current) == (gsize)(query - canonical))
        return g_strdup (query);
      return g_steal_pointer (&canonical);
    }
  slash = strrchr (canonical, '/');
  if (strncmp (current, canonical, (gsize)(slash + 1 - canonical)) == 0 &&
      strchr (current + (slash + 1 - canonical), '/') == NULL)
    return g_strdup (slash + 1);
  return g_steal_pointer (&canonical);
}

/* Returns: (nullable): which page this request asks for; NULL for the start */
char *
portal_exchange_get_page (PortalExchange *self)
{
  static const char *const pages[] = { "login",  "list",   "code",     "form",     "wait",
                                       "result", "choose", "download", "logout",   "eula",
                                       "search", "revoke", "renew",    "language", "data" };
  g_autofree char *parameter = make_parameter (self);
  const char *rest = self->path + strlen (PORTAL_ROOT);
  const char *name = NULL;

  rest = *rest == '/' ? strchr (rest + 1, '/') : NULL;
  name = rest != NULL          ? strrchr (rest, '/') + 1
         : self->query != NULL ? g_hash_table_lookup (self->query, parameter)
                               : NULL;
  if (name == NULL || *name == '\0')
    return NULL;
  if (g_str_equal (name, "login"))
    return g_strdup (name);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *page_name = make_page_name (self, pages[i]);

      if (g_str_equal (page_name, name))
        return g_strdup (pages[i]);
    }
  return g_strdup ("nowhere");
}

void
portal_exchange_start_session (PortalExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *word = portal_seed_word (self->seed, "cookie", 8);
  g_autofree char *cookie = NULL;

  self->session = portal_register_add_session (self->portal->people);
  cookie = g_strdup_printf ("%s=%s; Path=%s; Secure; HttpOnly",
                            self->seed == 0 ? "JSESSIONID" : word,
                            self->session->id,
                            portal_exchange_pick (self, "cookie-path", 2) == 0 ? "/" : PORTAL_ROOT);
  soup_message_headers_replace (headers, "Set-Cookie", cookie);
}

void
portal_exchange_blame (PortalExchange *self, const char *name, const char *detail)
{
  portal_log_add_wrongdoing (self->portal->log, name, detail);
}

void
portal_exchange_redirect (PortalExchange *self, const char *page)
{
  g_autofree char *canonical = portal_exchange_get_canonical (self, page);
  g_autofree char *target = portal_exchange_pick (self, "location", 2) == 0
                                ? g_strconcat (self->portal->base, canonical, NULL)
                                : g_strdup (canonical);
  guint status =
      portal_exchange_pick (self, "redirect", 2) == 0 ? SOUP_STATUS_FOUND : SOUP_STATUS_SEE_OTHER;

  soup_server_message_set_redirect (self->message, status, target);
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                "Location",
                                target);
}

static char *
encode_latin1 (const char *html)
{
  GString *out = g_string_new (NULL);

  for (const char *at = html; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character > 0xff || (character >= 0x80 && character < 0xa0))
        g_string_append_printf (out, "&#%u;", character);
      else
        g_string_append_c (out, (char)character);
    }
  return g_string_free (out, FALSE);
}

void
portal_exchange_send (PortalExchange *self, guint status, const char *html)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gboolean latin1 = uses_latin1 (self);
  char *body = latin1 ? encode_latin1 (html) : g_strdup (html);

  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (self->message,
                                    latin1 ? "text/html; charset=iso-8859-1"
                                           : "text/html; charset=utf-8",
                                    SOUP_MEMORY_TAKE,
                                    body,
                                    strlen (body));
}

void
portal_exchange_send_file (PortalExchange *self,
                           const char *type,
                           const char *name,
                           GBytes *content)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", name);
  gboolean is_shown = portal_knobs_is (self->portal->knobs, "download", "text") &&
                      g_str_has_suffix (name, ".pem") && !self->wants_data;
  gsize size = 0;
  const char *data = g_bytes_get_data (content, &size);

  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  if (!is_shown)
    soup_message_headers_replace (headers, "Content-Disposition", disposition);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (self->message,
                                    is_shown ? "text/plain; charset=utf-8"
                                    : portal_exchange_pick (self, "type", 2) == 0
                                        ? type
                                        : "application/octet-stream",
                                    SOUP_MEMORY_COPY,
                                    data,
                                    size);
}
