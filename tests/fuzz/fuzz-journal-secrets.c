/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-entry.h"
#include "enroll-error.h"
#include "fuzz.h"

/* The part of a journal's file that was sealed. What can be read is the same when it is written and
 * read again. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) secrets = g_bytes_new (data, size);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) written_again = NULL;
  g_autoptr (EnrollEntry) entry = enroll_entry_new ();
  g_autoptr (EnrollEntry) again = enroll_entry_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_good = enroll_entry_take_secrets (entry, secrets, &error);

  fuzz_check (is_good == (error == NULL) && is_good == entry->has_secrets);
  if (!is_good)
    {
      fuzz_check (error->domain == ENROLL_ERROR && error->code == ENROLL_ERROR_JOURNAL);
      return 0;
    }
  for (guint i = 0; entry->rows != NULL && i < entry->rows->len; i++)
    fuzz_check_text (g_ptr_array_index (entry->rows, i));
  written = enroll_entry_dup_secrets (entry);
  fuzz_check (enroll_entry_take_secrets (again, written, NULL));
  written_again = enroll_entry_dup_secrets (again);
  fuzz_check (g_bytes_equal (written, written_again));
  return 0;
}
