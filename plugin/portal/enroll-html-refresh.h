/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"

G_BEGIN_DECLS

void enroll_html_read_refresh (EnrollForm *form, const char *content, GUri *base);

G_END_DECLS
