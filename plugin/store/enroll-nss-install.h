/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-store.h"

G_BEGIN_DECLS

EnrollInstalled *enroll_nss_install (EnrollCredential *credential, GError **error);
gboolean enroll_nss_trust_root (EnrollCredential *credential, GError **error);

G_END_DECLS
