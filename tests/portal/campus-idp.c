/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "campus-pages.h"
#include "campus-server.h"
#include "campus-totp.h"

#include "portal-seed.h"

#include <string.h>

/* The identity provider: password, code, release of the attributes, response. An execution is one
 * request on its way through these; who logged in before is asked for less.
 */

#define SSO_PATH "/idp/profile/SAML2/Redirect/SSO"

typedef struct
{
  char *id;
  char *token; /* of its forms */
  CampusSession *session;
  LassoLogin *login;
  gboolean is_released;
} Execution;

typedef enum
{
  STEP_PASSWORD,
  STEP_CODE,
  STEP_CONSENT,
  STEP_RESPONSE,
} Step;

void
campus_execution_free (gpointer execution)
{
  Execution *self = execution;

  g_free (self->id);
  g_free (self->token);
  g_object_unref (self->login);
  g_free (self);
}

static Step
find_step (CampusExchange *exchange, const Execution *execution)
{
  CampusSettings *settings = exchange->campus->settings;

  if (!execution->session->has_password)
    return STEP_PASSWORD;
  if (!execution->session->has_code && campus_settings_is (settings, "second-factor", "yes"))
    return STEP_CODE;
  if (!execution->is_released && campus_settings_is (settings, "consent", "yes"))
    return STEP_CONSENT;
  return STEP_RESPONSE;
}

static void
go_on (CampusExchange *exchange, const Execution *execution)
{
  g_autofree char *address = g_strconcat (SSO_PATH "?execution=", execution->id, NULL);

  campus_exchange_redirect (exchange, address);
}

static void
begin (CampusExchange *exchange)
{
  Campus *campus = exchange->campus;
  GUri *uri = soup_server_message_get_uri (exchange->message);
  const char *query = g_uri_get_query (uri);
  CampusSession *session = campus_exchange_get_session (exchange);
  g_autoptr (GError) error = NULL;
  LassoLogin *login = campus_saml_read_request (campus, query, &error);
  Execution *execution = NULL;

  if (login == NULL)
    {
      g_message ("a request was refused: %s", error->message);
      campus_exchange_send_problem (exchange,
                                    SOUP_STATUS_BAD_REQUEST,
                                    "The request of the service cannot be read.");
      return;
    }
  if (session == NULL)
    session = campus_exchange_start_session (exchange);
  if (LASSO_SAMLP2_AUTHN_REQUEST (LASSO_PROFILE (login)->request)->ForceAuthn)
    session->has_password = session->has_code = FALSE;
  execution = g_new0 (Execution, 1);
  execution->id = portal_random_token (16);
  execution->token = portal_random_token (32);
  execution->session = session;
  execution->login = login;
  g_hash_table_insert (campus->executions, execution->id, execution);
  go_on (exchange, execution);
}

/* A request is answered once. */
static void
respond (CampusExchange *exchange, Execution *execution, gboolean is_accepted)
{
  g_auto (CampusResponse) response = { 0 };
  g_autoptr (GError) error = NULL;

  if (campus_saml_answer (exchange->campus, execution->login, is_accepted, &response, &error))
    {
      campus_page_show_response (exchange, &response);
    }
  else
    {
      g_warning ("no response: %s", error->message);
      campus_exchange_send_problem (exchange,
                                    SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                    "The service cannot be answered.");
    }
  g_hash_table_remove (exchange->campus->executions, execution->id);
}

static void
show (CampusExchange *exchange, Execution *execution, const char *problem)
{
  switch (find_step (exchange, execution))
    {
    case STEP_PASSWORD:
      campus_page_show_password (exchange, execution->token, problem);
      break;
    case STEP_CODE:
      campus_page_show_code (exchange, execution->token, problem);
      break;
    case STEP_CONSENT:
      campus_page_show_consent (exchange, execution->token);
      break;
    case STEP_RESPONSE:
      respond (exchange, execution, TRUE);
      break;
    }
}

static gboolean
is_password (CampusExchange *exchange)
{
  CampusSettings *settings = exchange->campus->settings;

  return campus_settings_is (settings,
                             "user",
                             campus_exchange_get_field (exchange, "j_username")) &&
         campus_settings_is (settings,
                             "password",
                             campus_exchange_get_field (exchange, "j_password"));
}

static gboolean
is_code (CampusExchange *exchange)
{
  return campus_totp_is_code (campus_settings_get (exchange->campus->settings, "secret"),
                              g_get_real_time () / G_USEC_PER_SEC,
                              campus_exchange_get_field (exchange, "j_tokenNumber"));
}

static void
submit (CampusExchange *exchange, Execution *execution)
{
  CampusSession *session = execution->session;
  const char *problem = NULL;

  switch (find_step (exchange, execution))
    {
    case STEP_PASSWORD:
      session->has_password = is_password (exchange);
      problem = session->has_password ? NULL : "The username or password was incorrect.";
      break;
    case STEP_CODE:
      session->has_code = is_code (exchange);
      problem = session->has_code ? NULL : "The passcode was not accepted.";
      break;
    case STEP_CONSENT:
      if (g_hash_table_contains (exchange->fields, "_eventId_AttributeReleaseRejected"))
        {
          respond (exchange, execution, FALSE);
          return;
        }
      execution->is_released = g_hash_table_contains (exchange->fields, "_eventId_proceed");
      break;
    case STEP_RESPONSE:
      break;
    }
  if (problem != NULL)
    show (exchange, execution, problem);
  else
    go_on (exchange, execution);
}

static void
handle (CampusExchange *exchange)
{
  const char *id = campus_exchange_get_query (exchange, "execution");
  Execution *execution = id != NULL ? g_hash_table_lookup (exchange->campus->executions, id) : NULL;

  if (id == NULL)
    begin (exchange);
  else if (execution == NULL || execution->session != campus_exchange_get_session (exchange))
    campus_exchange_send_problem (exchange,
                                  SOUP_STATUS_BAD_REQUEST,
                                  "This login is over, or your browser sends no cookies. Please "
                                  "begin again at the service.");
  else if (!campus_exchange_is_post (exchange))
    show (exchange, execution, NULL);
  else if (!g_str_equal (campus_exchange_get_field (exchange, "csrf_token"), execution->token))
    campus_exchange_send_problem (exchange, SOUP_STATUS_FORBIDDEN, "The form is not valid.");
  else
    submit (exchange, execution);
}

static void
request_arrived_cb (SoupServer *server,
                    SoupServerMessage *message,
                    const char *path,
                    GHashTable *query,
                    gpointer user_data)
{
  CampusExchange exchange = { .campus = user_data,
                              .message = message,
                              .path = path,
                              .query = query };

  campus_exchange_read (&exchange);
  if (g_str_equal (path, SSO_PATH))
    handle (&exchange);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  campus_exchange_log (&exchange);
  campus_exchange_clear (&exchange);
}

void
campus_idp_add_handlers (SoupServer *server, Campus *campus)
{
  soup_server_add_handler (server, NULL, request_arrived_cb, campus, NULL);
}
