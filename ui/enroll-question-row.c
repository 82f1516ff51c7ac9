/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-alert-label.h"
#include "enroll-choice.h"
#include "enroll-question-row.h"

#include <glib/gi18n-lib.h>

/* One question: the portal's label, a control, our explanation and the portal's complaint. What
 * the user does goes straight into the question. */
struct _EnrollQuestionRow
{
  GtkBox parent_instance;

  GtkLabel *caption_label;
  GtkBox *control_box;
  GtkLabel *explanation_label;
  EnrollAlertLabel *error_label;

  EnrollQuestion *question;
  GtkWidget *control;
};

G_DEFINE_FINAL_TYPE (EnrollQuestionRow, enroll_question_row, GTK_TYPE_BOX)

static void
entry_changed_cb (GtkEntry *entry, gpointer user_data)
{
  EnrollQuestionRow *self = user_data;

  enroll_question_set_text (self->question, gtk_entry_get_text (entry));
}

static void
buffer_changed_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  EnrollQuestionRow *self = user_data;
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  enroll_question_set_text (self->question, text);
}

static void
combo_changed_cb (GtkComboBox *combo, gpointer user_data)
{
  EnrollQuestionRow *self = user_data;
  const char *id = gtk_combo_box_get_active_id (combo);

  enroll_question_set_option (self->question,
                              id != NULL ? (int)g_ascii_strtoll (id, NULL, 10) : -1);
}

static void
check_toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  EnrollQuestionRow *self = user_data;

  enroll_question_set_checked (self->question, gtk_toggle_button_get_active (button));
}

/* The code that an organisation gives to everybody is no secret, and is easier to type when it is
 * seen; what belongs to one person is hidden. */
static gboolean
is_hidden (EnrollQuestion *question)
{
  switch ((int)enroll_question_get_role (question))
    {
    case ENROLL_ROLE_ACCESS_CODE:
    case ENROLL_ROLE_REQUEST_CODE:
      return FALSE;
    case ENROLL_ROLE_SECRET_ID:
      return TRUE;
    default:
      return enroll_question_get_kind (question) == ENROLL_FIELD_PASSWORD;
    }
}

static void
add_entry (EnrollQuestionRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button;

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self->control_box), entry);
  self->control = entry;
  if (!is_hidden (self->question))
    return;

  gtk_entry_set_visibility (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PASSWORD);
  button = gtk_toggle_button_new ();
  gtk_button_set_image (
      GTK_BUTTON (button),
      gtk_image_new_from_icon_name ("view-reveal-symbolic", GTK_ICON_SIZE_BUTTON));
  gtk_widget_set_tooltip_text (button, _ ("Show what you type"));
  atk_object_set_name (gtk_widget_get_accessible (button), _ ("Show what you type"));
  g_object_bind_property (button, "active", entry, "visibility", G_BINDING_DEFAULT);
  gtk_container_add (GTK_CONTAINER (self->control_box), button);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self->control_box)),
                               "linked");
}

static void
add_combo (EnrollQuestionRow *self, const EnrollPortal *portal)
{
  const GPtrArray *options = enroll_question_get_options (self->question);
  GtkWidget *combo = enroll_choice_new ();

  for (guint i = 0; i < options->len; i++)
    {
      const EnrollOption *option = g_ptr_array_index (options, i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      if (option->is_disabled || option->label[0] == '\0' ||
          enroll_portal_says (portal, ENROLL_SIGN_PLACEHOLDER, option->label))
        continue;
      gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), id, option->label);
    }
  gtk_widget_set_hexpand (combo, TRUE);
  g_signal_connect_object (combo, "changed", G_CALLBACK (combo_changed_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self->control_box), combo);
  self->control = combo;
}

/* Some lines of text, whatever the size of the font. */
static GtkWidget *
make_text_area (GtkWidget *view, int n_lines)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (view, "X");
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), height * n_lines);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scroller), GTK_SHADOW_IN);
  gtk_widget_set_can_focus (scroller, FALSE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_container_add (GTK_CONTAINER (scroller), view);
  return scroller;
}

static void
add_text_view (EnrollQuestionRow *self)
{
  GtkWidget *view = gtk_text_view_new ();

  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                           "changed",
                           G_CALLBACK (buffer_changed_cb),
                           self,
                           0);
  gtk_container_add (GTK_CONTAINER (self->control_box), make_text_area (view, 3));
  self->control = view;
}

