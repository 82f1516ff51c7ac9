/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"
#include "directories.h"

#include "enroll-display-extension.h"
#include "enroll-evolution-compat.h"
#include "enroll-reader-extension.h"
#include "enroll-security-page-extension.h"
#include "enroll-shell-extension.h"
#include "enroll-shell-view-extension.h"

#include <glib/gi18n-lib.h>

/* The module. Registers types, does nothing else; what it offers costs nothing until it is used. */

G_MODULE_EXPORT void e_module_load (GTypeModule *type_module);
G_MODULE_EXPORT void e_module_unload (GTypeModule *type_module);

G_MODULE_EXPORT void
e_module_load (GTypeModule *type_module)
{
  if (!enroll_compat_fits_running_version ())
    {
      g_message ("built for Evolution %d.%d, not loaded into %u.%u",
                 EDS_MAJOR_VERSION,
                 EDS_MINOR_VERSION,
                 eds_major_version,
                 eds_minor_version);
      return;
    }

  bindtextdomain (GETTEXT_PACKAGE, ENROLL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  enroll_reader_extension_type_register (type_module);
  enroll_display_extension_type_register (type_module);
  enroll_shell_view_extension_type_register (type_module);
  enroll_security_page_extension_type_register (type_module);
  enroll_shell_extension_type_register (type_module);
}

G_MODULE_EXPORT void
e_module_unload (GTypeModule *type_module)
{
}
