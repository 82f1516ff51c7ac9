/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-configuration.h"
#include "enroll-identities.h"
#include "enroll-launcher.h"
#include "enroll-message.h"
#include "enroll-nss-store.h"
#include "enroll-own-folders.h"
#include "enroll-reader-extension.h"

#include <glib/gi18n-lib.h>
#include <libebackend/libebackend.h>
#include <mail/e-mail-reader.h>
#include <shell/e-shell.h>

/* The banner on a message that is an invitation. Showing a message opens nothing. */

typedef struct
{
  EExtension parent;

  EnrollConfiguration *configuration;
  EAlert *alert;
  gboolean is_closing;
  char *uid;
  EnrollInvitation *invitation;
  GPtrArray *identities;
} EnrollReaderExtension;

typedef struct
{
  EExtensionClass parent_class;
} EnrollReaderExtensionClass;

typedef struct
{
  EnrollConfiguration *configuration;
  EnrollInvitation *invitation;
  GPtrArray *identities;
} Offer;

GType enroll_reader_extension_get_type (void);

G_DEFINE_DYNAMIC_TYPE (EnrollReaderExtension, enroll_reader_extension, E_TYPE_EXTENSION)

static void
offer_free (gpointer data, GClosure *closure)
{
  Offer *offer = data;

  g_object_unref (offer->configuration);
  enroll_invitation_unref (offer->invitation);
  g_ptr_array_unref (offer->identities);
  g_free (offer);
}

static void
button_clicked_cb (GtkButton *button, gpointer user_data)
{
  Offer *offer = user_data;
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (button));

  enroll_launcher_open_invitation (offer->configuration,
                                   GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                                   offer->invitation,
                                   offer->identities,
                                   TRUE);
}

static GtkWidget *
make_button (EnrollReaderExtension *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Get S/MIME Certificate…"));
  Offer *offer = g_new0 (Offer, 1);

  offer->configuration = g_object_ref (self->configuration);
  offer->invitation = enroll_invitation_ref (self->invitation);
  offer->identities = g_ptr_array_ref (self->identities);
  g_signal_connect_data (button, "clicked", G_CALLBACK (button_clicked_cb), offer, offer_free, 0);
  gtk_widget_show (button);
  return button;
}

/* Until when the account's certificate is valid, or NULL if it has none. */
static char *
dup_valid_until (EnrollIdentity *identity)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) source = e_source_registry_ref_source (registry, identity->uid);
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *nickname = NULL;
  gint64 valid_until;

  if (source == NULL || !e_source_has_extension (source, E_SOURCE_EXTENSION_SMIME))
    return NULL;
  nickname = e_source_smime_dup_signing_certificate (
      e_source_get_extension (source, E_SOURCE_EXTENSION_SMIME));
  valid_until = enroll_nss_store_find_valid_until (nickname);
  if (valid_until == 0)
    return NULL;
  date = g_date_time_new_from_unix_local (valid_until);
  return date != NULL ? g_date_time_format (date, "%x") : NULL;
}

static char *
dup_secondary_text (EnrollReaderExtension *self)
{
  EnrollIdentity *identity = g_ptr_array_index (self->identities, 0);
  EnrollPortal *portal = enroll_configuration_get_portal (self->configuration, NULL);
  g_autofree char *valid_until = dup_valid_until (identity);
  g_autofree char *offer = NULL;

  /* Translators: an e-mail address, the name of a certificate service, and its host, as in “for
   * alice@example.edu, from Sectigo Certificate Manager (cert-manager.com)”. */
  offer = g_strdup_printf (_ ("It is for %s, from %s (%s)."),
                           identity->address,
                           enroll_portal_get_name (portal),
                           enroll_invitation_get_host (self->invitation));
  if (valid_until == NULL)
    return g_steal_pointer (&offer);

  /* Translators: the first %s is a sentence, the second a date. */
  return g_strdup_printf (_ ("%s You already have a certificate for this address until %s."),
                          offer,
                          valid_until);
}

static void
close_alert (EnrollReaderExtension *self)
{
  if (self->alert == NULL)
    return;
  self->is_closing = TRUE;
  e_alert_response (self->alert, GTK_RESPONSE_CLOSE);
  self->is_closing = FALSE;
}

static void
forget_offer (EnrollReaderExtension *self)
{
  close_alert (self);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->invitation, enroll_invitation_unref);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
}

/* What the user closes stays closed. */
static void
alert_response_cb (EAlert *alert, int response, gpointer user_data)
{
  EnrollReaderExtension *self = user_data;

  if (!self->is_closing)
    {
      g_clear_pointer (&self->uid, g_free);
    }
}

