/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "campus-settings.h"
#include "portal-log.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The parts that all requests share. */
typedef struct
{
  CampusSettings *settings;
  PortalLog *log;
  GHashTable *sessions;
  GHashTable *executions;
  char *directory;
  char *discovery; /* scheme, host and port */
  char *idp;
} Campus;

/* What the identity provider knows of a browser. */
typedef struct
{
  char *id;
  gboolean has_password;
  gboolean has_code;
} CampusSession;

/* One request and its answer. */
typedef struct
{
  Campus *campus;
  SoupServerMessage *message;
  const char *path;
  GHashTable *query;
  GHashTable *fields;
} CampusExchange;

void campus_exchange_read (CampusExchange *self);
void campus_exchange_clear (CampusExchange *self);
void campus_exchange_log (CampusExchange *self);

const char *campus_exchange_get_query (CampusExchange *self, const char *key);
const char *campus_exchange_get_field (CampusExchange *self, const char *key);
gboolean campus_exchange_is_post (CampusExchange *self);
CampusSession *campus_exchange_get_session (CampusExchange *self);
CampusSession *campus_exchange_start_session (CampusExchange *self);

void campus_exchange_redirect (CampusExchange *self, const char *address);
void campus_exchange_send (CampusExchange *self,
                           guint status,
                           const char *title,
                           const char *body,
                           const char *attributes);
void campus_exchange_send_problem (CampusExchange *self, guint status, const char *text);

void campus_session_free (gpointer session);

G_END_DECLS
