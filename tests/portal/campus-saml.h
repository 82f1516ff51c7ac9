/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "campus-exchange.h"

#include "portal-saml-party.h"

G_BEGIN_DECLS

/* A message for the service provider, and where it goes. */
typedef struct
{
  char *address;
  char *message;
  char *state; /* or NULL */
} CampusResponse;

gboolean campus_saml_prepare (Campus *campus, GError **error);
gboolean campus_saml_knows_return (Campus *campus, const char *address);
LassoLogin *campus_saml_read_request (Campus *campus, const char *query, GError **error);
gboolean campus_saml_answer (Campus *campus,
                             LassoLogin *login,
                             gboolean is_accepted,
                             CampusResponse *response,
                             GError **error);

void campus_response_clear (CampusResponse *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CampusResponse, campus_response_clear)

G_END_DECLS
