/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-knobs.h"
#include "portal-log.h"
#include "portal-mail.h"
#include "portal-markup.h"
#include "portal-register.h"
#include "portal-saml.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define PORTAL_ROOT "/customer/Example/smime"

/* The parts that all requests share. */
typedef struct
{
  PortalKnobs *knobs;
  PortalLog *log;
  PortalAuthority *authority;
  PortalMail *mail;
  PortalRegister *people;
  PortalSaml *saml; /* NULL if no campus was named */
  char *base;
  char *extension;
  char *issuer_place;
} Portal;

/* One request and its answer. */
typedef struct
{
  Portal *portal;
  SoupServerMessage *message;
  const char *path;
  GHashTable *query;
  GHashTable *fields;
  PortalSession *session;
  guint seed;
  gboolean is_post;
  gboolean is_legacy;
  gboolean is_scripted; /* pages are built by script */
  gboolean wants_data;  /* a script asks for the page as data */
} PortalExchange;

void portal_exchange_read (PortalExchange *self);
void portal_exchange_clear (PortalExchange *self);

const char *portal_exchange_get_field (PortalExchange *self, const char *key);
char *portal_exchange_get_choice (PortalExchange *self, const char *key, char **options);
char *portal_exchange_get_canonical (PortalExchange *self, const char *page);
char *portal_exchange_get_reference (PortalExchange *self, const char *page);
char *portal_exchange_get_base (PortalExchange *self);
char *portal_exchange_get_page (PortalExchange *self);
guint portal_exchange_pick (PortalExchange *self, const char *topic, guint n_choices);

void portal_exchange_start_session (PortalExchange *self);
void portal_exchange_blame (PortalExchange *self, const char *name, const char *detail);
void portal_exchange_redirect (PortalExchange *self, const char *page);
void portal_exchange_send (PortalExchange *self, guint status, const char *html);
void portal_exchange_send_file (PortalExchange *self,
                                const char *type,
                                const char *name,
                                GBytes *content);

G_END_DECLS
