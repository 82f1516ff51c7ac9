/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-page-script.h"
#include "enroll-web-engine.h"
#include "enroll-web-entry.h"
#include "enroll-web-policy.h"
#include "enroll-web-timer.h"
#include "enroll-web-view-private.h"

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FILE,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EnrollWebView, enroll_web_view, G_TYPE_OBJECT)

void
enroll_web_view_emit_changed (EnrollWebView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
enroll_web_view_note_crash (EnrollWebView *self, const char *uri)
{
  g_clear_error (&self->crash);
  self->crash =
      enroll_web_policy_new_error (ENROLL_ERROR_UNAVAILABLE, uri, "has a page that crashed");
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, self->crash);
}

void
enroll_web_view_emit_failed (EnrollWebView *self,
                             EnrollError code,
                             const char *uri,
                             const char *reason)
{
  g_autoptr (GError) error = enroll_web_policy_new_error (code, uri, reason);

  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
document_late_cb (WebKitWebView *view, gpointer user_data)
{
  EnrollWebView *self = user_data;

  self->n_attempts = ENROLL_WEB_MAX_ATTEMPTS;
  enroll_web_view_emit_failed (self,
                               ENROLL_ERROR_UNAVAILABLE,
                               webkit_web_view_get_uri (view),
                               "did not answer: it took too long");
  webkit_web_view_stop_loading (view);
}

static void
file_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *media_type = NULL;
  g_autoptr (GBytes) file = enroll_web_download_take_finish (result, &host, &media_type, &error);

  self->n_downloads--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  /* Whoever has a say in a page may hand out files, which is no reason to end the visit. */
  if (g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_HOST_REFUSED))
    {
      g_message ("a file was refused: %s", error->message);
      enroll_web_view_emit_changed (self);
      return;
    }
  enroll_web_window_close_pop_up (self);
  if (file != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FILE], 0, file, media_type, host);
    }
  else
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    }
}

/* The engine does not tell which frame of a page has asked for something. */
static const char *
find_document (EnrollWebView *self, WebKitDownload *download)
{
  WebKitWebView *view = webkit_download_get_web_view (download);

  return view != NULL && !self->has_strangers ? enroll_web_traffic_get_address (self->traffic, view)
                                              : NULL;
}

static void
download_started_cb (WebKitWebContext *context, WebKitDownload *download, EnrollWebView *self)
{
  if (!enroll_web_download_is_bearable (self->n_downloads, self->n_begun_downloads))
    {
      webkit_download_cancel (download);
      return;
    }
  self->n_downloads++;
  self->n_begun_downloads++;
  enroll_web_download_take_async (download,
                                  self->portal,
                                  find_document (self, download),
                                  enroll_web_traffic_get_limits (self->traffic),
                                  self->cancellable,
                                  file_taken_cb,
                                  g_object_ref (self));
}

static void
stop_preparing (EnrollWebView *self)
{
  enroll_web_timer_stop (&self->preparing_limit);
  g_cancellable_cancel (self->preparing);
  g_clear_object (&self->preparing);
}

static void
enroll_web_view_dispose (GObject *object)
{
  EnrollWebView *self = ENROLL_WEB_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  stop_preparing (self);
  enroll_web_window_close_pop_up (self);
  g_clear_pointer (&self->traffic, enroll_web_traffic_free);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  if (self->page != NULL)
    g_signal_handlers_disconnect_by_data (self->page, self);
  self->page = NULL;
  if (self->stack != NULL)
    gtk_widget_destroy (self->stack);
  g_clear_object (&self->stack);
  g_clear_pointer (&self->off_screen, gtk_widget_destroy);
  g_clear_object (&self->content_manager);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (enroll_web_view_parent_class)->dispose (object);
}

static void
enroll_web_view_finalize (GObject *object)
{
  EnrollWebView *self = ENROLL_WEB_VIEW (object);

  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_object (&self->authorities);
  g_clear_object (&self->proxy_resolver);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->entrance, enroll_handover_free);
  g_free (self->dialog);
  g_clear_error (&self->crash);
  g_free (self->origin);

  G_OBJECT_CLASS (enroll_web_view_parent_class)->finalize (object);
}

