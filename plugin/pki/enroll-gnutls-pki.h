/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-issuers.h"
#include "enroll-pki.h"
#include "enroll-portal.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_GNUTLS_PKI (enroll_gnutls_pki_get_type ())
G_DECLARE_FINAL_TYPE (EnrollGnutlsPki, enroll_gnutls_pki, ENROLL, GNUTLS_PKI, GObject)

EnrollGnutlsPki *enroll_gnutls_pki_new (EnrollPortal *portal, EnrollIssuers *issuers);

G_END_DECLS
