/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void enroll_room_init (GtkWindow *window, GtkScrolledWindow *scroller);
void enroll_room_grow (GtkWindow *window, GtkScrolledWindow *scroller, GtkWidget *content);
void enroll_room_resize (GtkWindow *window, int width, int height);

G_END_DECLS
