/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"

G_BEGIN_DECLS

EnrollForm *enroll_page_form_new (const char *report, const char *uri);

G_END_DECLS
