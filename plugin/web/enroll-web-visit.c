/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-authorities.h"
#include "enroll-recognition.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-address.h"
#include "enroll-web-snapshot.h"
#include "enroll-web-visit-private.h"

static void enroll_web_visit_visit_init (EnrollVisitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollWebVisit,
                               enroll_web_visit,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT,
                                                      enroll_web_visit_visit_init))

static gboolean
is_of_portal (EnrollWebVisit *self, const char *host)
{
  g_autofree char *address = g_strdup_printf ("https://%s/", host);

  return enroll_portal_allows (self->portal, address, NULL);
}

/* TRUE if the step has ended before it could begin: a file was waiting for it, or the page is gone. */
static gboolean
end_at_once (EnrollWebVisit *self)
{
  g_autoptr (EnrollForm) file = g_steal_pointer (&self->file);
  const GError *crash = enroll_web_view_get_crash (self->view);

  if (file != NULL && is_of_portal (self, file->host))
    {
      enroll_web_step_end (self, g_steal_pointer (&file), NULL);
      return TRUE;
    }
  if (crash != NULL)
    {
      enroll_web_step_end (self, NULL, g_error_copy (crash));
      return TRUE;
    }
  return FALSE;
}

static void
enroll_web_visit_open_async (EnrollVisit *visit,
                             const char *link,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);
  GError *error = NULL;
  g_autoptr (GUri) uri = enroll_portal_judge (self->portal, link, &error);

  enroll_web_step_begin (self, ENROLL_WEB_STEP_OPEN, cancellable, callback, user_data);
  if (uri != NULL)
    {
      char *address = g_uri_to_string (uri);

      enroll_web_view_open (self->view, address);
      enroll_wipe_string (address);
    }
  else
    {
      enroll_web_step_end (self, NULL, error);
    }
}

static void
enroll_web_visit_take_over_async (EnrollVisit *visit,
                                  EnrollHandover *handover,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);

  enroll_web_step_begin (self, ENROLL_WEB_STEP_OPEN, cancellable, callback, user_data);
  enroll_web_view_take_over (self->view, handover);
}

static void
enroll_web_visit_submit_async (EnrollVisit *visit,
                               EnrollForm *form,
                               EnrollAnswers *answers,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);

  enroll_web_step_begin (self, ENROLL_WEB_STEP_SUBMIT, cancellable, callback, user_data);
  if (!end_at_once (self))
    enroll_web_step_fill (self, form, answers);
}

static void
enroll_web_visit_wait_async (EnrollVisit *visit,
                             EnrollForm *form,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);

  enroll_web_step_begin (self, ENROLL_WEB_STEP_WAIT, cancellable, callback, user_data);
  if (!end_at_once (self))
    enroll_web_step_look (self);
}

static void
enroll_web_visit_watch_async (EnrollVisit *visit,
                              EnrollForm *form,
                              EnrollAnswers *answers,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);
  EnrollWebStep *step =
      enroll_web_step_begin (self, ENROLL_WEB_STEP_WATCH, cancellable, callback, user_data);

  if (end_at_once (self))
    return;
  if (answers != NULL && enroll_web_step_is_at_portal (self))
    {
      enroll_web_step_fill (self, form, answers);
    }
  else
    {
      step->before = enroll_form_ref (form);
      enroll_web_view_set_actor (self->view, ENROLL_WEB_ACTOR_USER);
      enroll_web_step_look (self);
    }
}

static EnrollPlace *
enroll_web_visit_dup_place (EnrollVisit *visit)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);
  const char *address = enroll_web_view_get_address (self->view);
  g_autoptr (GUri) uri = address != NULL ? enroll_web_address_parse (address, NULL) : NULL;
  EnrollPlace *place;

  if (uri == NULL)
    return NULL;

  place = g_new0 (EnrollPlace, 1);
  place->host = enroll_text_host_of_uri (uri);
  place->is_portal = enroll_portal_allows (self->portal, address, NULL);
  /* A connection that is not secure has ended the visit. */
  place->is_secure = g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0;
  return place;
}

static void
snapshot_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollWebVisit *self = g_task_get_source_object (task);
  EnrollHandover *handover = enroll_web_snapshot_finish (result);

  if (handover != NULL)
    enroll_web_view_add_document (self->view, handover);
  g_task_return_pointer (task, handover, (GDestroyNotify)enroll_handover_free);
}

/* In the middle of a login elsewhere, or on the way to one, there is nothing that could be gone on
 * with. */
static void
enroll_web_visit_snapshot_async (EnrollVisit *visit,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);
  WebKitWebView *page = enroll_web_view_get_page (self->view);
  const char *address = webkit_web_view_get_uri (page);
  g_autoptr (GTask) task = g_task_new (visit, NULL, callback, user_data);

  g_task_set_source_tag (task, enroll_web_visit_snapshot_async);
  if (enroll_web_step_is_at_portal (self) && address != NULL &&
      enroll_portal_allows (self->portal, address, NULL))
    {
      enroll_web_snapshot_async (page, snapshot_made_cb, g_steal_pointer (&task));
    }
  else
    {
      g_task_return_pointer (task, NULL, NULL);
    }
}

