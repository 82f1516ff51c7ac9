/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-saml.h"

#include "portal-saml-party.h"
#include "portal-seed.h"

#include <string.h>

/* The service provider of the portal. It remembers the logins that began here, so that an answer
 * counts once, and only with the RelayState that was sent along.
 */
struct _PortalSaml
{
  char *directory;
  char *campus;
  char *base;
  char *entity;
  char *metadata;
  GHashTable *logins;
};

typedef struct
{
  char *state;
  char *target;
  char *request; /* NULL until the institution is known */
  gboolean is_finished;
} Login;

#define CLOCK_TOLERANCE_S 60

static const char metadata_format[] =
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"%s\">\n"
    "<md:SPSSODescriptor AuthnRequestsSigned=\"true\" WantAssertionsSigned=\"true\""
    " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n"
    "<md:Extensions><idpdisc:DiscoveryResponse"
    " xmlns:idpdisc=\"urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol\""
    " Binding=\"urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol\""
    " Location=\"%s" PORTAL_SAML_ROOT "/Login\" index=\"1\"/></md:Extensions>\n"
    "%s\n"
    "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>\n"
    "<md:AssertionConsumerService index=\"1\" isDefault=\"true\""
    " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
    " Location=\"%s" PORTAL_SAML_ROOT "/SAML2/POST\"/>\n"
    "</md:SPSSODescriptor>\n"
    "</md:EntityDescriptor>\n";

G_DEFINE_QUARK (portal - saml - error - quark, portal_saml_error)

static void
login_free (gpointer data)
{
  Login *login = data;

  g_free (login->state);
  g_free (login->target);
  g_free (login->request);
  g_free (login);
}

static PortalSamlParty
get_party (PortalSaml *self)
{
  PortalSamlParty party = { self->directory, "sp", self->metadata };

  return party;
}

static gboolean
write_metadata (PortalSaml *self, GError **error)
{
  PortalSamlParty party = get_party (self);
  g_autofree char *key = portal_saml_party_get_key_descriptor (&party, error);
  g_autofree char *text = NULL;

  if (key == NULL)
    return FALSE;
  text = g_strdup_printf (metadata_format, self->entity, self->base, key, self->base);
  return g_file_set_contents (self->metadata, text, -1, error);
}

/* @directory: for the key; @campus: where metadata is exchanged, see README.md */
PortalSaml *
portal_saml_new (const char *directory, const char *campus, const char *base, GError **error)
{
  g_autoptr (PortalSaml) self = g_new0 (PortalSaml, 1);

  self->directory = g_strdup (directory);
  self->campus = g_strdup (campus);
  self->base = g_strdup (base);
  self->entity = g_strconcat (base, "/shibboleth", NULL);
  self->metadata = g_build_filename (campus, "sp-metadata.xml", NULL);
  self->logins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, login_free);
  if (g_mkdir_with_parents (campus, 0700) != 0)
    g_warning ("cannot make %s", campus);
  if (!portal_saml_check (lasso_init (), "start Lasso", error) || !write_metadata (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
portal_saml_free (PortalSaml *self)
{
  g_hash_table_unref (self->logins);
  g_free (self->directory);
  g_free (self->campus);
  g_free (self->base);
  g_free (self->entity);
  g_free (self->metadata);
  g_free (self);
}

/* Returns: (nullable): what the campus said about itself when it was ready */
char *
portal_saml_get_campus_value (PortalSaml *self, const char *key)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->campus, "ready.ini", NULL);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (file, "campus", key, NULL);
}

/* A login begins: the person is asked for the institution (Identity Provider Discovery Service
 * Protocol, section 2.4).
 *
 * Returns: the address of the discovery service
 */
char *
portal_saml_begin (PortalSaml *self, const char *target, GError **error)
{
  g_autofree char *discovery = portal_saml_get_campus_value (self, "discovery");
  g_autofree char *random = portal_random_token (20);
  g_autofree char *back = NULL;
  g_autofree char *escaped_entity = g_uri_escape_string (self->entity, NULL, FALSE);
  g_autofree char *escaped_back = NULL;
  Login *login = NULL;

  if (discovery == NULL)
    {
      g_set_error (error,
                   PORTAL_SAML_ERROR,
                   PORTAL_SAML_ERROR_UNKNOWN_INSTITUTION,
                   "no campus has been started yet");
      return NULL;
    }
  login = g_new0 (Login, 1);
  login->state = g_strconcat ("ss:mem:", random, NULL);
  login->target = g_strdup (target);
  g_hash_table_insert (self->logins, login->state, login);
  back = g_strconcat (self->base, PORTAL_SAML_ROOT "/Login?SAMLDS=1&target=", login->state, NULL);
  escaped_back = g_uri_escape_string (back, NULL, FALSE);
  return g_strdup_printf ("%s?entityID=%s&return=%s", discovery, escaped_entity, escaped_back);
}

