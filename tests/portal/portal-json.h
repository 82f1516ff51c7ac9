/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes one JSON value. In lists the names are NULL; a text that is NULL is left out. */
typedef struct _PortalJson PortalJson;

PortalJson *portal_json_new (void);
void portal_json_free (PortalJson *self);

void portal_json_begin_object (PortalJson *self, const char *name);
void portal_json_end_object (PortalJson *self);
void portal_json_begin_list (PortalJson *self, const char *name);
void portal_json_end_list (PortalJson *self);
void portal_json_text (PortalJson *self, const char *name, const char *text);
void portal_json_flag (PortalJson *self, const char *name, gboolean flag);
void portal_json_number (PortalJson *self, const char *name, guint number);

char *portal_json_finish (PortalJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalJson, portal_json_free)

G_END_DECLS
