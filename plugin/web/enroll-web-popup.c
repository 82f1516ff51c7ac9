/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-popup.h"

/* A window that a page has opened. It lies on top of the page, in the same stack. */
struct _EnrollWebPopUp
{
  WebKitWebView *view;
  EnrollWebPopUpFunc shown;
  EnrollWebPopUpFunc closed;
  gpointer user_data;
};

static void
ready_cb (WebKitWebView *view, EnrollWebPopUp *self)
{
  GtkWidget *stack = gtk_widget_get_parent (GTK_WIDGET (view));

  gtk_widget_show (GTK_WIDGET (view));
  gtk_stack_set_visible_child (GTK_STACK (stack), GTK_WIDGET (view));
  self->shown (self, self->user_data);
}

static void
close_cb (WebKitWebView *view, EnrollWebPopUp *self)
{
  self->closed (self, self->user_data);
}

static gboolean
destroy_cb (gpointer view)
{
  gtk_widget_destroy (view);
  return G_SOURCE_REMOVE;
}

/**
 * enroll_web_pop_up_new:
 * @view: a hidden view in a stack
 * @shown: called when it came into sight
 * @closed: called when its page wants it to be closed
 * @user_data: for both
 *
 * Returns: (transfer full): a window
 */
EnrollWebPopUp *
enroll_web_pop_up_new (WebKitWebView *view,
                       EnrollWebPopUpFunc shown,
                       EnrollWebPopUpFunc closed,
                       gpointer user_data)
{
  EnrollWebPopUp *self = g_new0 (EnrollWebPopUp, 1);

  self->view = g_object_ref (view);
  self->shown = shown;
  self->closed = closed;
  self->user_data = user_data;
  g_signal_connect (view, "ready-to-show", G_CALLBACK (ready_cb), self);
  g_signal_connect (view, "close", G_CALLBACK (close_cb), self);
  return self;
}

/**
 * enroll_web_pop_up_free:
 * @self: a window
 *
 * Closes it. The engine may be in the middle of something that the window has begun, such as opening
 * another one, and is not to lose it before that is over.
 */
void
enroll_web_pop_up_free (EnrollWebPopUp *self)
{
  g_signal_handlers_disconnect_by_data (self->view, self);
  gtk_widget_hide (GTK_WIDGET (self->view));
  g_idle_add_full (G_PRIORITY_HIGH, destroy_cb, self->view, g_object_unref);
  g_free (self);
}

WebKitWebView *
enroll_web_pop_up_get_view (EnrollWebPopUp *self)
{
  return self->view;
}

/**
 * enroll_web_pop_up_is_shown:
 * @self: a window
 *
 * Returns: %TRUE if a page is to be seen in it: a window begins empty, and stays so if all that it was
 *   opened for is a file
 */
gboolean
enroll_web_pop_up_is_shown (EnrollWebPopUp *self)
{
  const char *uri = webkit_web_view_get_uri (self->view);

  return gtk_widget_get_visible (GTK_WIDGET (self->view)) && uri != NULL && uri[0] != '\0' &&
         !g_str_has_prefix (uri, "about:");
}
