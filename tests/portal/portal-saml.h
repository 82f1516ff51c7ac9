/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PORTAL_SAML_ROOT "/Shibboleth.sso"

#define PORTAL_SAML_ERROR (portal_saml_error_quark ())

typedef enum
{
  PORTAL_SAML_ERROR_UNKNOWN_INSTITUTION,
  PORTAL_SAML_ERROR_REFUSED,  /* not signed, not for us, not now */
  PORTAL_SAML_ERROR_DENIED,   /* the campus says that there was no login */
  PORTAL_SAML_ERROR_REPEATED, /* the same answer once more */
  PORTAL_SAML_ERROR_MIXED_UP, /* RelayState does not belong to the answer */
} PortalSamlError;

/* What the campus asserts of a person. */
typedef struct
{
  char *address; /* or NULL */
  char *first_name;
  char *last_name;
  GStrv affiliations;
  char *target; /* where the login began */
} PortalAssertion;

typedef struct _PortalSaml PortalSaml;

GQuark portal_saml_error_quark (void);

PortalSaml *portal_saml_new (const char *directory,
                             const char *campus,
                             const char *base,
                             GError **error);
void portal_saml_free (PortalSaml *self);

char *portal_saml_get_campus_value (PortalSaml *self, const char *key);
char *portal_saml_begin (PortalSaml *self, const char *target, GError **error);
char *portal_saml_make_request (PortalSaml *self,
                                const char *state,
                                const char *institution,
                                GError **error);
gboolean portal_saml_accept (PortalSaml *self,
                             const char *response,
                             const char *state,
                             PortalAssertion *assertion,
                             GError **error);
void portal_saml_clear (PortalSaml *self);

void portal_assertion_clear (PortalAssertion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalSaml, portal_saml_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortalAssertion, portal_assertion_clear)

G_END_DECLS
