/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <e-util/e-util.h>

G_BEGIN_DECLS

GtkWidget *enroll_alert_add_button (EAlert *alert, const char *label);

G_END_DECLS
