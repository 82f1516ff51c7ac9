/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-link-scanner.h"
#include "fuzz.h"

#include <string.h>

/* The link in a text or in HTML that is not parsed: any bytes, NUL among them. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const EnrollPortal *portal = fuzz_get_portal ();
  g_autofree char *link = enroll_link_scanner_find ((const char *)data, size, portal);

  if (link == NULL)
    return 0;
  fuzz_check (strlen (link) <= 4096);
  fuzz_check (strpbrk (link, " \t\r\n\"'<>`\\^{|}") == NULL && g_str_is_ascii (link));
  fuzz_check_link (portal, link);
  fuzz_check (enroll_portal_is_enrollment_link (portal, link));
  return 0;
}
