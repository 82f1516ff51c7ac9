/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-choice.h"
#include "enroll-detail-grid.h"
#include "enroll-page-start.h"
#include "enroll-question-row.h"

#include <glib/gi18n-lib.h>

/* The first page and the only one that asks: for which address, to whom the answers go, and what
 * the portal wants to know. It grows when that is known; what was there stays where it was. */
struct _EnrollPageStart
{
  GtkBox parent_instance;

  GtkLabel *organization_label;
  GtkLabel *address_caption_label;
  GtkStack *address_stack;
  GtkComboBoxText *address_combo;
  GtkLabel *address_label;
  GtkLabel *host_label;
  GtkWidget *opening_box;
  GtkSpinner *opening_spinner;
  GtkBox *questions_box;
  GtkExpander *details_expander;
  EnrollDetailGrid *details_grid;

  GPtrArray *identities;
  GPtrArray *questions;
  GtkWidget *first_control;
};

static void enroll_page_start_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageStart,
                               enroll_page_start,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_start_page_init))

static void
question_answered_cb (EnrollQuestion *question, GParamSpec *pspec, gpointer user_data)
{
  enroll_page_emit_changed (ENROLL_PAGE (user_data));
}

static void
remove_child_cb (GtkWidget *child, gpointer user_data)
{
  gtk_widget_destroy (child);
}

static void
clear_questions (EnrollPageStart *self)
{
  for (guint i = 0; self->questions != NULL && i < self->questions->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->questions, i), self);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  self->first_control = NULL;
}

static gboolean
is_asking (EnrollSession *session)
{
  EnrollState state = enroll_session_get_state (session);

  return state == ENROLL_STATE_ASKING || state == ENROLL_STATE_ASKING_PASSWORD;
}

static void
show_questions (EnrollPageStart *self, EnrollSession *session)
{
  GPtrArray *questions = enroll_session_get_questions (session);

  if (questions == self->questions)
    return;

  clear_questions (self);
  gtk_container_foreach (GTK_CONTAINER (self->questions_box), remove_child_cb, NULL);
  self->questions = g_ptr_array_ref (questions);
  for (guint i = 0; i < questions->len; i++)
    {
      EnrollQuestion *question = g_ptr_array_index (questions, i);
      GtkWidget *row = enroll_question_row_new (question, enroll_session_get_portal (session));

      g_signal_connect (question, "notify::is-answered", G_CALLBACK (question_answered_cb), self);
      gtk_container_add (GTK_CONTAINER (self->questions_box), row);
      if (self->first_control == NULL)
        self->first_control = enroll_question_row_get_control (ENROLL_QUESTION_ROW (row));
    }
}

static void
show_details (EnrollPageStart *self, EnrollSession *session)
{
  GPtrArray *decisions = enroll_session_get_decisions (session);

  enroll_detail_grid_clear (self->details_grid);
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const EnrollDecision *decision = g_ptr_array_index (decisions, i);

      enroll_detail_grid_add (self->details_grid, decision->label, decision->value);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->details_expander),
                          decisions != NULL && decisions->len > 0);
}

static void
show_organization (EnrollPageStart *self, EnrollSession *session)
{
  const char *organization = enroll_session_get_settings (session)->organization;
  g_autofree char *text = NULL;

  if (organization != NULL)
    {
      /* Translators: an organization and a certificate service, as in “Example University gets its
       * certificates from Sectigo Certificate Manager.” */
      text = g_strdup_printf (_ ("%s gets its certificates from %s."),
                              organization,
                              enroll_portal_get_name (enroll_session_get_portal (session)));
      gtk_label_set_text (self->organization_label, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->organization_label), organization != NULL);
}

/* The choice is open until the invitation is: from then on the address is a fact. */
static void
show_address (EnrollPageStart *self, EnrollSession *session, gboolean is_ready)
{
  gboolean has_choice = is_ready && self->identities != NULL && self->identities->len > 1;

  gtk_label_set_text (self->address_label, enroll_session_get_identity (session)->address);
  gtk_stack_set_visible_child (self->address_stack,
                               has_choice ? GTK_WIDGET (self->address_combo)
                                          : GTK_WIDGET (self->address_label));
  gtk_label_set_mnemonic_widget (self->address_caption_label,
                                 gtk_stack_get_visible_child (self->address_stack));
}

