/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-preferences.h"
#include "enroll-shared-configuration.h"
#include "enroll-shell-extension.h"

#include <e-util/e-util.h>
#include <glib/gi18n-lib.h>
#include <libebackend/libebackend.h>
#include <shell/e-shell-window.h>
#include <shell/e-shell.h>

/* The page of Evolution's preferences, beside “Certificates”. It is announced when the first window
 * has been shown, and made when the preferences are opened for the first time. */

#define PAGE "smime-enrollment"
#define AFTER_CERTIFICATES 710

typedef struct
{
  EExtension parent;

  gulong window_added;
} EnrollShellExtension;

typedef struct
{
  EExtensionClass parent_class;
} EnrollShellExtensionClass;

GType enroll_shell_extension_get_type (void);

G_DEFINE_DYNAMIC_TYPE (EnrollShellExtension, enroll_shell_extension, E_TYPE_EXTENSION)

static GtkWidget *
make_page (EPreferencesWindow *window)
{
  g_autoptr (EnrollConfiguration) configuration = enroll_shared_configuration_ref ();

  return enroll_preferences_new (enroll_configuration_get_gsettings (configuration));
}

static gboolean
announce_page_cb (gpointer user_data)
{
  EShell *shell = user_data;
  g_autoptr (EnrollConfiguration) configuration = enroll_shared_configuration_ref ();

  if (enroll_configuration_get_gsettings (configuration) != NULL)
    {
      e_preferences_window_add_page (E_PREFERENCES_WINDOW (e_shell_get_preferences_window (shell)),
                                     PAGE,
                                     "application-certificate",
                                     _ ("S/MIME Enrollment"),
                                     NULL,
                                     make_page,
                                     AFTER_CERTIFICATES);
    }
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  EnrollShellExtension *self = user_data;

  if (!E_IS_SHELL_WINDOW (window))
    return;
  g_signal_handler_disconnect (application, self->window_added);
  self->window_added = 0;
  g_idle_add_full (G_PRIORITY_LOW, announce_page_cb, g_object_ref (application), g_object_unref);
}

static void
enroll_shell_extension_constructed (GObject *object)
{
  EnrollShellExtension *self = (EnrollShellExtension *)object;
  EExtensible *shell = e_extension_get_extensible (E_EXTENSION (object));

  G_OBJECT_CLASS (enroll_shell_extension_parent_class)->constructed (object);

  self->window_added =
      g_signal_connect_object (shell, "window-added", G_CALLBACK (window_added_cb), self, 0);
}

static void
enroll_shell_extension_class_init (EnrollShellExtensionClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = enroll_shell_extension_constructed;
  E_EXTENSION_CLASS (klass)->extensible_type = E_TYPE_SHELL;
}

static void
enroll_shell_extension_class_finalize (EnrollShellExtensionClass *klass)
{
}

static void
enroll_shell_extension_init (EnrollShellExtension *self)
{
}

void
enroll_shell_extension_type_register (GTypeModule *type_module)
{
  enroll_shell_extension_register_type (type_module);
}
