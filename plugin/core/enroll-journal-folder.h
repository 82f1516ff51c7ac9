/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-entry.h"

G_BEGIN_DECLS

typedef struct _EnrollJournalFolder EnrollJournalFolder;

EnrollJournalFolder *enroll_journal_folder_new (const char *path);
void enroll_journal_folder_free (EnrollJournalFolder *self);

gboolean enroll_journal_folder_write (EnrollJournalFolder *self,
                                      const char *id,
                                      const char *text,
                                      GError **error);
gboolean enroll_journal_folder_write_opening (EnrollJournalFolder *self,
                                              const char *id,
                                              const char *text,
                                              const char *link,
                                              GError **error);
EnrollEntry *enroll_journal_folder_read (EnrollJournalFolder *self,
                                         const char *id,
                                         GBytes **sealed,
                                         GError **error);
GPtrArray *enroll_journal_folder_list (EnrollJournalFolder *self, gint64 now, GPtrArray *removed);
void enroll_journal_folder_release (EnrollJournalFolder *self, const char *id);
gboolean enroll_journal_folder_remove (EnrollJournalFolder *self, const char *id);

G_END_DECLS
