/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-saml.h"

#include "portal-authority.h"

#include <string.h>

/* The identity provider's side of SAML. */

#define LIFETIME_S 300

static const char metadata_format[] =
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
    " entityID=\"%s/idp/shibboleth\">\n"
    "<md:IDPSSODescriptor WantAuthnRequestsSigned=\"true\""
    " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n"
    "%s\n"
    "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>\n"
    "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\""
    " Location=\"%s/idp/profile/SAML2/Redirect/SSO\"/>\n"
    "</md:IDPSSODescriptor>\n"
    "</md:EntityDescriptor>\n";

static char *
get_path (Campus *campus, const char *name)
{
  return g_build_filename (campus->directory, name, NULL);
}

/* Makes the key and writes the metadata; the addresses are known. */
gboolean
campus_saml_prepare (Campus *campus, GError **error)
{
  g_autofree char *path = get_path (campus, "idp-metadata.xml");
  PortalSamlParty party = { campus->directory, "idp", path };
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (!portal_saml_check (lasso_init (), "start Lasso", error))
    return FALSE;
  key = portal_saml_party_get_key_descriptor (&party, error);
  if (key == NULL)
    return FALSE;
  text = g_strdup_printf (metadata_format, campus->idp, key, campus->idp);
  return g_file_set_contents (path, text, -1, error);
}

/* Returns: whether the service provider says that discovery may lead back to @address */
gboolean
campus_saml_knows_return (Campus *campus, const char *address)
{
  g_autofree char *path = get_path (campus, "sp-metadata.xml");
  g_autofree char *metadata = NULL;
  g_auto (GStrv) parts = g_strsplit (address, "?", 2);
  g_autofree char *location = NULL;

  if (parts[0] == NULL || !g_file_get_contents (path, &metadata, NULL, NULL))
    return FALSE;
  location = g_strconcat (":idp-discovery-protocol\" Location=\"", parts[0], "\"", NULL);
  return strstr (metadata, location) != NULL;
}

static LassoLogin *
open_login (Campus *campus, const char *key_name, GError **error)
{
  g_autofree char *metadata = get_path (campus, "idp-metadata.xml");
  g_autofree char *portal_metadata = get_path (campus, "sp-metadata.xml");
  PortalSamlParty party = { campus->directory, key_name, metadata };
  LassoServer *server =
      portal_saml_party_open (&party, LASSO_PROVIDER_ROLE_SP, portal_metadata, error);
  LassoLogin *login = NULL;

  if (server == NULL)
    return NULL;
  login = lasso_login_new (server);
  g_object_unref (server);
  return login;
}

/* @query: of the address that the service provider redirected to
 *
 * Returns: (nullable): the request, to be answered once
 */
LassoLogin *
campus_saml_read_request (Campus *campus, const char *query, GError **error)
{
  gboolean is_foreign = campus_settings_is (campus->settings, "defect", "foreign-key");
  g_autoptr (GObject) login = NULL;

  /* A key that is not in the metadata. */
  if (is_foreign && !portal_authority_make_signer (campus->directory, "foreign", error))
    return NULL;
  login = (GObject *)open_login (campus, is_foreign ? "foreign" : "idp", error);
  if (login == NULL ||
      !portal_saml_check (lasso_login_process_authn_request_msg (LASSO_LOGIN (login), query),
                          "read the request",
                          error))
    return NULL;
  return LASSO_LOGIN (g_steal_pointer (&login));
}

static char *
format_time (gint64 offset_s)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, (double)offset_s);

  return g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
}

/* @values: a list with “;” */
static void
add_attribute (LassoSaml2AttributeStatement *statement,
               const char *oid,
               const char *friendly_name,
               const char *values)
{
  LassoSaml2Attribute *attribute = LASSO_SAML2_ATTRIBUTE (lasso_saml2_attribute_new ());
  g_auto (GStrv) parts = g_strsplit (values, ";", -1);

  attribute->Name = g_strconcat ("urn:oid:", oid, NULL);
  attribute->NameFormat = g_strdup (LASSO_SAML2_ATTRIBUTE_NAME_FORMAT_URI);
  attribute->FriendlyName = g_strdup (friendly_name);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      LassoMiscTextNode *text = lasso_misc_text_node_new_with_string (parts[i]);
      LassoSaml2AttributeValue *value = lasso_saml2_attribute_value_new ();

      text->text_child = TRUE;
      value->any = g_list_append (NULL, text);
      attribute->AttributeValue = g_list_append (attribute->AttributeValue, value);
    }
  statement->Attribute = g_list_append (statement->Attribute, attribute);
}

