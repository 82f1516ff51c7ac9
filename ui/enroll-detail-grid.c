/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-detail-grid.h"

#include <glib/gi18n-lib.h>

/* Rows of “name: value”, filled while the program runs. */
struct _EnrollDetailGrid
{
  GtkGrid parent_instance;

  int n_rows;
};

G_DEFINE_FINAL_TYPE (EnrollDetailGrid, enroll_detail_grid, GTK_TYPE_GRID)

static void
enroll_detail_grid_class_init (EnrollDetailGridClass *klass)
{
}

static void
enroll_detail_grid_init (EnrollDetailGrid *self)
{
  gtk_grid_set_row_spacing (GTK_GRID (self), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self), 12);
}

static void
destroy_child_cb (GtkWidget *child, gpointer user_data)
{
  gtk_widget_destroy (child);
}

void
enroll_detail_grid_clear (EnrollDetailGrid *self)
{
  g_return_if_fail (ENROLL_IS_DETAIL_GRID (self));

  gtk_container_foreach (GTK_CONTAINER (self), destroy_child_cb, NULL);
  self->n_rows = 0;
}

static GtkWidget *
make_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "visible", TRUE,
                       "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "yalign", 0.0,
                       NULL);
}

/**
 * enroll_detail_grid_add:
 * @self: a grid
 * @name: what the row is about, without a colon
 * @value: what is to be read
 *
 * Returns: (transfer none): the label of the value
 */
GtkLabel *
enroll_detail_grid_add (EnrollDetailGrid *self, const char *name, const char *value)
{
  g_autofree char *caption = NULL;
  GtkWidget *name_label;
  GtkWidget *value_label;

  g_return_val_if_fail (ENROLL_IS_DETAIL_GRID (self), NULL);

  /* Translators: the name in front of a value, as in “Address: user@example.org”. */
  caption = g_strdup_printf (_ ("%s:"), name);
  name_label = make_label (caption);
  gtk_label_set_xalign (GTK_LABEL (name_label), 1.0F);
  gtk_label_set_max_width_chars (GTK_LABEL (name_label), 22);
  gtk_style_context_add_class (gtk_widget_get_style_context (name_label), "dim-label");
  gtk_grid_attach (GTK_GRID (self), name_label, 0, self->n_rows, 1, 1);

  value_label = make_label (value);
  gtk_label_set_xalign (GTK_LABEL (value_label), 0.0F);
  gtk_label_set_max_width_chars (GTK_LABEL (value_label), 50);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (name_label), value_label);
  gtk_grid_attach (GTK_GRID (self), value_label, 1, self->n_rows, 1, 1);
  self->n_rows++;
  return GTK_LABEL (value_label);
}

/* Hexadecimal, in lines of 16 pairs where there is room; from left to right in any language. */
void
enroll_detail_grid_add_code (EnrollDetailGrid *self, const char *name, const char *code)
{
  GtkLabel *label = enroll_detail_grid_add (self, name, code);

  gtk_label_set_selectable (label, TRUE);
  gtk_label_set_line_wrap_mode (label, PANGO_WRAP_CHAR);
  gtk_label_set_max_width_chars (label, 48);
  gtk_widget_set_halign (GTK_WIDGET (label),
                         gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                             ? GTK_ALIGN_END
                             : GTK_ALIGN_START);
  gtk_widget_set_direction (GTK_WIDGET (label), GTK_TEXT_DIR_LTR);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (label)), "monospace");
}
