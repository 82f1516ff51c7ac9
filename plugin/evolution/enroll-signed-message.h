/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"

G_BEGIN_DECLS

void enroll_signed_message_write (EnrollIdentity *identity);

G_END_DECLS
