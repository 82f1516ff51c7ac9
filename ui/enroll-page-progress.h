/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_PROGRESS (enroll_page_progress_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageProgress, enroll_page_progress, ENROLL, PAGE_PROGRESS, GtkBox)

G_END_DECLS
