/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_CHOICE (enroll_choice_get_type ())
G_DECLARE_FINAL_TYPE (EnrollChoice, enroll_choice, ENROLL, CHOICE, GtkComboBoxText)

GtkWidget *enroll_choice_new (void);

G_END_DECLS
