/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-text.h"
#include "enroll-web-address.h"
#include "enroll-web-engine.h"
#include "enroll-web-policy.h"
#include "enroll-web-view-private.h"

/* What happens in the windows of a live page: the page itself, and a pop-up. */

/* May be called in the middle of something that the window has begun. */
void
enroll_web_window_close_pop_up (EnrollWebView *self)
{
  EnrollWebPopUp *pop_up = g_steal_pointer (&self->pop_up);

  if (pop_up == NULL)
    return;
  g_signal_handlers_disconnect_by_data (enroll_web_pop_up_get_view (pop_up), self);
  enroll_web_traffic_forget (self->traffic, enroll_web_pop_up_get_view (pop_up));
  enroll_web_pop_up_free (pop_up);
}

static void
note_stranger (EnrollWebView *self, const char *uri)
{
  g_autofree char *scheme = uri != NULL ? g_uri_parse_scheme (uri) : NULL;

  if (scheme != NULL && g_ascii_strcasecmp (scheme, "https") == 0 &&
      !enroll_portal_allows (self->portal, uri, NULL))
    self->has_strangers = TRUE;
}

/* A window belongs to the page that has opened it, not to whatever that page leads to. */
static void
note_origin (EnrollWebView *self, const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? enroll_web_address_parse (address, NULL) : NULL;
  g_autofree char *origin = uri != NULL ? enroll_text_host_of_uri (uri) : NULL;

  if (origin == NULL || g_strcmp0 (origin, self->origin) != 0)
    enroll_web_window_close_pop_up (self);
  g_free (self->origin);
  self->origin = g_steal_pointer (&origin);
}

/* TRUE if it is one that can be seen. */
static gboolean
note_document (EnrollWebView *self, WebKitWebView *view)
{
  const char *address = enroll_web_traffic_get_address (self->traffic, view);
  gboolean is_seen = TRUE;

  if (view == self->page)
    {
      note_origin (self, address);
      if (self->n_documents > 0)
        {
          g_clear_pointer (&self->entrance, enroll_handover_free);
        }
    }
  else
    {
      is_seen = enroll_web_pop_up_note_document (self->pop_up, address);
    }
  /* Whoever was there before is gone with the page; but a window may lead another one anywhere. */
  if (self->pop_up == NULL)
    self->has_strangers = FALSE;
  note_stranger (self, address);
  return is_seen;
}

static gboolean
decide_navigation (EnrollWebView *self, WebKitNavigationPolicyDecision *decision)
{
  WebKitNavigationAction *action =
      webkit_navigation_policy_decision_get_navigation_action (decision);
  g_autofree char *uri =
      g_strdup (webkit_uri_request_get_uri (webkit_navigation_action_get_request (action)));
  const char *objection =
      enroll_web_policy_find_objection (self->portal,
                                        action,
                                        self->actor == ENROLL_WEB_ACTOR_PROGRAM);

  if (objection == NULL && enroll_web_policy_is_secure (uri))
    {
      note_stranger (self, uri);
      webkit_policy_decision_use (WEBKIT_POLICY_DECISION (decision));
      return TRUE;
    }
  webkit_policy_decision_ignore (WEBKIT_POLICY_DECISION (decision));
  if (objection != NULL)
    enroll_web_view_emit_failed (self, ENROLL_ERROR_HOST_REFUSED, uri, objection);
  return TRUE;
}

