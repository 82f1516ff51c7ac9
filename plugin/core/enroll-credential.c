/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-credential.h"

G_DEFINE_BOXED_TYPE (EnrollCredential,
                     enroll_credential,
                     enroll_credential_ref,
                     enroll_credential_unref)

EnrollCredential *
enroll_credential_new (void)
{
  EnrollCredential *self = g_new0 (EnrollCredential, 1);

  g_atomic_ref_count_init (&self->references);
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

EnrollCredential *
enroll_credential_ref (EnrollCredential *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
enroll_credential_unref (EnrollCredential *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_ptr_array_unref (self->authorities);
  g_clear_pointer (&self->root, g_bytes_unref);
  g_clear_pointer (&self->private_key, g_bytes_unref);
  g_free (self->name);
  g_free (self->issuer);
  g_free (self->address);
  g_free (self->serial);
  g_free (self->fingerprint);
  g_free (self->root_name);
  g_free (self->root_fingerprint);
  g_free (self);
}
