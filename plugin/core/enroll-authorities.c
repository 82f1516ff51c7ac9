/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authorities.h"
#include "enroll-error.h"

/* The administrator's own TLS authorities, which servers may be verified with besides the
 * system's. */

/**
 * enroll_authorities_load:
 * @tls_ca_file: (nullable): PEM file of authorities
 * @authorities: (out) (transfer full) (nullable): what is in it; %NULL without a file
 * @error: return location
 *
 * Returns: %FALSE with %ENROLL_ERROR_SETTINGS if the file cannot be read
 */
gboolean
enroll_authorities_load (const char *tls_ca_file, GTlsDatabase **authorities, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *authorities = NULL;
  if (tls_ca_file == NULL)
    return TRUE;

  *authorities = g_tls_file_database_new (tls_ca_file, &local_error);
  if (*authorities != NULL)
    return TRUE;
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_SETTINGS,
               "tls-ca-file cannot be read: %s",
               local_error->message);
  return FALSE;
}

/**
 * enroll_authorities_verify:
 * @authorities: authorities
 * @certificate: of a server that the system does not trust
 * @uri: what was asked for; has a host
 *
 * Returns: %TRUE if @authorities verify the server in full: name, dates and chain
 */
gboolean
enroll_authorities_verify (GTlsDatabase *authorities, GTlsCertificate *certificate, GUri *uri)
{
  g_autoptr (GSocketConnectable) identity = NULL;

  identity = g_network_address_new (g_uri_get_host (uri), (guint16)MAX (g_uri_get_port (uri), 0));
  return g_tls_database_verify_chain (authorities,
                                      certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                      identity,
                                      NULL,
                                      G_TLS_DATABASE_VERIFY_NONE,
                                      NULL,
                                      NULL) == 0;
}
