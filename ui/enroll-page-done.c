/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-detail-grid.h"
#include "enroll-page-done.h"
#include "enroll-step-row.h"

#include <glib/gi18n-lib.h>

/* The end: the certificate, and what was tried with it. */
struct _EnrollPageDone
{
  GtkBox parent_instance;

  EnrollDetailGrid *card_grid;
  GtkBox *results_box;
  EnrollDetailGrid *details_grid;
  GtkWidget *pass_phrase_box;
  GtkLabel *pass_phrase_note;
  GtkLabel *pass_phrase_label;
  GtkWidget *show_button;
  EnrollSecret *pass_phrase;
};

static void enroll_page_done_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageDone,
                               enroll_page_done,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE, enroll_page_done_page_init))

static char *
format_date (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (seconds);

  if (date == NULL)
    return g_strdup ("");
  /* Translators: a date as in “3 May 2028”, in the usual order of your language; see
   * g_date_time_format(). */
  return g_date_time_format (date, _ ("%-d %B %Y"));
}

static void
add_result (EnrollPageDone *self, EnrollStepStatus status, const char *text)
{
  GtkWidget *row = enroll_step_row_new (text);

  enroll_step_row_set_status (ENROLL_STEP_ROW (row), status);
  gtk_container_add (GTK_CONTAINER (self->results_box), row);
}

static void
show_encryption (EnrollPageDone *self, EnrollSession *session)
{
  const EnrollCredential *credential = enroll_session_get_credential (session);
  const EnrollProof *proof = enroll_session_get_proof (session);
  const char *text = _ ("Encryption not tried");

  if (proof != NULL && proof->was_encrypted)
    {
      add_result (self, ENROLL_STEP_GOOD, _ ("Encryption tried"));
      return;
    }

  if (credential != NULL && !credential->can_encrypt)
    {
      text = _ ("Encryption not tried: this certificate is for signing only");
    }
  else if (proof != NULL && !proof->is_trusted)
    {
      text = _ ("Encryption not tried: Evolution does not trust the authority of the certificate");
    }
  add_result (self, ENROLL_STEP_NOTE, text);
}

static void
show_results (EnrollPageDone *self, EnrollSession *session)
{
  const EnrollProof *proof = enroll_session_get_proof (session);

  add_result (self, ENROLL_STEP_GOOD, _ ("Installed in Evolution"));
  if (proof != NULL && !proof->is_saved)
    {
      add_result (self,
                  ENROLL_STEP_NOTE,
                  _ ("Set in the account editor: press OK there to save it"));
    }
  else if (proof != NULL && proof->signs_by_default)
    {
      add_result (self, ENROLL_STEP_GOOD, _ ("Account set up: new mail is signed"));
    }
  else
    {
      add_result (self,
                  ENROLL_STEP_GOOD,
                  _ ("Account set up: you choose for each message whether it is signed"));
    }
  if (proof != NULL && proof->was_signed)
    add_result (self, ENROLL_STEP_GOOD, _ ("Signature tried and verified"));
  show_encryption (self, session);
  if (proof != NULL && !proof->is_trusted)
    {
      add_result (self,
                  ENROLL_STEP_NOTE,
                  _ ("Evolution does not trust the authority, so it shows your own signatures as "
                     "valid but not trusted"));
    }
}

static void
show_card (EnrollPageDone *self, EnrollSession *session)
{
  const EnrollCredential *credential = enroll_session_get_credential (session);
  const EnrollInstalled *installed = enroll_session_get_installed (session);
  g_autofree char *valid_until = NULL;

  if (credential == NULL)
    return;

  valid_until = format_date (credential->not_after);
  enroll_detail_grid_add (self->card_grid, _ ("Address"), credential->address);
  if (credential->name != NULL && g_strcmp0 (credential->name, credential->address) != 0)
    enroll_detail_grid_add (self->card_grid, _ ("Name"), credential->name);
  enroll_detail_grid_add (self->card_grid, _ ("Issued by"), credential->issuer);
  enroll_detail_grid_add (self->card_grid, _ ("Valid until"), valid_until);

  enroll_detail_grid_add_code (self->details_grid, _ ("Serial number"), credential->serial);
  enroll_detail_grid_add_code (self->details_grid,
                               _ ("SHA-256 fingerprint"),
                               credential->fingerprint);
  if (installed != NULL)
    {
      gtk_label_set_selectable (
          enroll_detail_grid_add (self->details_grid, _ ("Name in the store"), installed->nickname),
          TRUE);
    }
}