static gboolean
decide_policy_cb (WebKitWebView *view,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  EnrollWebView *self)
{
  if (type != WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return decide_navigation (self, WEBKIT_NAVIGATION_POLICY_DECISION (decision));

  if (enroll_web_policy_is_download (WEBKIT_RESPONSE_POLICY_DECISION (decision)))
    {
      webkit_policy_decision_download (decision);
    }
  else
    {
      webkit_policy_decision_use (decision);
    }
  return TRUE;
}

static void
pop_up_changed_cb (EnrollWebPopUp *pop_up, gpointer user_data)
{
  enroll_web_view_emit_changed (user_data);
}

static void
pop_up_closed_cb (EnrollWebPopUp *pop_up, gpointer user_data)
{
  enroll_web_window_close_pop_up (user_data);
  enroll_web_view_emit_changed (user_data);
}

/* One window besides the page, no more: if it opens another one, that takes its place. */
static GtkWidget *
create_cb (WebKitWebView *view, WebKitNavigationAction *action, EnrollWebView *self)
{
  WebKitWebView *opened = enroll_web_window_new (self, view);

  enroll_web_window_close_pop_up (self);
  self->pop_up = enroll_web_pop_up_new (opened, pop_up_changed_cb, pop_up_closed_cb, self);
  return GTK_WIDGET (opened);
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, EnrollWebView *self)
{
  if (event == WEBKIT_LOAD_STARTED)
    {
      self->is_entering = FALSE;
      g_clear_error (&self->crash);
    }
  if (event == WEBKIT_LOAD_COMMITTED && note_document (self, view))
    {
      WebKitWebResource *resource = webkit_web_view_get_main_resource (view);
      WebKitURIResponse *response =
          resource != NULL ? webkit_web_resource_get_response (resource) : NULL;

      self->n_documents++;
      self->status = response != NULL ? webkit_uri_response_get_status_code (response) : 0;
    }
  enroll_web_view_emit_changed (self);
}

/* WebKit connects ahead of a load that the program begins. Where the system does not know the server's
 * certificate, that attempt is broken off, and with it, if it is the one that has the connection by
 * then, the load itself: it says that it was cancelled, though nobody has done so. TLS was not through,
 * so nothing was sent. */
static gboolean
begins_again (EnrollWebView *self, WebKitWebView *view, WebKitLoadEvent event, const char *uri)
{
  if (self->authorities == NULL || view != self->page || self->n_documents > 0 ||
      event != WEBKIT_LOAD_STARTED || self->n_attempts >= ENROLL_WEB_MAX_ATTEMPTS)
    return FALSE;
  self->n_attempts++;
  self->is_entering = TRUE;
  webkit_web_view_load_uri (view, uri);
  return TRUE;
}

static gboolean
load_failed_cb (WebKitWebView *view,
                WebKitLoadEvent event,
                const char *uri,
                const GError *error,
                EnrollWebView *self)
{
  if (enroll_web_policy_is_superseded (error))
    {
      if (!begins_again (self, view, event, uri))
        enroll_web_view_emit_changed (self);
    }
  else
    {
      enroll_web_view_emit_failed (self,
                                   enroll_web_policy_is_unsent (error) ? ENROLL_ERROR_UNREACHABLE
                                                                       : ENROLL_ERROR_UNAVAILABLE,
                                   uri,
                                   error->message);
    }
  return TRUE;
}

/* Never overridden: either the administrator's authority verifies the host in full, or the visit
 * ends. */
static gboolean
tls_failed_cb (WebKitWebView *view,
               const char *uri,
               GTlsCertificate *certificate,
               GTlsCertificateFlags errors,
               EnrollWebView *self)
{
  if (self->authorities != NULL &&
      enroll_web_policy_trust (self->context, self->authorities, certificate, uri))
    {
      self->is_entering = TRUE;
      webkit_web_view_load_uri (view, uri);
    }
  else
    {
      enroll_web_view_emit_failed (self,
                                   ENROLL_ERROR_INSECURE,
                                   uri,
                                   "has a certificate that was not verified");
    }
  return TRUE;
}

/* What a page says in a box of its own is read like a notice of the page. */
static gboolean
script_dialog_cb (WebKitWebView *view, WebKitScriptDialog *dialog, EnrollWebView *self)
{
  if (self->actor == ENROLL_WEB_ACTOR_USER)
    return FALSE;

  g_free (self->dialog);
  self->dialog = g_strdup (webkit_script_dialog_get_message (dialog));
  enroll_web_policy_answer_dialog (self->portal, dialog);
  return TRUE;
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, EnrollWebView *self)
{
  enroll_web_view_note_crash (self, webkit_web_view_get_uri (view));
}

static void
connect_view (EnrollWebView *self, WebKitWebView *view)
{
  static const struct
  {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "decide-policy", G_CALLBACK (decide_policy_cb) },
    { "create", G_CALLBACK (create_cb) },
    { "load-changed", G_CALLBACK (load_changed_cb) },
    { "load-failed", G_CALLBACK (load_failed_cb) },
    { "load-failed-with-tls-errors", G_CALLBACK (tls_failed_cb) },
    { "script-dialog", G_CALLBACK (script_dialog_cb) },
    { "web-process-terminated", G_CALLBACK (terminated_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect (view, handlers[i].name, handlers[i].callback, self);
}

/**
 * enroll_web_window_new:
 * @self: a view
 * @related: (nullable): the window that opens this one
 *
 * Returns: (transfer none): a window in the stack of @self; hidden, if another one opens it
 */
WebKitWebView *
enroll_web_window_new (EnrollWebView *self, WebKitWebView *related)
{
  WebKitWebView *view = enroll_web_engine_new_view (self->context, self->content_manager, related);

  enroll_web_traffic_watch (self->traffic, view);
  connect_view (self, view);
  gtk_container_add (GTK_CONTAINER (self->stack), GTK_WIDGET (view));
  return view;
}
