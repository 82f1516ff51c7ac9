/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-page-confirm.h"
#include "enroll-step-row.h"

#include <glib/gi18n-lib.h>

/* How long a mail is on its way before the user is told what else can be done. */
#define PATIENCE_MS 60000

/* The portal has sent a mail whose link proves the address. The page tells when it is there, and
 * opens nothing before its button is pressed. The link can also be pasted, and the window around it
 * goes on when it is opened from the mail. */
struct _EnrollPageConfirm
{
  GtkBox parent_instance;

  GtkLabel *sent_label;
  GtkLabel *late_label;
  GtkWidget *link_box;
  GtkEntry *link_entry;
  EnrollAlertLabel *error_label;
  EnrollStepRow *mail_row;

  guint patience;
  guint patience_source;
  gboolean has_arrived;
};

enum
{
  PROP_0,
  PROP_PATIENCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
  EnrollPageConfirm *self = user_data;

  show_error (self, NULL);
  enroll_page_emit_changed (ENROLL_PAGE (self));
}

static void
enroll_page_confirm_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  g_autofree char *link = dup_link (ENROLL_PAGE_CONFIRM (page));

  look->help_topic = "confirm";
  look->title = g_strdup (_ ("Confirm Your Address"));
  look->main_label = _ ("C_ontinue");
  look->main_hint = _ ("Open the link from the mail");
  look->is_complete = link[0] != '\0' || enroll_session_has_arrived_link (session);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  EnrollPageConfirm *self = user_data;

  self->patience_source = 0;
  gtk_widget_show (GTK_WIDGET (self->late_label));
  enroll_announce (GTK_WIDGET (self->late_label));
  return G_SOURCE_REMOVE;
}

/* While somebody else looks, the user need not be told where to look; after a while, yes. */
static void
show_patience (EnrollPageConfirm *self, gboolean is_watching)
{
  if (is_watching && self->patience_source == 0)
    {
      gtk_widget_hide (GTK_WIDGET (self->late_label));
      self->patience_source = g_timeout_add (self->patience, patience_over_cb, self);
    }
  else if (!is_watching)
    {
      g_clear_handle_id (&self->patience_source, g_source_remove);
      gtk_widget_set_visible (GTK_WIDGET (self->late_label), !self->has_arrived);
    }
}

/* A link that the user has begun to paste is not taken away. */
static void
show_mail (EnrollPageConfirm *self, gboolean is_watching)
{
  const char *text = self->has_arrived ? _ ("It has arrived.") : _ ("Looking out for it…");

  enroll_step_row_set_text (self->mail_row, text);
  enroll_step_row_set_status (self->mail_row,
                              self->has_arrived ? ENROLL_STEP_GOOD : ENROLL_STEP_CURRENT);
  gtk_widget_set_visible (GTK_WIDGET (self->mail_row), self->has_arrived || is_watching);
  gtk_widget_set_visible (self->link_box,
                          !self->has_arrived || gtk_entry_get_text_length (self->link_entry) > 0);
}

static void
enroll_page_confirm_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageConfirm *self = ENROLL_PAGE_CONFIRM (page);
  const char *host = enroll_session_get_host (session);
  const char *address = enroll_session_get_identity (session)->address;
  gboolean is_watching = enroll_session_is_watching_inbox (session);
  g_autofree char *text = NULL;

  self->has_arrived = enroll_session_has_arrived_link (session);
  if (is_watching || self->has_arrived)
    {
      /* Translators: the first %s is a web site, the second an e-mail address. */
      text = g_strdup_printf (_ ("%s has sent a mail to %s. You need not open it: as soon as it "
                                 "arrives, you can go on here."),
                              host,
                              address);
    }
  else
    {
      text =
          /* Translators: the first %s is a web site, the second an e-mail address. “Get S/MIME
           * Certificate…” is the label of a button. */
          g_strdup_printf (_ ("%s has sent a mail to %s. Open it as soon as it arrives and press "
                              "“Get S/MIME Certificate…” above it: then it goes on here."),
                           host,
                           address);
    }
  gtk_label_set_text (self->sent_label, text);
  show_mail (self, is_watching);
  if (enroll_session_get_state (session) == ENROLL_STATE_CONFIRMING)
    show_patience (self, is_watching);
}

static gboolean
enroll_page_confirm_take_focus (EnrollPage *page)
{
  EnrollPageConfirm *self = ENROLL_PAGE_CONFIRM (page);

  if (!gtk_widget_get_visible (self->link_box))
    return FALSE;
  if (!gtk_widget_is_focus (GTK_WIDGET (self->link_entry)))
    gtk_widget_grab_focus (GTK_WIDGET (self->link_entry));
  return TRUE;
}

static void
enroll_page_confirm_activate (EnrollPage *page, EnrollSession *session)
{
  EnrollPageConfirm *self = ENROLL_PAGE_CONFIRM (page);
  g_autofree char *link = dup_link (self);
  g_autofree char *text = NULL;

  if (link[0] == '\0' && enroll_session_has_arrived_link (session)
          ? enroll_session_open_arrived_link (session, NULL)
          : enroll_session_open_link (session, link, NULL))
    return;

  /* Translators: %s is a web site. */
  text = g_strdup_printf (_ ("This is not a link to %s. Copy the whole link from the mail; it "
                             "begins with “https://”."),
                          enroll_session_get_host (session));
  gtk_widget_show (self->link_box);
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
enroll_page_confirm_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PATIENCE:
      g_value_set_uint (value, ENROLL_PAGE_CONFIRM (object)->patience);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_page_confirm_set_property (GObject *object,
                                  guint property_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PATIENCE:
      ENROLL_PAGE_CONFIRM (object)->patience = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
enroll_page_confirm_dispose (GObject *object)
{
  g_clear_handle_id (&ENROLL_PAGE_CONFIRM (object)->patience_source, g_source_remove);

  G_OBJECT_CLASS (enroll_page_confirm_parent_class)->dispose (object);
}

static void
enroll_page_confirm_class_init (EnrollPageConfirmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = enroll_page_confirm_get_property;
  object_class->set_property = enroll_page_confirm_set_property;
  object_class->dispose = enroll_page_confirm_dispose;

  /* Milliseconds, from the next update on. */
  properties[PROP_PATIENCE] = g_param_spec_uint ("patience",
                                                 NULL,
                                                 NULL,
                                                 1,
                                                 G_MAXUINT,
                                                 PATIENCE_MS,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ENROLL_TYPE_ALERT_LABEL);
  g_type_ensure (ENROLL_TYPE_STEP_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, sent_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, late_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, link_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, link_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageConfirm, mail_row);
  gtk_widget_class_bind_template_callback (widget_class, link_changed_cb);
}

static void
enroll_page_confirm_init (EnrollPageConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->patience = PATIENCE_MS;
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self->late_label)),
                       ATK_ROLE_NOTIFICATION);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->link_entry)),
                       _ ("Link from the mail"));
  show_error (self, NULL);
}
