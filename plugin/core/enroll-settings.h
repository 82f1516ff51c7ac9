/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-secret.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_SETTINGS (enroll_settings_get_type ())

typedef struct _EnrollSettings EnrollSettings;

/**
 * EnrollSettings:
 * @endpoint: (nullable): URL of the organisation's enrollment form
 * @portal: id of the portal file
 * @account: (nullable): name of the organisation's enrollment account
 * @access_code: (nullable): the organisation's access code
 * @allowed_hosts: `host` or `host:port`, added to the portal file's own
 * @tls_ca_file: (nullable): PEM file of a private TLS authority
 * @certificate_profile: (nullable): wanted profile, in the portal's words
 * @certificate_term: (nullable): wanted term, in the portal's words
 * @key_bits: wanted size of an RSA key: 2048, 3072 or 4096
 * @sign_by_default: whether new mail of the account is to be signed
 * @encrypt_by_default: whether new mail of the account is to be encrypted
 * @authserv_id: (nullable): name of the mail server that checks senders, and where it is believed;
 *   see enroll_authentication_dup_host()
 * @organization: (nullable): name of the organisation
 * @allowed_domains: `domain` or `*.domain`; empty: all, see enroll_settings_allows_address()
 * @server_made_keys: whether a key may be made by the portal
 * @agreed_terms: terms that the organisation has agreed to, see enroll_agreement_covers()
 * @support_contact: (nullable): whom to ask, in words
 * @support_name: (nullable): name of the help desk
 * @support_mail: (nullable): its address
 * @support_web: (nullable): its https web page
 * @status_page: (nullable): https page that tells whether the service is up, instead of the portal
 *   file's
 *
 * What the administrator or the user has set, read once when an enrollment begins and not changed
 * while it runs.
 */
struct _EnrollSettings
{
  gatomicrefcount references;
  char *endpoint;
  char *portal;
  char *account;
  EnrollSecret *access_code;
  char **allowed_hosts;
  char *tls_ca_file;
  char *certificate_profile;
  char *certificate_term;
  guint key_bits;
  gboolean sign_by_default;
  gboolean encrypt_by_default;
  char *authserv_id;
  char *organization;
  char **allowed_domains;
  gboolean server_made_keys;
  char **agreed_terms;
  char *support_contact;
  char *support_name;
  char *support_mail;
  char *support_web;
  char *status_page;
};

GType enroll_settings_get_type (void);

EnrollSettings *enroll_settings_new (void);
EnrollSettings *enroll_settings_ref (EnrollSettings *self);
void enroll_settings_unref (EnrollSettings *self);

gboolean enroll_settings_allows_address (const EnrollSettings *self, const char *address);
char *enroll_settings_dup_support (const EnrollSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollSettings, enroll_settings_unref)

G_END_DECLS
