/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-invitation.h"
#include "enroll-portal.h"

#include <camel/camel.h>

G_BEGIN_DECLS

EnrollInvitation *enroll_message_find_invitation (CamelMimeMessage *message,
                                                  const EnrollPortal *portal);
char **enroll_message_dup_recipients (CamelMimeMessage *message);

G_END_DECLS
