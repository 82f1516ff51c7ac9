/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-adaptive-visit.h"
#include "enroll-assistant.h"
#include "enroll-camel-inbox.h"
#include "enroll-eds-account.h"
#include "enroll-error.h"
#include "enroll-gnutls-pki.h"
#include "enroll-http-visit.h"
#include "enroll-identities.h"
#include "enroll-launcher.h"
#include "enroll-libsecret-keyring.h"
#include "enroll-link-dialog.h"
#include "enroll-nss-store.h"
#include "enroll-web-visit.h"

#include <glib/gi18n-lib.h>
#include <mail/e-mail-backend.h>
#include <mail/em-composer-utils.h>
#include <nss.h>
#include <shell/e-shell.h>
#include <string.h>

/* Puts an enrollment together: the only place that knows every class. */

static GList *open_assistants;

static void
assistant_destroyed_cb (GtkWidget *assistant, gpointer user_data)
{
  open_assistants = g_list_remove (open_assistants, assistant);
}

static void
open_in_browser_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollSession *session = enroll_assistant_get_session (assistant);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (assistant));

  e_show_uri (parent, enroll_invitation_peek_link (enroll_session_get_invitation (session)));
}

static void
send_signed_message_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollIdentity *identity = enroll_session_get_identity (enroll_assistant_get_session (assistant));
  g_autofree char *address = g_uri_escape_string (identity->address, "@", FALSE);
  g_autofree char *subject = g_uri_escape_string (_ ("My first signed message"), NULL, TRUE);
  g_autofree char *mailto = g_strdup_printf ("mailto:%s?subject=%s", address, subject);

  em_utils_compose_new_message_with_mailto (e_shell_get_default (), mailto, NULL);
}

static void
open_status_page_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollPortal *portal = enroll_session_get_portal (enroll_assistant_get_session (assistant));

  e_show_uri (GTK_WINDOW (assistant), enroll_portal_get_status_page (portal));
}

static void
show_error (GtkWindow *parent, const GError *error)
{
  g_autofree char *what_happened = NULL;
  g_autofree char *what_next = NULL;
  GtkWidget *dialog;

  enroll_error_dup_user_text (error, TRUE, &what_happened, &what_next);
  dialog = gtk_message_dialog_new (parent,
                                   GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_ERROR,
                                   GTK_BUTTONS_CLOSE,
                                   "%s",
                                   what_happened);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog),
                                            "%s\n\n%s %s",
                                            what_next,
                                            _ ("Details:"),
                                            error->message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_widget_show (dialog);
}

/* A message of the same visit that comes while an enrollment waits for it continues that one. */
static gboolean
continue_open_assistant (EnrollInvitation *invitation)
{
  const char *link = enroll_invitation_peek_link (invitation);

  for (GList *item = open_assistants; item != NULL; item = item->next)
    {
      EnrollSession *session = enroll_assistant_get_session (item->data);
      EnrollInvitation *own = enroll_session_get_invitation (session);
      EnrollState state = enroll_session_get_state (session);

      if (state == ENROLL_STATE_CONFIRMING &&
          strcmp (enroll_session_get_host (session), enroll_invitation_get_host (invitation)) == 0)
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return enroll_session_open_link (session, link, NULL);
        }
      if (!enroll_flow_is_final (state) && strcmp (enroll_invitation_peek_link (own), link) == 0)
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return TRUE;
        }
    }
  return FALSE;
}

static EMailSession *
get_mail_session (void)
{
  EShellBackend *backend = e_shell_get_backend_by_name (e_shell_get_default (), "mail");

  return e_mail_backend_get_session (E_MAIL_BACKEND (backend));
}

/* What a visit needs to go on in a live page. */
typedef struct
{
  EnrollPortal *portal;
  GProxyResolver *proxy_resolver;
  char *tls_ca_file;
} LiveVisit;

static EnrollVisit *
make_live_visit (gpointer user_data, GError **error)
{
  LiveVisit *live = user_data;

  return (EnrollVisit *)
      enroll_web_visit_new (live->portal, live->proxy_resolver, live->tls_ca_file, error);
}

static void
live_visit_free (gpointer user_data)
{
  LiveVisit *live = user_data;

  enroll_portal_unref (live->portal);
  g_object_unref (live->proxy_resolver);
  g_free (live->tls_ca_file);
  g_free (live);
}

