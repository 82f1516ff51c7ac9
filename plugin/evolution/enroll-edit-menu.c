/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-edit-menu.h"
#include "enroll-evolution-compat.h"

#include <glib/gi18n-lib.h>
#include <shell/e-shell-window.h>

/* The item in the Edit menu, and the keys of menus, in the words of whichever library draws them. */

#define ACTION "smime-enrollment-get-certificate"

static EnrollMenuFunc menu_activated;

#if ENROLL_HAS_EUI_MANAGER

static void
action_activated_cb (EUIAction *action, GVariant *parameter, gpointer user_data)
{
  menu_activated (user_data);
}

void
enroll_edit_menu_add_item (EShellView *shell_view, EnrollMenuFunc activated)
{
  static const char eui[] =
      "<eui><menu id='main-menu'><submenu action='edit-menu'>"
      "<placeholder id='administrative-actions'><item action='" ACTION "'/></placeholder>"
      "</submenu></menu></eui>";
  static const EUIActionEntry entries[] = {
    { ACTION,
      "application-certificate",
      N_ ("_Get S/MIME Certificate…"),
      NULL,
      N_ ("Get a certificate to sign and encrypt your mail"),
      action_activated_cb,
      NULL,
      NULL,
      NULL },
  };

  menu_activated = activated;
  e_ui_manager_add_actions_with_eui_data (e_shell_view_get_ui_manager (shell_view),
                                          "mail",
                                          GETTEXT_PACKAGE,
                                          entries,
                                          G_N_ELEMENTS (entries),
                                          shell_view,
                                          eui);
}

static gboolean
ignore_accel_cb (EUIManager *manager, EUIAction *action, gpointer user_data)
{
  g_autoptr (GdkEvent) event = gtk_get_current_event ();
  guint key = 0;

  return gtk_widget_is_focus (user_data) && event != NULL && gdk_event_get_keyval (event, &key) &&
         (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space);
}

/* Evolution’s own shortcuts come before the widget that has the focus: Return would open the message
 * that is selected, instead of pressing the button. */
void
enroll_edit_menu_leave_keys (GtkWidget *button)
{
  GtkWidget *view = gtk_widget_get_ancestor (button, E_TYPE_SHELL_VIEW);
  EUIManager *manager = view != NULL ? e_shell_view_get_ui_manager (E_SHELL_VIEW (view)) : NULL;

  if (manager == NULL)
    return;
  g_signal_handlers_disconnect_by_func (manager, ignore_accel_cb, button);
  g_signal_connect_object (manager, "ignore-accel", G_CALLBACK (ignore_accel_cb), button, 0);
}

#else

typedef struct
{
  gboolean has_action;
  guint merge_id;
} Menu;

static void
action_activated_cb (GtkAction *action, gpointer user_data)
{
  menu_activated (user_data);
}

static void
add_action (EShellView *shell_view)
{
  static const GtkActionEntry entries[] = {
    { ACTION,
      "application-certificate",
      N_ ("_Get S/MIME Certificate…"),
      NULL,
      N_ ("Get a certificate to sign and encrypt your mail"),
      G_CALLBACK (action_activated_cb) },
  };
  EShellWindow *window = e_shell_view_get_shell_window (shell_view);

  e_action_group_add_actions_localized (e_shell_window_get_action_group (window, "mail"),
                                        GETTEXT_PACKAGE,
                                        (GtkActionEntry *)entries,
                                        G_N_ELEMENTS (entries),
                                        shell_view);
}

/* The item is part of the menu only while its view is the one that is shown. The view's actions
 * exist from the first time on that it is. */
static void
view_toggled_cb (EShellView *shell_view, gpointer user_data)
{
  static const char ui[] = "<menubar name='main-menu'><menu action='edit-menu'>"
                           "<placeholder name='administrative-actions'>"
                           "<menuitem action='" ACTION "'/></placeholder></menu></menubar>";
  Menu *menu = user_data;
  GtkUIManager *ui_manager =
      e_shell_window_get_ui_manager (e_shell_view_get_shell_window (shell_view));
  g_autoptr (GError) error = NULL;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (e_shell_view_is_active (shell_view) && menu->merge_id == 0)
    {
      if (!menu->has_action)
        add_action (shell_view);
      menu->has_action = TRUE;
      menu->merge_id = gtk_ui_manager_add_ui_from_string (ui_manager, ui, -1, &error);
    }
  else if (!e_shell_view_is_active (shell_view) && menu->merge_id != 0)
    {
      gtk_ui_manager_remove_ui (ui_manager, menu->merge_id);
      menu->merge_id = 0;
    }
  G_GNUC_END_IGNORE_DEPRECATIONS
  if (error != NULL)
    g_warning ("no menu item: %s", error->message);
}

static void
free_menu (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
enroll_edit_menu_add_item (EShellView *shell_view, EnrollMenuFunc activated)
{
  menu_activated = activated;
  g_signal_connect_data (shell_view,
                         "toggled",
                         G_CALLBACK (view_toggled_cb),
                         g_new0 (Menu, 1),
                         free_menu,
                         0);
}

void
enroll_edit_menu_leave_keys (GtkWidget *button)
{
}

#endif
