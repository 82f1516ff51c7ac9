/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollDeadline:
 *
 * A limit on how long something may take as a whole: a server that sends a byte now and then never lets
 * an idle connection time out. Main thread of its context.
 */
typedef struct _EnrollDeadline EnrollDeadline;

EnrollDeadline *enroll_deadline_new (guint limit_ms, GCancellable *caller);
void enroll_deadline_free (EnrollDeadline *self);

GCancellable *enroll_deadline_get_cancellable (EnrollDeadline *self);
gboolean enroll_deadline_has_passed (EnrollDeadline *self);

G_END_DECLS
