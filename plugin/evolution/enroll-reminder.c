/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert.h"
#include "enroll-composition.h"
#include "enroll-launcher.h"
#include "enroll-reminder.h"
#include "enroll-windows.h"

#include <glib/gi18n-lib.h>

/* At the start: a quiet word about an enrollment that is not finished. */

typedef struct
{
  EnrollConfiguration *configuration;
  GtkWindow *window;
  EAlert *alert; /* not owned: it holds this */
  char *id;
} Reminder;

static void
reminder_free (gpointer data, GClosure *closure)
{
  Reminder *reminder = data;

  g_object_unref (reminder->configuration);
  g_clear_weak_pointer (&reminder->window);
  g_clear_weak_pointer (&reminder->alert);
  g_free (reminder->id);
  g_free (reminder);
}

static Reminder *
reminder_copy (const Reminder *reminder)
{
  Reminder *copy = g_new0 (Reminder, 1);

  copy->configuration = g_object_ref (reminder->configuration);
  g_set_weak_pointer (&copy->window, reminder->window);
  g_set_weak_pointer (&copy->alert, reminder->alert);
  copy->id = g_strdup (reminder->id);
  return copy;
}

static void
close_alert (Reminder *reminder)
{
  if (reminder->alert != NULL)
    enroll_windows_close_alert (reminder->alert);
}

static void
continue_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_autofree char *id = g_strdup (((Reminder *)user_data)->id);
  g_autoptr (EnrollConfiguration) configuration =
      g_object_ref (((Reminder *)user_data)->configuration);
  GtkWindow *window = ((Reminder *)user_data)->window;

  close_alert (user_data);
  enroll_launcher_continue (configuration, window, id);
}

static void
later_clicked_cb (GtkButton *button, gpointer user_data)
{
  close_alert (user_data);
}

static void
forget_answered_cb (GtkDialog *question, int response, gpointer user_data)
{
  Reminder *reminder = user_data;
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();

  if (response == GTK_RESPONSE_ACCEPT && !enroll_windows_present (reminder->id))
    {
      enroll_journal_remove (journal, reminder->id);
      close_alert (reminder);
    }
  gtk_widget_destroy (GTK_WIDGET (question));
}

static void
forget_clicked_cb (GtkButton *button, gpointer user_data)
{
  Reminder *reminder = user_data;
  GtkWidget *question = gtk_message_dialog_new (reminder->window,
                                                GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                                GTK_MESSAGE_QUESTION,
                                                GTK_BUTTONS_NONE,
                                                "%s",
                                                _ ("Forget this certificate request?"));
  GtkWidget *forget_button;

  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (question),
      "%s",
      _ ("You will need a new invitation to get a certificate. Certificates and keys that you "
         "already have are not touched."));
  gtk_dialog_add_button (GTK_DIALOG (question), _ ("_Keep"), GTK_RESPONSE_CANCEL);
  forget_button = gtk_dialog_add_button (GTK_DIALOG (question), _ ("_Forget"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (forget_button), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (question), GTK_RESPONSE_CANCEL);
  g_signal_connect_data (question,
                         "response",
                         G_CALLBACK (forget_answered_cb),
                         reminder_copy (reminder),
                         reminder_free,
                         0);
  gtk_widget_show (question);
}

static void
add_button (Reminder *reminder, const char *label, GCallback clicked_cb)
{
  GtkWidget *button = enroll_alert_add_button (reminder->alert, label);

  g_signal_connect_data (button, "clicked", clicked_cb, reminder_copy (reminder), reminder_free, 0);
}

static void
remind (EnrollConfiguration *configuration, GtkWindow *window, const EnrollEntry *entry)
{
  EAlert *alert = e_alert_new ("system:simple-info", "", NULL);
  g_autoptr (GDateTime) began = g_date_time_new_from_unix_local (entry->began_at);
  g_autofree char *day = began != NULL ? g_date_time_format (began, "%x") : g_strdup ("?");
  g_autofree char *primary =
      /* Translators: %s is a date. */
      g_strdup_printf (_ ("Your certificate request of %s is not finished"), day);
  g_autofree char *secondary =
      /* Translators: “it” is the request; the first %s is an e-mail address, the second the host of a
       * certificate service. */
      g_strdup_printf (_ ("It is for %s, from %s."), entry->address, entry->host);
  Reminder reminder = { configuration, window, alert, entry->id };

  e_alert_set_message_type (alert, GTK_MESSAGE_QUESTION);
  e_alert_set_primary_text (alert, primary);
  e_alert_set_secondary_text (alert, secondary);
  add_button (&reminder, _ ("_Continue"), G_CALLBACK (continue_clicked_cb));
  add_button (&reminder, _ ("_Not Now"), G_CALLBACK (later_clicked_cb));
  add_button (&reminder, _ ("_Forget…"), G_CALLBACK (forget_clicked_cb));
  enroll_windows_close_alert_for (alert, entry->id);
  e_alert_sink_submit_alert (E_ALERT_SINK (window), alert);
  g_object_unref (alert);
}

static void
entries_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reminder *reminder = user_data;
  g_autoptr (GPtrArray) entries =
      enroll_journal_list_finish (ENROLL_JOURNAL (source), result, NULL);

  for (guint i = 0; reminder->window != NULL && i < entries->len; i++)
    {
      const EnrollEntry *entry = g_ptr_array_index (entries, i);

      if (enroll_entry_is_unfinished (entry) && !entry->is_elsewhere)
        remind (reminder->configuration, reminder->window, entry);
    }
  reminder_free (reminder, NULL);
}

/**
 * enroll_reminder_show:
 * @configuration: the configuration
 * @window: a main window, which is an #EAlertSink
 *
 * Looks into the journal, and offers to go on with what is not finished. Where there is no journal
 * this is the look for a folder in a worker thread.
 */
void
enroll_reminder_show (EnrollConfiguration *configuration, GtkWindow *window)
{
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();
  Reminder *reminder = g_new0 (Reminder, 1);

  reminder->configuration = g_object_ref (configuration);
  g_set_weak_pointer (&reminder->window, window);
  enroll_journal_list_async (journal, entries_listed_cb, reminder);
}
