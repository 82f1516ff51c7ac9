/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-composition.h"
#include "enroll-error.h"
#include "enroll-identities.h"
#include "enroll-launcher.h"
#include "enroll-link-dialog.h"
#include "enroll-text.h"
#include "enroll-windows.h"

#include <glib/gi18n-lib.h>
#include <shell/e-shell.h>
#include <string.h>

/* What the user's click comes to: a new enrollment, one that is open already, or one that was
 * interrupted, as the journal says. */

typedef struct
{
  EnrollConfiguration *configuration;
  GtkWindow *parent;
  EnrollInvitation *invitation;
  GPtrArray *identities;
  ESource *edited_source;
  gboolean start_at_once;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->configuration);
  g_clear_weak_pointer (&opening->parent);
  g_clear_pointer (&opening->invitation, enroll_invitation_unref);
  g_clear_pointer (&opening->identities, g_ptr_array_unref);
  g_clear_object (&opening->edited_source);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static gboolean
open_assistant (Opening *opening, EnrollEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollSession) session =
      enroll_composition_new_session (opening->configuration,
                                      opening->invitation,
                                      g_ptr_array_index (opening->identities, 0),
                                      opening->edited_source,
                                      entry,
                                      &error);

  if (session == NULL)
    {
      enroll_windows_show_error (opening->parent, error);
      return FALSE;
    }
  enroll_windows_open (opening->parent, session, opening->identities, opening->start_at_once);
  return TRUE;
}

static void
put_first (GPtrArray *identities, const char *uid)
{
  for (guint i = 0; i < identities->len; i++)
    {
      EnrollIdentity *identity = g_ptr_array_index (identities, i);

      if (strcmp (identity->uid, uid) == 0)
        {
          enroll_identity_ref (identity);
          g_ptr_array_remove_index (identities, i);
          g_ptr_array_insert (identities, 0, identity);
          return;
        }
    }
}

/* The identity that the enrollment was for, also if the account was made anew. */
static gboolean
keep_identity_of (Opening *opening, const EnrollEntry *entry, GError **error)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  const char *const addresses[] = { entry->address, NULL };
  g_autoptr (GPtrArray) found = enroll_identities_find (registry, addresses);

  put_first (found, entry->identity_uid);
  if (found->len == 0)
    {
      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_NO_ACCOUNT,
                   "no mail account has the address %s any more",
                   entry->address);
      return FALSE;
    }
  g_ptr_array_set_size (found, 1);
  g_clear_pointer (&opening->identities, g_ptr_array_unref);
  opening->identities = g_steal_pointer (&found);
  return TRUE;
}

static void
show_used (Opening *opening, const EnrollEntry *entry)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (entry->began_at);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%F") : NULL;
  g_autoptr (GError) error = g_error_new (ENROLL_ERROR,
                                          ENROLL_ERROR_INVITATION_USED,
                                          "this invitation was opened here on %s",
                                          text != NULL ? text : "an earlier day");

  enroll_windows_show_error (opening->parent, error);
}

static void
entry_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollEntry) entry =
      enroll_journal_read_finish (ENROLL_JOURNAL (source), result, &error);
  g_autofree char *id = NULL;

  if (entry == NULL || !keep_identity_of (opening, entry, &error))
    {
      if (entry != NULL)
        enroll_journal_release (ENROLL_JOURNAL (source), entry->id);
      enroll_windows_show_error (opening->parent, error);
      return;
    }
  /* It came to its end since it was offered. */
  if (!enroll_entry_is_unfinished (entry))
    {
      enroll_journal_release (ENROLL_JOURNAL (source), entry->id);
      show_used (opening, entry);
      return;
    }
  opening->start_at_once = TRUE;
  id = g_strdup (entry->id);
  if (!open_assistant (opening, g_steal_pointer (&entry)))
    enroll_journal_release (ENROLL_JOURNAL (source), id);
}

static void
entries_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GPtrArray) entries =
      enroll_journal_list_finish (ENROLL_JOURNAL (source), result, NULL);
  const EnrollEntry *entry = enroll_entry_find (entries, opening->invitation, opening->identities);

  if (enroll_windows_continue (opening->invitation, opening->identities) ||
      (entry != NULL && enroll_windows_present (entry->id)))
    return;
  if (entry == NULL)
    {
      open_assistant (opening, NULL);
      return;
    }
  if (!enroll_entry_is_unfinished (entry))
    {
      show_used (opening, entry);
      return;
    }

  /* A new invitation helps to go on; the same one does not, and the organisation's form is opened
   * when it is needed. */
  if (!enroll_invitation_is_one_use (opening->invitation) ||
      enroll_entry_is_used_link (entry, enroll_invitation_peek_link (opening->invitation)))
    {
      g_clear_pointer (&opening->invitation, enroll_invitation_unref);
    }
  enroll_journal_read_async (ENROLL_JOURNAL (source),
                             entry->id,
                             entry_read_cb,
                             g_steal_pointer (&opening));
}

static Opening *
opening_new (EnrollConfiguration *configuration, GtkWindow *parent)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->configuration = g_object_ref (configuration);
  g_set_weak_pointer (&opening->parent, parent);
  return opening;
}

static void
open_or_continue (EnrollConfiguration *configuration,
                  GtkWindow *parent,
                  EnrollInvitation *invitation,
                  GPtrArray *identities,
                  ESource *edited_source,
                  gboolean start_at_once)
{
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();
  Opening *opening = opening_new (configuration, parent);

  opening->invitation = enroll_invitation_ref (invitation);
  opening->identities = g_ptr_array_ref (identities);
  g_set_object (&opening->edited_source, edited_source);
  opening->start_at_once = start_at_once;
  enroll_journal_list_async (journal, entries_listed_cb, opening);
}

