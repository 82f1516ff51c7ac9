/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CampusSettings CampusSettings;

CampusSettings *campus_settings_new (void);
void campus_settings_free (CampusSettings *self);

const char *campus_settings_get (CampusSettings *self, const char *key);
gboolean campus_settings_is (CampusSettings *self, const char *key, const char *value);
gboolean campus_settings_set (CampusSettings *self,
                              const char *key,
                              const char *value,
                              GError **error);
gboolean campus_settings_assign (CampusSettings *self, const char *assignment, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CampusSettings, campus_settings_free)

G_END_DECLS
