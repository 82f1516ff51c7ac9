/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-enroll.h"
#include "portal-letters.h"
#include "portal-server.h"

#include <stdlib.h>
#include <string.h>

/* The plain HTTP side, for tests alone. */

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "text/plain; charset=utf-8",
                                    SOUP_MEMORY_COPY,
                                    text,
                                    strlen (text));
}

static const char *
get (GHashTable *fields, const char *key)
{
  const char *value = g_hash_table_lookup (fields, key);

  return value != NULL ? value : "";
}

static void
set_knobs (Portal *portal, SoupServerMessage *message, GHashTable *fields)
{
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, fields);
  while (error == NULL && g_hash_table_iter_next (&iter, &key, &value))
    portal_knobs_set (portal->knobs, key, value, &error);
  if (error == NULL)
    portal_knobs_check (portal->knobs, &error);
  if (error != NULL)
    answer (message, SOUP_STATUS_BAD_REQUEST, error->message);
  else
    answer (message, SOUP_STATUS_OK, "");
}

static PortalPerson *
take_person (Portal *portal, SoupServerMessage *message, GHashTable *fields)
{
  const char *address = get (fields, "email");
  PortalPerson *person = NULL;
  char **names[3] = { 0 };
  static const char *const keys[] = { "first-name", "middle-name", "last-name" };

  if (!portal_address_is_valid (address))
    {
      answer (message, SOUP_STATUS_BAD_REQUEST, "the address is not valid");
      return NULL;
    }
  person = portal_register_find_person (portal->people, address);
  if (person == NULL)
    person = portal_register_add_person (portal->people, address);
  names[0] = &person->first_name;
  names[1] = &person->middle_name;
  names[2] = &person->last_name;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_free (*names[i]);
      *names[i] = g_strdup (get (fields, keys[i]));
    }
  portal_enroll_issue_earlier (portal,
                               person,
                               (guint)CLAMP (atoi (get (fields, "certificates")), 0, 10));
  return person;
}

static void
invite (Portal *portal, SoupServerMessage *message, GHashTable *fields)
{
  PortalPerson *person = take_person (portal, message, fields);
  PortalToken *token = NULL;
  g_autofree char *link = NULL;

  if (person == NULL)
    return;
  token = portal_register_add_token (portal->people, PORTAL_TOKEN_INVITATION, person);
  link = portal_letter_make_link (portal, token);
  if (!g_str_equal (get (fields, "deliver"), "no"))
    portal_letter_send (portal, token, link);
  answer (message, SOUP_STATUS_OK, link);
}

/* Whoever was told to come back later starts anew. */
static void
let_time_pass (Portal *portal, SoupServerMessage *message)
{
  GPtrArray *orders = portal_register_get_orders (portal->people);

  for (guint i = 0; i < orders->len; i++)
    {
      PortalOrder *order = orders->pdata[i];

      order->next_poll_us = 0;
    }
  answer (message, SOUP_STATUS_OK, "");
}

typedef void (*AddOrder) (GString *text, const PortalOrder *order);

static void
list_orders (Portal *portal, SoupServerMessage *message, AddOrder add)
{
  GPtrArray *orders = portal_register_get_orders (portal->people);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < orders->len; i++)
    add (text, orders->pdata[i]);
  answer (message, SOUP_STATUS_OK, text->str);
}

static void
add_issued (GString *text, const PortalOrder *order)
{
  g_string_append_printf (text,
                          "%s %s\n",
                          portal_certificate_get_serial (order->certificate),
                          order->person->address);
}

static void
add_pass_phrase (GString *text, const PortalOrder *order)
{
  if (order->pass_phrase != NULL)
    g_string_append_printf (text, "%s\n", order->pass_phrase);
}

static void
send_certificate (Portal *portal, SoupServerMessage *message, GHashTable *query)
{
  const char *serial = query != NULL ? get (query, "serial") : "";
  PortalOrder *order = portal_register_find_serial (portal->people, serial);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *text = NULL;

  if (order == NULL)
    {
      answer (message, SOUP_STATUS_NOT_FOUND, "no certificate has this serial number");
      return;
    }
  content = portal_certificate_export (order->certificate, "pem", "leaf");
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  answer (message, SOUP_STATUS_OK, text);
}

static void
send_authorities (Portal *portal, SoupServerMessage *message)
{
  g_autoptr (GBytes) content = portal_authority_export_chain (portal->authority);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message,
                                    "application/pkcs7-mime",
                                    SOUP_MEMORY_COPY,
                                    g_bytes_get_data (content, NULL),
                                    g_bytes_get_size (content));
}

static void
handle_get (Portal *portal, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_autofree char *text = NULL;

  if (g_str_equal (path, "/requests"))
    {
      text = portal_log_get_requests (portal->log);
      answer (message, SOUP_STATUS_OK, text);
    }
  else if (g_str_equal (path, "/wrongdoings"))
    {
      text = portal_log_get_wrongdoings (portal->log);
      answer (message, SOUP_STATUS_OK, text);
    }
  else if (g_str_equal (path, "/issued"))
    list_orders (portal, message, add_issued);
  else if (g_str_equal (path, "/pass-phrases"))
    list_orders (portal, message, add_pass_phrase);
  else if (g_str_equal (path, "/certificate"))
    send_certificate (portal, message, query);
  else if (g_str_equal (path, "/authorities"))
    send_authorities (portal, message);
  else if (g_str_equal (path, "/last-mail"))
    answer (message, SOUP_STATUS_OK, portal_mail_get_last (portal->mail));
  else
    answer (message, SOUP_STATUS_NOT_FOUND, "");
}

static void
handle_post (Portal *portal, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_autoptr (GHashTable) fields = soup_form_decode (text);

  if (g_str_equal (path, "/knobs"))
    set_knobs (portal, message, fields);
  else if (g_str_equal (path, "/invite"))
    invite (portal, message, fields);
  else if (g_str_equal (path, "/person"))
    {
      if (take_person (portal, message, fields) != NULL)
        answer (message, SOUP_STATUS_OK, "");
    }
  else if (g_str_equal (path, "/later"))
    let_time_pass (portal, message);
  else if (g_str_equal (path, "/reset"))
    {
      portal_register_clear (portal->people);
      if (portal->saml != NULL)
        portal_saml_clear (portal->saml);
      portal_log_clear (portal->log);
      portal_mail_clear (portal->mail);
      answer (message, SOUP_STATUS_OK, "");
    }
  else
    answer (message, SOUP_STATUS_NOT_FOUND, "");
}

static void
control_arrived_cb (SoupServer *server,
                    SoupServerMessage *message,
                    const char *path,
                    GHashTable *query,
                    gpointer user_data)
{
  Portal *portal = user_data;

  if (soup_server_message_get_method (message) == SOUP_METHOD_GET)
    handle_get (portal, message, path, query);
  else if (soup_server_message_get_method (message) == SOUP_METHOD_POST)
    handle_post (portal, message, path);
  else
    answer (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "");
}

void
portal_control_add_handlers (SoupServer *server, Portal *portal)
{
  soup_server_add_handler (server, NULL, control_arrived_cb, portal, NULL);
}
