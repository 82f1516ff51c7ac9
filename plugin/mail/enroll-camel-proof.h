/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-account.h"

#include <camel/camel.h>

G_BEGIN_DECLS

EnrollProof *enroll_camel_prove (CamelSession *session,
                                 const EnrollInstalled *installed,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