/* Without a browser engine as long as the portal's pages allow it. */
static EnrollVisit *
make_visit (EnrollPortal *portal, ESource *proxy, const char *tls_ca_file, GError **error)
{
  g_autoptr (EnrollHttpVisit) plain =
      enroll_http_visit_new (portal, G_PROXY_RESOLVER (proxy), tls_ca_file, error);
  LiveVisit *live;

  if (plain == NULL)
    return NULL;
  live = g_new0 (LiveVisit, 1);
  live->portal = enroll_portal_ref (portal);
  live->proxy_resolver = G_PROXY_RESOLVER (g_object_ref (proxy));
  live->tls_ca_file = g_strdup (tls_ca_file);
  return ENROLL_VISIT (
      enroll_adaptive_visit_new (ENROLL_VISIT (plain), make_live_visit, live, live_visit_free));
}

static EnrollSession *
make_session (EnrollConfiguration *configuration,
              EnrollInvitation *invitation,
              EnrollIdentity *identity,
              ESource *edited_source,
              GError **error)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) proxy = e_source_registry_ref_builtin_proxy (registry);
  EnrollSettings *settings = enroll_configuration_get_settings (configuration);
  EnrollPortal *portal = enroll_configuration_get_portal (configuration, error);
  g_autoptr (EnrollVisit) visit = NULL;
  g_autoptr (EnrollGnutlsPki) pki = enroll_gnutls_pki_new ();
  g_autoptr (EnrollNssStore) store = enroll_nss_store_new ();
  g_autoptr (EnrollEdsAccount) account = NULL;
  g_autoptr (EnrollCamelInbox) inbox = NULL;
  g_autoptr (EnrollLibsecretKeyring) keyring = enroll_libsecret_keyring_new ();
  CamelSession *mail_session = CAMEL_SESSION (get_mail_session ());
  EnrollPorts ports = { NULL };

  if (portal == NULL)
    return NULL;
  visit = make_visit (portal, proxy, settings->tls_ca_file, error);
  if (visit == NULL)
    return NULL;

  /* Camel alone knows where the database is. */
  if (!NSS_IsInitialized ())
    camel_init (e_get_user_data_dir (), TRUE);

  account = enroll_eds_account_new (registry, mail_session, edited_source);
  inbox = enroll_camel_inbox_new (registry, mail_session, portal);
  ports.visit = visit;
  ports.pki = ENROLL_PKI (pki);
  ports.store = ENROLL_STORE (store);
  ports.account = ENROLL_ACCOUNT (account);
  ports.inbox = ENROLL_INBOX (inbox);
  ports.keyring = ENROLL_KEYRING (keyring);
  return enroll_session_new (&ports, portal, settings, invitation, identity);
}