static void
add_document (EnrollQuestionRow *self)
{
  const char *document = enroll_question_get_document (self->question);
  const char *uri = enroll_question_get_document_uri (self->question);
  GtkWidget *expander;
  GtkWidget *view;

  if (document != NULL)
    {
      view = gtk_text_view_new ();
      gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
      gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), document, -1);
      atk_object_set_name (gtk_widget_get_accessible (view), _ ("Terms"));
      expander = gtk_expander_new_with_mnemonic (_ ("Read the _terms"));
      gtk_widget_set_tooltip_text (expander, _ ("Show the whole text here"));
      gtk_expander_set_spacing (GTK_EXPANDER (expander), 6);
      gtk_container_add (GTK_CONTAINER (expander), make_text_area (view, 9));
      gtk_container_add (GTK_CONTAINER (self), expander);
      gtk_widget_show_all (expander);
    }
  else if (uri != NULL && g_strcmp0 (g_uri_peek_scheme (uri), "https") == 0)
    {
      GtkWidget *link = gtk_link_button_new_with_label (uri, _ ("Read the _terms"));

      gtk_button_set_use_underline (GTK_BUTTON (link), TRUE);
      gtk_widget_set_tooltip_text (link, _ ("Open the text in the web browser"));
      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_container_add (GTK_CONTAINER (self), link);
      gtk_widget_show (link);
    }
}

static void
add_check (EnrollQuestionRow *self)
{
  const char *caption = enroll_question_get_label (self->question);
  GtkWidget *check = gtk_check_button_new_with_label (caption);
  GtkWidget *label = gtk_bin_get_child (GTK_BIN (check));

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (check),
                                enroll_question_is_answered (self->question));
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self->control_box), check);
  self->control = check;
  add_document (self);
  gtk_widget_hide (GTK_WIDGET (self->caption_label));
}

static void
add_control (EnrollQuestionRow *self, const EnrollPortal *portal)
{
  switch (enroll_question_get_kind (self->question))
    {
    case ENROLL_FIELD_TEXT:
    case ENROLL_FIELD_PASSWORD:
    case ENROLL_FIELD_HIDDEN:
      add_entry (self);
      break;
    case ENROLL_FIELD_MULTILINE:
      add_text_view (self);
      break;
    case ENROLL_FIELD_CHOICE:
      add_combo (self, portal);
      break;
    case ENROLL_FIELD_CHECK:
      add_check (self);
      break;
    }
}

/* What a screen reader says: the portal's label, then our explanation and the complaint. */
static void
describe_control (EnrollQuestionRow *self, const char *explanation)
{
  const char *complaint = enroll_question_get_error (self->question);
  AtkObject *accessible = gtk_widget_get_accessible (self->control);
  g_autofree char *description = NULL;

  description = g_strjoin ("\n",
                           complaint != NULL ? complaint : "",
                           explanation != NULL ? explanation : _ ("The service needs this answer."),
                           NULL);
  atk_object_set_name (accessible, enroll_question_get_label (self->question));
  atk_object_set_description (accessible, g_strstrip (description));
  if (complaint != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (self->control), "error");
}

static void
enroll_question_row_dispose (GObject *object)
{
  EnrollQuestionRow *self = ENROLL_QUESTION_ROW (object);

  g_clear_object (&self->question);

  G_OBJECT_CLASS (enroll_question_row_parent_class)->dispose (object);
}

static void
enroll_question_row_class_init (EnrollQuestionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enroll_question_row_dispose;

  g_type_ensure (ENROLL_TYPE_ALERT_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-question-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollQuestionRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollQuestionRow, control_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollQuestionRow, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollQuestionRow, error_label);
}

static void
enroll_question_row_init (EnrollQuestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * enroll_question_row_new:
 * @question: a question
 * @portal: whose words they are
 *
 * Returns: (transfer full): a row that answers @question
 */
GtkWidget *
enroll_question_row_new (EnrollQuestion *question, EnrollPortal *portal)
{
  g_autofree char *explanation = NULL;
  EnrollQuestionRow *self;

  g_return_val_if_fail (ENROLL_IS_QUESTION (question), NULL);

  self = g_object_new (ENROLL_TYPE_QUESTION_ROW, NULL);
  self->question = g_object_ref (question);
  explanation = enroll_question_dup_explanation (question);

  gtk_label_set_text (self->caption_label, enroll_question_get_label (question));
  add_control (self, portal);
  gtk_label_set_mnemonic_widget (self->caption_label, self->control);
  describe_control (self, explanation);

  gtk_label_set_text (self->explanation_label, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (GTK_WIDGET (self->explanation_label), explanation != NULL);
  gtk_widget_show_all (GTK_WIDGET (self->control_box));
  enroll_alert_label_set_text (self->error_label, enroll_question_get_error (question));
  return GTK_WIDGET (self);
}

/**
 * enroll_question_row_get_control:
 * @self: a row
 *
 * Returns: (transfer none): the widget that takes the answer
 */
GtkWidget *
enroll_question_row_get_control (EnrollQuestionRow *self)
{
  g_return_val_if_fail (ENROLL_IS_QUESTION_ROW (self), NULL);

  return self->control;
}
