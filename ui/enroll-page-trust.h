/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_TRUST (enroll_page_trust_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageTrust, enroll_page_trust, ENROLL, PAGE_TRUST, GtkBox)

G_END_DECLS
