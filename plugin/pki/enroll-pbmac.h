/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-pbe.h"

G_BEGIN_DECLS

int enroll_pbmac_check (const EnrollPbmac *self,
                        GBytes *content,
                        GBytes *value,
                        const char *password);

G_END_DECLS