/* What is shown is also in the accessible tree: so not before it is wanted. */
static void
reveal_pass_phrase (EnrollPageDone *self)
{
  gtk_label_set_text (self->pass_phrase_label, enroll_secret_peek (self->pass_phrase));
  gtk_widget_show (GTK_WIDGET (self->pass_phrase_label));
  gtk_widget_hide (self->show_button);
}

static void
show_clicked_cb (GtkButton *button, gpointer user_data)
{
  EnrollPageDone *self = user_data;

  reveal_pass_phrase (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->pass_phrase_label));
}

static void
show_pass_phrase (EnrollPageDone *self, EnrollSession *session)
{
  EnrollSecret *pass_phrase = enroll_session_get_pass_phrase (session);
  gboolean is_kept = enroll_session_has_kept_pass_phrase (session);

  g_clear_pointer (&self->pass_phrase, enroll_secret_unref);
  gtk_label_set_text (self->pass_phrase_label, "");
  gtk_widget_hide (GTK_WIDGET (self->pass_phrase_label));
  gtk_widget_set_visible (self->show_button, is_kept);
  gtk_widget_set_visible (self->pass_phrase_box, pass_phrase != NULL);
  if (pass_phrase == NULL)
    return;

  self->pass_phrase = enroll_secret_ref (pass_phrase);
  gtk_label_set_text (self->pass_phrase_note,
                      is_kept
                          ? _ ("The certificate service may ask for a pass-phrase if you report "
                               "your key as lost. It is kept in your keyring.")
                          : _ ("The certificate service may ask for this pass-phrase if you report "
                               "your key as lost. It could not be kept in a keyring, and is not "
                               "shown again: note it down."));
  if (!is_kept)
    reveal_pass_phrase (self);
}

static void
enroll_page_done_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  look->help_topic = "sign-and-encrypt";
  look->title = g_strdup (_ ("You Can Now Sign Your Mail"));
  look->main_label = _ ("_Done");
  look->main_hint = _ ("Close this window");
  look->secondary_label = _ ("Send Me a _Signed Message");
  look->secondary_hint = _ ("Write a mail to yourself, to see what others see");
}

static void
remove_child_cb (GtkWidget *child, gpointer user_data)
{
  gtk_widget_destroy (child);
}

static void
enroll_page_done_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageDone *self = ENROLL_PAGE_DONE (page);

  gtk_container_foreach (GTK_CONTAINER (self->results_box), remove_child_cb, NULL);
  enroll_detail_grid_clear (self->card_grid);
  enroll_detail_grid_clear (self->details_grid);
  show_card (self, session);
  show_results (self, session);
  show_pass_phrase (self, session);
}

static void
enroll_page_done_activate (EnrollPage *page, EnrollSession *session)
{
  enroll_page_emit_wish (page, ENROLL_PAGE_WISH_CLOSE);
}

static void
enroll_page_done_activate_secondary (EnrollPage *page, EnrollSession *session)
{
  enroll_page_emit_wish (page, ENROLL_PAGE_WISH_SIGNED_MESSAGE);
}

static void
enroll_page_done_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_done_describe;
  iface->update = enroll_page_done_update;
  iface->activate = enroll_page_done_activate;
  iface->activate_secondary = enroll_page_done_activate_secondary;
}

static void
enroll_page_done_finalize (GObject *object)
{
  g_clear_pointer (&ENROLL_PAGE_DONE (object)->pass_phrase, enroll_secret_unref);

  G_OBJECT_CLASS (enroll_page_done_parent_class)->finalize (object);
}

static void
enroll_page_done_class_init (EnrollPageDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enroll_page_done_finalize;

  g_type_ensure (ENROLL_TYPE_DETAIL_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-done.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, card_grid);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, results_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, details_grid);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, pass_phrase_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, pass_phrase_note);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, pass_phrase_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageDone, show_button);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
enroll_page_done_init (EnrollPageDone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_description (
      gtk_widget_get_accessible (GTK_WIDGET (self->pass_phrase_label)),
      /* Translators: what a screen reader says about the pass-phrase that is shown. */
      _ ("Pass-phrase for revoking the certificate"));
}
