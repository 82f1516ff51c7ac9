/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "enroll-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EnrollKeepsake:
 * @enrollment: tells it from those of other enrollments for the same address
 * @address: whom the certificate is for
 * @host: the portal that was given the pass-phrase
 * @issuer: (nullable): who issued the certificate, once that is known
 * @serial: (nullable): its serial number, once that is known
 *
 * What a pass-phrase is for.
 */
typedef struct
{
  const char *enrollment;
  const char *address;
  const char *host;
  const char *issuer;
  const char *serial;
} EnrollKeepsake;

#define ENROLL_TYPE_KEYRING (enroll_keyring_get_type ())
G_DECLARE_INTERFACE (EnrollKeyring, enroll_keyring, ENROLL, KEYRING, GObject)

/**
 * EnrollKeyringInterface:
 * @keep_async: keeps a pass-phrase for revoking a certificate; it is durable when this succeeds.
 *   With @serial it replaces what was kept for the same enrollment without. May ask the user to
 *   unlock the keyring
 * @keep_finish: %FALSE with %ENROLL_ERROR_STORE if there is no keyring, or it stays locked
 *
 * Where the user's desktop keeps passwords.
 */
struct _EnrollKeyringInterface
{
  GTypeInterface parent_interface;

  void (*keep_async) (EnrollKeyring *self,
                      const EnrollKeepsake *keepsake,
                      EnrollSecret *pass_phrase,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*keep_finish) (EnrollKeyring *self, GAsyncResult *result, GError **error);
};

void enroll_keyring_keep_async (EnrollKeyring *self,
                                const EnrollKeepsake *keepsake,
                                EnrollSecret *pass_phrase,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean enroll_keyring_keep_finish (EnrollKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
