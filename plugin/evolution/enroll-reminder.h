/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-configuration.h"

#include <e-util/e-util.h>

G_BEGIN_DECLS

void enroll_reminder_show (EnrollConfiguration *configuration, GtkWindow *window);

G_END_DECLS
