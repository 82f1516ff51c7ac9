/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-error.h"
#include "enroll-page-trouble.h"

#include <glib/gi18n-lib.h>

/* What happened, what it means, what to do next. English is under “Details” only. */
struct _EnrollPageTrouble
{
  GtkBox parent_instance;

  GtkLabel *next_label;
  GtkLabel *kept_label;
  GtkLabel *contact_label;
  GtkWidget *mail_button;
  GtkWidget *web_button;
  GtkWidget *status_button;
  GtkLabel *message_label;
  GtkLabel *copied_label;

  char *what_happened;
};

static void enroll_page_trouble_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageTrouble,
                               enroll_page_trouble,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_trouble_page_init))

/* What is certain to be kept, or NULL. */
static const char *
peek_kept (EnrollSession *session)
{
  if (enroll_session_get_installed (session) != NULL)
    return _ ("Nothing was lost: your certificate is installed.");
  if (enroll_session_get_credential (session) != NULL)
    return _ ("Nothing was lost: your certificate has arrived, and only the rest is to be done.");
  if (enroll_session_get_failed_state (session) == ENROLL_STATE_WAITING)
    return _ ("Nothing was lost: the authority has your request.");
  if (enroll_session_is_kept (session))
    return _ ("Nothing was lost: you can close this window and go on another time.");
  if (!enroll_session_has_requested (session))
    return _ ("Nothing was lost: no certificate was requested yet.");
  return NULL;
}

static const char *
get_state_nick (EnrollState state)
{
  GEnumClass *klass = g_type_class_peek (ENROLL_TYPE_STATE);
  const GEnumValue *value = klass != NULL ? g_enum_get_value (klass, (int)state) : NULL;

  return value != NULL ? value->value_nick : "?";
}

/* For the help desk: English, and nothing secret. */
static char *
dup_report (EnrollSession *session)
{
  const GError *error = enroll_session_get_error (session);
  g_autofree char *contact = enroll_settings_dup_support (enroll_session_get_settings (session));
  GString *report = g_string_new ("S/MIME enrollment in Evolution\n");

  g_string_append_printf (report, "Host: %s\n", enroll_session_get_host (session));
  g_string_append_printf (report,
                          "Step: %s\n",
                          get_state_nick (enroll_session_get_failed_state (session)));
  if (error != NULL)
    g_string_append_printf (report, "Error: %s\n", error->message);
  if (contact != NULL)
    g_string_append_printf (report, "Support: %s\n", contact);
  return g_string_free (report, FALSE);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* The service itself may be in trouble, and may say so. */
static gboolean
may_be_down (EnrollSession *session)
{
  const GError *error = enroll_session_get_error (session);

  return enroll_portal_get_status_page (enroll_session_get_portal (session)) != NULL &&
         (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNAVAILABLE) ||
          g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE) ||
          g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_PENDING) ||
          g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_TIMEOUT));
}

static void
status_clicked_cb (GtkButton *button, gpointer user_data)
{
  enroll_page_emit_wish (ENROLL_PAGE (user_data), ENROLL_PAGE_WISH_STATUS_PAGE);
}

static void
show_link (GtkWidget *button, const char *uri, const char *text)
{
  if (uri != NULL)
    {
      gtk_link_button_set_uri (GTK_LINK_BUTTON (button), uri);
      gtk_button_set_label (GTK_BUTTON (button), text);
    }
  gtk_widget_set_visible (button, uri != NULL);
}

