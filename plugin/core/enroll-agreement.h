/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-form.h"

G_BEGIN_DECLS

gboolean enroll_agreement_is_entry (const char *entry);
char *enroll_agreement_dup_digest (const char *document);
char **enroll_agreement_dup_entries (const EnrollField *field);
gboolean enroll_agreement_covers (const char *const *agreed_terms, const EnrollField *field);

G_END_DECLS
