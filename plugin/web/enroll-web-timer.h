/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * enroll_web_timer_stop:
 * @timer: a timer, or %NULL; %NULL afterwards
 *
 * It does not go off any more.
 */
static inline void
enroll_web_timer_stop (GSource **timer)
{
  if (*timer != NULL)
    g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

G_END_DECLS
