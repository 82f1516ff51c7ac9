/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeCalls:
 *
 * What all fakes have in common: the history of their calls, the failures that a test scripted,
 * and results that come from an idle. A call is a line of text whose first word is its name.
 */
typedef struct _FakeCalls FakeCalls;

FakeCalls *fake_calls_new (void);
void fake_calls_free (FakeCalls *self);

const GPtrArray *fake_calls_get_history (const FakeCalls *self);
void fake_calls_fail_next (FakeCalls *self, const char *name, GError *error);
void fake_calls_set_ignores_cancel (FakeCalls *self, gboolean ignores_cancel);

void fake_calls_record (FakeCalls *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean fake_calls_will_fail (FakeCalls *self);
GTask *fake_calls_begin (FakeCalls *self,
                         gpointer source,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void fake_calls_end (FakeCalls *self, GTask *task, gpointer result, GDestroyNotify free_result);
void fake_calls_end_with_error (GTask *task, GError *error);

G_END_DECLS
