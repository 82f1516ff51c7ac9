/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-page.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_PAGE_START (enroll_page_start_get_type ())
G_DECLARE_FINAL_TYPE (EnrollPageStart, enroll_page_start, ENROLL, PAGE_START, GtkBox)

void enroll_page_start_set_identities (EnrollPageStart *self, GPtrArray *identities);

G_END_DECLS
