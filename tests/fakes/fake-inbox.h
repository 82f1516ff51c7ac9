/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-inbox.h"

G_BEGIN_DECLS

#define FAKE_TYPE_INBOX (fake_inbox_get_type ())
G_DECLARE_FINAL_TYPE (FakeInbox, fake_inbox, FAKE, INBOX, GObject)

FakeInbox *fake_inbox_new (void);

const GPtrArray *fake_inbox_get_history (FakeInbox *self);
gboolean fake_inbox_is_watched (FakeInbox *self);
gint64 fake_inbox_get_since (FakeInbox *self);
gboolean fake_inbox_leaves_alone (FakeInbox *self, const char *link);

void fake_inbox_deliver (FakeInbox *self, const char *link);
void fake_inbox_give_up (FakeInbox *self, GError *error);
void fake_inbox_set_ignores_cancel (FakeInbox *self, gboolean ignores_cancel);

G_END_DECLS
