/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-refresh.h"
#include "fuzz.h"

/* A Refresh header or meta element: any text. */

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *content = fuzz_dup_rest (data, size);
  g_autoptr (EnrollForm) form = enroll_form_new ("cert-manager.com");
  g_autoptr (GUri) base =
      g_uri_parse ("https://cert-manager.com/customer/x/smime?y#z", G_URI_FLAGS_ENCODED, NULL);

  enroll_html_read_refresh (form, content, base);
  fuzz_check_form (form, 0);
  fuzz_check (form->refreshes || (form->refresh_ms == 0 && form->refresh_uri == NULL));
  if (form->refresh_uri != NULL)
    {
      /* Or it is no address, and is refused when it is gone to. */
      if (enroll_portal_allows (fuzz_get_portal (), form->refresh_uri, NULL))
        fuzz_check_link (fuzz_get_portal (), form->refresh_uri);
    }
  return 0;
}
