/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-html-refresh.h"
#include "enroll-web-address.h"

#include <string.h>

/**
 * enroll_html_read_refresh:
 * @form: a form
 * @content: value of a Refresh header or meta element: `5; url=https://…`
 * @base: what a relative reference is resolved against
 *
 * Notes that the page reloads itself (HTML 4.2.5.3).
 */
void
enroll_html_read_refresh (EnrollForm *form, const char *content, GUri *base)
{
  g_autofree char *reference = NULL;
  char *rest;
  double seconds = g_ascii_strtod (content, &rest);

  if (rest == content || seconds < 0)
    return;

  form->refreshes = TRUE;
  form->refresh_ms = (guint)(MIN (seconds, 3600.0) * 1000.0);
  rest += strspn (rest, " \t\r\n;,");
  if (g_ascii_strncasecmp (rest, "url", 3) == 0)
    {
      rest += 3;
      rest += strspn (rest, " \t=");
    }
  rest += strspn (rest, "'\"");
  reference = g_strndup (rest, strcspn (rest, "'\""));
  g_strstrip (reference);
  if (reference[0] == '\0')
    return;

  g_free (form->refresh_uri);
  form->refresh_uri = enroll_web_address_dup_target (base, reference);
}
