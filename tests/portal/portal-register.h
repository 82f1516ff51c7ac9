/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-certificate.h"

G_BEGIN_DECLS

typedef struct
{
  char *address;
  char *first_name;
  char *middle_name;
  char *last_name;
} PortalPerson;

typedef enum
{
  PORTAL_TOKEN_INVITATION,
  PORTAL_TOKEN_CONFIRMATION,
  PORTAL_TOKEN_VALIDATION,
} PortalTokenKind;

typedef struct
{
  char *text;
  PortalTokenKind kind;
  PortalPerson *person;
  gint64 made_at_us;
  gboolean is_used;
} PortalToken;

typedef struct
{
  guint number;
  PortalPerson *person;
  PortalCertificate *certificate;
  char *profile;
  char *password;    /* given on the form; NULL: asked for after issuance */
  char *pass_phrase; /* for revoking; NULL: none was asked for */
  gboolean has_server_key;
  gboolean has_page_key; /* the key is in the page alone, which makes the keystore, too */
  gboolean is_single;    /* may be downloaded only once */
  gboolean is_revoked;
  guint polls_left;
  guint n_downloads;
  gint64 issued_at; /* seconds since 1970 */
  gint64 ready_at_us;
  gint64 next_poll_us;
} PortalOrder;

typedef struct
{
  char *id;
  char *form_token;
  PortalPerson *person;
  PortalToken *token;
  PortalOrder *order;
  char *page_data; /* of a page that fetches it by itself */
  gint64 began_at_us;
  GStrv affiliations; /* asserted by the campus; NULL without it */
  gboolean is_authorised;
  guint n_requested;
} PortalSession;

typedef struct _PortalRegister PortalRegister;

PortalRegister *portal_register_new (void);
void portal_register_free (PortalRegister *self);

PortalPerson *portal_register_find_person (PortalRegister *self, const char *address);
PortalToken *portal_register_find_token (PortalRegister *self, const char *text);
PortalSession *portal_register_find_session (PortalRegister *self, const char *id);
PortalOrder *portal_register_find_order (PortalRegister *self, guint number);
PortalOrder *portal_register_find_serial (PortalRegister *self, const char *serial);
PortalOrder *portal_register_find_newest (PortalRegister *self, const PortalPerson *person);
GPtrArray *portal_register_get_orders (PortalRegister *self);
guint portal_register_count_orders (PortalRegister *self, const PortalPerson *person);
char *portal_register_mask_tokens (PortalRegister *self, const char *text);

PortalPerson *portal_register_add_person (PortalRegister *self, const char *address);
PortalToken *portal_register_add_token (PortalRegister *self,
                                        PortalTokenKind kind,
                                        PortalPerson *person);
PortalSession *portal_register_add_session (PortalRegister *self);
PortalOrder *portal_register_add_order (PortalRegister *self, PortalPerson *person);
void portal_register_remove_session (PortalRegister *self, PortalSession *session);
void portal_register_clear (PortalRegister *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalRegister, portal_register_free)

G_END_DECLS
