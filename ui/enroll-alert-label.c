/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"

/* What is wrong with a field, below it: an icon and words, not a colour alone. Takes no room while
 * nothing is wrong. */
struct _EnrollAlertLabel
{
  GtkBox parent_instance;

  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (EnrollAlertLabel, enroll_alert_label, GTK_TYPE_BOX)

static void
enroll_alert_label_class_init (EnrollAlertLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-alert-label.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollAlertLabel, text_label);
}

static void
enroll_alert_label_init (EnrollAlertLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * enroll_alert_label_get_text:
 * @self: an alert label
 *
 * Returns: (transfer none) (nullable): what is wrong
 */
const char *
enroll_alert_label_get_text (EnrollAlertLabel *self)
{
  const char *text;

  g_return_val_if_fail (ENROLL_IS_ALERT_LABEL (self), NULL);

  text = gtk_label_get_text (self->text_label);
  return text[0] != '\0' ? text : NULL;
}

/**
 * enroll_alert_label_set_text:
 * @self: an alert label
 * @text: (nullable): what is wrong, or %NULL if nothing is
 */
void
enroll_alert_label_set_text (EnrollAlertLabel *self, const char *text)
{
  AtkObject *accessible;

  g_return_if_fail (ENROLL_IS_ALERT_LABEL (self));

  accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  gtk_label_set_text (self->text_label, text != NULL ? text : "");
  atk_object_set_name (accessible, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text != NULL)
    enroll_announce (GTK_WIDGET (self));
}

/**
 * enroll_announce:
 * @widget: a widget whose accessible role is an alert or a notification
 *
 * Lets a screen reader speak a text that has just changed. GTK 3 has no other way to do it.
 */
void
enroll_announce (GtkWidget *widget)
{
  AtkObject *accessible;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  accessible = gtk_widget_get_accessible (widget);
  atk_object_notify_state_change (accessible, ATK_STATE_SHOWING, TRUE);
}
