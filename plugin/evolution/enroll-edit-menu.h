/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <shell/e-shell-view.h>

G_BEGIN_DECLS

typedef void (*EnrollMenuFunc) (EShellView *shell_view);

void enroll_edit_menu_add_item (EShellView *shell_view,
                                GSettings *settings,
                                EnrollMenuFunc activated);
void enroll_edit_menu_leave_keys (GtkWidget *button);
void enroll_edit_menu_switch_on (gpointer action);

G_END_DECLS