static void
enroll_page_start_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  EnrollPageStart *self = ENROLL_PAGE_START (page);
  EnrollState state = enroll_session_get_state (session);

  look->help_topic = "questions";
  look->title = g_strdup (_ ("Sign and Protect Your Mail"));
  if (state == ENROLL_STATE_READY)
    {
      look->main_label = _ ("C_ontinue");
      look->main_hint = _ ("Open the invitation and see what the certificate service asks");
      look->secondary_label = _ ("Open in _Browser");
      look->secondary_hint = _ ("Get the certificate in the web browser and install it yourself");
      return;
    }

  look->main_label = _ ("_Request Certificate");
  look->main_hint = _ ("Send your answers to the certificate service");
  look->is_complete = is_asking (session);
  if (state == ENROLL_STATE_ASKING_PASSWORD)
    {
      g_free (look->title);
      look->title = g_strdup (_ ("Your Certificate Has Arrived"));
      look->main_label = _ ("C_ontinue");
      look->main_hint = _ ("Open the file with this password");
    }
  for (guint i = 0; self->questions != NULL && i < self->questions->len; i++)
    {
      if (!enroll_question_is_answered (g_ptr_array_index (self->questions, i)))
        look->is_complete = FALSE;
    }
}

static void
enroll_page_start_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageStart *self = ENROLL_PAGE_START (page);
  EnrollState state = enroll_session_get_state (session);
  gboolean is_opening = state == ENROLL_STATE_OPENING || state == ENROLL_STATE_DECIDING;

  show_organization (self, session);
  show_address (self, session, state == ENROLL_STATE_READY);
  gtk_label_set_text (self->host_label, enroll_session_get_host (session));
  gtk_widget_set_visible (self->opening_box, is_opening && self->questions == NULL);
  g_object_set (self->opening_spinner, "active", is_opening, NULL);
  if (is_asking (session))
    {
      show_questions (self, session);
      show_details (self, session);
    }
}

static gboolean
enroll_page_start_take_focus (EnrollPage *page)
{
  EnrollPageStart *self = ENROLL_PAGE_START (page);

  if (self->first_control == NULL)
    return FALSE;

  gtk_widget_grab_focus (self->first_control);
  return TRUE;
}

static void
enroll_page_start_activate (EnrollPage *page, EnrollSession *session)
{
  EnrollPageStart *self = ENROLL_PAGE_START (page);
  int active = gtk_combo_box_get_active (GTK_COMBO_BOX (self->address_combo));

  if (is_asking (session))
    {
      enroll_session_answer (session);
      return;
    }
  if (active >= 0 && (guint)active < self->identities->len)
    enroll_session_set_identity (session, g_ptr_array_index (self->identities, (guint)active));
  enroll_session_start (session);
}

static void
enroll_page_start_activate_secondary (EnrollPage *page, EnrollSession *session)
{
  enroll_page_emit_wish (page, ENROLL_PAGE_WISH_BROWSER);
}

static void
enroll_page_start_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_start_describe;
  iface->update = enroll_page_start_update;
  iface->take_focus = enroll_page_start_take_focus;
  iface->activate = enroll_page_start_activate;
  iface->activate_secondary = enroll_page_start_activate_secondary;
}

static void
enroll_page_start_dispose (GObject *object)
{
  EnrollPageStart *self = ENROLL_PAGE_START (object);

  clear_questions (self);
  g_clear_pointer (&self->identities, g_ptr_array_unref);

  G_OBJECT_CLASS (enroll_page_start_parent_class)->dispose (object);
}

static void
enroll_page_start_class_init (EnrollPageStartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enroll_page_start_dispose;

  g_type_ensure (ENROLL_TYPE_CHOICE);
  g_type_ensure (ENROLL_TYPE_DETAIL_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-start.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, organization_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, address_caption_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, address_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, address_combo);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, address_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, host_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, opening_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, questions_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, details_expander);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageStart, details_grid);
}

static void
enroll_page_start_init (EnrollPageStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->address_combo)), _ ("Address"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->address_combo),
                               _ ("The address that the certificate will be for"));
}

/**
 * enroll_page_start_set_identities:
 * @self: the page
 * @identities: (element-type EnrollIdentity): those that fit, first is the best
 */
void
enroll_page_start_set_identities (EnrollPageStart *self, GPtrArray *identities)
{
  g_return_if_fail (ENROLL_IS_PAGE_START (self));
  g_return_if_fail (identities != NULL);
  g_return_if_fail (self->identities == NULL);

  self->identities = g_ptr_array_ref (identities);
  for (guint i = 0; i < identities->len; i++)
    {
      const EnrollIdentity *identity = g_ptr_array_index (identities, i);

      gtk_combo_box_text_append_text (self->address_combo, identity->address);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->address_combo), identities->len > 0 ? 0 : -1);
}