static void
open_assistant (EnrollConfiguration *configuration,
                GtkWindow *parent,
                EnrollInvitation *invitation,
                GPtrArray *identities,
                ESource *edited_source,
                gboolean start_at_once)
{
  g_autoptr (EnrollSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *assistant;

  if (identities->len == 0)
    {
      g_set_error (&error, ENROLL_ERROR, ENROLL_ERROR_ACCOUNT, "there is no mail account");
      show_error (parent, error);
      return;
    }

  session = make_session (configuration,
                          invitation,
                          g_ptr_array_index (identities, 0),
                          edited_source,
                          &error);
  if (session == NULL)
    {
      show_error (parent, error);
      return;
    }

  assistant = enroll_assistant_new (parent, session, identities, start_at_once);
  g_signal_connect (assistant, "open-in-browser", G_CALLBACK (open_in_browser_cb), NULL);
  g_signal_connect (assistant, "send-signed-message", G_CALLBACK (send_signed_message_cb), NULL);
  g_signal_connect (assistant, "open-status-page", G_CALLBACK (open_status_page_cb), NULL);
  g_signal_connect (assistant, "destroy", G_CALLBACK (assistant_destroyed_cb), NULL);
  open_assistants = g_list_prepend (open_assistants, assistant);
  gtk_window_present (GTK_WINDOW (assistant));
}

/**
 * enroll_launcher_open_invitation:
 * @configuration: the configuration
 * @parent: the window that the user is in
 * @invitation: the invitation of a message
 * @identities: (element-type EnrollIdentity): those that it may be for, the likeliest first
 * @start_at_once: whether the user's click already meant to open the link
 *
 * Opens the assistant, or continues the one that waits for this very link.
 */
void
enroll_launcher_open_invitation (EnrollConfiguration *configuration,
                                 GtkWindow *parent,
                                 EnrollInvitation *invitation,
                                 GPtrArray *identities,
                                 gboolean start_at_once)
{
  if (!continue_open_assistant (invitation))
    open_assistant (configuration, parent, invitation, identities, NULL, start_at_once);
}

typedef struct
{
  EnrollConfiguration *configuration;
  GtkWindow *parent;
  ESource *edited_source;
} LinkRequest;

static void
link_request_free (gpointer data, GClosure *closure)
{
  LinkRequest *request = data;

  g_object_unref (request->configuration);
  g_clear_object (&request->edited_source);
  g_free (request);
}

static void
link_dialog_response_cb (GtkDialog *dialog, int response, gpointer user_data)
{
  LinkRequest *request = user_data;
  EnrollLinkDialog *link_dialog = ENROLL_LINK_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    {
      g_autofree char *link = enroll_link_dialog_dup_link (link_dialog);
      g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (link, NULL, TRUE);
      g_autoptr (GPtrArray) identities =
          g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);

      g_ptr_array_add (identities,
                       enroll_identity_ref (enroll_link_dialog_get_identity (link_dialog)));
      if (invitation != NULL)
        {
          open_assistant (request->configuration,
                          gtk_window_get_transient_for (GTK_WINDOW (dialog)),
                          invitation,
                          identities,
                          request->edited_source,
                          TRUE);
        }
    }
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ask_for_link (EnrollConfiguration *configuration,
              GtkWindow *parent,
              EnrollPortal *portal,
              GPtrArray *identities,
              ESource *edited_source)
{
  GtkWidget *dialog = enroll_link_dialog_new (parent, portal, identities);
  LinkRequest *request = g_new0 (LinkRequest, 1);

  request->configuration = g_object_ref (configuration);
  g_set_object (&request->edited_source, edited_source);
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (link_dialog_response_cb),
                         request,
                         link_request_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GPtrArray *
list_identities (ESource *edited_source)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) preferred = NULL;
  GPtrArray *identities;

  if (edited_source != NULL)
    return enroll_identities_of_source (edited_source);

  identities = enroll_identities_find (registry, NULL);
  preferred = e_source_registry_ref_default_mail_identity (registry);
  for (guint i = 0; preferred != NULL && i < identities->len; i++)
    {
      EnrollIdentity *identity = g_ptr_array_index (identities, i);

      if (strcmp (identity->uid, e_source_get_uid (preferred)) == 0)
        {
          enroll_identity_ref (identity);
          g_ptr_array_remove_index (identities, i);
          g_ptr_array_insert (identities, 0, identity);
          break;
        }
    }
  return identities;
}

/**
 * enroll_launcher_open:
 * @configuration: the configuration
 * @parent: the window that the user is in
 * @edited_source: (nullable): the account editor's copy of an identity
 *
 * Starts without an invitation: from the organisation's endpoint, or by asking for a link.
 */
void
enroll_launcher_open (EnrollConfiguration *configuration, GtkWindow *parent, ESource *edited_source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) identities = list_identities (edited_source);
  g_autoptr (EnrollInvitation) invitation = NULL;
  EnrollSettings *settings = enroll_configuration_get_settings (configuration);
  EnrollPortal *portal = enroll_configuration_get_portal (configuration, &error);

  if (portal == NULL)
    {
      show_error (parent, error);
      return;
    }
  if (settings->endpoint == NULL)
    {
      ask_for_link (configuration, parent, portal, identities, edited_source);
      return;
    }

  if (!enroll_portal_allows (portal, settings->endpoint, &error))
    {
      g_autoptr (GError) explained =
          g_error_new (ENROLL_ERROR, ENROLL_ERROR_SETTINGS, "endpoint: %s", error->message);

      show_error (parent, explained);
      return;
    }
  invitation = enroll_invitation_new (settings->endpoint, NULL, FALSE);
  open_assistant (configuration,
                  parent,
                  invitation,
                  identities,
                  edited_source,
                  identities->len == 1);
}
