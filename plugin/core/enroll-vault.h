/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENROLL_TYPE_VAULT (enroll_vault_get_type ())
G_DECLARE_INTERFACE (EnrollVault, enroll_vault, ENROLL, VAULT, GObject)

/**
 * EnrollVaultInterface:
 * @seal_async: encrypts and authenticates bytes with a key of the enrollment, which is made and kept
 *   if there is none yet; may ask the user to unlock where that is kept
 * @open_async: the opposite
 * @finish: the bytes of either, wiped when freed; %NULL with %ENROLL_ERROR_JOURNAL
 * @forget: forgets the key, so that what was sealed with it is lost for good; nothing waits for it
 *
 * What makes bytes of an enrollment unreadable for everybody who has only the file.
 */
struct _EnrollVaultInterface
{
  GTypeInterface parent_interface;

  void (*seal_async) (EnrollVault *self,
                      const char *enrollment,
                      GBytes *plain,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  void (*open_async) (EnrollVault *self,
                      const char *enrollment,
                      GBytes *sealed,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GBytes *(*finish) (EnrollVault *self, GAsyncResult *result, GError **error);
  void (*forget) (EnrollVault *self, const char *enrollment);
};

void enroll_vault_seal_async (EnrollVault *self,
                              const char *enrollment,
                              GBytes *plain,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
void enroll_vault_open_async (EnrollVault *self,
                              const char *enrollment,
                              GBytes *sealed,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *enroll_vault_finish (EnrollVault *self, GAsyncResult *result, GError **error);
void enroll_vault_forget (EnrollVault *self, const char *enrollment);

G_END_DECLS
