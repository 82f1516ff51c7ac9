/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"
#include "enroll-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_SCHEMA "org.gnome.evolution.plugin.smime-enrollment"

#define ENROLL_TYPE_CONFIGURATION (enroll_configuration_get_type ())
G_DECLARE_FINAL_TYPE (EnrollConfiguration, enroll_configuration, ENROLL, CONFIGURATION, GObject)

EnrollConfiguration *enroll_configuration_new (const char *program_file);

GSettings *enroll_configuration_get_gsettings (EnrollConfiguration *self);
const char *enroll_configuration_get_data_directory (EnrollConfiguration *self);
char **enroll_configuration_dup_portal_directories (EnrollConfiguration *self);

gboolean enroll_configuration_is_enabled (EnrollConfiguration *self);
gboolean enroll_configuration_shows_banner (EnrollConfiguration *self);
gboolean enroll_configuration_intercepts_links (EnrollConfiguration *self);
EnrollSettings *enroll_configuration_get_settings (EnrollConfiguration *self);
EnrollPortal *enroll_configuration_get_portal (EnrollConfiguration *self, GError **error);

G_END_DECLS
