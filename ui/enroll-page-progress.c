/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page-progress.h"
#include "enroll-step-row.h"

#include <glib/gi18n-lib.h>

/* The real steps with a tick each. Keeps the highest step that was reached, because an enrollment
 * may open and answer several pages of the portal on its way. */

/* clang-format off */
static const char *const step_texts[] = {
  N_ ("Opening your invitation"),
  N_ ("Preparing your key"),
  N_ ("Sending the request"),
  N_ ("Waiting for the authority (usually under 4 minutes)"),
  N_ ("Checking the certificate"),
  N_ ("Installing it"),
  N_ ("Setting up your account"),
  N_ ("Trying it out"),
};

/* The step of a state, counted from 1; 0 for states that are no step. */
static const guint steps[ENROLL_N_STATES] = {
  [ENROLL_STATE_RESUMING]   = 1,
  [ENROLL_STATE_OPENING]    = 1,
  [ENROLL_STATE_DECIDING]   = 1,
  [ENROLL_STATE_KEYING]     = 2,
  [ENROLL_STATE_SUBMITTING] = 3,
  [ENROLL_STATE_WAITING]    = 4,
  [ENROLL_STATE_CHECKING]   = 5,
  [ENROLL_STATE_INSTALLING] = 6,
  [ENROLL_STATE_TRUSTING]   = 6,
  [ENROLL_STATE_BINDING]    = 7,
  [ENROLL_STATE_PROVING]    = 8,
};
/* clang-format on */

struct _EnrollPageProgress
{
  GtkBox parent_instance;

  GtkBox *steps_box;
  GtkProgressBar *progress_bar;
  GtkLabel *hint_label;

  EnrollStepRow *rows[G_N_ELEMENTS (step_texts)];
  guint step;
};

static void enroll_page_progress_page_init (EnrollPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollPageProgress,
                               enroll_page_progress,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_PAGE,
                                                      enroll_page_progress_page_init))

static void
enroll_page_progress_describe (EnrollPage *page, EnrollSession *session, EnrollPageLook *look)
{
  look->help_topic = "get-certificate";
  look->title = g_strdup (_ ("Getting Your Certificate"));
}

static void
enroll_page_progress_update (EnrollPage *page, EnrollSession *session)
{
  EnrollPageProgress *self = ENROLL_PAGE_PROGRESS (page);

  gtk_label_set_text (
      self->hint_label,
      enroll_session_has_requested (session)
          ? _ ("You can close this window. Evolution goes on and tells you when it is done.")
          : _ ("Please leave this window open until the request is sent."));
  self->step = MAX (self->step, steps[enroll_session_get_state (session)]);
  for (guint i = 0; i < G_N_ELEMENTS (step_texts); i++)
    {
      EnrollStepStatus status = ENROLL_STEP_PENDING;

      if (i + 1 < self->step)
        {
          status = ENROLL_STEP_DONE;
        }
      else if (i + 1 == self->step)
        {
          status = ENROLL_STEP_CURRENT;
        }
      enroll_step_row_set_status (self->rows[i], status);
    }
  if (self->step > 0)
    {
      const guint n_done = self->step - 1;
      const guint n_steps = G_N_ELEMENTS (step_texts);

      gtk_progress_bar_set_fraction (self->progress_bar, (double)n_done / (double)n_steps);
    }
}

static void
enroll_page_progress_page_init (EnrollPageInterface *iface)
{
  iface->describe = enroll_page_progress_describe;
  iface->update = enroll_page_progress_update;
}

static void
enroll_page_progress_class_init (EnrollPageProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/org/gnome/evolution/plugin/smime-enrollment/ui/enroll-page-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrollPageProgress, steps_box);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageProgress, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, EnrollPageProgress, hint_label);
}

static void
enroll_page_progress_init (EnrollPageProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->progress_bar)), _ ("Progress"));
  for (guint i = 0; i < G_N_ELEMENTS (step_texts); i++)
    {
      GtkWidget *row = enroll_step_row_new (_ (step_texts[i]));

      gtk_container_add (GTK_CONTAINER (self->steps_box), row);
      self->rows[i] = ENROLL_STEP_ROW (row);
    }
}