static void
show_alert (EnrollReaderExtension *self, EMailReader *reader)
{
  g_autofree char *text = dup_secondary_text (self);
  EPreviewPane *pane = e_mail_reader_get_preview_pane (reader);
  EAlert *alert;

  if (pane == NULL)
    return;

  alert = e_alert_new ("system:simple-info", "", NULL);
  /* A warning would close by itself after a while. */
  e_alert_set_message_type (alert, GTK_MESSAGE_QUESTION);
  e_alert_set_primary_text (alert, _ ("This message invites you to get an S/MIME certificate"));
  e_alert_set_secondary_text (alert, text);
  e_alert_add_widget (alert, make_button (self));
  g_signal_connect_object (alert, "response", G_CALLBACK (alert_response_cb), self, 0);
  e_alert_sink_submit_alert (E_ALERT_SINK (pane), alert);
  self->alert = alert;
  g_object_add_weak_pointer (G_OBJECT (alert), (gpointer *)&self->alert);
  g_object_unref (alert);
}

static void
message_loaded_cb (EMailReader *reader,
                   const char *uid,
                   CamelMimeMessage *message,
                   gpointer user_data)
{
  EnrollReaderExtension *self = user_data;
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (CamelFolder) folder = NULL;
  g_autoptr (EnrollInvitation) invitation = NULL;
  g_autoptr (GPtrArray) identities = NULL;
  g_auto (GStrv) recipients = NULL;
  EnrollPortal *portal;

  forget_offer (self);
  if (message == NULL || !enroll_configuration_shows_banner (self->configuration))
    return;
  folder = e_mail_reader_ref_folder (reader);
  if (enroll_own_folders_has (registry, folder, uid))
    return;
  portal = enroll_configuration_get_portal (self->configuration, NULL);
  if (portal == NULL)
    return;
  invitation = enroll_message_find_invitation (message, portal);
  if (invitation == NULL)
    return;

  recipients = enroll_message_dup_recipients (message);
  identities = enroll_identities_find (registry, (const char *const *)recipients);
  if (identities->len == 0)
    return;
  self->uid = g_strdup (uid);
  self->invitation = g_steal_pointer (&invitation);
  self->identities = g_steal_pointer (&identities);
  show_alert (self, reader);
}

/* A list that is filled again loses its selection for a moment and then selects the same message,
 * which is not loaded a second time. */
static void
changed_cb (EMailReader *reader, gpointer user_data)
{
  EnrollReaderExtension *self = user_data;
  g_autoptr (GPtrArray) selected = NULL;

  if (self->uid == NULL)
    return;
  selected = e_mail_reader_get_selected_uids (reader);
  if (selected == NULL || selected->len != 1 ||
      g_strcmp0 (g_ptr_array_index (selected, 0), self->uid) != 0)
    {
      close_alert (self);
    }
  else if (self->alert == NULL)
    {
      show_alert (self, reader);
    }
}

static void
enroll_reader_extension_constructed (GObject *object)
{
  EnrollReaderExtension *self = (EnrollReaderExtension *)object;
  EExtensible *reader = e_extension_get_extensible (E_EXTENSION (object));

  G_OBJECT_CLASS (enroll_reader_extension_parent_class)->constructed (object);

  self->configuration = enroll_configuration_ref_shared ();
  g_signal_connect_object (reader, "message-loaded", G_CALLBACK (message_loaded_cb), self, 0);
  g_signal_connect_object (reader, "changed", G_CALLBACK (changed_cb), self, 0);
}

static void
enroll_reader_extension_dispose (GObject *object)
{
  EnrollReaderExtension *self = (EnrollReaderExtension *)object;

  g_clear_weak_pointer (&self->alert);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->invitation, enroll_invitation_unref);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
  g_clear_object (&self->configuration);

  G_OBJECT_CLASS (enroll_reader_extension_parent_class)->dispose (object);
}

static void
enroll_reader_extension_class_init (EnrollReaderExtensionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = enroll_reader_extension_constructed;
  object_class->dispose = enroll_reader_extension_dispose;
  E_EXTENSION_CLASS (klass)->extensible_type = E_TYPE_MAIL_READER;
}

static void
enroll_reader_extension_class_finalize (EnrollReaderExtensionClass *klass)
{
}

static void
enroll_reader_extension_init (EnrollReaderExtension *self)
{
}

void
enroll_reader_extension_type_register (GTypeModule *type_module)
{
  enroll_reader_extension_register_type (type_module);
}