static void
enroll_web_view_class_init (EnrollWebViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = enroll_web_view_dispose;
  object_class->finalize = enroll_web_view_finalize;

  /* A load or a request has begun or ended, or a window came or went. */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* A file came, with its media type or NULL, and the host of the portal that it is from. */
  signals[SIGNAL_FILE] = g_signal_new ("file",
                                       type,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       3,
                                       G_TYPE_BYTES,
                                       G_TYPE_STRING,
                                       G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed",
                                         type,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_ERROR);
}

static void
enroll_web_view_init (EnrollWebView *self)
{
  self->cancellable = g_cancellable_new ();
  self->traffic = enroll_web_traffic_new ((EnrollWebTrafficFunc)enroll_web_view_emit_changed,
                                          document_late_cb,
                                          self);
  self->content_manager = webkit_user_content_manager_new ();
  enroll_page_script_install (self->content_manager);
  self->context = enroll_web_engine_new_context ();
  g_signal_connect (self->context, "download-started", G_CALLBACK (download_started_cb), self);
  self->stack = g_object_ref_sink (gtk_stack_new ());
  gtk_widget_show (self->stack);
  self->off_screen = gtk_offscreen_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->off_screen), 900, 700);
  gtk_container_add (GTK_CONTAINER (self->off_screen), self->stack);
  gtk_widget_show (self->off_screen);
  self->page = enroll_web_window_new (self, NULL);
}

/**
 * enroll_web_view_new:
 * @portal: the portal's description
 * @proxy_resolver: (nullable): Evolution's proxy settings; %NULL for the system's
 * @authorities: (nullable): TLS authorities that servers may also be verified with
 *
 * Returns: (transfer full): a page that has loaded nothing
 */
EnrollWebView *
enroll_web_view_new (EnrollPortal *portal,
                     GProxyResolver *proxy_resolver,
                     GTlsDatabase *authorities)
{
  EnrollWebView *self = g_object_new (ENROLL_TYPE_WEB_VIEW, NULL);

  self->portal = enroll_portal_ref (portal);
  g_set_object (&self->proxy_resolver, proxy_resolver);
  g_set_object (&self->authorities, authorities);
  return self;
}

static EnrollHandover *
dup_document (const EnrollHandover *handover)
{
  EnrollHandover *copy = enroll_handover_new (handover->uri);

  enroll_handover_set_page (copy, handover);
  return copy;
}

static void
give_up_preparing (EnrollWebView *self, const char *problem)
{
  g_autofree char *reason =
      g_strdup_printf ("was not asked: the proxy settings do not say how: %s", problem);

  self->is_entering = FALSE;
  enroll_web_view_emit_failed (self, ENROLL_ERROR_UNREACHABLE, NULL, reason);
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrollWebView) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrollHandover *handover = enroll_web_entry_prepare_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  stop_preparing (self);
  if (handover == NULL)
    {
      give_up_preparing (self, error->message);
      return;
    }
  if (handover->page != NULL)
    {
      self->entrance = dup_document (handover);
      webkit_web_view_load_bytes (self->page,
                                  handover->page,
                                  handover->media_type,
                                  handover->charset,
                                  handover->uri);
    }
  else
    {
      webkit_web_view_load_uri (self->page, handover->uri);
    }
}

/* Whoever has to say which proxy leads there says nothing. */
static gboolean
preparing_late_cb (gpointer user_data)
{
  g_autoptr (EnrollWebView) self = g_object_ref (user_data);

  stop_preparing (self);
  give_up_preparing (self, "it took too long");
  return G_SOURCE_REMOVE;
}

static void
start_preparing (EnrollWebView *self)
{
  guint ms = enroll_web_traffic_get_limits (self->traffic)->exchange_ms;

  stop_preparing (self);
  self->preparing = g_cancellable_new ();
  self->preparing_limit = g_timeout_source_new (ms);
  g_source_set_callback (self->preparing_limit, preparing_late_cb, self, NULL);
  g_source_attach (self->preparing_limit, g_main_context_get_thread_default ());
}

/**
 * enroll_web_view_take_over:
 * @self: a view
 * @handover: (transfer full): what another visit left
 *
 * Shows the page that was received, with the cookies and at the address that it had; what has not
 * been requested is requested now.
 */
