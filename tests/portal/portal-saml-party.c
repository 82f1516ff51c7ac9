/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-saml-party.h"

#include "portal-authority.h"

#include <string.h>

/* What both sides of a SAML exchange need of Lasso. */

gboolean
portal_saml_check (lasso_error_t code, const char *what, GError **error)
{
  if (code == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot %s: %s", what, lasso_strerror (code));
  return FALSE;
}

static char *
make_path (const PortalSamlParty *self, const char *end)
{
  g_autofree char *name = g_strconcat (self->name, end, NULL);

  return g_build_filename (self->directory, name, NULL);
}

/* Makes the key if there is none yet.
 *
 * Returns: the certificate as it stands in metadata
 */
char *
portal_saml_party_get_key_descriptor (const PortalSamlParty *self, GError **error)
{
  g_autofree char *path = make_path (self, ".pem");
  g_autofree char *pem = NULL;
  const char *start = NULL;
  const char *end = NULL;

  if (!portal_authority_make_signer (self->directory, self->name, error) ||
      !g_file_get_contents (path, &pem, NULL, error))
    return NULL;
  start = strchr (pem, '\n');
  end = strstr (pem, "\n-----END");
  g_assert (start != NULL && end != NULL && start < end);
  return g_strdup_printf ("<md:KeyDescriptor use=\"signing\">"
                          "<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                          "<ds:X509Data><ds:X509Certificate>%.*s</ds:X509Certificate>"
                          "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>",
                          (int)(end - start),
                          start);
}

/* Reads everything anew, because the other side may have been started again. */
LassoServer *
portal_saml_party_open (const PortalSamlParty *self,
                        LassoProviderRole other_role,
                        const char *other_metadata,
                        GError **error)
{
  g_autofree char *certificate = make_path (self, ".pem");
  g_autofree char *key = make_path (self, "-key.pem");
  g_autoptr (GObject) server = NULL;

  server = (GObject *)lasso_server_new (self->metadata, key, NULL, certificate);
  if (server == NULL)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_FAILED,
                   "the metadata in %s cannot be used",
                   self->metadata);
      return NULL;
    }
  LASSO_SERVER (server)->signature_method = LASSO_SIGNATURE_METHOD_RSA_SHA256;
  if (!portal_saml_check (
          lasso_server_add_provider (LASSO_SERVER (server), other_role, other_metadata, NULL, NULL),
          "read the metadata of the other side",
          error))
    return NULL;
  return LASSO_SERVER (g_steal_pointer (&server));
}
