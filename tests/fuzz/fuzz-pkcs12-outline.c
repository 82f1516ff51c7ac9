/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-pkcs12-outline.h"
#include "fuzz.h"

#include <string.h>

/* What can be seen of a PKCS#12 file without its password. Unlike in `bundle`, nothing is opened
 * afterwards, so that inputs may name as many rounds as they like. */

static void
check_outline (const EnrollPkcs12Outline *outline, size_t size)
{
  fuzz_check (outline->content != NULL && g_bytes_get_size (outline->content) <= size);
  fuzz_check (outline->parts->len <= 32);
  for (guint i = 0; i < outline->parts->len; i++)
    {
      const char *protection = g_ptr_array_index (outline->parts, i);

      fuzz_check (protection != NULL && strlen (protection) < 256);
      fuzz_check_text (protection);
    }
  fuzz_check ((outline->mac == NULL) == (outline->mac_value == NULL));
  fuzz_check_text (outline->mac);
  fuzz_check (outline->pbmac == NULL || outline->rounds >= outline->pbmac->rounds);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollPkcs12Outline) outline = enroll_pkcs12_outline_new (file, &error);

  /* A file that seems to be one has a beginning that is read the same way. */
  fuzz_check (!enroll_pkcs12_outline_fits (file) || size >= 6);
  fuzz_check ((outline == NULL) == (error != NULL));
  if (outline != NULL)
    {
      check_outline (outline, size);
      return 0;
    }
  fuzz_check (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_DAMAGED) ||
              g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_PROTECTION));
  fuzz_check_text (error->message);
  return 0;
}
