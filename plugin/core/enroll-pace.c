/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-pace.h"

/* How often a portal is asked whether the certificate is there. A whole university may be waiting. */

#define FIRST_MS 2000
#define PATIENT_AFTER_MS 20000
#define LARGEST_MS 30000
#define LARGEST_RETRY_S 300
#define SMALLEST_REFRESH_MS 1000
#define LARGEST_REFRESH_MS 60000

/**
 * enroll_pace_choose_ms:
 * @pace: what is known
 *
 * The portal's own word comes first: Retry-After (RFC 9110 section 10.2.3), then what the page itself
 * would do. Neither is ever anticipated, and a little is added by chance, so that those who were told
 * the same do not come back at once. Otherwise every two seconds, and later every tenth of the time
 * that was waited already, a little less by chance: so nobody waits a tenth longer than he would have
 * with two seconds, at little more than half of the
 * requests.
 *
 * Returns: milliseconds until the next look
 */
guint
enroll_pace_choose_ms (const EnrollPace *pace)
{
  if (pace->retry_after_s > 0)
    {
      guint seconds = MIN (pace->retry_after_s, LARGEST_RETRY_S);

      return (guint)(seconds * 1000.0 * (1.0 + 0.1 * pace->chance));
    }
  if (pace->refreshes)
    {
      /* A page may send on at once, but not again and again. */
      guint least = pace->n_looks == 0 ? 0 : SMALLEST_REFRESH_MS;
      guint ms = CLAMP (pace->refresh_ms, least, LARGEST_REFRESH_MS);

      return (guint)(ms * (1.0 + 0.05 * pace->chance));
    }
  if (pace->waited_ms < PATIENT_AFTER_MS)
    return FIRST_MS;
  return MIN ((guint)((double)pace->waited_ms * 0.1 * (1.0 - 0.3 * pace->chance)), LARGEST_MS);
}
