/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page-form.h"
#include "enroll-recognition.h"
#include "fuzz.h"

/* What the script in a live page reports: an address in the first line, then its lines. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw_uri = fuzz_take_line (&data, &size);
  g_autofree char *uri = g_utf8_make_valid (raw_uri, -1);
  g_autofree char *report = fuzz_dup_rest (data, size);
  g_autoptr (EnrollForm) form = enroll_page_form_new (report, uri);

  fuzz_check_form (form, 1000);
  fuzz_check (form->notices->len <= 50);
  enroll_form_recognize (form, fuzz_get_portal ());
  fuzz_check_form (form, 1000);
  if (form->attachment != NULL)
    fuzz_check (g_bytes_get_size (form->attachment) <= 1048576);
  return 0;
}
