/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-assistant.h"

#include "enroll-alert-label.h"
#include "enroll-help-button.h"
#include "enroll-page-confirm.h"
#include "enroll-page-done.h"
#include "enroll-page-portal.h"
#include "enroll-page-progress.h"
#include "enroll-page-start.h"
#include "enroll-page-trouble.h"
#include "enroll-page-trust.h"
#include "enroll-room.h"

#include <glib/gi18n-lib.h>

/* The wizard's window: shows the page of the session's state and the buttons that the page asks
 * for. Decides nothing. */
struct _EnrollAssistant
{
  GtkDialog parent_instance;

  GtkLabel *title_label;
  GtkScrolledWindow *scroller;
  GtkWidget *content_box;
  GtkStack *page_stack;
  EnrollPageStart *start_page;
  EnrollHelpButton *help_button;
  GtkWidget *cancel_button;
  GtkButton *secondary_button;
  GtkButton *main_button;

  EnrollSession *session;
  guint start_source;
  gboolean has_progressed;
  gboolean wants_room;
  int usual_width; /* 0 unless the window is large now */
  int usual_height;
  GtkWidget *leave_question;
};

/* Of a page that is large: what web sites are made for, and what there is on a screen of 768
 * pixels. Smaller screens give what they have. */
#define LARGE_WIDTH 800
#define LARGE_HEIGHT 680

enum
{
  SIGNAL_ATTENTION,
  SIGNAL_OPEN_IN_BROWSER,
  SIGNAL_SEND_SIGNED_MESSAGE,
  SIGNAL_OPEN_STATUS_PAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EnrollAssistant, enroll_assistant, GTK_TYPE_DIALOG)

/* clang-format off */
static const char *const page_names[ENROLL_N_STATES] = {
  [ENROLL_STATE_READY]        = "start",
  [ENROLL_STATE_RESUMING]     = "progress",
  [ENROLL_STATE_OPENING]      = "start",
  [ENROLL_STATE_DECIDING]     = "start",
  [ENROLL_STATE_ASKING]       = "start",
  [ENROLL_STATE_KEYING]       = "progress",
  [ENROLL_STATE_SUBMITTING]   = "progress",
  [ENROLL_STATE_BROWSING]     = "portal",
  [ENROLL_STATE_CONFIRMING]   = "confirm",
  [ENROLL_STATE_WAITING]      = "progress",
  [ENROLL_STATE_CHECKING]     = "progress",
  [ENROLL_STATE_ASKING_PASSWORD] = "start",
  [ENROLL_STATE_INSTALLING]   = "progress",
  [ENROLL_STATE_ASKING_TRUST] = "trust",
  [ENROLL_STATE_TRUSTING]     = "progress",
  [ENROLL_STATE_BINDING]      = "progress",
  [ENROLL_STATE_PROVING]      = "progress",
  [ENROLL_STATE_DONE]         = "done",
  [ENROLL_STATE_FAILED]       = "trouble",
};
/* clang-format on */

/* Once something was sent, opening and deciding are steps of the progress. What the user answers by
 * hand stays until it is known what comes next. */
static const char *
choose_page_name (EnrollAssistant *self, EnrollState state)
{
  const char *current = gtk_stack_get_visible_child_name (self->page_stack);

  if (state == ENROLL_STATE_DECIDING && g_strcmp0 (current, page_names[ENROLL_STATE_BROWSING]) == 0)
    return current;
  if (self->has_progressed && (state == ENROLL_STATE_OPENING || state == ENROLL_STATE_DECIDING))
    return "progress";
  return page_names[state];
}

static EnrollPage *
get_page (EnrollAssistant *self)
{
  return ENROLL_PAGE (gtk_stack_get_visible_child (self->page_stack));
}

/* Nothing more can come of the session. */
static gboolean
is_over (EnrollAssistant *self)
{
  EnrollState state = enroll_session_get_state (self->session);

  return enroll_flow_is_final (state) ||
         (state == ENROLL_STATE_FAILED && !enroll_session_can_retry (self->session));
}

