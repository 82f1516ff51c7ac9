/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>
#include <lasso/lasso.h>
#include <lasso/saml-2.0/saml2_helper.h>
#include <lasso/xml/misc_text_node.h>
#include <lasso/xml/saml-2.0/saml2_attribute.h>
#include <lasso/xml/saml-2.0/saml2_attribute_statement.h>
#include <lasso/xml/saml-2.0/saml2_attribute_value.h>
#include <lasso/xml/saml-2.0/saml2_audience_restriction.h>
#include <lasso/xml/saml-2.0/samlp2_authn_request.h>
#include <lasso/xml/saml-2.0/samlp2_response.h>

G_BEGIN_DECLS

/* One side of a SAML exchange, portal or campus: DIRECTORY/NAME.pem and NAME-key.pem sign for it. */
typedef struct
{
  const char *directory;
  const char *name;
  const char *metadata; /* path of its own metadata */
} PortalSamlParty;

gboolean portal_saml_check (lasso_error_t code, const char *what, GError **error);
char *portal_saml_party_get_key_descriptor (const PortalSamlParty *self, GError **error);
LassoServer *portal_saml_party_open (const PortalSamlParty *self,
                                     LassoProviderRole other_role,
                                     const char *other_metadata,
                                     GError **error);

G_END_DECLS
