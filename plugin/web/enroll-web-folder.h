/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EnrollWebFolder EnrollWebFolder;

EnrollWebFolder *enroll_web_folder_new (GError **error);
void enroll_web_folder_free (EnrollWebFolder *self);
const char *enroll_web_folder_get_path (EnrollWebFolder *self);

void enroll_web_folder_sweep (void);

G_END_DECLS
