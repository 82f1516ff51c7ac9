/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EnrollPortalFile EnrollPortalFile;

EnrollPortalFile *enroll_portal_file_new (const char *data, gsize length, GError **error);
void enroll_portal_file_free (EnrollPortalFile *self);

char **enroll_portal_file_dup_keys (EnrollPortalFile *self, const char *group);
char *enroll_portal_file_dup_text (EnrollPortalFile *self,
                                   const char *group,
                                   const char *key,
                                   GError **error);
char **enroll_portal_file_dup_list (EnrollPortalFile *self,
                                    const char *group,
                                    const char *key,
                                    GError **error);
void enroll_portal_file_set_error (EnrollPortalFile *self,
                                   const char *group,
                                   const char *key,
                                   GError **error,
                                   const char *format,
                                   ...) G_GNUC_PRINTF (5, 6);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollPortalFile, enroll_portal_file_free)

G_END_DECLS
