/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-html-page.h"
#include "enroll-html-refresh.h"
#include "enroll-http-visit.h"
#include "enroll-recognition.h"
#include "enroll-secret.h"
#include "enroll-text.h"
#include "enroll-transport.h"

#include <string.h>

#define MAX_REDIRECTS 10
#define MAX_PAGE ((gsize)1024 * 1024)
#define MAX_DOCUMENTS 3
#define MIN_WAIT_MS 1000
#define FIRST_WAIT_MS 2000
#define MAX_WAIT_MS 15000

/* A visit of plain HTML forms. Follows redirects itself, so that each host is checked before
 * anything is sent to it. */
struct _EnrollHttpVisit
{
  GObject parent_instance;

  EnrollPortal *portal;
  EnrollTransport *transport;
  EnrollHtmlPage *page;
  EnrollReply *reply; /* that @page was read from */
  char *foreign_uri;  /* where the portal sent us, and we did not go */
  gboolean has_sent;  /* the last step got an answer, if only a redirect */
};

/* One operation: open, submit or wait, with all requests that it takes. */
typedef struct
{
  EnrollSubmission *request;
  guint n_redirects;
  gboolean is_opening;
  gboolean is_waiting;
  gint64 deadline;
  guint wait_ms;
  guint n_looks;
  guint document_field;
} Step;

static void enroll_http_visit_visit_init (EnrollVisitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrollHttpVisit,
                               enroll_http_visit,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_VISIT,
                                                      enroll_http_visit_visit_init))

static void send_request (GTask *task);
static void schedule_look (GTask *task);

static void
step_free (gpointer data)
{
  Step *step = data;

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
  g_task_set_task_data (task, g_new0 (Step, 1), step_free);
  return task;
}

static void
return_page (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);

  if (step->is_waiting && self->page->form->kind == ENROLL_FORM_WAIT)
    {
      schedule_look (task);
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
  Step *step = g_task_get_task_data (task);
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
  Step *step = g_task_get_task_data (task);
  GPtrArray *fields = self->page->form->fields;
  guint n_documents = 0;

  for (; step->document_field < fields->len && n_documents < MAX_DOCUMENTS; step->document_field++)
    {
      EnrollField *field = g_ptr_array_index (fields, step->document_field);
      g_autoptr (EnrollSubmission) request = NULL;

      if (field->role != ENROLL_ROLE_TERMS || field->document != NULL ||
          field->document_uri == NULL ||
          !enroll_portal_allows (self->portal, field->document_uri, NULL))
        continue;
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
  g_autoptr (EnrollForm) form = enroll_form_new (g_uri_get_host (reply->uri));

  form->attachment = g_bytes_ref (reply->body);
  form->attachment_type = g_strdup (reply->media_type);
  enroll_form_recognize (form, self->portal);
  g_task_return_pointer (task, g_steal_pointer (&form), (GDestroyNotify)enroll_form_unref);
}

static void
take_page (EnrollHttpVisit *self, GTask *task, EnrollReply *new_reply)
{
  g_autoptr (EnrollReply) reply = new_reply;
  Step *step = g_task_get_task_data (task);
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

  g_clear_pointer (&self->page, enroll_html_page_free);
  self->page = enroll_html_page_new (reply->body, reply->charset, reply->uri);
  form = self->page->form;
  if (reply->refresh != NULL)
    enroll_html_read_refresh (form, reply->refresh, reply->uri);
  enroll_form_recognize (form, self->portal);
  form->needs_script = enroll_html_page_needs_script (self->page);

  if (reply->status >= 400 && form->kind == ENROLL_FORM_UNKNOWN)
    {
      g_task_return_error (task, make_status_error (reply, step->is_opening));
      return;
    }
  g_clear_pointer (&self->reply, enroll_reply_free);
  self->reply = g_steal_pointer (&reply);
  step->document_field = 0;
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
  g_autoptr (GUri) parsed = g_uri_parse (other, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = NULL;
  g_autofree char *other_host = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL ||
      g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (parsed)) != 0)
    return FALSE;
  host = enroll_text_host_of_uri (uri);
  other_host = enroll_text_host_of_uri (parsed);
  return g_ascii_strcasecmp (host, other_host) == 0;
}