/* The certificate was asked for, and nothing but time is needed now. */
static gboolean
goes_on_by_itself (EnrollAssistant *self)
{
  EnrollState state = enroll_session_get_state (self->session);

  return enroll_session_has_requested (self->session) &&
         g_strcmp0 (choose_page_name (self, state), "progress") == 0;
}

static void
show_button (GtkButton *button, const char *label, const char *hint)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), hint);
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (button, label);
}

static void
show_look (EnrollAssistant *self)
{
  g_auto (EnrollPageLook) look = { 0 };
  const char *title;

  enroll_page_describe (get_page (self), self->session, &look);
  title = look.title != NULL ? look.title : "";
  if (g_strcmp0 (gtk_label_get_text (self->title_label), title) != 0)
    {
      g_autofree char *spoken = g_strjoin ("\n", title, look.explanation, NULL);

      gtk_label_set_text (self->title_label, title);
      atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->scroller)), title);
      atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->title_label)), spoken);
      atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
      enroll_announce (GTK_WIDGET (self->title_label));
    }

  enroll_help_button_set_topic (self->help_button, look.help_topic);
  show_button (self->main_button, look.main_label, look.main_hint);
  show_button (self->secondary_button, look.secondary_label, look.secondary_hint);
  gtk_widget_set_sensitive (GTK_WIDGET (self->main_button), look.is_complete);
  gtk_widget_set_visible (self->cancel_button, !is_over (self));
  gtk_button_set_label (GTK_BUTTON (self->cancel_button),
                        goes_on_by_itself (self) ? _ ("_Close") : _ ("_Cancel"));
  self->wants_room = look.is_large;
}

/* While something is under way the window stays as it is: who knows what comes then. */
static void
give_room (EnrollAssistant *self)
{
  EnrollState state = enroll_session_get_state (self->session);
  gboolean is_large = self->usual_width > 0;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->wants_room == is_large)
    return;

  if (self->wants_room)
    {
      gtk_window_get_size (GTK_WINDOW (self), &self->usual_width, &self->usual_height);
      enroll_room_resize (GTK_WINDOW (self),
                          MAX (LARGE_WIDTH, self->usual_width),
                          MAX (LARGE_HEIGHT, self->usual_height));
    }
  else if (g_strcmp0 (choose_page_name (self, state), "progress") != 0)
    {
      enroll_room_resize (GTK_WINDOW (self), self->usual_width, self->usual_height);
      self->usual_width = 0;
    }
}

static void
place_focus (EnrollAssistant *self)
{
  gtk_widget_grab_default (GTK_WIDGET (self->main_button));
  if (enroll_page_take_focus (get_page (self)))
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->main_button)) &&
      gtk_widget_get_sensitive (GTK_WIDGET (self->main_button)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->main_button));
    }
  else
    {
      gtk_widget_grab_focus (self->cancel_button);
    }
}

static void
show_page (EnrollAssistant *self)
{
  EnrollState state = enroll_session_get_state (self->session);
  const char *name = choose_page_name (self, state);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (g_strcmp0 (name, "progress") == 0)
    self->has_progressed = TRUE;
  if (g_strcmp0 (name, gtk_stack_get_visible_child_name (self->page_stack)) != 0)
    {
      gtk_stack_set_visible_child_name (self->page_stack, name);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment));
    }
  enroll_page_update (get_page (self), self->session);
  show_look (self);
  place_focus (self);
  give_room (self);
  enroll_room_grow (GTK_WINDOW (self), self->scroller, self->content_box);
}

static void
state_changed_cb (EnrollSession *session, GParamSpec *pspec, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  if (self->leave_question != NULL && is_over (self))
    gtk_widget_destroy (self->leave_question);

  if (enroll_session_get_state (session) == ENROLL_STATE_CANCELLED)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
    }
  else
    {
      show_page (self);
      if (!gtk_widget_get_visible (GTK_WIDGET (self)) && !goes_on_by_itself (self))
        g_signal_emit (self, signals[SIGNAL_ATTENTION], 0);
    }
}

