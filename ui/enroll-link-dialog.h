/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-identity.h"
#include "enroll-portal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_LINK_DIALOG (enroll_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrollLinkDialog, enroll_link_dialog, ENROLL, LINK_DIALOG, GtkDialog)

GtkWidget *enroll_link_dialog_new (GtkWindow *parent, EnrollPortal *portal, GPtrArray *identities);

char *enroll_link_dialog_dup_link (EnrollLinkDialog *self);
EnrollIdentity *enroll_link_dialog_get_identity (EnrollLinkDialog *self);

G_END_DECLS
