/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_DONE (enroll_page_done_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageDone, enroll_page_done, ENROLL, PAGE_DONE, GtkBox)

G_END_DECLS