/* The mail that the session looks out for is there, or nobody looks out for it any more. */
static void
inbox_changed_cb (EnrollSession *session, GParamSpec *pspec, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  if (enroll_session_get_state (session) != ENROLL_STATE_CONFIRMING)
    return;
  enroll_page_update (get_page (self), session);
  show_look (self);
  if (enroll_session_has_arrived_link (session))
    place_focus (self);
  enroll_room_grow (GTK_WINDOW (self), self->scroller, self->content_box);
}

static void
leave_answered_cb (GtkDialog *question, int response, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  gtk_widget_destroy (GTK_WIDGET (question));
  if (response == GTK_RESPONSE_ACCEPT)
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
ask_leave (EnrollAssistant *self)
{
  GtkWidget *leave_button;

  if (self->leave_question != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->leave_question));
      return;
    }

  self->leave_question = gtk_message_dialog_new (GTK_WINDOW (self),
                                                 GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                                 GTK_MESSAGE_QUESTION,
                                                 GTK_BUTTONS_NONE,
                                                 "%s",
                                                 _ ("Leave without the certificate?"));
  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (self->leave_question),
      "%s",
      _ ("The certificate was already requested. If you leave now it will not be installed, and "
         "you may need a new invitation."));
  gtk_dialog_add_button (GTK_DIALOG (self->leave_question), _ ("_Stay"), GTK_RESPONSE_CANCEL);
  leave_button =
      gtk_dialog_add_button (GTK_DIALOG (self->leave_question), _ ("_Leave"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (leave_button), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (self->leave_question), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (self->leave_question,
                           "response",
                           G_CALLBACK (leave_answered_cb),
                           self,
                           0);
  g_object_add_weak_pointer (G_OBJECT (self->leave_question), (gpointer *)&self->leave_question);
  gtk_widget_show (self->leave_question);
}

/* Destroying the window cancels the session, unless it has ended. What needs nobody goes on without
 * a window; what is kept can be gone on with. */
static void
close_window (EnrollAssistant *self)
{
  if (goes_on_by_itself (self))
    {
      gtk_widget_hide (GTK_WIDGET (self));
    }
  else if (!is_over (self) && enroll_session_has_requested (self->session) &&
           !enroll_session_is_kept (self->session))
    {
      ask_leave (self);
    }
  else
    {
      gtk_widget_destroy (GTK_WIDGET (self));
    }
}

static void
cancel_clicked_cb (GtkButton *button, gpointer user_data)
{
  close_window (ENROLL_ASSISTANT (user_data));
}

static void
main_clicked_cb (GtkButton *button, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  enroll_page_activate (get_page (self), self->session);
}

static void
secondary_clicked_cb (GtkButton *button, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  enroll_page_activate_secondary (get_page (self), self->session);
}

static void
page_changed_cb (EnrollPage *page, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  if (self->session != NULL && page == get_page (self))
    show_look (self);
}

static void
page_wish_cb (EnrollPage *page, int wish, gpointer user_data)
{
  EnrollAssistant *self = user_data;

  switch ((EnrollPageWish)wish)
    {
    case ENROLL_PAGE_WISH_CLOSE:
      close_window (self);
      break;
    case ENROLL_PAGE_WISH_BROWSER:
      g_signal_emit (self, signals[SIGNAL_OPEN_IN_BROWSER], 0);
      close_window (self);
      break;
    case ENROLL_PAGE_WISH_SIGNED_MESSAGE:
      g_signal_emit (self, signals[SIGNAL_SEND_SIGNED_MESSAGE], 0);
      break;
    case ENROLL_PAGE_WISH_STATUS_PAGE:
      g_signal_emit (self, signals[SIGNAL_OPEN_STATUS_PAGE], 0);
      break;
    }
}

static gboolean
start_cb (gpointer user_data)
{
  EnrollAssistant *self = user_data;

  self->start_source = 0;
  if (enroll_session_get_state (self->session) == ENROLL_STATE_READY)
    enroll_session_start (self->session);
  return G_SOURCE_REMOVE;
}

static gboolean
enroll_assistant_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  close_window (ENROLL_ASSISTANT (widget));
  return GDK_EVENT_STOP;
}

