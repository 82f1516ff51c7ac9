/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-inbox.h"
#include "enroll-portal.h"

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_CAMEL_INBOX (enroll_camel_inbox_get_type ())
G_DECLARE_FINAL_TYPE (EnrollCamelInbox, enroll_camel_inbox, ENROLL, CAMEL_INBOX, GObject)

EnrollCamelInbox *enroll_camel_inbox_new (ESourceRegistry *registry,
                                          CamelSession *session,
                                          EnrollPortal *portal);

G_END_DECLS
