/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-gnutls.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} PortalPair;

typedef struct _PortalAuthority PortalAuthority;

PortalAuthority *portal_authority_new (const char *directory, GError **error);
void portal_authority_free (PortalAuthority *self);

GTlsCertificate *portal_authority_make_server_certificate (PortalAuthority *self,
                                                           const char *address,
                                                           GError **error);
gboolean portal_authority_make_signer (const char *directory, const char *file, GError **error);
GBytes *portal_authority_export_chain (PortalAuthority *self);
const PortalPair *portal_authority_get_root (PortalAuthority *self);
const PortalPair *portal_authority_get_issuing (PortalAuthority *self);
const PortalPair *portal_authority_get_foreign (PortalAuthority *self);

void portal_set_random_serial (gnutls_x509_crt_t certificate);
void portal_set_key_ids (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalAuthority, portal_authority_free)

G_END_DECLS
