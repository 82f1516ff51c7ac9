/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-page-portal.h"

#include <glib/gi18n-lib.h>

/* The portal's own page, or the page that the portal led to: the user answers it. Above it stands
 * whose page it is. */
struct _EnrollPagePortal
{
  GtkBox parent_instance;

  GtkLabel *reason_label;
  EnrollAlertLabel *complaint_label;
  GtkImage *lock_image;
  GtkLabel *place_label;
  GtkFrame *stage; /* gives all its room to what it holds */

  EnrollVisit *visit;
  EnrollPlace *place;
};

static void enroll_page_portal_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPagePortal,
                               enroll_page_portal,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_portal_page_init))

static gboolean
is_elsewhere (EnrollPagePortal *self)
{
  return self->place != NULL && !self->place->is_portal;
}

static void
show_place (EnrollPagePortal *self)
{
  const char *host = self->place != NULL ? self->place->host : "";
  gboolean is_secure = self->place != NULL && self->place->is_secure;
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a web site, such as login.example.edu. */
  text = g_strdup_printf (is_secure ? _ ("This page is from %s. The connection is secure.")
                                    : _ ("This page is from %s. The connection is not secure."),
                          host);
  gtk_label_set_text (self->place_label, text);
  gtk_image_set_from_icon_name (self->lock_image,
                                is_secure ? "channel-secure-symbolic" : "channel-insecure-symbolic",
                                GTK_ICON_SIZE_MENU);
  gtk_label_set_text (
      self->reason_label,
      is_elsewhere (self)
          ? _ ("The certificate service has sent you here to sign in. What you type here goes to "
               "this web site only. When you are signed in, the rest goes on by itself.")
          : _ ("Please answer this page yourself; what is known is already filled in. As soon as a "
               "known page or the certificate comes, the rest goes on by itself."));
}

static void
moved_cb (EnrollVisit *visit, gpointer user_data)
{
  EnrollPagePortal *self = user_data;

  g_clear_pointer (&self->place, enroll_place_free);
  self->place = enroll_visit_dup_place (visit);
  show_place (self);
  enroll_page_emit_changed (ENROLL_PAGE (self));
}

static void
enroll_page_portal_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  EnrollPagePortal *self = ENROLL_PAGE_PORTAL (page);

  look->help_topic = "sign-in";
  /* Translators: %s is the name of a web site, such as login.example.edu. */
  look->title = is_elsewhere (self) ? g_strdup_printf (_ ("Sign In at %s"), self->place->host)
                                    : g_strdup (_ ("Your Answer Is Needed"));
  look->is_large = TRUE;
}

static void
leave_stage (EnrollPagePortal *self)
{
  if (self->visit == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->visit, self);
  enroll_visit_set_stage (self->visit, NULL);
  g_clear_object (&self->visit);
}

static void
enroll_page_portal_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPagePortal *self = ENROLL_PAGE_PORTAL (page);
  const char *complaint = enroll_session_get_complaint (session);

  if (self->visit == NULL)
    {
      self->visit = g_object_ref (enroll_session_get_visit (session));
      g_signal_connect (self->visit, "moved", G_CALLBACK (moved_cb), self);
      enroll_visit_set_stage (self->visit, G_OBJECT (self->stage));
    }
  enroll_alert_label_set_text (self->complaint_label, complaint);
  moved_cb (self->visit, self);
}

/* Who types already is not disturbed. */
static gboolean
enroll_page_portal_take_focus (EnrollPage *page)
{
  GtkWidget *stage = GTK_WIDGET (ENROLL_PAGE_PORTAL (page)->stage);

  return gtk_container_get_focus_child (GTK_CONTAINER (stage)) != NULL ||
         gtk_widget_child_focus (stage, GTK_DIR_TAB_FORWARD);
}

static void
enroll_page_portal_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_portal_describe;
  iface->update = enroll_page_portal_update;
  iface->take_focus = enroll_page_portal_take_focus;
}

/* Another page is shown now: the visit goes on where nobody sees it. */
static void
enroll_page_portal_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enroll_page_portal_parent_class)->unmap (widget);

  leave_stage (ENROLL_PAGE_PORTAL (widget));
}

static void
enroll_page_portal_dispose (GObject *object)
{
  EnrollPagePortal *self = ENROLL_PAGE_PORTAL (object);

  leave_stage (self);
  g_clear_pointer (&self->place, enroll_place_free);

  G_OBJECT_CLASS (enroll_page_portal_parent_class)->dispose (object);
}

static void
enroll_page_portal_class_init (EnrollPagePortalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enroll_page_portal_dispose;
  widget_class->unmap = enroll_page_portal_unmap;

  g_type_ensure (ENROLL_TYPE_ALERT_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-portal.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPagePortal, reason_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPagePortal, complaint_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPagePortal, lock_image);
  gtk_widget_class_bind_template_child (widget_class, EnrollPagePortal, place_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPagePortal, stage);
}

static void
enroll_page_portal_init (EnrollPagePortal *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
