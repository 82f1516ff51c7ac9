/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-address.h"
#include "enroll-web-popup.h"

/* A window that a page has opened. It lies on top of the page, in the same stack, but only as long as
 * it shows a page that has come from an address of its own: a window begins empty, and whoever opened
 * it can write into it what could be taken for anybody’s. It stays empty, too, if all that it was
 * opened for is a file. */
struct _EnrollWebPopUp
{
  WebKitWebView *view;
  gboolean is_ready;
  gboolean has_address;
  EnrollWebPopUpFunc changed;
  EnrollWebPopUpFunc closed;
  gpointer user_data;
};

static void
update (EnrollWebPopUp *self)
{
  GtkWidget *widget = GTK_WIDGET (self->view);
  gboolean is_shown = self->is_ready && self->has_address;

  if (is_shown == gtk_widget_get_visible (widget))
    return;
  /* Without it the stack shows the page. */
  gtk_widget_set_visible (widget, is_shown);
  if (is_shown)
    gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (widget)), widget);
  self->changed (self, self->user_data);
}

static void
ready_cb (WebKitWebView *view, EnrollWebPopUp *self)
{
  self->is_ready = TRUE;
  update (self);
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
 * @changed: called when it came into sight or went out of it
 * @closed: called when its page wants it to be closed
 * @user_data: for both
 *
 * Returns: (transfer full): a window
 */
EnrollWebPopUp *
enroll_web_pop_up_new (WebKitWebView *view,
                       EnrollWebPopUpFunc changed,
                       EnrollWebPopUpFunc closed,
                       gpointer user_data)
{
  EnrollWebPopUp *self = g_new0 (EnrollWebPopUp, 1);

  self->view = g_object_ref (view);
  self->changed = changed;
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
 * enroll_web_pop_up_note_document:
 * @self: a window
 * @address: (nullable): what the document that it shows from now on has come from
 *
 * Returns: %TRUE if that is a web address
 */
gboolean
enroll_web_pop_up_note_document (EnrollWebPopUp *self, const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? enroll_web_address_parse (address, NULL) : NULL;

  self->has_address = uri != NULL;
  update (self);
  return uri != NULL;
}

gboolean
enroll_web_pop_up_is_shown (EnrollWebPopUp *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->view));
}