static void
add_attributes (Campus *campus, LassoSaml2Assertion *assertion)
{
  LassoNode *node = lasso_saml2_attribute_statement_new ();
  LassoSaml2AttributeStatement *statement = LASSO_SAML2_ATTRIBUTE_STATEMENT (node);
  CampusSettings *settings = campus->settings;
  const char *address = campus_settings_get (settings, "email");
  const char *first_name = campus_settings_get (settings, "first-name");
  const char *last_name = campus_settings_get (settings, "last-name");
  g_autofree char *full_name = g_strjoin (" ", first_name, last_name, NULL);
  g_autofree char *principal =
      g_strconcat (campus_settings_get (settings, "user"), strchr (address, '@'), NULL);

  if (!campus_settings_is (settings, "defect", "no-mail"))
    add_attribute (statement, "0.9.2342.19200300.100.1.3", "mail", address);
  add_attribute (statement,
                 "1.3.6.1.4.1.5923.1.1.1.9",
                 "eduPersonScopedAffiliation",
                 campus_settings_get (settings, "affiliation"));
  add_attribute (statement, "1.3.6.1.4.1.5923.1.1.1.6", "eduPersonPrincipalName", principal);
  add_attribute (statement, "2.16.840.1.113730.3.1.241", "displayName", full_name);
  add_attribute (statement, "2.5.4.42", "givenName", first_name);
  add_attribute (statement, "2.5.4.4", "sn", last_name);
  assertion->AttributeStatement = g_list_append (assertion->AttributeStatement, node);
}

static void
change_audience (LassoSaml2Assertion *assertion)
{
  LassoSaml2AudienceRestriction *restriction = assertion->Conditions->AudienceRestriction->data;

  g_free (restriction->Audience);
  restriction->Audience = g_strdup ("https://other.example/shibboleth");
}

static gboolean
build_assertion (Campus *campus, LassoLogin *login, GError **error)
{
  gboolean is_expired = campus_settings_is (campus->settings, "defect", "expired");
  g_autofree char *now = format_time (is_expired ? -7200 : 0);
  g_autofree char *end = format_time (is_expired ? -3600 : LIFETIME_S);
  const char *class_ref = LASSO_SAML2_AUTHN_CONTEXT_PASSWORD_PROTECTED_TRANSPORT;
  LassoSaml2Assertion *assertion = NULL;

  if (!portal_saml_check (lasso_login_build_assertion (login, class_ref, now, NULL, now, end),
                          "build an assertion",
                          error))
    return FALSE;
  assertion = LASSO_SAMLP2_RESPONSE (LASSO_PROFILE (login)->response)->Assertion->data;
  if (campus_settings_is (campus->settings, "defect", "other-audience"))
    change_audience (assertion);
  add_attributes (campus, assertion);
  return TRUE;
}

/* Lasso signs assertions in any case, so the signatures are cut out afterwards. */
static char *
remove_signatures (const char *message)
{
  g_autoptr (GRegex) signature =
      g_regex_new ("<Signature .*?</Signature>", G_REGEX_DOTALL, 0, NULL);
  gsize size = 0;
  g_autofree guchar *data = g_base64_decode (message, &size);
  g_autofree char *xml =
      g_regex_replace_literal (signature, (char *)data, (gssize)size, 0, "", 0, NULL);

  return g_base64_encode ((guchar *)xml, strlen (xml));
}

/* @is_accepted: whether the person logged in and agreed */
gboolean
campus_saml_answer (Campus *campus,
                    LassoLogin *login,
                    gboolean is_accepted,
                    CampusResponse *response,
                    GError **error)
{
  LassoProfile *profile = LASSO_PROFILE (login);
  lasso_error_t code = lasso_login_validate_request_msg (login, is_accepted, is_accepted);

  /* Lasso has put a refusal into the response then. */
  if (is_accepted && !portal_saml_check (code, "answer the request", error))
    return FALSE;
  if (is_accepted && !build_assertion (campus, login, error))
    return FALSE;
  if (!portal_saml_check (lasso_login_build_authn_response_msg (login),
                          "build the response",
                          error))
    return FALSE;
  response->address = g_strdup (profile->msg_url);
  response->message = campus_settings_is (campus->settings, "defect", "unsigned")
                          ? remove_signatures (profile->msg_body)
                          : g_strdup (profile->msg_body);
  response->state = g_strdup (profile->msg_relayState);
  return TRUE;
}

void
campus_response_clear (CampusResponse *self)
{
  g_free (self->address);
  g_free (self->message);
  g_free (self->state);
}
