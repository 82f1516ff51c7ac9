/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-proxy-resolver.h"

/* Proxy settings that name a script which does not come, so that nothing is said until nobody wants to
 * know any more; or one that is broken. */
struct _FakeProxyResolver
{
  GObject parent_instance;

  gboolean is_broken;
};

static void fake_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeProxyResolver,
                               fake_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      fake_proxy_resolver_iface_init))

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (cancellable, task);
  g_task_return_error_if_cancelled (task);
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, lookup_async);
  if (FAKE_PROXY_RESOLVER (resolver)->is_broken)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the script is broken");
      g_object_unref (task);
      return;
    }
  g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static void
fake_proxy_resolver_class_init (FakeProxyResolverClass *klass)
{
}

static void
fake_proxy_resolver_init (FakeProxyResolver *self)
{
}

GProxyResolver *
fake_proxy_resolver_new_silent (void)
{
  return g_object_new (FAKE_TYPE_PROXY_RESOLVER, NULL);
}

GProxyResolver *
fake_proxy_resolver_new_broken (void)
{
  FakeProxyResolver *self = g_object_new (FAKE_TYPE_PROXY_RESOLVER, NULL);

  self->is_broken = TRUE;
  return G_PROXY_RESOLVER (self);
}