/**
 * enroll_launcher_open_invitation:
 * @configuration: the configuration
 * @parent: the window that the user is in
 * @invitation: the invitation of a message
 * @identities: (element-type EnrollIdentity): those that it may be for, the likeliest first
 * @start_at_once: whether the user's click already meant to open the link
 *
 * Opens the assistant, or continues the enrollment that this link belongs to.
 */
void
enroll_launcher_open_invitation (EnrollConfiguration *configuration,
                                 GtkWindow *parent,
                                 EnrollInvitation *invitation,
                                 GPtrArray *identities,
                                 gboolean start_at_once)
{
  if (!enroll_windows_continue (invitation, identities))
    open_or_continue (configuration, parent, invitation, identities, NULL, start_at_once);
}

/**
 * enroll_launcher_continue:
 * @configuration: the configuration
 * @parent: the window that the user is in
 * @id: an enrollment that the journal has
 *
 * Goes on with it.
 */
void
enroll_launcher_continue (EnrollConfiguration *configuration, GtkWindow *parent, const char *id)
{
  g_autoptr (EnrollJournal) journal = enroll_composition_ref_journal ();

  if (!enroll_windows_present (id))
    {
      enroll_journal_read_async (journal, id, entry_read_cb, opening_new (configuration, parent));
    }
}

typedef struct
{
  EnrollConfiguration *configuration;
  ESource *edited_source;
} LinkRequest;

static void
link_request_free (gpointer data, GClosure *closure)
{
  LinkRequest *request = data;

  g_object_unref (request->configuration);
  g_clear_object (&request->edited_source);
  g_free (request);
}

static void
link_dialog_response_cb (GtkDialog *dialog, int response, gpointer user_data)
{
  LinkRequest *request = user_data;
  EnrollLinkDialog *link_dialog = ENROLL_LINK_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    {
      g_autofree char *link = enroll_link_dialog_dup_link (link_dialog);
      g_autoptr (EnrollInvitation) invitation = enroll_invitation_new (link, TRUE);
      g_autoptr (GPtrArray) identities =
          g_ptr_array_new_with_free_func ((GDestroyNotify)enroll_identity_unref);

      g_ptr_array_add (identities,
                       enroll_identity_ref (enroll_link_dialog_get_identity (link_dialog)));
      if (invitation != NULL)
        {
          open_or_continue (request->configuration,
                            gtk_window_get_transient_for (GTK_WINDOW (dialog)),
                            invitation,
                            identities,
                            request->edited_source,
                            TRUE);
        }
    }
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
ask_for_link (EnrollConfiguration *configuration,
              GtkWindow *parent,
              EnrollPortal *portal,
              GPtrArray *identities,
              ESource *edited_source)
{
  GtkWidget *dialog = enroll_link_dialog_new (parent, portal, identities);
  LinkRequest *request = g_new0 (LinkRequest, 1);

  request->configuration = g_object_ref (configuration);
  g_set_object (&request->edited_source, edited_source);
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (link_dialog_response_cb),
                         request,
                         link_request_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GPtrArray *
list_identities (ESource *edited_source)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) preferred = NULL;
  GPtrArray *identities;

  if (edited_source != NULL)
    return enroll_identities_of_source (edited_source);

  identities = enroll_identities_find (registry, NULL);
  preferred = e_source_registry_ref_default_mail_identity (registry);
  if (preferred != NULL)
    put_first (identities, e_source_get_uid (preferred));
  return identities;
}

/* Leaves those that the organisation gets certificates for. */
static gboolean
check_identities (GPtrArray *identities, const EnrollSettings *settings, GError **error)
{
  if (!enroll_identities_keep_allowed (identities, settings))
    {
      g_autofree char *domains = g_strjoinv (", ", settings->allowed_domains);

      g_set_error (error,
                   ENROLL_ERROR,
                   ENROLL_ERROR_ADDRESS,
                   "the account has no address of these domains: %s",
                   domains);
      return FALSE;
    }
  if (identities->len == 0)
    {
      g_set_error (error, ENROLL_ERROR, ENROLL_ERROR_NO_ACCOUNT, "there is no mail account");
      return FALSE;
    }
  return TRUE;
}

/**
 * enroll_launcher_open:
 * @configuration: the configuration
 * @parent: the window that the user is in
 * @edited_source: (nullable): the account editor's copy of an identity
 *
 * Starts without an invitation: from the organisation's endpoint, or by asking for a link.
 */
void
enroll_launcher_open (EnrollConfiguration *configuration, GtkWindow *parent, ESource *edited_source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) identities = list_identities (edited_source);
  g_autoptr (EnrollInvitation) invitation = NULL;
  EnrollSettings *settings = enroll_configuration_get_settings (configuration);
  EnrollPortal *portal = enroll_configuration_get_portal (configuration, &error);

  if (portal == NULL || !check_identities (identities, settings, &error))
    {
      enroll_windows_show_error (parent, error);
      return;
    }
  if (settings->endpoint == NULL)
    {
      ask_for_link (configuration, parent, portal, identities, edited_source);
      return;
    }

  if (!enroll_portal_allows (portal, settings->endpoint, &error))
    {
      g_autoptr (GError) explained =
          g_error_new (ENROLL_ERROR, ENROLL_ERROR_SETTINGS, "endpoint: %s", error->message);

      enroll_windows_show_error (parent, explained);
      return;
    }
  invitation = enroll_invitation_new (settings->endpoint, FALSE);
  open_or_continue (configuration,
                    parent,
                    invitation,
                    identities,
                    edited_source,
                    identities->len == 1);
}
