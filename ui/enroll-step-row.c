/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-step-row.h"

#include <glib/gi18n-lib.h>

/* A step and how far it is: a tick or a spinner, and the same in words. A step that begins, and a
 * result, is spoken by a screen reader. */
struct _EnrollStepRow
{
  GtkBox parent_instance;

  GtkStack *icon_stack;
  GtkSpinner *spinner;
  GtkLabel *text_label;
  GtkLabel *status_label;
  EnrollStepStatus status;
};

G_DEFINE_FINAL_TYPE (EnrollStepRow, enroll_step_row, GTK_TYPE_BOX)

static void
enroll_step_row_class_init (EnrollStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollStepRow, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrollStepRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrollStepRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollStepRow, status_label);
}

static void
enroll_step_row_init (EnrollStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enroll_step_row_set_status (self, ENROLL_STEP_PENDING);
}

static void
describe_row (EnrollStepRow *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  const char *text = gtk_label_get_text (self->text_label);
  const char *word = gtk_label_get_text (self->status_label);
  g_autofree char *name = NULL;

  /* Translators: a step and how far it is, as in “Preparing your key: in progress”. */
  name = word[0] != '\0' ? g_strdup_printf (_ ("%s: %s"), text, word) : g_strdup (text);
  atk_object_set_name (accessible, name);
}

/* Only the role makes that something is spoken when it appears. */
static gboolean
is_news (EnrollStepStatus status)
{
  return status == ENROLL_STEP_CURRENT || status == ENROLL_STEP_GOOD || status == ENROLL_STEP_NOTE;
}

/**
 * enroll_step_row_new:
 * @text: what the step does, translated
 *
 * Returns: (transfer full): a step that has not begun
 */
GtkWidget *
enroll_step_row_new (const char *text)
{
  EnrollStepRow *self = g_object_new (ENROLL_TYPE_STEP_ROW, NULL);

  enroll_step_row_set_text (self, text);
  return GTK_WIDGET (self);
}

void
enroll_step_row_set_text (EnrollStepRow *self, const char *text)
{
  g_return_if_fail (ENROLL_IS_STEP_ROW (self));

  gtk_label_set_text (self->text_label, text);
  describe_row (self);
}

EnrollStepStatus
enroll_step_row_get_status (EnrollStepRow *self)
{
  g_return_val_if_fail (ENROLL_IS_STEP_ROW (self), ENROLL_STEP_PENDING);

  return self->status;
}

void
enroll_step_row_set_status (EnrollStepRow *self, EnrollStepStatus status)
{
  static const char *const icons[ENROLL_N_STEP_STATUSES] = {
    [ENROLL_STEP_PENDING] = "pending", [ENROLL_STEP_CURRENT] = "current",
    [ENROLL_STEP_DONE] = "done",       [ENROLL_STEP_GOOD] = "done",
    [ENROLL_STEP_NOTE] = "note",
  };
  static const char *const words[ENROLL_N_STEP_STATUSES] = {
    [ENROLL_STEP_PENDING] = "",
    /* Translators: said of a step of the enrollment. */
    [ENROLL_STEP_CURRENT] = N_ ("in progress"),
    /* Translators: said of a step of the enrollment. */
    [ENROLL_STEP_DONE] = N_ ("done"),
    [ENROLL_STEP_GOOD] = "",
    [ENROLL_STEP_NOTE] = "",
  };
  gboolean has_changed;
  const char *word;

  g_return_if_fail (ENROLL_IS_STEP_ROW (self));

  word = words[status][0] != '\0' ? _ (words[status]) : "";
  has_changed = self->status != status;
  self->status = status;
  gtk_stack_set_visible_child_name (self->icon_stack, icons[status]);
  g_object_set (self->spinner, "active", status == ENROLL_STEP_CURRENT, NULL);
  gtk_label_set_text (self->status_label, word);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self->text_label)), word);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text_label), status != ENROLL_STEP_PENDING);
  describe_row (self);
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self)),
                       is_news (status) ? ATK_ROLE_NOTIFICATION : ATK_ROLE_PANEL);
  if (has_changed && is_news (status))
    enroll_announce (GTK_WIDGET (self));
}
