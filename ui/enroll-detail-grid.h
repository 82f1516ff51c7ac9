/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_DETAIL_GRID (enroll_detail_grid_get_type ())
G_DECLARE_FINAL_TYPE (EnrollDetailGrid, enroll_detail_grid, ENROLL, DETAIL_GRID, GtkGrid)

void enroll_detail_grid_clear (EnrollDetailGrid *self);
GtkLabel *enroll_detail_grid_add (EnrollDetailGrid *self, const char *name, const char *value);
void enroll_detail_grid_add_code (EnrollDetailGrid *self, const char *name, const char *code);

G_END_DECLS
