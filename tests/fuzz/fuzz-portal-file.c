/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

/* A portal file: any bytes; the last line is a text that is then looked up in it. */

static void
check_hosts (const EnrollPortal *portal)
{
  const char *const *hosts = enroll_portal_get_hosts (portal);

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autofree char *link = g_strdup_printf ("https://%s/", hosts[i]);

      fuzz_check (hosts[i][0] != '\0' && strpbrk (hosts[i], "/*@? ") == NULL);
      fuzz_check (g_str_is_ascii (hosts[i]));
      if (enroll_portal_allows (portal, link, NULL))
        fuzz_check_link (portal, link);
    }
}

static void
look_up (const EnrollPortal *portal, const char *text)
{
  EnrollRole field = enroll_portal_find_field_role (portal, text);
  EnrollRole button = enroll_portal_find_button_role (portal, text);

  fuzz_check (field == ENROLL_ROLE_NONE || !enroll_role_is_button (field));
  fuzz_check (button == ENROLL_ROLE_NONE || enroll_role_is_button (button));
  fuzz_check (enroll_portal_find_refusal (portal, text) < ENROLL_N_REFUSALS);
  for (int sign = 0; sign < ENROLL_N_SIGNS; sign++)
    enroll_portal_says (portal, (EnrollSign)sign, text);
  if (enroll_portal_is_enrollment_link (portal, text))
    fuzz_check_link (portal, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const more_hosts[] = { FUZZ_MORE_HOST, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollPortal) portal =
      enroll_portal_new_from_data ((const char *)data, size, more_hosts, &error);
  const uint8_t *last = size > 0 ? memrchr (data, '\n', size) : NULL;
  g_autofree char *raw = NULL;
  g_autofree char *text = NULL;

  fuzz_check ((portal == NULL) == (error != NULL));
  if (portal == NULL)
    {
      fuzz_check_text (error->message);
      return 0;
    }
  fuzz_check (enroll_portal_get_name (portal) != NULL);
  fuzz_check_text (enroll_portal_get_name (portal));
  check_hosts (portal);
  raw = last != NULL ? fuzz_dup_rest (last + 1, size - (size_t)(last + 1 - data))
                     : fuzz_dup_rest (data, size);
  text = g_utf8_make_valid (raw, -1);
  look_up (portal, text);
  return 0;
}
