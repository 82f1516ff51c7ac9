/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_TROUBLE (enroll_page_trouble_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageTrouble, enroll_page_trouble, ENROLL, PAGE_TROUBLE, GtkBox)

G_END_DECLS
