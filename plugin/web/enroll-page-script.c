/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-error.h"
#include "enroll-page-call.h"
#include "enroll-page-form.h"
#include "enroll-page-resources.h"
#include "enroll-page-script.h"

/* Reads and operates a live page, by scripts in a world that the page cannot reach. WebKit takes
 * numbers and strings as arguments of a call, but no booleans. */

#define RESOURCE_FOLDER "/org/gnome/evolution/smime-enrollment/page/"

/* Each builds on those before it. */
static const char *const scripts[] = {
  "third-party/dom-accessibility-api.js",
  "base.js",
  "dom.js",
  "tree.js",
  "sight.js",
  "text.js",
  "names.js",
  "kinds.js",
  "scan.js",
  "settle.js",
  "act.js",
  "popup.js",
  "options.js",
  "parts.js",
  "unroll.js",
  "report.js",
  "read.js",
  "fill.js",
};

/**
 * enroll_page_script_install:
 * @manager: of the views whose pages are to be read
 *
 * Makes the scripts part of every page that is loaded from now on.
 */
void
enroll_page_script_install (WebKitUserContentManager *manager)
{
  g_return_if_fail (WEBKIT_IS_USER_CONTENT_MANAGER (manager));

  g_resources_register (enroll_page_get_resource ());
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_FOLDER, scripts[i], NULL);
      g_autoptr (GBytes) source =
          g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr (WebKitUserScript) script = NULL;

      g_assert (source != NULL);
      script = webkit_user_script_new_for_world (g_bytes_get_data (source, NULL),
                                                 WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                                 WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START,
                                                 ENROLL_PAGE_SCRIPT_WORLD,
                                                 NULL,
                                                 NULL);
      webkit_user_content_manager_add_script (manager, script);
    }
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WebKitWebView *view = WEBKIT_WEB_VIEW (source);
  g_autoptr (JSCValue) report = enroll_page_call_finish (view, result, &error);
  g_autofree char *lines = report != NULL ? jsc_value_to_string (report) : NULL;

  if (report == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task,
                         enroll_page_form_new (lines, webkit_web_view_get_uri (view)),
                         (GDestroyNotify)enroll_form_unref);
}

/**
 * enroll_page_script_read_async:
 * @view: a view that shows a page
 * @may_touch: whether closed lists may be opened to learn their options
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Reads the page as it is now. Without @may_touch the page does not notice; options of lists that
 * were never opened are then unknown. What a password field holds is never read. The handles of the
 * form are good until the next reading.
 */
void
enroll_page_script_read_async (WebKitWebView *view,
                               gboolean may_touch,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (view, cancellable, callback, user_data);
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "mayTouch", "u", may_touch ? 1U : 0U);
  g_task_set_source_tag (task, enroll_page_script_read_async);
  enroll_page_call_async (view,
                          "enroll.reading.read(mayTouch !== 0)",
                          g_variant_dict_end (&arguments),
                          cancellable,
                          page_read_cb,
                          task);
}

/**
 * enroll_page_script_read_finish:
 * @view: the view
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the page as a form, not yet recognised
 */
EnrollForm *
enroll_page_script_read_finish (WebKitWebView *view, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, view), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * EnrollFilling:
 * @form: the form whose handles are used
 * @answers: what its fields are to hold
 * @next: index of the answer that comes next
 *
 * Answers on their way into the page, one after the other.
 */
typedef struct
{
  EnrollForm *form;
  EnrollAnswers *answers;
  guint next;
} EnrollFilling;

static void fill_next (GTask *task);

static void
filling_free (gpointer data)
{
  EnrollFilling *filling = data;

  enroll_form_unref (filling->form);
  enroll_answers_unref (filling->answers);
  g_free (filling);
}

static const EnrollField *
get_filled_field (const EnrollFilling *filling, guint index)
{
  const EnrollAnswer *answer = g_ptr_array_index (filling->answers->answers, index);

  return answer->field < filling->form->fields->len
             ? g_ptr_array_index (filling->form->fields, answer->field)
             : NULL;
}

/* A field that is not on the page: pressing the button is the answer. */
static gboolean
is_answered_by_button (const EnrollFilling *filling)
{
  const EnrollField *field = filling->next < filling->answers->answers->len
                                 ? get_filled_field (filling, filling->next)
                                 : NULL;

  return field != NULL && field->handle == NULL;
}

static void
field_filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) taken = enroll_page_call_finish (WEBKIT_WEB_VIEW (source), result, &error);
  EnrollFilling *filling = g_task_get_task_data (task);

  if (taken == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!jsc_value_is_boolean (taken) || !jsc_value_to_boolean (taken))
    {
      const EnrollField *field = get_filled_field (filling, filling->next);

      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_NOT_UNDERSTOOD,
                               "the field “%s” did not take its answer",
                               field != NULL ? field->label : "");
      return;
    }
  filling->next++;
  fill_next (g_steal_pointer (&task));
}

static GVariant *
make_fill_arguments (const EnrollField *field, const EnrollAnswer *answer)
{
  GVariantDict arguments;
  const char *text = answer->secret != NULL ? enroll_secret_peek (answer->secret) : answer->text;
  gboolean is_choice = field->kind == ENROLL_FIELD_CHOICE && answer->option >= 0;
  const char *kind = field->kind == ENROLL_FIELD_CHECK ? "check" : is_choice ? "option" : "text";

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "handle", "s", field->handle != NULL ? field->handle : "");
  g_variant_dict_insert (&arguments, "kind", "s", kind);
  g_variant_dict_insert (&arguments, "text", "s", text != NULL ? text : "");
  g_variant_dict_insert (&arguments, "option", "i", answer->option);
  g_variant_dict_insert (&arguments, "checked", "u", answer->is_checked ? 1U : 0U);
  return g_variant_dict_end (&arguments);
}

