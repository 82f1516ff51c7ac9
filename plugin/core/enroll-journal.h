/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-entry.h"
#include "enroll-vault.h"

G_BEGIN_DECLS

#define ENROLL_TYPE_JOURNAL (enroll_journal_get_type ())
G_DECLARE_FINAL_TYPE (EnrollJournal, enroll_journal, ENROLL, JOURNAL, GObject)

EnrollJournal *enroll_journal_new (const char *directory, EnrollVault *vault);

void enroll_journal_write_async (EnrollJournal *self,
                                 EnrollEntry *entry,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean enroll_journal_write_finish (EnrollJournal *self, GAsyncResult *result, GError **error);
void enroll_journal_read_async (EnrollJournal *self,
                                const char *id,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
EnrollEntry *enroll_journal_read_finish (EnrollJournal *self, GAsyncResult *result, GError **error);
void enroll_journal_list_async (EnrollJournal *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *enroll_journal_list_finish (EnrollJournal *self, GAsyncResult *result, GError **error);
void enroll_journal_release (EnrollJournal *self, const char *id);
void enroll_journal_remove (EnrollJournal *self, const char *id);

G_END_DECLS
