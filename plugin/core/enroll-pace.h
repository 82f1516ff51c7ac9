/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EnrollPace:
 * @waited_ms: since the waiting began
 * @n_looks: how often the portal was looked at since then
 * @retry_after_s: what the portal's last reply said, or 0
 * @refreshes: the page looks again by itself
 * @refresh_ms: after how long
 * @chance: from 0 to 1, drawn anew for each look
 *
 * All that the time until the next look depends on.
 */
typedef struct
{
  gint64 waited_ms;
  guint n_looks;
  guint retry_after_s;
  gboolean refreshes;
  guint refresh_ms;
  double chance;
} EnrollPace;

guint enroll_pace_choose_ms (const EnrollPace *pace);

G_END_DECLS
