/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PortalLog PortalLog;

PortalLog *portal_log_new (void);
void portal_log_free (PortalLog *self);

char *portal_log_get_requests (PortalLog *self);
char *portal_log_get_wrongdoings (PortalLog *self);

void portal_log_add_request (PortalLog *self, const char *line);
void portal_log_add_wrongdoing (PortalLog *self, const char *name, const char *detail);
void portal_log_clear (PortalLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalLog, portal_log_free)

G_END_DECLS
