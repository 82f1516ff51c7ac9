/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "portal-log.h"

/* What happened, for tests to read: requests and the wrong-doings of the client. */
struct _PortalLog
{
  GString *requests;
  GString *wrongdoings;
};

PortalLog *
portal_log_new (void)
{
  PortalLog *self = g_new0 (PortalLog, 1);

  self->requests = g_string_new (NULL);
  self->wrongdoings = g_string_new (NULL);
  return self;
}

void
portal_log_free (PortalLog *self)
{
  g_string_free (self->requests, TRUE);
  g_string_free (self->wrongdoings, TRUE);
  g_free (self);
}

char *
portal_log_get_requests (PortalLog *self)
{
  return g_strdup (self->requests->str);
}

char *
portal_log_get_wrongdoings (PortalLog *self)
{
  return g_strdup (self->wrongdoings->str);
}

void
portal_log_add_request (PortalLog *self, const char *line)
{
  g_string_append_printf (self->requests, "%s\n", line);
}

void
portal_log_add_wrongdoing (PortalLog *self, const char *name, const char *detail)
{
  g_string_append_printf (self->wrongdoings, "%s %s\n", name, detail);
}

void
portal_log_clear (PortalLog *self)
{
  g_string_truncate (self->requests, 0);
  g_string_truncate (self->wrongdoings, 0);
}
