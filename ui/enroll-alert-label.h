/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_ALERT_LABEL (enroll_alert_label_get_type ())
G_DECLARE_FINAL_TYPE (EnrollAlertLabel, enroll_alert_label, ENROLL, ALERT_LABEL, GtkBox)

const char *enroll_alert_label_get_text (EnrollAlertLabel *self);
void enroll_alert_label_set_text (EnrollAlertLabel *self, const char *text);

void enroll_announce (GtkWidget *widget);

G_END_DECLS
