/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "portal-authority.h"

G_BEGIN_DECLS

typedef struct _PortalCertificate PortalCertificate;

typedef struct
{
  const char *address;
  const char *first_name;
  const char *middle_name;
  const char *last_name;
  const char *common_name; /* "" for none */
  const char *organization;
  const char *subject; /* sv, ov, mv */
  const char *defect;
  const char *key_type; /* for keys of the server: "RSA - 2048" */
  guint days;
  guint age_days;           /* how long ago it was issued */
  const char *issuer_place; /* where its authorities are; NULL: it does not say */
} PortalSubject;

/* Returns: NULL, or why the authority refuses the request */
const char *portal_check_csr (const char *csr, gboolean ec_allowed);

PortalCertificate *portal_certificate_issue (PortalAuthority *authority,
                                             const PortalSubject *subject,
                                             const char *csr);
void portal_certificate_free (PortalCertificate *self);

const char *portal_certificate_get_serial (PortalCertificate *self);
GBytes *portal_certificate_export (PortalCertificate *self, const char *format, const char *chain);
GBytes *portal_certificate_export_keystore (PortalCertificate *self,
                                            const char *chain,
                                            const char *password,
                                            gboolean compatible);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalCertificate, portal_certificate_free)

G_END_DECLS
