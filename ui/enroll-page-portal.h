/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_PORTAL (enroll_page_portal_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPagePortal, enroll_page_portal, ENROLL, PAGE_PORTAL, GtkBox)

G_END_DECLS
