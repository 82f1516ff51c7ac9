/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_HELP_BUTTON (enroll_help_button_get_type ())
G_DECLARE_FINAL_TYPE (EnrollHelpButton, enroll_help_button, ENROLL, HELP_BUTTON, GtkButton)

const char *enroll_help_button_get_topic (EnrollHelpButton *self);
void enroll_help_button_set_topic (EnrollHelpButton *self, const char *topic);
char *enroll_help_button_dup_uri (EnrollHelpButton *self, const char *own_data_directory);

G_END_DECLS
