/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

gboolean enroll_own_folders_has (ESourceRegistry *registry, CamelFolder *folder, const char *uid);

G_END_DECLS
