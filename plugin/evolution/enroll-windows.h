/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-session.h"

#include <e-util/e-util.h>

G_BEGIN_DECLS

void enroll_windows_close_alert (EAlert *alert);
void enroll_windows_close_alert_for (EAlert *alert, const char *id);
void enroll_windows_show_error (GtkWindow *parent, const GError *error);
gboolean enroll_windows_continue (EnrollInvitation *invitation, GPtrArray *identities);
gboolean enroll_windows_present (const char *id);
void enroll_windows_open (GtkWindow *parent,
                          EnrollSession *session,
                          GPtrArray *identities,
                          gboolean start_at_once);

G_END_DECLS
