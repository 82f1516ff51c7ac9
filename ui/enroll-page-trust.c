/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-detail-grid.h"
#include "enroll-page-trust.h"
#include "enroll-text.h"

#include <glib/gi18n-lib.h>

/* The user decides about a root that the store does not know. */
struct _EnrollPageTrust
{
  GtkBox parent_instance;

  GtkLabel *unknown_label;
  EnrollDetailGrid *root_grid;
};

static void enroll_page_trust_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageTrust,
                               enroll_page_trust,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_trust_page_init))

static void
enroll_page_trust_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  look->help_topic = "trust";
  look->title = g_strdup (_ ("Trust This Authority?"));
  look->main_label = _ ("_Trust for E-Mail");
  look->main_hint = _ ("Accept signatures that this authority vouches for");
  look->secondary_label = _ ("Continue _Without");
  look->secondary_hint =
      _ ("Install the certificate; your signatures are shown as not trusted here");
}

static void
enroll_page_trust_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageTrust *self = ENROLL_PAGE_TRUST (page);
  const EnrollCredential *credential = enroll_session_get_credential (session);
  const char *name = credential->root_name != NULL ? credential->root_name : credential->issuer;
  g_autofree char *isolated = enroll_text_isolate (name);
  g_autofree char *text = NULL;

  /* Translators: %s is the name of a certificate authority. */
  text = g_strdup_printf (_ ("Your certificate has arrived. Evolution does not know the authority "
                             "“%s” that vouches for it."),
                          isolated);
  gtk_label_set_text (self->unknown_label, text);

  enroll_detail_grid_clear (self->root_grid);
  enroll_detail_grid_add (self->root_grid, _ ("Authority"), name);
  if (credential->root_fingerprint != NULL)
    {
      enroll_detail_grid_add_code (self->root_grid,
                                   _ ("SHA-256 fingerprint"),
                                   credential->root_fingerprint);
    }
}

static void
enroll_page_trust_activate (EnrollPage *page, EnrollSession *session)
{
  enroll_session_decide_trust (session, TRUE);
}

static void
enroll_page_trust_activate_secondary (EnrollPage *page, EnrollSession *session)
{
  enroll_session_decide_trust (session, FALSE);
}

static void
enroll_page_trust_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_trust_describe;
  iface->update = enroll_page_trust_update;
  iface->activate = enroll_page_trust_activate;
  iface->activate_secondary = enroll_page_trust_activate_secondary;
}

static void
enroll_page_trust_class_init (EnrollPageTrustClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ENROLL_TYPE_DETAIL_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-trust.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrust, unknown_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrust, root_grid);
}

static void
enroll_page_trust_init (EnrollPageTrust *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
