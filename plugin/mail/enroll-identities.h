/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"
#include "enroll-settings.h"

#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

GPtrArray *enroll_identities_find (ESourceRegistry *registry, const char *const *recipients);
GPtrArray *enroll_identities_of_source (ESource *source);

gboolean enroll_identities_keep_allowed (GPtrArray *identities, const EnrollSettings *settings);

G_END_DECLS