static LassoLogin *
open_login (PortalSaml *self, GError **error)
{
  PortalSamlParty party = get_party (self);
  g_autofree char *metadata = g_build_filename (self->campus, "idp-metadata.xml", NULL);
  LassoServer *server = portal_saml_party_open (&party, LASSO_PROVIDER_ROLE_IDP, metadata, error);
  LassoLogin *login = NULL;

  if (server == NULL)
    return NULL;
  login = lasso_login_new (server);
  g_object_unref (server);
  return login;
}

static gboolean
build_request (LassoLogin *login, const char *institution, const char *state, GError **error)
{
  LassoProfile *profile = LASSO_PROFILE (login);
  LassoSamlp2AuthnRequest *request = NULL;

  if (lasso_server_get_provider (profile->server, institution) == NULL)
    {
      g_set_error (error,
                   PORTAL_SAML_ERROR,
                   PORTAL_SAML_ERROR_UNKNOWN_INSTITUTION,
                   "unknown identity provider %s",
                   institution);
      return FALSE;
    }
  if (!portal_saml_check (
          lasso_login_init_authn_request (login, institution, LASSO_HTTP_METHOD_REDIRECT),
          "begin a request",
          error))
    return FALSE;
  request = LASSO_SAMLP2_AUTHN_REQUEST (profile->request);
  g_free (request->NameIDPolicy->Format);
  request->NameIDPolicy->Format = g_strdup (LASSO_SAML2_NAME_IDENTIFIER_FORMAT_TRANSIENT);
  request->NameIDPolicy->AllowCreate = TRUE;
  g_free (request->ProtocolBinding);
  request->ProtocolBinding = g_strdup (LASSO_SAML2_METADATA_BINDING_POST);
  g_free (profile->msg_relayState);
  profile->msg_relayState = g_strdup (state);
  return portal_saml_check (lasso_login_build_authn_request_msg (login), "build a request", error);
}

/* Returns: the address of the institution, with the request */
char *
portal_saml_make_request (PortalSaml *self,
                          const char *state,
                          const char *institution,
                          GError **error)
{
  Login *login = g_hash_table_lookup (self->logins, state);
  g_autoptr (GObject) exchange = NULL;

  if (login == NULL)
    {
      g_set_error (error,
                   PORTAL_SAML_ERROR,
                   PORTAL_SAML_ERROR_MIXED_UP,
                   "no login began with this state");
      return NULL;
    }
  exchange = (GObject *)open_login (self, error);
  if (exchange == NULL || !build_request (LASSO_LOGIN (exchange), institution, state, error))
    return NULL;
  g_free (login->request);
  login->request = g_strdup (LASSO_SAMLP2_REQUEST_ABSTRACT (LASSO_PROFILE (exchange)->request)->ID);
  return g_strdup (LASSO_PROFILE (exchange)->msg_url);
}

static Login *
find_request (PortalSaml *self, const char *request)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->logins);
  while (request != NULL && g_hash_table_iter_next (&iter, NULL, &value))
    if (g_strcmp0 (((Login *)value)->request, request) == 0)
      return value;
  return NULL;
}

static gboolean
refuse (GError **error, PortalSamlError code, const char *why)
{
  g_set_error_literal (error, PORTAL_SAML_ERROR, code, why);
  return FALSE;
}

/* Lasso looks at signatures; who is meant and until when, the profile leaves to us (SAML Profiles,
 * section 4.1.4.3).
 */
static gboolean
check_meaning (PortalSaml *self,
               LassoSamlp2StatusResponse *response,
               LassoSaml2Assertion *assertion,
               GError **error)
{
  g_autofree char *consumer = g_strconcat (self->base, PORTAL_SAML_ROOT "/SAML2/POST", NULL);
  LassoSaml2SubjectConfirmationData *confirmation =
      lasso_saml2_assertion_get_subject_confirmation_data (assertion, FALSE);

  if (g_strcmp0 (response->Destination, consumer) != 0 || confirmation == NULL ||
      g_strcmp0 (confirmation->Recipient, consumer) != 0)
    return refuse (error, PORTAL_SAML_ERROR_REFUSED, "the assertion was sent to somebody else");
  if (lasso_saml2_assertion_validate_audience (assertion, self->entity) !=
      LASSO_SAML2_ASSERTION_VALID)
    return refuse (error, PORTAL_SAML_ERROR_REFUSED, "the assertion was made for somebody else");
  if (lasso_saml2_assertion_validate_time_checks (assertion, CLOCK_TOLERANCE_S, time (NULL)) !=
      LASSO_SAML2_ASSERTION_VALID)
    return refuse (error, PORTAL_SAML_ERROR_REFUSED, "the assertion is not valid now");
  return TRUE;
}

