/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-link-dialog.h"

#include "enroll-alert-label.h"
#include "enroll-choice.h"
#include "enroll-help-button.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Asks for the link of an invitation, where none came by mail and none is set. Responds with
 * GTK_RESPONSE_OK only if the link is one of an enrollment. */
struct _EnrollLinkDialog
{
  GtkDialog parent_instance;

  GtkEntry *link_entry;
  EnrollAlertLabel *error_label;
  GtkWidget *address_box;
  GtkComboBoxText *address_combo;
  GtkWidget *continue_button;

  EnrollPortal *portal;
  GPtrArray *identities;
};

G_DEFINE_FINAL_TYPE (EnrollLinkDialog, enroll_link_dialog, GTK_TYPE_DIALOG)

static void
show_error (EnrollLinkDialog *self, const char *text)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->link_entry));

  enroll_alert_label_set_text (self->error_label, text);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self->link_entry)),
                              text != NULL ? text : _ ("The whole link begins with “https://”."));
  if (text != NULL)
    {
      gtk_style_context_add_class (style, "error");
    }
  else
    {
      gtk_style_context_remove_class (style, "error");
    }
}

static void
link_changed_cb (GtkEditable *editable, gpointer user_data)
{
  EnrollLinkDialog *self = user_data;
  g_autofree char *link = enroll_link_dialog_dup_link (self);

  show_error (self, NULL);
  gtk_widget_set_sensitive (self->continue_button, link[0] != '\0');
}

static void
continue_clicked_cb (GtkButton *button, gpointer user_data)
{
  EnrollLinkDialog *self = user_data;
  g_autofree char *link = enroll_link_dialog_dup_link (self);
  const char *text;

  if (enroll_portal_is_enrollment_link (self->portal, link))
    {
      gtk_dialog_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
      return;
    }

  if (g_ascii_strncasecmp (link, "https://", strlen ("https://")) != 0)
    {
      text = _ ("Copy the whole link; it begins with “https://”.");
    }
  else if (!enroll_portal_allows (self->portal, link, NULL))
    {
      text = _ ("This link leads to a web site that is not on the list of trusted ones. Ask your "
                "help desk whether it is genuine.");
    }
  else
    {
      text = _ ("This link leads to the certificate service, but not to a certificate. Copy the "
                "whole link that you were given.");
    }
  show_error (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->link_entry));
}

static void
cancel_clicked_cb (GtkButton *button, gpointer user_data)
{
  gtk_dialog_response (GTK_DIALOG (user_data), GTK_RESPONSE_CANCEL);
}

static void
enroll_link_dialog_dispose (GObject *object)
{
  EnrollLinkDialog *self = ENROLL_LINK_DIALOG (object);

  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_pointer (&self->identities, g_ptr_array_unref);

  G_OBJECT_CLASS (enroll_link_dialog_parent_class)->dispose (object);
}

static void
enroll_link_dialog_class_init (EnrollLinkDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enroll_link_dialog_dispose;

  g_type_ensure (ENROLL_TYPE_ALERT_LABEL);
  g_type_ensure (ENROLL_TYPE_CHOICE);
  g_type_ensure (ENROLL_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollLinkDialog, link_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrollLinkDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollLinkDialog, address_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollLinkDialog, address_combo);
  gtk_widget_class_bind_template_child (widget_class, EnrollLinkDialog, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
enroll_link_dialog_init (EnrollLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->link_entry)), _ ("Link"));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->address_combo)), _ ("Address"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->address_combo),
                               _ ("The address that the certificate will be for"));
  show_error (self, NULL);
  gtk_widget_grab_default (self->continue_button);
}

/**
 * enroll_link_dialog_new:
 * @parent: (nullable): the window that it belongs to
 * @portal: whose links are accepted
 * @identities: (element-type EnrollIdentity): those to choose from, first is the best
 *
 * Returns: (transfer floating): a dialog, not shown yet
 */
GtkWidget *
enroll_link_dialog_new (GtkWindow *parent, EnrollPortal *portal, GPtrArray *identities)
{
  EnrollLinkDialog *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (portal != NULL, NULL);
  g_return_val_if_fail (identities != NULL, NULL);

  self =
      g_object_new (ENROLL_TYPE_LINK_DIALOG, "use-header-bar", TRUE, "transient-for", parent, NULL);
  self->portal = enroll_portal_ref (portal);
  self->identities = g_ptr_array_ref (identities);
  for (guint i = 0; i < identities->len; i++)
    {
      const EnrollIdentity *identity = g_ptr_array_index (identities, i);

      gtk_combo_box_text_append_text (self->address_combo, identity->address);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->address_combo), identities->len > 0 ? 0 : -1);
  gtk_widget_set_visible (self->address_box, identities->len > 1);
  return GTK_WIDGET (self);
}

/**
 * enroll_link_dialog_dup_link:
 * @self: a link dialog
 *
 * Returns: (transfer full): the link, without space around it; may be a secret
 */
char *
enroll_link_dialog_dup_link (EnrollLinkDialog *self)
{
  g_return_val_if_fail (ENROLL_IS_LINK_DIALOG (self), NULL);

  return g_strstrip (g_strdup (gtk_entry_get_text (self->link_entry)));
}

/**
 * enroll_link_dialog_get_identity:
 * @self: a link dialog
 *
 * Returns: (transfer none) (nullable): the chosen identity
 */
EnrollIdentity *
enroll_link_dialog_get_identity (EnrollLinkDialog *self)
{
  int active;

  g_return_val_if_fail (ENROLL_IS_LINK_DIALOG (self), NULL);

  active = gtk_combo_box_get_active (GTK_COMBO_BOX (self->address_combo));
  return active >= 0 ? g_ptr_array_index (self->identities, (guint)active) : NULL;
}
