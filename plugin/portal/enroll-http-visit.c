/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-html-page.h"
#include "enroll-html-refresh.h"
#include "enroll-http-visit-private.h"
#include "enroll-recognition.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-web-address.h"

#include <string.h>

#define MAX_REDIRECTS 10
#define MAX_PAGE ((gsize)1024 * 1024)
#define MAX_DOCUMENTS 3

static void enroll_http_visit_visit_init (EnrollVisitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollHttpVisit,
                               enroll_http_visit,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT,
                                                      enroll_http_visit_visit_init))

static void
step_free (gpointer data)
{
  EnrollHttpStep *step = data;

  g_clear_pointer (&step->request, enroll_submission_free);
  g_free (step);
}

static GTask *
begin_step (EnrollHttpVisit *self,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_clear_pointer (&self->foreign_uri, enroll_wipe_string);
  self->has_sent = FALSE;
  g_task_set_source_tag (task, begin_step);
  g_task_set_task_data (task, g_new0 (EnrollHttpStep, 1), step_free);
  return task;
}

static void
return_page (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);

  if (step->is_waiting && self->page->form->kind == ENROLL_FORM_WAIT)
    {
      enroll_http_step_schedule_look (task);
      return;
    }
  g_task_return_pointer (task,
                         enroll_form_ref (self->page->form),
                         (GDestroyNotify)enroll_form_unref);
}

static void fetch_documents (GTask *task);

static void
document_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollReply) reply = NULL;
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);
  EnrollField *field = g_ptr_array_index (self->page->form->fields, step->document_field);

  reply = enroll_transport_send_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Terms that cannot be had here are one click away in the browser. */
  if (reply != NULL && reply->status == 200 && g_bytes_get_size (reply->body) <= MAX_PAGE)
    {
      if (g_strcmp0 (reply->media_type, "text/plain") == 0)
        {
          field->document = g_utf8_make_valid (g_bytes_get_data (reply->body, NULL),
                                               (gssize)g_bytes_get_size (reply->body));
        }
      else if (g_strcmp0 (reply->media_type, "text/html") == 0)
        {
          field->document = enroll_html_dup_document_text (reply->body, reply->charset);
        }
    }
  step->document_field++;
  fetch_documents (task);
}

/* Terms are shown in full before they are accepted. */
static void
fetch_documents (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);
  GPtrArray *fields = self->page->form->fields;

  for (; step->document_field < fields->len && step->n_documents < MAX_DOCUMENTS;
       step->document_field++)
    {
      EnrollField *field = g_ptr_array_index (fields, step->document_field);
      g_autoptr (EnrollSubmission) request = NULL;

      if (field->role != ENROLL_ROLE_TERMS || field->document != NULL ||
          field->document_uri == NULL ||
          !enroll_portal_allows (self->portal, field->document_uri, NULL))
        continue;
      step->n_documents++;
      request = enroll_submission_new_get (field->document_uri);
      enroll_transport_send_async (self->transport,
                                   request,
                                   g_task_get_cancellable (task),
                                   document_fetched_cb,
                                   g_object_ref (task));
      return;
    }
  return_page (task);
}

static GError *
make_status_error (const EnrollReply *reply, gboolean is_opening)
{
  const char *host = g_uri_get_host (reply->uri);
  EnrollError code = ENROLL_ERROR_REFUSED;

  if (reply->status >= 500 || reply->status == 429)
    {
      code = ENROLL_ERROR_UNAVAILABLE;
    }
  else if (is_opening && (reply->status == 404 || reply->status == 410 || reply->status == 403))
    {
      code = ENROLL_ERROR_INVITATION_USED;
    }
  return g_error_new (ENROLL_ERROR, (int)code, "%s answered with status %u", host, reply->status);
}

static void
take_file (EnrollHttpVisit *self, GTask *task, EnrollReply *reply)
{
  /* With its port: it tells to whom an enrollment belongs that was interrupted. */
  g_autofree char *host = enroll_text_host_of_uri (reply->uri);
  g_autoptr (EnrollForm) form = enroll_form_new (host);

  form->attachment = g_bytes_ref (reply->body);
  form->attachment_type = g_strdup (reply->media_type);
  enroll_form_recognize (form, self->portal);
  g_task_return_pointer (task, g_steal_pointer (&form), (GDestroyNotify)enroll_form_unref);
}

static void
take_page (EnrollHttpVisit *self, GTask *task, EnrollReply *new_reply)
{
  g_autoptr (EnrollReply) reply = new_reply;
  g_autoptr (EnrollHtmlPage) page = NULL;
  EnrollHttpStep *step = g_task_get_task_data (task);
  EnrollForm *form;

  if (g_bytes_get_size (reply->body) > MAX_PAGE)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_TOO_LARGE,
                               "%s sent a page of more than %" G_GSIZE_FORMAT " bytes",
                               g_uri_get_host (reply->uri),
                               MAX_PAGE);
      return;
    }

  page = enroll_html_page_new (reply->body, reply->charset, reply->uri);
  form = page->form;
  if (reply->refresh != NULL)
    enroll_html_read_refresh (form, reply->refresh, reply->uri);
  enroll_form_recognize (form, self->portal);
  form->needs_script = enroll_html_page_needs_script (page);

  /* It can be gone on from the page before. */
  if (reply->status >= 400 && form->kind == ENROLL_FORM_UNKNOWN)
    {
      g_task_return_error (task, make_status_error (reply, step->is_opening));
      return;
    }
  g_clear_pointer (&self->page, enroll_html_page_free);
  self->page = g_steal_pointer (&page);
  g_clear_pointer (&self->reply, enroll_reply_free);
  self->reply = g_steal_pointer (&reply);
  step->document_field = 0;
  step->n_documents = 0;
  fetch_documents (task);
}

