/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-edit-menu.h"
#include "enroll-evolution-compat.h"

#include <glib/gi18n-lib.h>
#include <shell/e-shell-window.h>

/* The item in the Edit menu, and the keys and switches of menus, in the words of whichever library draws
 * them. */

#define ACTION "smime-enrollment-get-certificate"

static EnrollMenuFunc menu_activated;

/* The item is there while the module is switched on. Without a schema it cannot be switched off. */
static void
follow_setting (gpointer action, GSettings *settings)
{
  if (settings != NULL)
    g_settings_bind (settings, "enabled", action, "visible", G_SETTINGS_BIND_GET);
}

#if ENROLL_HAS_EUI_MANAGER

static void
action_activated_cb (EUIAction *action, GVariant *parameter, gpointer user_data)
{
  menu_activated (user_data);
}

void
enroll_edit_menu_add_item (EShellView *shell_view, GSettings *settings, EnrollMenuFunc activated)
{
  EUIManager *manager = e_shell_view_get_ui_manager (shell_view);
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
  e_ui_manager_add_actions_with_eui_data (manager,
                                          "mail",
                                          GETTEXT_PACKAGE,
                                          entries,
                                          G_N_ELEMENTS (entries),
                                          shell_view,
                                          eui);
  follow_setting (e_ui_manager_get_action (manager, ACTION), settings);
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

void
enroll_edit_menu_switch_on (gpointer action)
{
  e_ui_action_set_active (action, TRUE);
}

#else

typedef struct
{
  GSettings *settings;
  gboolean has_action;
  guint merge_id;
} Menu;

static void
action_activated_cb (GtkAction *action, gpointer user_data)
{
  menu_activated (user_data);
}

static void
add_action (EShellView *shell_view, GSettings *settings)
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
  GtkActionGroup *group = e_shell_window_get_action_group (window, "mail");

  e_action_group_add_actions_localized (group,
                                        GETTEXT_PACKAGE,
                                        (GtkActionEntry *)entries,
                                        G_N_ELEMENTS (entries),
                                        shell_view);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  follow_setting (gtk_action_group_get_action (group, ACTION), settings);
  G_GNUC_END_IGNORE_DEPRECATIONS
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
        add_action (shell_view, menu->settings);
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
  Menu *menu = data;

  g_clear_object (&menu->settings);
  g_free (menu);
}

void
enroll_edit_menu_add_item (EShellView *shell_view, GSettings *settings, EnrollMenuFunc activated)
{
  Menu *menu = g_new0 (Menu, 1);

  g_set_object (&menu->settings, settings);
  menu_activated = activated;
  g_signal_connect_data (shell_view, "toggled", G_CALLBACK (view_toggled_cb), menu, free_menu, 0);
}

void
enroll_edit_menu_leave_keys (GtkWidget *button)
{
}

void
enroll_edit_menu_switch_on (gpointer action)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_toggle_action_set_active (action, TRUE);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

#endif
