/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-page-confirm.h"

#include <glib/gi18n-lib.h>

/* The portal has sent a mail whose link proves the address. The window around it goes on when that
 * link is opened from the mail; here it can be pasted. */
struct _EnrollPageConfirm
{
  GtkBox parent_instance;

  GtkLabel *sent_label;
  GtkEntry *link_entry;
  EnrollAlertLabel *error_label;
};

static void enroll_page_confirm_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageConfirm,
                               enroll_page_confirm,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_confirm_page_init))

static char *
dup_link (EnrollPageConfirm *self)
{
  return g_strstrip (g_strdup (gtk_entry_get_text (self->link_entry)));
}

static void
show_error (EnrollPageConfirm *self, const char *text)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->link_entry));

  enroll_alert_label_set_text (self->error_label, text);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self->link_entry)),
                              text != NULL ? text : "");
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
  EnrollPageConfirm *self = user_data;

  show_error (self, NULL);
  enroll_page_emit_changed (ENROLL_PAGE (self));
}

static void
enroll_page_confirm_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  g_autofree char *link = dup_link (ENROLL_PAGE_CONFIRM (page));

  look->title = g_strdup (_ ("Confirm Your Address"));
  look->main_label = _ ("C_ontinue");
  look->is_complete = link[0] != '\0';
}

static void
enroll_page_confirm_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageConfirm *self = ENROLL_PAGE_CONFIRM (page);
  g_autofree char *text = NULL;

  /* Translators: the first %s is a web site, the second an e-mail address. “Get S/MIME
   * Certificate…” is the label of a button. */
  text = g_strdup_printf (_ ("%s has sent a mail to %s. Open it as soon as it arrives and press "
                             "“Get S/MIME Certificate…” above it: then it goes on here."),
                          enroll_session_get_host (session),
                          enroll_session_get_identity (session)->address);
  gtk_label_set_text (self->sent_label, text);
}

static gboolean
enroll_page_confirm_take_focus (EnrollPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (ENROLL_PAGE_CONFIRM (page)->link_entry));
  return TRUE;
}

static void
enroll_page_confirm_activate (EnrollPage *page, EnrollSession *session)
{
  EnrollPageConfirm *self = ENROLL_PAGE_CONFIRM (page);
  g_autofree char *link = dup_link (self);
  g_autofree char *text = NULL;

  if (enroll_session_open_link (session, link, NULL))
    return;

  /* Translators: %s is a web site. */
  text = g_strdup_printf (_ ("This is not a link to %s. Copy the whole link from the mail; it "
                             "begins with “https://”."),
                          enroll_session_get_host (session));
  show_error (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->link_entry));
}

static void
enroll_page_confirm_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_confirm_describe;
  iface->update = enroll_page_confirm_update;
  iface->take_focus = enroll_page_confirm_take_focus;
  iface->activate = enroll_page_confirm_activate;
}

static void
enroll_page_confirm_class_init (EnrollPageConfirmClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ENROLL_TYPE_ALERT_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, sent_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, link_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, error_label);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
}

static void
enroll_page_confirm_init (EnrollPageConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->link_entry)),
                       _ ("Link from the mail"));
}
