/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-entry.h"
#include "enroll-error.h"
#include "fuzz.h"

#include <string.h>

/* A file of the journal. What can be read is the same when it is written and read again. */

static void
write_and_read (const EnrollEntry *entry, GBytes *sealed)
{
  g_autofree char *text = enroll_entry_to_text (entry, sealed);
  g_autoptr (GBytes) sealed_again = NULL;
  g_autoptr (EnrollEntry) again = enroll_entry_from_text (text, strlen (text), &sealed_again, NULL);
  g_autofree char *text_again = NULL;

  fuzz_check (again != NULL);
  fuzz_check ((sealed == NULL) == (sealed_again == NULL));
  fuzz_check (sealed == NULL || g_bytes_equal (sealed, sealed_again));
  text_again = enroll_entry_to_text (again, sealed_again);
  fuzz_check (strcmp (text, text_again) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollEntry) entry =
      enroll_entry_from_text ((const char *)data, size, &sealed, &error);

  fuzz_check ((entry == NULL) == (error != NULL));
  if (entry == NULL)
    {
      fuzz_check (error->domain == ENROLL_ERROR && error->code == ENROLL_ERROR_JOURNAL);
      fuzz_check_text (error->message);
      return 0;
    }
  /* It is the name of a file, and nothing of it is a secret. */
  fuzz_check (g_uuid_string_is_valid (entry->id));
  fuzz_check (!entry->has_secrets && entry->link == NULL && entry->visit == NULL);
  fuzz_check_text (entry->address);
  fuzz_check_text (entry->host);
  enroll_entry_is_unfinished (entry);
  enroll_entry_is_used_link (entry, "https://cert-manager.com/customer/x/smime");
  write_and_read (entry, sealed);
  return 0;
}
