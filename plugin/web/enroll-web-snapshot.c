/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-snapshot.h"

/* What another engine would need to come to the page that this one shows: its address and the
 * cookies. What the page's script keeps in the engine is not to be had; the portal knows more. */

static void
take_cookie (EnrollHandover *handover, SoupCookie *soup_cookie)
{
  EnrollCookie *cookie = g_new0 (EnrollCookie, 1);

  cookie->name = g_strdup (soup_cookie_get_name (soup_cookie));
  cookie->value = g_strdup (soup_cookie_get_value (soup_cookie));
  cookie->domain = g_strdup (soup_cookie_get_domain (soup_cookie));
  cookie->path = g_strdup (soup_cookie_get_path (soup_cookie));
  cookie->is_http_only = soup_cookie_get_http_only (soup_cookie);
  g_ptr_array_add (handover->cookies, cookie);
}

static void
cookies_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnrollHandover *handover = g_task_get_task_data (task);
  GList *cookies =
      webkit_cookie_manager_get_cookies_finish (WEBKIT_COOKIE_MANAGER (source), result, NULL);

  for (GList *item = cookies; item != NULL; item = item->next)
    take_cookie (handover, item->data);
  g_list_free_full (cookies, (GDestroyNotify)soup_cookie_free);
  enroll_handover_limit_cookies (handover);
  g_task_return_pointer (task,
                         enroll_handover_copy (handover),
                         (GDestroyNotify)enroll_handover_free);
}

/**
 * enroll_web_snapshot_async:
 * @page: a page at an https address
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Changes nothing of the page.
 */
void
enroll_web_snapshot_async (WebKitWebView *page, GAsyncReadyCallback callback, gpointer user_data)
{
  const char *address = webkit_web_view_get_uri (page);
  WebKitCookieManager *manager =
      webkit_web_context_get_cookie_manager (webkit_web_view_get_context (page));
  GTask *task = g_task_new (page, NULL, callback, user_data);

  g_task_set_source_tag (task, enroll_web_snapshot_async);
  g_task_set_task_data (task, enroll_handover_new (address), (GDestroyNotify)enroll_handover_free);
  webkit_cookie_manager_get_cookies (manager, address, NULL, cookies_read_cb, task);
}

EnrollHandover *
enroll_web_snapshot_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
