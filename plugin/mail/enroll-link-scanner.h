/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

G_BEGIN_DECLS

char *enroll_link_scanner_find (const char *text, gsize length, const EnrollPortal *portal);

G_END_DECLS
