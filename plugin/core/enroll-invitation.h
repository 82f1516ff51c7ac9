/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_INVITATION (enroll_invitation_get_type ())

typedef struct _EnrollInvitation EnrollInvitation;

GType enroll_invitation_get_type (void);

EnrollInvitation *enroll_invitation_new (const char *link, gboolean one_use);
EnrollInvitation *enroll_invitation_ref (EnrollInvitation *self);
void enroll_invitation_unref (EnrollInvitation *self);

const char *enroll_invitation_peek_link (const EnrollInvitation *self);
const char *enroll_invitation_get_host (const EnrollInvitation *self);
gboolean enroll_invitation_is_one_use (const EnrollInvitation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrollInvitation, enroll_invitation_unref)

G_END_DECLS
