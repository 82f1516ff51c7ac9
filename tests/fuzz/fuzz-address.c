/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-text.h"
#include "fuzz.h"

#include <string.h>

/* Two addresses, a line each. */

static gboolean
is_plain (const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);

  return g_str_is_ascii (address) && strstr (lower, "xn--") == NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *a = fuzz_take_line (&data, &size);
  g_autofree char *b = fuzz_take_line (&data, &size);
  gboolean is_equal = enroll_address_equal (a, b);

  fuzz_check (is_equal == enroll_address_equal (b, a));
  if (is_equal)
    {
      const char *domain_a = strrchr (a, '@');
      const char *domain_b = strrchr (b, '@');

      fuzz_check (domain_a != NULL && domain_a != a && domain_a[1] != '\0');
      fuzz_check (domain_b != NULL && domain_b != b && domain_b[1] != '\0');
      fuzz_check (domain_a - a == domain_b - b);
      fuzz_check (enroll_address_equal (a, a) && enroll_address_equal (b, b));
      fuzz_check (g_ascii_strncasecmp (a, b, (gsize)(domain_a - a)) == 0);
    }
  /* Without internationalised parts it is nothing but ASCII without regard to case. */
  if (is_plain (a) && is_plain (b))
    {
      if (is_equal)
        fuzz_check (g_ascii_strcasecmp (a, b) == 0);
      else
        fuzz_check (g_ascii_strcasecmp (a, b) != 0 || !enroll_address_equal (a, a));
    }
  return 0;
}
