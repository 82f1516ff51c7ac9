/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-page-call.h"
#include "enroll-page-script.h"

/* One call of the script in the page. It ends when the script answers, when the page goes away, or
 * when it is cancelled, whichever is first; WebKit itself tells of a page that went away only when
 * its memory is collected. */

typedef struct
{
  gulong loading;
  gulong terminating;
  GSource *cancelling;
  gboolean is_over;
} EnrollPageCall;

static void
call_free (gpointer data)
{
  EnrollPageCall *call = data;

  g_clear_pointer (&call->cancelling, g_source_unref);
  g_free (call);
}

/* A window that was closed has let go of all its handlers. */
static void
disconnect (GObject *view, gulong handler)
{
  if (g_signal_handler_is_connected (view, handler))
    g_signal_handler_disconnect (view, handler);
}

/* True for the first who ends the call. */
static gboolean
end_call (GTask *task)
{
  EnrollPageCall *call = g_task_get_task_data (task);
  GObject *view = g_task_get_source_object (task);

  if (call->is_over)
    return FALSE;
  call->is_over = TRUE;
  disconnect (view, call->loading);
  disconnect (view, call->terminating);
  if (call->cancelling != NULL)
    g_source_destroy (call->cancelling);
  return TRUE;
}

static void
fail_closed (GTask *task)
{
  g_autoptr (GTask) kept = g_object_ref (task);

  if (!end_call (task))
    return;
  g_task_return_new_error (kept,
                           G_IO_ERROR,
                           G_IO_ERROR_CLOSED,
                           "the page went away before it answered");
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  if (event == WEBKIT_LOAD_COMMITTED)
    fail_closed (user_data);
}

static void
process_terminated_cb (WebKitWebView *view,
                       WebKitWebProcessTerminationReason reason,
                       gpointer user_data)
{
  fail_closed (user_data);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GTask) kept = g_object_ref (task);

  if (end_call (task))
    {
      /* The script need not wait any longer; nobody waits for it. */
      webkit_web_view_evaluate_javascript (g_task_get_source_object (task),
                                           "globalThis.enroll?.settling.stopWaiting()",
                                           -1,
                                           ENROLL_PAGE_SCRIPT_WORLD,
                                           NULL,
                                           NULL,
                                           NULL,
                                           NULL);
      g_task_return_error_if_cancelled (kept);
    }
  return G_SOURCE_REMOVE;
}

/* The script says what went wrong in words that the caller of this file understands. */
static GError *
make_error (const char *code)
{
  static const struct
  {
    const char *code;
    EnrollError error;
    const char *message;
  } known[] = {
    { "stale", ENROLL_ERROR_NOT_UNDERSTOOD, "the page has changed since it was read" },
    { "too-large", ENROLL_ERROR_TOO_LARGE, "the page has more elements than can be looked at" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_str_equal (code, known[i].code))
        return g_error_new_literal (ENROLL_ERROR, (int)known[i].error, known[i].message);
    }
  return g_error_new (ENROLL_ERROR,
                      ENROLL_ERROR_NOT_UNDERSTOOD,
                      "the script in the page failed: %s",
                      code);
}

static void
return_answer (GTask *task, JSCValue *answer)
{
  g_autoptr (JSCValue) failure =
      jsc_value_is_object (answer) ? jsc_value_object_get_property (answer, "failure") : NULL;

  if (failure != NULL && jsc_value_is_string (failure))
    {
      g_autofree char *code = jsc_value_to_string (failure);

      g_task_return_error (task, make_error (code));
      return;
    }
  g_task_return_pointer (task,
                         failure != NULL ? jsc_value_object_get_property (answer, "value") : NULL,
                         g_object_unref);
}

static void
script_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) answer =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source),
                                                             result,
                                                             &error);

  if (!end_call (task))
    return;
  if (answer == NULL)
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               G_IO_ERROR_CLOSED,
                               "the page did not answer: %s",
                               error->message);
      return;
    }
  return_answer (task, answer);
}

/**
 * enroll_page_call_async:
 * @view: a view whose page has the script
 * @expression: what to evaluate in the world of the script; a promise is waited for
 * @arguments: (nullable): a dictionary of what @expression may name
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Evaluates @expression. A page that goes away before it answers is %G_IO_ERROR_CLOSED.
 */
void
enroll_page_call_async (WebKitWebView *view,
                        const char *expression,
                        GVariant *arguments,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GVariant) owned = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_autofree char *body = g_strdup_printf ("return enroll.answer(() => %s);", expression);
  GTask *task = g_task_new (view, cancellable, callback, user_data);
  EnrollPageCall *call = g_new0 (EnrollPageCall, 1);

  g_task_set_source_tag (task, enroll_page_call_async);
  g_task_set_task_data (task, call, call_free);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  call->loading = g_signal_connect (view, "load-changed", G_CALLBACK (load_changed_cb), task);
  call->terminating =
      g_signal_connect (view, "web-process-terminated", G_CALLBACK (process_terminated_cb), task);
  if (cancellable != NULL)
    {
      call->cancelling = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, call->cancelling, G_SOURCE_FUNC (cancelled_cb));
    }
  webkit_web_view_call_async_javascript_function (view,
                                                  body,
                                                  -1,
                                                  owned,
                                                  ENROLL_PAGE_SCRIPT_WORLD,
                                                  NULL,
                                                  NULL,
                                                  script_answered_cb,
                                                  task);
}

/**
 * enroll_page_call_finish:
 * @view: the view
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the expression came to
 */
JSCValue *
enroll_page_call_finish (WebKitWebView *view, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, view), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
