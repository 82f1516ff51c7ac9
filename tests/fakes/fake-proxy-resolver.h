/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAKE_TYPE_PROXY_RESOLVER (fake_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeProxyResolver, fake_proxy_resolver, FAKE, PROXY_RESOLVER, GObject)

GProxyResolver *fake_proxy_resolver_new_silent (void);
GProxyResolver *fake_proxy_resolver_new_broken (void);

G_END_DECLS
