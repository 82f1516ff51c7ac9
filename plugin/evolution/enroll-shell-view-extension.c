/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-edit-menu.h"
#include "enroll-launcher.h"
#include "enroll-reminder.h"
#include "enroll-shared-configuration.h"
#include "enroll-shell-view-extension.h"

#include <libebackend/libebackend.h>

/* The item in the Edit menu of the mail view; and, when the first one is there, a word about what is
 * not finished: enroll-reminder.c. */

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
  g_autoptr (EnrollConfiguration) configuration = enroll_shared_configuration_ref ();

  enroll_launcher_open (configuration,
                        GTK_WINDOW (e_shell_view_get_shell_window (shell_view)),
                        NULL);
}

static gboolean
remind_cb (gpointer user_data)
{
  g_autoptr (EnrollConfiguration) configuration = enroll_shared_configuration_ref ();

  enroll_reminder_show (configuration, GTK_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

/* In the first window, when there is nothing else to do. */
static void
remind_once (EShellWindow *shell_window)
{
  static gboolean was_reminded;

  if (was_reminded)
    return;
  was_reminded = TRUE;
  g_idle_add_full (G_PRIORITY_LOW, remind_cb, g_object_ref (shell_window), g_object_unref);
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
  configuration = enroll_shared_configuration_ref ();
  enroll_edit_menu_add_item (shell_view,
                             enroll_configuration_get_gsettings (configuration),
                             menu_item_activated);
  if (enroll_configuration_is_enabled (configuration))
    remind_once (E_SHELL_WINDOW (e_shell_view_get_shell_window (shell_view)));
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
