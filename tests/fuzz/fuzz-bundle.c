/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-bundle.h"
#include "enroll-error.h"
#include "fuzz.h"

/* What a portal hands out: the password in the first line, then a file: PEM, DER, PKCS#7, PKCS#12. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_take_line (&data, &size);
  g_autoptr (EnrollSecret) password = text[0] != '\0' ? enroll_secret_new (text) : NULL;
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollBundle) bundle = enroll_bundle_new (file, password, &error);

  fuzz_check ((bundle == NULL) == (error != NULL));
  if (bundle == NULL)
    {
      fuzz_check (error->domain == ENROLL_ERROR);
      fuzz_check_text (error->message);
      return 0;
    }
  fuzz_check (bundle->certificates->len <= 16 && bundle->private_keys->len <= 16);
  return 0;
}
