/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-register.h"

#include "portal-seed.h"

/* Everything that the portal remembers of people: tokens, sessions and orders point to persons, and
 * all of them live until the register is cleared.
 */
struct _PortalRegister
{
  GPtrArray *people;
  GPtrArray *orders;
  GHashTable *tokens;
  GHashTable *sessions;
};

static void
person_free (gpointer data)
{
  PortalPerson *person = data;

  g_free (person->address);
  g_free (person->first_name);
  g_free (person->middle_name);
  g_free (person->last_name);
  g_free (person);
}

static void
token_free (gpointer data)
{
  PortalToken *token = data;

  g_free (token->text);
  g_free (token);
}

static void
session_free (gpointer data)
{
  PortalSession *session = data;

  g_free (session->id);
  g_free (session->form_token);
  g_free (session->page_data);
  g_strfreev (session->affiliations);
  g_free (session);
}

static void
order_free (gpointer data)
{
  PortalOrder *order = data;

  g_clear_pointer (&order->certificate, portal_certificate_free);
  g_free (order->profile);
  g_free (order->password);
  g_free (order->pass_phrase);
  g_free (order);
}

PortalRegister *
portal_register_new (void)
{
  PortalRegister *self = g_new0 (PortalRegister, 1);

  self->people = g_ptr_array_new_with_free_func (person_free);
  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, token_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, session_free);
  return self;
}

void
portal_register_free (PortalRegister *self)
{
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->tokens);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->people);
  g_free (self);
}

PortalPerson *
portal_register_find_person (PortalRegister *self, const char *address)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      PortalPerson *person = self->people->pdata[i];

      if (g_ascii_strcasecmp (person->address, address) == 0)
        return person;
    }
  return NULL;
}

PortalToken *
portal_register_find_token (PortalRegister *self, const char *text)
{
  return g_hash_table_lookup (self->tokens, text);
}

PortalSession *
portal_register_find_session (PortalRegister *self, const char *id)
{
  return g_hash_table_lookup (self->sessions, id);
}

PortalOrder *
portal_register_find_order (PortalRegister *self, guint number)
{
  return number > 0 && number <= self->orders->len ? self->orders->pdata[number - 1] : NULL;
}

PortalOrder *
portal_register_find_serial (PortalRegister *self, const char *serial)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      PortalOrder *order = self->orders->pdata[i];

      if (g_ascii_strcasecmp (portal_certificate_get_serial (order->certificate), serial) == 0)
        return order;
    }
  return NULL;
}

GPtrArray *
portal_register_get_orders (PortalRegister *self)
{
  return self->orders;
}

/* Returns: (nullable): the newest order of @person */
PortalOrder *
portal_register_find_newest (PortalRegister *self, const PortalPerson *person)
{
  for (guint i = self->orders->len; i > 0; i--)
    {
      PortalOrder *order = self->orders->pdata[i - 1];

      if (order->person == person)
        return order;
    }
  return NULL;
}

guint
portal_register_count_orders (PortalRegister *self, const PortalPerson *person)
{
  guint n_orders = 0;

  for (guint i = 0; i < self->orders->len; i++)
    if (((PortalOrder *)self->orders->pdata[i])->person == person)
      n_orders++;
  return n_orders;
}

char *
portal_register_mask_tokens (PortalRegister *self, const char *text)
{
  g_autoptr (GString) masked = g_string_new (text);
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_string_replace (masked, key, "…", 0);
  return g_strdup (masked->str);
}

PortalPerson *
portal_register_add_person (PortalRegister *self, const char *address)
{
  PortalPerson *person = g_new0 (PortalPerson, 1);

  person->address = g_strdup (address);
  person->first_name = g_strdup ("");
  person->middle_name = g_strdup ("");
  person->last_name = g_strdup ("");
  g_ptr_array_add (self->people, person);
  return person;
}

PortalToken *
portal_register_add_token (PortalRegister *self, PortalTokenKind kind, PortalPerson *person)
{
  PortalToken *token = g_new0 (PortalToken, 1);

  token->text = portal_random_token (25);
  token->kind = kind;
  token->person = person;
  token->made_at_us = g_get_monotonic_time ();
  g_hash_table_insert (self->tokens, token->text, token);
  return token;
}

PortalSession *
portal_register_add_session (PortalRegister *self)
{
  PortalSession *session = g_new0 (PortalSession, 1);

  session->id = portal_random_token (32);
  session->form_token = portal_random_token (32);
  session->began_at_us = g_get_monotonic_time ();
  g_hash_table_insert (self->sessions, session->id, session);
  return session;
}

PortalOrder *
portal_register_add_order (PortalRegister *self, PortalPerson *person)
{
  PortalOrder *order = g_new0 (PortalOrder, 1);

  order->person = person;
  g_ptr_array_add (self->orders, order);
  order->number = self->orders->len;
  order->issued_at = g_get_real_time () / G_USEC_PER_SEC;
  return order;
}

void
portal_register_remove_session (PortalRegister *self, PortalSession *session)
{
  g_hash_table_remove (self->sessions, session->id);
}

void
portal_register_clear (PortalRegister *self)
{
  g_hash_table_remove_all (self->sessions);
  g_hash_table_remove_all (self->tokens);
  g_ptr_array_set_size (self->orders, 0);
  g_ptr_array_set_size (self->people, 0);
}