static void
enroll_assistant_dispose (GObject *object)
{
  EnrollAssistant *self = ENROLL_ASSISTANT (object);

  g_clear_handle_id (&self->start_source, g_source_remove);
  if (self->leave_question != NULL)
    gtk_widget_destroy (self->leave_question);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      enroll_session_cancel (self->session);
    }
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enroll_assistant_parent_class)->dispose (object);
}

static void
install_signals (EnrollAssistantClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    [SIGNAL_ATTENTION] = "attention",
    [SIGNAL_OPEN_IN_BROWSER] = "open-in-browser",
    [SIGNAL_SEND_SIGNED_MESSAGE] = "send-signed-message",
    [SIGNAL_OPEN_STATUS_PAGE] = "open-status-page",
  };

  for (guint i = 0; i < N_SIGNALS; i++)
    {
      signals[i] = g_signal_new (names[i],
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
    }
}

static void
enroll_assistant_class_init (EnrollAssistantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enroll_assistant_dispose;
  widget_class->delete_event = enroll_assistant_delete_event;
  install_signals (klass);

  g_type_ensure (ENROLL_TYPE_HELP_BUTTON);
  g_type_ensure (ENROLL_TYPE_PAGE_CONFIRM);
  g_type_ensure (ENROLL_TYPE_PAGE_DONE);
  g_type_ensure (ENROLL_TYPE_PAGE_PORTAL);
  g_type_ensure (ENROLL_TYPE_PAGE_PROGRESS);
  g_type_ensure (ENROLL_TYPE_PAGE_START);
  g_type_ensure (ENROLL_TYPE_PAGE_TROUBLE);
  g_type_ensure (ENROLL_TYPE_PAGE_TRUST);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_default (),
                                    "/org/gnome/evolution/plugin/smime-enrollment/icons");
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, title_label);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, content_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, page_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, start_page);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, help_button);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, secondary_button);
  gtk_widget_class_bind_template_child (widget_class, EnrollAssistant, main_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, main_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_wish_cb);
}

static void
enroll_assistant_init (EnrollAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enroll_room_init (GTK_WINDOW (self), self->scroller);
  gtk_container_set_focus_vadjustment (GTK_CONTAINER (self->content_box),
                                       gtk_scrolled_window_get_vadjustment (self->scroller));
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self->title_label)),
                       ATK_ROLE_NOTIFICATION);
}

/**
 * enroll_assistant_new:
 * @parent: (nullable): the window that it belongs to
 * @session: a session, in any state
 * @identities: (element-type EnrollIdentity): those that fit, first is the best
 * @start_at_once: the user has already said that the invitation is to be opened; has an effect only
 *   if there is no choice of identities
 *
 * Closing the window cancels @session, unless it has ended, or goes on by itself: then the window is
 * hidden, and the signal “attention” says when the user is needed, or it is over.
 *
 * Returns: (transfer floating): a window, not shown yet
 */
GtkWidget *
enroll_assistant_new (GtkWindow *parent,
                      EnrollSession *session,
                      GPtrArray *identities,
                      gboolean start_at_once)
{
  EnrollAssistant *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (ENROLL_IS_SESSION (session), NULL);
  g_return_val_if_fail (identities != NULL, NULL);

  self =
      g_object_new (ENROLL_TYPE_ASSISTANT, "use-header-bar", TRUE, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  enroll_page_start_set_identities (self->start_page, identities);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, 0);
  g_signal_connect_object (session,
                           "notify::has-arrived-link",
                           G_CALLBACK (inbox_changed_cb),
                           self,
                           0);
  show_page (self);
  /* After it has been drawn: what comes first, as loading what TLS needs, takes its time. */
  if (start_at_once && identities->len == 1)
    self->start_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, start_cb, self, NULL);
  return GTK_WIDGET (self);
}

/**
 * enroll_assistant_get_session:
 * @self: an assistant
 *
 * Returns: (transfer none) (nullable): its session; %NULL once the window was destroyed
 */
EnrollSession *
enroll_assistant_get_session (EnrollAssistant *self)
{
  g_return_val_if_fail (ENROLL_IS_ASSISTANT (self), NULL);

  return self->session;
}