static gboolean
is_redirect (const EnrollReply *reply)
{
  return reply->location != NULL &&
         (reply->status == 301 || reply->status == 302 || reply->status == 303 ||
          reply->status == 307 || reply->status == 308);
}

static gboolean
is_same_origin (GUri *uri, const char *other)
{
  g_autoptr (GUri) parsed = enroll_web_address_parse (other, NULL);

  return parsed != NULL && enroll_web_address_same_origin (uri, parsed);
}

/* Where the portal sends its users to, if that is a web site of somebody else. */
static char *
dup_foreign (EnrollHttpVisit *self, const char *location)
{
  g_autoptr (GUri) uri = enroll_web_address_parse (location, NULL);

  return uri != NULL && !enroll_portal_allows (self->portal, location, NULL) ? g_uri_to_string (uri)
                                                                             : NULL;
}

/* A body is sent again only where the portal asks for it (307, 308) and to the same origin. */
static void
follow_redirect (GTask *task, EnrollReply *reply)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);

  if (++step->n_redirects > MAX_REDIRECTS)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_NOT_UNDERSTOOD,
                               "%s redirects without end",
                               g_uri_get_host (reply->uri));
      return;
    }

  if (reply->status >= 307 && step->request->body != NULL)
    {
      if (!is_same_origin (reply->uri, reply->location))
        {
          g_task_return_new_error (task,
                                   ENROLL_ERROR,
                                   ENROLL_ERROR_HOST_REFUSED,
                                   "%s wants the answers sent to another host",
                                   g_uri_get_host (reply->uri));
          return;
        }
      enroll_wipe_string (step->request->uri);
      step->request->uri = g_strdup (reply->location);
    }
  else
    {
      enroll_submission_free (step->request);
      step->request = enroll_submission_new_get (reply->location);
      self->foreign_uri = dup_foreign (self, reply->location);
    }
  enroll_http_step_send_request (task);
}

/* A request whose answer did not come was sent all the same. */
static gboolean
was_sent (const GError *error)
{
  return error == NULL || (!g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_UNREACHABLE) &&
                           !g_error_matches (error, ENROLL_ERROR, ENROLL_ERROR_INSECURE));
}

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollReply) reply = NULL;
  EnrollHttpVisit *self = g_task_get_source_object (task);

  reply = enroll_transport_send_finish (result, &error);
  self->has_sent = self->has_sent || was_sent (error);
  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (is_redirect (reply))
    {
      follow_redirect (task, reply);
    }
  else if (enroll_http_step_waits_out (task, reply))
    {
      g_debug ("%s is busy", g_uri_get_host (reply->uri));
    }
  else if (enroll_reply_is_file (reply))
    {
      take_file (self, task, reply);
    }
  else
    {
      take_page (self, task, g_steal_pointer (&reply));
    }
}

void
enroll_http_step_send_request (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  EnrollHttpStep *step = g_task_get_task_data (task);
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;

  uri = enroll_portal_judge (self->portal, step->request->uri, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* What was judged is what is requested. */
  enroll_wipe_string (step->request->uri);
  step->request->uri = g_uri_to_string (uri);
  enroll_transport_send_async (self->transport,
                               step->request,
                               g_task_get_cancellable (task),
                               replied_cb,
                               g_object_ref (task));
}

static void
enroll_http_visit_open_async (EnrollVisit *visit,
                              const char *link,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = begin_step (ENROLL_HTTP_VISIT (visit), cancellable, callback, user_data);
  EnrollHttpStep *step = g_task_get_task_data (task);

  step->is_opening = TRUE;
  step->request = enroll_submission_new_get (link);
  enroll_http_step_send_request (task);
}

static void
enroll_http_visit_submit_async (EnrollVisit *visit,
                                EnrollForm *form,
                                EnrollAnswers *answers,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  EnrollHttpVisit *self = ENROLL_HTTP_VISIT (visit);
  g_autoptr (GTask) task = NULL;
  EnrollHttpStep *step;
  GError *error = NULL;

  g_return_if_fail (self->page != NULL && self->page->form == form);

  task = begin_step (self, cancellable, callback, user_data);
  step = g_task_get_task_data (task);
  step->request = enroll_submission_new (self->page, answers, &error);
  if (step->request == NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      enroll_http_step_send_request (task);
    }
}

static void
enroll_http_visit_wait_async (EnrollVisit *visit,
                              EnrollForm *form,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  EnrollHttpVisit *self = ENROLL_HTTP_VISIT (visit);
  g_autoptr (GTask) task = NULL;
  EnrollHttpStep *step;

  g_return_if_fail (self->page != NULL);

  task = begin_step (self, cancellable, callback, user_data);
  step = g_task_get_task_data (task);
  step->is_waiting = TRUE;
  step->began_at = g_get_monotonic_time ();
  enroll_http_step_schedule_look (task);
}

static EnrollReply *
make_reply (const EnrollHandover *handover, GUri *uri)
{
  EnrollReply *reply = g_new0 (EnrollReply, 1);

  reply->uri = g_uri_ref (uri);
  reply->status = 200;
  reply->media_type = g_strdup (handover->media_type);
  reply->charset = g_strdup (handover->charset);
  reply->body = g_bytes_ref (handover->page);
  return reply;
}

/* The page that was received before is read again; without one the address is requested. */
static void
enroll_http_visit_take_over_async (EnrollVisit *visit,
                                   EnrollHandover *taken_handover,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  EnrollHttpVisit *self = ENROLL_HTTP_VISIT (visit);
  g_autoptr (EnrollHandover) handover = taken_handover;
  g_autoptr (GTask) task = begin_step (self, cancellable, callback, user_data);
  EnrollHttpStep *step = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) uri = enroll_portal_judge (self->portal, handover->uri, &error);

  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  enroll_transport_take_over (self->transport, handover);
  if (handover->page != NULL)
    {
      take_page (self, task, make_reply (handover, uri));
    }
  else
    {
      step->request = enroll_submission_new_get (handover->uri);
      enroll_http_step_send_request (task);
    }
}

