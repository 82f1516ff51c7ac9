/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-configuration.h"
#include "enroll-evolution-compat.h"
#include "enroll-launcher.h"
#include "enroll-shell-view-extension.h"

#include <libebackend/libebackend.h>

/* The item in the Edit menu of the mail view. */

typedef struct
{
  EExtension parent;
} EnrollShellViewExtension;

typedef struct
{
  EExtensionClass parent_class;
} EnrollShellViewExtensionClass;

GType enroll_shell_view_extension_get_type (void);

G_DEFINE_DYNAMIC_TYPE (EnrollShellViewExtension, enroll_shell_view_extension, E_TYPE_EXTENSION)

static void
menu_item_activated (EShellView *shell_view)
{
  g_autoptr (EnrollConfiguration) configuration = enroll_configuration_ref_shared ();

  enroll_launcher_open (configuration,
                        GTK_WINDOW (e_shell_view_get_shell_window (shell_view)),
                        NULL);
}

static void
enroll_shell_view_extension_constructed (GObject *object)
{
  EShellView *shell_view = E_SHELL_VIEW (e_extension_get_extensible (E_EXTENSION (object)));
  g_autoptr (EnrollConfiguration) configuration = NULL;

  G_OBJECT_CLASS (enroll_shell_view_extension_parent_class)->constructed (object);

  if (g_strcmp0 (E_SHELL_VIEW_GET_CLASS (shell_view)->ui_manager_id, "org.gnome.evolution.mail") !=
      0)
    return;
  configuration = enroll_configuration_ref_shared ();
  if (enroll_configuration_is_enabled (configuration))
    enroll_compat_add_edit_menu_item (shell_view, menu_item_activated);
}

static void
enroll_shell_view_extension_class_init (EnrollShellViewExtensionClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = enroll_shell_view_extension_constructed;
  E_EXTENSION_CLASS (klass)->extensible_type = E_TYPE_SHELL_VIEW;
}

static void
enroll_shell_view_extension_class_finalize (EnrollShellViewExtensionClass *klass)
{
}

static void
enroll_shell_view_extension_init (EnrollShellViewExtension *self)
{
}

void
enroll_shell_view_extension_type_register (GTypeModule *type_module)
{
  enroll_shell_view_extension_register_type (type_module);
}
