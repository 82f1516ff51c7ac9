/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert.h"
#include "enroll-authentication.h"
#include "enroll-composition.h"
#include "enroll-identities.h"
#include "enroll-launcher.h"
#include "enroll-message.h"
#include "enroll-nss-store.h"
#include "enroll-own-folders.h"
#include "enroll-reader-extension.h"
#include "enroll-shared-configuration.h"
#include "enroll-text.h"

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
  char *history;      /* what the journal says of the invitation */
  gint64 valid_until; /* the certificate that the account has by now; 0 if it has none */
  gboolean is_looking;
  char *uid;
  EnrollInvitation *invitation;
  GPtrArray *identities;
  gboolean names_identity; /* the message was sent to the first of @identities */
  char *proven_host;
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

static void
add_button (EnrollReaderExtension *self, EAlert *alert)
{
  GtkWidget *button = enroll_alert_add_button (alert, _ ("_Get S/MIME Certificate…"));
  Offer *offer = g_new0 (Offer, 1);

  offer->configuration = g_object_ref (self->configuration);
  offer->invitation = enroll_invitation_ref (self->invitation);
  offer->identities = g_ptr_array_ref (self->identities);
  g_signal_connect_data (button, "clicked", G_CALLBACK (button_clicked_cb), offer, offer_free, 0);
}

/* What the account says its certificate is called, or NULL. */
static char *
dup_nickname (const EnrollIdentity *identity)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) source = e_source_registry_ref_source (registry, identity->uid);

  if (source == NULL || !e_source_has_extension (source, E_SOURCE_EXTENSION_SMIME))
    return NULL;
  return e_source_smime_dup_signing_certificate (
      e_source_get_extension (source, E_SOURCE_EXTENSION_SMIME));
}

static char *
dup_valid_until (const EnrollReaderExtension *self)
{
  g_autoptr (GDateTime) date =
      self->valid_until != 0 ? g_date_time_new_from_unix_local (self->valid_until) : NULL;

  return date != NULL ? g_date_time_format (date, "%x") : NULL;
}

/* Whom the message is for, as far as it says so. */
static char *
dup_offer_text (EnrollReaderExtension *self)
{
  EnrollIdentity *identity = g_ptr_array_index (self->identities, 0);
  EnrollPortal *portal = enroll_configuration_get_portal (self->configuration, NULL);
  const char *host = enroll_invitation_get_host (self->invitation);
  const char *organization = enroll_configuration_get_settings (self->configuration)->organization;

  if (!self->names_identity)
    {
      /* Translators: “it” is the message, which leads to a certificate service and its host, as in
       * “Sectigo Certificate Manager (cert-manager.com)”. */
      return g_strdup_printf (_ ("It leads to %s (%s), and was not sent to an address of yours."),
                              enroll_portal_get_name (portal),
                              host);
    }
  if (organization != NULL)
    {
      /* Translators: an e-mail address, the name of a certificate service, its host, and an
       * organization. */
      return g_strdup_printf (_ ("It is for %s, and leads to %s (%s), where %s gets its "
                                 "certificates."),
                              identity->address,
                              enroll_portal_get_name (portal),
                              host,
                              organization);
    }
  /* Translators: an e-mail address, the name of a certificate service, and its host, as in “for
   * alice@example.edu, and leads to Sectigo Certificate Manager (cert-manager.com)”. */
  return g_strdup_printf (_ ("It is for %s, and leads to %s (%s)."),
                          identity->address,
                          enroll_portal_get_name (portal),
                          host);
}

/* Says what is proven, nothing more. */
static char *
dup_secondary_text (EnrollReaderExtension *self)
{
  g_autofree char *valid_until = dup_valid_until (self);
  g_autofree char *offer = dup_offer_text (self);
  g_autoptr (GString) text = g_string_new (offer);

  if (self->proven_host != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %s is the host of a certificate service. */
                              _ ("Your mail server confirmed that it comes from %s."),
                              self->proven_host);
    }
  if (valid_until != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %s is a date. */
                              _ ("You already have a certificate for this address until %s."),
                              valid_until);
    }
  if (self->history != NULL)
    g_string_append_printf (text, " %s", self->history);
  return g_string_free (g_steal_pointer (&text), FALSE);
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
clear_offer (EnrollReaderExtension *self)
{
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->invitation, enroll_invitation_unref);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
  g_clear_pointer (&self->proven_host, g_free);
  g_clear_pointer (&self->history, g_free);
}

static void
forget_offer (EnrollReaderExtension *self)
{
  close_alert (self);
  clear_offer (self);
  self->valid_until = 0;
  self->is_looking = FALSE;
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
  add_button (self, alert);
  g_signal_connect_object (alert, "response", G_CALLBACK (alert_response_cb), self, 0);
  e_alert_sink_submit_alert (E_ALERT_SINK (pane), alert);
  self->alert = alert;
  g_object_add_weak_pointer (G_OBJECT (alert), (gpointer *)&self->alert);
  g_object_unref (alert);
}