/* A body is sent again only where the portal asks for it (307, 308) and to the same origin. */
static void
follow_redirect (GTask *task, EnrollReply *reply)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);

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
      if (!enroll_portal_allows (self->portal, reply->location, NULL))
        self->foreign_uri = g_strdup (reply->location);
    }
  send_request (task);
}

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrollReply) reply = NULL;
  EnrollHttpVisit *self = g_task_get_source_object (task);

  reply = enroll_transport_send_finish (result, &error);
  self->has_sent = self->has_sent || reply != NULL;
  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (is_redirect (reply))
    {
      follow_redirect (task, reply);
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

static void
send_request (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;

  if (!enroll_portal_allows (self->portal, step->request->uri, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  enroll_transport_send_async (self->transport,
                               step->request,
                               g_task_get_cancellable (task),
                               replied_cb,
                               g_object_ref (task));
}

/* Where the next look goes: where the page says, else its own button, else itself. */
static EnrollSubmission *
make_look (EnrollHttpVisit *self)
{
  g_autoptr (EnrollAnswers) answers = enroll_answers_new ();
  g_autofree char *uri = NULL;

  if (self->page->form->refresh_uri != NULL)
    return enroll_submission_new_get (self->page->form->refresh_uri);
  answers->button = enroll_form_find_button (self->page->form, ENROLL_ROLE_REFRESH);
  if (answers->button != NULL)
    return enroll_submission_new (self->page, answers, NULL);
  uri = g_uri_to_string (self->reply->uri);
  return enroll_submission_new_get (uri);
}

static gboolean
look_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  EnrollHttpVisit *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  g_clear_pointer (&step->request, enroll_submission_free);
  step->request = make_look (self);
  step->n_looks++;
  step->n_redirects = 0;
  send_request (task);
  return G_SOURCE_REMOVE;
}

/* At the portal's own pace if it names one, else slower and slower. */
static guint
choose_wait (EnrollHttpVisit *self, Step *step)
{
  if (self->reply->retry_after_s > 0)
    return MIN (self->reply->retry_after_s, 300) * 1000;
  /* A page may send on at once, but not again and again. */
  if (self->page->form->refreshes)
    return CLAMP (self->page->form->refresh_ms, step->n_looks == 0 ? 0 : MIN_WAIT_MS, 60 * 1000);

  step->wait_ms = step->wait_ms == 0 ? FIRST_WAIT_MS : MIN (step->wait_ms * 3 / 2, MAX_WAIT_MS);
  return MAX (step->wait_ms, MIN_WAIT_MS);
}

static void
schedule_look (GTask *task)
{
  EnrollHttpVisit *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  g_autoptr (GSource) timer = NULL;

  if (g_get_monotonic_time () > step->deadline)
    {
      g_task_return_error (task, enroll_visit_new_timeout (self->page->form->host));
      return;
    }

  timer = g_timeout_source_new (choose_wait (self, step));
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_set_callback (timer, look_again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

static void
enroll_http_visit_open_async (EnrollVisit *visit,
                              const char *link,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = begin_step (ENROLL_HTTP_VISIT (visit), cancellable, callback, user_data);
  Step *step = g_task_get_task_data (task);

  step->is_opening = TRUE;
  step->request = enroll_submission_new_get (link);
  send_request (task);
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
  g_autoptr (GTask) task = begin_step (self, cancellable, callback, user_data);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;

  g_return_if_fail (self->page != NULL && self->page->form == form);

  step->request = enroll_submission_new (self->page, answers, &error);
  if (step->request == NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      send_request (task);
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
  g_autoptr (GTask) task = begin_step (self, cancellable, callback, user_data);
  Step *step = g_task_get_task_data (task);

  g_return_if_fail (self->page != NULL);

  step->is_waiting = TRUE;
  step->deadline = g_get_monotonic_time () + ENROLL_VISIT_WAIT_US;
  schedule_look (task);
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
  if (uri == NULL || !g_str_has_prefix (uri, "https://"))
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