static EnrollForm *
enroll_http_visit_step_finish (EnrollVisit *visit, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
enroll_http_visit_has_sent (EnrollVisit *visit)
{
  return ENROLL_HTTP_VISIT (visit)->has_sent;
}

/* The page that came last; or the place that the portal sends its users to, if that is a web site
 * of somebody else, such as a campus login. */
static EnrollHandover *
enroll_http_visit_hand_over (EnrollVisit *visit)
{
  EnrollHttpVisit *self = ENROLL_HTTP_VISIT (visit);
  g_autofree char *uri = NULL;
  EnrollHandover *handover;

  if (self->foreign_uri != NULL)
    {
      uri = g_strdup (self->foreign_uri);
    }
  else if (self->reply != NULL)
    {
      uri = g_uri_to_string (self->reply->uri);
    }
  if (uri == NULL)
    return NULL;

  handover = enroll_handover_new (uri);
  if (self->foreign_uri == NULL)
    {
      handover->page = g_bytes_ref (self->reply->body);
      handover->media_type = g_strdup (self->reply->media_type);
      handover->charset = g_strdup (self->reply->charset);
    }
  enroll_transport_hand_over (self->transport, handover);
  return handover;
}

static void
enroll_http_visit_visit_init (EnrollVisitInterface *iface)
{
  iface->open_async = enroll_http_visit_open_async;
  iface->submit_async = enroll_http_visit_submit_async;
  iface->wait_async = enroll_http_visit_wait_async;
  iface->step_finish = enroll_http_visit_step_finish;
  iface->has_sent = enroll_http_visit_has_sent;
  iface->hand_over = enroll_http_visit_hand_over;
  iface->take_over_async = enroll_http_visit_take_over_async;
}

static void
enroll_http_visit_finalize (GObject *object)
{
  EnrollHttpVisit *self = ENROLL_HTTP_VISIT (object);

  g_clear_pointer (&self->page, enroll_html_page_free);
  g_clear_pointer (&self->transport, enroll_transport_free);
  g_clear_pointer (&self->portal, enroll_portal_unref);
  g_clear_pointer (&self->foreign_uri, enroll_wipe_string);
  g_clear_pointer (&self->reply, enroll_reply_free);

  G_OBJECT_CLASS (enroll_http_visit_parent_class)->finalize (object);
}

static void
enroll_http_visit_class_init (EnrollHttpVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_http_visit_finalize;
}

static void
enroll_http_visit_init (EnrollHttpVisit *self)
{
}

/**
 * enroll_http_visit_new:
 * @portal: the portal's description, with the hosts that are allowed
 * @proxy_resolver: (nullable): Evolution's proxy settings
 * @tls_ca_file: (nullable): see enroll_transport_new()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a visit that has sent nothing
 */
EnrollHttpVisit *
enroll_http_visit_new (EnrollPortal *portal,
                       GProxyResolver *proxy_resolver,
                       const char *tls_ca_file,
                       GError **error)
{
  g_autoptr (EnrollHttpVisit) self = g_object_new (ENROLL_TYPE_HTTP_VISIT, NULL);

  self->portal = enroll_portal_ref (portal);
  self->transport = enroll_transport_new (proxy_resolver, tls_ca_file, error);
  return self->transport != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * enroll_http_visit_get_n_requests:
 * @self: a visit
 *
 * Returns: how many HTTP requests it has sent
 */
guint
enroll_http_visit_get_n_requests (EnrollHttpVisit *self)
{
  return enroll_transport_get_n_requests (self->transport);
}
