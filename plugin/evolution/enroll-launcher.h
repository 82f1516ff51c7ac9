/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-configuration.h"
#include "enroll-invitation.h"

#include <gtk/gtk.h>
#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

void enroll_launcher_open_invitation (EnrollConfiguration *configuration,
                                      GtkWindow *parent,
                                      EnrollInvitation *invitation,
                                      GPtrArray *identities,
                                      gboolean start_at_once);
void enroll_launcher_continue (EnrollConfiguration *configuration,
                               GtkWindow *parent,
                               const char *id);
void enroll_launcher_open (EnrollConfiguration *configuration,
                           GtkWindow *parent,
                           ESource *edited_source);

G_END_DECLS
