/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert.h"
#include "enroll-assistant.h"
#include "enroll-error.h"
#include "enroll-signed-message.h"
#include "enroll-text.h"
#include "enroll-windows.h"

#include <glib/gi18n-lib.h>
#include <shell/e-shell.h>
#include <string.h>

/* The assistants that are open, or go on behind a closed window, and what they ask of Evolution. */

static GList *open_assistants;

/* An alert that speaks of an enrollment as long as no assistant shows it. */
typedef struct
{
  char *id;
  EAlert *alert; /* not owned */
} Reminder;

static GList *reminders;

/**
 * enroll_windows_close_alert:
 * @alert: an alert of the main window
 *
 * Takes it away.
 */
void
enroll_windows_close_alert (EAlert *alert)
{
  e_alert_response (alert, GTK_RESPONSE_CLOSE);
}

static void
reminder_alert_gone (gpointer data, GObject *alert)
{
  Reminder *reminder = data;

  reminders = g_list_remove (reminders, reminder);
  g_free (reminder->id);
  g_free (reminder);
}

/**
 * enroll_windows_close_alert_for:
 * @alert: an alert of the main window
 * @id: an enrollment
 *
 * Takes it away as soon as an assistant for the enrollment is opened, whoever opens it.
 */
void
enroll_windows_close_alert_for (EAlert *alert, const char *id)
{
  Reminder *reminder = g_new0 (Reminder, 1);

  reminder->id = g_strdup (id);
  reminder->alert = alert;
  reminders = g_list_prepend (reminders, reminder);
  g_object_weak_ref (G_OBJECT (alert), reminder_alert_gone, reminder);
}

static void
close_reminders (const char *id)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *item = reminders; item != NULL; item = item->next)
    {
      Reminder *reminder = item->data;

      if (strcmp (reminder->id, id) == 0)
        g_ptr_array_add (alerts, g_object_ref (reminder->alert));
    }
  for (guint i = 0; i < alerts->len; i++)
    enroll_windows_close_alert (g_ptr_array_index (alerts, i));
}

static void
assistant_destroyed_cb (GtkWidget *assistant, gpointer user_data)
{
  open_assistants = g_list_remove (open_assistants, assistant);
}

/* An enrollment whose window was closed goes on; the user is told when it is over, or needs him. */
static void
show_clicked_cb (GtkButton *button, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (user_data));
}

static void
attention_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollSession *session = enroll_assistant_get_session (assistant);
  gboolean is_done = enroll_session_get_state (session) == ENROLL_STATE_DONE;
  EAlert *alert = e_alert_new ("system:simple-info", "", NULL);
  GtkWidget *button;

  e_alert_set_message_type (alert, GTK_MESSAGE_QUESTION);
  e_alert_set_primary_text (alert,
                            is_done ? _ ("Your S/MIME certificate is ready")
                                    : _ ("Your certificate request needs you"));
  e_alert_set_secondary_text (alert, enroll_session_get_identity (session)->address);
  /* The button alone: the window may be closed by hand before. */
  button = enroll_alert_add_button (alert, _ ("_Show"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_clicked_cb), assistant, 0);
  g_signal_connect_object (assistant,
                           "show",
                           G_CALLBACK (enroll_windows_close_alert),
                           alert,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (assistant,
                           "destroy",
                           G_CALLBACK (enroll_windows_close_alert),
                           alert,
                           G_CONNECT_SWAPPED);
  e_shell_submit_alert (e_shell_get_default (), alert);
  g_object_unref (alert);
}

static void
open_in_browser_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollSession *session = enroll_assistant_get_session (assistant);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (assistant));

  e_show_uri (parent, enroll_invitation_peek_link (enroll_session_get_invitation (session)));
}

static void
send_signed_message_cb (EnrollAssistant *assistant, gpointer user_data)
{
  enroll_signed_message_write (
      enroll_session_get_identity (enroll_assistant_get_session (assistant)));
}

