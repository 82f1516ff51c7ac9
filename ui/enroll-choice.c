/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-choice.h"

/* A combo box whose long texts are shortened, so that they do not widen the window. */
struct _EnrollChoice
{
  GtkComboBoxText parent_instance;
};

G_DEFINE_FINAL_TYPE (EnrollChoice, enroll_choice, GTK_TYPE_COMBO_BOX_TEXT)

static void
enroll_choice_constructed (GObject *object)
{
  g_autoptr (GList) cells = NULL;

  G_OBJECT_CLASS (enroll_choice_parent_class)->constructed (object);

  cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (object));
  for (GList *cell = cells; cell != NULL; cell = cell->next)
    g_object_set (cell->data, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

static void
enroll_choice_class_init (EnrollChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = enroll_choice_constructed;
}

static void
enroll_choice_init (EnrollChoice *self)
{
}

GtkWidget *
enroll_choice_new (void)
{
  return g_object_new (ENROLL_TYPE_CHOICE, NULL);
}
