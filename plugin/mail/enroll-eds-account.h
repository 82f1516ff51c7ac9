/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-account.h"

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_EDS_ACCOUNT (enroll_eds_account_get_type ())
G_DECLARE_FINAL_TYPE (EnrollEdsAccount, enroll_eds_account, ENROLL, EDS_ACCOUNT, GObject)

EnrollEdsAccount *enroll_eds_account_new (ESourceRegistry *registry,
                                          CamelSession *session,
                                          ESource *edited_source);

G_END_DECLS
