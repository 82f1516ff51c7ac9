/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-preferences.h"

#include <glib/gi18n-lib.h>

/* What a user may choose, as a page of Evolution's preferences. What the administrator has locked
 * is shown as it is, says so, and cannot be changed. */
struct _EnrollPreferences
{
  GtkBox parent_instance;

  GtkWidget *enabled_check;
  GtkWidget *banner_check;
  GtkWidget *links_check;
  GtkWidget *sign_check;
  GtkWidget *encrypt_check;
  GtkWidget *enabled_lock;
  GtkWidget *banner_lock;
  GtkWidget *links_lock;
  GtkWidget *sign_lock;
  GtkWidget *encrypt_lock;
  GtkWidget *ways_box;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (EnrollPreferences, enroll_preferences, GTK_TYPE_BOX)

static void
enroll_preferences_dispose (GObject *object)
{
  g_clear_object (&ENROLL_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (enroll_preferences_parent_class)->dispose (object);
}

static void
enroll_preferences_class_init (EnrollPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enroll_preferences_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, enabled_check);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, banner_check);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, links_check);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, sign_check);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, encrypt_check);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, enabled_lock);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, banner_lock);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, links_lock);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, sign_lock);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, encrypt_lock);
  gtk_widget_class_bind_template_child (widget_class, EnrollPreferences, ways_box);
}

static void
enroll_preferences_init (EnrollPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A locked key makes its control insensitive by itself; the reason stands beside it, and is read
 * with it. */
static void
bind_key (EnrollPreferences *self, const char *key, GtkWidget *check, GtkWidget *lock)
{
  g_settings_bind (self->settings, key, check, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_writable (self->settings, key, lock, "visible", TRUE);
  if (!g_settings_is_writable (self->settings, key))
    {
      atk_object_set_description (gtk_widget_get_accessible (check),
                                  _ ("Set by your administrator"));
    }
}

/**
 * enroll_preferences_new:
 * @settings: the settings of this module
 *
 * Returns: (transfer floating): a page that changes @settings as the user does
 */
GtkWidget *
enroll_preferences_new (GSettings *settings)
{
  EnrollPreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (ENROLL_TYPE_PREFERENCES, NULL);
  self->settings = g_object_ref (settings);
  bind_key (self, "enabled", self->enabled_check, self->enabled_lock);
  bind_key (self, "show-banner", self->banner_check, self->banner_lock);
  bind_key (self, "intercept-links", self->links_check, self->links_lock);
  bind_key (self, "sign-by-default", self->sign_check, self->sign_lock);
  bind_key (self, "encrypt-by-default", self->encrypt_check, self->encrypt_lock);
  g_object_bind_property (self->enabled_check,
                          "active",
                          self->ways_box,
                          "sensitive",
                          G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (self);
}
