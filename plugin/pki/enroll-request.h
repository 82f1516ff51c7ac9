/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-key.h"

G_BEGIN_DECLS

char *enroll_request_new (EnrollKey *key, const char *address, GError **error);

G_END_DECLS
