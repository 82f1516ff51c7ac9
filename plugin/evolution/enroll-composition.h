/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-configuration.h"
#include "enroll-session.h"

#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

EnrollJournal *enroll_composition_ref_journal (void);
EnrollSession *enroll_composition_new_session (EnrollConfiguration *configuration,
                                               EnrollInvitation *invitation,
                                               EnrollIdentity *identity,
                                               ESource *edited_source,
                                               EnrollEntry *entry,
                                               GError **error);

G_END_DECLS
