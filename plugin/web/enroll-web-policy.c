/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-policy.h"

/* What may be loaded, and what is a file rather than a page. Pure. */

/**
 * enroll_web_policy_is_secure:
 * @uri: where a frame wants to go
 *
 * Returns: %TRUE for https, and for what never leaves the page
 */
gboolean
enroll_web_policy_is_secure (const char *uri)
{
  static const char *const schemes[] = { "https", "about", "blob", "data" };
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  for (guint i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strcasecmp (scheme, schemes[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_attachment (WebKitURIResponse *response)
{
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;

  return headers != NULL &&
         soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
         g_ascii_strcasecmp (disposition, "attachment") == 0;
}

/* RFC 5280 §4.2, RFC 8551 §3.2, and what servers call them besides. */
static gboolean
is_certificate_type (const char *type)
{
  static const char *const types[] = {
    "application/x-pkcs12",
    "application/pkcs12",
    "application/pkix-cert",
    "application/x-x509-user-cert",
    "application/x-x509-ca-cert",
    "application/x-x509-email-cert",
    "application/x-pkcs7-certificates",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
    "application/x-pem-file",
    "application/pem-certificate-chain",
    "application/octet-stream",
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (g_ascii_strcasecmp (type, types[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_web_policy_is_download:
 * @decision: about a response
 *
 * Returns: %TRUE if it is a file rather than a page
 */
gboolean
enroll_web_policy_is_download (WebKitResponsePolicyDecision *decision)
{
  WebKitURIResponse *response = webkit_response_policy_decision_get_response (decision);

  return is_attachment (response) ||
         is_certificate_type (webkit_uri_response_get_mime_type (response)) ||
         !webkit_response_policy_decision_is_mime_type_supported (decision);
}

/**
 * enroll_web_policy_verify:
 * @authorities: the administrator's TLS authorities
 * @certificate: of a server that the system does not trust
 * @uri: what was asked for
 *
 * Returns: %TRUE if @authorities verify it in full: name, dates and chain
 */
gboolean
enroll_web_policy_verify (GTlsDatabase *authorities, GTlsCertificate *certificate, const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GSocketConnectable) identity = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return FALSE;
  identity =
      g_network_address_new (g_uri_get_host (parsed), (guint16)MAX (g_uri_get_port (parsed), 0));
  return g_tls_database_verify_chain (authorities,
                                      certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                      identity,
                                      NULL,
                                      G_TLS_DATABASE_VERIFY_NONE,
                                      NULL,
                                      NULL) == 0;
}