static gboolean
check_login (Login *login, const char *state, GError **error)
{
  if (login == NULL)
    return refuse (error, PORTAL_SAML_ERROR_REFUSED, "nobody asked for this assertion");
  if (login->is_finished)
    return refuse (error, PORTAL_SAML_ERROR_REPEATED, "the assertion was used before");
  if (g_strcmp0 (login->state, state) != 0)
    return refuse (error, PORTAL_SAML_ERROR_MIXED_UP, "the state belongs to another login");
  return TRUE;
}

static const char *
get_text (const LassoNode *value)
{
  const LassoSaml2AttributeValue *attribute = LASSO_SAML2_ATTRIBUTE_VALUE (value);
  const LassoNode *node = attribute->any != NULL ? attribute->any->data : NULL;

  return LASSO_IS_MISC_TEXT_NODE (node) ? LASSO_MISC_TEXT_NODE (node)->content : NULL;
}

/* Returns: the values of the attribute with the object identifier @oid */
static GStrv
get_values (LassoSaml2Assertion *assertion, const char *oid)
{
  g_autofree char *name = g_strconcat ("urn:oid:", oid, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GList *i = assertion->AttributeStatement; i != NULL; i = i->next)
    for (GList *j = LASSO_SAML2_ATTRIBUTE_STATEMENT (i->data)->Attribute; j != NULL; j = j->next)
      {
        LassoSaml2Attribute *attribute = LASSO_SAML2_ATTRIBUTE (j->data);

        if (g_strcmp0 (attribute->Name, name) != 0)
          continue;
        for (GList *k = attribute->AttributeValue; k != NULL; k = k->next)
          if (get_text (k->data) != NULL)
            g_strv_builder_add (builder, get_text (k->data));
      }
  return g_strv_builder_end (builder);
}

static char *
get_value (LassoSaml2Assertion *assertion, const char *oid)
{
  g_auto (GStrv) values = get_values (assertion, oid);

  return g_strdup (values[0]);
}

/* Returns: the one assertion in @response, or NULL; it belongs to @exchange */
static LassoSaml2Assertion *
read_response (LassoLogin *exchange, const char *response, GError **error)
{
  LassoProfile *profile = LASSO_PROFILE (exchange);
  lasso_error_t code = 0;
  GList *assertions = NULL;

  code = lasso_login_process_authn_response_msg (exchange, (char *)response);
  if (code == LASSO_PROFILE_ERROR_REQUEST_DENIED || code == LASSO_LOGIN_ERROR_REQUEST_DENIED ||
      code == LASSO_LOGIN_ERROR_STATUS_NOT_SUCCESS)
    refuse (error, PORTAL_SAML_ERROR_DENIED, lasso_strerror (code));
  else if (code != 0)
    refuse (error, PORTAL_SAML_ERROR_REFUSED, lasso_strerror (code));
  else
    assertions = LASSO_SAMLP2_RESPONSE (profile->response)->Assertion;
  if (code == 0 && g_list_length (assertions) != 1)
    refuse (error, PORTAL_SAML_ERROR_REFUSED, "there is not just one assertion");
  else if (code == 0)
    return LASSO_SAML2_ASSERTION (assertions->data);
  return NULL;
}

/* @state: (nullable): the RelayState that came with the response
 *
 * Returns: FALSE with an error of PORTAL_SAML_ERROR; then @assertion is untouched
 */
gboolean
portal_saml_accept (PortalSaml *self,
                    const char *response,
                    const char *state,
                    PortalAssertion *assertion,
                    GError **error)
{
  g_autoptr (GObject) exchange = (GObject *)open_login (self, error);
  LassoSaml2Assertion *node = NULL;
  Login *login = NULL;

  if (exchange != NULL)
    node = read_response (LASSO_LOGIN (exchange), response, error);
  if (node == NULL)
    return FALSE;
  login = find_request (self, lasso_saml2_assertion_get_in_response_to (node));
  if (!check_meaning (self,
                      LASSO_SAMLP2_STATUS_RESPONSE (LASSO_PROFILE (exchange)->response),
                      node,
                      error) ||
      !check_login (login, state, error))
    return FALSE;
  login->is_finished = TRUE;
  assertion->address = get_value (node, "0.9.2342.19200300.100.1.3");
  assertion->first_name = get_value (node, "2.5.4.42");
  assertion->last_name = get_value (node, "2.5.4.4");
  assertion->affiliations = get_values (node, "1.3.6.1.4.1.5923.1.1.1.9");
  assertion->target = g_strdup (login->target);
  return TRUE;
}

void
portal_saml_clear (PortalSaml *self)
{
  g_hash_table_remove_all (self->logins);
}

void
portal_assertion_clear (PortalAssertion *self)
{
  g_free (self->address);
  g_free (self->first_name);
  g_free (self->last_name);
  g_strfreev (self->affiliations);
  g_free (self->target);
}
