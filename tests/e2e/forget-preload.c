/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* To be loaded into Evolution together with the sanitizer’s library: what Evolution starts, the
 * processes of WebKit above all, must be without it. It also leaks, on purpose: a report without
 * this leak is none. */

#include <stdlib.h>

static void __attribute__ ((constructor)) forget_preload (void)
{
  void *volatile lost = malloc (1);

  lost = NULL;
  unsetenv ("LD_PRELOAD");
  (void)lost;
}
