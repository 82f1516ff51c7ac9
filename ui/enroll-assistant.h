/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_ASSISTANT (enroll_assistant_get_type ())
G_DECLARE_FINAL_TYPE (EnrollAssistant, enroll_assistant, ENROLL, ASSISTANT, GtkDialog)

GtkWidget *enroll_assistant_new (GtkWindow *parent,
                                 EnrollSession *session,
                                 GPtrArray *identities,
                                 gboolean start_at_once);

EnrollSession *enroll_assistant_get_session (EnrollAssistant *self);

G_END_DECLS
