/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <libedataserver/libedataserver.h>
#include <shell/e-shell-view.h>
#include <shell/e-shell-window.h>

/* The only place that knows Evolution's versions.
 *
 * 3.55.1 replaced GtkUIManager by EUIManager: menus are described in other words, and a shell
 * view no longer tells when it is shown. Alerts and link clicks are the same in 3.46 to 3.62. */

#if EDS_CHECK_VERSION(3, 55, 1)
#define ENROLL_HAS_EUI_MANAGER 1
#else
#define ENROLL_HAS_EUI_MANAGER 0
#endif

G_BEGIN_DECLS

typedef void (*EnrollMenuFunc) (EShellView *shell_view);

static inline gboolean
enroll_compat_fits_running_version (void)
{
  /* The same library names carry another ABI in each minor version. */
  return eds_check_version (EDS_MAJOR_VERSION, EDS_MINOR_VERSION, 0) == NULL &&
         eds_minor_version == EDS_MINOR_VERSION;
}

void enroll_compat_add_edit_menu_item (EShellView *shell_view, EnrollMenuFunc activated);

G_END_DECLS
