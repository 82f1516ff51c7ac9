/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authorities.h"
#include "enroll-text.h"
#include "enroll-web-address.h"
#include "enroll-web-policy.h"

#include <string.h>

/* What may be loaded, who is trusted, and what is a file rather than a page. Keeps nothing. */

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
carries_a_form (WebKitNavigationAction *action)
{
  WebKitURIRequest *request = webkit_navigation_action_get_request (action);

  if (webkit_navigation_action_get_navigation_type (action) !=
      WEBKIT_NAVIGATION_TYPE_FORM_SUBMITTED)
    return FALSE;
  /* The form was sent before; here the portal says where to go on. */
  return !webkit_navigation_action_is_redirect (action) ||
         g_strcmp0 (webkit_uri_request_get_http_method (request), "GET") != 0;
}

/* A browser leaves a frame empty that a page with TLS wants to have without. The engine does not tell
 * frames from pages, but a page is left by a link, a form or a redirect. */
static gboolean
is_of_frame (WebKitNavigationAction *action)
{
  return webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_OTHER &&
         !webkit_navigation_action_is_redirect (action);
}

/**
 * enroll_web_policy_find_objection:
 * @portal: the portal's description
 * @action: what is about to happen
 * @is_by_program: the program has filled in the page
 *
 * A form that the program has just filled goes to the portal or nowhere; where a user acts, and
 * where the portal itself leads, it is as in a browser. An address that is no web page, such as one
 * of mail, or that a frame begins with, is not gone to, which is no reason to end the visit.
 *
 * Returns: (nullable): why the visit has to end, to be said of the host
 */
const char *
enroll_web_policy_find_objection (const EnrollPortal *portal,
                                  WebKitNavigationAction *action,
                                  gboolean is_by_program)
{
  /* The engine's own text is gone as soon as it is asked for again. */
  g_autofree char *uri =
      g_strdup (webkit_uri_request_get_uri (webkit_navigation_action_get_request (action)));
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  if (scheme != NULL && g_ascii_strcasecmp (scheme, "http") == 0 && !is_of_frame (action))
    return "is not reached by https";
  if (is_by_program && carries_a_form (action) && scheme != NULL &&
      g_ascii_strcasecmp (scheme, "https") == 0 && !enroll_portal_allows (portal, uri, NULL))
    return "is not where answers may go";
  return NULL;
}

/**
 * enroll_web_policy_is_unsent:
 * @error: why a load failed
 *
 * Returns: %TRUE if there was no connection, so that nothing was sent
 */
gboolean
enroll_web_policy_is_unsent (const GError *error)
{
  static const GIOErrorEnum codes[] = {
    G_IO_ERROR_HOST_NOT_FOUND,     G_IO_ERROR_HOST_UNREACHABLE,  G_IO_ERROR_NETWORK_UNREACHABLE,
    G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_PROXY_FAILED,      G_IO_ERROR_PROXY_AUTH_FAILED,
    G_IO_ERROR_PROXY_NEED_AUTH,    G_IO_ERROR_PROXY_NOT_ALLOWED,
  };

  if (error->domain == G_RESOLVER_ERROR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, G_IO_ERROR, (int)codes[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_web_policy_is_superseded:
 * @error: why a load failed
 *
 * Returns: %TRUE if it became a download, or another page took its place, or it was stopped
 */
gboolean
enroll_web_policy_is_superseded (const GError *error)
{
  return g_error_matches (error,
                          WEBKIT_POLICY_ERROR,
                          WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE) ||
         g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * enroll_web_policy_new_error:
 * @code: what can be done
 * @uri: (nullable): what was asked for
 * @reason: what is to be said of its host
 *
 * Returns: (transfer full): why a visit ends; it names the host of @uri, and nothing else of it
 */
GError *
enroll_web_policy_new_error (EnrollError code, const char *uri, const char *reason)
{
  g_autoptr (GUri) parsed = uri != NULL ? enroll_web_address_parse (uri, NULL) : NULL;
  g_autofree char *host = parsed != NULL ? enroll_text_host_of_uri (parsed) : NULL;

  return g_error_new (ENROLL_ERROR,
                      (int)code,
                      "%s %s",
                      host != NULL ? host : "the certificate service",
                      reason);
}

static gboolean
is_attachment (WebKitURIResponse *response)
{
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;

  /* There may be parameters without a disposition. */
  return headers != NULL &&
         soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
         disposition != NULL && g_ascii_strcasecmp (disposition, "attachment") == 0;
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
 * enroll_web_policy_judge_file:
 * @portal: the portal's description
 * @address: where a file is from, after all redirects
 * @document: (nullable): address of the document that handed it out; %NULL if that is not known
 * @error: return location
 *
 * A file that a page has made (`blob:`) names its origin, one that is written out in its address
 * (`data:`) is as good as the document.
 *
 * Returns: (transfer full) (nullable): the address that answers for the file, if the portal allows it;
 *   else %NULL with %ENROLL_ERROR_HOST_REFUSED
 */
GUri *
enroll_web_policy_judge_file (const EnrollPortal *portal,
                              const char *address,
                              const char *document,
                              GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  if (scheme != NULL && g_ascii_strcasecmp (scheme, "blob") == 0)
    return enroll_portal_judge (portal, address + strlen ("blob:"), error);
  if (scheme == NULL || g_ascii_strcasecmp (scheme, "data") != 0)
    return enroll_portal_judge (portal, address, error);
  if (document != NULL)
    return enroll_portal_judge (portal, document, error);
  g_set_error (error,
               ENROLL_ERROR,
               ENROLL_ERROR_HOST_REFUSED,
               "nobody can tell who has handed out a file");
  return NULL;
}

/**
 * enroll_web_policy_trust:
 * @context: an engine
 * @authorities: the administrator's TLS authorities
 * @certificate: of a server that the system does not trust
 * @uri: what was asked for
 *
 * Has @context trust the server if @authorities verify it.
 *
 * Returns: %TRUE if they do
 */
gboolean
enroll_web_policy_trust (WebKitWebContext *context,
                         GTlsDatabase *authorities,
                         GTlsCertificate *certificate,
                         const char *uri)
{
  g_autoptr (GUri) parsed = enroll_web_address_parse (uri, NULL);

  if (parsed == NULL || !enroll_authorities_verify (authorities, certificate, parsed))
    return FALSE;
  webkit_web_context_allow_tls_certificate_for_host (context, certificate, g_uri_get_host (parsed));
  return TRUE;
}

/**
 * enroll_web_policy_answer_dialog:
 * @portal: the portal's description
 * @dialog: what a page asks while the program acts
 *
 * The answer is OK: that is what pressing the button meant. But terms are the user's to agree to.
 */
void
enroll_web_policy_answer_dialog (const EnrollPortal *portal, WebKitScriptDialog *dialog)
{
  WebKitScriptDialogType type = webkit_script_dialog_get_dialog_type (dialog);
  const char *text = webkit_script_dialog_get_message (dialog);

  if (type == WEBKIT_SCRIPT_DIALOG_ALERT || type == WEBKIT_SCRIPT_DIALOG_PROMPT)
    return;
  webkit_script_dialog_confirm_set_confirmed (
      dialog,
      text == NULL || enroll_portal_find_field_role (portal, text) != ENROLL_ROLE_TERMS);
}
