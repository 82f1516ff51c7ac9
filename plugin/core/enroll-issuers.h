/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_ISSUERS (enroll_issuers_get_type ())
G_DECLARE_INTERFACE (EnrollIssuers, enroll_issuers, ENROLL, ISSUERS, GObject)

/**
 * EnrollIssuersInterface:
 * @fetch_async: gets the file at an address that a certificate names as that of its issuer
 *
 * Where the certificates of authorities are had that did not come with a certificate (RFC 5280
 * section 4.2.2.1). What comes is not trusted for where it is from, and not judged here.
 */
struct _EnrollIssuersInterface
{
  GTypeInterface parent_interface;

  void (*fetch_async) (EnrollIssuers *self,
                       const char *uri,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  GBytes *(*fetch_finish) (EnrollIssuers *self, GAsyncResult *result, GError **error);
};

void enroll_issuers_fetch_async (EnrollIssuers *self,
                                 const char *uri,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *enroll_issuers_fetch_finish (EnrollIssuers *self, GAsyncResult *result, GError **error);

G_END_DECLS