static void
show_help_desk (EnrollPageTrouble *self, const EnrollSettings *settings)
{
  g_autofree char *address = settings->support_mail != NULL
                                 ? g_uri_escape_string (settings->support_mail, "@", FALSE)
                                 : NULL;
  g_autofree char *mailto = address != NULL ? g_strconcat ("mailto:", address, NULL) : NULL;
  g_autofree char *who = NULL;
  g_autofree char *text = NULL;

  if (settings->support_name != NULL && settings->support_contact != NULL)
    {
      who = g_strconcat (settings->support_name, ", ", settings->support_contact, NULL);
    }
  else
    {
      who = g_strdup (settings->support_name != NULL ? settings->support_name
                                                     : settings->support_contact);
    }
  if (who != NULL)
    {
      /* Translators: %s is a name, an address or a telephone number. */
      text = g_strdup_printf (_ ("Your help desk: %s"), who);
    }
  else if (mailto != NULL || settings->support_web != NULL)
    {
      text = g_strdup (_ ("Your help desk:"));
    }

  show_text (self->contact_label, text);
  show_link (self->mail_button, mailto, settings->support_mail);
  show_link (self->web_button, settings->support_web, settings->support_web);
}

static void
enroll_page_trouble_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  gboolean can_retry = enroll_session_can_retry (session);

  look->help_topic = "trouble";
  look->title = g_strdup (ENROLL_PAGE_TROUBLE (page)->what_happened);
  look->main_label = can_retry ? _ ("_Try Again") : _ ("_Close");
  look->main_hint = can_retry ? _ ("Do the step that failed once more") : _ ("Close this window");
  if (g_error_matches (enroll_session_get_error (session), ENROLL_ERROR, ENROLL_ERROR_UNCERTAIN))
    {
      look->main_label = _ ("_Request Again");
      look->main_hint = _ ("Send the request once more, although the first may have arrived");
    }
  look->explanation = g_strdup (gtk_label_get_text (ENROLL_PAGE_TROUBLE (page)->next_label));
  look->secondary_label = _ ("Co_py for Your Help Desk");
  look->secondary_hint = _ ("Copy what happened, without codes, passwords or links");
}

static void
enroll_page_trouble_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageTrouble *self = ENROLL_PAGE_TROUBLE (page);
  const GError *error = enroll_session_get_error (session);
  g_autofree char *what_next = NULL;

  if (error == NULL)
    return;

  g_clear_pointer (&self->what_happened, g_free);
  enroll_error_dup_user_text (error,
                              enroll_session_can_retry (session),
                              &self->what_happened,
                              &what_next);
  gtk_label_set_text (self->next_label, what_next);
  show_text (self->kept_label, peek_kept (session));
  show_help_desk (self, enroll_session_get_settings (session));
  show_text (self->copied_label, NULL);
  gtk_label_set_text (self->message_label, error->message);
  gtk_widget_set_visible (self->status_button, may_be_down (session));
}

static void
enroll_page_trouble_activate (EnrollPage *page, EnrollSession *session)
{
  if (enroll_session_can_retry (session))
    {
      enroll_session_retry (session);
    }
  else
    {
      enroll_page_emit_wish (page, ENROLL_PAGE_WISH_CLOSE);
    }
}

static void
enroll_page_trouble_activate_secondary (EnrollPage *page, EnrollSession *session)
{
  EnrollPageTrouble *self = ENROLL_PAGE_TROUBLE (page);
  g_autofree char *report = dup_report (session);

  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          report,
                          -1);
  show_text (self->copied_label, _ ("Copied. Paste it into a mail to your help desk."));
  enroll_announce (GTK_WIDGET (self->copied_label));
}

static void
enroll_page_trouble_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_trouble_describe;
  iface->update = enroll_page_trouble_update;
  iface->activate = enroll_page_trouble_activate;
  iface->activate_secondary = enroll_page_trouble_activate_secondary;
}

static void
enroll_page_trouble_finalize (GObject *object)
{
  g_free (ENROLL_PAGE_TROUBLE (object)->what_happened);

  G_OBJECT_CLASS (enroll_page_trouble_parent_class)->finalize (object);
}

static void
enroll_page_trouble_class_init (EnrollPageTroubleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = enroll_page_trouble_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-trouble.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, next_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, kept_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, contact_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, mail_button);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, web_button);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, status_button);
  gtk_widget_class_bind_template_callback (widget_class, status_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, message_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageTrouble, copied_label);
}

static void
enroll_page_trouble_init (EnrollPageTrouble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self->copied_label)),
                       ATK_ROLE_NOTIFICATION);
}
