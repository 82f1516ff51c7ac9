/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_CONFIRM (enroll_page_confirm_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageConfirm, enroll_page_confirm, ENROLL, PAGE_CONFIRM, GtkBox)

G_END_DECLS