static EnrollHandover *
enroll_web_visit_snapshot_finish (EnrollVisit *visit, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static EnrollForm *
enroll_web_visit_step_finish (EnrollVisit *visit, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
enroll_web_visit_has_sent (EnrollVisit *visit)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);

  return enroll_web_traffic_has_sent (enroll_web_view_get_traffic (self->view), self->n_requests);
}

static void
enroll_web_visit_set_stage (EnrollVisit *visit, GObject *stage)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (visit);

  enroll_web_view_set_stage (self->view, stage != NULL ? GTK_CONTAINER (stage) : NULL);
}

static void
enroll_web_visit_visit_init (EnrollVisitInterface *iface)
{
  iface->open_async = enroll_web_visit_open_async;
  iface->submit_async = enroll_web_visit_submit_async;
  iface->wait_async = enroll_web_visit_wait_async;
  iface->step_finish = enroll_web_visit_step_finish;
  iface->has_sent = enroll_web_visit_has_sent;
  iface->snapshot_async = enroll_web_visit_snapshot_async;
  iface->snapshot_finish = enroll_web_visit_snapshot_finish;
  iface->take_over_async = enroll_web_visit_take_over_async;
  iface->watch_async = enroll_web_visit_watch_async;
  iface->dup_place = enroll_web_visit_dup_place;
  iface->set_stage = enroll_web_visit_set_stage;
}

static void
view_changed_cb (EnrollWebView *view, EnrollWebVisit *self)
{
  enroll_visit_emit_moved (ENROLL_VISIT (self));
  enroll_web_step_look (self);
}

static void
view_file_cb (EnrollWebView *view,
              GBytes *content,
              const char *media_type,
              const char *host,
              EnrollWebVisit *self)
{
  g_autoptr (EnrollForm) form = enroll_form_new (host);

  g_return_if_fail (is_of_portal (self, host));

  form->attachment = g_bytes_ref (content);
  form->attachment_type = g_strdup (media_type);
  enroll_form_recognize (form, self->portal);
  if (self->task != NULL)
    {
      enroll_web_step_end (self, g_steal_pointer (&form), NULL);
    }
  else
    {
      g_clear_pointer (&self->file, enroll_form_unref);
      self->file = g_steal_pointer (&form);
    }
}

static void
view_failed_cb (EnrollWebView *view, const GError *error, EnrollWebVisit *self)
{
  enroll_web_step_end (self, NULL, g_error_copy (error));
}

static void
enroll_web_visit_dispose (GObject *object)
{
  EnrollWebVisit *self = ENROLL_WEB_VISIT (object);

  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      /* A download that is under way holds the view, but has nobody to come to. */
      g_object_run_dispose (G_OBJECT (self->view));
    }
  g_clear_object (&self->view);
  g_clear_pointer (&self->form, enroll_form_unref);
  g_clear_pointer (&self->file, enroll_form_unref);
  g_clear_pointer (&self->pressed, enroll_form_unref);
  g_clear_pointer (&self->pressed_text, g_free);
  g_clear_pointer (&self->portal, enroll_portal_unref);

  G_OBJECT_CLASS (enroll_web_visit_parent_class)->dispose (object);
}

static void
enroll_web_visit_class_init (EnrollWebVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enroll_web_visit_dispose;
}

static void
enroll_web_visit_init (EnrollWebVisit *self)
{
}

/**
 * enroll_web_visit_new:
 * @portal: the portal's description, with the hosts that are allowed
 * @proxy_resolver: (nullable): Evolution's proxy settings; %NULL for the system's
 * @tls_ca_file: (nullable): PEM file of authorities that servers may also be verified with
 * @error: return location
 *
 * Starts a browser engine of its own, which is gone when the visit is.
 *
 * Returns: (transfer full) (nullable): a visit that has loaded nothing; or %NULL with
 *   %ENROLL_ERROR_SETTINGS if @tls_ca_file cannot be read
 */
EnrollWebVisit *
enroll_web_visit_new (EnrollPortal *portal,
                      GProxyResolver *proxy_resolver,
                      const char *tls_ca_file,
                      GError **error)
{
  g_autoptr (EnrollWebVisit) self = g_object_new (ENROLL_TYPE_WEB_VISIT, NULL);
  g_autoptr (GTlsDatabase) authorities = NULL;

  if (!enroll_authorities_load (tls_ca_file, &authorities, error))
    return NULL;

  self->portal = enroll_portal_ref (portal);
  self->view = enroll_web_view_new (portal, proxy_resolver, authorities);
  g_signal_connect (self->view, "changed", G_CALLBACK (view_changed_cb), self);
  g_signal_connect (self->view, "file", G_CALLBACK (view_file_cb), self);
  g_signal_connect (self->view, "failed", G_CALLBACK (view_failed_cb), self);
  return g_steal_pointer (&self);
}
