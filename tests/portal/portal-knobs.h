/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PortalKnobs PortalKnobs;

PortalKnobs *portal_knobs_new (void);
void portal_knobs_free (PortalKnobs *self);

const char *portal_knobs_get (PortalKnobs *self, const char *key);
gboolean portal_knobs_is (PortalKnobs *self, const char *key, const char *value);
guint portal_knobs_get_number (PortalKnobs *self, const char *key);
char **portal_knobs_get_list (PortalKnobs *self, const char *key);
char **portal_knobs_get_accounts (PortalKnobs *self);

gboolean portal_knobs_set (PortalKnobs *self, const char *key, const char *value, GError **error);
gboolean portal_knobs_check (PortalKnobs *self, GError **error);
gboolean portal_knobs_assign (PortalKnobs *self, const char *assignment, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalKnobs, portal_knobs_free)

G_END_DECLS
