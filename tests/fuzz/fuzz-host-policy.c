/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "fuzz.h"

#include <libsoup/soup.h>
#include <string.h>

/* The host policy, asked about any text. Its error text names a host, never a path or query. */

static void
check_complaint (const GError *error, const char *link)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";

  fuzz_check (error != NULL && error->domain == ENROLL_ERROR);
  fuzz_check (error->code == ENROLL_ERROR_HOST_REFUSED);
  fuzz_check_text (error->message);
  fuzz_check (strlen (path) < 8 || strstr (error->message, path) == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const EnrollPortal *portal = fuzz_get_portal ();
  g_autofree char *link = fuzz_dup_rest (data, size);
  g_autoptr (GError) error = NULL;
  gboolean is_allowed = enroll_portal_allows (portal, link, &error);

  if (!is_allowed)
    {
      check_complaint (error, link);
      fuzz_check (!enroll_portal_is_enrollment_link (portal, link));
    }
  else
    {
      g_autoptr (GUri) judged = enroll_portal_judge (portal, link, NULL);
      g_autofree char *text = g_uri_to_string (judged);
      /* As the transport parses it. */
      g_autoptr (GUri) sent = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
      g_autofree char *sent_text = sent != NULL ? g_uri_to_string (sent) : NULL;

      fuzz_check (error == NULL);
      fuzz_check_link (portal, link);
      fuzz_check (sent_text != NULL);
      fuzz_check_link (portal, sent_text);
    }
  return 0;
}
