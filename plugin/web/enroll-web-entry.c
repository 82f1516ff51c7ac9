/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-web-entry.h"

/* What a browser engine must have before it goes on with another visit's page: the proxy, the
 * cookies, the server's certificate. */
typedef struct
{
  WebKitWebContext *context;
  EnrollHandover *handover;
  guint next_cookie;
} Entry;

static void add_next_cookie (GTask *task);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->context);
  g_clear_pointer (&entry->handover, enroll_handover_free);
  g_free (entry);
}

static void
cookie_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* A cookie that is refused here would not have been sent. */
  webkit_cookie_manager_add_cookie_finish (WEBKIT_COOKIE_MANAGER (source), result, NULL);
  add_next_cookie (task);
}

static void
add_next_cookie (GTask *task)
{
  Entry *entry = g_task_get_task_data (task);
  const EnrollCookie *cookie;
  SoupCookie *soup_cookie;

  if (entry->next_cookie == entry->handover->cookies->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  cookie = g_ptr_array_index (entry->handover->cookies, entry->next_cookie++);
  soup_cookie = soup_cookie_new (cookie->name, cookie->value, cookie->domain, cookie->path, -1);
  soup_cookie_set_secure (soup_cookie, TRUE);
  soup_cookie_set_http_only (soup_cookie, cookie->is_http_only);
  webkit_cookie_manager_add_cookie (webkit_web_context_get_cookie_manager (entry->context),
                                    soup_cookie,
                                    g_task_get_cancellable (task),
                                    cookie_added_cb,
                                    g_object_ref (task));
  soup_cookie_free (soup_cookie);
}

static void
add_certificates (Entry *entry)
{
  GHashTableIter iter;
  gpointer host;
  gpointer certificate;

  g_hash_table_iter_init (&iter, entry->handover->certificates);
  while (g_hash_table_iter_next (&iter, &host, &certificate))
    webkit_web_context_allow_tls_certificate_for_host (entry->context, certificate, host);
}

static void
set_proxy (WebKitWebContext *context, const char *proxy)
{
  WebKitWebsiteDataManager *manager = webkit_web_context_get_website_data_manager (context);

  if (proxy == NULL || g_str_has_prefix (proxy, "direct"))
    {
      webkit_website_data_manager_set_network_proxy_settings (manager,
                                                              WEBKIT_NETWORK_PROXY_MODE_NO_PROXY,
                                                              NULL);
    }
  else
    {
      WebKitNetworkProxySettings *settings = webkit_network_proxy_settings_new (proxy, NULL);

      webkit_website_data_manager_set_network_proxy_settings (manager,
                                                              WEBKIT_NETWORK_PROXY_MODE_CUSTOM,
                                                              settings);
      webkit_network_proxy_settings_free (settings);
    }
}

static void
proxy_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Entry *entry = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto (GStrv) proxies =
      g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  set_proxy (entry->context, proxies[0]);
  add_next_cookie (task);
}

/**
 * enroll_web_entry_prepare_async:
 * @context: a fresh context
 * @proxy_resolver: (nullable): Evolution's proxy settings; %NULL for the system's
 * @handover: (transfer full): what another visit left
 * @cancellable: (nullable): a cancellable
 * @callback: called when @context can go on
 * @user_data: for @callback
 *
 * The engine has no proxies of Evolution's, so it gets the one that Evolution has for the portal. If
 * that cannot be told, it gets none of its own choice either: it is not used.
 */
void
enroll_web_entry_prepare_async (WebKitWebContext *context,
                                GProxyResolver *proxy_resolver,
                                EnrollHandover *handover,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (context, cancellable, callback, user_data);
  Entry *entry = g_new0 (Entry, 1);

  g_task_set_source_tag (task, enroll_web_entry_prepare_async);
  g_task_set_check_cancellable (task, FALSE);
  entry->context = g_object_ref (context);
  entry->handover = handover;
  g_task_set_task_data (task, entry, entry_free);
  add_certificates (entry);
  if (proxy_resolver == NULL)
    {
      add_next_cookie (task);
    }
  else
    {
      g_proxy_resolver_lookup_async (proxy_resolver,
                                     handover->uri,
                                     cancellable,
                                     proxy_found_cb,
                                     g_object_ref (task));
    }
}

/**
 * enroll_web_entry_prepare_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the handover, valid as long as @result; or %NULL with the error
 *   of the proxy settings
 */
EnrollHandover *
enroll_web_entry_prepare_finish (GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return ((Entry *)g_task_get_task_data (G_TASK (result)))->handover;
}
