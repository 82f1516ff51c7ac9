/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-bundle.h"

G_BEGIN_DECLS

EnrollBundle *enroll_pkcs12_read (GBytes *file, const EnrollSecret *password, GError **error);

G_END_DECLS