/* What was done with an invitation before, or NULL. */
static char *
dup_history (const EnrollInvitation *invitation, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const EnrollEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GDateTime) began = g_date_time_new_from_unix_local (entry->began_at);
      g_autofree char *day = began != NULL ? g_date_time_format (began, "%x") : NULL;

      if (day == NULL ||
          !enroll_entry_is_used_link (entry, enroll_invitation_peek_link (invitation)))
        continue;
      if (enroll_entry_is_unfinished (entry))
        {
          /* Translators: %s is a date. */
          return g_strdup_printf (_ ("You opened this invitation on %s and can go on from there."),
                                  day);
        }
      return g_strdup_printf (
          /* Translators: %s is a date. */
          _ ("You used this invitation on %s. Ask for a new one if you need another certificate."),
          day);
    }
  return NULL;
}

typedef struct
{
  EnrollReaderExtension *self;
  EnrollInvitation *invitation;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  enroll_invitation_unref (look->invitation);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

/* Another message may be shown by now. */
static gboolean
is_wanted (const Look *look)
{
  return look->self->invitation == look->invitation && look->self->is_looking;
}

static void
certificate_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  EnrollReaderExtension *self = look->self;
  EExtensible *reader = e_extension_get_extensible (E_EXTENSION (self));

  if (!is_wanted (look))
    return;
  self->is_looking = FALSE;
  self->valid_until = enroll_nss_store_find_valid_until_finish (result);
  if (reader != NULL)
    show_alert (self, E_MAIL_READER (reader));
}

static void
entries_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GPtrArray) entries =
      enroll_journal_list_finish (ENROLL_JOURNAL (source), result, NULL);
  EnrollReaderExtension *self = look->self;
  g_autofree char *nickname = NULL;

  if (!is_wanted (look))
    return;
  self->history = dup_history (self->invitation, entries);
  nickname = self->names_identity ? dup_nickname (g_ptr_array_index (self->identities, 0)) : NULL;
  enroll_nss_store_find_valid_until_async (nickname,
                                           NULL,
                                           certificate_found_cb,
                                           g_steal_pointer (&look));
}

static void
look_into_journal (EnrollReaderExtension *self)
{
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();
  Look *look = g_new0 (Look, 1);

  look->self = g_object_ref (self);
  look->invitation = enroll_invitation_ref (self->invitation);
  self->is_looking = TRUE;
  enroll_journal_list_async (journal, entries_listed_cb, look);
}

static gboolean
names_identity (GPtrArray *identities, char **recipients)
{
  EnrollIdentity *likeliest = g_ptr_array_index (identities, 0);

  for (guint i = 0; recipients[i] != NULL; i++)
    {
      if (enroll_address_equal (likeliest->address, recipients[i]))
        return TRUE;
    }
  return FALSE;
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
  g_autofree char *server = NULL;
  EnrollSettings *settings = enroll_configuration_get_settings (self->configuration);
  EnrollPortal *portal;

  forget_offer (self);
  if (message == NULL || !enroll_configuration_shows_banner (self->configuration))
    return;
  portal = enroll_configuration_get_portal (self->configuration, NULL);
  if (portal == NULL)
    return;
  invitation = enroll_message_find_invitation (message, portal);
  if (invitation == NULL)
    return;
  folder = e_mail_reader_ref_folder (reader);
  if (enroll_own_folders_has (registry, folder, uid))
    return;

  recipients = enroll_message_dup_recipients (message);
  identities = enroll_identities_find (registry, (const char *const *)recipients);
  enroll_identities_keep_allowed (identities,
                                  enroll_configuration_get_settings (self->configuration));
  if (identities->len == 0)
    return;
  server = enroll_authentication_dup_server (folder);
  self->proven_host =
      enroll_authentication_dup_host (message, settings->authserv_id, server, portal);
  self->names_identity = names_identity (identities, recipients);
  self->uid = g_strdup (uid);
  self->invitation = g_steal_pointer (&invitation);
  self->identities = g_steal_pointer (&identities);
  look_into_journal (self);
}

/* A list that is filled again loses its selection for a moment and then selects the same message,
 * which is not loaded a second time. */
static void
changed_cb (EMailReader *reader, gpointer user_data)
{
  EnrollReaderExtension *self = user_data;
  g_autoptr (GPtrArray) selected = NULL;

  if (self->uid == NULL || self->is_looking)
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

  self->configuration = enroll_shared_configuration_ref ();
  g_signal_connect_object (reader, "message-loaded", G_CALLBACK (message_loaded_cb), self, 0);
  g_signal_connect_object (reader, "changed", G_CALLBACK (changed_cb), self, 0);
}

static void
enroll_reader_extension_dispose (GObject *object)
{
  EnrollReaderExtension *self = (EnrollReaderExtension *)object;

  g_clear_weak_pointer (&self->alert);
  clear_offer (self);
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
