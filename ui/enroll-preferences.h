/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_PREFERENCES (enroll_preferences_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPreferences, enroll_preferences, ENROLL, PREFERENCES, GtkBox)

GtkWidget *enroll_preferences_new (GSettings *settings);

G_END_DECLS