void
enroll_web_view_take_over (EnrollWebView *self, EnrollHandover *handover)
{
  g_return_if_fail (ENROLL_IS_WEB_VIEW (self));

  self->is_entering = TRUE;
  self->n_attempts = 1;
  start_preparing (self);
  enroll_web_entry_prepare_async (self->context,
                                  self->proxy_resolver,
                                  handover,
                                  self->preparing,
                                  entered_cb,
                                  g_object_ref (self));
}

void
enroll_web_view_open (EnrollWebView *self, const char *uri)
{
  g_return_if_fail (ENROLL_IS_WEB_VIEW (self));

  self->n_attempts = 1;
  enroll_web_window_close_pop_up (self);
  webkit_web_view_load_uri (self->page, uri);
}

/**
 * enroll_web_view_set_stage:
 * @self: a view
 * @stage: (nullable): where to show the page; %NULL for nowhere
 */
void
enroll_web_view_set_stage (EnrollWebView *self, GtkContainer *stage)
{
  GtkContainer *target;
  GtkWidget *parent;

  g_return_if_fail (ENROLL_IS_WEB_VIEW (self));

  target = stage != NULL ? stage : GTK_CONTAINER (self->off_screen);
  parent = self->stack != NULL ? gtk_widget_get_parent (self->stack) : NULL;
  if (self->stack == NULL || parent == GTK_WIDGET (target))
    return;
  if (parent != NULL)
    gtk_container_remove (GTK_CONTAINER (parent), self->stack);
  gtk_container_add (target, self->stack);
}

void
enroll_web_view_set_actor (EnrollWebView *self, EnrollWebActor actor)
{
  g_return_if_fail (ENROLL_IS_WEB_VIEW (self));

  self->actor = actor;
}

/**
 * enroll_web_view_get_page:
 * @self: a view
 *
 * Returns: (transfer none): the window that can be seen: a pop-up, or the page itself
 */
WebKitWebView *
enroll_web_view_get_page (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), NULL);

  return self->pop_up != NULL && enroll_web_pop_up_is_shown (self->pop_up)
             ? enroll_web_pop_up_get_view (self->pop_up)
             : self->page;
}

/**
 * enroll_web_view_get_address:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): where the document that can be seen has come from, whatever is
 *   on its way
 */
const char *
enroll_web_view_get_address (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), NULL);

  return enroll_web_traffic_get_address (self->traffic, enroll_web_view_get_page (self));
}

/**
 * enroll_web_view_add_document:
 * @self: a view
 * @handover: what another engine would need to come to the page
 *
 * Adds what the portal sent, if that is what enroll_web_view_take_over() was given and the page has
 * built everything since out of it: at its address it may not be had a second time.
 */
void
enroll_web_view_add_document (EnrollWebView *self, EnrollHandover *handover)
{
  g_return_if_fail (ENROLL_IS_WEB_VIEW (self));

  if (self->entrance != NULL)
    enroll_handover_set_page (handover, self->entrance);
}

/**
 * enroll_web_view_is_busy:
 * @self: a view
 *
 * Returns: %TRUE while something is on its way that may change the page; requests that a page keeps
 *   open do not count
 */
gboolean
enroll_web_view_is_busy (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), FALSE);

  return self->is_entering || self->n_downloads > 0 || enroll_web_traffic_is_busy (self->traffic);
}

/**
 * enroll_web_view_get_n_documents:
 * @self: a view
 *
 * Returns: how many documents it has shown; another number means another document
 */
guint
enroll_web_view_get_n_documents (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), 0);

  return self->n_documents;
}

EnrollWebTraffic *
enroll_web_view_get_traffic (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), NULL);

  return self->traffic;
}

/**
 * enroll_web_view_get_status:
 * @self: a view
 *
 * Returns: HTTP status of the document, or 0
 */
guint
enroll_web_view_get_status (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), 0);

  return self->status;
}

/**
 * enroll_web_view_get_crash:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): why there is no page any more that could be asked something
 */
const GError *
enroll_web_view_get_crash (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), NULL);

  return self->crash;
}

/**
 * enroll_web_view_take_dialog:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): what the page last said in a box of its own; once
 */
char *
enroll_web_view_take_dialog (EnrollWebView *self)
{
  g_return_val_if_fail (ENROLL_IS_WEB_VIEW (self), NULL);

  return g_steal_pointer (&self->dialog);
}
