/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-adaptive-visit.h"
#include "enroll-camel-inbox.h"
#include "enroll-composition.h"
#include "enroll-eds-account.h"
#include "enroll-gnutls-pki.h"
#include "enroll-http-issuers.h"
#include "enroll-http-visit.h"
#include "enroll-keyring-vault.h"
#include "enroll-libsecret-keyring.h"
#include "enroll-nss-store.h"
#include "enroll-web-folder.h"
#include "enroll-web-visit.h"

#include <mail/e-mail-backend.h>
#include <nss.h>
#include <shell/e-shell.h>

/* Puts an enrollment together: the only place that knows the classes behind its ports. */

/**
 * enroll_composition_ref_journal:
 *
 * It is kept as long as the module is, for it holds the locks of the entries that this program works on.
 *
 * Returns: (transfer full): the journal
 */
EnrollJournal *
enroll_composition_ref_journal (void)
{
  static EnrollJournal *shared;

  if (shared == NULL)
    {
      g_autoptr (EnrollKeyringVault) vault = enroll_keyring_vault_new ();
      g_autofree char *directory =
          g_build_filename (e_get_user_data_dir (), "smime-enrollment", NULL);

      shared = enroll_journal_new (directory, ENROLL_VAULT (vault));
    }
  return g_object_ref (shared);
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
  enroll_web_folder_sweep ();
  live = g_new0 (LiveVisit, 1);
  live->portal = enroll_portal_ref (portal);
  live->proxy_resolver = G_PROXY_RESOLVER (g_object_ref (proxy));
  live->tls_ca_file = g_strdup (tls_ca_file);
  return ENROLL_VISIT (
      enroll_adaptive_visit_new (ENROLL_VISIT (plain), make_live_visit, live, live_visit_free));
}

/**
 * enroll_composition_new_session:
 * @configuration: the configuration
 * @invitation: (nullable): the invitation; may be %NULL with @entry
 * @identity: whom the certificate is for
 * @edited_source: (nullable): the account editor's copy of @identity
 * @entry: (nullable) (transfer full): an enrollment to go on with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a session with all its ports; or %NULL with
 *   %ENROLL_ERROR_SETTINGS
 */
EnrollSession *
enroll_composition_new_session (EnrollConfiguration *configuration,
                                EnrollInvitation *invitation,
                                EnrollIdentity *identity,
                                ESource *edited_source,
                                EnrollEntry *entry,
                                GError **error)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) proxy = e_source_registry_ref_builtin_proxy (registry);
  EnrollSettings *settings = enroll_configuration_get_settings (configuration);
  EnrollPortal *portal = enroll_configuration_get_portal (configuration, error);
  g_autoptr (EnrollVisit) visit = NULL;
  g_autoptr (EnrollHttpIssuers) issuers = NULL;
  g_autoptr (EnrollGnutlsPki) pki = NULL;
  g_autoptr (EnrollNssStore) store = enroll_nss_store_new ();
  g_autoptr (EnrollEdsAccount) account = NULL;
  g_autoptr (EnrollCamelInbox) inbox = NULL;
  g_autoptr (EnrollLibsecretKeyring) keyring = enroll_libsecret_keyring_new ();
  CamelSession *mail_session = CAMEL_SESSION (get_mail_session ());
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();
  g_autoptr (EnrollEntry) continued = entry;
  EnrollPorts ports = { NULL };

  if (portal == NULL)
    return NULL;
  visit = make_visit (portal, proxy, settings->tls_ca_file, error);
  if (visit == NULL)
    return NULL;

  /* Camel alone knows where the database is. */
  if (!NSS_IsInitialized ())
    camel_init (e_get_user_data_dir (), TRUE);

  issuers =
      enroll_http_issuers_new (portal, G_PROXY_RESOLVER (proxy), ENROLL_HTTP_ISSUERS_DEADLINE_MS);
  pki = enroll_gnutls_pki_new (portal, ENROLL_ISSUERS (issuers));
  account = enroll_eds_account_new (registry, mail_session, edited_source);
  inbox = enroll_camel_inbox_new (registry, mail_session, portal);
  ports.visit = visit;
  ports.pki = ENROLL_PKI (pki);
  ports.store = ENROLL_STORE (store);
  ports.account = ENROLL_ACCOUNT (account);
  ports.inbox = ENROLL_INBOX (inbox);
  ports.keyring = ENROLL_KEYRING (keyring);
  ports.journal = journal;
  if (continued == NULL)
    return enroll_session_new (&ports, portal, settings, invitation, identity);
  return enroll_session_new_continued (&ports,
                                       portal,
                                       settings,
                                       invitation,
                                       identity,
                                       g_steal_pointer (&continued));
}
