/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-portal.h"

G_BEGIN_DECLS

void enroll_form_recognize (EnrollForm *form, const EnrollPortal *portal);
gboolean enroll_form_forgive (EnrollForm *form);
void enroll_form_note_news (EnrollForm *form,
                            const EnrollForm *previous,
                            const EnrollPortal *portal);
char *enroll_form_dup_limit (const EnrollForm *form, const EnrollPortal *portal);

G_END_DECLS
