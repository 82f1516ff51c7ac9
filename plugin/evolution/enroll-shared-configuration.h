/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-configuration.h"

G_BEGIN_DECLS

EnrollConfiguration *enroll_shared_configuration_ref (void);

G_END_DECLS
