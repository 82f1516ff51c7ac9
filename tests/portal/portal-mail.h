/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PortalMail PortalMail;

typedef struct
{
  const char *to;
  const char *name;
  const char *sender;
  const char *subject;
  const char *text;   /* what the reader shall do */
  const char *button; /* NULL for a bare link only */
  const char *link;
} PortalLetter;

PortalMail *portal_mail_new (const char *maildir, const char *smtp);
void portal_mail_free (PortalMail *self);

const char *portal_mail_get_last (PortalMail *self);
void portal_mail_send (PortalMail *self, guint seed, const PortalLetter *letter);
void portal_mail_clear (PortalMail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalMail, portal_mail_free)

G_END_DECLS