static void
open_status_page_cb (EnrollAssistant *assistant, gpointer user_data)
{
  EnrollPortal *portal = enroll_session_get_portal (enroll_assistant_get_session (assistant));

  e_show_uri (GTK_WINDOW (assistant), enroll_portal_get_status_page (portal));
}

/**
 * enroll_windows_show_error:
 * @parent: (nullable): the window that the user is in
 * @error: what keeps an enrollment from beginning
 */
void
enroll_windows_show_error (GtkWindow *parent, const GError *error)
{
  g_autofree char *what_happened = NULL;
  g_autofree char *what_next = NULL;
  GtkWidget *dialog;

  enroll_error_dup_user_text (error, TRUE, &what_happened, &what_next);
  dialog = gtk_message_dialog_new (parent,
                                   GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_ERROR,
                                   GTK_BUTTONS_CLOSE,
                                   "%s",
                                   what_happened);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog),
                                            "%s\n\n%s %s",
                                            what_next,
                                            _ ("Details:"),
                                            error->message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_widget_show (dialog);
}

/* What was sent to another account is for an enrollment of its own. */
static gboolean
is_for_one_of (EnrollSession *session, GPtrArray *identities)
{
  for (guint i = 0; i < identities->len; i++)
    {
      const EnrollIdentity *identity = g_ptr_array_index (identities, i);

      if (enroll_address_equal (identity->address, enroll_session_get_identity (session)->address))
        return TRUE;
    }
  return FALSE;
}

/**
 * enroll_windows_continue:
 * @invitation: an invitation
 * @identities: (element-type EnrollIdentity): those that it may be for
 *
 * A message of the same visit that comes while an enrollment waits for it continues that one.
 *
 * Returns: %FALSE if no assistant has to do with @invitation
 */
gboolean
enroll_windows_continue (EnrollInvitation *invitation, GPtrArray *identities)
{
  const char *link = enroll_invitation_peek_link (invitation);

  for (GList *item = open_assistants; item != NULL; item = item->next)
    {
      EnrollSession *session = enroll_assistant_get_session (item->data);
      EnrollInvitation *own = enroll_session_get_invitation (session);
      EnrollState state = enroll_session_get_state (session);

      if (state == ENROLL_STATE_CONFIRMING &&
          strcmp (enroll_session_get_host (session), enroll_invitation_get_host (invitation)) ==
              0 &&
          is_for_one_of (session, identities))
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return enroll_session_open_link (session, link, NULL);
        }
      if (!enroll_flow_is_final (state) && strcmp (enroll_invitation_peek_link (own), link) == 0)
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * enroll_windows_present:
 * @id: an enrollment
 *
 * Returns: %FALSE if no assistant shows it
 */
gboolean
enroll_windows_present (const char *id)
{
  for (GList *item = open_assistants; item != NULL; item = item->next)
    {
      EnrollSession *session = enroll_assistant_get_session (item->data);

      if (strcmp (enroll_session_get_id (session), id) == 0)
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * enroll_windows_open:
 * @parent: (nullable): the window that the user is in
 * @session: a session
 * @identities: (element-type EnrollIdentity): see enroll_assistant_new()
 * @start_at_once: see enroll_assistant_new()
 *
 * Opens an assistant.
 */
void
enroll_windows_open (GtkWindow *parent,
                     EnrollSession *session,
                     GPtrArray *identities,
                     gboolean start_at_once)
{
  GtkWidget *assistant = enroll_assistant_new (parent, session, identities, start_at_once);

  g_signal_connect (assistant, "attention", G_CALLBACK (attention_cb), NULL);
  g_signal_connect (assistant, "open-in-browser", G_CALLBACK (open_in_browser_cb), NULL);
  g_signal_connect (assistant, "send-signed-message", G_CALLBACK (send_signed_message_cb), NULL);
  g_signal_connect (assistant, "open-status-page", G_CALLBACK (open_status_page_cb), NULL);
  g_signal_connect (assistant, "destroy", G_CALLBACK (assistant_destroyed_cb), NULL);
  open_assistants = g_list_prepend (open_assistants, assistant);
  close_reminders (enroll_session_get_id (session));
  gtk_window_present (GTK_WINDOW (assistant));
}
