/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <cert.h>
#include <certdb.h>
#include <gio/gio.h>
#include <keyhi.h>
#include <nss.h>
#include <pk11pub.h>
#include <prerror.h>
#include <secerr.h>
#include <secmod.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CERTCertificate, CERT_DestroyCertificate)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PK11SlotInfo, PK11_FreeSlot)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SECKEYPrivateKey, SECKEY_DestroyPrivateKey)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SECKEYPublicKey, SECKEY_DestroyPublicKey)

typedef GRecMutexLocker EnrollNssWriting;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollNssWriting, g_rec_mutex_locker_free)

EnrollNssWriting *enroll_nss_begin_writing (void);
SECItem enroll_nss_item_of_bytes (GBytes *bytes);
gboolean enroll_nss_fail (GError **error, const char *what);
PK11SlotInfo *enroll_nss_open_slot (GError **error);
gboolean enroll_nss_opens_without_question (void);

G_END_DECLS