static void
fill_next (GTask *task)
{
  EnrollFilling *filling = g_task_get_task_data (task);
  WebKitWebView *view = g_task_get_source_object (task);
  const EnrollField *field;

  while (is_answered_by_button (filling))
    filling->next++;
  if (filling->next >= filling->answers->answers->len)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  field = get_filled_field (filling, filling->next);
  if (field == NULL)
    {
      g_task_return_new_error (task,
                               ENROLL_ERROR,
                               ENROLL_ERROR_NOT_UNDERSTOOD,
                               "an answer belongs to no field of the page");
      g_object_unref (task);
      return;
    }
  enroll_page_call_async (
      view,
      "enroll.filling.fill(handle, kind, text, option, checked !== 0)",
      make_fill_arguments (field, g_ptr_array_index (filling->answers->answers, filling->next)),
      g_task_get_cancellable (task),
      field_filled_cb,
      task);
}

/**
 * enroll_page_script_fill_async:
 * @view: a view that shows the page
 * @form: the last form that was read from it
 * @answers: what its fields are to hold; the button is not pressed
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Fills the fields as a person would, one after the other, and looks whether the page took each
 * answer. %ENROLL_ERROR_NOT_UNDERSTOOD names the first field that did not take it.
 */
void
enroll_page_script_fill_async (WebKitWebView *view,
                               EnrollForm *form,
                               EnrollAnswers *answers,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (view, cancellable, callback, user_data);
  EnrollFilling *filling = g_new0 (EnrollFilling, 1);

  filling->form = enroll_form_ref (form);
  filling->answers = enroll_answers_ref (answers);
  g_task_set_source_tag (task, enroll_page_script_fill_async);
  g_task_set_task_data (task, filling, filling_free);
  fill_next (task);
}

gboolean
enroll_page_script_fill_finish (WebKitWebView *view, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, view), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
button_pressed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) before = enroll_page_call_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (before == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, jsc_value_to_string (before), g_free);
}

/**
 * enroll_page_script_press_async:
 * @view: a view that shows the page
 * @form: the last form that was read from it
 * @button: a button of @form
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Presses a button or link. What comes of it has not happened yet when this ends.
 */
void
enroll_page_script_press_async (WebKitWebView *view,
                                EnrollForm *form,
                                const EnrollButton *button,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (view, cancellable, callback, user_data);
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "handle", "s", button->handle != NULL ? button->handle : "");
  g_task_set_source_tag (task, enroll_page_script_press_async);
  enroll_page_call_async (view,
                          "enroll.filling.press(handle)",
                          g_variant_dict_end (&arguments),
                          cancellable,
                          button_pressed_cb,
                          task);
}

/**
 * enroll_page_script_press_finish:
 * @view: the view
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the page said right before, as the text of a form; %NULL
 *   if the button is not there any more, or the page went away
 */
char *
enroll_page_script_press_finish (WebKitWebView *view, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, view), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
page_rested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) rest = enroll_page_call_finish (WEBKIT_WEB_VIEW (source), result, &error);
  g_autofree char *text = rest != NULL ? jsc_value_to_string (rest) : NULL;

  if (rest == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_int (task,
                     g_strcmp0 (text, "settled") == 0 ? ENROLL_PAGE_SETTLED : ENROLL_PAGE_RESTLESS);
}

/**
 * enroll_page_script_settle_async:
 * @view: a view that shows a page
 * @limit_ms: how long to wait at most
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Waits until nothing changes on the page any more.
 */
void
enroll_page_script_settle_async (WebKitWebView *view,
                                 guint limit_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (view, cancellable, callback, user_data);
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "limit", "u", limit_ms);
  g_task_set_source_tag (task, enroll_page_script_settle_async);
  enroll_page_call_async (view,
                          "enroll.settling.settle(limit)",
                          g_variant_dict_end (&arguments),
                          cancellable,
                          page_rested_cb,
                          task);
}

/**
 * enroll_page_script_await_change_async:
 * @view: a view that shows a page
 * @cancellable: (nullable): to stop waiting
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Waits, however long it takes, until the page changes, and then until nothing changes any more. A
 * later call for the same page ends an earlier one.
 */
void
enroll_page_script_await_change_async (WebKitWebView *view,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (view, cancellable, callback, user_data);

  g_task_set_source_tag (task, enroll_page_script_await_change_async);
  enroll_page_call_async (view,
                          "enroll.settling.awaitChange()",
                          NULL,
                          cancellable,
                          page_rested_cb,
                          task);
}

/**
 * enroll_page_script_settle_finish:
 * @view: the view
 * @result: what the callback was given
 * @rest: (out) (optional): how it ended
 * @error: return location for an error
 *
 * Ends enroll_page_script_settle_async() and enroll_page_script_await_change_async().
 *
 * Returns: %TRUE unless it was cancelled or the page went away
 */
gboolean
enroll_page_script_settle_finish (WebKitWebView *view,
                                  GAsyncResult *result,
                                  EnrollPageRest *rest,
                                  GError **error)
{
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, view), FALSE);

  value = g_task_propagate_int (G_TASK (result), error);
  if (value < 0)
    return FALSE;
  if (rest != NULL)
    *rest = (EnrollPageRest)value;
  return TRUE;
}
