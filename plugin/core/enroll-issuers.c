/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-issuers.h"

G_DEFINE_INTERFACE (EnrollIssuers, enroll_issuers, G_TYPE_OBJECT)

static void
enroll_issuers_default_init (EnrollIssuersInterface *iface)
{
}

void
enroll_issuers_fetch_async (EnrollIssuers *self,
                            const char *uri,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ENROLL_IS_ISSUERS (self));
  g_return_if_fail (uri != NULL);

  ENROLL_ISSUERS_GET_IFACE (self)->fetch_async (self, uri, cancellable, callback, user_data);
}

GBytes *
enroll_issuers_fetch_finish (EnrollIssuers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ENROLL_IS_ISSUERS (self), NULL);

  return ENROLL_ISSUERS_GET_IFACE (self)->fetch_finish (self, result, error);
}
